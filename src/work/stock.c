/* work/stock.c - goods come to a warehouse, and people correct its balances. */
#include "work/stock.h"
#include "base/id.h"
#include "base/instant.h"
#include "work/series.h"
#include "work/stock_book.h"

enum { CONFLICTS_MAX = 50, NUMBER_MAX = 60 };

/* Others may change the same balances: then all of it is decided again on what they left. */
static enum err transact(struct scope *s, db_body *body, void *arg)
{
	enum err e = ERR_CONFLICT;

	s->words = (struct text){ 0 }; /* a conflict with words is one that people must see */
	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX && !s->words.size; i++)
		e = db_transact(s, body, arg);
	if (e == ERR_CONFLICT && !s->words.size)
		return fail(s, e, "this stock changes faster than it can be written; try again");
	return e;
}

static enum err our_warehouse(struct book *b, int64_t id, const struct sql_stock_warehouses_row **out)
{
	const struct sql_stock_warehouses_row *w = book_warehouse(b, id);

	if (!w)
		return fail(b->s, ERR_WAREHOUSE_UNKNOWN, "there is no warehouse %lld", (long long)id);
	if (!text_is(w->kind, "own"))
		return fail(b->s, ERR_WAREHOUSE_CHANNEL,
			    "the stock of the warehouse \"%.*s\" is counted by its channel", TEXT_ARG(w->code));
	if (!text_is(w->state, "active"))
		return fail(b->s, ERR_WAREHOUSE_CLOSED, "the warehouse \"%.*s\" is closed", TEXT_ARG(w->code));
	*out = w;
	return OK;
}

/* At most so many characters, of which some must be there. */
static enum err check_text(struct scope *s, const char *what, struct text t, size_t least, size_t most)
{
	size_t count = text_characters(t);

	if (count < least || count > most)
		return fail(s, ERR_BAD_REQUEST, "the %s must have %zu to %zu characters, not %zu", what, least, most,
			    count);
	return OK;
}

static enum err no_more(struct scope *s, int64_t quantity)
{
	return fail(s, ERR_BAD_NUMBER, "a quantity is a whole number from 1 to %d, not %lld", MOVE_MOST,
		    (long long)quantity);
}

/* ---- receipts ---- */

static enum err check_receipt(struct scope *s, const struct receipt_new *r)
{
	if (!text_is(r->kind, "opening") && !text_is(r->kind, "receipt"))
		return fail(s, ERR_BAD_REQUEST, "a receipt is of the kind opening or receipt");
	if (r->count == 0 || r->count > RECEIPT_ITEMS_MAX)
		return fail(s, r->count ? ERR_TOO_LARGE : ERR_BAD_REQUEST, "a receipt has 1 to %d lines, not %zu",
			    RECEIPT_ITEMS_MAX, r->count);
	for (size_t i = 0; i < r->count; i++)
		if (r->items[i].quantity < 1 || r->items[i].quantity > MOVE_MOST)
			return no_more(s, r->items[i].quantity);
	TRY(check_text(s, "number", r->number, r->number.at ? 1 : 0, NUMBER_MAX));
	TRY(check_text(s, "supplier", r->supplier, 0, RECEIPT_TEXT_MAX));
	return check_text(s, "note", r->note, 0, RECEIPT_TEXT_MAX);
}

static enum err know_skus(struct scope *s, const struct receipt_new *r, int64_t *ids)
{
	struct sql_stock_skus_rows rows;

	for (size_t i = 0; i < r->count; i++)
		ids[i] = r->items[i].sku_id;
	TRY(sql_stock_skus(s, (struct sql_stock_skus){ .ids = ids, .ids_count = r->count }, &rows));
	for (size_t i = 0; i < r->count; i++) {
		bool known = false;

		for (size_t k = 0; k < rows.count && !known; k++)
			known = rows.at[k].id == ids[i];
		if (!known)
			return fail(s, ERR_SKU_UNKNOWN, "line %zu names the SKU %lld, which there is not", i + 1,
				    (long long)ids[i]);
	}
	return OK;
}

/* What had been dispatched without being there is taken from what came. */
static enum err settle(struct book *b)
{
	for (size_t i = 0; i < b->line_count; i++) {
		struct book_line *l = &b->lines[i];
		int64_t pieces = balance_settles(&l->now);

		if (!balance_same(&l->was, &l->now) && pieces > 0)
			TRY(book_move(b, l, MOVE_settled, pieces, NULL));
	}
	return OK;
}

