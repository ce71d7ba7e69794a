/* store/db_driver.h - what the two drivers share: their table of functions, and parameters and rows as fields. */
#pragma once
#include "store/db.h"

struct db_ops {
	void (*close)(struct scope *s, struct db *db);
	enum err (*transact)(struct scope *s, struct db *db, db_body *body, void *arg);
	enum err (*run)(struct scope *s, struct db *db, const struct sql_query *q, const void *in, size_t count,
			struct sql_rows *rows, int64_t *changed);
	/* Within a transaction that changed tables: what the planner has to know of them; NULL: nothing. */
	enum err (*plan)(struct scope *s, struct db *db);
	/* One statement without parameters: a migration's. */
	enum err (*statement)(struct scope *s, struct db *db, const char *sql);
	/* Prepares, compares the columns with what is declared; the plan is one line a step, {0} where there is none. */
	enum err (*describe)(struct scope *s, struct db *db, const struct sql_query *q, struct text *plan);
	enum err (*info)(struct scope *s, struct db *db, struct db_info *out);
};
struct db {
	const struct db_ops *ops; /* first in each driver's own struct */
	enum db_kind kind;
};
struct transaction {
	void *connection;
	enum err broken; /* what the first statement that failed said; the transaction cannot be committed */
	int rank;        /* the highest rank locked so far */
};

enum err db_sqlite_open(struct scope *s, const struct db_options *o, struct db **out) MUST_CHECK;
enum err db_pg_open(struct scope *s, const struct db_options *o, struct db **out) MUST_CHECK;

enum err db_statement(struct scope *s, const char *sql) MUST_CHECK;
enum err db_describe(struct scope *s, const struct sql_query *q, struct text *plan) MUST_CHECK;

/* One member of a parameter struct. */
struct sql_value {
	bool null;
	int64_t number;
	struct text text;
};
struct sql_value sql_value_of(const struct sql_field *f, const void *in);
size_t sql_list_count(const struct sql_field *f, const void *in);
struct sql_value sql_list_at(const struct sql_field *f, const void *in, size_t i);

/* Rows as they come, in the scope's arena. */
struct sql_sink {
	struct scope *s;
	const struct sql_query *q;
	char *at, *row;
	size_t count, room;
};
enum err sql_sink_row(struct sql_sink *k) MUST_CHECK; /* begins the next row */
void sql_sink_int(struct sql_sink *k, size_t column, int64_t value);
void sql_sink_text(struct sql_sink *k, size_t column, const void *bytes, size_t size);
enum err sql_sink_null(struct sql_sink *k, size_t column) MUST_CHECK;
