/* sim/shopee.c - the door of the dialect: which endpoint, whose app, signed how, with which token. */
#include "sim/shopee.h"
#include "base/digest.h"
#include "base/instant.h"
#include "sim/dice.h"
#include "sim/shopee_inner.h"
#include <string.h>

enum access { PAGE, PUBLIC, SHOP }; /* a page for a browser, signed as public; a public call; a shop's call */

static const struct endpoint {
	const char *path, *method;
	enum access access;
	enum err (*answer)(struct call *c);
} endpoints[] = {
	{ "/api/v2/shop/auth_partner", "GET", PAGE, auth_page },
	{ "/api/v2/shop/cancel_auth_partner", "GET", PAGE, auth_cancel },
	{ "/api/v2/auth/token/get", "POST", PUBLIC, token_get },
	{ "/api/v2/auth/access_token/get", "POST", PUBLIC, token_refresh },
	{ "/api/v2/public/get_shops_by_partner", "GET", PUBLIC, shops_by_partner },
	{ "/api/v2/shop/get_shop_info", "GET", SHOP, shop_info },
	{ "/api/v2/order/get_order_list", "GET", SHOP, order_list },
	{ "/api/v2/order/get_order_detail", "GET", SHOP, order_detail },
	{ "/api/v2/product/get_item_list", "GET", SHOP, item_list },
	{ "/api/v2/product/get_item_base_info", "GET", SHOP, item_base },
	{ "/api/v2/product/get_model_list", "GET", SHOP, item_models },
	{ "/api/v2/product/update_stock", "POST", SHOP, stock_update },
	{ "/api/v2/push/get_lost_push_message", "GET", PUBLIC, lost_pushes },
	{ "/api/v2/push/confirm_consumed_lost_push_message", "POST", PUBLIC, lost_pushes_kept },
};

static void header(struct call *c, const char *name, struct text value)
{
	http_header_add(c->a->headers, &c->a->header_count, text_of(name), value);
}

enum err call_reply(struct call *c, struct text body)
{
	c->a->status = 200;
	c->a->body = body;
	header(c, "Content-Type", TEXT("application/json; charset=utf-8"));
	return OK;
}

enum err call_redirect(struct call *c, struct text to)
{
	c->a->status = 302;
	c->a->body = TEXT("");
	header(c, "Location", to);
	return OK;
}

struct buffer call_open(struct call *c, size_t room)
{
	struct buffer b = buffer_in(c->s->arena);

	if (room) {
		b.at = arena_raw(c->s->arena, room);
		b.room = room;
	}
	PEN(&b, "{\"error\":\"\",\"message\":\"\",");
	return b;
}

enum err call_done(struct call *c, struct buffer *b)
{
	PEN(b, ",\"request_id\":");
	pen_text(b, (struct text){ c->request_id, sizeof c->request_id });
	buffer_byte(b, '}');
	return call_reply(c, buffer_text(b));
}

enum err call_refuse(struct call *c, int status, const char *error, const char *format, ...)
{
	struct buffer b = buffer_in(c->s->arena);
	va_list v;

	va_start(v, format);
	struct text message = text_format_v(c->s->arena, format, v);
	va_end(v);
	PEN(&b, "{\"error\":");
	pen_z(&b, error);
	PEN(&b, ",\"message\":");
	pen_text(&b, message);
	TRY(call_done(c, &b));
	c->a->status = status;
	return OK;
}

enum err call_too_many(struct call *c)
{
	TRY(call_refuse(c, 429, "error_rate_limit", "Too many requests, please slow down."));
	header(c, "Retry-After", text_format(c->s->arena, "%d", (int)(60 - c->now % 60)));
	return OK;
}

/* Counts the calls of a shop in this minute. */
static bool within_rate(struct call *c)
{
	int most = c->shopee->habits.calls_per_minute;

	if (c->shopee->rates[c->shop].minute != c->now / 60) {
		c->shopee->rates[c->shop].minute = c->now / 60;
		c->shopee->rates[c->shop].calls = 0;
	}
	return !most || c->shopee->rates[c->shop].calls++ < most;
}

static struct param *param_find(struct call *c, struct text name)
{
	for (size_t i = 0; i < c->param_count; i++)
		if (text_same(c->params[i].name, name))
			return &c->params[i];
	return NULL;
}

bool call_param(struct call *c, const char *name, struct text *value)
{
	const struct param *p = param_find(c, text_of(name));

	if (!p || p->doubled || !p->value.at)
		return false;
	*value = p->value;
	return true;
}

/* Reads the query once; what is beyond the most parameters a call can have is not seen. */
static void read_params(struct call *c)
{
	const char *mark = memchr(c->q->url.at, '?', c->q->url.size);
	struct text pair, name;

	if (!mark)
		return;
	struct text query = { mark + 1, c->q->url.size - (size_t)(mark + 1 - c->q->url.at) };
	while (text_cut(&query, '&', &pair)) {
		struct text value = pair;

		if (!text_cut(&value, '=', &name))
			continue;
		struct param *known = param_find(c, name);
		if (known)
			known->doubled = true;
		else if (c->param_count < PARAMS_MAX)
			c->params[c->param_count++] = (struct param){ name, url_parse(c->s->arena, value), false };
	}
}

