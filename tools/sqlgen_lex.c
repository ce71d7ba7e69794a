/* tools/sqlgen_lex.c - SQL as tokens, the run's memory, and how a file is refused. */
#include "sqlgen.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct kept {
	struct kept *next;
	max_align_t bytes[];
};

void *keep(struct sqlgen *g, size_t size)
{
	struct kept *k = calloc(1, sizeof *k + size);

	if (!k)
		abort();
	k->next = g->kept;
	g->kept = k;
	return k->bytes;
}

void sqlgen_end(struct sqlgen *g)
{
	for (struct kept *k = g->kept, *next; k; k = next) {
		next = k->next;
		free(k);
	}
	g->kept = NULL;
}

char *keep_text(struct sqlgen *g, const char *at, size_t size)
{
	char *copy = keep(g, size + 1);

	memcpy(copy, at, size);
	return copy;
}

void refuse(struct sqlgen *g, const char *file, int line, const char *format, ...)
{
	va_list v;

	g->refused++;
	fprintf(g->errors, "%s:%d: ", file, line);
	va_start(v, format);
	vfprintf(g->errors, format, v);
	va_end(v);
	fputc('\n', g->errors);
}

static void add(struct sqlgen *g, struct tokens *t, enum kind kind, int line, const char *at, size_t size)
{
	if (t->count == t->room) {
		struct token *more = keep(g, (t->room * 2 + 64) * sizeof *more);

		if (t->count)
			memcpy(more, t->at, t->count * sizeof *more);
		t->room = t->room * 2 + 64;
		t->at = more;
	}
	t->at[t->count++] = (struct token){ kind, keep_text(g, at, size), line };
}

static bool word_char(char c) { return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_'; }

static size_t word_size(const char *at, const char *end)
{
	const char *p = at;

	while (p < end && word_char(*p))
		p++;
	return (size_t)(p - at);
}

/* A string with its quotes; two quotes within stand for one. 0: it does not end. */
static size_t string_size(const char *at, const char *end)
{
	for (const char *p = at + 1; p < end; p++) {
		if (*p != '\'')
			continue;
		if (p + 1 == end || p[1] != '\'')
			return (size_t)(p + 1 - at);
		p++;
	}
	return 0;
}

static size_t number_size(const char *at, const char *end)
{
	const char *p = at;

	while (p < end && (isalnum((unsigned char)*p) || *p == '.'))
		p++;
	return (size_t)(p - at);
}

static size_t mark_size(const char *at, const char *end)
{
	static const char *const pairs[] = { "<=", ">=", "<>", "||", "::", "!=", "==", "->", "<<", ">>", NULL };

	if (at + 1 < end)
		for (size_t i = 0; pairs[i]; i++)
			if (!strncmp(at, pairs[i], 2))
				return 2;
	return 1;
}

static size_t one(struct sqlgen *g, const char *file, int line, const char *p, const char *end, struct tokens *out)
{
	size_t size;

	if (islower((unsigned char)*p) || *p == '_') {
		size = word_size(p, end);
		add(g, out, KIND_WORD, line, p, size);
	} else if (isdigit((unsigned char)*p)) {
		size = number_size(p, end);
		add(g, out, KIND_NUMBER, line, p, size);
	} else if (*p == '\'') {
		size = string_size(p, end);
		if (!size) {
			refuse(g, file, line, "The string does not end.");
			return (size_t)(end - p);
		}
		add(g, out, KIND_STRING, line, p, size);
	} else if (*p == ':' && p + 1 < end && islower((unsigned char)p[1])) {
		size = 1 + word_size(p + 1, end);
		add(g, out, KIND_PARAM, line, p + 1, size - 1);
	} else if (isupper((unsigned char)*p)) {
		refuse(g, file, line, "SQL is written in lower case, but here stands '%c'.", *p);
		size = number_size(p, end);
	} else {
		size = mark_size(p, end);
		add(g, out, KIND_MARK, line, p, size);
	}
	return size;
}

void lex(struct sqlgen *g, const char *file, int *line, const char *sql, size_t size, struct tokens *out)
{
	const char *p = sql, *end = sql + size;

	while (p < end) {
		if (*p == '\n') {
			++*line;
			p++;
		} else if (isspace((unsigned char)*p)) {
			p++;
		} else if (p + 1 < end && p[0] == '-' && p[1] == '-') {
			while (p < end && *p != '\n')
				p++;
		} else {
			p += one(g, file, *line, p, end, out);
		}
	}
}

bool token_is(const struct tokens *t, size_t at, const char *text)
{
	return at < t->count && (t->at[at].kind == KIND_WORD || t->at[at].kind == KIND_MARK) &&
	       !strcmp(t->at[at].text, text);
}

void token_write(FILE *out, const struct tokens *t, size_t at, const char *text)
{
	bool close = at == 0 || token_is(t, at, ",") || token_is(t, at, ")") || token_is(t, at, ".") ||
		     token_is(t, at - 1, "(") || token_is(t, at - 1, ".");

	fprintf(out, "%s%s", close ? "" : " ", text);
}
