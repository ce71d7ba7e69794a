/* web/view.h - the small forms that all replies share: money, words with labels, masks. */
#pragma once
#include "base/scope.h"
#include "web/views.h"

/* NULL where the currency is none of ISO 4217. */
const struct view_money *view_money_of(struct scope *s, int64_t minor, struct text currency);
/* "Marked shipped" of "marked_shipped", with what it is in Chinese. */
struct view_label view_label_of(struct scope *s, struct text word, const char *zh);
/* The first letter and stars; a text masked by the channel stays as it is. */
struct text view_mask(struct scope *s, struct text t);
