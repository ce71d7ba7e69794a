/* base/error.c - the list of errors as a table, the words of one case, and the end. */
#include "base/error.h"
#include "base/scope.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *sentence, *cure;
	int status;
	enum retry again;
} table[ERR_COUNT] = {
#define E(name, status, again, sentence, cure) [name] = { sentence, cure, status, RETRY_##again },
#include "base/errors.def"
#undef E
};

/* Made by the build from errors.def, as C cannot lower the letters of a token. */
static const char *const names[ERR_COUNT] = {
#include "base/error_names.inc"
};

static bool known(enum err e) { return (unsigned)e < ERR_COUNT; }

const char *err_name(enum err e) { return names[known(e) ? e : ERR_INTERNAL]; }
int err_status(enum err e) { return table[known(e) ? e : ERR_INTERNAL].status; }
enum retry err_retry(enum err e) { return table[known(e) ? e : ERR_INTERNAL].again; }
const char *err_sentence(enum err e) { return table[known(e) ? e : ERR_INTERNAL].sentence; }
const char *err_cure(enum err e) { return table[known(e) ? e : ERR_INTERNAL].cure; }

enum err err_find(const char *name)
{
	for (unsigned e = 0; e < ERR_COUNT; e++)
		if (strcmp(names[e], name) == 0)
			return (enum err)e;
	return ERR_INTERNAL;
}

enum err fail(struct scope *s, enum err code, const char *format, ...)
{
	va_list v;

	va_start(v, format);
	s->words = text_format_v(s->arena, format, v);
	va_end(v);
	s->code = code;
	return code;
}

void die(const char *file, int line, const char *what)
{
	fprintf(stderr, "lockstep: stopped at %s:%d, as this must hold: %s\n", file, line, what);
	abort();
}
