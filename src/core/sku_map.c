/* core/sku_map.c - mappings ranked, and the lines of an order resolved by them. */
#include "core/sku_map.h"
#include <stdlib.h>
#include <string.h>

static const char *const state_names[] = {
	[LINE_NONE] = "", [LINE_MAPPED] = "mapped", [LINE_PART] = "part", [LINE_UNMAPPED] = "unmapped"
};

const char *line_state_name(enum line_state s) { return state_names[s]; }

enum line_state line_state_of(struct text name)
{
	for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++)
		if (text_is(name, state_names[i]))
			return (enum line_state)i;
	return LINE_NONE;
}

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int narrowness(const struct sku_map *m) { return m->shop_id ? 2 : m->channel.size ? 1 : 0; }

static int64_t pieces_of_set(const struct sku_map *m)
{
	int64_t sum = 0;

	for (size_t i = 0; i < m->member_count; i++)
		sum += m->members[i].quantity;
	return sum;
}

/* The narrower first, then the larger set, then the one that holds from later on. */
static int by_rank(const void *left, const void *right)
{
	const struct sku_map *a = left, *b = right;
	int order = narrowness(b) - narrowness(a);

	if (order == 0)
		order = order_of(pieces_of_set(b), pieces_of_set(a));
	if (order == 0)
		order = order_of((int64_t)b->member_count, (int64_t)a->member_count);
	if (order == 0)
		order = order_of(b->from_at, a->from_at);
	return order ? order : order_of(a->id, b->id);
}

static int by_member(const void *left, const void *right)
{
	const struct map_member *a = left, *b = right;

	return text_order(a->sku, b->sku);
}

static int by_ref(const void *left, const void *right)
{
	const struct map_ref *a = left, *b = right;
	int order = text_order(a->sku, b->sku);

	return order ? order : (a->map > b->map) - (a->map < b->map);
}

void sku_maps_seal(struct arena *a, struct sku_maps *m)
{
	size_t kept = 0, refs = 0;

	if (m->count)
		qsort(m->at, m->count, sizeof *m->at, by_rank);
	for (size_t i = 0; i < m->count; i++) {
		if (kept && m->at[kept - 1].id == m->at[i].id)
			continue;
		m->at[kept++] = m->at[i];
		refs += m->at[i].member_count;
	}
	m->count = kept;
	m->refs = ARENA_ARRAY(a, struct map_ref, refs + 1);
	m->ref_count = 0;
	for (size_t i = 0; i < m->count; i++) {
		qsort(m->at[i].members, m->at[i].member_count, sizeof *m->at[i].members, by_member);
		for (size_t k = 0; k < m->at[i].member_count; k++)
			m->refs[m->ref_count++] = (struct map_ref){ m->at[i].members[k].sku, i };
	}
	if (m->ref_count)
		qsort(m->refs, m->ref_count, sizeof *m->refs, by_ref);
}

