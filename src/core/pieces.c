/* core/pieces.c - what becomes of pieces that the channel cancels or gives back. */
#include "core/pieces.h"
#include <stdlib.h>

int64_t pieces_left(int64_t ordered, int64_t cancelled)
{
	if (cancelled <= 0)
		return ordered;
	return cancelled < ordered ? ordered - cancelled : 0;
}

enum pieces_turn pieces_turn(const struct pieces_line *was, int64_t cancelled)
{
	int64_t before = pieces_left(was->ordered, was->cancelled), after = pieces_left(was->ordered, cancelled);

	if (after == before)
		return PIECES_STAY;
	return after < before && was->in_sets == 0 ? PIECES_GO : PIECES_ANEW;
}

static int by_line(const void *left, const void *right)
{
	const struct pieces *a = left, *b = right;
	int order = text_order(a->line, b->line);

	return order ? order : (a->sku_id > b->sku_id) - (a->sku_id < b->sku_id);
}

struct pieces_list pieces_differ(struct arena *a, const struct pieces_list *want, const struct pieces_list *have)
{
	struct pieces_list out = { ARENA_ARRAY(a, struct pieces, want->count + have->count + 1), 0 };
	size_t count = 0;

	for (size_t i = 0; i < want->count; i++)
		out.at[count++] = want->at[i];
	for (size_t i = 0; i < have->count; i++) {
		out.at[count] = have->at[i];
		out.at[count++].quantity = -have->at[i].quantity;
	}
	if (count)
		qsort(out.at, count, sizeof *out.at, by_line);
	for (size_t i = 0, end; i < count; i = end) {
		struct pieces sum = out.at[i];

		for (end = i + 1; end < count && by_line(&out.at[end], &sum) == 0; end++)
			sum.quantity += out.at[end].quantity;
		if (sum.quantity)
			out.at[out.count++] = sum;
	}
	return out;
}
