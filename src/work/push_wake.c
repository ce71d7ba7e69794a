/* work/push_wake.c - what there is of an article has changed: the shops that tell it are looked at soon. */
#include "work/push_wake.h"
#include "base/instant.h"

/* Movements that come together are told together. */
enum { SOON_MS = 5 * SECOND_MS };

static int64_t free_change(const struct book *b, const struct book_line *l)
{
	const struct sql_stock_warehouses_row *w = book_warehouse(b, l->warehouse_id);

	return w && warehouse_serves(w) ? balance_free(&l->now) - balance_free(&l->was) : 0;
}

enum err push_wake(const struct book *b)
{
	struct scope *s = b->s;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, b->line_count + 1);
	size_t count = 0;

	for (size_t i = 0, end; i < b->line_count; i = end) {
		int64_t change = 0;

		for (end = i; end < b->line_count && b->lines[end].sku_id == b->lines[i].sku_id; end++)
			change += free_change(b, &b->lines[end]);
		if (change)
			ids[count++] = b->lines[i].sku_id;
	}
	if (count == 0)
		return OK;
	return sql_push_wake(
		s, (struct sql_push_wake){ .sku_ids = ids, .sku_ids_count = count, .due_at = s->now + SOON_MS }, NULL);
}
