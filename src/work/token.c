/* work/token.c - a shop's access token: opened, renewed in time, and durable before it is used. */
#include "work/token.h"
#include "base/id.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/account_inner.h"
#include "work/keys.h"
#include "work/node.h"

enum { STORE_TRIES = 60, STORE_NAP_MS = 500 };

enum err token_store(struct node *n, struct scope *s, int64_t account_id, int64_t shop_id, const struct token_grant *g)
{
	struct text access = seal_close(s, &n->key, keys_token_place(s, account_id, shop_id, "access"), g->access);
	struct text refresh = seal_close(s, &n->key, keys_token_place(s, account_id, shop_id, "refresh"), g->refresh);

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
	const struct token_grant *grant;
};

static enum err newer(struct scope *s, const struct conversation *c)
{
	return fail(s, ERR_CONFLICT, "the token of shop %lld was renewed by another", (long long)c->shop->id);
}

static enum err replace(struct scope *s, const struct conversation *c, const struct token_grant *g, int64_t *changed)
{
	int64_t account_id = c->shop->account_id, shop_id = c->shop->id;
	struct text access =
		seal_close(s, &c->node->key, keys_token_place(s, account_id, shop_id, "access"), g->access);
	struct text refresh =
		seal_close(s, &c->node->key, keys_token_place(s, account_id, shop_id, "refresh"), g->refresh);

	return sql_token_renewed(s,
				 (struct sql_token_renewed){ .account_id = account_id,
							     .shop_id = shop_id,
							     .ver = c->token_ver,
							     .access = access,
							     .refresh = refresh,
							     .access_until = g->access_until,
							     .refresh_until = g->refresh_until },
				 changed);
}

static enum err open_refresh(struct scope *s, const struct conversation *c, struct text sealed, struct secret *out)
{
	return seal_open(s, &c->node->key, keys_token_place(s, c->shop->account_id, c->shop->id, "refresh"), sealed,
			 out);
}

static bool same_secret(struct secret a, struct secret b) { return text_same(secret_reveal(a), secret_reveal(b)); }

/* By what is held, not by who works for the shop: while this node stood still, another may have taken it over and spent the
 * old tokens once more, so that they are marked as refused. As they are good once, those in hand are the only good ones. */
static enum err store_renewed(struct scope *s, void *arg)
{
	struct renewal *r = arg;
	struct conversation *c = r->c;
	int64_t account_id = c->shop->account_id, shop_id = c->shop->id, changed = 0;
	struct sql_token_of_shop_row row;

	while (changed != 1) { /* its version has moved meanwhile: look again */
		struct secret held;
		enum err e;

		e = sql_token_of_shop(s, (struct sql_token_of_shop){ .account_id = account_id, .shop_id = shop_id },
				      &row);
		if (e == ERR_NO_ROW)
			return newer(s, c); /* given up meanwhile */
		TRY(e);
		TRY(open_refresh(s, c, row.refresh, &held));
		c->token_ver = row.ver;
		if (same_secret(held, r->grant->refresh))
			return OK; /* that it was kept had not been heard */
		if (!same_secret(held, c->talk.refresh))
			return newer(s, c);
		TRY(replace(s, c, r->grant, &changed));
	}
	c->token_ver++;
	return text_is(row.state, "refused") ? account_prove_soon(s, shop_id) : OK;
}

/* "renewing" is durable before the single-use token is sent, so that a successor knows that it may be spent. */
static enum err mark_renewing(struct scope *s, void *arg)
{
	const struct conversation *c = arg;
	int64_t changed;

	TRY(shop_fence(c->node, s, c->shop));
	TRY(sql_token_renewing(s,
			       (struct sql_token_renewing){
				       .account_id = c->shop->account_id, .shop_id = c->shop->id, .ver = c->token_ver },
			       &changed));
	return changed == 1 ? OK : newer(s, c);
}

struct refusal {
	const struct conversation *c;
	struct text words; /* the channel's */
};

static enum err mark_refused(struct scope *s, void *arg)
{
	const struct refusal *r = arg;
	const struct conversation *c = r->c;
	int64_t changed;

