/* sim/market_live.c - the market left to itself: buyers come, sellers and carriers do their part. */
#include "base/instant.h"
#include "sim/dice.h"
#include "sim/market_inner.h"

enum { STEP_ORDERS_MAX = 100, ACTS_AN_ORDER = 5, RECENT = 2000, VERBS_A_STATE = 13, PAID_AT_ONCE_PERCENT = 70 };

/* What may come next, and how often; what is left to 100 is that nothing happens. */
static const struct {
	struct {
		enum market_verb verb;
		uint8_t percent;
	} next[VERBS_A_STATE];
} habits[MARKET_STATE_COUNT] = {
	[MARKET_UNPAID] = { { { MARKET_PAY, 60 }, { MARKET_CANCEL, 8 }, { MARKET_HOLD, 4 } } },
	[MARKET_PENDING] = { { { MARKET_RELEASE, 60 }, { MARKET_CANCEL, 4 } } },
	[MARKET_INVOICE_PENDING] = { { { MARKET_RELEASE, 60 }, { MARKET_CANCEL, 4 } } },
	[MARKET_READY] = { { { MARKET_ARRANGE, 40 },
			     { MARKET_NOTE, 4 },
			     { MARKET_MOVE_HOUSE, 4 },
			     { MARKET_HOLD, 2 },
			     { MARKET_CANCEL_LINE, 4 },
			     { MARKET_ASK_CANCEL, 4 },
			     { MARKET_SPLIT, 4 },
			     { MARKET_EXTEND, 2 },
			     { MARKET_CANCEL, 3 },
			     { MARKET_METHOD, 3 },
			     { MARKET_QUANTITY, 3 },
			     { MARKET_SWAP, 2 },
			     { MARKET_ADD_LINE, 2 } } },
	[MARKET_PROCESSED] = { { { MARKET_SHIP, 40 },
				 { MARKET_TRACK, 20 },
				 { MARKET_ASK_CANCEL, 2 },
				 { MARKET_MISS_PICKUP, 2 } } },
	[MARKET_RETRY_SHIP] = { { { MARKET_ARRANGE, 50 }, { MARKET_CANCEL, 5 } } },
	[MARKET_SHIPPED] = { { { MARKET_DELIVER, 40 } } },
	[MARKET_DELIVERED] = { { { MARKET_COMPLETE, 40 }, { MARKET_ASK_RETURN, 4 } } },
	[MARKET_IN_CANCEL] = { { { MARKET_ACCEPT_CANCEL, 40 }, { MARKET_REJECT_CANCEL, 20 } } },
	[MARKET_RETURNING] = { { { MARKET_ACCEPT_RETURN, 30 }, { MARKET_REJECT_RETURN, 10 } } },
};

static const char *const notes[] = { "gift, please wrap", "礼物，请包好", "Giao giờ hành chính", "ฝากไว้ที่ยาม", "" };

/* Gives the act its numbers; false when they make no sense for this order. */
static bool act_prepare(const struct market *m, const struct market_order *o, struct market_act *a, struct rand *r)
{
	if (a->verb == MARKET_HOLD)
		a->what = m->shops[o->shop].region == REGION_BR ? HOLD_INVOICE : (int64_t)rand_below(r, HOLD_INVOICE);
	else if (a->verb == MARKET_CANCEL)
		a->what = (int64_t)rand_below(r, AUTHOR_COUNT);
	else if (a->verb == MARKET_NOTE)
		a->words = text_of(notes[rand_below(r, sizeof notes / sizeof *notes)]);
	else if (a->verb == MARKET_EXTEND)
		a->what = 1 + (int64_t)rand_below(r, 3);
	else if (a->verb == MARKET_TRACK)
		return !o->tracked;
	else if (a->verb == MARKET_SPLIT) {
		a->what = 2;
		return o->packages == 1 && o->lines >= 2;
	} else if (a->verb == MARKET_METHOD)
		a->what = (int64_t)rand_below(r, CARRIERS);
	else if (a->verb == MARKET_ADD_LINE) {
		a->what = (int64_t)rand_below(r, GOODS_COUNT);
		a->count = 1;
		return o->lines < LINES_DRAWN_MAX;
	} else if (a->verb == MARKET_QUANTITY || a->verb == MARKET_SWAP) {
		a->what = (int64_t)rand_below(r, o->lines);
		a->count = 1 + (int64_t)rand_below(r, 5);
		return a->count > line_at(m, o, (size_t)a->what)->cancelled;
	} else if (a->verb == MARKET_CANCEL_LINE) {
		const struct market_line *l;

		a->what = (int64_t)rand_below(r, o->lines);
		a->count = 1;
		l = line_at(m, o, (size_t)a->what);
		return l->quantity > l->cancelled;
	}
	return true;
}

/* One recent order goes on, or not. */
static enum err act_once(struct market *m, struct scope *s, int64_t now, struct rand *r)
{
	uint32_t count = (uint32_t)m->orders.count, recent = count < RECENT ? count : RECENT;
	struct market_act a = { .order = count - 1 - (uint32_t)rand_below(r, recent), .now = now };
	const struct market_order *o = order_at(m, a.order);
	uint64_t chance = rand_below(r, 100);

	for (int i = 0; i < VERBS_A_STATE; i++) {
		uint8_t percent = habits[o->state].next[i].percent;

		if (chance >= percent) {
			chance -= percent;
			continue;
		}
		a.verb = habits[o->state].next[i].verb;
		return act_prepare(m, o, &a, r) ? market_do(m, s, &a) : OK;
	}
	return OK;
}

enum err market_live(struct market *m, struct scope *s, int64_t now, int per_minute)
{
	if (m->lived_at < 0 || now < m->lived_at || per_minute <= 0) {
		m->lived_at = now;
		return OK;
	}
	int64_t due = (now - m->lived_at) * per_minute / MINUTE_MS;
	if (due == 0)
		return OK;
	m->lived_at += due * MINUTE_MS / per_minute;
	if (due > STEP_ORDERS_MAX) { /* after a pause the market does not make up for all of it */
		due = STEP_ORDERS_MAX;
		m->lived_at = now;
	}
	struct rand r = rand_seed(dice(m->seed, UINT64_C(3) << 32 | m->deeds));
	for (int64_t i = 0; i < due; i++) {
		struct market_wish w = { .shop = (int)rand_below(&r, m->shop_count), .count = 1, .now = now };
		uint32_t first;

		w.paid = rand_below(&r, 100) < PAID_AT_ONCE_PERCENT;
		TRY(market_place(m, s, &w, &first));
		for (int k = 0; k < ACTS_AN_ORDER; k++)
			TRY(act_once(m, s, now, &r));
	}
	return OK;
}
