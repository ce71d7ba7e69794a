/* store/db_sqlite.c - one connection to an SQLite file: opening, prepared statements, running a query.
 *
 * synchronous=FULL, as NORMAL loses acknowledged commits at a power cut. secure_delete is on for the whole file, as
 * personal data lies in it and "fast" would leave it in free pages; it costs nothing where nothing is deleted. */
#include "store/db_sqlite.h"
#include "base/instant.h"
#include "store/db_sqlite_disk.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 5000, NAP_MS = 5, MODE_TRIES = 200 };

/* SQLite itself takes only ENOSPC for "no room". */
static bool out_of_room(int cause) { return cause == ENOSPC || cause == EDQUOT || cause == EFBIG; }

/* What SQLite takes for a damaged file when it meets it while reading, though nobody has seen a wrong byte. */
static bool unreadable(int cause) { return cause == EIO || cause == ENXIO || cause == ERANGE; }

/* Was that the cause of the last system call that failed, on the file or on its log? */
static bool caused(sqlite3 *handle, bool (*by)(int cause))
{
	static const int which[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };

	for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
		sqlite3_file *f = NULL;
		int cause = 0;

		(void)sqlite3_file_control(handle, "main", which[i], &f);
		if (f && f->pMethods)
			(void)f->pMethods->xFileControl(f, SQLITE_FCNTL_LAST_ERRNO, &cause);
		if (by(cause))
			return true;
	}
	return false;
}

static enum err code_of(sqlite3 *handle, int code)
{

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_DB_LOCKED;
	case SQLITE_FULL:
		return ERR_DB_FULL;
	case SQLITE_IOERR:
		return caused(handle, out_of_room) ? ERR_DB_FULL : ERR_DB_DISK;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return caused(handle, unreadable) ? ERR_DB_DISK : ERR_DB_CORRUPT;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ERR_FILE;
	case SQLITE_CONSTRAINT:
		return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
				       code == SQLITE_CONSTRAINT_ROWID
			       ? ERR_DUPLICATE
			       : ERR_DB;
	default:
		return ERR_DB;
	}
}

static enum err failed(struct scope *s, const struct lite_conn *c, const char *what)
{
	enum err e = code_of(c->handle, sqlite3_extended_errcode(c->handle));

	return fail(s, e, "%s, %s: %s", c->lite->path, what,
		    e == ERR_DB_DISK ? sqlite3_errstr(SQLITE_IOERR) : sqlite3_errmsg(c->handle));
}

/* Waits a moment while another process writes, at a gate, so that simulated time passes too. */
static int busy(void *arg, int tries)
{
	struct lite_conn *c = arg;
	struct world *w = c->lite->world;
	int64_t now = world_mono(w);

	if (!tries)
		c->busy_since = now;
	if (now - c->busy_since >= BUSY_MS)
		return 0;
	gate_lock(c->lite->world, c->lite->nap);
	(void)gate_wait(c->lite->world, c->lite->nap, now + NAP_MS);
	gate_unlock(c->lite->world, c->lite->nap);
	return 1;
}

enum err lite_statement(struct scope *s, struct lite_conn *c, const char *sql)
{
	return sqlite3_exec(c->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : failed(s, c, "a statement");
}

/* Changing to WAL needs the file alone, and SQLite does not ask the busy handler for it. */
static enum err wal_mode(struct scope *s, struct lite_conn *c)
{
	for (int i = 0; i < MODE_TRIES; i++) {
		int code = sqlite3_exec(c->handle, "pragma journal_mode = wal", NULL, NULL, NULL);

		if (code == SQLITE_OK)
			return OK;
		if (code != SQLITE_BUSY)
			break;
		gate_lock(c->lite->world, c->lite->nap);
		(void)gate_wait(c->lite->world, c->lite->nap, world_mono(s->world) + NAP_MS);
		gate_unlock(c->lite->world, c->lite->nap);
	}
	return failed(s, c, "opening");
}

static enum err settle(struct scope *s, struct lite_conn *c)
{
	static const char *const settings[] = {
		"pragma synchronous = full",     "pragma foreign_keys = on",    "pragma secure_delete = on",
		"pragma wal_autocheckpoint = 0", "pragma cache_size = -8192",   "pragma temp_store = memory",
		"pragma trusted_schema = off",   "pragma cell_size_check = on", "pragma journal_size_limit = 134217728",
	};

