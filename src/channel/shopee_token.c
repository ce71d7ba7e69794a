/* channel/shopee_token.c - Shopee's authorisation: tokens, and the shops that it opens. */
#include "channel/shopee.h"

enum { TOKEN_MAX = 4096, REGION_MAX = 16, SHOPS_PAGE_MAX = 100, PAGE_MAX = 1000 };
#define REFRESH_LIFE_MS (30 * DAY_MS)
#define ACCESS_LIFE_MAX_S (366 * (DAY_MS / SECOND_MS))

/* The body of both token calls; whose token it is stands last. */
static enum err token_ask(struct scope *s, struct talk *t, const char *path, const char *name, struct secret value,
			  const char *owner, struct text owner_id, struct http_request *out)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	if (!shopee_id_fits(owner_id) || !shopee_id_fits(t->app_id))
		return fail(s, ERR_BAD_REQUEST, "Shopee's %s and app id are numbers; correct them in the account.",
			    owner);
	json_open(&w, NULL);
	json_put_text(&w, name, secret_reveal(value));
	json_put_raw(&w, "partner_id", t->app_id);
	json_put_raw(&w, owner, owner_id);
	json_close(&w);
	return shopee_ask(s, t, &(struct shopee_call){ .path = path, .body = buffer_text(&b) }, out);
}

static enum err get_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	const char *owner = t->shop_ref.size ? "shop_id" : "main_account_id";

	if (secret_empty(t->code))
		return fail(s, ERR_NEEDS_AUTHORISATION,
			    "There is no authorisation code; open Shopee's link and approve.");
	return token_ask(s, t, "/api/v2/auth/token/get", "code", t->code, owner,
			 t->shop_ref.size ? t->shop_ref : t->account_ref, out);
}

/* After the first grant each shop of a main account has a chain of its own, so that only shops are refreshed. */
static enum err refresh_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	if (secret_empty(t->refresh))
		return fail(s, ERR_NEEDS_AUTHORISATION, "There is no refresh token; authorise the account again.");
	return token_ask(s, t, "/api/v2/auth/access_token/get", "refresh_token", t->refresh, "shop_id", t->shop_ref,
			 out);
}

static enum err secret_read(struct scope *s, struct json doc, const char *name, struct secret *out)
{
	struct json v = json_at(doc, name);

	if (json_kind(v) != JSON_STRING || !json_text(v).size || json_text(v).size > TOKEN_MAX)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "Shopee's answer cannot be read: %s is not a token.", name);
	*out = secret_of(json_text(v));
	return OK;
}

/* What renews the tokens is refused for good where a call would only need a fresh one. */
static enum err token_answer(struct scope *s, struct talk *t, const struct http_answer *in, struct json *doc)
{
	enum err e = shopee_answer_read(s, t, in, doc);

	return e == ERR_TOKEN_EXPIRED ? fail(s, ERR_NEEDS_AUTHORISATION, "%.*s", TEXT_ARG(s->words)) : e;
}

/* The pair is good for one use: an odd expire_in must not make us lose it, and leaves the end unsaid instead. */
static enum err grant_read(struct scope *s, struct talk *t, struct json doc)
{
	int64_t seconds;

	TRY(secret_read(s, doc, "access_token", &t->grant.access));
	TRY(secret_read(s, doc, "refresh_token", &t->grant.refresh));
	if (json_int(json_at(doc, "expire_in"), &seconds) && seconds > 0 && seconds <= ACCESS_LIFE_MAX_S)
		t->grant.access_until = t->channel_now + seconds * SECOND_MS;
	t->grant.refresh_until = t->channel_now + REFRESH_LIFE_MS;
	return OK;
}

static enum err get_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list, v;
	size_t count;

	TRY(token_answer(s, t, in, &doc));
	TRY(grant_read(s, t, doc));
	list = json_at(doc, "shop_id_list");
	if (json_kind(list) == JSON_NONE || json_kind(list) == JSON_NULL)
		return OK;
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "shop_id_list is not a list");
	count = json_count(list);
	t->grant.shop_refs = ARENA_ARRAY(s->arena, struct text, count);
	v = json_first(list);
	for (size_t i = 0; i < count; i++, v = json_next(list, v)) {
		if (!shopee_id_fits(json_text(v)))
			return shopee_abnormal(s, "shop_id_list holds what is no shop's number");
		t->grant.shop_refs[i] = json_text(v);
	}
	t->grant.shop_count = count;
	return OK;
}

static enum err refresh_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc;

	TRY(token_answer(s, t, in, &doc));
	return grant_read(s, t, doc);
}

/* Pages are counted from 1; the cursor is the page's number. */
static int64_t page_of(const struct talk *t)
{
	int64_t page;

	return t->cursor.size && text_to_int(t->cursor, &page) && page > 0 && page < PAGE_MAX ? page : 1;
}

