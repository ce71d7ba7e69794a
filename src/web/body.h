/* web/body.h - members of a request's body, by what they must be; each failure names the member. */
#pragma once
#include "web/call.h"

/* A text that may be empty. */
enum err body_text(struct scope *s, struct json object, const char *name, struct text *out) MUST_CHECK;
/* A whole number. */
enum err body_int(struct scope *s, struct json object, const char *name, int64_t *out) MUST_CHECK;
/* One of the words "a|b|c". */
enum err body_word(struct scope *s, struct json object, const char *name, const char *words,
		   struct text *out) MUST_CHECK;
/* The same of a parameter of the address; {0} where it is not given. */
enum err parameter_word(struct scope *s, const struct parameter *p, const char *words) MUST_CHECK;
enum err body_bool(struct scope *s, struct json object, const char *name, bool *out) MUST_CHECK;
/* A list of 1 to `most` numbers of records, each as a text; ERR_TOO_LARGE where there are more. */
enum err body_ids(struct scope *s, struct json object, const char *name, size_t most, int64_t **ids,
		  size_t *count) MUST_CHECK;
/* A text; {0} where it is left out. */
enum err body_text_may(struct scope *s, struct json object, const char *name, struct text *out) MUST_CHECK;
