/* store/db_pg_run.c - queries on PostgreSQL: parameters and results in binary, lists and bulks as arrays. */
#include "store/db_pg.h"
#include "store/db_pg_conn.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Numbers of PostgreSQL's types, as its catalogue pg_type has them. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT4 = 23, TYPE_TEXT = 25 };
enum { TYPE_BYTEA_ARRAY = 1001, TYPE_TEXT_ARRAY = 1009, TYPE_INT8_ARRAY = 1016 };
enum { PARAMS_MAX = 64, BINARY = 1, NAME_MAX_SIZE = 16 };

struct params {
	int count;
	Oid types[PARAMS_MAX];
	const char *values[PARAMS_MAX];
	int sizes[PARAMS_MAX], formats[PARAMS_MAX];
};

static Oid type_of(const struct sql_query *q, const struct sql_field *f)
{
	bool array = f->list || q->shape == SQL_BULK;

	switch (f->type) {
	case SQL_INT:
		return array ? TYPE_INT8_ARRAY : TYPE_INT8;
	case SQL_TEXT:
		return array ? TYPE_TEXT_ARRAY : TYPE_TEXT;
	case SQL_BLOB:
		break;
	}
	return array ? TYPE_BYTEA_ARRAY : TYPE_BYTEA;
}

static void put_int(char *to, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = (char)(unsigned char)(value >> (8 * (size - 1 - i)));
}

static uint64_t get_int(const char *from, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | (unsigned char)from[i];
	return value;
}

static void add_int(struct buffer *b, uint64_t value, size_t size)
{
	char bytes[8];

	put_int(bytes, value, size);
	buffer_add(b, (struct text){ bytes, size });
}

/* The arrays' header: dimensions, whether nulls may come, element type, length, first index. */
static void array_begin(struct buffer *b, Oid element, size_t count)
{
	add_int(b, count ? 1 : 0, 4);
	add_int(b, 1, 4);
	add_int(b, element, 4);
	if (count) {
		add_int(b, count, 4);
		add_int(b, 1, 4);
	}
}

static void array_add(struct buffer *b, enum sql_type type, const struct sql_value *v)
{
	if (v->null) {
		add_int(b, UINT32_MAX, 4);
	} else if (type == SQL_INT) {
		add_int(b, 8, 4);
		add_int(b, (uint64_t)v->number, 8);
	} else {
		add_int(b, v->text.size, 4);
		if (v->text.size)
			buffer_add(b, v->text);
	}
}

static struct text array_of(struct arena *a, const struct sql_query *q, const struct sql_field *f, const void *in,
			    size_t count)
{
	struct buffer b = buffer_in(a);
	size_t n = f->list ? sql_list_count(f, in) : count;

	array_begin(&b, f->type == SQL_INT ? TYPE_INT8 : f->type == SQL_TEXT ? TYPE_TEXT : TYPE_BYTEA, n);
	for (size_t i = 0; i < n; i++) {
		struct sql_value v =
			f->list ? sql_list_at(f, in, i) : sql_value_of(f, (const char *)in + i * q->in_size);

		array_add(&b, f->type, &v);
	}
	return buffer_text(&b);
}

static struct text number_of(struct arena *a, int64_t number)
{
	char *bytes = arena_alloc(a, 8);

	put_int(bytes, (uint64_t)number, 8);
	return (struct text){ bytes, 8 };
}

static enum err param_add(struct scope *s, struct params *p, const struct sql_query *q, Oid type, struct text value)
{
	if (p->count == PARAMS_MAX || value.size > INT_MAX)
		return fail(s, ERR_TOO_LARGE, "the query %s was given more than one statement takes", q->name);
	p->types[p->count] = type;
	p->values[p->count] = value.at;
	p->sizes[p->count] = (int)value.size;
	p->formats[p->count++] = BINARY;
	return OK;
}

static enum err params_make(struct scope *s, struct arena *a, const struct sql_query *q, const void *in, size_t count,
			    struct params *p)
{
	p->count = 0;
	for (size_t i = 0; i < q->in_count; i++) {
		const struct sql_field *f = &q->in[i];
		struct text value;

		if (f->list || q->shape == SQL_BULK) {
			value = array_of(a, q, f, in, count);
		} else {
			struct sql_value v = sql_value_of(f, in);

			value = v.null               ? (struct text){ 0 }
				: f->type == SQL_INT ? number_of(a, v.number)
				: v.text.at          ? v.text
						     : TEXT("");
		}
		TRY(param_add(s, p, q, type_of(q, f), value));
	}
	return q->tenant ? param_add(s, p, q, TYPE_INT8, number_of(a, s->tenant_id)) : OK;
}

