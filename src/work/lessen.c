/* work/lessen.c - pieces that the channel has cancelled leave an order's lines, those that it gives back return. */
#include "work/lessen.h"
#include "core/pieces.h"
#include "core/sku_map.h"
#include "work/units.h"
#include "work/unmapped.h"

/* How many pieces of a line the channel has cancelled by now, of those that it has here; it keeps what it had where the
 * answer does not name it. */
static int64_t cancelled_now(const struct sql_resolve_lines_row *l, const struct sql_order_line_cancelled *pieces,
			     size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (pieces[i].order_id == l->order_id && text_same(pieces[i].line, l->line))
			return pieces[i].cancelled < l->ordered ? pieces[i].cancelled : l->ordered;
	return l->cancelled;
}

static bool is_anew(const struct lessening *x, int64_t order_id)
{
	for (size_t i = 0; i < x->anew_count; i++)
		if (x->anew[i] == order_id)
			return true;
	return false;
}

static void add(struct lessening *x, const struct sql_resolve_lines_row *l, int64_t cancelled)
{
	struct pieces_line was = { l->ordered, l->cancelled, l->in_sets };
	enum pieces_turn turn = pieces_turn(&was, cancelled);
	struct stock_less less = { .order_id = l->order_id,
				   .line = l->line,
				   .was = pieces_left(l->ordered, l->cancelled),
				   .now = pieces_left(l->ordered, cancelled) };

	if (turn == PIECES_ANEW && !is_anew(x, l->order_id))
		x->anew[x->anew_count++] = l->order_id;
	if (turn != PIECES_GO)
		return;
	if (less.now == 0)
		x->emptied[x->emptied_count++] = *l;
	x->at[x->count++] = less;
}

enum err lessen_plan(struct scope *s, const int64_t *ids, size_t count, const struct sql_order_line_cancelled *pieces,
		     size_t piece_count, struct lessening *out)
{
	struct sql_resolve_lines_rows rows;
	size_t kept = 0;

	*out = (struct lessening){ 0 };
	if (count == 0)
		return OK;
	TRY(sql_resolve_lines(s, (struct sql_resolve_lines){ .ids = ids, .ids_count = count }, &rows));
	out->at = ARENA_ARRAY(s->arena, struct stock_less, rows.count + 1);
	out->emptied = ARENA_ARRAY(s->arena, struct sql_resolve_lines_row, rows.count + 1);
	out->anew = ARENA_ARRAY(s->arena, int64_t, count);
	for (size_t i = 0; i < rows.count; i++)
		add(out, &rows.at[i], cancelled_now(&rows.at[i], pieces, piece_count));
	for (size_t i = 0; i < out->count; i++) /* what is resolved anew as a whole loses nothing by itself */
		if (!is_anew(out, out->at[i].order_id))
			out->at[kept++] = out->at[i];
	out->count = kept;
	return OK;
}

enum err lessen_lines(struct scope *s, int64_t shop_id, const struct lessening *x)
{
	struct sql_resolve_line *rows = ARENA_ARRAY(s->arena, struct sql_resolve_line, x->emptied_count + 1);
	struct sql_unmapped_less *less = ARENA_ARRAY(s->arena, struct sql_unmapped_less, x->emptied_count + 1);
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, x->emptied_count + 1);
	struct unmapped_lines gone = { .shop_id = shop_id };
	size_t count = 0, id_count = 0;

	gone.at = ARENA_ARRAY(s->arena, struct unmapped_line, x->emptied_count + 1);
	for (size_t i = 0; i < x->emptied_count; i++) {
		const struct sql_resolve_lines_row *l = &x->emptied[i];

		if (is_anew(x, l->order_id))
			continue;
		rows[count++] = (struct sql_resolve_line){ l->order_id, l->line, TEXT(""), 0 };
		if (line_state_of(l->sku_state) != LINE_UNMAPPED)
			continue;
		less[gone.count] = (struct sql_unmapped_less){ l->order_id };
		gone.at[gone.count++] = (struct unmapped_line){ l->order_id, l->line, l->platform_sku, l->title };
		if (id_count == 0 || ids[id_count - 1] != l->order_id)
			ids[id_count++] = l->order_id;
	}
	TRY(sql_resolve_line(s, rows, count, NULL));
	TRY(sql_unmapped_less(s, less, gone.count, NULL));
	return gone.count ? unmapped_resolve(s, &gone, ids, id_count) : OK;
}

enum err lessen_remake(struct scope *s, struct lessening *x)
{
	struct pieces_list *all = ARENA_ARRAY(s->arena, struct pieces_list, x->anew_count + 1);
	size_t count = 0;

	TRY(unmapped_forget(s, x->anew, x->anew_count));
	for (size_t i = 0; i < x->anew_count; i++) {
		TRY(units_remake(s, x->anew[i], &all[i]));
		count += all[i].count;
	}
	x->surplus = ARENA_ARRAY(s->arena, struct stock_surplus, count + 1);
	for (size_t i = 0; i < x->anew_count; i++)
		for (size_t k = 0; k < all[i].count; k++)
			x->surplus[x->surplus_count++] = (struct stock_surplus){ x->anew[i], all[i].at[k] };
	return OK;
}
