/* web/order_place.c - where an order stands, what stands against going on with it, and what people do with orders. */
#include "base/instant.h"
#include "store/sql.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/view_run.h"
#include "web/views.h"
#include "work/node.h"
#include "work/place.h"

enum { UNITS_MAX = 2000, UNMAPPED_MAX = 1000 };

static struct text or_empty(struct text t) { return t.at ? t : TEXT(""); }

static struct view_trouble trouble_of(enum err e, struct text words)
{
	return (struct view_trouble){ text_of(err_name(e)), text_of(err_sentence(e)), or_empty(words),
				      text_of(err_cure(e)) };
}

static enum err units_of(struct scope *s, int64_t id, struct view_unit_list *out)
{
	struct sql_place_units_rows rows;
	struct view_unit *at;

	TRY(sql_place_units(s, (struct sql_place_units){ .order_id = id, .max = UNITS_MAX }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_unit, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_place_units_row *r = &rows.at[i];

		at[i] = (struct view_unit){ .id = r->id,
					    .line = r->line,
					    .sku_id = r->sku_id,
					    .code = r->code,
					    .title = r->title,
					    .quantity = r->quantity,
					    .state = r->state,
					    .warehouse = r->warehouse,
					    .available = r->available };
	}
	*out = (struct view_unit_list){ at, rows.count };
	return OK;
}

static enum err unmapped_of(struct scope *s, int64_t id, struct view_unmapped_line_list *out)
{
	struct sql_place_unmapped_rows rows;
	struct view_unmapped_line *at;

	TRY(sql_place_unmapped(s, (struct sql_place_unmapped){ .order_id = id, .max = UNMAPPED_MAX }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_unmapped_line, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		at[i] = (struct view_unmapped_line){ rows.at[i].line, rows.at[i].platform_sku, rows.at[i].title };
	*out = (struct view_unmapped_line_list){ at, rows.count };
	return OK;
}

static struct view_trouble_list blocks_of(struct scope *s, const struct order_stand *o)
{
	struct view_trouble *at = ARENA_ARRAY(s->arena, struct view_trouble, ORDER_BLOCKS_MAX);
	enum err why[ORDER_BLOCKS_MAX];
	size_t count = order_blocks(o, STAGE_SHIP, why);

	for (size_t i = 0; i < count; i++)
		at[i] = trouble_of(why[i], TEXT(""));
	return (struct view_trouble_list){ at, count };
}

static struct view_texts moves_of(struct scope *s, const struct order_stand *o)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, ORDER_DEED_COUNT);
	uint32_t bits = order_deeds_allowed(o);
	struct view_texts moves = { at, 0 };

	for (int d = 0; d < ORDER_DEED_COUNT; d++)
		if (bits >> d & 1)
			at[moves.count++] = text_of(order_deed_name((enum order_deed)d));
	return moves;
}

enum err orders_place(struct scope *s, struct call *c)
{
	struct view_order_place v;
	struct sql_place_get_row row;
	struct order_stand o;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(place_stand(s, c->id, &row, &o));
	v = (struct view_order_place){
		.id = c->id,
		.state = row.state,
		.hold = row.hold_code,
		.hold_why = row.hold_why,
		.hold_until = row.hold_until,
		.blocks = blocks_of(s, &o),
		.moves = moves_of(s, &o),
		.ver = row.ver,
	};
	TRY(units_of(s, c->id, &v.units));
	TRY(unmapped_of(s, c->id, &v.unmapped));
	view_order_place_write(&c->json, NULL, &v);
	return OK;
}

/* ---- deeds ---- */

/* A member that may be left out. */
static enum err optional_text(struct scope *s, const struct call *c, const char *name, struct text *out)
{
	struct json v = json_at(c->body, name);

	*out = TEXT("");
	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a text", name);
	*out = json_text(v);
	return OK;
}

static enum err read_deed(struct scope *s, const struct call *c, struct deed *d)
{
	struct text until;

	if (!order_deed_find(json_text(json_at(c->body, "deed")), &d->deed))
		return fail(s, ERR_BAD_REQUEST,
			    "\"deed\" is one of: freeze, unfreeze, void, restore, reserve, release");
	TRY(optional_text(s, c, "why", &d->why));
	TRY(optional_text(s, c, "until", &until));
	d->why = text_trim(d->why);
	if (until.size && (!instant_from_rfc3339(until, &d->until) || d->until <= 0))
		return fail(s, ERR_BAD_TIME, "\"until\" is a moment like 2026-11-21T08:00:00Z");
	return OK;
}

static struct view_deed_result result_of(struct scope *s, const struct deed_result *r)
{
	struct view_trouble *problem = ARENA_NEW(s->arena, struct view_trouble);

	*problem = trouble_of(r->code, r->words);
	return (struct view_deed_result){
		.id = r->id,
		.number = r->number,
		.state = r->known ? text_of(order_state_name(r->state)) : (struct text){ 0 },
		.done = r->code == OK,
		.note = r->note,
		.problem = r->code == OK ? NULL : problem,
	};
}

enum err orders_deeds(struct scope *s, struct call *c)
{
	static const char *const members[] = { "ids", "deed", "why", "until" };
	struct view_deed_results v = { 0 };
	struct view_deed_result *items;
	struct deed_result *results;
	struct deed d = { 0 };
	int64_t *ids = NULL;
	size_t count = 0;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 4));
	TRY(read_deed(s, c, &d));
	TRY(body_ids(s, c->body, "ids", DEED_ORDERS_MAX, &ids, &count));
	results = ARENA_ARRAY(s->arena, struct deed_result, count);
	TRY(deeds_do(s, &d, ids, count, results));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	items = ARENA_ARRAY(s->arena, struct view_deed_result, count);
	for (size_t i = 0; i < count; i++) {
		items[i] = result_of(s, &results[i]);
		v.done += items[i].done;
	}
	v.items = (struct view_deed_result_list){ items, count };
	v.refused = (int64_t)count - v.done;
	view_deed_results_write(&c->json, NULL, &v);
	return OK;
}
