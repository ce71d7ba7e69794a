/* store/db_pg_pool.c - PostgreSQL as a database: a pool of connections, and transactions that are run again.
 *
 * READ COMMITTED. A transaction keeps one connection; a read outside borrows one for its statement. Run again are: what
 * met another transaction (40001, 40P01), and what lost its connection, be it before the commit, when nothing was kept, or
 * during it, when nobody knows. */
#include "store/db_pg.h"
#include <stdlib.h>
#include <string.h>

/* How often a transaction is run, and how long it waits in between: 4, 8 … 256 ms, and a random part of that. */
enum { POOL_DEFAULT = 8, TRIES_MAX = 8, WAIT_MS = 4 };

static struct pg_conn *conn_get(struct pg *pg)
{
	struct pg_conn *c;

	gate_lock(pg->world, pg->gate);
	while (!pg->idle && pg->open == pg->open_max)
		(void)gate_wait(pg->world, pg->gate, MONO_NEVER);
	c = pg->idle;
	if (c)
		pg->idle = *pg_conn_next(c);
	else
		pg->open++;
	gate_unlock(pg->world, pg->gate);
	return c ? c : pg_conn_new(pg);
}

static void conn_put(struct pg *pg, struct pg_conn *c)
{
	gate_lock(pg->world, pg->gate);
	*pg_conn_next(c) = pg->idle;
	pg->idle = c;
	gate_wake(pg->world, pg->gate);
	gate_unlock(pg->world, pg->gate);
}

static void wait_a_little(struct pg *pg, int tries)
{
	int64_t most = (int64_t)WAIT_MS << tries;
	uint32_t salt;

	world_random(pg->world, &salt, sizeof salt);
	gate_lock(pg->world, pg->nap);
	(void)gate_wait(pg->world, pg->nap, world_mono(pg->world) + most + (int64_t)(salt % (uint32_t)most));
	gate_unlock(pg->world, pg->nap);
}

static enum err commit(struct scope *s, struct pg_conn *c)
{
	bool done;
	enum err e;

	world_yield(s->world, "db commit");
	if (world_fault(s->world, "db commit cut")) {
		pg_drop(c);
		return fail(s, ERR_DB_UNREACHABLE, "the connection to PostgreSQL was cut before commit by plan");
	}
	e = pg_statement(s, c, "commit", &done);
	if (!e && world_fault(s->world, "db commit lost")) {
		pg_drop(c);
		return fail(s, ERR_DB_UNREACHABLE, "the connection to PostgreSQL was cut during commit by plan");
	}
	return e || done ? e : fail(s, ERR_DB, "PostgreSQL rolled the transaction back instead of committing it");
}

/* One run of the body. `again`: it may succeed another time. */
static enum err attempt(struct scope *s, struct pg_conn *c, db_body *body, void *arg, bool *again)
{
	struct transaction tx = { c, OK, 0 };
	enum err e = pg_ready(s, c), cause;

	if (!e)
		e = pg_statement(s, c, "begin isolation level read committed", NULL);
	if (e) {
		*again = e == ERR_DB_UNREACHABLE;
		return e;
	}
	s->now = world_now(s->world);
	s->tx = &tx;
	e = body(s, arg);
	s->tx = NULL;
	cause = tx.broken;
	if (!e && !cause)
		e = cause = commit(s, c);
	else if (!e)
		e = cause;
	*again = cause == ERR_DB_RETRY || cause == ERR_DB_UNREACHABLE;
	return e;
}

/* Leaves the connection without a transaction, or without itself. */
static void conn_clear(const struct scope *s, struct pg_conn *c)
{
	struct scope quiet;

	scope_open(&quiet, s);
	if (!pg_lost(c) && pg_statement(&quiet, c, "rollback", NULL) != OK)
		pg_drop(c);
	scope_close(&quiet);
}

static enum err pool_transact(struct scope *s, struct db *db, db_body *body, void *arg)
{
	struct pg *pg = (struct pg *)(void *)db;
	enum err e = OK;
	bool again;

