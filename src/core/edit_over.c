/* core/edit_over.c - the order as it shows: the edits laid over the base, its lines whole, its total theirs. */
#include "core/edit.h"
#include "core/fact_order.h"

/* The pieces that the line of this fact states; NULL: there is no such line. `at` goes on along `ordered`. */
static const struct fact *line_of(const struct facts *ordered, size_t *at, const struct fact *x, bool first)
{
	if (first)
		*at = 0;
	return run_step(ordered, at, x->line);
}

/* Of a sealed list, where numbers have their form. */
static int64_t whole(struct text value)
{
	int64_t n = 0;

	(void)text_to_int(value, &n);
	return n;
}

/* A cancelled that is more than was ordered, by an edit or by bases of different age. */
static bool too_many(const struct fact *x, const struct fact *ordered)
{
	return x->field == FIELD_LINE_CANCELLED && whole(x->value) > whole(ordered->value);
}

void lines_tidy(struct arena *a, struct facts *f)
{
	const struct facts ordered = facts_run(f, FIELD_LINE_ORDERED);
	struct facts out = { 0 };
	bool untidy = false;
	size_t at = 0;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < f->count; i++) {
			const struct fact *x = &f->at[i], *line = x;
			bool of_lines = field_is_of_lines(x->field);

			if (of_lines)
				line = line_of(&ordered, &at, x, !i || x[-1].field != x->field);
			if (!round) {
				untidy |= !line || (of_lines && too_many(x, line));
				continue;
			}
			if (line)
				facts_add(a, &out, x->field, x->line, too_many(x, line) ? line->value : x->value);
		}
		if (!untidy)
			return;
	}
	*f = out;
}

/* What all pieces ordered are worth; false where it is more than we can hold. A line without a price is worth nothing. */
static bool lines_worth(const struct facts *f, int64_t *worth)
{
	struct facts ordered = facts_run(f, FIELD_LINE_ORDERED), prices = facts_run(f, FIELD_LINE_PRICE);
	size_t at = 0;

	*worth = 0;
	for (size_t i = 0; i < ordered.count; i++) {
		const struct fact *price = run_step(&prices, &at, ordered.at[i].line);
		int64_t sum;

		if (price && (__builtin_mul_overflow(whole(ordered.at[i].value), whole(price->value), &sum) ||
			      __builtin_add_overflow(*worth, sum, worth)))
			return false;
	}
	return true;
}

/* The total that the channel states is of its lines: what was edited of them comes on top. */
static void total_follow(struct arena *a, const struct facts *base, struct facts *f)
{
	int64_t before, after, total;

	if (!lines_worth(base, &before) || !lines_worth(f, &after) || before == after)
		return;
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].field == FIELD_TOTAL &&
		    !__builtin_add_overflow(whole(f->at[i].value), after - before, &total))
			f->at[i].value = text_format(a, "%lld", (long long)total);
}

struct facts edits_over(struct arena *a, const struct facts *base, const struct facts *edits)
{
	struct fact_join k = { base, edits, 0, 0 };
	const struct fact *b, *e;
	struct facts out;

	if (edits->count == 0)
		return *base;
	out = (struct facts){ ARENA_ARRAY(a, struct fact, base->count + edits->count), 0, base->count + edits->count };
	while (fact_join_next(&k, &b, &e))
		if (!e)
			out.at[out.count++] = *b;
		else if (e->value.size)
			out.at[out.count++] = *e;
	lines_tidy(a, &out);
	total_follow(a, base, &out);
	return out;
}
