/* work/edit.h - what people change in an order here: edits of fields, and answers where both sides changed one. */
#pragma once
#include "core/plan.h"
#include "work/shown.h"

enum { EDIT_WHY_MAX = 200 };

/* The order after these wishes, in one transaction. ERR_CONFLICT: it is at another version than `ver`; ERR_EDIT_CLOSED,
 * ERR_BAD_REQUEST (the reason is too long) and the refusals of edits_wish(): nothing is changed. */
enum err order_edit(struct scope *s, int64_t order_id, int64_t ver, const struct edit_wish *wishes, size_t count,
		    struct text why) MUST_CHECK;
/* What is open between the two sides: the merge of the latest revision, of what an update takes, as it would come out now,
 * with the plan of it. Nothing is written. */
enum err order_merge(struct scope *s, int64_t order_id, enum merge_mode mode, struct shown *at, struct merged *out,
		     struct plan *plan) MUST_CHECK;
/* Answers to collisions: each field takes the channel's value, or keeps ours and remembers what was declined. The groups of
 * these fields are merged, so that all that collides in them is to be answered. ERR_CONFLICT: the order is at another
 * version, or the channel says something else by now; ERR_ORDER_FIXED, ERR_FIELD_FIXED, ERR_BAD_REQUEST. */
enum err order_decide(struct scope *s, int64_t order_id, int64_t ver, const struct merge_choice *choices, size_t count,
		      struct text why) MUST_CHECK;