	sqlite3_extended_result_codes(c->handle, 1);
	sqlite3_busy_handler(c->handle, busy, c);
	TRY(wal_mode(s, c));
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		TRY(lite_statement(s, c, settings[i]));
	if (c->lite->no_sync)
		TRY(lite_statement(s, c, "pragma synchronous = off"));
	return lite_list_register(c->handle) == SQLITE_OK ? OK : failed(s, c, "opening");
}

enum err lite_connect(struct scope *s, struct lite *l, bool make, struct lite_conn **out)
{
	struct lite_conn *c;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (make ? SQLITE_OPEN_CREATE : 0);
	enum err e;

	TRY(lite_reach(s, l, false));
	c = calloc(1, sizeof *c);
	ASSERT(c);
	c->lite = l;
	c->statements = calloc(sql_query_count + 1, sizeof *c->statements);
	ASSERT(c->statements);
	if (sqlite3_open_v2(l->path, &c->handle, flags, l->disk ? disk_mount_name(l->disk) : NULL) == SQLITE_OK)
		e = settle(s, c);
	else
		e = failed(s, c, "opening");
	if (e) {
		lite_disconnect(c);
		return e;
	}
	*out = c;
	return OK;
}

void lite_disconnect(struct lite_conn *c)
{
	for (size_t i = 0; i < sql_query_count; i++)
		sqlite3_finalize(c->statements[i]);
	for (size_t i = 0; i < LITE_VERB_COUNT; i++)
		sqlite3_finalize(c->verbs[i]);
	ASSERT(sqlite3_close(c->handle) == SQLITE_OK);
	free(c->statements);
	free(c);
}

static enum err prepared(struct scope *s, struct lite_conn *c, const char *sql, const char *name, sqlite3_stmt **keep)
{
	if (!*keep && sqlite3_prepare_v3(c->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, keep, NULL) != SQLITE_OK)
		return failed(s, c, name);
	return OK;
}

enum err lite_verb(struct scope *s, struct lite_conn *c, enum lite_verb v)
{
	static const char *const verbs[] = {
		[LITE_BEGIN] = "begin immediate", [LITE_COMMIT] = "commit",     [LITE_ROLLBACK] = "rollback",
		[LITE_MARK] = "savepoint body",   [LITE_KEEP] = "release body", [LITE_UNDO] = "rollback to body",
	};
	int code;

	TRY(prepared(s, c, verbs[v], verbs[v], &c->verbs[v]));
	code = sqlite3_step(c->verbs[v]);
	if (code != SQLITE_DONE) {
		enum err e = failed(s, c, verbs[v]);

		sqlite3_reset(c->verbs[v]);
		return e;
	}
	sqlite3_reset(c->verbs[v]);
	return OK;
}

enum err lite_reach(struct scope *s, const struct lite *l, bool in_transaction)
{
	if (!l->disk || (!disk_mount_away(l->disk) && !(in_transaction && disk_mount_restarts(l->disk) != l->restarts)))
		return OK;
	return fail(s, ERR_DB_UNREACHABLE, "%s: the database restarts by plan", l->path);
}

bool lite_in_transaction(const struct lite_conn *c) { return !sqlite3_get_autocommit(c->handle); }

static int bind_one(sqlite3_stmt *stmt, int at, const struct sql_field *f, const void *in)
{
	struct sql_value v = sql_value_of(f, in);

	if (v.null)
		return sqlite3_bind_null(stmt, at);
	if (f->type == SQL_INT)
		return sqlite3_bind_int64(stmt, at, v.number);
	if (f->type == SQL_TEXT)
		return sqlite3_bind_text64(stmt, at, v.text.at ? v.text.at : "", v.text.size, SQLITE_STATIC,
					   SQLITE_UTF8);
	return sqlite3_bind_blob64(stmt, at, v.text.at ? v.text.at : "", v.text.size, SQLITE_STATIC);
}

static int bind(struct scope *s, sqlite3_stmt *stmt, const struct sql_query *q, const void *in)
{
	int code = SQLITE_OK;

	for (size_t i = 0; i < q->in_count && code == SQLITE_OK; i++) {
		struct lite_list *list;

		if (!q->in[i].list) {
			code = bind_one(stmt, (int)i + 1, &q->in[i], in);
			continue;
		}
		list = ARENA_NEW(s->arena, struct lite_list);
		*list = (struct lite_list){ &q->in[i], in };
		code = sqlite3_bind_pointer(stmt, (int)i + 1, list, LITE_LIST, NULL);
	}
	if (q->tenant && code == SQLITE_OK)
		code = sqlite3_bind_int64(stmt, (int)q->in_count + 1, s->tenant_id);
	return code;
}

static enum err row_read(struct sql_sink *k, sqlite3_stmt *stmt)
{
	TRY(sql_sink_row(k));
	for (int i = 0; i < (int)k->q->out_count; i++) {
		const struct sql_field *f = &k->q->out[i];
		int type = sqlite3_column_type(stmt, i);
		int wanted = f->type == SQL_INT ? SQLITE_INTEGER : f->type == SQL_TEXT ? SQLITE_TEXT : SQLITE_BLOB;

		if (type == SQLITE_NULL)
			TRY(sql_sink_null(k, (size_t)i));
		else if (type != wanted)
			return fail(k->s, ERR_DB, "%s of the query %s is not of its type", f->name, k->q->name);
		else if (f->type == SQL_INT)
			sql_sink_int(k, (size_t)i, sqlite3_column_int64(stmt, i));
		else if (f->type == SQL_TEXT) {
			const unsigned char *at = sqlite3_column_text(stmt, i);
			sql_sink_text(k, (size_t)i, at, (size_t)sqlite3_column_bytes(stmt, i));
		} else {
			const void *at = sqlite3_column_blob(stmt, i);
			sql_sink_text(k, (size_t)i, at, (size_t)sqlite3_column_bytes(stmt, i));
		}
	}
	return OK;
}

static enum err step_all(struct lite_conn *c, sqlite3_stmt *stmt, struct sql_sink *k)
{
	for (;;) {
		int code = sqlite3_step(stmt);

		if (code == SQLITE_DONE)
			return OK;
		if (code != SQLITE_ROW)
			return failed(k->s, c, k->q->name);
		TRY(row_read(k, stmt));
	}
}

enum err lite_run(struct scope *s, struct lite_conn *c, const struct sql_query *q, const void *in, size_t count,
		  struct sql_rows *rows, int64_t *changed)
{
	struct sql_sink k = { .s = s, .q = q };
	sqlite3_stmt **stmt = &c->statements[q->id];
	enum err e = OK;

