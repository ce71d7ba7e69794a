/* work/unmapped.c - lines that wait for a mapping, and how many orders wait for each platform SKU. */
#include "work/unmapped.h"
#include "store/sql.h"
#include <stdlib.h>

/* Sorted, so that two transactions wait for each other in one order, and orders that wait for one thing stand together. */
static int by_sku(const void *left, const void *right)
{
	const struct unmapped_line *a = left, *b = right;
	int order = text_order(a->sku, b->sku);

	if (order == 0)
		order = (a->order_id > b->order_id) - (a->order_id < b->order_id);
	return order ? order : text_order(a->line, b->line);
}

static void sort(struct unmapped_lines *l)
{
	if (l->count)
		qsort(l->at, l->count, sizeof *l->at, by_sku);
}

enum err unmapped_note(struct scope *s, struct unmapped_lines *l)
{
	struct sql_unmapped_insert *rows = ARENA_ARRAY(s->arena, struct sql_unmapped_insert, l->count + 1);
	struct sql_unmapped_sku_add *sums = ARENA_ARRAY(s->arena, struct sql_unmapped_sku_add, l->count + 1);
	size_t sum_count = 0;

	sort(l);
	for (size_t i = 0; i < l->count; i++) {
		const struct unmapped_line *x = &l->at[i], *before = i ? x - 1 : NULL;
		bool same = before && text_same(before->sku, x->sku);

		rows[i] = (struct sql_unmapped_insert){ l->shop_id, x->sku, x->order_id, x->line, x->title, s->now };
		if (!same)
			sums[sum_count++] = (struct sql_unmapped_sku_add){ l->shop_id, x->sku, x->title, 1, s->now };
		else if (before->order_id != x->order_id)
			sums[sum_count - 1].orders++;
	}
	TRY(sql_unmapped_insert(s, rows, l->count, NULL));
	return sql_unmapped_sku_add(s, sums, sum_count, NULL);
}

/* For how many platform SKUs which order waits; both sorted by shop and SKU. */
static enum err waits(struct scope *s, const int64_t *ids, size_t count, struct sql_unmapped_of_orders_rows *out)
{
	*out = (struct sql_unmapped_of_orders_rows){ 0 };
	if (count == 0)
		return OK;
	return sql_unmapped_of_orders(s, (struct sql_unmapped_of_orders){ .ids = ids, .ids_count = count }, out);
}

static bool same_sku(const struct sql_unmapped_of_orders_row *a, const struct sql_unmapped_of_orders_row *b)
{
	return a->shop_id == b->shop_id && text_same(a->platform_sku, b->platform_sku);
}

static size_t run_end(const struct sql_unmapped_of_orders_rows *r, size_t from)
{
	size_t end = from;

	while (end < r->count && same_sku(&r->at[end], &r->at[from]))
		end++;
	return end;
}

/* What waited before and does not any more. */
static enum err count_off(struct scope *s, const struct sql_unmapped_of_orders_rows *before,
			  const struct sql_unmapped_of_orders_rows *after)
{
	struct sql_unmapped_sku_less *less = ARENA_ARRAY(s->arena, struct sql_unmapped_sku_less, before->count + 1);
	struct sql_unmapped_sku_clear *clear = ARENA_ARRAY(s->arena, struct sql_unmapped_sku_clear, before->count + 1);
	size_t count = 0, kept = 0; /* `after` holds some of what `before` does, in its order */

	for (size_t i = 0, end; i < before->count; i = end) {
		const struct sql_unmapped_of_orders_row *r = &before->at[i];
		size_t from = kept;

		end = run_end(before, i);
		while (kept < after->count && same_sku(&after->at[kept], r))
			kept++;
		less[count] = (struct sql_unmapped_sku_less){ r->shop_id, r->platform_sku,
							      (int64_t)(end - i - (kept - from)) };
		clear[count] = (struct sql_unmapped_sku_clear){ r->shop_id, r->platform_sku };
		count += less[count].orders > 0;
	}
	TRY(sql_unmapped_sku_less(s, less, count, NULL));
	return sql_unmapped_sku_clear(s, clear, count, NULL);
}

enum err unmapped_resolve(struct scope *s, struct unmapped_lines *l, const int64_t *ids, size_t count)
{
	struct sql_unmapped_delete *rows = ARENA_ARRAY(s->arena, struct sql_unmapped_delete, l->count + 1);
	struct sql_unmapped_of_orders_rows before, after;

	sort(l);
	for (size_t i = 0; i < l->count; i++)
		rows[i] = (struct sql_unmapped_delete){ l->shop_id, l->at[i].sku, l->at[i].order_id, l->at[i].line };
	TRY(waits(s, ids, count, &before));
	TRY(sql_unmapped_delete(s, rows, l->count, NULL));
	TRY(waits(s, ids, count, &after));
	return count_off(s, &before, &after);
}

enum err unmapped_forget(struct scope *s, const int64_t *ids, size_t count)
{
	struct sql_unmapped_of_orders_rows before, none = { 0 };

	TRY(waits(s, ids, count, &before));
	if (before.count == 0)
		return OK;
	TRY(sql_unmapped_forget(s, (struct sql_unmapped_forget){ .ids = ids, .ids_count = count }, NULL));
	return count_off(s, &before, &none);
}
