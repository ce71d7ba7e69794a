/* work/units.c - new orders' lines become units by mappings, and what has none is noted. */
#include "work/units.h"
#include "base/id.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/unmapped.h"
#include <stdlib.h>

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

/* The platform SKUs of all lines, each once. */
static size_t skus_of(struct scope *s, const struct units_plan *p, struct text **out)
{
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < p->count; i++)
		count += p->orders[i].lines->count;
	*out = ARENA_ARRAY(s->arena, struct text, count + 1);
	count = 0;
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->orders[i].lines->count; k++)
			(*out)[count++] = p->orders[i].lines->at[k].sku;
	if (count)
		qsort(*out, count, sizeof **out, by_text);
	for (size_t i = 0; i < count; i++)
		if ((*out)[i].size && (kept == 0 || !text_same((*out)[kept - 1], (*out)[i])))
			(*out)[kept++] = (*out)[i];
	return kept;
}

static void resolve(struct scope *s, const struct units_plan *p, const struct sku_maps *maps, struct units_order *o)
{
	struct map_order by = { p->channel, p->shop_id, o->placed ? o->placed : s->now };

	o->unmapped = o->waiting = 0;
	o->resolved = ARENA_ARRAY(s->arena, struct map_line, o->lines->count + 1);
	for (size_t i = 0; i < o->lines->count; i++)
		o->resolved[i] = (struct map_line){ .sku = o->lines->at[i].sku,
						    .pieces = o->lines->at[i].ordered - o->lines->at[i].cancelled };
	sku_map_resolve(s->arena, maps, &by, o->resolved, o->lines->count, &o->units);
	for (size_t i = 0; i < o->lines->count; i++)
		o->unmapped += o->resolved[i].rest > 0;
	for (size_t i = 0; i < o->units.count; i++)
		o->waiting += o->units.at[i].quantity;
}

static enum err plan(struct scope *s, struct units_plan *p)
{
	const struct channel *channel = channel_find(p->channel);
	struct maps_for want = { .shop_id = p->shop_id,
				 .channel = p->channel,
				 .same_code = p->mark.same_code,
				 .own_codes = channel && channel->own_codes };
	struct sku_maps maps;
	struct text *skus;

	want.count = skus_of(s, p, &skus);
	want.skus = skus;
	TRY(maps_read(s, &want, &maps));
	for (size_t i = 0; i < p->count; i++)
		resolve(s, p, &maps, &p->orders[i]);
	return OK;
}

enum err units_plan(struct scope *s, struct units_plan *p)
{
	if (p->count == 0)
		return OK;
	TRY(map_mark_read(s, &p->mark));
	return plan(s, p);
}

enum err units_check(struct scope *s, struct units_plan *p)
{
	struct map_mark now;

	if (p->count == 0)
		return OK;
	TRY(map_mark_read(s, &now));
	if (now.ver == p->mark.ver && now.same_code == p->mark.same_code)
		return OK;
	p->mark = now;
	return plan(s, p);
}

enum err units_insert(struct scope *s, const struct units_plan *p)
{
	struct sql_unit_insert *rows;
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++)
		count += p->orders[i].units.count;
	rows = ARENA_ARRAY(s->arena, struct sql_unit_insert, count + 1);
	count = 0;
	for (size_t i = 0; i < p->count; i++) {
		const struct units_order *o = &p->orders[i];

		for (size_t k = 0; k < o->units.count; k++)
			rows[count++] = (struct sql_unit_insert){ .id = id_next(s->ids),
								  .order_id = o->id,
								  .line = o->lines->at[o->units.at[k].line].key,
								  .sku_id = o->units.at[k].sku_id,
								  .quantity = o->units.at[k].quantity,
								  .due = o->due };
	}
	return sql_unit_insert(s, rows, count, NULL);
}

enum err units_make(struct scope *s, const struct units_plan *p)
{
	struct unmapped_lines lines = { .shop_id = p->shop_id };
	size_t count = 0;

	TRY(units_insert(s, p));
	for (size_t i = 0; i < p->count; i++)
		count += (size_t)p->orders[i].unmapped;
	lines.at = ARENA_ARRAY(s->arena, struct unmapped_line, count + 1);
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->orders[i].lines->count; k++) {
			const struct order_line *l = &p->orders[i].lines->at[k];

			if (p->orders[i].resolved[k].rest)
				lines.at[lines.count++] =
					(struct unmapped_line){ p->orders[i].id, l->key, l->sku, l->title };
		}
	return unmapped_note(s, &lines);
}
