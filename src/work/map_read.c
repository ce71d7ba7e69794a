/* work/map_read.c - the mappings by which orders of a shop are resolved, read for many platform SKUs at once. */
#include "work/map_read.h"
#include "store/sql.h"

enum err map_mark_read(struct scope *s, struct map_mark *out)
{
	struct sql_map_mark_row row;

	TRY(sql_map_mark(s, &row));
	*out = (struct map_mark){ row.ver, text_is(row.same_code, "1") };
	return OK;
}

/* The rows of one mapping: its members, each with the same parts. */
static void read_one(struct scope *s, const struct sql_map_candidates_row *rows, size_t count, struct sku_map *m)
{
	size_t parts = 1;

	while (parts < count && text_same(rows[parts].platform_sku, rows[0].platform_sku))
		parts++;
	*m = (struct sku_map){ .id = rows->map_id,
			       .channel = rows->channel,
			       .shop_id = rows->shop_id,
			       .from_at = rows->from_at,
			       .until_at = rows->until_at,
			       .members = ARENA_ARRAY(s->arena, struct map_member, count / parts),
			       .parts = ARENA_ARRAY(s->arena, struct map_part, parts) };
	for (size_t i = 0; i < count; i += parts)
		m->members[m->member_count++] = (struct map_member){ rows[i].platform_sku, rows[i].quantity };
	for (size_t i = 0; i < parts; i++)
		m->parts[m->part_count++] = (struct map_part){ rows[i].sku_id, rows[i].pieces };
}

/* An article in use stands for itself, behind all mappings. */
static enum err add_same_codes(struct scope *s, const struct maps_for *f, struct sku_maps *out)
{
	struct sql_skus_same_code_rows rows;

	TRY(sql_skus_same_code(s, (struct sql_skus_same_code){ .codes = f->skus, .codes_count = f->count }, &rows));
	out->at = arena_resize(s->arena, out->at, out->count * sizeof *out->at,
			       (out->count + rows.count) * sizeof *out->at);
	for (size_t i = 0; i < rows.count; i++) {
		struct sku_map *m = &out->at[out->count++];

		/* It has no number of its own; behind all that have one, as equals are ranked by number. */
		*m = (struct sku_map){ .id = INT64_MAX - (int64_t)i,
				       .channel = TEXT(""),
				       .members = ARENA_ARRAY(s->arena, struct map_member, 1),
				       .parts = ARENA_ARRAY(s->arena, struct map_part, 1),
				       .member_count = 1,
				       .part_count = 1 };
		m->members[0] = (struct map_member){ rows.at[i].code, 1 };
		m->parts[0] = (struct map_part){ rows.at[i].id, 1 };
	}
	return OK;
}

enum err maps_read(struct scope *s, const struct maps_for *f, struct sku_maps *out)
{
	struct sql_map_candidates_rows rows = { 0 };

	*out = (struct sku_maps){ 0 };
	if (f->count)
		TRY(sql_map_candidates(
			s,
			(struct sql_map_candidates){
				.skus = f->skus, .skus_count = f->count, .shop_id = f->shop_id, .channel = f->channel },
			&rows));
	out->at = ARENA_ARRAY(s->arena, struct sku_map, rows.count + 1);
	for (size_t i = 0, end; i < rows.count; i = end) {
		for (end = i + 1; end < rows.count && rows.at[end].map_id == rows.at[i].map_id; end++)
			;
		read_one(s, &rows.at[i], end - i, &out->at[out->count]);
		/* A set of which a member is sold by none of these orders takes nothing. */
		out->count += (int64_t)out->at[out->count].member_count == rows.at[i].members;
	}
	if (f->same_code && f->count)
		TRY(add_same_codes(s, f, out));
	sku_maps_seal(s->arena, out);
	return OK;
}
