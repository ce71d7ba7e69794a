/* work/shown_lines.c - the lines of an order that shows something else from now on. */
#include "work/shown_rows.h"
#include <stdlib.h>

static int by_key(const void *key, const void *member)
{
	return text_order(*(const struct text *)key, ((const struct order_line *)member)->key);
}
static int by_keys(const void *a, const void *b) { return by_key(&((const struct order_line *)a)->key, b); }

static struct order_line *line_find(const struct order_lines *lines, struct text key)
{
	return lines->count ? bsearch(&key, lines->at, lines->count, sizeof *lines->at, by_key) : NULL;
}

/* Pieces cancelled are the channel's to say: as it said last, or, of a line that it names no more, as it stood. */
enum err shown_read_lines(struct scope *s, struct showing *w)
{
	const struct facts *latest = &w->now->latest;

	TRY(order_lines_read(s, &w->now->facts, &w->lines));
	if (w->lines.count)
		qsort(w->lines.at, w->lines.count, sizeof *w->lines.at, by_keys);
	for (size_t i = 0; i < w->held_count; i++) {
		struct order_line *l = line_find(&w->lines, w->held[i].line);

		if (l)
			l->cancelled = w->held[i].cancelled;
	}
	for (size_t i = 0; i < w->lines.count; i++) {
		struct order_line *l = &w->lines.at[i];

		if (facts_find(latest, FIELD_LINE_ORDERED, l->key).at &&
		    !text_to_int(facts_find(latest, FIELD_LINE_CANCELLED, l->key), &l->cancelled))
			l->cancelled = 0;
		if (l->cancelled > l->ordered)
			l->cancelled = l->ordered;
	}
	return OK;
}

/* Lines that are no more are noted as gone; *same: which of the others stand as they are held. */
static void compare(struct shown_rows *r, struct showing *w, bool *same)
{
	size_t gone = 0;

	for (size_t i = 0; i < w->held_count; i++) {
		const struct sql_order_line_list_row *h = &w->held[i];
		const struct order_line *l = line_find(&w->lines, h->line);
		bool pieces;

		if (!l) {
			r->lines_gone[r->line_gone_count++] = (struct sql_shown_line_remove){ w->now->id, h->line };
			gone++;
			continue;
		}
		pieces = text_same(l->sku, h->platform_sku) && l->ordered == h->ordered && l->cancelled == h->cancelled;
		w->pieces |= !pieces;
		same[l - w->lines.at] = pieces && text_same(l->title, h->title) && l->price_minor == h->price_minor;
	}
	w->pieces |= gone > 0 || w->lines.count != w->held_count;
}

void shown_add_lines(struct scope *s, struct shown_rows *r, struct showing *w)
{
	bool *same = ARENA_ARRAY(s->arena, bool, w->lines.count + 1);

	compare(r, w, same);
	for (size_t i = 0; i < w->lines.count; i++) {
		const struct order_line *l = &w->lines.at[i];

		if (!same[i])
			r->lines[r->line_count++] =
				(struct sql_shown_line_put){ w->now->id, l->key,       l->sku,        l->title,
							     l->ordered, l->cancelled, l->price_minor };
	}
}
