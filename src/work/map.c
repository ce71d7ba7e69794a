/* work/map.c - mappings as people make, change and remove them. */
#include "work/map.h"
#include "base/id.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/heal.h"
#include "work/shops.h"
#include <stdlib.h>

enum { SHOWN_MAX = 60 };

enum err maps_touch(struct scope *s)
{
	TRY(sql_map_mark_move(s, (struct sql_map_mark_move){ .ver = 1 }, NULL));
	return heal_soon(s);
}

/* ---- what is there ---- */

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static size_t members_of(struct scope *s, const struct sku_map *maps, size_t count, struct text **out)
{
	size_t all = 0, kept = 0;

	for (size_t i = 0; i < count; i++)
		all += maps[i].member_count;
	*out = ARENA_ARRAY(s->arena, struct text, all + 1);
	all = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < maps[i].member_count; k++)
			(*out)[all++] = maps[i].members[k].sku;
	if (all)
		qsort(*out, all, sizeof **out, by_text);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || !text_same((*out)[kept - 1], (*out)[i]))
			(*out)[kept++] = (*out)[i];
	return kept;
}

enum err maps_rivals(struct scope *s, const struct sku_map *maps, size_t count, struct map_list *out)
{
	struct sql_map_rivals_rows rows = { 0 };
	struct text *skus;
	size_t sku_count = members_of(s, maps, count, &skus);

	*out = (struct map_list){ 0 };
	if (sku_count)
		TRY(sql_map_rivals(s, (struct sql_map_rivals){ .skus = skus, .skus_count = sku_count }, &rows));
	out->at = ARENA_ARRAY(s->arena, struct sku_map, rows.count + 1);
	for (size_t i = 0, end; i < rows.count; i = end) {
		const struct sql_map_rivals_row *r = &rows.at[i];
		struct sku_map *m = &out->at[out->count];

		for (end = i; end < rows.count && rows.at[end].id == r->id; end++)
			;
		*m = (struct sku_map){ .id = r->id,
				       .channel = r->channel,
				       .shop_id = r->shop_id,
				       .from_at = r->from_at,
				       .until_at = r->until_at,
				       .members = ARENA_ARRAY(s->arena, struct map_member, end - i) };
		for (size_t k = i; k < end; k++)
			m->members[m->member_count++] =
				(struct map_member){ rows.at[k].platform_sku, rows.at[k].quantity };
		out->count += (int64_t)m->member_count == r->members; /* else it has others beside these */
	}
	return OK;
}

static struct text head_of(struct scope *s, const struct sku_map *m)
{
	struct text head = text_fold(s->arena, m->members[0].sku);

	for (size_t i = 1; i < m->member_count; i++) {
		struct text other = text_fold(s->arena, m->members[i].sku);

		head = text_order(other, head) < 0 ? other : head;
	}
	return head;
}

/* ---- rows ---- */

static enum err insert_sides(struct scope *s, const struct sku_map *maps, size_t count)
{
	struct sql_map_member_insert *members;
	struct sql_map_part_insert *parts;
	size_t member_count = 0, part_count = 0;

	for (size_t i = 0; i < count; i++) {
		member_count += maps[i].member_count;
		part_count += maps[i].part_count;
	}
	members = ARENA_ARRAY(s->arena, struct sql_map_member_insert, member_count + 1);
	parts = ARENA_ARRAY(s->arena, struct sql_map_part_insert, part_count + 1);
	member_count = part_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct sku_map *m = &maps[i];

		for (size_t k = 0; k < m->member_count; k++)
			members[member_count++] = (struct sql_map_member_insert){
				m->id, m->members[k].sku, text_fold(s->arena, m->members[k].sku), m->members[k].quantity
			};
		for (size_t k = 0; k < m->part_count; k++)
			parts[part_count++] =
				(struct sql_map_part_insert){ m->id, m->parts[k].sku_id, m->parts[k].quantity };
	}
	TRY(sql_map_member_insert(s, members, member_count, NULL));
	return sql_map_part_insert(s, parts, part_count, NULL);
}

enum err maps_insert(struct scope *s, const struct sku_map *maps, size_t count)
{
	struct sql_map_insert *rows = ARENA_ARRAY(s->arena, struct sql_map_insert, count + 1);

