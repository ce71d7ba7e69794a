/* store/db_pg_conn.h - a PostgreSQL connection from within, for the files that know libpq. */
#pragma once
#include "store/db_pg.h"
#include <libpq-fe.h>

struct pg_conn {
	struct pg *pg;
	PGconn *handle;      /* NULL: not made yet, or lost */
	bool *prepared;      /* by the query's id */
	struct arena *arena; /* the parameters of one query */
	struct pg_conn *next;
};

/* What went wrong, without the values that a server's message may quote. `r` may be NULL. */
enum err pg_failed(struct scope *s, struct pg_conn *c, const PGresult *r, const char *what);
