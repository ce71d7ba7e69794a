/* lab/verb_set.c - orders by hand of several lines, mappings of sets and bundles for them, and what they take of the shelf. */
#include "core/sku_map.h"
#include "lab/play.h"

enum { NAMES_MAX = 50 };

/* "P1*2;P2", as files pack it; a name alone is one piece. */
struct packed {
	struct map_item at[NAMES_MAX];
	size_t count;
};

static enum err unpack(struct scope *s, struct text cell, struct packed *out)
{
	struct text fault = map_unpack(s->arena, cell, NAMES_MAX, out->at, &out->count);

	if (fault.at)
		return fail(s, ERR_USAGE, "%.*s", TEXT_ARG(fault));
	for (size_t i = 0; i < out->count; i++)
		out->at[i].quantity = out->at[i].quantity ? out->at[i].quantity : 1;
	return OK;
}

static void put_items(struct json_writer *j, const char *list, const char *name, const struct packed *items)
{
	json_open_array(j, list);
	for (size_t i = 0; i < items->count; i++) {
		json_open(j, NULL);
		json_put_text(j, name, items->at[i].name);
		json_put_int(j, "quantity", items->at[i].quantity);
		json_close(j);
	}
	json_close_array(j);
}

/* The number of the shop with that title. */
static enum err shop_called(struct play *p, struct scope *s, struct text title, struct text *id)
{
	struct json answer, items;

	TRY(play_ask(p, s, "GET", TEXT("/shops"), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		if (text_same(json_text(json_at(i, "title")), title)) {
			*id = json_text(json_at(i, "id"));
			return OK;
		}
	return fail(s, ERR_USAGE, "the shop \"%.*s\" comes first", TEXT_ARG(title));
}

/* A mapping as the API takes it; of one shop, or {0}: everywhere. */
static enum err body_of(struct scope *s, struct text sold, struct text shop_id, struct text taken, struct text *out)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct packed members, parts;

	TRY(unpack(s, sold, &members));
	TRY(unpack(s, taken, &parts));
	json_open(&j, NULL);
	if (shop_id.at)
		json_put_text(&j, "shop_id", shop_id);
	put_items(&j, "members", "platform_sku", &members);
	put_items(&j, "parts", "code", &parts);
	json_close(&j);
	*out = buffer_text(&b);
	return OK;
}

static enum err map_set(struct play *p, struct scope *s, struct text sold, struct text shop, struct text taken)
{
	struct text id = { 0 }, body;
	struct json out;

	if (shop.at)
		TRY(shop_called(p, s, shop, &id));
	TRY(body_of(s, sold, id, taken, &body));
	return play_ask(p, s, "POST", TEXT("/maps"), body, &out);
}

enum err verb_map_set(struct play *p, struct scope *s, const struct words *w)
{
	return map_set(p, s, w->at[0].text, (struct text){ 0 }, w->at[1].text);
}

enum err verb_map_set_in(struct play *p, struct scope *s, const struct words *w)
{
	return map_set(p, s, w->at[0].text, w->at[1].text, w->at[2].text);
}

/* The mapping of exactly these members that holds everywhere. */
static enum err map_of(struct play *p, struct scope *s, struct text sold, struct json *out)
{
	struct buffer path = buffer_in(s->arena);
	struct json answer, items;
	struct packed members;

	TRY(unpack(s, sold, &members));
	buffer_add_z(&path, "/maps?sku=");
	url_add(&path, members.at[0].name);
	TRY(play_ask(p, s, "GET", buffer_text(&path), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (*out = json_first(items); json_kind(*out) != JSON_NONE; *out = json_next(items, *out))
		if (json_count(json_at(*out, "members")) == members.count &&
		    json_kind(json_at(*out, "shop")) != JSON_OBJECT)
			return OK;
	return fail(s, ERR_USAGE, "map %.*s comes first", TEXT_ARG(sold));
}

enum err verb_map_change(struct play *p, struct scope *s, const struct words *w)
{
	struct text path, body;
	struct json map, out;
	int64_t ver = 0;
	enum err e;

	TRY(map_of(p, s, w->at[0].text, &map));
	TRY(body_of(s, w->at[0].text, (struct text){ 0 }, w->at[1].text, &body));
	path = text_format(s->arena, "/maps/%.*s", TEXT_ARG(json_text(json_at(map, "id"))));
	TRY(play_ask(p, s, "GET", path, (struct text){ 0 }, &map));
	(void)json_int(json_at(map, "ver"), &ver);
	p->if_match = text_format(s->arena, "%lld", (long long)ver);
	e = play_ask(p, s, "PUT", path, body, &out);
	p->if_match = (struct text){ 0 };
	return e;
}

enum err verb_unmap_set(struct play *p, struct scope *s, const struct words *w)
{
	struct json map, out;

	TRY(map_of(p, s, w->at[0].text, &map));
	return play_ask(p, s, "DELETE", text_format(s->arena, "/maps/%.*s", TEXT_ARG(json_text(json_at(map, "id")))),
			(struct text){ 0 }, &out);
}

enum err verb_map_lacking(struct play *p, struct scope *s, const struct words *w)
{
	struct json lacking, items, out;
	struct text body, shop;
	int64_t id;

	TRY(play_shop(p, s, w->at[0].number, &id));
	shop = text_format(s->arena, "%lld", (long long)id);
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/maps/unmapped?limit=200&shop=%.*s", TEXT_ARG(shop)),
		     (struct text){ 0 }, &lacking));
	items = json_at(lacking, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i)) {
		struct map_item sold = { json_text(json_at(i, "platform_sku")), 1 };

		TRY(body_of(s, map_pack(s->arena, &sold, 1), shop, w->at[1].text, &body));
		TRY(play_ask(p, s, "POST", TEXT("/maps"), body, &out));
	}
	return OK;
}

