/* work/account.c - an authorisation enters: app, account, shops, tokens, and the first pull of each shop. */
#include "work/account.h"
#include "base/id.h"
#include "base/log.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/token.h"

/* One code spent, one grant in hand: from here to the commit nothing may fail that could have failed before. */
struct entry {
	struct node *node;
	const struct account_new *new;
	const struct channel *channel;
	struct text sealed_key;
	const struct token_grant *grant;
	const struct shop_ref *refs;
	size_t ref_count;
	struct account_made *made;
	int64_t first_from; /* where the first pull begins, UTC ms */
};

static enum err check_base(struct scope *s, struct node *n, const struct account_new *a)
{
	if (a->base.size == 0)
		return OK;
	if (!n->options.private_hosts)
		return fail(s, ERR_HOST_FORBIDDEN, "a host of one's own (%.*s) is for demo and tests: add --loopback",
			    TEXT_ARG(a->base));
	if (!text_starts(a->base, "http://127.0.0.1:"))
		return fail(s, ERR_HOST_FORBIDDEN, "--base takes http://127.0.0.1:PORT only, not %.*s",
			    TEXT_ARG(a->base));
	return OK;
}

static enum err check_new(struct scope *s, struct node *n, const struct account_new *a, const struct channel **channel)
{
	*channel = channel_find(a->channel);
	if (!*channel)
		return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"", TEXT_ARG(a->channel));
	if (!(*channel)->token_get)
		return fail(s, ERR_USAGE, "%s is not authorised by a code", (*channel)->title);
	if (a->app_id.size == 0 || secret_empty(a->app_key) || secret_empty(a->code) || a->code_ref.size == 0)
		return fail(s, ERR_USAGE,
			    "an account of %s needs --app-id, --app-key, --code and --shop-ref or --account-ref",
			    (*channel)->title);
	if (!n->options.key_file)
		return fail(s, ERR_KEY, "secrets are sealed under a key file: name it with --key");
	return check_base(s, n, a);
}

static void open_talk(struct scope *s, struct node *n, const struct account_new *a, const struct channel *channel,
		      const struct shop *shop, struct conversation *c)
{
	*c = (struct conversation){ .node = n, .shop = shop };
	c->talk = (struct talk){
		.channel = channel,
		.base = a->base,
		.private_host = n->options.private_hosts,
		.app_id = a->app_id,
		.app_key = a->app_key,
		.code = a->code,
	};
	if (a->main_account)
		c->talk.account_ref = a->code_ref;
	else
		c->talk.shop_ref = a->code_ref;
	if (c->talk.base.size == 0)
		c->talk.base = text_format(s->arena, "https://%s", channel->hosts[0]);
}

/* The shop may be here already, from an earlier authorisation: it and its orders are found again. */
static enum err enter_shop(struct scope *s, struct entry *e, int64_t account_id, const struct shop_ref *ref,
			   int64_t *shop_id)
{
	const struct feed *feed;
	struct sql_shop_put_row row;
	struct text title = ref->region.size ? text_format(s->arena, "%s %.*s %.*s", e->channel->title,
							   TEXT_ARG(ref->region), TEXT_ARG(ref->ref))
					     : text_format(s->arena, "%s %.*s", e->channel->title, TEXT_ARG(ref->ref));

	if (e->new->title.size)
		title = e->ref_count > 1 ? text_format(s->arena, "%.*s %.*s", TEXT_ARG(e->new->title),
						       TEXT_ARG(ref->region.size ? ref->region : ref->ref))
					 : e->new->title;
	TRY(sql_shop_put(s,
			 (struct sql_shop_put){ .id = id_next(s->ids),
						.account_id = account_id,
						.channel = text_of(e->channel->name),
						.channel_ref = ref->ref,
						.title = title },
			 &row));
	*shop_id = row.id;
	TRY(token_store(e->node, s, account_id, row.id, e->grant));
	for (feed = e->channel->feeds; feed->name; feed++) {
		TRY(sql_feed_put(s,
				 (struct sql_feed_put){ .shop_id = row.id,
							.name = text_of(feed->name),
							.cursor_at = e->first_from,
							.every_s = e->new->every_s ? e->new->every_s : feed->every_s },
				 NULL));
		TRY(job_recur(s, row.id, "pull", text_of(feed->name), s->now));
		TRY(job_wake(s, row.id, "pull", text_of(feed->name))); /* it may be due later, of before */
		TRY(job_recur(s, row.id, "reconcile", text_of(feed->name), s->now + DAY_MS));
	}
	return OK;
}