	for (int tries = 0; tries < TRIES_MAX; tries++) {
		struct pg_conn *c = conn_get(pg);

		world_yield(s->world, "db begin");
		e = attempt(s, c, body, arg, &again);
		if (e)
			conn_clear(s, c);
		conn_put(pg, c);
		if (!e || !again)
			break;
		if (tries + 1 < TRIES_MAX)
			wait_a_little(pg, tries);
	}
	if (!e) {
		s->words = (struct text){ 0 }; /* what an earlier run said is over */
		s->code = OK;
	}
	return e;
}

static enum err pool_run(struct scope *s, struct db *db, const struct sql_query *q, const void *in, size_t count,
			 struct sql_rows *rows, int64_t *changed)
{
	struct pg *pg = (struct pg *)(void *)db;
	enum err e = OK;

	if (s->tx)
		return pg_run(s, s->tx->connection, q, in, count, rows, changed);
	for (int tries = 0; tries < 2; tries++) {
		struct pg_conn *c = conn_get(pg);

		e = pg_ready(s, c);
		if (!e)
			e = pg_run(s, c, q, in, count, rows, changed);
		if (pg_lost(c))
			pg_drop(c);
		conn_put(pg, c);
		if (e != ERR_DB_UNREACHABLE)
			break; /* a connection that was idle may have been cut: once more on a new one */
	}
	return e;
}

static enum err pool_statement(struct scope *s, struct db *db, const char *sql)
{
	(void)db;
	if (!s->tx)
		return fail(s, ERR_INTERNAL, "a statement was given outside of a transaction");
	return pg_statement(s, s->tx->connection, sql, NULL);
}

static enum err pool_describe(struct scope *s, struct db *db, const struct sql_query *q, struct text *plan)
{
	struct pg *pg = (struct pg *)(void *)db;
	struct pg_conn *c = conn_get(pg);
	enum err e = pg_ready(s, c);

	(void)plan; /* a plan there depends on how many rows there are */
	if (!e)
		e = pg_describe(s, c, q);
	conn_put(pg, c);
	return e;
}

static enum err pool_info(struct scope *s, struct db *db, struct db_info *out)
{
	struct pg *pg = (struct pg *)(void *)db;
	struct pg_conn *c = conn_get(pg);
	enum err e = pg_ready(s, c);

	if (!e)
		e = pg_info(s, c, out);
	if (pg_lost(c))
		pg_drop(c);
	conn_put(pg, c);
	return e;
}

static void pool_close(struct scope *s, struct db *db)
{
	struct pg *pg = (struct pg *)(void *)db;

	(void)s;
	for (struct pg_conn *c = pg->idle, *next; c; c = next) {
		next = *pg_conn_next(c);
		pg_conn_free(c);
	}
	gate_free(pg->world, pg->gate);
	gate_free(pg->world, pg->nap);
	free(pg->url);
	free(pg);
}

enum err db_pg_open(struct scope *s, const struct db_options *o, struct db **out)
{
	static const struct db_ops ops = { pool_close,     pool_transact, pool_run, NULL,
					   pool_statement, pool_describe, pool_info };
	struct pg *pg = calloc(1, sizeof *pg);
	struct pg_conn *c;
	enum err e;

	ASSERT(pg);
	pg->db = (struct db){ &ops, DB_POSTGRES };
	pg->world = s->world;
	pg->url = strdup(o->url);
	ASSERT(pg->url);
	pg->open_max = o->pool > 0 ? o->pool : POOL_DEFAULT;
	pg->gate = gate_new(s->world);
	pg->nap = gate_new(s->world);
	c = conn_get(pg);
	e = pg_ready(s, c); /* so that a wrong address is said at once */
	conn_put(pg, c);
	if (e) {
		pool_close(s, &pg->db);
		return e;
	}
	*out = &pg->db;
	return OK;
}
