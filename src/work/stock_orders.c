/* work/stock_orders.c - stock follows the orders: they are served, dropped, dispatched, and people reserve and release. */
#include "work/job.h"
#include "work/stock.h"
#include "work/stock_book.h"

static void mark(const struct book *b, const int64_t *ids, size_t count, bool to)
{
	for (size_t i = 0; i < count; i++) {
		struct book_order *o = book_order(b, ids[i]);

		if (o)
			o->serve = to;
	}
}

static void mark_served(const struct book *b, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct book_order *o = book_order(b, ids[i]);

		if (o)
			o->serve = book_by_itself(b, o);
	}
}

/* ---- orders that end ---- */

static void forget(struct book_order *o)
{
	o->changed |= o->waits_for.size > 0;
	o->waits_for = TEXT("");
}

/* Every unit of the orders marked is dropped. */
static enum err drop(struct book *b, int64_t *freed)
{
	for (size_t i = 0; i < b->loaded; i++) {
		struct book_unit *u = &b->units[i];

		if (!u->order->serve || u->gone || u->state == UNIT_DISPATCHED)
			continue;
		*freed += u->state == UNIT_RESERVED ? u->quantity : 0;
		TRY(book_drop(b, i));
	}
	for (size_t i = 0; i < b->order_count; i++)
		if (b->orders[i].serve)
			forget(&b->orders[i]);
	return OK;
}

/* ---- lines that lose pieces ---- */

static bool of_line(const struct book_unit *u, const struct stock_less *l)
{
	return u->order->id == l->order_id && text_same(u->line, l->line) && !u->gone && u->state != UNIT_DISPATCHED;
}

/* Takes up to `surplus` pieces of a SKU off the line's units that stand so. */
static enum err lessen_sku(struct book *b, const struct stock_less *l, int64_t sku_id, enum unit_state state,
			   int64_t *surplus, int64_t *freed)
{
	for (size_t i = 0; i<b->loaded && * surplus> 0; i++) {
		const struct book_unit *u = &b->units[i];
		int64_t pieces = u->quantity < *surplus ? u->quantity : *surplus;

		if (!of_line(u, l) || u->sku_id != sku_id || u->state != state)
			continue;
		TRY(book_lessen(b, i, pieces));
		*surplus -= pieces;
		*freed += state == UNIT_RESERVED ? pieces : 0;
	}
	return OK;
}

/* What each SKU of the line has too much: its share of the pieces that go. Units of one line and SKU are neighbours. */
static enum err lessen_line(struct book *b, const struct stock_less *l, int64_t *freed)
{
	for (size_t i = 0, end; i < b->loaded; i = end) {
		int64_t sku_id = b->units[i].sku_id, all = 0, surplus;

		for (end = i;
		     end < b->loaded && b->units[end].sku_id == sku_id && b->units[end].order == b->units[i].order &&
		     text_same(b->units[end].line, b->units[i].line);
		     end++)
			all += of_line(&b->units[end], l) ? b->units[end].quantity : 0;
		surplus = all - (all / l->was * l->now + all % l->was * l->now / l->was);
		TRY(lessen_sku(b, l, sku_id, UNIT_WAITING, &surplus, freed));
		TRY(lessen_sku(b, l, sku_id, UNIT_RESERVED, &surplus, freed));
	}
	return OK;
}

static enum err lessen_surplus(struct book *b, const struct stock_surplus *x, int64_t *freed)
{
	struct stock_less line = { .order_id = x->order_id, .line = x->pieces.line };
	int64_t surplus = x->pieces.quantity;

	TRY(lessen_sku(b, &line, x->pieces.sku_id, UNIT_WAITING, &surplus, freed));
	return lessen_sku(b, &line, x->pieces.sku_id, UNIT_RESERVED, &surplus, freed);
}

/* ---- orders that leave ---- */

/* Every unit of the orders marked leaves; what is free is taken first. */
static enum err ship(struct book *b)
{
	int64_t pieces;

	TRY(book_serve(b, 0, &pieces));
	for (size_t i = 0; i < b->unit_count; i++) { /* those that have just parted, too */
		const struct book_unit *u = &b->units[i];

		if (u->order->serve && !u->gone && u->state != UNIT_DISPATCHED)
			TRY(book_dispatch(b, i));
	}
	for (size_t i = 0; i < b->order_count; i++)
		if (b->orders[i].serve)
			forget(&b->orders[i]);
	return OK;
}

