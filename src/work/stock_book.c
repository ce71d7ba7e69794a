/* work/stock_book.c - stock as one transaction changes it. */
#include "work/stock_book.h"
#include "base/id.h"
#include "work/push_wake.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 16 };

enum err book_open(struct scope *s, struct book *b)
{
	*b = (struct book){ .s = s, .why = TEXT("") };
	TRY(sql_stock_shops(s, &b->shops));
	return sql_stock_warehouses(s, &b->warehouses);
}

const struct sql_stock_warehouses_row *book_warehouse(const struct book *b, int64_t id)
{
	for (size_t i = 0; i < b->warehouses.count; i++)
		if (b->warehouses.at[i].id == id)
			return &b->warehouses.at[i];
	return NULL;
}

bool warehouse_serves(const struct sql_stock_warehouses_row *w)
{
	return text_is(w->kind, "own") && text_is(w->state, "active");
}

const struct sql_stock_shops_row *book_shop(const struct book *b, int64_t id)
{
	for (size_t i = 0; i < b->shops.count; i++)
		if (b->shops.at[i].id == id)
			return &b->shops.at[i];
	return NULL;
}

static int by_order_id(const void *key, const void *member)
{
	int64_t id = *(const int64_t *)key, other = ((const struct book_order *)member)->id;

	return (id > other) - (id < other);
}

struct book_order *book_order(const struct book *b, int64_t id)
{
	return b->order_count ? bsearch(&id, b->orders, b->order_count, sizeof *b->orders, by_order_id) : NULL;
}

/* Those that neither hold nor wait for anything have nothing to change. */
static enum err read_heads(struct book *b, const int64_t *ids, size_t count)
{
	struct sql_stock_orders_rows rows;

	TRY(sql_stock_orders(b->s, (struct sql_stock_orders){ .ids = ids, .ids_count = count }, &rows));
	b->orders = ARENA_ARRAY(b->s->arena, struct book_order, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_stock_orders_row *r = &rows.at[i];
		struct book_order *o = &b->orders[b->order_count];

		*o = (struct book_order){ .id = r->id,
					  .ver = r->ver,
					  .shop_id = r->shop_id,
					  .waiting = r->waiting,
					  .reserved = r->reserved,
					  .was_reserved = r->reserved,
					  .reserved_at = r->reserved_at,
					  .waits_for = r->waits_for,
					  .history = r->history != 0,
					  .unpaid = text_is(r->payment_status, "unpaid") };
		if (!order_state_find(r->state, &o->state))
			return fail(b->s, ERR_DB, "order %lld is in the unknown place \"%.*s\"", (long long)r->id,
				    TEXT_ARG(r->state));
		b->order_count += r->waiting != 0 || r->reserved != 0 || r->waits_for.size > 0;
	}
	return OK;
}

static int by_line(const void *a, const void *b)
{
	const struct book_unit *x = a, *y = b;
	int order = (x->order->id > y->order->id) - (x->order->id < y->order->id);

	if (order == 0)
		order = text_order(x->line, y->line);
	if (order == 0)
		order = (x->sku_id > y->sku_id) - (x->sku_id < y->sku_id);
	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static enum err read_units(struct book *b)
{
	int64_t *ids = ARENA_ARRAY(b->s->arena, int64_t, b->order_count + 1);
	struct sql_stock_units_rows rows;

	for (size_t i = 0; i < b->order_count; i++)
		ids[i] = b->orders[i].id;
	TRY(sql_stock_units(b->s, (struct sql_stock_units){ .order_ids = ids, .order_ids_count = b->order_count },
			    &rows));
	b->unit_room = rows.count + FIRST_ROOM;
	b->units = ARENA_ARRAY(b->s->arena, struct book_unit, b->unit_room);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_stock_units_row *r = &rows.at[i];
		struct book_unit u = { .id = r->id,
				       .sku_id = r->sku_id,
				       .quantity = r->quantity,
				       .was_quantity = r->quantity,
				       .warehouse_id = r->warehouse_id,
				       .due = r->due,
				       .line = r->line,
				       .order = book_order(b, r->order_id) };

		if (!unit_state_find(r->state, &u.state))
			return fail(b->s, ERR_DB, "unit %lld is in the unknown state \"%.*s\"", (long long)r->id,
				    TEXT_ARG(r->state));
		u.was_state = u.state;
		b->units[b->unit_count++] = u;
	}
	b->loaded = b->unit_count;
	if (b->unit_count)
		qsort(b->units, b->unit_count, sizeof *b->units, by_line);
	return OK;
}

