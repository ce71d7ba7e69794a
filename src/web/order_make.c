/* web/order_make.c - an order made by hand, and one fetched from its channel by its number. */
#include "base/instant.h"
#include "base/money.h"
#include "web/handlers.h"
#include "web/view_run.h"
#include "web/views.h"
#include "work/fetch.h"
#include "work/hand.h"
#include "work/node.h"

/* A member of an object that is a text, trimmed; one that may be left out is empty then. */
static enum err member(struct scope *s, struct json of, const char *name, bool needed, struct text *out)
{
	struct json v = json_at(of, name);

	*out = TEXT("");
	if (!needed && (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL))
		return OK;
	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a text", name);
	*out = text_trim(json_text(v));
	return OK;
}

static enum err known_members(struct scope *s, struct json line)
{
	static const char *const names[] = { "sku", "title", "quantity", "price" };

	for (struct json v = json_first(line); json_kind(v) != JSON_NONE; v = json_next(line, v)) {
		size_t i = 0;

		while (i < 4 && !text_is(json_name(line, v), names[i]))
			i++;
		if (i == 4)
			return fail(s, ERR_BAD_REQUEST, "a line's member \"%.*s\" is not known here",
				    TEXT_ARG(call_quote(s, json_name(line, v))));
	}
	return OK;
}

static enum err read_line(struct scope *s, struct json v, struct text currency, struct hand_line *out)
{
	struct text price;

	if (json_kind(v) != JSON_OBJECT)
		return fail(s, ERR_BAD_REQUEST, "\"lines\" must be a list of objects");
	TRY(known_members(s, v));
	TRY(member(s, v, "sku", true, &out->sku));
	TRY(member(s, v, "title", false, &out->title));
	TRY(member(s, v, "price", false, &price));
	if (!json_int(json_at(v, "quantity"), &out->quantity))
		return fail(s, ERR_BAD_REQUEST, "\"quantity\" must be a whole number");
	out->has_price = price.size > 0;
	return out->has_price ? money_parse(s, price, currency, &out->price_minor) : OK;
}

static enum err read_lines(struct scope *s, const struct call *c, struct hand_order *o)
{
	struct json list = json_at(c->body, "lines");
	struct hand_line *at;

	if (json_kind(list) != JSON_ARRAY || json_count(list) == 0 || json_count(list) > HAND_LINES_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"lines\" must be a list of 1 to %d lines", HAND_LINES_MAX);
	at = ARENA_ARRAY(s->arena, struct hand_line, json_count(list));
	o->lines = at;
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		at[o->line_count] = (struct hand_line){ 0 };
		TRY(read_line(s, v, o->currency, &at[o->line_count++]));
	}
	return OK;
}

static enum err read_order(struct scope *s, const struct call *c, struct hand_order *o)
{
	const struct {
		const char *name;
		bool needed;
		struct text *to;
	} texts[] = {
		{ "number", false, &o->number },   { "name", true, &o->name },
		{ "phone", false, &o->phone },     { "address", true, &o->address },
		{ "country", false, &o->country }, { "postcode", false, &o->postcode },
		{ "remark", false, &o->remark },   { "delivery_method", false, &o->delivery_method },
	};
	struct json paid = json_at(c->body, "paid");
	struct text ship_by;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		TRY(member(s, c->body, texts[i].name, texts[i].needed, texts[i].to));
	TRY(member(s, c->body, "ship_by", false, &ship_by));
	if (ship_by.size && (!instant_from_rfc3339(ship_by, &o->ship_by) || o->ship_by <= 0))
		return fail(s, ERR_BAD_TIME, "\"ship_by\" is a moment like 2026-11-21T08:00:00Z");
	if (json_kind(paid) != JSON_TRUE && json_kind(paid) != JSON_FALSE)
		return fail(s, ERR_BAD_REQUEST, "\"paid\" must be true or false");
	o->paid = json_is_true(paid);
	return read_lines(s, c, o);
}

static enum err read_shop(struct scope *s, const struct call *c, struct shop *out)
{
	struct text id;
	int64_t shop_id;

	TRY(member(s, c->body, "shop_id", true, &id));
	if (!text_to_int(id, &shop_id) || shop_id <= 0)
		return fail(s, ERR_BAD_REQUEST, "\"shop_id\" is a shop's id, a number as a text");
	return hand_shop(s, shop_id, out);
}

enum err orders_add(struct scope *s, struct call *c)
{
	static const char *const members[] = { "shop_id",  "number",          "name",   "phone", "address", "country",
					       "postcode", "delivery_method", "remark", "paid",  "ship_by", "lines" };
	struct hand_order o = { 0 };
	struct hand_made made;
	struct shop shop;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, sizeof members / sizeof *members));
	TRY(read_shop(s, c, &shop));
	o.currency = shop.currency;
	TRY(read_order(s, c, &o));
	if (!c->web->node)
		return fail(s, ERR_INTERNAL, "nobody takes orders in here");
	TRY(hand_order_make(c->web->node, s, &shop, &o, "hand", &made));
	view_order_made_write(&c->json, NULL, &(struct view_order_made){ made.id, made.number });
	return OK;
}

/* ---- fetches ---- */

static void answer_fetch(struct scope *s, struct call *c, const struct fetch *f)
{
	view_fetch_write(&c->json, NULL,
			 &(struct view_fetch){ .id = f->id,
					       .number = f->number,
					       .state = text_of(fetch_state_name(f->state)),
					       .order_id = f->order_id,
					       .problem = run_trouble(s, f->code, f->words) });
}

enum err shops_fetch(struct scope *s, struct call *c)
{
	static const char *const members[] = { "number" };
	struct text number;
	struct fetch f;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	TRY(call_text(s, c, "number", FETCH_NUMBER_MAX, &number));
	TRY(fetch_ask(s, c->id, number, &f));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	answer_fetch(s, c, &f);
	return OK;
}

enum err fetches_show(struct scope *s, struct call *c)
{
	struct fetch f;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(fetch_get(s, c->id, &f));
	answer_fetch(s, c, &f);
	return OK;
}
