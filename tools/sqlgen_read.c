/* tools/sqlgen_read.c - reads a .sql file into queries: name, sentence, parameters, columns, SQL. */
#include "sqlgen.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct line {
	const char *at;
	size_t size;
	int number;
};

static struct line trimmed(const char *at, size_t size, int number)
{
	while (size && isspace((unsigned char)*at)) {
		at++;
		size--;
	}
	while (size && isspace((unsigned char)at[size - 1]))
		size--;
	return (struct line){ at, size, number };
}

/* What follows `start` in the line; NULL when it does not begin so. */
static const char *after(struct line l, const char *start)
{
	size_t n = strlen(start);

	return l.size >= n && !strncmp(l.at, start, n) ? l.at + n : NULL;
}

static bool name_fits(const char *at, size_t size)
{
	static const char *const taken[] = { "auto",    "break",    "case",     "char",     "const",    "continue",
					     "default", "do",       "double",   "else",     "enum",     "extern",
					     "float",   "for",      "goto",     "if",       "int",      "long",
					     "short",   "signed",   "sizeof",   "static",   "struct",   "switch",
					     "typedef", "union",    "void",     "while",    "register", "return",
					     "inline",  "restrict", "unsigned", "volatile", NULL };

	if (!size || !islower((unsigned char)*at))
		return false;
	for (size_t i = 0; i < size; i++)
		if (!islower((unsigned char)at[i]) && !isdigit((unsigned char)at[i]) && at[i] != '_')
			return false;
	for (size_t i = 0; taken[i]; i++)
		if (strlen(taken[i]) == size && !strncmp(at, taken[i], size))
			return false;
	return true;
}

static bool type_read(const char *at, size_t size, struct param *p)
{
	static const struct {
		const char *word;
		enum type type;
	} types[] = { { "int", TYPE_INT }, { "text", TYPE_TEXT }, { "blob", TYPE_BLOB } };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		size_t n = strlen(types[i].word);

		if (size < n || strncmp(at, types[i].word, n))
			continue;
		p->type = types[i].type;
		p->nullable = size == n + 1 && at[n] == '?';
		p->list = size == n + 2 && at[n] == '[' && at[n + 1] == ']';
		return size == n || p->nullable || p->list;
	}
	return false;
}

static void param_add(struct sqlgen *g, const struct query *q, struct params *to, struct line item)
{
	struct param p = { 0 };
	size_t n = 0, gap;

	while (n < item.size && !isspace((unsigned char)item.at[n]))
		n++;
	for (gap = n; gap < item.size && isspace((unsigned char)item.at[gap]); gap++)
		;
	if (!name_fits(item.at, n) || !type_read(item.at + gap, item.size - gap, &p)) {
		refuse(g, q->file, item.number, "\"%.*s\" is not a name and one of int, text, blob (with ? or []).",
		       (int)item.size, item.at);
		return;
	}
	p.name = keep_text(g, item.at, n);
	for (size_t i = 0; i < to->count; i++)
		if (!strcmp(to->at[i].name, p.name))
			refuse(g, q->file, item.number, "%s stands here twice.", p.name);
	if (to->count == PARAMS_MAX) {
		refuse(g, q->file, item.number, "A query has at most %d parameters or columns.", PARAMS_MAX);
		return;
	}
	to->at[to->count++] = p;
}

static void params_read(struct sqlgen *g, const struct query *q, struct params *to, const char *at, struct line l)
{
	const char *end = l.at + l.size;

	while (at < end) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		size_t size = (size_t)((comma ? comma : end) - at);
		struct line item = trimmed(at, size, l.number);

		if (item.size)
			param_add(g, q, to, item);
		at += size + 1;
	}
}

static void reason_read(struct sqlgen *g, const struct query *q, const char *at, struct line l, bool *given)
{
	struct line reason = trimmed(at, (size_t)(l.at + l.size - at), l.number);

	if (!after(reason, "because ") || reason.at[reason.size - 1] != '.')
		refuse(g, q->file, l.number, "Say why: \"because …\", ended by a full stop.");
	*given = true;
}

static void sentence_add(struct sqlgen *g, struct query *q, struct line text)
{
	size_t had = q->sentence ? strlen(q->sentence) : 0;
	char *both = keep(g, had + text.size + 2);

	if (had) {
		memcpy(both, q->sentence, had);
		both[had++] = ' ';
	}
	memcpy(both + had, text.at, text.size);
	q->sentence = both;
}

