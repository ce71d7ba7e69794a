/* web/view.h - the small forms that all replies share: moments, money, words with labels, masks. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

void view_time(struct scope *s, struct json_writer *w, const char *name, int64_t ms); /* RFC 3339 UTC; 0: null */
void view_money(struct scope *s, struct json_writer *w, const char *name, int64_t minor, struct text currency);
/* {en: "Marked shipped", zh: …} of "marked_shipped" */
void view_label(struct scope *s, struct json_writer *w, const char *name, struct text word, const char *zh);
/* The first letter and stars; a text masked by the channel stays as it is. */
struct text view_mask(struct scope *s, struct text t);
