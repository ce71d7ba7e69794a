/* tools/sqlgen_form.c - a query's text for each database.
 *
 * SQLite: parameters become ?1, ?2 …, the tenant the one after the last, a list "in (select value from list_of(?3))".
 * PostgreSQL: $1, $2 …, a list "= any($3)". A :bulk query is one statement over arrays there: the values of an insert
 * become "select … from unnest(…)", an update gets "from unnest(…)", a delete "using unnest(…)" before its where;
 * the parameters are then the columns u.in_name, which meet no column of a table. */
#include "sqlgen.h"
#include <stdlib.h>
#include <string.h>

static size_t param_index(const struct query *q, const char *name)
{
	for (size_t i = 0; i < q->in.count; i++)
		if (!strcmp(q->in.at[i].name, name))
			return i;
	return q->in.count; /* the tenant */
}

static void sqlite_write(const struct query *q, FILE *out)
{
	char text[64];

	for (size_t i = 0; i < q->sql.count; i++) {
		const struct token *k = &q->sql.at[i];
		size_t n;

		if (k->kind != KIND_PARAM) {
			token_write(out, &q->sql, i, k->text);
			continue;
		}
		n = param_index(q, k->text);
		snprintf(text, sizeof text,
			 n < q->in.count && q->in.at[n].list ? "select value from list_of(?%zu)" : "?%zu", n + 1);
		token_write(out, &q->sql, i, text);
	}
}

/* "unnest($1, $2) as u(in_a, in_b)" */
static void unnest_write(const struct query *q, FILE *out)
{
	fputs("unnest(", out);
	for (size_t i = 0; i < q->in.count; i++)
		fprintf(out, "%s$%zu", i ? ", " : "", i + 1);
	fputs(") as u(", out);
	for (size_t i = 0; i < q->in.count; i++)
		fprintf(out, "%sin_%s", i ? ", " : "", q->in.at[i].name);
	fputc(')', out);
}

static void postgres_token(const struct query *q, size_t i, FILE *out)
{
	const struct token *k = &q->sql.at[i];
	char text[128];
	size_t n;

	if (k->kind != KIND_PARAM) {
		bool list = token_is(&q->sql, i, "in") && token_is(&q->sql, i + 1, "(") && i + 2 < q->sql.count &&
			    q->sql.at[i + 2].kind == KIND_PARAM &&
			    (n = param_index(q, q->sql.at[i + 2].text)) < q->in.count && q->in.at[n].list;

		token_write(out, &q->sql, i, list ? "= any" : k->text);
		return;
	}
	n = param_index(q, k->text);
	if (n < q->in.count && q->shape == SHAPE_BULK)
		snprintf(text, sizeof text, "u.in_%.100s", k->text);
	else
		snprintf(text, sizeof text, "$%zu", n + 1);
	token_write(out, &q->sql, i, text);
}

/* Where the word stands outside of all brackets; the number of tokens when it does not. */
static size_t outer_find(const struct tokens *t, const char *word)
{
	int depth = 0;

	for (size_t i = 0; i < t->count; i++) {
		depth += token_is(t, i, "(") ? 1 : token_is(t, i, ")") ? -1 : 0;
		if (!depth && token_is(t, i, word))
			return i;
	}
	return t->count;
}

static size_t bracket_end(const struct tokens *t, size_t open)
{
	int depth = 0;

	for (size_t i = open; i < t->count; i++) {
		depth += token_is(t, i, "(") ? 1 : token_is(t, i, ")") ? -1 : 0;
		if (!depth)
			return i;
	}
	return t->count;
}

static void bulk_insert(struct sqlgen *g, const struct query *q, FILE *out)
{
	size_t values = outer_find(&q->sql, "values"), end = bracket_end(&q->sql, values + 1);

	if (values + 1 >= q->sql.count || end == q->sql.count || !token_is(&q->sql, values + 1, "(") ||
	    token_is(&q->sql, end + 1, ",")) {
		refuse(g, q->file, q->line, "The :bulk insert %s needs one \"values (…)\".", q->name);
		return;
	}
	for (size_t i = 0; i < q->sql.count; i++) {
		if (q->sql.at[i].kind == KIND_PARAM && (i < values || i > end) &&
		    strcmp(q->sql.at[i].text, "tenant_id"))
			refuse(g, q->file, q->sql.at[i].line, ":%s of a :bulk insert stands outside of values (…).",
			       q->sql.at[i].text);
		if (i == values) {
			fputs(" select", out);
			continue;
		}
		if (i == values + 1) {
			fputc(' ', out);
			continue;
		}
		if (i == end) {
			fputs(" from ", out);
			unnest_write(q, out);
			continue;
		}
		postgres_token(q, i, out);
	}
}

static void bulk_change(struct sqlgen *g, const struct query *q, FILE *out, const char *word)
{
	size_t where = outer_find(&q->sql, "where");

	if (where == q->sql.count || (!strcmp(word, "from") && outer_find(&q->sql, "from") < q->sql.count)) {
		refuse(g, q->file, q->line, "The :bulk query %s needs a where and no from of its own.", q->name);
		return;
	}
	for (size_t i = 0; i < q->sql.count; i++) {
		if (i == where) {
			fprintf(out, " %s ", word);
			unnest_write(q, out);
		}
		postgres_token(q, i, out);
	}
}

static void postgres_write(struct sqlgen *g, const struct query *q, FILE *out)
{
	if (q->shape == SHAPE_BULK && token_is(&q->sql, 0, "insert"))
		bulk_insert(g, q, out);
	else if (q->shape == SHAPE_BULK && token_is(&q->sql, 0, "update"))
		bulk_change(g, q, out, "from");
	else if (q->shape == SHAPE_BULK && token_is(&q->sql, 0, "delete"))
		bulk_change(g, q, out, "using");
	else if (q->shape == SHAPE_BULK)
		refuse(g, q->file, q->line, "The :bulk query %s begins with insert, update or delete.", q->name);
	else
		for (size_t i = 0; i < q->sql.count; i++)
			postgres_token(q, i, out);
}

static char *written(struct sqlgen *g, const struct query *q, char *text, size_t size)
{
	char *kept = keep_text(g, text, size);

	free(text);
	if (size > TEXT_MAX)
		refuse(g, q->file, q->line, "%s is longer than %d characters.", q->name, TEXT_MAX);
	return kept;
}

void query_form(struct sqlgen *g, struct query *q)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	sqlite_write(q, out);
	fclose(out);
	q->sqlite = written(g, q, text, size);
	out = open_memstream(&text, &size);
	if (!out)
		abort();
	postgres_write(g, q, out);
	fclose(out);
	q->postgres = written(g, q, text, size);
}
