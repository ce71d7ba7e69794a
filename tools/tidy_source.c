/* tools/tidy_source.c - reads one file and tells its code from comments and from what stands in quotes. */
#include "tools/tidy.h"
#include <ctype.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, FILE_SIZE_MAX = 16 * 1024 * 1024 };

enum state { IN_CODE, IN_LINE_COMMENT, IN_COMMENT, IN_STRING, IN_CHARACTER };

void *must_alloc(size_t size)
{
	void *p = calloc(1, size);

	if (!p) {
		fputs("tidy: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

/* The state after the character at `at`. *hidden: is it no code? *skip: does the next one belong to it? */
static enum state step(const char *raw, size_t at, enum state now, bool *hidden, bool *skip)
{
	char c = raw[at], next = c ? raw[at + 1] : 0;

	*hidden = now != IN_CODE;
	*skip = false;
	switch (now) {
	case IN_CODE:
		*skip = *hidden = c == '/' && (next == '/' || next == '*');
		if (*skip)
			return next == '/' ? IN_LINE_COMMENT : IN_COMMENT;
		return c == '"' ? IN_STRING : c == '\'' ? IN_CHARACTER : IN_CODE;
	case IN_LINE_COMMENT:
		return c == '\n' ? IN_CODE : now;
	case IN_COMMENT:
		*skip = c == '*' && next == '/';
		return *skip ? IN_CODE : now;
	case IN_STRING:
	case IN_CHARACTER:
		*skip = c == '\\';
		if (c == (now == IN_STRING ? '"' : '\'')) {
			*hidden = false;
			return IN_CODE;
		}
		return c == '\n' ? IN_CODE : now;
	}
	return now;
}

static void hide_comments_and_quotes(struct source *s)
{
	enum state now = IN_CODE;

	memcpy(s->code, s->raw, s->size);
	for (size_t i = 0; i < s->size; i++) {
		bool hidden, skip;

		now = step(s->raw, i, now, &hidden, &skip);
		if (hidden && s->code[i] != '\n')
			s->code[i] = ' ';
		if (skip && ++i < s->size && s->code[i] != '\n')
			s->code[i] = ' ';
	}
}

static void hide_directives(struct source *s)
{
	bool directive = false, line_start = true;

	memcpy(s->shape, s->code, s->size);
	for (size_t i = 0; i < s->size; i++) {
		char c = s->code[i];

		if (c == '\n') {
			directive = directive && i > 0 && s->code[i - 1] == '\\';
			line_start = true;
			continue;
		}
		if (line_start && c == '#')
			directive = true;
		if (!isspace((unsigned char)c))
			line_start = false;
		if (directive)
			s->shape[i] = ' ';
	}
}

bool source_read(struct source *s, const char *root)
{
	char full[PATH_SIZE];
	FILE *file;

	if (snprintf(full, sizeof full, "%s/%s", root, s->path) >= (int)sizeof full)
		return false;
	file = fopen(full, "rb");
	if (!file)
		return false;
	s->raw = must_alloc(FILE_SIZE_MAX + 1);
	s->size = fread(s->raw, 1, FILE_SIZE_MAX, file);
	fclose(file);
	s->code = must_alloc(s->size + 1);
	s->shape = must_alloc(s->size + 1);
	if (memchr(s->raw, 0, s->size))
		return false;
	if (is_c(s->path)) {
		hide_comments_and_quotes(s);
		hide_directives(s);
	}
	return true;
}

void source_free(struct source *s)
{
	free(s->raw);
	free(s->code);
	free(s->shape);
}

void complain(const struct source *s, size_t at, const char *format, ...)
{
	va_list v;
	size_t line = 1;

	for (size_t i = 0; i < at && i < s->size; i++)
		line += s->raw[i] == '\n';
	printf("%s:%zu: ", s->path, line);
	va_start(v, format);
	vprintf(format, v);
	va_end(v);
	putchar('\n');
	++*s->complaints;
}

static bool in_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

bool word_begins(const struct source *s, size_t at) { return at == 0 || !in_word(s->code[at - 1]); }

bool word_at(const struct source *s, size_t at, const char *word)
{
	size_t size = strlen(word);

	return word_begins(s, at) && strncmp(s->code + at, word, size) == 0 && !in_word(s->code[at + size]);
}

bool path_in(const char *path, const char *patterns)
{
	char one[256];

	while (*patterns) {
		size_t size = strcspn(patterns, " ");

		if (size && size < sizeof one) {
			memcpy(one, patterns, size);
			one[size] = 0;
			if (fnmatch(one, path, 0) == 0)
				return true;
		}
		patterns += size + strspn(patterns + size, " ");
	}
	return false;
}

bool is_c(const char *path) { return path_in(path, "*.c *.h *.def"); }
