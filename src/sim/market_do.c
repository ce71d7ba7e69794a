/* sim/market_do.c - what happens to an order: the moves of market_moves.def, each checked, noted down, then done. */
#include "base/instant.h"
#include "sim/market_inner.h"
#include <stdlib.h>
#include <string.h>

enum { PIECES_MAX = 999, EXTEND_DAYS_MAX = 30, DAY_S = 86400, SHIP_DAYS = 2 };

#define IN(state) (1U << MARKET_##state)
static const struct {
	const char *word;
	uint32_t from;
} moves[] = {
#define MOVE(verb, word, from, what) { word, from },
#include "sim/market_moves.def"
#undef MOVE
};

static const char *const state_names[MARKET_STATE_COUNT] = { "unpaid",    "pending",    "invoice-pending", "ready",
							     "processed", "retry-ship", "shipped",         "delivered",
							     "completed", "in-cancel",  "cancelled",       "returning",
							     "returned" };

const char *market_state_name(enum market_state state) { return state_names[state]; }

bool market_verb_find(struct text word, enum market_verb *out)
{
	for (int v = 0; v < MARKET_VERB_COUNT; v++)
		if (text_is(word, moves[v].word)) {
			*out = (enum market_verb)v;
			return true;
		}
	return false;
}

void market_touch(struct market *m, uint32_t number, uint32_t second)
{
	struct market_order *o = order_at(m, number);
	struct timeline *t = m->shops[o->shop].updated;

	if (second <= o->updated) /* a clock set back does not make a change older than the one before */
		return;
	timeline_remove(t, timeline_place(o->updated, number));
	o->updated = second;
	timeline_add(t, timeline_place(second, number));
}

static int active(const struct market_line *l) { return l->quantity - l->cancelled; }

/* Is there a package in this state, the one named (from 1) or any? */
static bool has_package(const struct market_order *o, int64_t which, enum package_state state)
{
	for (int i = 0; i < o->packages; i++)
		if ((which == 0 || which == i + 1) && o->package[i] == state)
			return true;
	return false;
}

static bool all_packages(const struct market_order *o, enum package_state state)
{
	for (int i = 0; i < o->packages; i++)
		if (o->package[i] != state)
			return false;
	return true;
}

static void set_packages(struct market_order *o, int64_t which, enum package_state from, enum package_state to)
{
	for (int i = 0; i < o->packages && i < PACKAGES_MAX; i++) /* as the compiler cannot know */
		if ((which == 0 || which == i + 1) && o->package[i] == from)
			o->package[i] = (uint8_t)to;
}

static bool line_fits(const struct market *m, const struct market_order *o, const struct market_act *a)
{
	bool there = a->what >= 0 && a->what < o->lines;

	if (a->verb == MARKET_QUANTITY)
		return there && a->count <= PIECES_MAX && a->count > line_at(m, o, (size_t)a->what)->cancelled;
	if (a->verb == MARKET_SWAP)
		return there && a->count >= 0 && a->count < GOODS_COUNT;
	if (a->verb == MARKET_ADD_LINE)
		return a->what >= 0 && a->what < GOODS_COUNT && a->count >= 1 && a->count <= PIECES_MAX &&
		       o->lines < MARKET_LINES_MAX;
	return there && o->lines > 1;
}

/* Do the numbers given with the act make sense for this order? */
static bool act_fits(const struct market *m, const struct market_order *o, const struct market_act *a)
{
	if (a->verb == MARKET_HOLD)
		return a->what >= 0 && a->what < HOLD_COUNT;
	if (a->verb == MARKET_CANCEL)
		return a->what >= 0 && a->what < AUTHOR_COUNT;
	if (a->verb == MARKET_EXTEND)
		return a->what >= 1 && a->what <= EXTEND_DAYS_MAX;
	if (a->verb == MARKET_NOTE)
		return a->words.size <= NOTE_SIZE_MAX && text_valid(a->words);
	if (a->verb == MARKET_CANCEL_LINE)
		return a->what >= 0 && a->what < o->lines && a->count >= 1 &&
		       a->count <= active(line_at(m, o, (size_t)a->what));
	if (a->verb == MARKET_METHOD)
		return a->what >= 0 && a->what < CARRIERS;
	if (a->verb == MARKET_DISCOUNT)
		return a->what >= 0 && a->what < 100;
	if (a->verb == MARKET_QUANTITY || a->verb == MARKET_SWAP || a->verb == MARKET_ADD_LINE ||
	    a->verb == MARKET_DROP_LINE)
		return line_fits(m, o, a);
	if (a->verb == MARKET_SPLIT)
		return o->packages == 1 && a->what >= 2 && a->what <= PACKAGES_MAX && a->what <= o->lines;
	if (a->verb == MARKET_UNSPLIT)
		return o->packages > 1;
	if (a->verb == MARKET_SHIP)
		return has_package(o, a->what, PACKAGE_ARRANGED);
	if (a->verb == MARKET_DELIVER)
		return has_package(o, a->what, PACKAGE_SHIPPED);
	return true;
}

