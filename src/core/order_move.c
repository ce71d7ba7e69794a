/* core/order_move.c - how an order moves from tab to tab, and what people may do with it now. */
#include "core/order_move.h"
#include "base/scope.h"
#include <string.h>

static const char *const words[ORDER_MOVE_COUNT] = {
#define ON(move, words) [MOVE_##move] = words,
#include "core/order_moves.def"
};
const char *order_move_words(enum order_move m) { return words[m]; }

/* What may happen in a place, and where it leads; `back`: whence it came. */
static const struct {
	bool is, back;
	enum order_state to;
} moves[ORDER_STATE_COUNT][ORDER_MOVE_COUNT] = {
#define MOVE(from, move, to) [ORDER_##from][MOVE_##move] = { true, false, ORDER_##to },
#define BACK(from, move) [ORDER_##from][MOVE_##move] = { true, true, ORDER_##from },
#include "core/order_moves.def"
};

bool order_move_find(enum order_state from, enum order_state frozen_from, enum order_move m, enum order_state *to)
{
	if (!moves[from][m].is)
		return false;
	*to = moves[from][m].back ? frozen_from : moves[from][m].to;
	return true;
}

static const struct {
	const char *name;
	enum order_move move;
} deeds[ORDER_DEED_COUNT] = {
#define X(id, name, move) [DEED_##id] = { name, move },
	ORDER_DEEDS(X)
#undef X
};
const char *order_deed_name(enum order_deed d) { return deeds[d].name; }

bool order_deed_find(struct text name, enum order_deed *out)
{
	for (int d = 0; d < ORDER_DEED_COUNT; d++)
		if (text_is(name, deeds[d].name)) {
			*out = (enum order_deed)d;
			return true;
		}
	return false;
}

/* Stock is reserved for what is on its way to be fulfilled here. */
static enum err reserve_check(const struct order_stand *o)
{
	static const enum err why[ORDER_STATE_COUNT] = {
		[ORDER_FROZEN] = ERR_ORDER_FROZEN,
		[ORDER_VOID] = ERR_ORDER_VOID,
		[ORDER_MARKED_SHIPPED] = ERR_ORDER_SHIPPED,
	};

	if (why[o->state] != OK)
		return why[o->state];
	if (o->history)
		return ERR_ORDER_HISTORY;
	return o->waiting == 0 && o->reserved == 0 && o->unmapped > 0 ? ERR_NOT_MAPPED : OK;
}

enum err order_deed_check(const struct order_stand *o, enum order_deed d)
{
	enum order_state to;

	if (deeds[d].move != ORDER_MOVE_COUNT && !order_move_find(o->state, o->frozen_from, deeds[d].move, &to))
		return ERR_MOVE_REFUSED;
	switch (d) {
	case DEED_UNFREEZE: /* the buyer's wish is answered, not put aside */
		return o->hold && !strcmp(o->hold, HOLD_CANCEL_REQUESTED) ? ERR_HELD_BY_CHANNEL : OK;
	case DEED_VOID:
		return o->dispatched ? ERR_VOID_DISPATCHED : OK;
	case DEED_RESTORE:
		return o->word == WORD_cancelled ? ERR_RESTORE_CANCELLED : OK;
	case DEED_RESERVE:
		return reserve_check(o);
	case DEED_RELEASE:
		return o->state == ORDER_VOID ? ERR_ORDER_VOID : OK;
	case DEED_FREEZE:
	case ORDER_DEED_COUNT:
		break;
	}
	return OK;
}

enum err order_deed_refuse(struct scope *s, const struct order_stand *o, enum order_deed d)
{
	enum err e = order_deed_check(o, d);

	if (e == ERR_MOVE_REFUSED)
		return fail(s, e, "the order is %s and cannot be %s", order_state_name(o->state),
			    order_move_words(deeds[d].move));
	return e == OK ? OK : fail(s, e, "the order is %s: %s is refused", order_state_name(o->state), deeds[d].name);
}

uint32_t order_deeds_allowed(const struct order_stand *o)
{
	uint32_t bits = 0;

	for (int d = 0; d < ORDER_DEED_COUNT; d++)
		if (order_deed_check(o, (enum order_deed)d) == OK && (d != DEED_RESERVE || o->waiting > 0) &&
		    (d != DEED_RELEASE || o->reserved > 0))
			bits |= 1u << d;
	return bits;
}

/* Our own hold is gone; what the channel's last word holds or freezes, it holds and freezes now. */
static struct order_moved heard_again(const struct order_stand *o, enum order_state state)
{
	struct order_now now = { .state = state, .frozen_from = o->frozen_from, .history = o->history };
	struct later_sight l = order_later_sight(&now, o->word);

	return (struct order_moved){ l.state, l.frozen_from, l.hold_code, l.void_reason };
}

struct order_moved order_deed_apply(const struct order_stand *o, enum order_deed d)
{
	struct order_moved m = { o->state, o->frozen_from, o->hold, NULL };

	if (deeds[d].move == ORDER_MOVE_COUNT || !order_move_find(o->state, o->frozen_from, deeds[d].move, &m.state))
		return m;
	switch (d) {
	case DEED_FREEZE:
		m.frozen_from = o->state;
		m.hold = HOLD_BY_HAND;
		break;
	case DEED_VOID:
		m.hold = NULL;
		m.void_reason = HOLD_BY_HAND;
		break;
	case DEED_UNFREEZE:
	case DEED_RESTORE:
		return heard_again(o, m.state);
	case DEED_RESERVE:
	case DEED_RELEASE:
	case ORDER_DEED_COUNT:
		break;
	}
	return m;
}
