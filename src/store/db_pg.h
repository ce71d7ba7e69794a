/* store/db_pg.h - the parts of the PostgreSQL driver: connections with their statements, and the pool. */
#pragma once
#include "store/db_driver.h"

struct pg_conn;

struct pg {
	struct db db;
	struct world *world;
	char *url;
	struct gate *gate; /* guards the pool */
	struct pg_conn *idle;
	int open, open_max;
	struct gate *nap; /* nobody wakes it: to wait a moment */
};

/* db_pg.c: one connection. It is made at its first use and made anew when it was lost. */
struct pg_conn *pg_conn_new(struct pg *pg);
void pg_conn_free(struct pg_conn *c);
struct pg_conn **pg_conn_next(struct pg_conn *c); /* the pool's list */
enum err pg_ready(struct scope *s, struct pg_conn *c) MUST_CHECK;
bool pg_lost(const struct pg_conn *c);
void pg_drop(struct pg_conn *c);
/* A statement without parameters or rows; `done`, where given, says whether a commit was one: PostgreSQL rolls a
 * condemned transaction back instead and calls that a success. */
enum err pg_statement(struct scope *s, struct pg_conn *c, const char *sql, bool *done) MUST_CHECK;

/* db_pg_run.c: queries over it, parameters and results in binary. */
enum err pg_run(struct scope *s, struct pg_conn *c, const struct sql_query *q, const void *in, size_t count,
		struct sql_rows *rows, int64_t *changed) MUST_CHECK;
enum err pg_describe(struct scope *s, struct pg_conn *c, const struct sql_query *q) MUST_CHECK;

/* db_pg_info.c */
enum err pg_info(struct scope *s, struct pg_conn *c, struct db_info *out) MUST_CHECK;
