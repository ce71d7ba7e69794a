/* tools/tidy_shape.c - the shape of a C file: functions of a screen, and no data of a file that can change. */
#include "tools/tidy.h"
#include <ctype.h>
#include <string.h>

enum { FUNCTION_LINES_MAX = 60, STATEMENT_SIZE = 2048 };

/* One statement outside of any function, with what stands in braces left out: "static const struct {} rules[] = {}". */
struct outline {
	char text[STATEMENT_SIZE];
	size_t size, begin; /* begin: where its first character stands */
};

static void outline_add(struct outline *o, char c, size_t at)
{
	bool blank = isspace((unsigned char)c);

	if (!o->size && blank)
		return;
	if (!o->size)
		o->begin = at;
	if (o->size + 2 < sizeof o->text && !(blank && o->text[o->size - 1] == ' '))
		o->text[o->size++] = blank ? ' ' : c;
	o->text[o->size] = 0;
}

static void outline_clear(struct outline *o)
{
	o->size = 0;
	o->text[0] = 0;
}

static char outline_last(const struct outline *o)
{
	size_t size = o->size;

	while (size && o->text[size - 1] == ' ')
		size--;
	return size ? o->text[size - 1] : 0;
}

static bool has_word(const char *text, const char *word)
{
	size_t size = strlen(word);

	for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
		if ((p == text || (!isalnum((unsigned char)p[-1]) && p[-1] != '_')) &&
		    !isalnum((unsigned char)p[size]) && p[size] != '_')
			return true;
	return false;
}

/* A variable whose own place can be written: the last * (or, without one, the whole) is not const. The nm test in
 * tests/symbols.sh knows for sure; this one says it earlier and with the line. */
static bool can_change(const char *statement)
{
	char left[STATEMENT_SIZE];
	const char *equals = strchr(statement, '='), *star;
	size_t size = equals ? (size_t)(equals - statement) : strlen(statement);

	memcpy(left, statement, size);
	left[size] = 0;
	while (size && left[size - 1] == ' ')
		left[--size] = 0;
	if (!size || strchr(left, '(') || has_word(left, "typedef") || left[size - 1] == '}')
		return false;
	if (!strchr(left, '}') && (strncmp(left, "struct ", 7) == 0 || strncmp(left, "enum ", 5) == 0) &&
	    !strchr(strchr(left, ' ') + 1, ' '))
		return false; /* a type named in advance: "struct arena;" */
	star = strrchr(left, '*');
	return !has_word(star ? star : left, "const");
}

static void check_data(const struct source *s, const struct outline *o)
{
	if (!path_in(s->path, "src/*") || path_in(s->path, TESTS_BESIDE))
		return;
	/* In a header, "job_run pull_run;" declares a function by its type. */
	if (path_in(s->path, "*.h") && !has_word(o->text, "static") && !has_word(o->text, "extern"))
		return;
	if (can_change(o->text))
		complain(s, o->begin,
			 "has data that can change outside of a function: keep it in the struct it belongs to.");
}

static void check_function(const struct source *s, size_t begin, size_t end)
{
	size_t lines = 1;

	for (size_t i = begin; i < end; i++)
		lines += s->raw[i] == '\n';
	if (lines > FUNCTION_LINES_MAX)
		complain(s, begin, "begins a function of %zu lines; %d are allowed: divide it.", lines,
			 FUNCTION_LINES_MAX);
}

void check_shape(const struct source *s)
{
	struct outline o = { .size = 0 };
	size_t depth = 0;
	bool function = false;

	for (size_t at = 0; at < s->size; at++) {
		char c = s->shape[at];

		if (c == '{' && depth++ == 0) {
			function = outline_last(&o) == ')' && !strchr(o.text, '=');
			outline_add(&o, c, at);
		} else if (c == '}' && depth > 0) {
			if (--depth > 0)
				continue;
			outline_add(&o, c, at);
			if (function) {
				check_function(s, o.begin, at);
				outline_clear(&o);
			}
		} else if (c == ';' && depth == 0) {
			check_data(s, &o);
			outline_clear(&o);
		} else if (depth == 0) {
			outline_add(&o, c, at);
		}
	}
}