static void make_ready(struct market_order *o, uint32_t now)
{
	o->state = MARKET_READY;
	o->ship_by = now + SHIP_DAYS * DAY_S;
}

static void cancel_order(struct market_order *o, enum market_author author)
{
	o->state = MARKET_CANCELLED;
	o->author = (uint8_t)author;
	for (int i = 0; i < o->packages; i++)
		o->package[i] = PACKAGE_CANCELLED;
}

static void set_note(struct market *m, struct market_order *o, struct text words, uint32_t now)
{
	char *z = malloc(words.size + 1);

	ASSERT(z);
	if (words.size)
		memcpy(z, words.at, words.size);
	z[words.size] = '\0';
	uint32_t at = pool_add(&m->notes, 1);
	*(char **)pool_at(&m->notes, at) = z;
	o->note = at + 1;
	o->noted = now;
}

static void cancel_line(struct market *m, struct market_order *o, const struct market_act *a)
{
	struct market_line *l = line_at(m, o, (size_t)a->what);

	l->cancelled = (uint16_t)(l->cancelled + a->count);
	for (size_t i = 0; i < o->lines; i++)
		if (active(line_at(m, o, i)) > 0)
			return;
	cancel_order(o, BY_SELLER);
}

static void swap_line(struct market *m, struct market_order *o, const struct market_act *a)
{
	struct market_line *l = line_at(m, o, (size_t)a->what);

	l->good = (uint8_t)a->count;
	l->model = l->copy = 0;
}

/* The lines of an order stand together: with one more they stand elsewhere. */
static void add_line(struct market *m, struct market_order *o, const struct market_act *a)
{
	uint32_t first = pool_add(&m->lines, o->lines + 1U);

	for (size_t i = 0; i < o->lines; i++)
		*(struct market_line *)pool_at(&m->lines, first + i) = *line_at(m, o, i);
	o->first_line = first;
	*line_at(m, o, o->lines++) = (struct market_line){ .quantity = (uint16_t)a->count, .good = (uint8_t)a->what };
}

static void drop_line(struct market *m, struct market_order *o, size_t which)
{
	for (size_t i = which; i + 1 < o->lines; i++)
		*line_at(m, o, i) = *line_at(m, o, i + 1);
	o->lines--;
}

/* What the buyer and the seller agree on anew; true when the verb was one of these. */
static bool do_content(struct market *m, struct market_order *o, const struct market_act *a)
{
	if (a->verb == MARKET_METHOD)
		o->carrier = (uint8_t)(a->what + 1);
	else if (a->verb == MARKET_DISCOUNT)
		o->discount = (uint8_t)a->what;
	else if (a->verb == MARKET_QUANTITY)
		line_at(m, o, (size_t)a->what)->quantity = (uint16_t)a->count;
	else if (a->verb == MARKET_SWAP)
		swap_line(m, o, a);
	else if (a->verb == MARKET_ADD_LINE)
		add_line(m, o, a);
	else if (a->verb == MARKET_DROP_LINE)
		drop_line(m, o, (size_t)a->what);
	else
		return false;
	return true;
}

static void split(struct market *m, struct market_order *o, int64_t packages)
{
	o->packages = (uint8_t)packages;
	memset(o->package, PACKAGE_WAITING, sizeof o->package);
	for (size_t i = 0; i < o->lines; i++)
		line_at(m, o, i)->package = (uint8_t)((int64_t)i % packages);
}

static void give_back(struct market *m, struct market_order *o)
{
	o->state = MARKET_RETURNED;
	for (size_t i = 0; i < o->lines; i++)
		line_at(m, o, i)->returned = (uint16_t)active(line_at(m, o, i));
}

