/* work/stock_serve.c - free pieces find the waiting units of the orders in a book, by core/allocate. */
#include "base/id.h"
#include "core/allocate.h"
#include "work/stock_book.h"
#include <stdlib.h>

/* ---- who is served ---- */

bool book_open_place(const struct book_order *o)
{
	return !o->history && (o->state == ORDER_PENDING || o->state == ORDER_PROCESSED);
}

/* Without a person's wish: the shop reserves by itself, and nothing but stock is waited for. */
bool book_by_itself(const struct book *b, const struct book_order *o)
{
	const struct sql_stock_shops_row *shop = book_shop(b, o->shop_id);

	return book_open_place(o) && shop && text_is(shop->reserve_at, "intake") && !text_is(o->waits_for, "hand") &&
	       !(text_is(o->waits_for, "payment") && o->unpaid);
}

/* ---- serving ---- */

/* What waits, by SKU; the unit's number is its place in the book. */
struct want {
	int64_t sku_id;
	struct allocate_unit unit;
};

static int by_sku(const void *a, const void *b)
{
	const struct want *x = a, *y = b;
	int order = (x->sku_id > y->sku_id) - (x->sku_id < y->sku_id);

	return order ? order : (x->unit.unit_id > y->unit.unit_id) - (x->unit.unit_id < y->unit.unit_id);
}

static size_t wants_of(const struct book *b, struct want *wants, int64_t sku_id)
{
	size_t count = 0;

	for (size_t i = 0; i < b->loaded; i++) {
		const struct book_unit *u = &b->units[i];
		const struct sql_stock_shops_row *shop = book_shop(b, u->order->shop_id);

		if (u->gone || u->state != UNIT_WAITING || !u->order->serve || (sku_id && u->sku_id != sku_id))
			continue;
		wants[count++] = (struct want){ u->sku_id,
						{ .unit_id = (int64_t)i,
						  .order_id = u->order->id,
						  .due = u->due,
						  .quantity = u->quantity,
						  .warehouse_id = shop ? shop->warehouse_id : 0 } };
	}
	if (count)
		qsort(wants, count, sizeof *wants, by_sku);
	return count;
}

static size_t places_of(struct book *b, int64_t sku_id, struct allocate_place *places)
{
	size_t count = 0;

	for (size_t i = 0; i < b->line_count; i++) {
		const struct book_line *l = &b->lines[i];
		const struct sql_stock_warehouses_row *w =
			l->sku_id == sku_id ? book_warehouse(b, l->warehouse_id) : NULL;

		if (w)
			places[count++] = (struct allocate_place){ l->warehouse_id, w->priority, warehouse_serves(w),
								   balance_free(&l->now) };
	}
	return count;
}

/* Those of one SKU. */
static enum err serve_sku(struct book *b, const struct want *wants, size_t count, int64_t *pieces)
{
	struct arena *a = b->s->arena;
	struct allocate_unit *units = ARENA_ARRAY(a, struct allocate_unit, count);
	struct allocate_place *places = ARENA_ARRAY(a, struct allocate_place, b->warehouses.count + 1);
	struct allocate_grant *grants = ARENA_ARRAY(a, struct allocate_grant, count + b->warehouses.count);
	size_t place_count = places_of(b, wants[0].sku_id, places), granted;

	for (size_t i = 0; i < count; i++)
		units[i] = wants[i].unit;
	granted = allocate(units, count, places, place_count, grants);
	for (size_t i = 0; i < granted; i++) {
		const struct allocate_grant *g = &grants[i];

		TRY(book_reserve(b, (size_t)units[g->unit].unit_id, places[g->place].warehouse_id, g->quantity));
		*pieces += g->quantity;
	}
	return OK;
}

/* The waiting units of the orders that are marked to be served; of one SKU, or of all where it is 0. */
enum err book_serve(struct book *b, int64_t sku_id, int64_t *pieces)
{
	struct want *wants = ARENA_ARRAY(b->s->arena, struct want, b->loaded + 1);
	size_t count = wants_of(b, wants, sku_id), end;

	*pieces = 0;
	for (size_t i = 0; i < count; i = end) {
		for (end = i; end < count && wants[end].sku_id == wants[i].sku_id;)
			end++;
		TRY(serve_sku(b, wants + i, end - i, pieces));
	}
	return OK;
}

/* ---- giving back ---- */

enum err book_release_all(struct book *b, const char *waits_for, int64_t *pieces)
{
	*pieces = 0;
	for (size_t i = 0; i < b->loaded; i++) {
		const struct book_unit *u = &b->units[i];

		if (u->gone || u->state != UNIT_RESERVED)
			continue;
		*pieces += u->quantity;
		TRY(book_release(b, i));
	}
	for (size_t i = 0; i < b->order_count; i++) {
		b->orders[i].waits_for = text_of(waits_for);
		b->orders[i].changed = true;
	}
	return OK;
}

enum err book_note(struct book *b, const char *kind, const struct book_order *o)
{
	struct scope *s = b->s;

	return sql_activity_insert(s,
				   &(struct sql_activity_insert){
					   .id = id_next(s->ids),
					   .at = s->now,
					   .user_id = s->actor_id,
					   .kind = text_of(kind),
					   .order_id = o->id,
					   .why = b->why,
					   .before = text_format(s->arena, "%lld", (long long)o->was_reserved),
					   .after = text_format(s->arena, "%lld", (long long)o->reserved),
				   },
				   1, NULL);
}
