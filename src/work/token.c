/* work/token.c - a shop's access token: opened, renewed in time, and durable before it is used. */
#include "work/token.h"
#include "base/id.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/node.h"

static struct text place_of(struct scope *s, int64_t account_id, int64_t shop_id, const char *which)
{
	return text_format(s->arena, "tokens/%lld/%lld/%lld/%s", (long long)s->tenant_id, (long long)account_id,
			   (long long)shop_id, which);
}

enum err token_store(struct node *n, struct scope *s, int64_t account_id, int64_t shop_id, const struct token_grant *g)
{
	struct text access = seal_close(s, &n->key, place_of(s, account_id, shop_id, "access"), g->access);
	struct text refresh = seal_close(s, &n->key, place_of(s, account_id, shop_id, "refresh"), g->refresh);

	return sql_token_put(s,
			     (struct sql_token_put){ .account_id = account_id,
						     .shop_id = shop_id,
						     .access = access,
						     .refresh = refresh,
						     .access_until = g->access_until,
						     .refresh_until = g->refresh_until },
			     NULL);
}

struct renewal {
	struct conversation *c;
	int64_t ver;
	const struct token_grant *grant;
};

static enum err store_renewed(struct scope *s, void *arg)
{
	struct renewal *r = arg;
	struct conversation *c = r->c;

	TRY(shop_fence(c->node, s, c->shop));
	return token_store(c->node, s, c->shop->account_id, c->shop->id, r->grant);
}

/* "renewing" is durable before the single-use token is sent, so that a successor knows that it may be spent. */
static enum err mark_renewing(struct scope *s, void *arg)
{
	struct renewal *r = arg;
	int64_t changed;

	TRY(shop_fence(r->c->node, s, r->c->shop));
	TRY(sql_token_renewing(s,
			       (struct sql_token_renewing){
				       .account_id = r->c->shop->account_id, .shop_id = r->c->shop->id, .ver = r->ver },
			       &changed));
	if (changed != 1)
		return fail(s, ERR_CONFLICT, "the token of shop %lld was renewed by another",
			    (long long)r->c->shop->id);
	return OK;
}

static enum err mark_refused(struct scope *s, void *arg)
{
	struct renewal *r = arg;

	TRY(shop_fence(r->c->node, s, r->c->shop));
	TRY(sql_token_refused(
		s, (struct sql_token_refused){ .account_id = r->c->shop->account_id, .shop_id = r->c->shop->id },
		NULL));
	return sql_shop_state(s, (struct sql_shop_state){ .state = TEXT("needs_authorisation"), .id = r->c->shop->id },
			      NULL);
}

static enum err needs_authorisation(struct scope *s, struct renewal *r)
{
	LOG(s, LOG_WARN, "needs_authorisation", L_INT("shop", r->c->shop->id));
	TRY(db_transact(s, mark_refused, r));
	return fail(s, ERR_NEEDS_AUTHORISATION, "%s no longer accepts the authorisation of shop %.*s",
		    r->c->talk.channel->title, TEXT_ARG(r->c->talk.shop_ref));
}

enum err token_refused(struct scope *s, struct conversation *c)
{
	return needs_authorisation(s, &(struct renewal){ .c = c });
}

static enum err renew(struct scope *s, struct renewal *r)
{
	struct conversation *c = r->c;
	enum err e;

	TRY(db_transact(s, mark_renewing, r));
	e = converse(s, c, c->talk.channel->token_refresh);
	if (e == ERR_NEEDS_AUTHORISATION || e == ERR_TOKEN_EXPIRED || e == ERR_CHANNEL_REFUSED)
		return needs_authorisation(s, r);
	TRY(e);
	r->grant = &c->talk.grant;
	TRY(db_transact(s, store_renewed, r));
	c->talk.access = c->talk.grant.access;
	c->talk.refresh = c->talk.grant.refresh;
	return OK;
}

enum err token_use(struct scope *s, struct conversation *c, bool renew_now)
{
	const struct channel *channel = c->talk.channel;
	struct sql_token_of_shop_row row;
	struct renewal r = { .c = c };
	enum err e;

	if (!channel->token_refresh)
		return OK;
	e = sql_token_of_shop(
		s, (struct sql_token_of_shop){ .account_id = c->shop->account_id, .shop_id = c->shop->id }, &row);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_SHOP_UNBOUND, "shop %lld has no authorisation", (long long)c->shop->id);
	TRY(e);
	r.ver = row.ver;
	TRY(seal_open(s, &c->node->key, place_of(s, c->shop->account_id, c->shop->id, "access"), row.access,
		      &c->talk.access));
	TRY(seal_open(s, &c->node->key, place_of(s, c->shop->account_id, c->shop->id, "refresh"), row.refresh,
		      &c->talk.refresh));
	if (text_is(row.state, "refused"))
		return fail(s, ERR_NEEDS_AUTHORISATION, "%s no longer accepts the authorisation of shop %.*s",
			    channel->title, TEXT_ARG(c->talk.shop_ref));
	if (!renew_now &&
	    (row.access_until == 0 || row.access_until - channel->access_early_ms > world_now(s->world) + c->skew_ms))
		return OK; /* an end that was not said is heard of by a refusal */
	return renew(s, &r);
}
