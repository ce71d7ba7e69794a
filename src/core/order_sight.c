/* core/order_sight.c - where an order is put at first sight, and what a later revision does to it at once. */
#include "core/order_move.h"
#include <string.h>

static const char cancel_requested[] = HOLD_CANCEL_REQUESTED, on_hold[] = HOLD_ON_HOLD;

static const struct first_sight first_sights[] = {
	[FIRST_PENDING] = { ORDER_PENDING, false, true, NULL },
	[FIRST_SHIPPED] = { ORDER_MARKED_SHIPPED, true, true, NULL },
	[FIRST_VOID] = { ORDER_VOID, false, true, "channel" },
	[FIRST_NOT_YET] = { ORDER_PENDING, false, false, NULL },
};

struct first_sight order_first_sight(enum word w, int64_t placed, int64_t cutover_at)
{
	struct first_sight sight = first_sights[word_first(w)];

	/* A moment that is not stated is before nothing. */
	if (cutover_at && placed && placed < cutover_at)
		sight.history = true;
	return sight;
}

static bool same_hold(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* A hold that a word of the channel made, and that a word of the channel may end. */
static bool channels_own(const char *hold) { return same_hold(hold, cancel_requested) || same_hold(hold, on_hold); }

/* The order goes on: the channel's own hold ends, and what it froze returns whence it came. */
static void release(struct later_sight *l)
{
	if (same_hold(l->hold_code, cancel_requested))
		(void)order_move_find(l->state, l->frozen_from, MOVE_UNFROZEN, &l->state);
	if (channels_own(l->hold_code))
		l->hold_code = NULL;
}

/* The order has come to an end; nothing is left to be held. */
static void finish(struct later_sight *l, enum order_move move)
{
	release(l);
	if (!order_move_find(l->state, l->frozen_from, move, &l->state))
		return;
	l->hold_code = NULL;
	if (move == MOVE_VOIDED)
		l->void_reason = "channel";
}

/* What a person or a rule has frozen is frozen already, and keeps its own hold, or it would be lost with the request.
 */
static void ask_cancel(struct later_sight *l)
{
	const enum order_state from = l->state;

	if (l->state == ORDER_FROZEN && !same_hold(l->hold_code, cancel_requested))
		return;
	l->hold_code = cancel_requested;
	if (order_move_find(l->state, l->frozen_from, MOVE_FROZEN, &l->state))
		l->frozen_from = from;
}

static void apply(struct later_sight *l, enum word w, bool history)
{
	if (word_later(w) == LATER_CANCELS)
		finish(l, MOVE_VOIDED);
	else if (word_first(w) == FIRST_SHIPPED)
		finish(l, MOVE_DISPATCHED);
	else if (word_later(w) == LATER_PAYS || w == WORD_unpaid)
		release(l);
	else if (word_later(w) == LATER_ASKS_CANCEL && !history)
		ask_cancel(l);
	else if (w == WORD_on_hold && !l->hold_code && !history)
		l->hold_code = on_hold;
}

struct later_sight order_later_sight(const struct order_now *now, enum word w)
{
	struct later_sight l = { .state = now->state, .frozen_from = now->frozen_from, .hold_code = now->hold_code };

	apply(&l, w, now->history);
	l.changed = l.state != now->state || !same_hold(l.hold_code, now->hold_code);
	return l;
}