	for (size_t i = 0; i < count; i++)
		rows[i] = (struct sql_map_insert){ .id = maps[i].id,
						   .channel = maps[i].channel,
						   .shop_id = maps[i].shop_id,
						   .head = head_of(s, &maps[i]),
						   .members = (int64_t)maps[i].member_count,
						   .from_at = maps[i].from_at,
						   .until_at = maps[i].until_at,
						   .now = s->now };
	TRY(sql_map_insert(s, rows, count, NULL));
	return insert_sides(s, maps, count);
}

static enum err replace(struct scope *s, const struct sku_map *maps, size_t count, int64_t ver, int64_t *changed)
{
	struct sql_map_update *rows = ARENA_ARRAY(s->arena, struct sql_map_update, count + 1);
	struct sql_map_members_delete *members = ARENA_ARRAY(s->arena, struct sql_map_members_delete, count + 1);
	struct sql_map_parts_delete *parts = ARENA_ARRAY(s->arena, struct sql_map_parts_delete, count + 1);

	for (size_t i = 0; i < count; i++) {
		rows[i] = (struct sql_map_update){ .id = maps[i].id,
						   .ver = ver,
						   .channel = maps[i].channel,
						   .shop_id = maps[i].shop_id,
						   .head = head_of(s, &maps[i]),
						   .members = (int64_t)maps[i].member_count,
						   .from_at = maps[i].from_at,
						   .until_at = maps[i].until_at,
						   .now = s->now };
		members[i] = (struct sql_map_members_delete){ maps[i].id };
		parts[i] = (struct sql_map_parts_delete){ maps[i].id };
	}
	TRY(sql_map_update(s, rows, count, changed));
	if (*changed != (int64_t)count)
		return OK;
	TRY(sql_map_members_delete(s, members, count, NULL));
	TRY(sql_map_parts_delete(s, parts, count, NULL));
	return insert_sides(s, maps, count);
}

enum err maps_replace(struct scope *s, const struct sku_map *maps, size_t count)
{
	int64_t changed;

	TRY(replace(s, maps, count, 0, &changed));
	return changed == (int64_t)count ? OK : ERR_CONFLICT;
}

/* ---- one, by a person ---- */

struct making {
	struct map_wish *wish;
	struct sku_map map;
};

static enum err read_place(struct scope *s, const struct map_wish *w, struct sku_map *m)
{
	struct shop shop;

	m->channel = w->channel.at ? w->channel : TEXT("");
	m->shop_id = w->shop_id;
	if (m->channel.size && !channel_find(m->channel))
		return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"",
			    TEXT_ARG(text_limit(m->channel, SHOWN_MAX)));
	if (m->shop_id == 0)
		return OK;
	TRY(shop_get(s, m->shop_id, &shop));
	if (m->channel.size && !text_is(m->channel, shop.channel->name))
		return fail(s, ERR_BAD_REQUEST,
			    "the shop \"%.*s\" is none of the channel \"%.*s\": leave \"channel\" out",
			    TEXT_ARG(text_limit(shop.title, SHOWN_MAX)), TEXT_ARG(m->channel));
	m->channel = text_of(shop.channel->name);
	return OK;
}

static const struct sql_map_codes_row *code_find(const struct sql_map_codes_rows *rows, struct text code)
{
	for (size_t i = 0; i < rows->count; i++)
		if (text_same(rows->at[i].code, code))
			return &rows->at[i];
	return NULL;
}

static enum err read_parts(struct scope *s, const struct map_wish *w, struct sku_map *m)
{
	struct text *codes = ARENA_ARRAY(s->arena, struct text, w->part_count + 1);
	struct sql_map_codes_rows rows;

	for (size_t i = 0; i < w->part_count; i++)
		codes[i] = text_trim(w->parts[i].name);
	TRY(sql_map_codes(s, (struct sql_map_codes){ .codes = codes, .codes_count = w->part_count }, &rows));
	m->parts = ARENA_ARRAY(s->arena, struct map_part, w->part_count + 1);
	for (size_t i = 0; i < w->part_count; i++) {
		const struct sql_map_codes_row *row = code_find(&rows, codes[i]);

		if (!row)
			return fail(s, ERR_SKU_UNKNOWN, "there is no SKU with the code \"%.*s\"",
				    TEXT_ARG(text_limit(codes[i], SHOWN_MAX)));
		m->parts[m->part_count++] = (struct map_part){ row->id, w->parts[i].quantity };
	}
	return OK;
}

