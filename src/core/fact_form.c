/* core/fact_form.c - the stored form of facts: version | line table | facts, each text behind its length.
 *
 * A fact is its field's number, its line's place in the table (0: the order itself) and its value. There is one way
 * only to write a list; what is read is believed in nothing: lengths, counts and places are held against what is there.
 */
#include "base/scope.h"
#include "core/fact_order.h"
#include "core/varint.h"

enum { FORM = 1 };

/* Each field's lines are sorted already, so that the table is their merge, one field after the other. */
static size_t merge_lines(struct text *into, const struct text *known, size_t count, const struct fact *run,
			  size_t size)
{
	size_t i = 0, j = 0, to = 0;

	while (i < count || j < size) {
		int order = i == count ? 1 : j == size ? -1 : line_order(known[i], run[j].line);

		into[to++] = order <= 0 ? known[i] : run[j].line;
		i += order <= 0;
		j += order >= 0;
	}
	return to;
}

struct lines {
	struct text *at;
	size_t count;
};

/* All lines of the kept facts, sorted; facts of the order itself have none. */
static struct lines lines_of(struct arena *a, const struct fact *at, size_t count)
{
	struct lines table = { ARENA_ARRAY(a, struct text, count + 1), 0 };
	struct text *other = ARENA_ARRAY(a, struct text, count + 1);

	for (size_t from = 0, to; from < count; from = to) {
		struct text *merged = other;

		for (to = from; to < count && at[to].field == at[from].field; to++)
			;
		from += at[from].line.size == 0;
		table.count = merge_lines(merged, table.at, table.count, at + from, to - from);
		other = table.at;
		table.at = merged;
	}
	return table;
}

static char *put_facts(char *to, const struct fact *at, size_t count, const struct lines *table)
{
	size_t line = 0;

	to = varint_put(to, count);
	for (size_t i = 0; i < count; i++) {
		if (!i || at[i].field != at[i - 1].field)
			line = 0;
		if (at[i].line.size)
			for (; line_order(table->at[line], at[i].line) != 0; line++)
				ASSERT(line + 1 < table->count);
		to = varint_put(to, (uint64_t)at[i].field);
		to = varint_put(to, at[i].line.size ? line + 1 : 0);
		to = varint_put_bytes(to, at[i].value.at, at[i].value.size);
	}
	return to;
}

/* More than the stored form of the kept facts can take. */
static size_t room_for(const struct facts *f, bool personal)
{
	size_t room = 1 + 2 * VARINT_MAX;

	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field) == personal)
			room += 4 * VARINT_MAX + f->at[i].line.size + f->at[i].value.size;
	return room;
}

struct text facts_format(struct arena *a, const struct facts *f, bool personal)
{
	char *from = arena_alloc(a, room_for(f, personal)), *to = from;
	struct arena_mark mark = arena_mark(a);
	struct fact *kept = ARENA_ARRAY(a, struct fact, f->count + 1);
	size_t count = 0;
	struct lines table;

	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field) == personal)
			kept[count++] = f->at[i];
	table = lines_of(a, kept, count);
	*to++ = FORM;
	to = varint_put(to, table.count);
	for (size_t i = 0; i < table.count; i++)
		to = varint_put_bytes(to, table.at[i].at, table.at[i].size);
	to = put_facts(to, kept, count, &table);
	arena_rewind(a, mark);
	return (struct text){ from, (size_t)(to - from) };
}

/* What is left to read. */
struct reader {
	const char *at, *end;
};

static bool get(struct reader *r, uint32_t *out) { return varint_get(&r->at, r->end, out); }

static size_t left(const struct reader *r) { return (size_t)(r->end - r->at); }

static bool get_text(struct reader *r, struct text *out)
{
	uint32_t size;

	if (!get(r, &size) || size > left(r))
		return false;
	*out = (struct text){ r->at, size };
	r->at += size;
	return true;
}

/* Every line and every fact takes bytes, so that a count larger than what is left is a lie, found before memory is
 * taken. */
static bool get_lines(struct arena *a, struct reader *r, struct lines *table)
{
	uint32_t count;

	if (!get(r, &count) || count > FACTS_MAX || count > left(r))
		return false;
	table->at = ARENA_ARRAY(a, struct text, (size_t)count + 1);
	for (; table->count < count; table->count++)
		if (!get_text(r, &table->at[table->count]))
			return false;
	return true;
}

static bool get_fact(struct reader *r, const struct lines *table, struct fact *out)
{
	uint32_t field, line;

	if (!get(r, &field) || field >= FIELD_COUNT || !get(r, &line) || line > table->count)
		return false;
	out->field = (enum field)field;
	out->line = line ? table->at[line - 1] : (struct text){ 0 };
	return get_text(r, &out->value);
}

static enum err damaged(struct scope *s, struct text stored, const struct reader *r)
{
	return fail(
		s, ERR_RECORD_UNREADABLE,
		"The stored facts are damaged at byte %zu of %zu; restore the last backup or fetch the order again.",
		stored.size - left(r), stored.size);
}

enum err facts_parse(struct scope *s, struct text stored, struct facts *into)
{
	struct reader r = { stored.at, stored.at + stored.size };
	struct lines table = { 0 };
	struct fact fact;
	uint32_t count;

	if (!stored.size || *r.at++ != FORM)
		return fail(s, ERR_RECORD_UNREADABLE,
			    "The stored facts do not begin with form %d; use the version of lockstep that wrote them.",
			    FORM);
	if (!get_lines(s->arena, &r, &table) || !get(&r, &count) || count > FACTS_MAX)
		return damaged(s, stored, &r);
	while (count--) {
		if (!get_fact(&r, &table, &fact))
			return damaged(s, stored, &r);
		facts_add(s->arena, into, fact.field, fact.line, fact.value);
	}
	return left(&r) ? damaged(s, stored, &r) : OK;
}
