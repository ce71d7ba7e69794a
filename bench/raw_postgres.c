/* bench/raw_postgres.c - some tables read into memory and written again by bare libpq, arrays through unnest. */
#include "bench/raw.h"
#include <libpq-fe.h>

enum { COLUMNS_MAX = 40, TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_TEXT = 25, BINARY = 1 };

struct table {
	PGresult *rows; /* in binary, in the order of their order's id */
	int next, count, order;
	Oid arrays[COLUMNS_MAX];
	const char *name;
};

static int64_t number_at(const struct table *t, int row, int column)
{
	const unsigned char *at = (const unsigned char *)PQgetvalue(t->rows, row, column);
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | at[i];
	return (int64_t)n;
}

static void add_int(struct buffer *b, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buffer_byte(b, (char)(unsigned char)(n >> shift));
}

static struct text array_of(struct arena *a, const struct table *t, int column, int from, int to)
{
	struct buffer b = buffer_in(a);

	add_int(&b, 1);
	add_int(&b, 1);
	add_int(&b, PQftype(t->rows, column));
	add_int(&b, (uint32_t)(to - from));
	add_int(&b, 1);
	for (int row = from; row < to; row++) {
		if (PQgetisnull(t->rows, row, column)) {
			add_int(&b, UINT32_MAX);
			continue;
		}
		add_int(&b, (uint32_t)PQgetlength(t->rows, row, column));
		buffer_add(&b, (struct text){ PQgetvalue(t->rows, row, column),
					      (size_t)PQgetlength(t->rows, row, column) });
	}
	return buffer_text(&b);
}

static void done(PGconn *c, PGresult *r)
{
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		bench_check(false, PQerrorMessage(c));
	PQclear(r);
}

static void table_read(struct scope *s, PGconn *from, PGconn *to, struct table *t)
{
	struct buffer b = buffer_in(s->arena);

	t->rows = PQexecParams(
		from, text_format(s->arena, "select * from %s order by tenant_id, %d", t->name, t->order + 1).at, 0,
		NULL, NULL, NULL, NULL, BINARY);
	if (PQresultStatus(t->rows) != PGRES_TUPLES_OK)
		bench_check(false, PQerrorMessage(from));
	t->count = PQntuples(t->rows);
	bench_check(PQnfields(t->rows) <= COLUMNS_MAX, "the table has not too many columns");
	buffer_format(&b, "insert into %s select * from unnest(", t->name);
	for (int i = 0; i < PQnfields(t->rows); i++) {
		Oid type = PQftype(t->rows, i);

		t->arrays[i] = type == TYPE_INT8 ? 1016 : type == TYPE_TEXT ? 1009 : 1001;
		buffer_format(&b, "%s$%d", i ? ", " : "", i + 1);
	}
	buffer_add_z(&b, ")");
	done(to, PQprepare(to, t->name, buffer_text(&b).at, PQnfields(t->rows), t->arrays));
}

static void rows_insert(struct scope *s, PGconn *to, struct table *t, int64_t last)
{
	const char *values[COLUMNS_MAX];
	int sizes[COLUMNS_MAX], formats[COLUMNS_MAX], end = t->next;

	while (end < t->count && number_at(t, end, t->order) <= last)
		end++;
	if (end == t->next)
		return;
	for (int i = 0; i < PQnfields(t->rows); i++) {
		struct text array = array_of(s->arena, t, i, t->next, end);

		values[i] = array.at;
		sizes[i] = (int)array.size;
		formats[i] = BINARY;
	}
	done(to, PQexecPrepared(to, t->name, PQnfields(t->rows), values, sizes, formats, BINARY));
	t->next = end;
}

static void batches(struct scope *outer, PGconn *to, struct table *tables, size_t count, int batch)
{
	struct table *orders = &tables[0];

	while (orders->next < orders->count) {
		int end = orders->next + batch < orders->count ? orders->next + batch : orders->count;
		int64_t last = number_at(orders, end - 1, orders->order);
		struct scope s;

		scope_open(&s, outer);
		done(to, PQexec(to, "begin"));
		for (size_t i = 0; i < count; i++)
			rows_insert(&s, to, &tables[i], last);
		done(to, PQexec(to, "commit"));
		scope_close(&s);
	}
}

double raw_postgres(struct stand *st, const struct raw_table *which, size_t count, int batch)
{
	struct table tables[RAW_TABLES_MAX] = { 0 };
	const char *fresh = stand_fresh(st);
	PGconn *from = PQconnectdb(st->url), *to = PQconnectdb(fresh);
	double began;

	for (size_t i = 0; i < count; i++) {
		tables[i].name = which[i].name;
		tables[i].order = which[i].order;
		table_read(&st->s, from, to, &tables[i]);
	}
	began = bench_now();
	batches(&st->s, to, tables, count, batch);
	began = bench_now() - began;
	for (size_t i = 0; i < count; i++)
		PQclear(tables[i].rows);
	PQfinish(from);
	PQfinish(to);
	stand_drop(fresh);
	return began;
}
