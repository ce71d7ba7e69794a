/* channel/shopee_push.c - what Shopee pushes: who sent it, and which order or authorisation it is about.
 *
 * A push says only that something changed. Its own words (a status, an update time) are not read: pushes come late,
 * twice and in any order, and only the order's details say how it stands. */
#include "channel/shopee.h"
#include "channel/sign.h"

enum {
	CODE_PING = 0, /* the console's "Verify" */
	CODE_AUTHORISED = 1,
	CODE_WITHDRAWN = 2,
	CODE_ORDER_STATUS = 3,
	CODE_TRACKING = 4,
	CODE_AUTHORISATION_ENDS = 12, /* seven days ahead */
	CODE_LABEL_READY = 15,
	SHOPS_PUSHED_MAX = 1000,
};

bool shopee_push_fits(struct scope *s, struct secret key, struct text url, const struct http_request *in)
{
	struct text given = http_header_find(in->headers, in->header_count, "authorization");

	return sign_shopee_push_fits(s->arena, key, url, in->body, given);
}

static enum push_about about_of(int64_t code)
{
	switch (code) {
	case CODE_PING:
		return PUSH_PING;
	case CODE_AUTHORISED:
	case CODE_WITHDRAWN:
	case CODE_AUTHORISATION_ENDS:
		return PUSH_AUTHORISATION;
	case CODE_ORDER_STATUS:
	case CODE_TRACKING:
	case CODE_LABEL_READY:
		return PUSH_ORDER;
	default:
		return PUSH_OTHER;
	}
}

/* Numbers and texts of digits alike; a shop named twice is one shop. */
static void add_shop(struct push *out, struct json id)
{
	struct text ref = json_text(id);

	if (!shopee_id_fits(ref) || out->shop_count == SHOPS_PUSHED_MAX)
		return;
	for (size_t i = 0; i < out->shop_count; i++)
		if (text_same(out->shop_refs[i], ref))
			return;
	out->shop_refs[out->shop_count++] = ref;
}

/* Most pushes name one shop; those about authorisations may name several. */
static void shops_read(struct scope *s, struct json doc, struct push *out)
{
	static const char *const lists[] = { "data.shop_id_list", "data.shop_expire_soon" };
	size_t room = 2;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		room += json_count(json_path(doc, lists[i]));
	out->shop_refs = ARENA_ARRAY(s->arena, struct text, room);
	add_shop(out, json_at(doc, "shop_id"));
	add_shop(out, json_path(doc, "data.shop_id"));
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct json list = json_path(doc, lists[i]);

		if (json_kind(list) != JSON_ARRAY)
			continue;
		for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v))
			add_shop(out, v);
	}
}

enum err shopee_push_read(struct scope *s, struct text body, struct push *out)
{
	struct json doc, sn;

	*out = (struct push){ 0 };
	TRY(json_parse(s, body, &doc));
	if (!json_int(json_at(doc, "code"), &out->code))
		return fail(s, ERR_BAD_REQUEST, "The push does not say by a number what it is about.");
	out->about = about_of(out->code);
	shops_read(s, doc, out);
	if (out->about != PUSH_ORDER)
		return OK;
	sn = json_path(doc, "data.ordersn");
	if (json_kind(sn) == JSON_STRING && shopee_ref_fits(json_text(sn)))
		out->order_ref = json_text(sn);
	else
		out->about = PUSH_OTHER; /* nothing to fetch by: what changed is found by looking */
	return OK;
}
