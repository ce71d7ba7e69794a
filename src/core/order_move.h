/* core/order_move.h - how an order moves from tab to tab, and what people may do with it now.
 *
 * Values in, verdict out. A refusal is a code of errors.def; the words name the place and what was to be done. */
#pragma once
#include "core/order.h"

enum order_move {
#define ON(move, words) MOVE_##move,
#include "core/order_moves.def"
	ORDER_MOVE_COUNT
};
const char *order_move_words(enum order_move m); /* "frozen": what was done */

/* Where the move leads; false: from there it leads nowhere. `frozen_from`: whence a frozen order came. */
bool order_move_find(enum order_state from, enum order_state frozen_from, enum order_move m, enum order_state *to);

/* Holds: the channel's own two, which its words make and end, and a person's. */
#define HOLD_CANCEL_REQUESTED "cancel_requested"
#define HOLD_ON_HOLD "on_hold"
#define HOLD_BY_HAND "by_hand"

/* How an order stands: all that decides what may be done with it. */
struct order_stand {
	enum order_state state, frozen_from;
	enum word word;   /* what the channel said last */
	const char *hold; /* the hold that stands; NULL: none */
	bool history;     /* nothing of it is fulfilled here */
	bool dispatched;  /* a piece of it has left us */
	bool unpaid;      /* and is not paid on delivery */
	bool greyed;      /* a change of the channel waits for a decision */
	int64_t unmapped, waiting, reserved;
};

/* What people do with an order. ORDER_DEEDS(X) X(ID, name, the move it makes, or ORDER_MOVE_COUNT) */
#define ORDER_DEEDS(X)                          \
	X(FREEZE, "freeze", MOVE_FROZEN)        \
	X(UNFREEZE, "unfreeze", MOVE_UNFROZEN)  \
	X(VOID, "void", MOVE_VOIDED)            \
	X(RESTORE, "restore", MOVE_RESTORED)    \
	X(RESERVE, "reserve", ORDER_MOVE_COUNT) \
	X(RELEASE, "release", ORDER_MOVE_COUNT)
enum order_deed {
#define X(id, name, move) DEED_##id,
	ORDER_DEEDS(X)
#undef X
		ORDER_DEED_COUNT
};
const char *order_deed_name(enum order_deed d);
bool order_deed_find(struct text name, enum order_deed *out);

/* OK, or the code of what stands against it. */
enum err order_deed_check(const struct order_stand *o, enum order_deed d) MUST_CHECK;
/* The same, with words for the person who wanted it. */
enum err order_deed_refuse(struct scope *s, const struct order_stand *o, enum order_deed d) MUST_CHECK;
/* A bit for each deed that may be done and changes something. */
uint32_t order_deeds_allowed(const struct order_stand *o);

/* Where a deed that may be done leaves the order: the channel's word holds again what it held, once our own hold is gone. */
struct order_moved {
	enum order_state state, frozen_from;
	const char *hold, *void_reason;
};
struct order_moved order_deed_apply(const struct order_stand *o, enum order_deed d);
