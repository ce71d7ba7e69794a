/* work/map_read.c - the mappings by which orders of a shop are resolved, read for many platform SKUs at once. */
#include "work/map_read.h"
#include "core/find.h"
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

static struct own_code *codes_of(struct scope *s, size_t count)
{
	return ARENA_ARRAY(s->arena, struct own_code, count + 1);
}

enum err own_codes_read(struct scope *s, const struct text *skus, size_t count, struct sku_maps *out)
{
	struct text *keys = ARENA_ARRAY(s->arena, struct text, count + 1);
	struct sql_skus_own_code_rows rows;
	struct own_code *own;

	for (size_t i = 0; i < count; i++)
		keys[i] = find_number_key(s->arena, text_fold(s->arena, skus[i]));
	TRY(sql_skus_own_code(s, (struct sql_skus_own_code){ .keys = keys, .keys_count = count }, &rows));
	own = codes_of(s, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		own[i] = (struct own_code){ rows.at[i].id, rows.at[i].code };
	sku_maps_add_own(s->arena, out, skus, count, own, rows.count);
	return OK;
}

/* The same of exactly that code alone, where the tenant wants it on all channels. */
static enum err same_codes_read(struct scope *s, const struct text *skus, size_t count, struct sku_maps *out)
{
	struct sql_skus_same_code_rows rows;
	struct own_code *own;
	struct text *same;

	TRY(sql_skus_same_code(s, (struct sql_skus_same_code){ .codes = skus, .codes_count = count }, &rows));
	own = codes_of(s, rows.count);
	same = ARENA_ARRAY(s->arena, struct text, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		own[i] = (struct own_code){ rows.at[i].id, rows.at[i].code };
		same[i] = rows.at[i].code;
	}
	sku_maps_add_own(s->arena, out, same, rows.count, own, rows.count);
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
	if (f->count && f->own_codes)
		TRY(own_codes_read(s, f->skus, f->count, out));
	else if (f->count && f->same_code)
		TRY(same_codes_read(s, f->skus, f->count, out));
	sku_maps_seal(s->arena, out);
	return OK;
}