/* Payment, data and cancellation; true when the verb was one of these. */
static bool do_before(struct market *m, struct market_order *o, const struct market_act *a, uint32_t now)
{
	if (a->verb == MARKET_PAY) {
		o->paid = now;
		make_ready(o, now);
	} else if (a->verb == MARKET_HOLD) {
		if (o->state == MARKET_UNPAID)
			o->paid = now;
		o->state = a->what == HOLD_INVOICE ? MARKET_INVOICE_PENDING : MARKET_PENDING;
		o->hold = (uint8_t)a->what;
	} else if (a->verb == MARKET_RELEASE)
		make_ready(o, now);
	else if (a->verb == MARKET_NOTE)
		set_note(m, o, a->words, now);
	else if (a->verb == MARKET_MOVE_HOUSE)
		o->moves++;
	else if (a->verb == MARKET_MASK || a->verb == MARKET_UNMASK)
		o->masked = a->verb == MARKET_MASK;
	else if (a->verb == MARKET_EXTEND)
		o->ship_by += (uint32_t)a->what * DAY_S;
	else if (a->verb == MARKET_CANCEL_LINE)
		cancel_line(m, o, a);
	else if (a->verb == MARKET_ASK_CANCEL) {
		o->before = o->state;
		o->state = MARKET_IN_CANCEL;
	} else if (a->verb == MARKET_ACCEPT_CANCEL)
		cancel_order(o, BY_BUYER);
	else if (a->verb == MARKET_REJECT_CANCEL)
		o->state = o->before;
	else if (a->verb == MARKET_CANCEL)
		cancel_order(o, (enum market_author)a->what);
	else
		return false;
	return true;
}

/* Parcels and what follows. */
static void do_after(struct market *m, struct market_order *o, const struct market_act *a, uint32_t now)
{
	if (a->verb == MARKET_SPLIT || a->verb == MARKET_UNSPLIT)
		split(m, o, a->verb == MARKET_SPLIT ? a->what : 1);
	else if (a->verb == MARKET_ARRANGE) {
		o->state = MARKET_PROCESSED;
		set_packages(o, 0, PACKAGE_WAITING, PACKAGE_ARRANGED);
		set_packages(o, 0, PACKAGE_MISSED, PACKAGE_ARRANGED);
	} else if (a->verb == MARKET_TRACK)
		o->tracked = 1;
	else if (a->verb == MARKET_MISS_PICKUP) {
		o->state = MARKET_RETRY_SHIP;
		set_packages(o, 0, PACKAGE_ARRANGED, PACKAGE_MISSED);
	} else if (a->verb == MARKET_SHIP) {
		o->state = MARKET_SHIPPED;
		o->tracked = 1;
		o->picked = now;
		set_packages(o, a->what, PACKAGE_ARRANGED, PACKAGE_SHIPPED);
	} else if (a->verb == MARKET_DELIVER) {
		set_packages(o, a->what, PACKAGE_SHIPPED, PACKAGE_DELIVERED);
		if (all_packages(o, PACKAGE_DELIVERED))
			o->state = MARKET_DELIVERED;
		if (o->cod && o->state == MARKET_DELIVERED)
			o->paid = now;
	} else if (a->verb == MARKET_COMPLETE || a->verb == MARKET_REJECT_RETURN)
		o->state = MARKET_COMPLETED;
	else if (a->verb == MARKET_ASK_RETURN)
		o->state = MARKET_RETURNING;
	else
		give_back(m, o);
}

enum err market_do(struct market *m, struct scope *s, const struct market_act *a)
{
	uint32_t now = (uint32_t)(a->now / SECOND_MS);
	struct buffer words = buffer_in(s->arena);

	if (a->order >= m->orders.count)
		return fail(s, ERR_ORDER_UNKNOWN, "the market has no order number %u", a->order);
	struct market_order *o = order_at(m, a->order);
	if (!(moves[a->verb].from >> o->state & 1))
		return fail(s, ERR_CONFLICT, "%s is not possible while the order is %s", moves[a->verb].word,
			    state_names[o->state]);
	if (!act_fits(m, o, a))
		return fail(s, ERR_BAD_REQUEST, "%s does not fit this order with what=%lld, count=%lld",
			    moves[a->verb].word, (long long)a->what, (long long)a->count);
	url_add(&words, a->words.at ? a->words : TEXT(""));
	/* The words begin with a sign that is no digit, so that a note of digits is not taken for a number. */
	TRY(market_note_down(m, s, "act %u %d %u %lld %lld +%s", now, (int)a->verb, a->order, (long long)a->what,
			     (long long)a->count, buffer_text(&words).at));
	if (!do_content(m, o, a) && !do_before(m, o, a, now))
		do_after(m, o, a, now);
	market_touch(m, a->order, now);
	if (m->watch)
		m->watch(m->watch_arg, a->order, a->verb == MARKET_TRACK);
	return OK;
}
