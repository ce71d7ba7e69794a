/* lab/verb_map.c - what people of a scenario do with mappings, and what orders take by them, as the API shows it. */
#include "core/sku_map.h"
#include "lab/play.h"

enum { NAMES_MAX = 50 };

/* The platform SKUs of an order's lines, each once, and its pieces. */
struct sold {
	struct text names[NAMES_MAX];
	size_t count;
	int64_t pieces;
};

static enum err sold_by(struct play *p, struct scope *s, struct text order, struct sold *out)
{
	struct json shown, lines;
	int64_t ordered;

	*out = (struct sold){ 0 };
	TRY(play_show(p, s, order, &shown));
	lines = json_at(shown, "lines");
	for (struct json l = json_first(lines); json_kind(l) != JSON_NONE; l = json_next(lines, l)) {
		struct text sku = json_text(json_at(l, "sku"));
		bool twice = false;

		for (size_t i = 0; i < out->count; i++)
			twice |= text_same(out->names[i], sku);
		if (!twice && out->count < NAMES_MAX)
			out->names[out->count++] = sku;
		out->pieces += json_int(json_at(l, "ordered"), &ordered) ? ordered : 0;
	}
	return out->count ? OK : fail(s, ERR_INTERNAL, "the order is expected to have lines, but it has none");
}

/* A mapping as the API takes it; the parts as a file packs them: "S1*2;S2". */
static enum err body_of(struct scope *s, struct text sku, struct text packed, int64_t shop_id, struct buffer *b)
{
	struct json_writer j = json_writer_to(b);
	struct map_item parts[NAMES_MAX];
	size_t count;
	struct text fault = map_unpack(s->arena, packed, NAMES_MAX, parts, &count);

	if (fault.at)
		return fail(s, ERR_USAGE, "%.*s", TEXT_ARG(fault));
	json_open(&j, NULL);
	if (shop_id)
		json_put_text(&j, "shop_id", text_format(s->arena, "%lld", (long long)shop_id));
	json_open_array(&j, "members");
	json_open(&j, NULL);
	json_put_text(&j, "platform_sku", sku);
	json_put_int(&j, "quantity", 1);
	json_close(&j);
	json_close_array(&j);
	json_open_array(&j, "parts");
	for (size_t i = 0; i < count; i++) {
		json_open(&j, NULL);
		json_put_text(&j, "code", parts[i].name);
		json_put_int(&j, "quantity", parts[i].quantity ? parts[i].quantity : 1);
		json_close(&j);
	}
	json_close_array(&j);
	json_close(&j);
	return OK;
}

enum err verb_map_in_shop(struct play *p, struct scope *s, const struct words *w)
{
	struct sold sold;
	struct json out;
	int64_t shop_id;

	TRY(play_shop(p, s, w->at[1].number, &shop_id));
	TRY(sold_by(p, s, w->at[0].text, &sold));
	for (size_t i = 0; i < sold.count; i++) {
		struct buffer b = buffer_in(s->arena);

		TRY(body_of(s, sold.names[i], w->at[2].text, shop_id, &b));
		TRY(play_ask(p, s, "POST", TEXT("/maps"), buffer_text(&b), &out));
	}
	return OK;
}

/* The mapping of a platform SKU, which must be there. */
static enum err map_of(struct play *p, struct scope *s, struct text sku, struct json *out)
{
	struct buffer path = buffer_in(s->arena);
	struct json answer, items, member;

	buffer_add_z(&path, "/maps?sku=");
	url_add(&path, sku);
	TRY(play_ask(p, s, "GET", buffer_text(&path), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (*out = json_first(items); json_kind(*out) != JSON_NONE; *out = json_next(items, *out)) {
		member = json_first(json_at(*out, "members"));
		if (text_same(json_text(json_at(member, "platform_sku")), sku))
			return OK;
	}
	return fail(s, ERR_INTERNAL, "a mapping of \"%.*s\" is expected, but there is none", TEXT_ARG(sku));
}

enum err verb_unmap(struct play *p, struct scope *s, const struct words *w)
{
	struct sold sold;
	struct json map, out;

	TRY(sold_by(p, s, w->at[0].text, &sold));
	for (size_t i = 0; i < sold.count; i++) {
		TRY(map_of(p, s, sold.names[i], &map));
		TRY(play_ask(p, s, "DELETE",
			     text_format(s->arena, "/maps/%.*s", TEXT_ARG(json_text(json_at(map, "id")))),
			     (struct text){ 0 }, &out));
	}
	return OK;
}

enum err expect_takes(struct play *p, struct scope *s, const struct words *w)
{
	struct json place, units;
	struct sold sold;
	int64_t id, n, sum = 0;

	TRY(play_held(p, s, w->at[0].text, &id));
	TRY(sold_by(p, s, w->at[0].text, &sold));
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/orders/%lld/place", (long long)id), (struct text){ 0 },
		     &place));
	units = json_at(place, "units");
	for (struct json u = json_first(units); json_kind(u) != JSON_NONE; u = json_next(units, u))
		if (text_same(json_text(json_at(u, "code")), w->at[2].text) && json_int(json_at(u, "quantity"), &n))
			sum += n;
	if (sum == sold.pieces * w->at[1].number)
		return OK;
	return fail(s, ERR_INTERNAL,
		    "of its %lld pieces each is expected to take %lld of \"%.*s\", but it takes %lld in all",
		    (long long)sold.pieces, (long long)w->at[1].number, TEXT_ARG(w->at[2].text), (long long)sum);
}

enum err expect_none_unmapped(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer;
	int64_t shop_id;
	bool any;

	TRY(play_shop(p, s, w->at[0].number, &shop_id));
	TRY(play_ask(p, s, "GET", text_format(s->arena, "/maps/unmapped?shop=%lld", (long long)shop_id),
		     (struct text){ 0 }, &answer));
	any = json_count(json_at(answer, "items")) > 0;
	if (any == text_is(w->at[1].text, "something"))
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s is expected to be unmapped, but %s is", TEXT_ARG(w->at[1].text),
		    any ? "something" : "nothing");
}