static enum err shops_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct text query = text_format(s->arena, "&page_size=%d&page_no=%lld", SHOPS_PAGE_MAX, (long long)page_of(t));

	return shopee_ask(s, t, &(struct shopee_call){ .path = "/api/v2/public/get_shops_by_partner", .query = query },
			  out);
}

/* 0 or absent: not said. */
static enum err moment_read(struct scope *s, struct json shop, const char *name, int64_t *ms)
{
	struct json v = json_at(shop, name);
	int64_t seconds = 0;

	if (json_kind(v) != JSON_NONE && json_kind(v) != JSON_NULL && !json_int(v, &seconds))
		return shopee_abnormal(s, "a shop's time is not a whole number");
	if (seconds < 0 || seconds > INSTANT_MAX / SECOND_MS)
		return shopee_abnormal(s, "a shop's time is out of range");
	*ms = seconds * SECOND_MS;
	return OK;
}

static enum err shop_read(struct scope *s, struct json shop, struct shop_ref *out)
{
	struct json region = json_at(shop, "region");

	if (json_kind(region) == JSON_STRING)
		out->region = json_text(region);
	else if (json_kind(region) != JSON_NONE && json_kind(region) != JSON_NULL)
		return shopee_abnormal(s, "a shop's region is not a text");
	if (out->region.size > REGION_MAX)
		return shopee_abnormal(s, "a shop's region is longer than 16 bytes");
	TRY(moment_read(s, shop, "auth_time", &out->authorised_at));
	return moment_read(s, shop, "expire_time", &out->authorised_until);
}

/* All shops of the app, of every seller; sip_affi_shops, its views in other markets, are not authorised themselves. */
static enum err shops_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list, v;
	size_t count;

	TRY(shopee_answer_read(s, t, in, &doc));
	list = json_at(doc, "authed_shop_list");
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "authed_shop_list is not a list");
	count = json_count(list);
	t->shops = ARENA_ARRAY(s->arena, struct shop_ref, count);
	v = json_first(list);
	for (size_t i = 0; i < count; i++, v = json_next(list, v)) {
		t->shops[i].ref = json_text(json_at(v, "shop_id"));
		if (!shopee_id_fits(t->shops[i].ref))
			return shopee_abnormal(s, "a shop of authed_shop_list has no number");
		TRY(shop_read(s, v, &t->shops[i]));
	}
	if (json_is_true(json_at(doc, "more"))) {
		if (!count || page_of(t) + 1 >= PAGE_MAX)
			return shopee_abnormal(s, "more shops follow without end");
		t->next_cursor = text_format(s->arena, "%lld", (long long)page_of(t) + 1);
		t->then = THEN_MORE;
	}
	t->shops_count = count;
	return OK;
}

static enum err info_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	return shopee_ask(s, t, &(struct shopee_call){ .path = "/api/v2/shop/get_shop_info", .for_shop = true }, out);
}

/* Its fields stand beside the envelope's; some answers wrap them as the others do. */
static enum err info_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, response;
	struct shop_ref *shop = ARENA_NEW(s->arena, struct shop_ref);

	TRY(shopee_answer_read(s, t, in, &doc));
	response = json_at(doc, "response");
	shop->ref = t->shop_ref;
	TRY(shop_read(s, json_kind(response) == JSON_OBJECT ? response : doc, shop));
	if (!shop->region.size)
		return shopee_abnormal(s, "the shop has no region");
	t->shops = shop;
	t->shops_count = 1;
	return OK;
}

/* A page for the seller's browser is signed as a public call. */
static enum err page_link(struct scope *s, const struct talk *t, const char *path, struct text back, struct text *out)
{
	struct buffer query = buffer_in(s->arena);
	struct http_request q;

	buffer_add_z(&query, "&redirect=");
	url_add(&query, back);
	TRY(shopee_ask(s, t, &(struct shopee_call){ .path = path, .query = buffer_text(&query) }, &q));
	*out = q.url;
	return OK;
}

enum err shopee_approve_link(struct scope *s, const struct talk *t, struct text back, struct text *out)
{
	return page_link(s, t, "/api/v2/shop/auth_partner", back, out);
}

enum err shopee_cancel_link(struct scope *s, const struct talk *t, struct text back, struct text *out)
{
	return page_link(s, t, "/api/v2/shop/cancel_auth_partner", back, out);
}

const struct step shopee_token_get = { "auth/token/get", STEP_TOKEN, get_ask, get_read };
const struct step shopee_token_refresh = { "auth/access_token/get", STEP_TOKEN, refresh_ask, refresh_read };
const struct step shopee_shop_list = { "public/get_shops_by_partner", STEP_READS, shops_ask, shops_read };
const struct step shopee_shop_info = { "shop/get_shop_info", STEP_READS, info_ask, info_read };
