/* sim/market_place.c - orders come into being: one by one, or a whole past at once. */
#include "base/instant.h"
#include "sim/dice.h"
#include "sim/market_inner.h"

enum { PLACE_COUNT_MAX = 10000, FILL_COUNT_MAX = 20000000, BUYERS = 200000, SHIP_DAYS = 2, DAY_S = 86400 };

/* The next order's empty record in its shop's timelines. */
static struct market_order *order_new(struct market *m, int shop, uint32_t second, uint32_t *number)
{
	*number = pool_add(&m->orders, 1);
	struct market_order *o = order_at(m, *number);

	o->shop = (uint16_t)shop;
	o->created = o->updated = second;
	o->packages = 1;
	timeline_add(m->shops[shop].created, timeline_place(second, *number));
	return o;
}

enum err market_stock_set(struct market *m, struct scope *s, const struct market_stock *x)
{
	if (x->shop < 0 || (size_t)x->shop >= m->shop_count || x->good < 0 || x->good >= GOODS_COUNT || x->model < 0 ||
	    x->model >= m->shops[x->shop].goods[x->good].models || x->stock < 0 || x->stock > MARKET_STOCK_MAX)
		return fail(s, ERR_BAD_REQUEST, "the market has no such thing, or not so many of it");
	TRY(market_note_down(m, s, "stock %d %d %d %d", x->shop, x->good, x->model, (int)x->stock));
	m->shops[x->shop].stock[x->good][x->model] = x->stock;
	return OK;
}

/* A buyer finds what he drew, or the next thing of which there is something; he takes no more than there is. Where the
 * whole shop is sold out the order comes all the same: other channels' buyers are not held up either. */
static void take_stock(struct market_shop *shop, struct market_line *l)
{
	for (int i = 0; i < GOODS_COUNT; i++) {
		int good = (l->good + i) % GOODS_COUNT, model = i ? 0 : l->model;
		int32_t *left = &shop->stock[good][model];

		if (*left == 0)
			continue;
		l->good = (uint8_t)good;
		l->model = (uint8_t)model;
		if (*left > 0) {
			l->quantity = *left < l->quantity ? (uint16_t)*left : l->quantity;
			*left -= l->quantity;
		}
		return;
	}
}

/* The same thing once more, where there is enough of it. */
static bool take_again(struct market_shop *shop, struct market_line *l, const struct market_line *first, uint64_t *d)
{
	int32_t *left = &shop->stock[first->good][first->model];

	if (*left >= 0 && *left < first->quantity)
		return false;
	if (*left > 0)
		*left -= first->quantity;
	*l = *first;
	l->copy = (uint8_t)(1 + dice_take(d, 2));
	return true;
}

static void draw_lines(struct market *m, struct market_order *o, uint64_t d, size_t count)
{
	struct market_shop *shop = &m->shops[o->shop];
	bool doubled = count > 1 && dice_take(&d, 20) == 0; /* the same thing twice, by a promotion */

	o->first_line = pool_add(&m->lines, count);
	o->lines = (uint16_t)count;
	for (size_t i = 0; i < count; i++) {
		struct market_line *l = line_at(m, o, i);

		if (doubled && i == 1 && take_again(shop, l, line_at(m, o, 0), &d))
			continue;
		l->good = (uint8_t)dice_take(&d, GOODS_COUNT);
		l->model = (uint8_t)dice_take(&d, (uint32_t)shop->goods[l->good].models);
		l->quantity = (uint16_t)(dice_take(&d, 3) ? 1 : 2 + dice_take(&d, 5));
		take_stock(shop, l);
	}
}

/* What was bought, and by whom: follows from the order's number, and from what there was. */
static void draw_order(struct market *m, struct market_order *o, uint32_t number, int lines)
{
	uint64_t d = dice(m->seed, UINT64_C(1) << 32 | number);
	uint32_t few = dice_take(&d, 100);

	o->buyer = dice_take(&d, BUYERS);
	o->cod = dice_take(&d, 4) == 0 && m->shops[o->shop].region != REGION_SG;
	o->masked = dice_take(&d, 200) == 0;
	draw_lines(m, o, d, lines ? (size_t)lines : few < 60 ? 1 : few < 85 ? 2 : few < 95 ? 3 : 4);
}

static void make_payable(struct market_order *o, uint32_t second, bool paid)
{
	o->state = MARKET_UNPAID;
	if (o->cod || paid)
		o->state = MARKET_READY;
	if (paid && !o->cod)
		o->paid = second;
	if (o->state == MARKET_READY)
		o->ship_by = second + SHIP_DAYS * DAY_S;
}

enum err market_place(struct market *m, struct scope *s, const struct market_wish *w, uint32_t *first)
{
	uint32_t second = (uint32_t)(w->now / SECOND_MS), number;