	TRY(shop_fence(c->node, s, c->shop));
	TRY(sql_token_refused(s,
			      (struct sql_token_refused){
				      .account_id = c->shop->account_id, .shop_id = c->shop->id, .ver = c->token_ver },
			      &changed));
	if (changed != 1)
		return newer(s, c);
	return account_judged(s, c->shop->account_id, c->shop->id, ACCOUNT_NEEDS_AUTHORISATION, ERR_NEEDS_AUTHORISATION,
			      r->words);
}

enum err token_unchanged(struct scope *s, const struct conversation *c)
{
	struct sql_token_of_shop_row row = { 0 };
	enum err e;

	if (!c->talk.channel->token_refresh)
		return OK;
	e = sql_token_of_shop(
		s, (struct sql_token_of_shop){ .account_id = c->shop->account_id, .shop_id = c->shop->id }, &row);
	if (e != OK && e != ERR_NO_ROW)
		return e;
	return (e == OK ? row.ver : 0) == c->token_ver ? OK : newer(s, c);
}

enum err token_refused(struct scope *s, struct conversation *c)
{
	struct refusal r = { c, text_copy(s->arena, s->words) };

	LOG(s, LOG_WARN, "needs_authorisation", L_INT("shop", c->shop->id));
	TRY(db_transact(s, mark_refused, &r));
	c->token_ver++;
	return fail(s, ERR_NEEDS_AUTHORISATION, "%s no longer accepts the authorisation of shop %.*s",
		    c->talk.channel->title, TEXT_ARG(c->talk.shop_ref));
}

enum err token_surely(struct scope *s, db_body *body, void *arg, const struct node *holder)
{
	enum err e;

	for (int i = 0; (e = db_transact(s, body, arg)) != OK && e != ERR_CONFLICT; i++) {
		if (i >= STORE_TRIES &&
		    (err_retry(e) != RETRY_LATER || !holder || !holder->crew || node_stopping(holder)))
			return e;
		world_nap(s->world, STORE_NAP_MS);
	}
	return e;
}

enum err token_keep(struct scope *s, struct conversation *c, const struct token_grant *g)
{
	struct renewal r = { c, g };

	return token_surely(s, store_renewed, &r, c->node);
}

static enum err renew(struct scope *s, struct conversation *c)
{
	enum err e;

	TRY(db_transact(s, mark_renewing, c));
	c->token_ver++;
	if (!node_sure(c->node)) /* another may renew by now: two would spend the same token */
		return fail(s, ERR_FENCED,
			    "this node has not been able to beat for a while: the token of shop %lld waits",
			    (long long)c->shop->id);
	e = converse(s, c, c->talk.channel->token_refresh);
	if (e == ERR_NEEDS_AUTHORISATION || e == ERR_TOKEN_EXPIRED || e == ERR_CHANNEL_REFUSED)
		return token_refused(s, c);
	TRY(e);
	TRY(token_keep(s, c, &c->talk.grant));
	c->talk.access = c->talk.grant.access;
	c->talk.refresh = c->talk.grant.refresh;
	return OK;
}

enum err token_use(struct scope *s, struct conversation *c, bool renew_now)
{
	const struct channel *channel = c->talk.channel;
	struct sql_token_of_shop_row row;
	enum err e;

	if (!channel->token_refresh)
		return OK;
	e = sql_token_of_shop(
		s, (struct sql_token_of_shop){ .account_id = c->shop->account_id, .shop_id = c->shop->id }, &row);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_SHOP_UNBOUND, "shop %lld has no authorisation", (long long)c->shop->id);
	TRY(e);
	c->token_ver = row.ver;
	TRY(seal_open(s, &c->node->key, keys_token_place(s, c->shop->account_id, c->shop->id, "access"), row.access,
		      &c->talk.access));
	TRY(seal_open(s, &c->node->key, keys_token_place(s, c->shop->account_id, c->shop->id, "refresh"), row.refresh,
		      &c->talk.refresh));
	if (text_is(row.state, "refused"))
		return fail(s, ERR_NEEDS_AUTHORISATION, "%s no longer accepts the authorisation of shop %.*s",
			    channel->title, TEXT_ARG(c->talk.shop_ref));
	if (!renew_now &&
	    (row.access_until == 0 || row.access_until - channel->access_early_ms > world_now(s->world) + c->skew_ms))
		return OK; /* an end that was not said is heard of by a refusal */
	return renew(s, c);
}