/* partner_id + path + timestamp, then what the kind of call adds; HMAC-SHA256 with the key as it reads. */
static bool sign_right(struct call *c, struct text sign, struct text token, struct text shop)
{
	struct buffer b = buffer_in(c->s->arena);

	buffer_add(&b, c->partner);
	buffer_add(&b, c->path);
	buffer_add(&b, c->stamp);
	buffer_add(&b, token);
	buffer_add(&b, shop);
	struct text key = text_of(c->shopee->apps[c->app].key);
	struct digest256 want = digest_hmac_sha256(secret_of(key), buffer_text(&b));
	return text_same(sign, hex_format(c->s->arena, &want, sizeof want));
}

/* The app and the clock, which every call needs; *ok says whether to go on. */
static enum err check_app(struct call *c, bool *ok)
{
	int64_t partner, stamp;

	if (!call_param(c, "partner_id", &c->partner))
		return call_refuse(c, 403, "error_param", "There is no partner_id in query.");
	if (!call_param(c, "timestamp", &c->stamp))
		return call_refuse(c, 403, "error_param", "no timestamp");
	c->app = text_to_int(c->partner, &partner) ? app_find(c->shopee, partner) : -1;
	if (c->app < 0)
		return call_refuse(c, 403, "error_param", "Invalid partner_id.");
	if (!text_to_int(c->stamp, &stamp) || stamp < c->now - CLOCK_WINDOW_S || stamp > c->now + CLOCK_WINDOW_S)
		return call_refuse(c, 403, "error_param", "Invalid timestamp");
	*ok = true;
	return OK;
}

static enum err check_token(struct call *c, struct text token, bool *ok)
{
	struct chain *chain = &c->shopee->chains[c->app][c->shop];

	if (!chain->since)
		return call_refuse(c, 403, "partner_shop_no_link", "The partner and the shop are not linked.");
	if (chain->withdrawn)
		return call_refuse(c, 403, "shop_no_linked", "The shop has withdrawn its authorisation.");
	if (chain->until <= c->now)
		return call_refuse(c, 403, "shop_access_expired", "The shop's authorisation has ended.");
	if (!token_is(&chain->access, token) && !token_is(&chain->old_access, token))
		return call_refuse(c, 403, "error_auth", "Invalid access_token.");
	if ((token_is(&chain->access, token) && chain->access.until <= c->now) ||
	    (token_is(&chain->old_access, token) && chain->old_access.until <= c->now))
		return call_refuse(c, 403, "invalid_acceess_token", "Invalid access_token, it has expired.");
	*ok = true;
	return OK;
}

static enum err answer_shop(struct call *c, const struct endpoint *e, struct text sign)
{
	struct text token, shop;
	int64_t shop_id;
	bool ok = false;

	if (!call_param(c, "access_token", &token) || !token.size)
		return call_refuse(c, 403, "error_param", "There is no access_token in query.");
	if (!call_param(c, "shop_id", &shop) || !text_to_int(shop, &shop_id))
		return call_refuse(c, 403, "error_param", "There is no shop_id in query.");
	if (!sign_right(c, sign, token, shop))
		return call_refuse(c, 403, "error_sign", "Wrong sign.");
	c->shop = market_shop_find(c->shopee->market, shop_id);
	if (c->shop < 0)
		return call_refuse(c, 403, "error_shop", "shopid is invalid");
	TRY(check_token(c, token, &ok));
	if (!ok)
		return OK;
	return within_rate(c) ? e->answer(c) : call_too_many(c);
}

static enum err answer(struct call *c, const struct endpoint *e)
{
	struct text sign;
	bool ok = false;

	if (!text_is(c->q->method, e->method))
		return call_refuse(c, 405, "error_param", "The method %.*s is not supported here.",
				   TEXT_ARG(c->q->method));
	TRY(check_app(c, &ok));
	if (!ok)
		return OK;
	if (!call_param(c, "sign", &sign))
		return call_refuse(c, 403, "error_param", "There is no sign in query.");
	if (e->access == SHOP)
		return answer_shop(c, e, sign);
	if (!sign_right(c, sign, TEXT(""), TEXT("")))
		return call_refuse(c, 403, "error_sign", "Wrong sign.");
	return e->answer(c);
}

enum err shopee_answer(struct shopee *h, struct scope *s, int64_t now, const struct http_request *q,
		       struct http_answer *a)
{
	struct call c = { .shopee = h, .s = s, .q = q, .a = a, .path = http_path(q->url), .now = now / SECOND_MS };
	uint64_t d = dice(market_seed(h->market), UINT64_C(4) << 32 | h->calls++);

	*a = (struct http_answer){ 0 };
	header(&c, "Date", instant_format_http(s->arena, now));
	for (size_t i = 0; i < sizeof c.request_id; i++)
		c.request_id[i] = "0123456789abcdef"[dice_take(&d, 16)];
	read_params(&c);
	for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++)
		if (text_is(c.path, endpoints[i].path))
			return answer(&c, &endpoints[i]);
	return call_refuse(&c, 404, "error_not_found", "There is no API at this path.");
}

struct sim_habits *shopee_habits(struct shopee *h) { return &h->habits; }
void shopee_lost(struct shopee *h, struct lost *lost) { h->lost = lost; }