	if (w->shop < 0 || (size_t)w->shop >= m->shop_count)
		return fail(s, ERR_SHOP_UNKNOWN, "the market has no shop in place %d", w->shop);
	if (w->count < 1 || w->count > PLACE_COUNT_MAX || w->lines < 0 || w->lines > MARKET_LINES_MAX)
		return fail(s, ERR_BAD_REQUEST, "1 to %d orders of at most %d lines are placed at once",
			    PLACE_COUNT_MAX, MARKET_LINES_MAX);
	TRY(market_note_down(m, s, "place %u %d %d %d %d %d", second, w->shop, w->count, w->lines, w->cod, w->paid));
	*first = (uint32_t)m->orders.count;
	for (int i = 0; i < w->count; i++) {
		struct market_order *o = order_new(m, w->shop, second, &number);

		draw_order(m, o, number, w->lines);
		o->cod |= w->cod;
		make_payable(o, second, w->paid);
		timeline_add(m->shops[w->shop].updated, timeline_place(second, number));
		if (m->watch)
			m->watch(m->watch_arg, number, false);
	}
	return OK;
}

/* The usual life of an order: seconds after the step before, at most. */
static const struct {
	enum market_state state;
	enum package_state package;
	uint32_t after_min, after_max;
} life[] = {
	{ MARKET_UNPAID, PACKAGE_WAITING, 0, 0 },
	{ MARKET_READY, PACKAGE_WAITING, 5, 7200 },
	{ MARKET_PROCESSED, PACKAGE_ARRANGED, 1800, 100000 },
	{ MARKET_SHIPPED, PACKAGE_SHIPPED, 3600, 90000 },
	{ MARKET_DELIVERED, PACKAGE_DELIVERED, DAY_S, 5 * DAY_S },
	{ MARKET_COMPLETED, PACKAGE_DELIVERED, DAY_S, 3 * DAY_S },
};
enum { LIFE_STEPS = sizeof life / sizeof *life };

static void enter(struct market_order *o, size_t step, uint32_t second)
{
	o->updated = second;
	o->state = (uint8_t)life[step].state;
	o->package[0] = (uint8_t)life[step].package;
	if (o->state == MARKET_READY) {
		o->paid = o->cod ? 0 : second;
		o->ship_by = second + SHIP_DAYS * DAY_S;
	}
	if (o->state == MARKET_PROCESSED)
		o->tracked = 1;
	if (o->state == MARKET_SHIPPED)
		o->picked = second;
	if (o->state == MARKET_COMPLETED && o->cod)
		o->paid = second;
}

/* Some lives leave the usual road. */
static void stray(struct market *m, struct market_order *o, uint64_t *d)
{
	uint32_t chance = dice_take(d, 100);

	if (o->state <= MARKET_PROCESSED && chance < 8) {
		o->state = MARKET_CANCELLED;
		o->author = (uint8_t)dice_take(d, AUTHOR_COUNT);
		o->package[0] = PACKAGE_CANCELLED;
	} else if (o->state == MARKET_READY && chance < 14) {
		o->state = MARKET_PENDING;
		o->hold = HOLD_SYSTEM;
	} else if (o->state == MARKET_READY && chance < 20) {
		o->before = MARKET_READY;
		o->state = MARKET_IN_CANCEL;
	} else if (o->state == MARKET_DELIVERED && chance < 6) {
		o->state = MARKET_RETURNING;
	} else if (o->state == MARKET_COMPLETED && chance < 3) {
		o->state = MARKET_RETURNED;
		for (size_t i = 0; i < o->lines; i++)
			line_at(m, o, i)->returned = line_at(m, o, i)->quantity;
	}
}

static void fill_one(struct market *m, int shop, uint32_t created, uint32_t until)
{
	uint32_t number;
	struct market_order *o = order_new(m, shop, created, &number);
	uint64_t d = dice(m->seed, UINT64_C(2) << 32 | number);

	draw_order(m, o, number, 0);
	uint64_t at = created;
	for (size_t step = o->cod ? 1 : 0; step < LIFE_STEPS; step++) {
		at += life[step].after_min + dice_take(&d, life[step].after_max - life[step].after_min + 1);
		if (o->cod && step == 1)
			at = created;
		if (at > until)
			break;
		enter(o, step, (uint32_t)at);
	}
	stray(m, o, &d);
	timeline_add(m->shops[shop].updated, timeline_place(o->updated, number));
}

enum err market_fill(struct market *m, struct scope *s, int shop, int count, int64_t from, int64_t to)
{
	uint64_t begin = (uint64_t)(from / SECOND_MS), end = (uint64_t)(to / SECOND_MS);

	if (shop < 0 || (size_t)shop >= m->shop_count)
		return fail(s, ERR_SHOP_UNKNOWN, "the market has no shop in place %d", shop);
	if (count < 1 || count > FILL_COUNT_MAX)
		return fail(s, ERR_BAD_REQUEST, "1 to %d orders are filled in at once", FILL_COUNT_MAX);
	if (from < 0 || to < from || end > UINT32_MAX)
		return fail(s, ERR_BAD_REQUEST, "the time to fill ends before it begins, or lies beyond the year 2106");
	TRY(market_note_down(m, s, "fill %d %d %llu %llu", shop, count, (unsigned long long)begin,
			     (unsigned long long)end));
	for (uint64_t i = 0; i < (uint64_t)count; i++)
		fill_one(m, shop, (uint32_t)(begin + (end - begin) * i / (uint64_t)count), (uint32_t)end);
	return OK;
}
