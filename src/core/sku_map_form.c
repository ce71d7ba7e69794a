/* core/sku_map_form.c - what a mapping may be, and how a file holds its two sides. */
#include "core/sku_map.h"

enum { SHOWN_MAX = 60 };

static bool has_member(const struct sku_map *m, const struct map_member *x)
{
	for (size_t i = 0; i < m->member_count; i++)
		if (m->members[i].quantity == x->quantity && text_same(m->members[i].sku, x->sku))
			return true;
	return false;
}

bool sku_map_overlaps(const struct sku_map *a, const struct sku_map *b)
{
	if (a->shop_id != b->shop_id || !text_same(a->channel, b->channel) || a->member_count != b->member_count)
		return false;
	for (size_t i = 0; i < a->member_count; i++)
		if (!has_member(b, &a->members[i]))
			return false;
	return (b->until_at == 0 || a->from_at < b->until_at) && (a->until_at == 0 || b->from_at < a->until_at);
}

bool map_sku_fits(struct text sku)
{
	return sku.size && text_characters(sku) <= MAP_SKU_MAX && text_trim(sku).size == sku.size && text_valid(sku) &&
	       text_on_one_line(sku);
}

static bool quantity_fits(int64_t n) { return n >= 1 && n <= MAP_QUANTITY_MAX; }

static struct text member_fault(struct arena *a, const struct sku_map *m, size_t i)
{
	const struct map_member *x = &m->members[i];
	struct text shown = text_limit(x->sku, SHOWN_MAX);

	if (!map_sku_fits(x->sku))
		return text_format(a, "a platform SKU has 1 to %d characters on one line, without a blank at its ends",
				   MAP_SKU_MAX);
	if (!quantity_fits(x->quantity))
		return text_format(a, "the pieces of \"%.*s\" must be 1 to %d, not %lld", TEXT_ARG(shown),
				   MAP_QUANTITY_MAX, (long long)x->quantity);
	for (size_t k = 0; k < i; k++)
		if (text_same(m->members[k].sku, x->sku))
			return text_format(a,
					   "the platform SKU \"%.*s\" stands twice: say how many pieces of it instead",
					   TEXT_ARG(shown));
	return (struct text){ 0 };
}

static struct text part_fault(struct arena *a, const struct sku_map *m, size_t i)
{
	if (!quantity_fits(m->parts[i].quantity))
		return text_format(a, "the pieces of an article must be 1 to %d, not %lld", MAP_QUANTITY_MAX,
				   (long long)m->parts[i].quantity);
	for (size_t k = 0; k < i; k++)
		if (m->parts[k].sku_id == m->parts[i].sku_id)
			return text_format(a, "an article stands twice: say how many pieces of it instead");
	return (struct text){ 0 };
}

struct text sku_map_fault(struct arena *a, const struct sku_map *m, enum map_side *where)
{
	struct text fault = { 0 };

	*where = MAP_SIDE_MEMBERS;
	if (m->member_count == 0 || m->member_count > MAP_MEMBERS_MAX)
		return text_format(a, "a mapping has 1 to %d platform SKUs", MAP_MEMBERS_MAX);
	for (size_t i = 0; i < m->member_count && !fault.at; i++)
		fault = member_fault(a, m, i);
	if (fault.at)
		return fault;
	*where = MAP_SIDE_PARTS;
	if (m->part_count == 0 || m->part_count > MAP_PARTS_MAX)
		return text_format(a, "a mapping has 1 to %d articles", MAP_PARTS_MAX);
	for (size_t i = 0; i < m->part_count && !fault.at; i++)
		fault = part_fault(a, m, i);
	if (fault.at)
		return fault;
	*where = MAP_SIDE_TIME;
	if (m->from_at < 0 || m->until_at < 0 || (m->until_at && m->until_at <= m->from_at))
		return text_format(a, "a mapping must end after it begins");
	return fault;
}

static bool special(char c) { return c == '\\' || c == '*' || c == ';'; }

struct text map_pack(struct arena *a, const struct map_item *items, size_t count)
{
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_byte(&b, ';');
		for (size_t k = 0; k < items[i].name.size; k++) {
			if (special(items[i].name.at[k]) || (b.size == 0 && items[i].name.at[k] == '\''))
				buffer_byte(&b, '\\'); /* a first ' is otherwise taken for the mark of no formula */
			buffer_byte(&b, items[i].name.at[k]);
		}
		if (items[i].quantity)
			buffer_format(&b, "*%lld", (long long)items[i].quantity);
	}
	return buffer_text(&b);
}

/* The end of what stands before the next unescaped `at`, or of the whole. */
static size_t until(struct text t, char at)
{
	size_t i = 0;

	while (i < t.size && t.at[i] != at)
		i += t.at[i] == '\\' && i + 1 < t.size ? 2 : 1;
	return i;
}

static struct text unescape(struct arena *a, struct text t)
{
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < t.size; i++) {
		i += t.at[i] == '\\' && i + 1 < t.size;
		buffer_byte(&b, t.at[i]);
	}
	return buffer_text(&b);
}

static struct text item_read(struct arena *a, struct text t, struct map_item *out)
{
	size_t star = until(t, '*');
	struct text name = text_trim((struct text){ t.at, star }), number;

	*out = (struct map_item){ .name = unescape(a, name) };
	if (name.size == 0)
		return text_format(a, "a name is missing before \"*\"");
	if (star == t.size)
		return (struct text){ 0 };
	number = text_trim((struct text){ t.at + star + 1, t.size - star - 1 });
	if (!text_to_int(number, &out->quantity) || !quantity_fits(out->quantity))
		return text_format(a,
				   "the pieces of \"%.*s\" must be 1 to %d, not \"%.*s\"; a * in a name is written \\*",
				   TEXT_ARG(text_limit(out->name, SHOWN_MAX)), MAP_QUANTITY_MAX,
				   TEXT_ARG(text_limit(number, SHOWN_MAX)));
	return (struct text){ 0 };
}

struct text map_unpack(struct arena *a, struct text cell, size_t most, struct map_item *items, size_t *count)
{
	struct text fault = { 0 };

	*count = 0;
	while (cell.size && !fault.at) {
		size_t end = until(cell, ';');
		struct text item = text_trim((struct text){ cell.at, end });

		end += end < cell.size;
		cell = (struct text){ cell.at + end, cell.size - end };
		if (item.size == 0)
			continue; /* "A;" is "A" */
		if (*count == most)
			return text_format(a, "at most %zu stand in one cell", most);
		fault = item_read(a, item, &items[(*count)++]);
	}
	return fault;
}
