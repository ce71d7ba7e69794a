/* core/edit.c - the list of edits: kept in order, changed by what people want, and laid over an order's base. */
#include "core/edit.h"
#include "base/scope.h"
#include "core/fact_order.h"
#include <stdlib.h>
#include <string.h>

enum field_group field_base(enum field f) { return f == FIELD_TOTAL ? GROUP_LINES : field_group(f); }

/* Written out as it is asked for each fact of each merge; the test holds it against the names. */
static const bool of_lines[FIELD_COUNT] = {
	[FIELD_LINE_SKU] = true,       [FIELD_LINE_TITLE] = true,        [FIELD_LINE_VARIANT] = true,
	[FIELD_LINE_ORDERED] = true,   [FIELD_LINE_PRICE] = true,        [FIELD_LINE_LIST_PRICE] = true,
	[FIELD_LINE_CANCELLED] = true, [FIELD_LINE_CANCEL_ASKED] = true, [FIELD_LINE_RETURN_ASKED] = true,
	[FIELD_LINE_RETURNED] = true,  [FIELD_LINE_LESSENED] = true,
};
bool field_is_of_lines(enum field f) { return of_lines[f]; }

bool line_is_own(struct text key)
{
	if (key.size < 2 || key.size > LINE_OWN_MAX || key.at[0] != '+')
		return false;
	for (size_t i = 1; i < key.size; i++)
		if (key.at[i] < '0' || key.at[i] > '9')
			return false;
	return true;
}

static int64_t own_highest(const struct facts *f)
{
	int64_t highest = 0, n;

	for (size_t i = 0; i < f->count; i++) {
		struct text key = f->at[i].line;

		if (line_is_own(key) && text_to_int((struct text){ key.at + 1, key.size - 1 }, &n) && n > highest)
			highest = n;
	}
	return highest;
}

struct text line_own_next(struct arena *a, const struct facts *shown, const struct facts *edits)
{
	int64_t x = own_highest(shown), y = own_highest(edits);

	return text_format(a, "+%lld", (long long)((x > y ? x : y) + 1));
}

void edits_put(struct arena *a, struct facts *edits, enum field field, struct text line, struct text value)
{
	const struct fact wanted = { field, line, value };
	size_t at = 0, high = edits->count;
	bool there;

	while (at < high) {
		size_t middle = at + (high - at) / 2;

		if (fact_order(&edits->at[middle], &wanted) < 0)
			at = middle + 1;
		else
			high = middle;
	}
	there = at < edits->count && fact_order(&edits->at[at], &wanted) == 0;
	if (!there && !value.at)
		return;
	if (!value.at) {
		memmove(edits->at + at, edits->at + at + 1, (--edits->count - at) * sizeof *edits->at);
		return;
	}
	if (!there) {
		facts_add(a, edits, field, line, value);
		memmove(edits->at + at + 1, edits->at + at, (edits->count - 1 - at) * sizeof *edits->at);
	}
	edits->at[at] = wanted;
}

static int by_place(const void *a, const void *b) { return fact_order(a, b); }

enum err edits_seal(struct scope *s, struct facts *edits)
{
	if (edits->count)
		qsort(edits->at, edits->count, sizeof *edits->at, by_place);
	for (size_t i = 0; i < edits->count; i++) {
		const struct fact *e = &edits->at[i];

		if ((i && fact_order(e - 1, e) == 0) || (e->value.size && !fact_fits(e->field, e->value)))
			return fail(s, ERR_DB, "An edit of the field %s stands twice or is damaged.",
				    field_name(e->field));
	}
	return OK;
}

static struct facts copy_of(struct arena *a, const struct facts *f)
{
	struct facts copy = { ARENA_ARRAY(a, struct fact, f->count + 1), f->count, f->count + 1 };

	if (f->count)
		memcpy(copy.at, f->at, f->count * sizeof *f->at);
	return copy;
}

/* Is there such a line: in the base, or kept or made here? */
static bool line_known(const struct facts *base, const struct facts *edits, struct text line)
{
	return facts_find(base, FIELD_LINE_ORDERED, line).at || facts_find(edits, FIELD_LINE_ORDERED, line).size;
}

