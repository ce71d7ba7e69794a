/* core/stock_push.h - how much of what there is a channel is told, and whether it must be told.
 *
 * Of each article so much is offered: what is free, less what orders wait for, less the pieces that the shop keeps back; of
 * that the shop's share. What is sold offers as many whole ones as the scarcest of its articles allows. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PUSH_STOCK_MOST = 999999 };     /* no channel is told more */
#define PUSH_AGAIN_MS INT64_C(3600000) /* what was refused is told again after that, or when the number is another */

struct push_rule { /* a shop's */
	int64_t safety, percent;
};
struct push_part {            /* an article of what is sold */
	int64_t free, waited; /* pieces on the shelves of our own that are not reserved; that orders wait for */
	int64_t quantity;     /* in one of what is sold */
};
/* The number to be told; -1: nothing is known of it, as it stands for no article. */
int64_t push_want(const struct push_rule *r, const struct push_part *parts, size_t count);

struct push_offer {
	int64_t want;     /* -1: nothing is to be told */
	int64_t said;     /* what the channel was told last; -1: nothing yet */
	int64_t seen;     /* what it showed since; -1: it has not been looked at */
	bool failed;      /* it did not take … */
	int64_t tried;    /* … this number, … */
	int64_t tried_at; /* … at this moment */
};
/* SAME: it knows. BEHIND: it is to be told now. FAILED: it was refused a moment ago. */
#define PUSH_STATES(X) X(UNMAPPED, "unmapped") X(SAME, "same") X(BEHIND, "behind") X(FAILED, "failed")
enum push_state {
#define X(id, name) PUSH_##id,
	PUSH_STATES(X)
#undef X
		PUSH_STATE_COUNT
};
const char *push_state_name(enum push_state s);
enum push_state push_judge(const struct push_offer *o, int64_t now);
