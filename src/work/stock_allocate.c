/* work/stock_allocate.c - the recurrent task that serves what waits, and takes back what was held unpaid for too long.
 *
 * It is set off by each receipt, release and mapping, and comes back by itself where something was missed. Each SKU is a
 * transaction of its own, so that nobody waits long for another's. */
#include "work/stock_allocate.h"
#include "base/instant.h"
#include "work/node.h"
#include "work/settings.h"
#include "work/shops.h"
#include "work/stock.h"
#include "work/stock_book.h"
#include <stdlib.h>

/* How many units or orders one transaction looks at, how many SKUs one query gives, and how often others may be quicker. */
enum { PORTION = 500, SKUS = 200, CONFLICTS_MAX = 20 };

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The pages of these shops hear of it; their leases come before all other rows, in one order. */
static enum err note_shops(struct scope *s, int64_t *ids, size_t count)
{
	qsort(ids, count, sizeof *ids, by_number);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			TRY(shop_note_change(s, ids[i]));
	return OK;
}

static int64_t free_of(const struct book *b)
{
	int64_t free = 0;

	for (size_t i = 0; i < b->line_count; i++) {
		const struct sql_stock_warehouses_row *w = book_warehouse(b, b->lines[i].warehouse_id);

		if (w && warehouse_serves(w))
			free += balance_free(&b->lines[i].now);
	}
	return free;
}

/* Those who come next, as many as what is free can serve: those with a moment to ship by, then those without one. */
struct queue {
	int64_t orders[PORTION], shops[PORTION], free;
	size_t count;
};

static enum err stand_in_line(struct scope *s, int64_t sku_id, struct queue *q, int64_t from_due, int64_t last_due)
{
	struct sql_units_waiting_rows rows;

	TRY(sql_units_waiting(
		s,
		(struct sql_units_waiting){
			.sku_id = sku_id, .due = from_due, .last_due = last_due, .max = (int64_t)(PORTION - q->count) },
		&rows));
	for (size_t i = 0; i < rows.count && q->free > 0; i++) {
		q->orders[q->count] = rows.at[i].order_id;
		q->shops[q->count++] = rows.at[i].shop_id;
		q->free -= rows.at[i].quantity;
	}
	return OK;
}

enum err stock_allocate(struct scope *s, int64_t sku_id, bool *more)
{
	struct queue *q = ARENA_NEW(s->arena, struct queue);
	int64_t pieces;
	struct book b;

	*more = false;
	TRY(book_open(s, &b));
	TRY(book_skus(&b, &sku_id, 1));
	q->free = free_of(&b);
	if (q->free <= 0)
		return OK;
	TRY(stand_in_line(s, sku_id, q, 1, INT64_MAX));
	if (q->free > 0 && q->count < PORTION)
		TRY(stand_in_line(s, sku_id, q, 0, 0));
	if (q->count == 0)
		return OK;
	*more = q->count == PORTION && q->free > 0;
	TRY(note_shops(s, q->shops, q->count));
	TRY(book_orders(&b, q->orders, q->count));
	for (size_t i = 0; i < b.order_count; i++)
		b.orders[i].serve = book_by_itself(&b, &b.orders[i]);
	TRY(book_serve(&b, sku_id, &pieces));
	*more = *more && pieces > 0;
	return book_write(&b);
}

enum err stock_release_unpaid(struct scope *s, int64_t before, bool *more)
{
	struct sql_orders_unpaid_over_rows rows;
	int64_t *ids, pieces;
	struct book b;

	TRY(sql_orders_unpaid_over(s, (struct sql_orders_unpaid_over){ .before = before, .max = PORTION }, &rows));
	*more = rows.count == PORTION;
	if (rows.count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = rows.at[i].shop_id;
	TRY(note_shops(s, ids, rows.count));
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = rows.at[i].id;
	TRY(book_open(s, &b));
	b.why = TEXT("not paid in time");
	TRY(book_orders(&b, ids, rows.count));
	TRY(book_skus_of_units(&b));
	TRY(book_release_all(&b, "payment", &pieces));
	TRY(book_write(&b));
	for (size_t i = 0; i < b.order_count; i++)
		TRY(book_note(&b, "stock_released", &b.orders[i]));
	return OK;
}

/* ---- the task ---- */

struct step {
	int64_t sku_id, before;
	bool more;
};

static enum err serve_one(struct scope *s, void *arg)
{
	struct step *x = arg;

	return stock_allocate(s, x->sku_id, &x->more);
}

static enum err take_back(struct scope *s, void *arg)
{
	struct step *x = arg;

	return stock_release_unpaid(s, x->before, &x->more);
}

/* Until nothing more is to be done; where others are quicker, again. */
static enum err repeat(struct node *n, struct scope *s, db_body *body, struct step *x)
{
	enum err e = OK;
	int conflicts = 0;

	do {
		struct scope part;

		scope_open(&part, s);
		e = db_transact(&part, body, x);
		e = scope_end(&part, s, e);
		conflicts += e == ERR_CONFLICT;
	} while (!node_stopping(n) && ((e == OK && x->more) || (e == ERR_CONFLICT && conflicts < CONFLICTS_MAX)));
	return e == ERR_CONFLICT ? OK : e; /* it comes back */
}

enum err allocate_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct sql_skus_to_serve_rows rows = { .count = SKUS };
	struct step x = { 0 };
	int64_t hours;

	(void)job;
	(void)end;
	TRY(setting_get(s, SETTING_unpaid_reserved_hours, &hours));
	x.before = world_now(s->world) - hours * HOUR_MS;
	TRY(repeat(n, s, take_back, &x));
	while (rows.count == SKUS && !node_stopping(n)) {
		TRY(sql_skus_to_serve(s, (struct sql_skus_to_serve){ .after = x.sku_id, .max = SKUS }, &rows));
		for (size_t i = 0; i < rows.count && !node_stopping(n); i++) {
			x.sku_id = rows.at[i].sku_id;
			TRY(repeat(n, s, serve_one, &x));
		}
	}
	return OK;
}