static enum err unknown_line(struct scope *s, const struct edit_wish *w)
{
	return fail(s, ERR_LINE_UNKNOWN,
		    "There is no line %.*s of which the field %s could be edited; load the order again.",
		    TEXT_ARG(text_limit(w->line, 80)), field_name(w->field));
}

static enum err wish_take(struct scope *s, const struct facts *base, struct facts *edits, const struct edit_wish *w)
{
	struct text stands = facts_find(base, w->field, w->line), value = { 0 };
	bool makes = w->field == FIELD_LINE_ORDERED && line_is_own(w->line);

	if (!text_valid(w->line) || field_is_of_lines(w->field) != (w->line.size > 0))
		return fail(s, ERR_LINE_UNKNOWN, "The field %s is %s; name it so.", field_name(w->field),
			    w->line.size ? "of the whole order" : "of a line");
	if (w->value.at) {
		TRY(edit_value(s, w->field, w->value, &value));
		if (w->line.size && !makes && value.size && !line_known(base, edits, w->line))
			return unknown_line(s, w);
		if (text_same(value, stands))
			value = (struct text){ 0 };
	}
	edits_put(s->arena, edits, w->field, w->line, value);
	return OK;
}

/* A line that was there and is neither the channel's nor made here any more takes its edits with it. */
static struct facts forget_lines(struct arena *a, const struct facts *base, const struct facts *before,
				 const struct facts *edits)
{
	struct facts kept = { 0 };

	for (size_t i = 0; i < edits->count; i++) {
		struct fact e = edits->at[i];

		if (!field_is_of_lines(e.field) || line_known(base, edits, e.line) || !line_known(base, before, e.line))
			facts_add(a, &kept, e.field, e.line, e.value);
	}
	return kept;
}

/* What was wished for makes sense as a whole: a line made here says what it is, and one line is left. */
static enum err wishes_fit(struct scope *s, const struct facts *base, const struct facts *edits,
			   const struct edit_wish *wishes, size_t count)
{
	struct facts shown = edits_over(s->arena, base, edits);

	for (size_t i = 0; i < count; i++) {
		const struct edit_wish *w = &wishes[i];

		if (!w->line.size)
			continue;
		if (line_is_own(w->line) && facts_find(edits, FIELD_LINE_ORDERED, w->line).size &&
		    !facts_find(edits, FIELD_LINE_SKU, w->line).size)
			return fail(s, ERR_CELL_EMPTY, "The line %.*s does not say which SKU it is; fill it in.",
				    TEXT_ARG(w->line));
		if (facts_run(&shown, FIELD_LINE_ORDERED).count == 0)
			return fail(s, ERR_ORDER_EMPTY, "The order would have no line; leave one, or void the order.");
	}
	return OK;
}

enum err edits_wish(struct scope *s, const struct facts *base, const struct facts *edits,
		    const struct edit_wish *wishes, size_t count, struct facts *out)
{
	struct facts wanted = copy_of(s->arena, edits);

	if (count > EDITS_MAX || edits->count + count > EDITS_MAX)
		return fail(s, ERR_TOO_LARGE, "An order takes %d edits at most.", EDITS_MAX);
	for (size_t i = 0; i < count; i++) /* lines first, so that the rest finds them */
		if (wishes[i].field == FIELD_LINE_ORDERED)
			TRY(wish_take(s, base, &wanted, &wishes[i]));
	for (size_t i = 0; i < count; i++)
		if (wishes[i].field != FIELD_LINE_ORDERED)
			TRY(wish_take(s, base, &wanted, &wishes[i]));
	TRY(wishes_fit(s, base, &wanted, wishes, count));
	*out = forget_lines(s->arena, base, edits, &wanted);
	return OK;
}

enum err edit_check(const struct order_stand *o, bool packed)
{
	return o->state == ORDER_PENDING || (o->state == ORDER_PROCESSED && !packed) ? OK : ERR_EDIT_CLOSED;
}
