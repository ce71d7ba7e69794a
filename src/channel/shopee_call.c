/* channel/shopee_call.c - the bytes of one Shopee request, signed for this attempt. */
#include "channel/shopee.h"
#include "channel/sign.h"

/* Without these no request can be signed; asking anyway would only earn a refusal that names something else. */
static enum err check(struct scope *s, const struct talk *t, const struct shopee_call *c)
{
	if (!shopee_id_fits(t->app_id))
		return fail(s, ERR_BAD_REQUEST, "Shopee's app id (partner id) is a number; correct it in the account.");
	if (secret_empty(t->app_key))
		return fail(s, ERR_BAD_REQUEST, "The account has no app key (partner key); enter it.");
	if (!c->for_shop)
		return OK;
	if (!shopee_id_fits(t->shop_ref))
		return fail(s, ERR_SHOP_UNBOUND, "The shop has no number at Shopee; authorise it.");
	if (secret_empty(t->access))
		return fail(s, ERR_TOKEN_EXPIRED, "There is no access token for shop %.*s yet.", TEXT_ARG(t->shop_ref));
	return OK;
}

static void add(struct buffer *b, const char *name, struct text value)
{
	buffer_add_z(b, name);
	url_add(b, value);
}

enum err shopee_ask(struct scope *s, const struct talk *t, const struct shopee_call *c, struct http_request *out)
{
	struct sign_shopee what = { .app_id = t->app_id,
				    .path = text_of(c->path),
				    .seconds = t->channel_now / SECOND_MS };
	struct buffer url = buffer_in(s->arena);
	struct text base = t->base;

	TRY(check(s, t, c));
	if (c->for_shop) {
		what.access = t->access;
		what.shop = t->shop_ref;
	}
	while (text_ends(base, "/"))
		base.size--;
	buffer_add(&url, base);
	buffer_add_z(&url, c->path);
	add(&url, "?partner_id=", t->app_id);
	buffer_format(&url, "&timestamp=%lld", (long long)what.seconds);
	if (c->for_shop) {
		add(&url, "&access_token=", secret_reveal(t->access));
		add(&url, "&shop_id=", t->shop_ref);
	}
	add(&url, "&sign=", sign_shopee(s->arena, t->app_key, &what));
	buffer_add(&url, c->query);
	*out = (struct http_request){ .method = c->body.at ? TEXT("POST") : TEXT("GET"),
				      .url = buffer_text(&url),
				      .body = c->body,
				      .private_host = t->private_host };
	if (c->body.at)
		http_header_add(out->headers, &out->header_count, TEXT("Content-Type"), TEXT("application/json"));
	return OK;
}
