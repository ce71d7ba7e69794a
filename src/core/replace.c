/* core/replace.c - orders that the channel cancelled and made anew: their chains, and what moves along them. */
#include "core/replace.h"
#include "core/fact_order.h"
#include <stdlib.h>

struct named {
	struct text ref;
	int64_t at;
};

static int by_ref(const void *x, const void *y)
{
	const struct named *a = x, *b = y;

	return text_order(a->ref, b->ref);
}

static int64_t parent_of(const struct named *sorted, size_t count, const struct replacement *r)
{
	const struct named wanted = { r->parent, 0 }, *found;

	if (!r->parent.size)
		return REPLACE_NONE;
	found = bsearch(&wanted, sorted, count, sizeof *sorted, by_ref);
	return found ? found->at : REPLACE_MISSING;
}

void replace_parents(struct arena *a, const struct replacement *orders, size_t count, int64_t *parents)
{
	struct named *sorted = ARENA_ARRAY(a, struct named, count + 1);
	size_t *seen_by = ARENA_ARRAY(a, size_t, count + 1); /* one more than the start of the walk that came by */

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct named){ orders[i].ref, (int64_t)i };
	if (count)
		qsort(sorted, count, sizeof *sorted, by_ref);
	for (size_t i = 0; i < count; i++)
		parents[i] = parent_of(sorted, count, &orders[i]);
	for (size_t i = 0; i < count; i++) {
		int64_t at = (int64_t)i;

		while (at >= 0 && !seen_by[at]) {
			seen_by[at] = i + 1;
			at = parents[at];
		}
		if (at < 0 || seen_by[at] != i + 1)
			continue;
		while (parents[at] >= 0) { /* this walk met itself: all of the ring are let go */
			int64_t next = parents[at];

			parents[at] = REPLACE_CYCLE;
			at = next;
		}
	}
}

size_t replace_newest(const int64_t *parents, size_t count, size_t from)
{
	for (size_t step = 0; step < count; step++) {
		size_t children = 0, child = from;

		for (size_t i = 0; i < count; i++)
			if (parents[i] == (int64_t)from) {
				children++;
				child = i;
			}
		if (children != 1)
			break;
		from = child;
	}
	return from;
}

struct product {
	struct text line, sku, title, variant;
	bool taken;
};

static struct product *products_of(struct arena *a, const struct facts *f, size_t *count)
{
	const struct facts run = facts_run(f, FIELD_LINE_ORDERED);
	struct product *all = ARENA_ARRAY(a, struct product, run.count + 1);

	*count = run.count;
	for (size_t i = 0; i < run.count; i++) {
		struct text line = run.at[i].line;

		all[i] = (struct product){ line, facts_find(f, FIELD_LINE_SKU, line),
					   facts_find(f, FIELD_LINE_TITLE, line),
					   facts_find(f, FIELD_LINE_VARIANT, line), false };
	}
	return all;
}

/* The title counts only where there is no SKU: channels reword titles. */
static bool same_product(const struct product *x, const struct product *y)
{
	return text_same(x->sku, y->sku) && text_same(x->variant, y->variant) &&
	       (x->sku.size || text_same(x->title, y->title));
}

static void pair_lines(struct arena *a, const struct facts *old, const struct facts *new, struct replaced *out)
{
	size_t was_count, now_count;
	const struct product *was = products_of(a, old, &was_count);
	struct product *now = products_of(a, new, &now_count);

	out->lines = ARENA_ARRAY(a, struct replaced_line, was_count + 1);
	for (size_t i = 0; i < was_count; i++)
		for (size_t k = 0; k < now_count; k++)
			if (!now[k].taken && same_product(&was[i], &now[k])) {
				now[k].taken = true;
				out->lines[out->line_count++] = (struct replaced_line){ was[i].line, now[k].line };
				break;
			}
}

/* The line's key in the new order; its own where it was made here; {0}: it lives on nowhere. */
static struct text line_now(const struct replaced *r, struct text was)
{
	for (size_t i = 0; i < r->line_count; i++)
		if (text_same(r->lines[i].was, was))
			return r->lines[i].now;
	return line_is_own(was) ? was : (struct text){ 0 };
}

void replace_move(struct arena *a, const struct facts *old, const struct facts *edits, const struct facts *new,
		  struct replaced *out)
{
	*out = (struct replaced){ 0 };
	pair_lines(a, old, new, out);
	for (size_t i = 0; i < edits->count; i++) {
		const struct fact *e = &edits->at[i];
		struct text line = e->line.size ? line_now(out, e->line) : TEXT("");

		if (!line.at) {
			if (e->field != FIELD_LINE_ORDERED ||
			    e->value.size) /* taken out here, and not there any more */
				facts_add(a, &out->left, e->field, e->line, e->value);
		} else if (!text_same(e->value, facts_find(new, e->field, line))) {
			edits_put(a, &out->moved, e->field, line, e->value);
		}
	}
}

bool replace_alike(const struct facts *old, const struct facts *new, const struct replaced *r)
{
	if (facts_run(old, FIELD_LINE_ORDERED).count != r->line_count ||
	    facts_run(new, FIELD_LINE_ORDERED).count != r->line_count)
		return false;
	for (size_t i = 0; i < r->line_count; i++) {
		struct text was = r->lines[i].was, now = r->lines[i].now;

		if (!text_same(facts_find(old, FIELD_LINE_ORDERED, was), facts_find(new, FIELD_LINE_ORDERED, now)) ||
		    !text_same(facts_find(old, FIELD_LINE_CANCELLED, was), facts_find(new, FIELD_LINE_CANCELLED, now)))
			return false;
	}
	return true;
}
