/* sim/shopee_shop.c - the pages a seller sees when he authorises, and what is told about shops. */
#include "base/instant.h"
#include "sim/shopee_inner.h"
#include <string.h>

enum { SHOPS_PAGE_MAX = 100 };

/* The URL of this request with one more parameter, for a link in a page. */
static void put_link(struct buffer *b, struct call *c, const char *name, int64_t id, const char *words)
{
	buffer_add_z(b, "<li><a href=\"");
	for (size_t i = 0; i < c->q->url.size; i++) { /* the sender wrote it: nothing of it may become HTML */
		char sign = c->q->url.at[i];

		if (strchr("\"'<>", sign))
			buffer_add_z(b, "%22");
		else if (sign == '&')
			buffer_add_z(b, "&amp;");
		else
			buffer_byte(b, sign);
	}
	buffer_format(b, "&amp;%s=%lld\">%s</a></li>", name, (long long)id, words);
}

/* The real page asks the seller to sign in; here he only says who he is. */
static enum err choose_page(struct call *c)
{
	const struct market *m = c->shopee->market;
	struct buffer b = buffer_in(c->s->arena);
	int64_t account = 0;

	buffer_add_z(&b, "<!doctype html><title>Authorise</title><h1>Which shop?</h1><ul>");
	for (size_t i = 0; i < market_shop_count(m); i++) {
		const struct market_shop *shop = market_shop(m, i);

		if (shop->account != account)
			put_link(&b, c, "seller_account", shop->account, "All shops of this main account");
		account = shop->account;
		const char *name = text_format(c->s->arena, "%s", shop->name).at;
		struct text shown = text_of(name);
		const char *and = memchr(name, '&', shown.size);
		if (and) /* "Harbour & Hill" */
			name = text_format(c->s->arena, "%.*s&amp;%s", (int)(and-name), name, and+1).at;
		put_link(&b, c, "seller_shop", shop->id, name);
	}
	buffer_add_z(&b, "</ul>");
	TRY(call_reply(c, buffer_text(&b)));
	c->a->headers[c->a->header_count - 1].value = TEXT("text/html; charset=utf-8");
	return OK;
}

static bool choice(struct call *c, const char *name, int64_t *id)
{
	struct text value;

	return call_param(c, name, &value) && text_to_int(value, id);
}

/* Where the seller's browser goes next: the address given, with these parameters added. */
static enum err send_back(struct call *c, struct text to, struct text more)
{
	struct buffer b = buffer_in(c->s->arena);

	for (size_t i = 0; i < to.size; i++)
		if ((unsigned char)to.at[i] <= ' ')
			return call_refuse(c, 400, "error_param", "redirect is no address");
	buffer_add(&b, to);
	buffer_byte(&b, memchr(to.at, '?', to.size) ? '&' : '?');
	buffer_add(&b, more);
	return call_redirect(c, buffer_text(&b));
}

enum err auth_page(struct call *c)
{
	struct shopee_asked ask = { .partner = c->shopee->apps[c->app].partner, .now = c->now * SECOND_MS };
	struct text to, code;

	if (!call_param(c, "redirect", &to) || !to.size)
		return call_refuse(c, 400, "error_param", "There is no redirect in query.");
	if (!choice(c, "seller_shop", &ask.shop) && !choice(c, "seller_account", &ask.account))
		return choose_page(c);
	enum err e = shopee_code(c->shopee, c->s, &ask, &code);
	if (e == ERR_SHOP_UNKNOWN)
		return call_refuse(c, 400, "error_shop", "shopid is invalid");
	TRY(e);
	return send_back(c, to,
			 text_format(c->s->arena, "code=%.*s&%s=%lld", TEXT_ARG(code),
				     ask.account ? "main_account_id" : "shop_id",
				     (long long)(ask.account ? ask.account : ask.shop)));
}

enum err auth_cancel(struct call *c)
{
	struct shopee_asked ask = { .partner = c->shopee->apps[c->app].partner, .now = c->now * SECOND_MS };
	struct text to;

	if (!call_param(c, "redirect", &to) || !to.size)
		return call_refuse(c, 400, "error_param", "There is no redirect in query.");
	if (!choice(c, "seller_shop", &ask.shop))
		return choose_page(c);
	enum err e = shopee_event(c->shopee, c->s, &ask, SHOPEE_WITHDRAWN);
	if (e == ERR_SHOP_UNKNOWN)
		return call_refuse(c, 400, "error_shop", "shopid is invalid");
	TRY(e);
	return send_back(c, to, text_format(c->s->arena, "shop_id=%lld", (long long)ask.shop));
}

static void put_times(struct buffer *b, const struct chain *chain)
{
	PEN(b, "\"auth_time\":");
	pen_int(b, chain->since);
	PEN(b, ",\"expire_time\":");
	pen_int(b, chain->until);
}

/* A whole parameter from `least` to `most`, or the default where it is absent. */
static bool page_number(struct call *c, const char *name, int64_t least, int64_t most, int64_t *n)
{
	struct text value;

	return !call_param(c, name, &value) || (text_to_int(value, n) && *n >= least && *n <= most);
}

enum err shops_by_partner(struct call *c)
{
	const struct market *m = c->shopee->market;
	int64_t size = SHOPS_PAGE_MAX, page = 1, seen = 0;
	struct buffer b;

	if (!page_number(c, "page_size", 1, SHOPS_PAGE_MAX, &size) || !page_number(c, "page_no", 1, INT32_MAX, &page))
		return call_refuse(c, 400, "error_param", "page_size is 1 to 100, page_no begins with 1");
	b = call_open(c, 0);
	PEN(&b, "\"authed_shop_list\":[");
	for (size_t i = 0; i < market_shop_count(m); i++) {
		const struct chain *chain = &c->shopee->chains[c->app][i];
		const struct market_shop *shop = market_shop(m, i);

		if (!chain->since || chain->withdrawn || seen++ / size != page - 1)
			continue;
		if (b.at[b.size - 1] == '}')
			PEN(&b, ",");
		PEN(&b, "{\"shop_id\":");
		pen_int(&b, shop->id);
		PEN(&b, ",\"region\":");
		pen_z(&b, region_facts(shop->region)->code);
		PEN(&b, ",\"sip_affi_shops\":[],");
		put_times(&b, chain);
		PEN(&b, "}");
	}
	PEN(&b, "],\"more\":");
	buffer_add_z(&b, seen > page * size ? "true" : "false");
	return call_done(c, &b);
}

enum err shop_info(struct call *c)
{
	const struct market_shop *shop = market_shop(c->shopee->market, (size_t)c->shop);
	struct buffer b = call_open(c, 0);

	put_times(&b, &c->shopee->chains[c->app][c->shop]);
	PEN(&b, ",\"shop_name\":");
	pen_z(&b, shop->name);
	PEN(&b, ",\"region\":");
	pen_z(&b, region_facts(shop->region)->code);
	PEN(&b,
	    ",\"status\":\"NORMAL\",\"shop_fulfillment_flag\":\"Others\",\"is_cb\":false,\"is_upgraded_cbsc\":false,"
	    "\"merchant_id\":null,\"is_sip\":false,\"sip_affi_shops\":[],\"is_main_shop\":false,\"is_direct_shop\":"
	    "false,"
	    "\"linked_direct_shop_list\":[],\"linked_main_shop_id\":0");
	return call_done(c, &b);
}