enum err stock_follow(struct scope *s, const struct stock_news *n)
{
	size_t count = n->fresh_count + n->dropped_count + n->shipped_count + n->lessened_count + n->surplus_count;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1), freed = 0, pieces;
	struct book b;

	count = 0;
	for (size_t i = 0; i < n->fresh_count; i++)
		ids[count++] = n->fresh[i];
	for (size_t i = 0; i < n->dropped_count; i++)
		ids[count++] = n->dropped[i];
	for (size_t i = 0; i < n->shipped_count; i++)
		ids[count++] = n->shipped[i];
	for (size_t i = 0; i < n->lessened_count; i++)
		if (i == 0 || n->lessened[i].order_id != n->lessened[i - 1].order_id)
			ids[count++] = n->lessened[i].order_id;
	for (size_t i = 0; i < n->surplus_count; i++)
		ids[count++] = n->surplus[i].order_id;
	if (count == 0)
		return OK;
	TRY(book_open(s, &b));
	TRY(book_orders(&b, ids, count));
	if (b.order_count == 0)
		return OK;
	TRY(book_skus_of_units(&b));
	mark(&b, n->dropped, n->dropped_count, true);
	TRY(drop(&b, &freed));
	mark(&b, n->dropped, n->dropped_count, false);
	for (size_t i = 0; i < n->lessened_count; i++)
		TRY(lessen_line(&b, &n->lessened[i], &freed));
	for (size_t i = 0; i < n->surplus_count; i++)
		TRY(lessen_surplus(&b, &n->surplus[i], &freed));
	mark(&b, n->shipped, n->shipped_count, true);
	TRY(ship(&b));
	mark(&b, n->shipped, n->shipped_count, false);
	mark_served(&b, n->fresh, n->fresh_count);
	TRY(book_serve(&b, 0, &pieces));
	TRY(book_write(&b));
	return freed ? stock_allocate_soon(s) : OK;
}

enum err stock_serve_orders(struct scope *s, const int64_t *ids, size_t count)
{
	return stock_follow(s, &(struct stock_news){ .fresh = ids, .fresh_count = count });
}

enum err stock_drop_orders(struct scope *s, const int64_t *ids, size_t count)
{
	return stock_follow(s, &(struct stock_news){ .dropped = ids, .dropped_count = count });
}

enum err stock_ship_orders(struct scope *s, const int64_t *ids, size_t count)
{
	return stock_follow(s, &(struct stock_news){ .shipped = ids, .shipped_count = count });
}

enum err stock_allocate_soon(struct scope *s) { return job_wake(s, 0, "allocate", TEXT("")); }

/* ---- by hand ---- */

/* The book at the page of one order; NULL: there is no such order. */
static enum err open_one(struct scope *s, int64_t order_id, struct book *b, struct book_order **o)
{
	TRY(book_open(s, b));
	TRY(book_orders(b, &order_id, 1));
	*o = book_order(b, order_id);
	return OK;
}

enum err stock_reserve_order(struct scope *s, int64_t order_id, struct stock_served *out)
{
	struct book_order *o;
	struct book b;

	*out = (struct stock_served){ 0 };
	TRY(open_one(s, order_id, &b, &o));
	if (!o)
		return OK;
	TRY(book_skus_of_units(&b));
	o->serve = book_open_place(o);
	if (o->serve)
		forget(o);
	TRY(book_serve(&b, 0, &out->pieces));
	out->reserved = o->reserved;
	out->waiting = o->waiting;
	TRY(book_write(&b));
	return out->pieces ? book_note(&b, "stock_reserved", o) : OK;
}

enum err stock_release_order(struct scope *s, int64_t order_id, struct text why, int64_t *pieces)
{
	struct book_order *o;
	struct book b;

	*pieces = 0;
	TRY(open_one(s, order_id, &b, &o));
	if (!o || o->reserved == 0)
		return OK;
	b.why = why.at ? why : TEXT("");
	TRY(book_skus_of_units(&b));
	TRY(book_release_all(&b, "hand", pieces));
	TRY(book_write(&b));
	TRY(book_note(&b, "stock_released", o));
	return stock_allocate_soon(s);
}

enum err stock_renew_order(struct scope *s, int64_t order_id, const struct pieces_list *surplus,
			   struct stock_served *out)
{
	int64_t freed = 0, pieces = 0;
	struct book_order *o;
	struct book b;

	*out = (struct stock_served){ 0 };
	TRY(open_one(s, order_id, &b, &o));
	if (!o)
		return OK;
	TRY(book_skus_of_units(&b));
	o->serve = o->was_reserved ? book_open_place(o) : book_by_itself(&b, o);
	for (size_t i = 0; i < surplus->count; i++)
		TRY(lessen_surplus(&b, &(struct stock_surplus){ order_id, surplus->at[i] }, &freed));
	TRY(book_serve(&b, 0, &pieces));
	TRY(book_write(&b));
	*out = (struct stock_served){ o->reserved, o->waiting, pieces };
	return freed ? stock_allocate_soon(s) : OK;
}
