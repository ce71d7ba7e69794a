/* web/view_put.h - how the members of views are written, by type; for views.c. */
#pragma once
#include "web/views.h"

void view_put_text(struct json_writer *w, const char *name, struct text t); /* {0} is empty */
void view_put_optional(struct json_writer *w, const char *name, struct text t);
void view_put_time(struct json_writer *w, const char *name, int64_t ms);
void view_put_texts(struct json_writer *w, const char *name, struct view_texts t);
void view_put_int(struct json_writer *w, const char *name, struct view_int n, bool optional);
void view_put_ints(struct json_writer *w, const char *name, struct view_ints n, bool ids); /* ids as texts */
