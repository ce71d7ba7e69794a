/* base/text.h - text as a place and a size; UTF-8, any script, not always NUL-terminated.
 *
 * Made by the functions here it is followed by a NUL, which is not counted. */
#pragma once
#include "base/arena.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	const char *at; /* NULL: no text at all, which differs from an empty one only where a caller says so */
	size_t size;    /* bytes */
};

#define TEXT(literal) ((struct text){ "" literal, sizeof(literal) - 1 })
#define TEXT_ARG(t) (int)(t).size, (t).at /* for "%.*s" */

struct text text_of(const char *z); /* a view of a C string; NULL gives {0} */
bool text_same(struct text a, struct text b);
bool text_is(struct text a, const char *z);
int text_order(struct text a, struct text b); /* by bytes, <0 0 >0 */
bool text_starts(struct text a, const char *z);
bool text_ends(struct text a, const char *z);
struct text text_copy(struct arena *a, struct text t);
const char *text_z(struct arena *a, struct text t); /* as a C string */
struct text text_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text text_format_v(struct arena *a, const char *format, va_list v) __attribute__((format(printf, 2, 0)));
struct text text_trim(struct text t); /* without ASCII blanks at both ends */
bool text_cut(struct text *rest, char at,
	      struct text *head);              /* takes what stands before the next `at`; false when nothing is left */
bool text_to_int(struct text t, int64_t *out); /* whole decimal, optional minus, nothing else, in range */
bool text_valid(struct text t);                /* well-formed UTF-8 without NUL */
bool text_ascii(struct text t);
size_t text_characters(struct text t);                 /* code points */
bool text_on_one_line(struct text t);                  /* no control characters, of which line ends are some */
struct text text_limit(struct text t, size_t bytes);   /* at most so many bytes, cut between code points */
struct text text_fold(struct arena *a, struct text t); /* case and marks removed, for search (utf8proc) */

/* A text that grows, in an arena. */
struct buffer {
	struct arena *arena;
	char *at;
	size_t size, room;
};
struct buffer buffer_in(struct arena *a);
/* Where so many bytes, and a NUL, may be written; then buffer_took says how many were. */
char *buffer_room(struct buffer *b, size_t more);
void buffer_took(struct buffer *b, size_t bytes);
void buffer_add(struct buffer *b, struct text t);
void buffer_add_z(struct buffer *b, const char *z);
void buffer_byte(struct buffer *b, char c);
void buffer_int(struct buffer *b, int64_t n); /* as %lld, without its cost */
void buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text buffer_text(const struct buffer *b);

/* Hexadecimal and base64, both ways. The parse functions give {0} for anything malformed. */
struct text hex_format(struct arena *a, const void *bytes, size_t size); /* lower case */
struct text hex_parse(struct arena *a, struct text hex);
struct text base64_format(struct arena *a, const void *bytes, size_t size);
struct text base64_parse(struct arena *a, struct text base64);

/* application/x-www-form-urlencoded and query strings. */
void url_add(struct buffer *b, struct text value);           /* percent-encodes all but A-Z a-z 0-9 - _ . ~ */
struct text url_parse(struct arena *a, struct text encoded); /* decodes %XX and +; {0} when malformed or not text */
