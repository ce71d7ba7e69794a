/* core/change.c - what differs between two states of an order, told by its kinds. */
#include "core/change.h"
#include "core/fact_order.h"
#include "core/word.h"
#include <stdlib.h>

static const struct {
	const char *name, *en, *zh;
	enum field_group group;
} types[CHANGED_COUNT] = {
#define CHANGED(id, name, group, en, zh) [CHANGED_##id] = { #name, en, zh, GROUP_##group },
#include "core/changes.def"
};

/* One more than the type, so that what is not listed is 0. */
static const unsigned char of_field[FIELD_COUNT] = {
#define OF(field, type) [FIELD_##field] = CHANGED_##type + 1,
#include "core/changes.def"
};

const char *change_name(enum change_type t) { return types[t].name; }
const char *change_words(enum change_type t) { return types[t].en; }
const char *change_zh(enum change_type t) { return types[t].zh; }
enum field_group change_group(enum change_type t) { return types[t].group; }

bool change_type_find(struct text name, enum change_type *out)
{
	for (int t = 0; t < CHANGED_COUNT; t++)
		if (text_is(name, types[t].name)) {
			*out = (enum change_type)t;
			return true;
		}
	return false;
}

struct finding {
	const struct facts *before, *after;
	struct changes all;
	struct text *was, *now; /* lines that went and that came, in order */
	size_t was_count, now_count;
	struct typed_changes *out;
};

static void note(struct finding *f, struct typed_change c)
{
	f->out->at[f->out->count++] = c;
	f->out->bits |= CHANGE_BIT(c.type);
}

static bool among(const struct text *lines, size_t count, struct text line)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = line_order(lines[middle], line);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void find_lines(struct arena *a, struct finding *f)
{
	f->was = ARENA_ARRAY(a, struct text, f->all.count + 1);
	f->now = ARENA_ARRAY(a, struct text, f->all.count + 1);
	for (size_t i = 0; i < f->all.count; i++) {
		const struct change *c = &f->all.at[i];

		if (c->field == FIELD_LINE_ORDERED && c->kind == CHANGE_GONE)
			f->was[f->was_count++] = c->line;
		if (c->field == FIELD_LINE_ORDERED && c->kind == CHANGE_ADDED)
			f->now[f->now_count++] = c->line;
	}
}

/* How a line is called: its SKU, or else its title. */
static struct text called(const struct facts *f, struct text line)
{
	struct text sku = facts_find(f, FIELD_LINE_SKU, line);

	return sku.size ? sku : facts_find(f, FIELD_LINE_TITLE, line);
}

/* A line that came with as many pieces as one that went stands in for it: the first that is free. */
static void note_lines(struct arena *a, struct finding *f)
{
	struct text *left = ARENA_ARRAY(a, struct text, f->now_count + 1); /* pieces; {0}: taken */

	for (size_t k = 0; k < f->now_count; k++)
		left[k] = facts_find(f->after, FIELD_LINE_ORDERED, f->now[k]);
	for (size_t i = 0; i < f->was_count; i++) {
		struct text was = f->was[i], pieces = facts_find(f->before, FIELD_LINE_ORDERED, was);
		struct typed_change c = {
			CHANGED_LINE_REMOVED, FIELD_LINE_ORDERED, was, was, called(f->before, was), { 0 }
		};
		size_t k = 0;

		while (k < f->now_count && !text_same(left[k], pieces))
			k++;
		if (k < f->now_count) {
			left[k] = (struct text){ 0 };
			c = (struct typed_change){ CHANGED_LINE_SWAPPED,       FIELD_LINE_SKU, f->now[k], was, c.before,
						   called(f->after, f->now[k]) };
		}
		note(f, c);
	}
	for (size_t k = 0; k < f->now_count; k++)
		if (left[k].at)
			note(f, (struct typed_change){ CHANGED_LINE_ADDED,
						       FIELD_LINE_ORDERED,
						       f->now[k],
						       f->now[k],
						       { 0 },
						       called(f->after, f->now[k]) });
}

/* One word of the channel speaks of the order, its payment and its delivery: each that changed is told. */
static void note_word(struct finding *f, const struct change *c)
{
	struct typed_change t = { CHANGED_ORDER_STATUS, c->field, c->line, c->line, c->before, c->after };
	const size_t count = f->out->count;
	enum word was, now;

	if (!word_find(c->before, &was) || !word_find(c->after, &now)) {
		note(f, t);
		return;
	}
	if (word_later(now) == LATER_CANCELS)
		t.type = CHANGED_CANCELLED;
	if (word_later(now) == LATER_ASKS_CANCEL)
		t.type = CHANGED_CANCEL_REQUESTED;
	if (t.type != CHANGED_ORDER_STATUS || !text_is(text_of(word_order_status(was)), word_order_status(now)))
		note(f, t);
	t.type = CHANGED_PAYMENT_STATUS;
	if (!text_is(text_of(word_payment_status(was)), word_payment_status(now)) &&
	    !text_is(TEXT("unknown"), word_payment_status(was)) && !text_is(TEXT("unknown"), word_payment_status(now)))
		note(f, t);
	t.type = CHANGED_DELIVERY_STATUS;
	if (!text_is(text_of(word_delivery_status(was)), word_delivery_status(now)))
		note(f, t);
	t.type = CHANGED_ORDER_STATUS;
	if (f->out->count == count)
		note(f, t);
}

static void note_field(struct finding *f, const struct change *c)
{
	enum change_type type = of_field[c->field] ? (enum change_type)(of_field[c->field] - 1) : CHANGED_OTHER;

	if (c->line.size && (among(f->was, f->was_count, c->line) || among(f->now, f->now_count, c->line)))
		return; /* told with its line */
	if (c->field == FIELD_ORDER_STATUS)
		note_word(f, c);
	else
		note(f, (struct typed_change){ type, c->field, c->line, c->line, c->before, c->after });
}

static int by_type(const void *x, const void *y)
{
	const struct typed_change *a = x, *b = y;
	int order = line_order(a->line, b->line);

	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return order ? order : (int)a->field - (int)b->field;
}

void change_find(struct arena *a, const struct facts *before, const struct facts *after, struct typed_changes *out)
{
	struct finding f = { .before = before, .after = after, .out = out };

	*out = (struct typed_changes){ 0 };
	facts_diff(a, before, after, &f.all);
	if (f.all.count == 0)
		return;
	out->at = ARENA_ARRAY(a, struct typed_change, f.all.count + 3); /* a word may be told thrice */
	find_lines(a, &f);
	note_lines(a, &f);
	for (size_t i = 0; i < f.all.count; i++)
		note_field(&f, &f.all.at[i]);
	qsort(out->at, out->count, sizeof *out->at, by_type);
}
