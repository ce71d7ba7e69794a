/* base/json.h - JSON read into an arena with every lexeme kept, and written.
 *
 * Numbers stay text: 12.30 is "12.30" and a 20-digit id keeps its digits. Depth, size and node count are bounded,
 * a name twice in one object is refused, as are unpaired surrogates and U+0000. */
#pragma once
#include "base/error.h"
#include "base/text.h"

struct scope;

enum json_kind { JSON_NONE, JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_node; /* one value on the tape; private to json.c */

/* A value, or nothing (kind JSON_NONE): every function here takes nothing and answers nothing. */
struct json {
	const struct json_node *node;
};

enum { JSON_DEPTH_MAX = 64, JSON_SIZE_MAX = 64 * 1024 * 1024, JSON_NODES_MAX = 4 * 1024 * 1024 };

/* Reads one document; what is said on failure names byte offset and reason. ERR_BAD_JSON, ERR_TOO_DEEP, ERR_TOO_LARGE. */
enum err json_parse(struct scope *s, struct text body, struct json *out) MUST_CHECK;

enum json_kind json_kind(struct json v);
struct json json_at(struct json object, const char *name);     /* the member, or nothing */
struct json json_path(struct json v, const char *dotted);      /* "response.order_list" */
struct json json_first(struct json array_or_object);           /* the first element or member value */
struct json json_next(struct json parent, struct json child);  /* its right neighbour, or nothing */
struct text json_name(struct json parent, struct json member); /* a member's name */
size_t json_count(struct json array_or_object);
struct text json_text(struct json v);       /* a string's characters or a number's lexeme; {0} for anything else */
struct text json_lexeme(struct json v);     /* the bytes of the whole value as they stood in the document */
bool json_int(struct json v, int64_t *out); /* a number that is whole and in range */
bool json_is_true(struct json v);

/* Writing. Commas and quotes are the writer's business. `name` is NULL inside arrays. */
struct json_writer {
	struct buffer *to;
	bool comma;
};
struct json_writer json_writer_to(struct buffer *b);
void json_open(struct json_writer *w, const char *name);                        /* { */
void json_close(struct json_writer *w);                                         /* } */
void json_open_array(struct json_writer *w, const char *name);                  /* [ */
void json_close_array(struct json_writer *w);                                   /* ] */
void json_put_text(struct json_writer *w, const char *name, struct text value); /* {0} writes null */
void json_put_z(struct json_writer *w, const char *name, const char *value);
void json_put_int(struct json_writer *w, const char *name, int64_t value);
void json_put_id(struct json_writer *w, const char *name, int64_t id); /* as a string */
void json_put_bool(struct json_writer *w, const char *name, bool value);
void json_put_null(struct json_writer *w, const char *name);
void json_put_raw(struct json_writer *w, const char *name, struct text json); /* a value that is JSON already */