static enum err take_number(struct scope *s, struct text *out)
{
	struct text day;
	int64_t number;

	TRY(series_day(s, &day));
	TRY(series_take(s, "receipt", "R", day, &number));
	*out = series_number(s->arena, "R", day, number);
	return OK;
}

struct receiving {
	struct receipt_new *r;
	struct text number; /* as it was asked for */
};

static enum err write_receipt(struct scope *s, struct receiving *x)
{
	struct receipt_new *r = x->r;
	struct sql_receipt_line_insert *lines = ARENA_ARRAY(s->arena, struct sql_receipt_line_insert, r->count);
	int64_t made, pieces = 0;

	for (size_t i = 0; i < r->count; i++) {
		pieces += r->items[i].quantity;
		lines[i] = (struct sql_receipt_line_insert){ r->id, (int64_t)i + 1, r->items[i].sku_id,
							     r->items[i].quantity };
	}
	r->number = x->number;
	if (!r->number.at)
		TRY(take_number(s, &r->number));
	TRY(sql_receipt_insert(s,
			       (struct sql_receipt_insert){ .id = r->id,
							    .number = r->number,
							    .kind = r->kind,
							    .warehouse_id = r->warehouse_id,
							    .supplier = r->supplier.at ? r->supplier : TEXT(""),
							    .note = r->note.at ? r->note : TEXT(""),
							    .user_id = s->actor_id,
							    .at = s->now,
							    .pieces = pieces },
			       &made));
	if (made != 1)
		return fail(s, ERR_DUPLICATE, "the receipt \"%.*s\" is booked already", TEXT_ARG(r->number));
	TRY(sql_receipt_line_insert(s, lines, r->count, NULL));
	return stock_allocate_soon(s);
}

static enum err receive(struct scope *s, void *arg)
{
	struct receiving *x = arg;
	struct receipt_new *r = x->r;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, r->count);
	const struct sql_stock_warehouses_row *w;
	struct sql_receipt_get_row before;
	struct book b;
	enum err e = sql_receipt_get(s, (struct sql_receipt_get){ .id = r->id }, &before);

	if (e != ERR_NO_ROW) { /* it was committed, though we did not hear of it */
		r->number = before.number;
		return e;
	}
	TRY(book_open(s, &b));
	TRY(our_warehouse(&b, r->warehouse_id, &w));
	TRY(know_skus(s, r, ids));
	b.receipt_id = r->id;
	TRY(book_skus(&b, ids, r->count));
	for (size_t i = 0; i < r->count; i++)
		TRY(book_move(&b, book_line(&b, ids[i], w->id),
			      text_is(r->kind, "opening") ? MOVE_opened : MOVE_received, r->items[i].quantity, NULL));
	TRY(settle(&b));
	TRY(book_write(&b));
	return write_receipt(s, x);
}

enum err stock_receive(struct scope *s, struct receipt_new *r)
{
	struct receiving x = { r, r->number };

	if (!r->id)
		r->id = id_next(s->ids);
	TRY(check_receipt(s, r));
	return transact(s, receive, &x);
}

/* ---- corrections ---- */

static enum err check_adjust(struct scope *s, const struct stock_adjust *a)
{
	bool shelf = a->kind == ADJUST_SHELF;

	TRY(check_text(s, "reason", a->why, 1, RECEIPT_TEXT_MAX));
	if (a->is_count && !shelf)
		return fail(s, ERR_BAD_REQUEST, "what is counted is the shelf; the kind must be \"shelf\"");
	if (a->is_count && (a->quantity < 0 || a->quantity > MOVE_MOST))
		return fail(s, ERR_BAD_NUMBER, "what was counted is a whole number from 0 to %d, not %lld", MOVE_MOST,
			    (long long)a->quantity);
	if (!a->is_count && shelf && (a->quantity == 0 || a->quantity < -MOVE_MOST || a->quantity > MOVE_MOST))
		return fail(s, ERR_BAD_NUMBER, "a change is a whole number from -%d to %d, and not 0; it is %lld",
			    MOVE_MOST, MOVE_MOST, (long long)a->quantity);
	if (!shelf && (a->quantity < 1 || a->quantity > MOVE_MOST))
		return no_more(s, a->quantity);
	return OK;
}