/* The first of its shops whose authorisation ends; 0: none says when. */
static int64_t first_end(const struct shop_ref *refs, size_t count)
{
	int64_t first = 0;

	for (size_t i = 0; i < count; i++)
		first = earlier_end(first, refs[i].authorised_until);
	return first;
}

static enum err enter(struct scope *s, void *arg)
{
	struct entry *e = arg;
	const struct account_new *a = e->new;
	struct sql_account_put_row row;

	TRY(sql_app_put(s, (struct sql_app_put){ .channel = a->channel, .app_id = a->app_id, .secret = e->sealed_key },
			NULL));
	TRY(sql_account_put(s,
			    (struct sql_account_put){ .id = id_next(s->ids),
						      .channel = a->channel,
						      .app_id = a->app_id,
						      .channel_ref = a->code_ref,
						      .title = a->title,
						      .base = a->base,
						      .authorised_at = s->now,
						      .authorised_until = first_end(e->refs, e->ref_count) },
			    &row));
	e->made->account_id = row.id;
	e->made->shop_count = e->ref_count;
	e->made->shops = ARENA_ARRAY(s->arena, int64_t, e->ref_count);
	for (size_t i = 0; i < e->ref_count; i++)
		TRY(enter_shop(s, e, row.id, &e->refs[i], &e->made->shops[i]));
	return OK;
}

/* The shops that this grant opens, with region and end of authorisation where the channel lists them. */
static void name_shops(struct scope *s, struct entry *e, struct conversation *c)
{
	const struct token_grant *g = e->grant;
	size_t count = g->shop_count ? g->shop_count : 1;
	struct shop_ref *refs = ARENA_ARRAY(s->arena, struct shop_ref, count);

	for (size_t i = 0; i < count; i++)
		refs[i].ref = g->shop_count ? g->shop_refs[i] : e->new->code_ref;
	e->refs = refs;
	e->ref_count = count;
	if (!e->channel->shop_list || converse(s, c, e->channel->shop_list) != OK)
		return; /* a courtesy: without it the title lacks the region */
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < c->talk.shops_count; k++)
			if (text_same(refs[i].ref, c->talk.shops[k].ref))
				refs[i] = c->talk.shops[k];
}

enum err account_add(struct node *n, struct scope *s, const struct account_new *a, struct account_made *out)
{
	struct entry e = { .node = n, .new = a, .made = out };
	struct conversation c;
	struct shop none = { 0 };
	struct token_grant grant;
	struct text place;

	TRY(check_new(s, n, a, &e.channel));
	open_talk(s, n, a, e.channel, &none, &c);
	TRY(converse(s, &c, e.channel->token_get));
	grant = c.talk.grant;
	e.grant = &grant;
	name_shops(s, &e, &c);
	place = text_format(s->arena, "apps/%lld/%s/%.*s", (long long)s->tenant_id, e.channel->name,
			    TEXT_ARG(a->app_id));
	e.sealed_key = seal_close(s, &n->key, place, a->app_key);
	e.first_from = world_now(s->world) - (a->first_back_ms ? a->first_back_ms : e.channel->feeds[0].first_back_ms);
	TRY(db_transact(s, enter, &e));
	LOG(s, LOG_INFO, "account_added", L_INT("account", out->account_id), L_INT("shops", (int64_t)out->shop_count));
	node_wake(n);
	return OK;
}