static const char *name_of(const struct sql_query *q, char name[NAME_MAX_SIZE])
{
	snprintf(name, NAME_MAX_SIZE, "q%d", q->id);
	return name;
}

static enum err prepare(struct scope *s, struct pg_conn *c, const struct sql_query *q)
{
	char name[NAME_MAX_SIZE];
	Oid types[PARAMS_MAX];
	PGresult *r;
	enum err e;

	if (c->prepared[q->id])
		return OK;
	ASSERT(q->in_count < PARAMS_MAX);
	for (size_t i = 0; i < q->in_count; i++)
		types[i] = type_of(q, &q->in[i]);
	types[q->in_count] = TYPE_INT8;
	r = PQprepare(c->handle, name_of(q, name), q->postgres, (int)q->in_count + (q->tenant ? 1 : 0), types);
	e = PQresultStatus(r) == PGRES_COMMAND_OK ? OK : pg_failed(s, c, r, q->name);
	c->prepared[q->id] = !e;
	PQclear(r);
	return e;
}

static bool type_fits(const struct sql_field *f, Oid type)
{
	switch (f->type) {
	case SQL_INT:
		return type == TYPE_INT8 || type == TYPE_INT4;
	case SQL_TEXT:
		return type == TYPE_TEXT;
	case SQL_BLOB:
		break;
	}
	return type == TYPE_BYTEA;
}

static enum err columns_check(struct scope *s, const struct sql_query *q, const PGresult *r)
{
	if ((size_t)PQnfields(r) != q->out_count)
		return fail(s, ERR_DB, "the query %s declares %zu columns and gives %d", q->name, q->out_count,
			    PQnfields(r));
	for (int i = 0; i < (int)q->out_count; i++)
		if (!type_fits(&q->out[i], PQftype(r, i)) || strcmp(PQfname(r, i), q->out[i].name) != 0)
			return fail(s, ERR_DB, "column %d of the query %s is %s of type %u, not %s of its type", i + 1,
				    q->name, PQfname(r, i), PQftype(r, i), q->out[i].name);
	return OK;
}

static enum err rows_read(struct scope *s, const struct sql_query *q, const PGresult *r, struct sql_rows *rows)
{
	struct sql_sink k = { .s = s, .q = q };

	TRY(columns_check(s, q, r));
	for (int row = 0; row < PQntuples(r); row++) {
		TRY(sql_sink_row(&k));
		for (int i = 0; i < (int)q->out_count; i++) {
			const char *at = PQgetvalue(r, row, i);
			size_t size = (size_t)PQgetlength(r, row, i);

			if (PQgetisnull(r, row, i))
				TRY(sql_sink_null(&k, (size_t)i));
			else if (q->out[i].type != SQL_INT)
				sql_sink_text(&k, (size_t)i, at, size);
			else if (size == 4)
				sql_sink_int(&k, (size_t)i, (int32_t)(uint32_t)get_int(at, 4));
			else
				sql_sink_int(&k, (size_t)i, (int64_t)get_int(at, 8));
		}
	}
	*rows = (struct sql_rows){ k.at, k.count };
	return OK;
}

enum err pg_run(struct scope *s, struct pg_conn *c, const struct sql_query *q, const void *in, size_t count,
		struct sql_rows *rows, int64_t *changed)
{
	char name[NAME_MAX_SIZE];
	struct params p;
	PGresult *r;
	enum err e = OK;

	TRY(prepare(s, c, q));
	arena_reset(c->arena);
	TRY(params_make(s, c->arena, q, in, count, &p));
	r = PQexecPrepared(c->handle, name_of(q, name), p.count, p.values, p.sizes, p.formats, BINARY);
	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		e = pg_failed(s, c, r, q->name);
	else if (rows)
		e = rows_read(s, q, r, rows);
	if (!e && q->writes && !text_to_int(text_of(PQcmdTuples(r)), changed))
		*changed = 0;
	PQclear(r);
	return e;
}

enum err pg_describe(struct scope *s, struct pg_conn *c, const struct sql_query *q)
{
	char name[NAME_MAX_SIZE];
	PGresult *r;
	enum err e;

	TRY(prepare(s, c, q));
	r = PQdescribePrepared(c->handle, name_of(q, name));
	e = PQresultStatus(r) == PGRES_COMMAND_OK ? columns_check(s, q, r) : pg_failed(s, c, r, q->name);
	PQclear(r);
	return e;
}