/* The versions of the orders are read before their units: what changes in between is noticed when they are written. */
enum err book_orders(struct book *b, const int64_t *ids, size_t count)
{
	ASSERT(b->order_count == 0 && b->unit_count == 0);
	TRY(read_heads(b, ids, count));
	return read_units(b);
}

enum err book_skus(struct book *b, const int64_t *ids, size_t count)
{
	struct sql_stock_balances_rows rows;

	ASSERT(b->line_count == 0);
	TRY(sql_stock_balances(b->s, (struct sql_stock_balances){ .sku_ids = ids, .sku_ids_count = count }, &rows));
	b->line_room = rows.count + FIRST_ROOM;
	b->lines = ARENA_ARRAY(b->s->arena, struct book_line, b->line_room);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_stock_balances_row *r = &rows.at[i];
		struct balance now = { r->on_shelf,   r->reserved, r->awaiting_putaway,
				       r->quarantine, r->damaged,  r->shortfall };

		b->lines[b->line_count++] = (struct book_line){
			.sku_id = r->sku_id, .warehouse_id = r->warehouse_id, .was = now, .now = now, .ver = r->ver
		};
	}
	return OK;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

enum err book_skus_of_units(struct book *b)
{
	int64_t *ids = ARENA_ARRAY(b->s->arena, int64_t, b->unit_count + 1);
	size_t count = 0;