static void comment_read(struct sqlgen *g, struct query *q, struct line l)
{
	const char *at;
	struct line text = trimmed(l.at + 2, l.size - 2, l.number);

	if ((at = after(text, "in:")))
		params_read(g, q, &q->in, at, text);
	else if ((at = after(text, "out:")))
		params_read(g, q, &q->out, at, text);
	else if ((at = after(text, "all tenants:")))
		reason_read(g, q, at, text, &q->all_tenants);
	else if ((at = after(text, "full scan:")))
		reason_read(g, q, at, text, &q->full_scan);
	else if (text.size)
		sentence_add(g, q, text);
}

static struct query *query_begin(struct sqlgen *g, const char *file, struct line l, const char *at)
{
	static const char *const shapes[] = {
		[SHAPE_ONE] = ":one", [SHAPE_MANY] = ":many", [SHAPE_BULK] = ":bulk", [SHAPE_DO] = ":do"
	};
	struct query *q = keep(g, sizeof *q);
	struct line rest = trimmed(at, (size_t)(l.at + l.size - at), l.number);
	size_t n = 0, found = 0;

	while (n < rest.size && !isspace((unsigned char)rest.at[n]))
		n++;
	struct line shape = trimmed(rest.at + n, rest.size - n, l.number);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (strlen(shapes[i]) == shape.size && !strncmp(shapes[i], shape.at, shape.size)) {
			q->shape = (enum shape)i;
			found = 1;
		}
	if (!name_fits(rest.at, n) || !found)
		refuse(g, file, l.number,
		       "A query begins with \"-- name: the_name\" and one of :one, :many, :do, :bulk.");
	q->name = keep_text(g, rest.at, n);
	q->file = file;
	q->line = l.number;
	for (size_t i = 0; i < g->count; i++)
		if (!strcmp(g->queries[i]->name, q->name))
			refuse(g, file, l.number, "There is a query %s already, at %s:%d.", q->name,
			       g->queries[i]->file, g->queries[i]->line);
	if (g->count == QUERIES_MAX)
		refuse(g, file, l.number, "There are more than %d queries.", QUERIES_MAX);
	else
		g->queries[g->count++] = q;
	return q;
}

static void query_end(struct sqlgen *g, struct query *q)
{
	int before = g->refused;

	q->sql.count--; /* the semicolon */
	query_lint(g, q);
	if (g->refused == before)
		query_form(g, q);
}

/* One line: a comment belongs to the query that is open; SQL goes to its tokens until a semicolon ends it. */
static struct query *line_read(struct sqlgen *g, const char *file, struct query *q, struct line l)
{
	const char *at;
	int number = l.number;

	if (!l.size)
		return q;
	if ((at = after(l, "-- name:"))) {
		if (q)
			refuse(g, file, l.number, "The query %s before this one is not ended by a semicolon.", q->name);
		return query_begin(g, file, l, at);
	}
	if (after(l, "--")) {
		if (q && !q->sql.count)
			comment_read(g, q, l);
		return q;
	}
	if (!q) {
		refuse(g, file, l.number, "SQL stands here without \"-- name:\" before it.");
		return NULL;
	}
	lex(g, file, &number, l.at, l.size, &q->sql);
	for (size_t i = 0; i < q->sql.count; i++)
		if (token_is(&q->sql, i, ";")) {
			if (i + 1 != q->sql.count)
				refuse(g, file, l.number, "One statement a query: something follows the semicolon.");
			q->sql.count = i + 1;
			query_end(g, q);
			return NULL;
		}
	return q;
}

void queries_read(struct sqlgen *g, const char *file, const char *text)
{
	struct query *q = NULL;
	int number = 0;

	if (strncmp(text, "-- ", 3))
		refuse(g, file, 1, "The first line is a comment that says what the file is for.");
	while (*text) {
		const char *end = strchr(text, '\n');
		size_t size = end ? (size_t)(end - text) : strlen(text);

		q = line_read(g, file, q, trimmed(text, size, ++number));
		text += size + (end ? 1 : 0);
	}
	if (q)
		refuse(g, file, number, "The query %s is not ended by a semicolon.", q->name);
}
