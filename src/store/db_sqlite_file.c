/* store/db_sqlite_file.c - an SQLite file as a database: the writer, a pool of readers, and the checkpointer. */
#include "store/db_sqlite.h"
#include "store/db_sqlite_disk.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { READERS_DEFAULT = 8, LOG_PAGES_DEFAULT = 16000 };

static enum err reader_get(struct scope *s, struct lite *l, struct lite_conn **out)
{
	enum err e = OK;

	gate_lock(l->world, l->gate);
	l->wanting++;
	while (!l->idle && l->readers == l->readers_max)
		(void)gate_wait(l->world, l->gate, MONO_NEVER);
	l->wanting--;
	*out = l->idle;
	if (l->idle)
		l->idle = l->idle->next;
	else
		l->readers++;
	gate_unlock(l->world, l->gate);
	if (*out)
		return OK;
	e = lite_connect(s, l, false, out);
	if (e) {
		gate_lock(l->world, l->gate);
		l->readers--;
		gate_wake(l->world, l->gate);
		gate_unlock(l->world, l->gate);
	}
	return e;
}

static void reader_put(struct lite *l, struct lite_conn *c)
{
	gate_lock(l->world, l->gate);
	c->next = l->idle;
	l->idle = c;
	if (l->wanting) /* writers wait at the same gate, and none of them has become due */
		gate_wake(l->world, l->gate);
	gate_unlock(l->world, l->gate);
}

static enum err file_run(struct scope *s, struct db *db, const struct sql_query *q, const void *in, size_t count,
			 struct sql_rows *rows, int64_t *changed)
{
	struct lite *l = (struct lite *)(void *)db;
	struct lite_conn *c;
	enum err e;

	TRY(lite_reach(s, l, s->tx != NULL));
	if (s->tx)
		return lite_run(s, s->tx->connection, q, in, count, rows, changed);
	TRY(reader_get(s, l, &c));
	e = lite_run(s, c, q, in, count, rows, changed);
	reader_put(l, c);
	return e;
}

static enum err file_statement(struct scope *s, struct db *db, const char *sql)
{
	if (!s->tx)
		return fail(s, ERR_INTERNAL, "a statement was given outside of a transaction");
	TRY(lite_reach(s, (const struct lite *)(const void *)db, true));
	return lite_statement(s, s->tx->connection, sql);
}

static enum err file_plan(struct scope *s, struct db *db)
{
	(void)db;
	ASSERT(s->tx);
	return lite_plan(s, s->tx->connection);
}

static enum err file_describe(struct scope *s, struct db *db, const struct sql_query *q, struct text *plan)
{
	struct lite *l = (struct lite *)(void *)db;
	struct lite_conn *c;
	enum err e;

	TRY(reader_get(s, l, &c));
	e = lite_describe(s, c, q, plan);
	reader_put(l, c);
	return e;
}

static enum err file_info(struct scope *s, struct db *db, struct db_info *out)
{
	struct lite *l = (struct lite *)(void *)db;
	struct lite_conn *c;
	enum err e;

	TRY(reader_get(s, l, &c));
	e = lite_info(s, c, out);
	reader_put(l, c);
	return e;
}

static void file_free(struct lite *l)
{
	if (l->checkpointer) {
		gate_lock(l->world, l->work);
		l->closing = true;
		gate_wake(l->world, l->work);
		gate_unlock(l->world, l->work);
		world_join(l->world, l->checkpointer);
	}
	if (l->checkpoint)
		lite_disconnect(l->checkpoint);
	for (struct lite_conn *c = l->idle, *next; c; c = next) {
		next = c->next;
		lite_disconnect(c);
	}
	if (l->writer)
		lite_disconnect(l->writer);
	gate_free(l->world, l->gate);
	gate_free(l->world, l->nap);
	gate_free(l->world, l->work);
	disk_unmount(l->disk);
	free(l->path);
	free(l);
}

static void file_close(struct scope *s, struct db *db)
{
	(void)s;
	file_free((struct lite *)(void *)db);
}

enum err db_sqlite_open(struct scope *s, const struct db_options *o, struct db **out)
{
	static const struct db_ops ops = { file_close,     lite_transact, file_run, file_plan,
					   file_statement, file_describe, file_info };
	struct lite *l = calloc(1, sizeof *l);
	enum err e;

	ASSERT(l);
	l->db = (struct db){ &ops, DB_SQLITE };
	l->world = s->world;
	l->path = strdup(o->path);
	l->no_sync = o->no_sync;
	l->disk = o->disk ? disk_mount(o->disk, o->disk_owner) : NULL;
	ASSERT(l->path);
	l->gate = gate_new(s->world);
	l->nap = gate_new(s->world);
	l->work = gate_new(s->world);
	l->readers_max = o->pool > 0 ? o->pool : READERS_DEFAULT;
	l->last = &l->first;
	l->wal_room = o->log_pages > 0 ? o->log_pages : LOG_PAGES_DEFAULT;
	l->wal_last = INT_MAX; /* so that the first commit counts as the log's beginning */
	e = lite_connect(s, l, o->make, &l->writer);
	if (!e) /* 64 MiB for the writer, as every index of every table lies in its way; readers have 8 MiB each */
		e = lite_statement(s, l->writer, "pragma cache_size = -65536");
	if (!e)
		e = lite_connect(s, l, false, &l->checkpoint);
	if (e) {
		file_free(l);
		return e;
	}
	lite_watch_log(l->writer);
	l->checkpointer = world_spawn(s->world, "checkpoint", lite_checkpointer, l);
	*out = &l->db;
	return OK;
}