/* The wish as a mapping; what cannot be is said. */
static enum err read_wish(struct scope *s, struct map_wish *w, struct sku_map *m)
{
	enum map_side where;
	struct text fault;

	*m = (struct sku_map){ .id = w->id, .from_at = w->from_at, .until_at = w->until_at };
	if (w->member_count > MAP_MEMBERS_MAX || w->part_count > MAP_PARTS_MAX)
		return fail(s, ERR_BAD_REQUEST, "a mapping has at most %d platform SKUs and %d articles",
			    MAP_MEMBERS_MAX, MAP_PARTS_MAX);
	m->members = ARENA_ARRAY(s->arena, struct map_member, w->member_count + 1);
	for (size_t i = 0; i < w->member_count; i++)
		m->members[m->member_count++] =
			(struct map_member){ text_trim(w->members[i].name), w->members[i].quantity };
	TRY(read_place(s, w, m));
	TRY(read_parts(s, w, m));
	fault = sku_map_fault(s->arena, m, &where);
	return fault.at ? fail(s, ERR_BAD_REQUEST, "%.*s", TEXT_ARG(fault)) : OK;
}

static enum err check_rivals(struct scope *s, const struct sku_map *m)
{
	struct map_list rivals;

	TRY(maps_rivals(s, m, 1, &rivals));
	for (size_t i = 0; i < rivals.count; i++)
		if (rivals.at[i].id != m->id && sku_map_overlaps(&rivals.at[i], m))
			return fail(s, ERR_DUPLICATE,
				    "\"%.*s\"%s has a mapping in this place already that holds at the same time: "
				    "change that "
				    "one, or say until when it holds",
				    TEXT_ARG(text_limit(m->members[0].sku, SHOWN_MAX)),
				    m->member_count > 1 ? " with its set" : "");
	return OK;
}

static enum err make(struct scope *s, void *arg)
{
	struct making *k = arg;
	struct sql_map_get_row row;
	enum err e;

	TRY(maps_touch(s));
	e = sql_map_get(s, (struct sql_map_get){ .id = k->map.id }, &row);
	if (e != ERR_NO_ROW)
		return e; /* made already, by a commit that we did not hear of */
	TRY(read_wish(s, k->wish, &k->map));
	TRY(check_rivals(s, &k->map));
	return maps_insert(s, &k->map, 1);
}

enum err map_make(struct scope *s, struct map_wish *w)
{
	struct making k = { .wish = w };

	w->id = id_next(s->ids);
	k.map.id = w->id;
	return db_transact(s, make, &k);
}

static enum err unknown(struct scope *s, int64_t id)
{
	return fail(s, ERR_MAP_UNKNOWN, "there is no mapping %lld", (long long)id);
}

static enum err change(struct scope *s, void *arg)
{
	struct making *k = arg;
	struct sql_map_get_row row;
	int64_t changed;
	enum err e;

	TRY(maps_touch(s));
	e = sql_map_get(s, (struct sql_map_get){ .id = k->wish->id }, &row);
	if (e == ERR_NO_ROW)
		return unknown(s, k->wish->id);
	TRY(e);
	TRY(read_wish(s, k->wish, &k->map));
	TRY(check_rivals(s, &k->map));
	TRY(replace(s, &k->map, 1, k->wish->ver, &changed));
	return changed == 1
		       ? OK
		       : fail(s, ERR_CONFLICT,
			      "the mapping of \"%.*s\" was changed by somebody else: it is at version %lld, not %lld",
			      TEXT_ARG(text_limit(row.head, SHOWN_MAX)), (long long)row.ver, (long long)k->wish->ver);
}

enum err map_change(struct scope *s, struct map_wish *w)
{
	struct making k = { .wish = w };

	if (w->ver < 1)
		return fail(s, ERR_BAD_REQUEST, "the version of a mapping is 1 or more");
	return db_transact(s, change, &k);
}

static enum err go(struct scope *s, void *arg)
{
	const int64_t *id = arg;
	int64_t changed;

	TRY(maps_touch(s));
	TRY(sql_map_delete(s, (struct sql_map_delete){ .id = *id }, &changed));
	if (changed == 0)
		return unknown(s, *id);
	TRY(sql_map_members_delete(s, &(struct sql_map_members_delete){ *id }, 1, NULL));
	return sql_map_parts_delete(s, &(struct sql_map_parts_delete){ *id }, 1, NULL);
}

enum err map_remove(struct scope *s, int64_t id) { return db_transact(s, go, &id); }
