/* work/why.h - how a field of an order came to show what it does: the chain of revisions and changes here. */
#pragma once
#include "work/shown.h"

enum { WHY_STEPS_MAX = 100 };

struct why_step {
	int64_t at;
	int64_t seq;             /* of a revision; 0: a change here */
	struct text kind;        /* "revision"; "edit", "update", "decide", "undo" */
	struct text value, said; /* what the field shows, and what the channel says of it, from then on; {0}: nothing */
	struct text who, why;    /* `why` of a revision: how it came */
};
struct why {
	struct why_step *at; /* oldest first; those that changed something */
	size_t count;
};
/* The last WHY_STEPS_MAX steps. ERR_ORDER_UNKNOWN. */
enum err order_why(struct scope *s, int64_t order_id, enum field field, struct text line, struct why *out) MUST_CHECK;
