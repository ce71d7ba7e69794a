/* tools/tidy.h - the parts of tidy: a file read once, and the rules that look at it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Tests beside the code, and what several of them share. None of it can slip into a library, which would not link. */
#define TESTS_BESIDE "src/*_test.c src/*/test_*.[ch] src/*_try.[ch] src/*/try.[ch] src/*_peer.[ch] "

struct source {
	const char *path; /* from the project's root: "src/base/text.c" */
	char *raw;        /* as it stands in the file */
	char *code;       /* of the same size: comments and what stands in quotes are blanks */
	char *shape;      /* code whose preprocessor lines are blanks too */
	size_t size;
	int *complaints; /* counted for all files together */
};

/* Reads a file below the root; false: it cannot be read, or it is no text. */
bool source_read(struct source *s, const char *root);
void source_free(struct source *s);

/* Prints "path:line: sentence". */
void complain(const struct source *s, size_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));

bool word_begins(const struct source *s, size_t at); /* no letter, digit or _ stands before */
bool word_at(const struct source *s, size_t at, const char *word);
bool path_in(const char *path, const char *patterns); /* shell patterns, with a blank between; * takes / too */
bool is_c(const char *path);
void *must_alloc(size_t size); /* zeroed; ends the program without memory */

void check_text(const struct source *s);     /* any text: blanks, leftovers, machine paths, hosts, size, first line */
void check_includes(const struct source *s); /* C: the edge, and each library in its one file */
void check_words(const struct source *s);    /* C: functions and words that are not used here */
void check_sql(const struct source *s);      /* C: no SQL in quotes */
void check_shape(const struct source *s);    /* C: long functions, data that can change */