	for (size_t i = 0; i < b->unit_count; i++)
		ids[i] = b->units[i].sku_id;
	if (b->unit_count)
		qsort(ids, b->unit_count, sizeof *ids, by_number);
	for (size_t i = 0; i < b->unit_count; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			ids[count++] = ids[i];
	return book_skus(b, ids, count);
}

/* Where it stands, or belongs. */
static size_t line_place(const struct book *b, int64_t sku_id, int64_t warehouse_id)
{
	size_t from = 0, end = b->line_count;

	while (from < end) {
		size_t middle = from + (end - from) / 2;
		const struct book_line *l = &b->lines[middle];

		if (l->sku_id < sku_id || (l->sku_id == sku_id && l->warehouse_id < warehouse_id))
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

/* Room for one more in a list that grows. */
static void *roomy(struct book *b, void *at, size_t count, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : FIRST_ROOM;

	if (count < *room)
		return at;
	at = at ? arena_resize(b->s->arena, at, *room * size, more * size) : arena_alloc(b->s->arena, more * size);
	*room = more;
	return at;
}

struct book_line *book_line(struct book *b, int64_t sku_id, int64_t warehouse_id)
{
	size_t i = line_place(b, sku_id, warehouse_id);

	if (i < b->line_count && b->lines[i].sku_id == sku_id && b->lines[i].warehouse_id == warehouse_id)
		return &b->lines[i];
	b->lines = roomy(b, b->lines, b->line_count, &b->line_room, sizeof *b->lines);
	memmove(b->lines + i + 1, b->lines + i, (b->line_count++ - i) * sizeof *b->lines);
	b->lines[i] = (struct book_line){ .sku_id = sku_id, .warehouse_id = warehouse_id, .made = true };
	return &b->lines[i];
}

enum err book_move(struct book *b, struct book_line *l, enum movement kind, int64_t quantity, const struct book_unit *u)
{
	const struct sql_stock_warehouses_row *w = book_warehouse(b, l->warehouse_id);
	enum err e = stock_move(&l->now, kind, quantity, &l->now);

	if (e != OK)
		return fail(
			b->s, e,
			"SKU %lld in warehouse \"%.*s\": %lld on the shelf, %lld reserved; \"%s\" of %lld does not fit",
			(long long)l->sku_id, w ? (int)w->code.size : 1, w ? w->code.at : "?",
			(long long)l->now.on_shelf, (long long)l->now.reserved, movement_name(kind),
			(long long)quantity);
	b->moves = roomy(b, b->moves, b->move_count, &b->move_room, sizeof *b->moves);
	b->moves[b->move_count++] = (struct sql_movement_insert){
		.id = id_next(b->s->ids),
		.warehouse_id = l->warehouse_id,
		.sku_id = l->sku_id,
		.kind = text_of(movement_name(kind)),
		.quantity = quantity,
		.order_id = u ? u->order->id : 0,
		.unit_id = u ? u->id : 0,
		.receipt_id = b->receipt_id,
		.user_id = b->s->actor_id,
		.why = b->why,
		.at = b->s->now,
	};
	return OK;
}

/* ---- units ---- */

static bool same_line(const struct book_unit *a, const struct book_unit *b)
{
	return a->order == b->order && a->sku_id == b->sku_id && text_same(a->line, b->line);
}

/* Another unit of the same line and SKU that stands so; neighbours in the list, and what parted from them. */
static struct book_unit *sibling(const struct book *b, size_t unit, enum unit_state state, int64_t warehouse_id)
{
	const struct book_unit *u = &b->units[unit];
	size_t first = unit;

	ASSERT(unit < b->loaded);
	while (first > 0 && same_line(&b->units[first - 1], u))
		first--;
	for (; first < b->loaded && same_line(&b->units[first], u); first++) {
		size_t i = first;

		do {
			struct book_unit *v = &b->units[i];

			if (i != unit && !v->gone && v->state == state && v->warehouse_id == warehouse_id)
				return v;
			i = v->next;
		} while (i);
	}
	return NULL;
}

static void now_holds(struct book *b, struct book_order *o, int64_t waiting, int64_t reserved)
{
	o->waiting += waiting;
	o->reserved += reserved;
	if (reserved > 0 && o->reserved_at == 0)
		o->reserved_at = b->s->now;
	if (o->reserved == 0)
		o->reserved_at = 0;
	o->changed = true;
}

/* So many pieces part from a unit and stand otherwise: they join such a unit of their line, or are one of their own. */
static struct book_unit *part(struct book *b, size_t unit, enum unit_state state, int64_t warehouse_id,
			      int64_t quantity)
{
	struct book_unit *u = &b->units[unit], *to = sibling(b, unit, state, warehouse_id);

	ASSERT(quantity > 0 && quantity <= u->quantity);
	u->changed = true;
	if (!to && quantity == u->quantity) {
		u->state = state;
		u->warehouse_id = warehouse_id;
		return u;
	}
	if (!to) {
		b->units = roomy(b, b->units, b->unit_count, &b->unit_room, sizeof *b->units);
		u = &b->units[unit];
		to = &b->units[b->unit_count];
		*to = *u;
		to->id = id_next(b->s->ids);
		to->quantity = 0;
		to->fresh = true;
		to->state = state;
		to->warehouse_id = warehouse_id;
		u->next = b->unit_count++; /* `to` goes on to what had parted before */
	}
	u->quantity -= quantity;
	u->gone = u->quantity == 0;
	to->quantity += quantity;
	to->changed = true;
	return to;
}

enum err book_reserve(struct book *b, size_t unit, int64_t warehouse_id, int64_t quantity)
{
	struct book_unit *to = part(b, unit, UNIT_RESERVED, warehouse_id, quantity);

	now_holds(b, to->order, -quantity, quantity);
	return book_move(b, book_line(b, to->sku_id, warehouse_id), MOVE_reserved, quantity, to);
}

enum err book_release(struct book *b, size_t unit)
{
	struct book_unit *u = &b->units[unit];
	int64_t quantity = u->quantity, warehouse_id = u->warehouse_id;

	TRY(book_move(b, book_line(b, u->sku_id, warehouse_id), MOVE_released, quantity, u));
	now_holds(b, u->order, quantity, -quantity);
	(void)part(b, unit, UNIT_WAITING, 0, quantity);
	return OK;
}

enum err book_lessen(struct book *b, size_t unit, int64_t quantity)
{
	struct book_unit *u = &b->units[unit];

	if (u->state == UNIT_RESERVED)
		TRY(book_move(b, book_line(b, u->sku_id, u->warehouse_id), MOVE_released, quantity, u));
	now_holds(b, u->order, u->state == UNIT_WAITING ? -quantity : 0, u->state == UNIT_RESERVED ? -quantity : 0);
	u->changed = true;
	u->gone = quantity == u->quantity;
	if (!u->gone)
		u->quantity -= quantity;
	return OK;
}

enum err book_drop(struct book *b, size_t unit) { return book_lessen(b, unit, b->units[unit].quantity); }

/* Where what is not there is missed: the shop's warehouse, else the first that serves; 0: there is none. */
static int64_t missed_at(const struct book *b, int64_t shop_id)
{
	const struct sql_stock_shops_row *shop = book_shop(b, shop_id);
	const struct sql_stock_warehouses_row *w = shop ? book_warehouse(b, shop->warehouse_id) : NULL;

	if (w && warehouse_serves(w))
		return w->id;
	for (size_t i = 0; i < b->warehouses.count; i++)
		if (warehouse_serves(&b->warehouses.at[i]))
			return b->warehouses.at[i].id;
	return 0;
}

enum err book_dispatch(struct book *b, size_t unit)
{
	struct book_unit *u = &b->units[unit];
	bool held = u->state == UNIT_RESERVED;

	if (!held)
		u->warehouse_id = missed_at(b, u->order->shop_id);
	if (u->warehouse_id)
		TRY(book_move(b, book_line(b, u->sku_id, u->warehouse_id), held ? MOVE_dispatched : MOVE_short,
			      u->quantity, u));
	now_holds(b, u->order, held ? 0 : -u->quantity, held ? -u->quantity : 0);
	u->state = UNIT_DISPATCHED;
	u->changed = true;
	return OK;
}

/* ---- writing ---- */

static enum err all_of(int64_t changed, size_t wanted) { return changed == (int64_t)wanted ? OK : ERR_CONFLICT; }

static enum err write_orders(struct book *b)
{
	struct sql_order_stock *rows = ARENA_ARRAY(b->s->arena, struct sql_order_stock, b->order_count + 1);
	size_t count = 0;
	int64_t changed;

	for (size_t i = 0; i < b->order_count; i++) {
		const struct book_order *o = &b->orders[i];

		if (o->changed)
			rows[count++] = (struct sql_order_stock){ o->id,       o->ver,         o->waiting,
								  o->reserved, o->reserved_at, o->waits_for };
	}
	TRY(sql_order_stock(b->s, rows, count, &changed));
	return all_of(changed, count);
}

struct unit_rows {
	struct sql_unit_make *made;
	struct sql_unit_change *changed;
	struct sql_unit_remove *gone;
	size_t made_count, changed_count, gone_count;
};

static void add_unit(struct unit_rows *r, const struct book_unit *u)
{
	struct text was = text_of(unit_state_name(u->was_state)), state = text_of(unit_state_name(u->state));

	if (u->fresh && !u->gone)
		r->made[r->made_count++] = (struct sql_unit_make){ u->id,       u->order->id,    u->line, u->sku_id,
								   u->quantity, u->warehouse_id, state,   u->due };
	else if (!u->fresh && u->gone)
		r->gone[r->gone_count++] = (struct sql_unit_remove){ u->id, was, u->was_quantity };
	else if (!u->fresh && u->changed)
		r->changed[r->changed_count++] =
			(struct sql_unit_change){ u->id, was, u->was_quantity, state, u->quantity, u->warehouse_id };
}

static enum err write_units(struct book *b)
{
	struct arena *a = b->s->arena;
	struct unit_rows r = { .made = ARENA_ARRAY(a, struct sql_unit_make, b->unit_count + 1),
			       .changed = ARENA_ARRAY(a, struct sql_unit_change, b->unit_count + 1),
			       .gone = ARENA_ARRAY(a, struct sql_unit_remove, b->unit_count + 1) };
	int64_t changed;

	for (size_t i = 0; i < b->unit_count; i++)
		add_unit(&r, &b->units[i]);
	TRY(sql_unit_remove(b->s, r.gone, r.gone_count, &changed));
	TRY(all_of(changed, r.gone_count));
	TRY(sql_unit_change(b->s, r.changed, r.changed_count, &changed));
	TRY(all_of(changed, r.changed_count));
	return sql_unit_make(b->s, r.made, r.made_count, NULL);
}

static struct sql_stock_change change_of(const struct book_line *l)
{
	return (struct sql_stock_change){
		.sku_id = l->sku_id,
		.warehouse_id = l->warehouse_id,
		.ver = l->exact ? l->ver : -1,
		.on_shelf = l->now.on_shelf - l->was.on_shelf,
		.reserved = l->now.reserved - l->was.reserved,
		.awaiting_putaway = l->now.awaiting_putaway - l->was.awaiting_putaway,
		.quarantine = l->now.quarantine - l->was.quarantine,
		.damaged = l->now.damaged - l->was.damaged,
		.shortfall = l->now.shortfall - l->was.shortfall,
	};
}

/* By SKU and warehouse: whoever changes several waits for another at the first that both change, and never in a circle. */
static enum err write_lines(struct book *b)
{
	struct sql_stock_make *made = ARENA_ARRAY(b->s->arena, struct sql_stock_make, b->line_count + 1);
	size_t made_count = 0;
	int64_t changed;

	for (size_t i = 0; i < b->line_count; i++) {
		const struct book_line *l = &b->lines[i];

		if (l->made && !balance_same(&l->was, &l->now))
			made[made_count++] = (struct sql_stock_make){ l->sku_id, l->warehouse_id };
	}
	TRY(sql_stock_make(b->s, made, made_count, NULL));
	for (size_t i = 0; i < b->line_count; i++) {
		if (balance_same(&b->lines[i].was, &b->lines[i].now))
			continue;
		TRY(sql_stock_change(b->s, change_of(&b->lines[i]), &changed));
		TRY(all_of(changed, 1));
	}
	return OK;
}

/* The balances come last, so that others wait for them as short as can be. */
enum err book_write(struct book *b)
{
	TRY(write_orders(b));
	TRY(write_units(b));
	TRY(sql_movement_insert(b->s, b->moves, b->move_count, NULL));
	TRY(write_lines(b));
	return push_wake(b);
}
