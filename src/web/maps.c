/* web/maps.c - what the API answers about mappings, and how people make, change and remove them. */
#include "base/instant.h"
#include "web/handlers.h"
#include "web/map_list.h"
#include "work/map.h"
#include "work/node.h"

enum { PAGE_USUAL = 50, PAGE_MOST = 200 };

enum err maps_list(struct scope *s, struct call *c)
{
	enum { SKU, SHOP, CHANNEL, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = {
		{ "sku", { 0 } }, { "shop", { 0 } }, { "channel", { 0 } }, { "limit", { 0 } }, { "after", { 0 } }
	};
	struct view_sku_map_page answer = { 0 };
	struct map_place after;
	struct map_query q;
	struct map_page page;
	int64_t limit = PAGE_USUAL;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(map_query_read(s, &p[SKU], &p[SHOP], &p[CHANNEL], &q));
	TRY(parameter_int(s, &p[LIMIT], 1, PAGE_MOST, &limit));
	if (p[AFTER].value.at)
		TRY(map_place_parse(s, p[AFTER].value, &after));
	TRY(map_page_read(s, &q, p[AFTER].value.at ? &after : NULL, (size_t)limit, &page));
	TRY(map_views_read(s, page.ids, page.count, &answer.items));
	if (page.more)
		answer.next = map_place_format(s, &page.place);
	view_sku_map_page_write(&c->json, NULL, &answer);
	return OK;
}

/* ---- a mapping as people write it ---- */

static enum err read_items(struct scope *s, const struct call *c, const char *list, const char *name, size_t most,
			   const struct map_item **out, size_t *count)
{
	static const char *const quantity = "quantity";
	struct json all = json_at(c->body, list);
	struct map_item *at = ARENA_ARRAY(s->arena, struct map_item, most + 1);

	*out = at;
	*count = 0;
	if (json_kind(all) != JSON_ARRAY)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a list", list);
	for (struct json v = json_first(all); json_kind(v) != JSON_NONE; v = json_next(all, v)) {
		struct json what = json_at(v, name), n = json_at(v, quantity);
		struct map_item *item = &at[*count];

		if (*count == most)
			return fail(s, ERR_BAD_REQUEST, "\"%s\" has at most %zu members", list, most);
		if (json_kind(what) != JSON_STRING || json_kind(n) != JSON_NUMBER || !json_int(n, &item->quantity) ||
		    json_count(v) != 2)
			return fail(
				s, ERR_BAD_REQUEST,
				"each of \"%s\" has \"%s\" as a text and \"%s\" as a whole number, and nothing else",
				list, name, quantity);
		item->name = json_text(what);
		(*count)++;
	}
	return OK;
}

/* A text that may be left out; an empty one is none. */
static enum err optional(struct scope *s, const struct call *c, const char *name, struct text *out)
{
	struct json v = json_at(c->body, name);

	*out = (struct text){ 0 };
	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a text, or left out", name);
	if (json_text(v).size)
		*out = json_text(v);
	return OK;
}

static enum err read_moment(struct scope *s, const struct call *c, const char *name, int64_t *out)
{
	struct text t;

	TRY(optional(s, c, name, &t));
	*out = 0;
	if (t.at && (!instant_from_rfc3339(t, out) || *out <= 0))
		return fail(s, ERR_BAD_TIME, "\"%s\" must be a moment like 2026-11-22T08:30:00Z, not \"%.*s\"", name,
			    TEXT_ARG(call_quote(s, t)));
	return OK;
}

static enum err read_wish(struct scope *s, const struct call *c, struct map_wish *w)
{
	static const char *const members[] = { "channel", "shop_id", "members", "parts", "valid_from", "valid_until" };
	struct text shop;

	TRY(call_members(s, c, members, sizeof members / sizeof *members));
	TRY(optional(s, c, "channel", &w->channel));
	TRY(optional(s, c, "shop_id", &shop));
	if (shop.at && (!text_to_int(shop, &w->shop_id) || w->shop_id < 1))
		return fail(s, ERR_BAD_REQUEST, "\"shop_id\" must be the number of a shop, not \"%.*s\"",
			    TEXT_ARG(call_quote(s, shop)));
	TRY(read_items(s, c, "members", "platform_sku", MAP_MEMBERS_MAX, &w->members, &w->member_count));
	TRY(read_items(s, c, "parts", "code", MAP_PARTS_MAX, &w->parts, &w->part_count));
	TRY(read_moment(s, c, "valid_from", &w->from_at));
	return read_moment(s, c, "valid_until", &w->until_at);
}

/* Those that wait for it are healed at once, where a node works in this process. */
static void wake(const struct call *c)
{
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
}

static enum err write(struct scope *s, struct call *c, int64_t id)
{
	struct view_sku_map_list maps;

	TRY(map_views_read(s, &id, 1, &maps));
	if (maps.count == 0)
		return fail(s, ERR_MAP_UNKNOWN, "there is no mapping %lld", (long long)id);
	view_sku_map_write(&c->json, NULL, maps.at);
	return OK;
}

enum err maps_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return write(s, c, c->id);
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	wake(c);
	return write(s, c, id);
}

enum err maps_add(struct scope *s, struct call *c)
{
	struct map_wish w = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(read_wish(s, c, &w));
	TRY(map_make(s, &w));
	return answer(s, c, w.id);
}

enum err maps_set(struct scope *s, struct call *c)
{
	struct map_wish w = { .id = c->id };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_if_match(s, c, &w.ver));
	TRY(read_wish(s, c, &w));
	TRY(map_change(s, &w));
	return answer(s, c, w.id);
}

enum err maps_delete(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	return map_remove(s, c->id);
}
