/* store/db_pg.c - one connection to PostgreSQL: made when it is needed, and what its errors mean. */
#include "store/db_pg.h"
#include "store/db_pg_conn.h"
#include <stdlib.h>
#include <string.h>

/* SQLSTATE, or the beginning of one, and what it is for us; the first that fits counts. */
static const struct {
	const char *state;
	enum err means;
} states[] = {
	{ "40001", ERR_DB_RETRY },       { "40P01", ERR_DB_RETRY },       { "23505", ERR_DUPLICATE },
	{ "42P07", ERR_DUPLICATE },      { "42710", ERR_DUPLICATE }, /* made by another process meanwhile */
	{ "53100", ERR_DB_FULL },        { "55P03", ERR_DB_LOCKED },      { "57014", ERR_DB_LOCKED },
	{ "22021", ERR_BAD_TEXT },       { "XX001", ERR_DB_CORRUPT },     { "XX002", ERR_DB_CORRUPT },
	{ "58030", ERR_DB_DISK },        { "25P03", ERR_DB_UNREACHABLE }, { "25006", ERR_DB_UNREACHABLE },
	{ "53300", ERR_DB_UNREACHABLE }, { "57P", ERR_DB_UNREACHABLE },   { "08", ERR_DB_UNREACHABLE },
	{ "28", ERR_DB_UNREACHABLE },    { "3D", ERR_DB_UNREACHABLE },
};

/* Messages of these classes speak of SQL, servers and disks; others may quote what somebody's row holds. */
static bool speaks_freely(const char *state)
{
	static const char *const classes[] = { "08", "28", "3D", "42", "53", "57", "58", "XX", NULL };

	for (size_t i = 0; classes[i]; i++)
		if (!strncmp(state, classes[i], 2))
			return true;
	return false;
}

static struct text one_line(const char *z)
{
	struct text t = text_trim(text_of(z ? z : "")), line;

	return text_cut(&t, '\n', &line) ? line : TEXT("no reason given");
}

enum err pg_failed(struct scope *s, struct pg_conn *c, const PGresult *r, const char *what)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *constraint = r ? PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME) : NULL;
	const char *message = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	enum err e = ERR_DB;

	if (pg_lost(c) && !state)
		return fail(s, ERR_DB_UNREACHABLE, "%s: the connection to PostgreSQL is lost: %.*s", what,
			    TEXT_ARG(one_line(PQerrorMessage(c->handle))));
	if (!state) /* the words are libpq's own, of the connection: no row is quoted in them */
		return fail(s, ERR_DB, "%s: PostgreSQL's answer is not what was asked for: %s, %.*s", what,
			    r ? PQresStatus(PQresultStatus(r)) : "none", TEXT_ARG(one_line(PQerrorMessage(c->handle))));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (!strncmp(state, states[i].state, strlen(states[i].state))) {
			e = states[i].means;
			break;
		}
	if (speaks_freely(state))
		return fail(s, e, "%s: PostgreSQL says %s, %.*s", what, state, TEXT_ARG(one_line(message)));
	return fail(s, e, "%s: PostgreSQL says %s%s%s", what, state, constraint ? ", " : "",
		    constraint ? constraint : "");
}

struct pg_conn *pg_conn_new(struct pg *pg)
{
	struct pg_conn *c = calloc(1, sizeof *c);

	ASSERT(c);
	c->pg = pg;
	c->prepared = calloc(sql_query_count + 1, sizeof *c->prepared);
	ASSERT(c->prepared);
	c->arena = arena_new();
	return c;
}

void pg_conn_free(struct pg_conn *c)
{
	pg_drop(c);
	arena_free(c->arena);
	free(c->prepared);
	free(c);
}

struct pg_conn **pg_conn_next(struct pg_conn *c) { return &c->next; }

bool pg_lost(const struct pg_conn *c) { return !c->handle || PQstatus(c->handle) != CONNECTION_OK; }

void pg_drop(struct pg_conn *c)
{
	PQfinish(c->handle);
	c->handle = NULL;
	memset(c->prepared, 0, sql_query_count * sizeof *c->prepared);
}

static void silent(void *arg, const char *notice) { (void)arg, (void)notice; }

/* Ours stand before the address, so that the address may say otherwise; a server that hangs and a lock that another
 * program keeps are noticed within seconds. */
enum err pg_ready(struct scope *s, struct pg_conn *c)
{
	static const char *const names[] = { "connect_timeout",
					     "keepalives",
					     "keepalives_idle",
					     "keepalives_interval",
					     "keepalives_count",
					     "tcp_user_timeout",
					     "application_name",
					     "options",
					     "dbname",
					     "client_encoding",
					     NULL };
	const char *values[] = { "8",        "1",    "2", "1", "3", "10000", "lockstep", "-c lock_timeout=5000",
				 c->pg->url, "UTF8", NULL };

	if (!pg_lost(c))
		return OK;
	pg_drop(c);
	c->handle = PQconnectdbParams(names, values, 1);
	ASSERT(c->handle);
	if (PQstatus(c->handle) != CONNECTION_OK)
		return fail(s, ERR_DB_UNREACHABLE, "PostgreSQL: %.*s", TEXT_ARG(one_line(PQerrorMessage(c->handle))));
	PQsetNoticeProcessor(c->handle, silent, NULL);
	/* A process that is paused amid a transaction must not keep the others from its shops. */
	return pg_statement(s, c, "set idle_in_transaction_session_timeout = 5000", NULL);
}

enum err pg_statement(struct scope *s, struct pg_conn *c, const char *sql, bool *done)
{
	PGresult *r = PQexec(c->handle, sql);
	enum err e = PQresultStatus(r) == PGRES_COMMAND_OK ? OK : pg_failed(s, c, r, "a statement");

	if (done)
		*done = !e && strcmp(PQcmdStatus(r), "ROLLBACK") != 0;
	PQclear(r);
	return e;
}
