/* core/fact.c - the list of facts: adding, sealing (sorted, no two alike, each in its form) and finding. */
#include "core/fact.h"
#include "base/instant.h"
#include "base/scope.h"
#include "core/fact_order.h"

enum { ROOM_FIRST = 64, BLOCK = 16 };

void facts_add(struct arena *a, struct facts *f, enum field field, struct text line, struct text value)
{
	ASSERT((unsigned)field < FIELD_COUNT);
	if (!value.at)
		return;
	if (f->count == f->room) {
		size_t room = f->room ? 2 * f->room : ROOM_FIRST;
		struct fact *at = ARENA_ARRAY(a, struct fact, room);

		if (f->count)
			memcpy(at, f->at, f->count * sizeof *at);
		f->at = at;
		f->room = room;
	}
	f->at[f->count++] = (struct fact){ field, line, value };
}

/* Insertion: nothing beats it on a short block, and a sorted one costs a look at each neighbour. */
static void sort_block(struct fact *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct fact moved = at[i];
		size_t to = i;

		for (; to && line_order(at[to - 1].line, moved.line) > 0; to--)
			at[to] = at[to - 1];
		at[to] = moved;
	}
}

/* Merges two sorted neighbours, the left one set aside meanwhile. */
static void merge(struct fact *at, size_t middle, size_t count, struct fact *aside)
{
	size_t left = 0, right = middle, to = 0;

	memcpy(aside, at, middle * sizeof *at);
	while (left < middle)
		if (right < count && line_order(aside[left].line, at[right].line) > 0)
			at[to++] = at[right++];
		else
			at[to++] = aside[left++];
}

/* One field's facts by line: blocks by insertion, then merged pairwise; neighbours in order already are left alone. */
static void sort_lines(struct fact *at, size_t count, struct fact *aside)
{
	for (size_t from = 0; from < count; from += BLOCK)
		sort_block(at + from, count - from < BLOCK ? count - from : BLOCK);
	for (size_t width = BLOCK; width < count; width *= 2)
		for (size_t from = 0; from + width < count; from += 2 * width)
			if (line_order(at[from + width - 1].line, at[from + width].line) > 0)
				merge(at + from, width, count - from < 2 * width ? count - from : 2 * width, aside);
}

static bool sorted(const struct facts *f)
{
	for (size_t i = 1; i < f->count; i++)
		if (fact_order(&f->at[i - 1], &f->at[i]) > 0)
			return false;
	return true;
}

/* There are few fields, so that each fact's place is counted, not searched; then each field's lines are sorted, which
 * mostly came in order. */
static void sort(struct arena *a, struct facts *f)
{
	struct fact *at;
	size_t end[FIELD_COUNT + 1] = { 0 };

	if (sorted(f))
		return;
	at = ARENA_ARRAY(a, struct fact, f->count);
	for (size_t i = 0; i < f->count; i++)
		end[f->at[i].field + 1]++;
	for (size_t field = 0; field < FIELD_COUNT; field++)
		end[field + 1] += end[field];
	for (size_t i = 0; i < f->count; i++)
		at[end[f->at[i].field]++] = f->at[i];
	for (size_t field = 0, from = 0; field < FIELD_COUNT; from = end[field++])
		sort_lines(at + from, end[field] - from, f->at);
	f->at = at;
	f->room = f->count;
}

/* ASCII without NUL, eight bytes at a look: most texts are, and each one of each order is looked at. */
static bool ascii(struct text v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t word;
	size_t at = 0;

	for (; v.size - at >= sizeof word; at += sizeof word) {
		memcpy(&word, v.at + at, sizeof word);
		if (((word - ones) | word) & tops)
			return false;
	}
	word = ones;
	if (at < v.size)
		memcpy(&word, v.at + at, v.size - at);
	return !(((word - ones) | word) & tops);
}

static bool text_form(struct text v) { return ascii(v) || text_valid(v); }

static bool word_form(struct text v)
{
	for (size_t i = 0; i < v.size; i++)
		if (v.at[i] != '_' && (v.at[i] < 'a' || v.at[i] > 'z'))
			return false;
	return v.size > 0;
}

/* Each number has one form only, so that equal numbers have equal digests: no sign or zeros in front, no minus zero. */
static bool number(struct text v, int64_t *n)
{
	size_t sign = v.size && v.at[0] == '-';

	if (v.size > sign && v.at[sign] == '0' && v.size > 1)
		return false;
	return text_to_int(v, n);
}

static bool int_form(struct text v)
{
	int64_t n;

	return number(v, &n);
}

static bool time_form(struct text v)
{
	int64_t n;

	return number(v, &n) && n >= 0 && n <= INSTANT_MAX;
}

static bool flag_form(struct text v) { return v.size == 1 && (v.at[0] == '0' || v.at[0] == '1'); }

static bool (*const forms[])(struct text value) = {
	[TYPE_WORD] = word_form, [TYPE_TEXT] = text_form, [TYPE_CODE] = text_form, [TYPE_INT] = int_form,
	[TYPE_MONEY] = int_form, [TYPE_TIME] = time_form, [TYPE_FLAG] = flag_form,
};

bool fact_fits(enum field field, struct text value) { return forms[field_type(field)](value); }

/* Names field and line, never the value: it may be personal, and words go to the log. */
static enum err unreadable(struct scope *s, const struct fact *f, const char *why)
{
	struct text line = text_valid(f->line) ? text_limit(f->line, 80) : TEXT("(not UTF-8)");

	return fail(s, ERR_RECORD_UNREADABLE, "The field %s%s%.*s %s; correct the record at the channel or report it.",
		    field_name(f->field), line.size ? " of line " : "", TEXT_ARG(line), why);
}

enum err facts_seal(struct scope *s, struct facts *f)
{
	size_t lines = 0;

	if (f->count > FACTS_MAX)
		return fail(s, ERR_TOO_LARGE, "The record states %zu facts and we take %d; split it.", f->count,
			    FACTS_MAX);
	sort(s->arena, f);
	for (size_t i = 0; i < f->count; i++) {
		const struct fact *x = &f->at[i], *before = i ? x - 1 : NULL;

		if (before && fact_order(before, x) == 0)
			return unreadable(s, x, "is stated twice");
		if (!fact_fits(x->field, x->value))
			return unreadable(s, x, "does not have the form of its type");
		if ((!before || before->line.at != x->line.at || before->line.size != x->line.size) &&
		    !text_form(x->line))
			return unreadable(s, x, "has a line key that is not UTF-8");
		lines = before && before->field == x->field ? lines + 1 : 1;
		if (lines > LINES_MAX)
			return unreadable(s, x, "has more lines than we take");
	}
	return OK;
}

struct text facts_find(const struct facts *f, enum field field, struct text line)
{
	const struct fact wanted = { .field = field, .line = line };
	size_t low = 0, high = f->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = fact_order(&f->at[middle], &wanted);

		if (order == 0)
			return f->at[middle].value;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct text){ 0 };
}
