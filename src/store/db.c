/* store/db.c - what is the same on both databases: rules of use, parameters and rows as fields. */
#include "store/db.h"
#include "store/db_driver.h"
#include <string.h>

enum { ROWS_FIRST = 8 };

enum err db_open(struct scope *s, const struct db_options *o, struct db **out)
{
	if (o->url && *o->url)
		return db_pg_open(s, o, out);
	if (!o->path || !*o->path)
		return fail(s, ERR_USAGE, "neither a data file nor a database address was given");
	return db_sqlite_open(s, o, out);
}

void db_close(struct scope *s, struct db *db)
{
	if (db)
		db->ops->close(s, db);
}

enum db_kind db_kind(const struct db *db) { return db->kind; }

enum err db_info(struct scope *s, struct db_info *out) { return s->db->ops->info(s, s->db, out); }

enum err db_transact(struct scope *s, db_body *body, void *arg)
{
	ASSERT(s->db);
	if (s->tx)
		return fail(s, ERR_INTERNAL, "a transaction was begun inside another");
	return s->db->ops->transact(s, s->db, body, arg);
}

/* What one database refuses the other refuses too: PostgreSQL takes neither a NUL nor malformed UTF-8 in a text. */
static enum err text_check(struct scope *s, const struct sql_query *q, const struct sql_field *f,
			   const struct sql_value *v)
{
	if (f->type != SQL_TEXT || v->null || !v->text.size || text_valid(v->text))
		return OK;
	return fail(s, ERR_BAD_TEXT, "%s of the query %s is not valid UTF-8 without NUL", f->name, q->name);
}

static enum err texts_check(struct scope *s, const struct sql_query *q, const void *in)
{
	for (size_t i = 0; i < q->in_count; i++) {
		const struct sql_field *f = &q->in[i];
		size_t count = f->list && f->type == SQL_TEXT ? sql_list_count(f, in) : 0;
		struct sql_value v;

		if (f->type != SQL_TEXT)
			continue;
		if (!f->list) {
			v = sql_value_of(f, in);
			TRY(text_check(s, q, f, &v));
		}
		for (size_t n = 0; n < count; n++) {
			v = sql_list_at(f, in, n);
			TRY(text_check(s, q, f, &v));
		}
	}
	return OK;
}

static enum err run_checked(struct scope *s, const struct sql_query *q, const void *in, size_t in_count,
			    struct sql_rows *rows, int64_t *changed)
{
	if (q->writes && !s->tx)
		return fail(s, ERR_INTERNAL, "the query %s writes, but no transaction is open", q->name);
	if (s->tx && s->tx->broken)
		return fail(s, s->tx->broken, "the query %s came after one that failed in the same transaction",
			    q->name);
	if (s->tx && q->rank && q->rank < s->tx->rank)
		return fail(s, ERR_INTERNAL, "the query %s locks out of order: lease, orders, stock, sequence",
			    q->name);
	if (s->tx && q->rank)
		s->tx->rank = q->rank;
	if (in_count > SQL_ROWS_MAX)
		return fail(s, ERR_TOO_LARGE, "the query %s was given %zu rows; %d is the limit", q->name, in_count,
			    SQL_ROWS_MAX);
	for (size_t i = 0; i < in_count && q->in_count; i++)
		TRY(texts_check(s, q, (const char *)in + i * q->in_size));
	return s->db->ops->run(s, s->db, q, in, in_count, rows, changed);
}

enum err sql_run(struct scope *s, const struct sql_query *q, const void *in, size_t in_count, struct sql_rows *rows,
		 int64_t *changed)
{
	int64_t ignored;
	enum err e;

	ASSERT(s->db);
	if (rows)
		*rows = (struct sql_rows){ NULL, 0 };
	if (!changed)
		changed = &ignored;
	*changed = 0;
	if (!in_count)
		return OK;
	world_yield(s->world, q->writes ? "db write" : "db read");
	e = run_checked(s, q, in, in_count, rows, changed);
	if (e && s->tx && !s->tx->broken)
		s->tx->broken = e;
	return e;
}

enum err db_statement(struct scope *s, const char *sql)
{
	enum err e;

	world_yield(s->world, "db statement");
	e = s->db->ops->statement(s, s->db, sql);
	if (e && s->tx && !s->tx->broken)
		s->tx->broken = e;
	return e;
}

enum err db_describe(struct scope *s, const struct sql_query *q, struct text *plan)
{
	*plan = (struct text){ 0 };
	return s->db->ops->describe(s, s->db, q, plan);
}

struct sql_value sql_value_of(const struct sql_field *f, const void *in)
{
	const char *at = (const char *)in + f->offset;
	struct sql_value v = { false, 0, { 0 } };

	if (f->type != SQL_INT) {
		memcpy(&v.text, at, sizeof v.text);
		v.null = f->nullable && !v.text.at;
	} else if (f->nullable) {
		struct sql_opt o;

		memcpy(&o, at, sizeof o);
		v.null = !o.is;
		v.number = o.value;
	} else {
		memcpy(&v.number, at, sizeof v.number);
	}
	return v;
}

size_t sql_list_count(const struct sql_field *f, const void *in)
{
	size_t count;

	memcpy(&count, (const char *)in + f->count_offset, sizeof count);
	return count;
}

struct sql_value sql_list_at(const struct sql_field *f, const void *in, size_t i)
{
	struct sql_value v = { false, 0, { 0 } };
	const char *list;

	memcpy(&list, (const char *)in + f->offset, sizeof list);
	if (f->type == SQL_INT)
		memcpy(&v.number, list + i * sizeof v.number, sizeof v.number);
	else
		memcpy(&v.text, list + i * sizeof v.text, sizeof v.text);
	return v;
}

enum err sql_sink_row(struct sql_sink *k)
{
	if (k->count == SQL_ROWS_MAX)
		return fail(k->s, ERR_TOO_LARGE, "the query %s gives more than %d rows", k->q->name, SQL_ROWS_MAX);
	if (k->count == k->room) {
		size_t room = k->room ? k->room * 2 : ROWS_FIRST;
		char *more = arena_array(k->s->arena, room, k->q->out_size);

		if (k->count)
			memcpy(more, k->at, k->count * k->q->out_size);
		k->at = more;
		k->room = room;
	}
	k->row = k->at + k->count++ * k->q->out_size;
	return OK;
}

void sql_sink_int(struct sql_sink *k, size_t column, int64_t value)
{
	const struct sql_field *f = &k->q->out[column];
	struct sql_opt o = { true, value };

	if (f->nullable)
		memcpy(k->row + f->offset, &o, sizeof o);
	else
		memcpy(k->row + f->offset, &value, sizeof value);
}

void sql_sink_text(struct sql_sink *k, size_t column, const void *bytes, size_t size)
{
	struct text t = text_copy(k->s->arena, (struct text){ size ? bytes : "", size });

	memcpy(k->row + k->q->out[column].offset, &t, sizeof t);
}

enum err sql_sink_null(struct sql_sink *k, size_t column)
{
	if (k->q->out[column].nullable)
		return OK; /* the row is zeroed: no number, no text */
	return fail(k->s, ERR_DB, "%s of the query %s is null where none may be", k->q->out[column].name, k->q->name);
}