/* What people hear when a balance cannot bear what they wish: how much there is, and what to do. */
static enum err too_few(struct scope *s, const struct stock_adjust *a, const struct balance *b,
			const struct sql_stock_warehouses_row *w, struct text code, int64_t missing)
{
	const char *from = a->kind == ADJUST_REPAIR || a->kind == ADJUST_SCRAP ? "damaged"
			   : a->kind == ADJUST_RELEASE                         ? "in quarantine"
									       : NULL;
	int64_t there = a->kind == ADJUST_RELEASE ? b->quarantine : b->damaged;

	if (from)
		return fail(s, ERR_STOCK_SHORT, "of %.*s in \"%.*s\" %lld are %s: no more than these can be taken",
			    TEXT_ARG(code), TEXT_ARG(w->code), (long long)there, from);
	if (b->reserved == 0)
		return fail(s, ERR_STOCK_SHORT, "of %.*s in \"%.*s\" %lld are on the shelf: no more can be taken",
			    TEXT_ARG(code), TEXT_ARG(w->code), (long long)b->on_shelf);
	return fail(
		s, ERR_STOCK_SHORT,
		"of %.*s in \"%.*s\" %lld are on the shelf and %lld of them are reserved for orders: release %lld of "
		"these first",
		TEXT_ARG(code), TEXT_ARG(w->code), (long long)b->on_shelf, (long long)b->reserved, (long long)missing);
}

/* The shelf as it was counted; what had been dispatched without being there is among what is missing. */
static enum err count_shelf(struct book *b, struct book_line *l, const struct stock_adjust *a)
{
	int64_t more = a->quantity - l->now.on_shelf + l->now.shortfall;

	if (more)
		TRY(book_move(b, l, MOVE_counted, more, NULL));
	return l->now.shortfall ? book_move(b, l, MOVE_settled, l->now.shortfall, NULL) : OK;
}

/* By how many pieces what is wished would leave fewer on the shelf than are reserved, or fewer than none. */
static int64_t lacks(const struct stock_adjust *a, const struct balance *b)
{
	if (a->is_count)
		return b->reserved - a->quantity;
	switch (a->kind) {
	case ADJUST_SHELF:
		return -a->quantity - balance_free(b);
	case ADJUST_DAMAGE:
	case ADJUST_QUARANTINE:
		return a->quantity - balance_free(b);
	case ADJUST_REPAIR:
	case ADJUST_SCRAP:
		return a->quantity - b->damaged;
	case ADJUST_RELEASE:
		return a->quantity - b->quarantine;
	case ADJUST_KIND_COUNT:
		break;
	}
	return 0;
}

struct adjusting {
	const struct stock_adjust *a;
	int64_t id; /* of its first movement, made before */
};

static enum err adjust(struct scope *s, void *arg)
{
	const struct adjusting *x = arg;
	const struct stock_adjust *a = x->a;
	const struct sql_stock_warehouses_row *w;
	struct sql_movement_get_row before;
	struct sql_stock_skus_rows sku;
	struct book_line *l;
	struct book b;
	enum err e = sql_movement_get(s, (struct sql_movement_get){ .id = x->id }, &before);

	if (e != ERR_NO_ROW)
		return e; /* it was committed, though we did not hear of it */
	TRY(book_open(s, &b));
	TRY(our_warehouse(&b, a->warehouse_id, &w));
	TRY(sql_stock_skus(s, (struct sql_stock_skus){ .ids = &a->sku_id, .ids_count = 1 }, &sku));
	if (sku.count == 0)
		return fail(s, ERR_SKU_UNKNOWN, "there is no SKU %lld", (long long)a->sku_id);
	TRY(book_skus(&b, &a->sku_id, 1));
	b.why = a->why;
	l = book_line(&b, a->sku_id, a->warehouse_id);
	if (a->is_count && l->ver != a->seen_ver)
		return fail(s, ERR_CONFLICT,
			    "the stock of %.*s in \"%.*s\" has changed since it was read: %lld are on the shelf now",
			    TEXT_ARG(sku.at[0].code), TEXT_ARG(w->code), (long long)l->now.on_shelf);
	if (lacks(a, &l->now) > 0)
		return too_few(s, a, &l->now, w, sku.at[0].code, lacks(a, &l->now));
	l->exact = a->is_count;
	TRY(a->is_count ? count_shelf(&b, l, a) : book_move(&b, l, adjust_movement(a->kind), a->quantity, NULL));
	if (b.move_count)
		b.moves[0].id = x->id;
	TRY(book_write(&b));
	return stock_allocate_soon(s);
}

enum err stock_adjust(struct scope *s, const struct stock_adjust *a)
{
	struct adjusting x = { a, id_next(s->ids) };

	TRY(check_adjust(s, a));
	return transact(s, adjust, &x);
}