enum err verb_make_lines(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct packed lines;
	struct text shop;
	struct json out;

	TRY(unpack(s, w->at[2].text, &lines));
	TRY(shop_called(p, s, w->at[1].text, &shop));
	json_open(&j, NULL);
	json_put_text(&j, "shop_id", shop);
	json_put_text(&j, "number", w->at[0].text);
	json_put_z(&j, "name", "Test Buyer");
	json_put_z(&j, "address", "1 Test Street");
	json_put_bool(&j, "paid", true);
	put_items(&j, "lines", "sku", &lines);
	json_close(&j);
	return play_ask(p, s, "POST", TEXT("/orders"), buffer_text(&b), &out);
}

/* ---- expecting ---- */

/* The order of that number, made by hand: what the API shows below its address. */
static enum err show(struct play *p, struct scope *s, struct text number, const char *below, struct json *out)
{
	struct buffer path = buffer_in(s->arena);
	struct json answer, items;
	struct text id;

	buffer_add_z(&path, "/orders?channel=manual&number=");
	url_add(&path, number);
	TRY(play_ask(p, s, "GET", buffer_text(&path), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	id = json_text(json_at(json_first(items), "id"));
	if (json_count(items) != 1 || !id.size)
		return fail(s, ERR_USAGE, "make order %.*s comes first", TEXT_ARG(number));
	return play_ask(p, s, "GET", text_format(s->arena, "/orders/%.*s%s", TEXT_ARG(id), below), (struct text){ 0 },
			out);
}

enum err expect_order_takes(struct play *p, struct scope *s, const struct words *w)
{
	struct json place, units;
	int64_t n, sum = 0;

	TRY(show(p, s, w->at[0].text, "/place", &place));
	units = json_at(place, "units");
	for (struct json u = json_first(units); json_kind(u) != JSON_NONE; u = json_next(units, u))
		if (text_same(json_text(json_at(u, "code")), w->at[2].text) && json_int(json_at(u, "quantity"), &n))
			sum += n;
	if (sum == w->at[1].number)
		return OK;
	return fail(s, ERR_INTERNAL, "it is expected to take %lld of \"%.*s\", but it takes %lld; its units are %.*s",
		    (long long)w->at[1].number, TEXT_ARG(w->at[2].text), (long long)sum,
		    TEXT_ARG(text_limit(json_lexeme(units), 300)));
}

enum err expect_order_line(struct play *p, struct scope *s, const struct words *w)
{
	struct json order, lines;

	TRY(show(p, s, w->at[0].text, "", &order));
	lines = json_at(order, "lines");
	for (struct json l = json_first(lines); json_kind(l) != JSON_NONE; l = json_next(lines, l)) {
		struct text state = json_text(json_at(l, "sku_state"));

		if (!text_same(json_text(json_at(l, "sku")), w->at[1].text))
			continue;
		if (text_same(state, w->at[2].text))
			return OK;
		return fail(s, ERR_INTERNAL, "its line \"%.*s\" is expected to be %.*s, but it is \"%.*s\"",
			    TEXT_ARG(w->at[1].text), TEXT_ARG(w->at[2].text), TEXT_ARG(state));
	}
	return fail(s, ERR_INTERNAL, "a line \"%.*s\" is expected, but its lines are %.*s", TEXT_ARG(w->at[1].text),
		    TEXT_ARG(text_limit(json_lexeme(lines), 300)));
}