/* The first of a sorted list, of `size` bytes each with its key first, that is not before the key. */
static size_t lower(const void *list, size_t count, size_t size, struct text key)
{
	const char *at = list;
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		struct text sku;

		memcpy(&sku, at + middle * size, sizeof sku);
		if (text_order(sku, key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* ---- own codes ---- */

struct folded_code {
	struct text folded;
	const struct own_code *own;
};

static int by_folded(const void *left, const void *right)
{
	const struct folded_code *a = left, *b = right;
	int order = text_order(a->folded, b->folded);

	return order ? order : text_order(a->own->code, b->own->code);
}

/* Of those that fold alike, from the first on. */
static const struct own_code *meant(const struct folded_code *all, size_t count, struct text folded, struct text sku)
{
	size_t end = 0;

	for (; end < count && text_same(all[end].folded, folded); end++)
		if (text_same(all[end].own->code, sku))
			return all[end].own;
	return end == 1 ? all->own : NULL;
}

static void add_own(struct arena *a, struct sku_maps *m, struct text sku, int64_t sku_id)
{
	/* It has no number of its own; behind all that have one, as equals are ranked by number. */
	struct sku_map *x = &m->at[m->count];

	*x = (struct sku_map){ .id = INT64_MAX - (int64_t)m->count,
			       .channel = TEXT(""),
			       .members = ARENA_ARRAY(a, struct map_member, 1),
			       .parts = ARENA_ARRAY(a, struct map_part, 1),
			       .member_count = 1,
			       .part_count = 1 };
	x->members[0] = (struct map_member){ sku, 1 };
	x->parts[0] = (struct map_part){ sku_id, 1 };
	m->count++;
}

void sku_maps_add_own(struct arena *a, struct sku_maps *m, const struct text *skus, size_t count,
		      const struct own_code *own, size_t own_count)
{
	struct folded_code *all = ARENA_ARRAY(a, struct folded_code, own_count + 1);

	for (size_t i = 0; i < own_count; i++)
		all[i] = (struct folded_code){ text_fold(a, own[i].code), &own[i] };
	if (own_count)
		qsort(all, own_count, sizeof *all, by_folded);
	m->at = arena_resize(a, m->at, m->count * sizeof *m->at, (m->count + count + 1) * sizeof *m->at);
	for (size_t i = 0; i < count; i++) {
		struct text folded = text_fold(a, skus[i]);
		size_t from = lower(all, own_count, sizeof *all, folded);
		const struct own_code *it = meant(all + from, own_count - from, folded, skus[i]);

		if (it)
			add_own(a, m, skus[i], it->sku_id);
	}
}

static bool holds(const struct sku_map *m, const struct map_order *o)
{
	if (m->shop_id ? m->shop_id != o->shop_id : m->channel.size && !text_same(m->channel, o->channel))
		return false;
	return o->placed >= m->from_at && (m->until_at == 0 || o->placed < m->until_at);
}

/* An order's lines by what they sell; those of one platform SKU stand together, in their order. */
struct sold {
	struct text sku;
	size_t line;
};
struct resolving {
	const struct sku_maps *maps;
	const struct map_order *order;
	struct map_line *lines;
	struct sold *sold;
	size_t count;
	struct map_unit *units;
	size_t unit_count, unit_room;
	struct arena *arena;
};

static int by_sold(const void *left, const void *right)
{
	const struct sold *a = left, *b = right;
	int order = text_order(a->sku, b->sku);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void gather_one(const struct resolving *r, struct text sku, bool *wanted)
{
	for (size_t i = lower(r->maps->refs, r->maps->ref_count, sizeof *r->maps->refs, sku);
	     i < r->maps->ref_count && text_same(r->maps->refs[i].sku, sku); i++)
		wanted[r->maps->refs[i].map] |= holds(&r->maps->at[r->maps->refs[i].map], r->order);
}

/* What is left of a platform SKU, over all of its lines. A line of more pieces than can be counted is not touched. */
static int64_t left_of(const struct resolving *r, struct text sku)
{
	int64_t sum = 0;

	for (size_t i = lower(r->sold, r->count, sizeof *r->sold, sku); i < r->count && text_same(r->sold[i].sku, sku);
	     i++)
		if (r->lines[r->sold[i].line].pieces <= MAP_PIECES_MAX)
			sum += r->lines[r->sold[i].line].rest;
	return sum;
}

static void add_unit(struct resolving *r, size_t line, int64_t sku_id, int64_t quantity)
{
	if (r->unit_count == r->unit_room) {
		size_t room = r->unit_room ? r->unit_room * 2 : 16;

		r->units = arena_resize(r->arena, r->units, r->unit_room * sizeof *r->units, room * sizeof *r->units);
		r->unit_room = room;
	}
	r->units[r->unit_count++] = (struct map_unit){ line, sku_id, quantity };
}

/* Takes a member's pieces off its lines; a set belongs to the line that completes it, which the first member says. */
static void take(struct resolving *r, const struct sku_map *m, const struct map_member *member, int64_t sets,
		 bool uneven)
{
	int64_t need = sets * member->quantity, taken = 0;

	for (size_t i = lower(r->sold, r->count, sizeof *r->sold, member->sku);
	     i < r->count && text_same(r->sold[i].sku, member->sku); i++) {
		struct map_line *l = &r->lines[r->sold[i].line];
		int64_t n = l->pieces > MAP_PIECES_MAX ? 0 : l->rest < need - taken ? l->rest : need - taken;
		int64_t made = (taken + n) / member->quantity - taken / member->quantity;

		l->rest -= n;
		l->in_sets += uneven ? n : 0;
		taken += n;
		for (size_t k = 0; made && member == m->members && k < m->part_count; k++)
			add_unit(r, r->sold[i].line, m->parts[k].sku_id, made * m->parts[k].quantity);
	}
}

static void apply(struct resolving *r, const struct sku_map *m)
{
	int64_t sets = MAP_PIECES_MAX, most = MAP_PIECES_MAX;

	for (size_t i = 0; i < m->part_count; i++)
		if (most > MAP_PIECES_MAX / m->parts[i].quantity)
			most = MAP_PIECES_MAX / m->parts[i].quantity;
	for (size_t i = 0; i < m->member_count; i++) {
		int64_t n = left_of(r, m->members[i].sku) / m->members[i].quantity;

		sets = n < sets ? n : sets;
	}
	bool uneven = pieces_of_set(m) > 1 || sets > most;

	sets = sets < most ? sets : most;
	for (size_t i = 0; sets && i < m->member_count; i++)
		take(r, m, &m->members[i], sets, uneven);
}

static int by_unit(const void *left, const void *right)
{
	const struct map_unit *a = left, *b = right;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return order_of(a->sku_id, b->sku_id);
}

/* One unit for each line and article. */
static struct map_units unite(struct resolving *r)
{
	struct map_units out = { r->units, 0 };

	if (r->unit_count)
		qsort(r->units, r->unit_count, sizeof *r->units, by_unit);
	for (size_t i = 0; i < r->unit_count; i++)
		if (out.count && by_unit(&out.at[out.count - 1], &r->units[i]) == 0)
			out.at[out.count - 1].quantity += r->units[i].quantity;
		else
			out.at[out.count++] = r->units[i];
	return out;
}

static enum line_state state_of(const struct map_line *l)
{
	if (l->pieces == 0)
		return LINE_NONE;
	return l->rest == 0 ? LINE_MAPPED : l->rest < l->pieces ? LINE_PART : LINE_UNMAPPED;
}

void sku_map_resolve(struct arena *a, const struct sku_maps *maps, const struct map_order *order,
		     struct map_line *lines, size_t count, struct map_units *out)
{
	struct resolving r = { .maps = maps, .order = order, .lines = lines, .count = count, .arena = a };
	bool *wanted = ARENA_ARRAY(a, bool, maps->count + 1);

	r.sold = ARENA_ARRAY(a, struct sold, count + 1);
	for (size_t i = 0; i < count; i++) {
		r.sold[i] = (struct sold){ lines[i].sku, i };
		lines[i].rest = lines[i].pieces;
		lines[i].in_sets = 0;
	}
	if (count)
		qsort(r.sold, count, sizeof *r.sold, by_sold);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !text_same(r.sold[i].sku, r.sold[i - 1].sku))
			gather_one(&r, r.sold[i].sku, wanted);
	for (size_t i = 0; i < maps->count; i++)
		if (wanted[i])
			apply(&r, &maps->at[i]);
	for (size_t i = 0; i < count; i++)
		lines[i].state = state_of(&lines[i]);
	*out = unite(&r);
}
