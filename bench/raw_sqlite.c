/* bench/raw_sqlite.c - some tables read into memory and written again by a bare SQLite connection. */
#include "bench/raw.h"
#include <sqlite3.h>
#include <string.h>

const struct raw_table raw_tables[RAW_TABLES] = {
	{ "orders", 1 },    { "order_people", 1 },    { "order_lines", 1 },   { "order_finds", 1 },
	{ "revisions", 1 }, { "revision_people", 1 }, { "revision_raws", 1 },
};

enum { COLUMNS_MAX = 40, FIRST_ROOM = 1024 };

struct cell {
	int type;
	int64_t number;
	struct text bytes;
};
struct table {
	int columns, order;
	struct cell *cells; /* row by row, in the order of their order's id */
	size_t count, room, next;
	sqlite3_stmt *insert;
};

static struct cell cell_of(struct arena *a, sqlite3_stmt *stmt, int column)
{
	struct cell c = { .type = sqlite3_column_type(stmt, column) };

	if (c.type == SQLITE_INTEGER)
		c.number = sqlite3_column_int64(stmt, column);
	else if (c.type != SQLITE_NULL) {
		c.bytes.at = sqlite3_column_blob(stmt, column);
		c.bytes.size = (size_t)sqlite3_column_bytes(stmt, column);
		c.bytes = c.bytes.size ? text_copy(a, c.bytes) : TEXT(""); /* an empty one has no place there */
	}
	return c;
}

static void table_read(struct scope *s, sqlite3 *from, const char *name, struct table *t)
{
	sqlite3_stmt *stmt;

	bench_check(sqlite3_prepare_v2(
			    from,
			    text_format(s->arena, "select * from %s order by tenant_id, %d", name, t->order + 1).at, -1,
			    &stmt, NULL) == SQLITE_OK,
		    "the table can be read");
	t->columns = sqlite3_column_count(stmt);
	bench_check(t->columns <= COLUMNS_MAX, "the table has not too many columns");
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		size_t width = (size_t)t->columns;

		if (t->count == t->room) {
			size_t room = t->room ? 2 * t->room : FIRST_ROOM;

			t->cells = arena_resize(s->arena, t->cells ? t->cells : arena_raw(s->arena, 1),
						t->room * width * sizeof *t->cells, room * width * sizeof *t->cells);
			t->room = room;
		}
		for (int i = 0; i < t->columns; i++)
			t->cells[t->count * width + (size_t)i] = cell_of(s->arena, stmt, i);
		t->count++;
	}
	sqlite3_finalize(stmt);
}

/* As the store's own connection is set (store/db_sqlite.c), with the log moved at the same length. */
static sqlite3 *target_open(const char *path)
{
	static const char *const settings[] = {
		"pragma journal_mode = wal",   "pragma synchronous = full",         "pragma foreign_keys = on",
		"pragma secure_delete = on",   "pragma wal_autocheckpoint = 16000", "pragma temp_store = memory",
		"pragma cell_size_check = on", "pragma cache_size = -65536",        "pragma trusted_schema = off",
	};
	sqlite3 *db;

	bench_check(sqlite3_open(path, &db) == SQLITE_OK, "the fresh file opens");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		bench_check(sqlite3_exec(db, settings[i], NULL, NULL, NULL) == SQLITE_OK, settings[i]);
	return db;
}

static void insert_prepare(struct scope *s, sqlite3 *to, const char *name, struct table *t)
{
	struct buffer b = buffer_in(s->arena);

	buffer_format(&b, "insert into %s values (", name);
	for (int i = 0; i < t->columns; i++)
		buffer_add_z(&b, i ? ", ?" : "?");
	buffer_add_z(&b, ")");
	bench_check(sqlite3_prepare_v3(to, buffer_text(&b).at, -1, SQLITE_PREPARE_PERSISTENT, &t->insert, NULL) ==
			    SQLITE_OK,
		    "the table can be written");
}

static void row_insert(struct table *t)
{
	const struct cell *row = t->cells + t->next++ * (size_t)t->columns;

	for (int i = 0; i < t->columns; i++) {
		const struct cell *c = &row[i];

		if (c->type == SQLITE_INTEGER)
			sqlite3_bind_int64(t->insert, i + 1, c->number);
		else if (c->type == SQLITE_TEXT)
			sqlite3_bind_text64(t->insert, i + 1, c->bytes.at, c->bytes.size, SQLITE_STATIC, SQLITE_UTF8);
		else if (c->type == SQLITE_BLOB)
			sqlite3_bind_blob64(t->insert, i + 1, c->bytes.at, c->bytes.size, SQLITE_STATIC);
		else
			sqlite3_bind_null(t->insert, i + 1);
	}
	bench_check(sqlite3_step(t->insert) == SQLITE_DONE, "a row is taken");
	sqlite3_reset(t->insert);
}

static int64_t order_at(const struct table *t, size_t row)
{
	return t->cells[row * (size_t)t->columns + (size_t)t->order].number;
}

static void batches(sqlite3 *to, struct table *tables, size_t count, size_t batch)
{
	struct table *orders = &tables[0];

	while (orders->next < orders->count) {
		size_t end = orders->next + batch < orders->count ? orders->next + batch : orders->count;
		int64_t last = order_at(orders, end - 1);

		bench_check(sqlite3_exec(to, "begin immediate", NULL, NULL, NULL) == SQLITE_OK, "begin");
		for (size_t i = 0; i < count; i++) {
			struct table *t = &tables[i];

			while (t->next < t->count && order_at(t, t->next) <= last)
				row_insert(t);
		}
		bench_check(sqlite3_exec(to, "commit", NULL, NULL, NULL) == SQLITE_OK, "commit");
	}
}

double raw_sqlite(struct stand *st, const struct raw_table *which, size_t count, int batch)
{
	struct table tables[RAW_TABLES_MAX] = { 0 };
	struct scope s;
	sqlite3 *from, *to;
	double began;

	scope_open(&s, &st->s);
	bench_check(sqlite3_open_v2(st->file, &from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, "the file opens");
	to = target_open(stand_fresh(st));
	for (size_t i = 0; i < count; i++) {
		tables[i].order = which[i].order;
		table_read(&s, from, which[i].name, &tables[i]);
		insert_prepare(&s, to, which[i].name, &tables[i]);
	}
	began = bench_now();
	batches(to, tables, count, (size_t)batch);
	began = bench_now() - began;
	for (size_t i = 0; i < count; i++)
		sqlite3_finalize(tables[i].insert);
	sqlite3_close(from);
	sqlite3_close(to);
	scope_close(&s);
	return began;
}