	TRY(prepared(s, c, q->sqlite, q->name, stmt));
	for (size_t i = 0; i < count && !e; i++) {
		e = bind(s, *stmt, q, (const char *)in + i * q->in_size) == SQLITE_OK ? OK : failed(s, c, q->name);
		if (!e)
			e = step_all(c, *stmt, &k);
		sqlite3_reset(*stmt);
		if (!e && q->writes)
			*changed += sqlite3_changes64(c->handle);
	}
	sqlite3_clear_bindings(*stmt);
	if (e)
		return e;
	if (rows)
		*rows = (struct sql_rows){ k.at, k.count };
	return OK;
}

static int log_grew(void *arg, sqlite3 *handle, const char *name, int pages)
{
	const struct lite_conn *c = arg;

	(void)handle, (void)name;
	lite_committed(c->lite, pages);
	return SQLITE_OK;
}

void lite_watch_log(struct lite_conn *c) { sqlite3_wal_hook(c->handle, log_grew, c); }

void lite_checkpoint(struct lite_conn *c, bool wait)
{
	(void)sqlite3_wal_checkpoint_v2(c->handle, NULL, wait ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
					NULL, NULL);
}

static enum err plan_read(struct scope *s, struct lite_conn *c, const struct sql_query *q, struct text *plan)
{
	struct buffer b = buffer_in(s->arena);
	struct text sql = text_format(s->arena, "explain query plan %s", q->sqlite);
	sqlite3_stmt *stmt = NULL;

	TRY(prepared(s, c, sql.at, q->name, &stmt));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buffer_format(&b, "%s\n", (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	*plan = buffer_text(&b);
	return OK;
}

enum err lite_describe(struct scope *s, struct lite_conn *c, const struct sql_query *q, struct text *plan)
{
	sqlite3_stmt *stmt;

	TRY(prepared(s, c, q->sqlite, q->name, &c->statements[q->id]));
	stmt = c->statements[q->id];
	if ((size_t)sqlite3_column_count(stmt) != q->out_count)
		return fail(s, ERR_DB, "the query %s declares %zu columns and gives %d", q->name, q->out_count,
			    sqlite3_column_count(stmt));
	for (size_t i = 0; i < q->out_count; i++)
		if (strcmp(sqlite3_column_name(stmt, (int)i), q->out[i].name) != 0)
			return fail(s, ERR_DB, "column %zu of the query %s is %s, not %s", i + 1, q->name,
				    sqlite3_column_name(stmt, (int)i), q->out[i].name);
	return plan_read(s, c, q, plan);
}
