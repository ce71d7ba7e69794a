/* web/view.h - the small forms that all replies share: moments, money, words with labels, masks. */
#pragma once
#include "base/json.h"
#include "base/scope.h"
#include "web/views.h"

void view_time(struct scope *s, struct json_writer *w, const char *name, int64_t ms); /* RFC 3339 UTC; 0: null */
void view_money(struct scope *s, struct json_writer *w, const char *name, int64_t minor, struct text currency);
const struct view_money *view_money_of(struct scope *s, int64_t minor,
				       struct text currency); /* NULL: no currency of ISO 4217 */
/* "marked_shipped" with {en: "Marked shipped", zh: …} as "<name>_label" */
void view_label(struct scope *s, struct json_writer *w, const char *name, struct text word, const char *zh);
/* The first letter and stars; a text masked by the channel stays as it is. */
struct text view_mask(struct scope *s, struct text t);
