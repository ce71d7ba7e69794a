/* work/shops.c - shops as people and jobs use them: load, pull now, stop, resume. */
#include "work/shops.h"
#include "base/log.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/keys.h"
#include "work/node.h"
#include "work/standing.h"

enum err shop_get(struct scope *s, int64_t shop_id, struct shop *out)
{
	struct sql_shop_get_row row;
	enum err e = sql_shop_get(s, (struct sql_shop_get){ .id = shop_id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no shop %lld", (long long)shop_id);
	TRY(e);
	*out = (struct shop){
		.id = shop_id,
		.account_id = row.account_id,
		.ver = row.ver,
		.cutover_at = row.cutover_at,
		.authorised_until = row.authorised_until,
		.channel_ref = row.channel_ref,
		.title = row.title,
		.state = row.state,
		.pull = row.pull,
		.currency = row.currency,
		.channel = channel_find(row.channel),
		.app_id = row.app_id,
		.base = row.base,
		.bound = text_is(row.state, "bound"),
		.known = row.known != 0,
	};
	if (!out->channel)
		return fail(s, ERR_CHANNEL_UNKNOWN,
			    "shop %lld belongs to the channel \"%.*s\", which this version does not know",
			    (long long)shop_id, TEXT_ARG(row.channel));
	return OK;
}

enum err shop_usable(struct scope *s, const struct shop *shop)
{
	static const struct {
		const char *state;
		enum err why;
		const char *words;
	} reasons[] = {
		{ "needs_authorisation", ERR_NEEDS_AUTHORISATION, "no longer lets us in: authorise its account again" },
		{ "unverified", ERR_ACCOUNT_UNVERIFIED, "is not verified yet" },
		{ "refused", ERR_ACCOUNT_UNVERIFIED, "was refused when its account was verified" },
		{ "cancelled", ERR_ACCOUNT_CANCELLED, "was given up" },
	};

	if (shop->bound)
		return OK;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (text_is(shop->state, reasons[i].state))
			return fail(s, reasons[i].why, "shop \"%.*s\" %s", TEXT_ARG(shop->title), reasons[i].words);
	return fail(s, ERR_SHOP_UNBOUND, "shop \"%.*s\" is not authorised", TEXT_ARG(shop->title));
}

bool shop_authorised(const struct shop *shop) { return shop->bound && shop->known; }

bool shop_updatable(const struct shop *shop)
{
	return shop->account_id != 0 && shop->channel && shop->channel->batch_update;
}

enum err shop_app_key(struct node *n, struct scope *s, const struct shop *shop, struct secret *out)
{
	struct sql_app_get_row row;

	*out = (struct secret){ 0 };
	if (shop->app_id.size == 0)
		return OK;
	TRY(sql_app_get(s, (struct sql_app_get){ .channel = text_of(shop->channel->name), .app_id = shop->app_id },
			&row));
	return seal_open(s, &n->key, keys_app_place(s, text_of(shop->channel->name), shop->app_id), row.secret, out);
}

/* A shop may be asked to pull only while it is bound; stop and resume are settings and always taken. */
static enum err pull_now(struct scope *s, void *arg)
{
	const int64_t *shop_id = arg;
	struct shop shop;

	TRY(shop_get(s, *shop_id, &shop));
	TRY(shop_usable(s, &shop));
	return job_ask_now(s, *shop_id, "pull", TEXT("orders"));
}

enum err shop_pull(struct scope *s, int64_t shop_id) { return db_transact(s, pull_now, &shop_id); }

struct setting {
	int64_t shop_id;
	struct text pull;
};

static enum err set_pull(struct scope *s, void *arg)
{
	const struct setting *set = arg;
	struct shop shop;

	TRY(shop_get(s, set->shop_id, &shop));
	TRY(sql_shop_pull_set(s, (struct sql_shop_pull_set){ .pull = set->pull, .id = set->shop_id }, NULL));
	if (text_is(set->pull, "on")) {
		TRY(standing_reconciles(s));
		return sql_jobs_resume(s, (struct sql_jobs_resume){ .shop_id = set->shop_id, .now = s->now }, NULL);
	}
	return sql_jobs_pause(s, (struct sql_jobs_pause){ .shop_id = set->shop_id }, NULL);
}

enum err shop_stop(struct scope *s, int64_t shop_id)
{
	return db_transact(s, set_pull, &(struct setting){ shop_id, TEXT("stopped") });
}

enum err shop_resume(struct scope *s, int64_t shop_id)
{
	return db_transact(s, set_pull, &(struct setting){ shop_id, TEXT("on") });
}

struct leasing {
	struct node *node;
	struct shop *shop;
	int64_t seen;
};

static enum err take_lease(struct scope *s, void *arg)
{
	struct leasing *l = arg;
	struct sql_lease_take_row row;
	enum err e = sql_lease_take(s,
				    (struct sql_lease_take){ .shop_id = l->shop->id,
							     .node = l->node->number,
							     .incarnation = l->node->incarnation,
							     .seen = l->seen },
				    &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_FENCED, "another node has just taken shop %lld", (long long)l->shop->id);
	TRY(e);
	l->shop->fence = row.fence;
	return OK;
}

enum err shop_lease(struct node *n, struct scope *s, struct shop *shop)
{
	struct sql_lease_get_row row = { 0 };
	enum err e = sql_lease_get(s, (struct sql_lease_get){ .shop_id = shop->id }, &row);

	if (e != OK && e != ERR_NO_ROW)
		return e;
	if (row.node == n->number && row.incarnation == n->incarnation) {
		shop->fence = row.fence;
		return OK;
	}
	if (row.alive || (n->crew && shop->account_id))
		return fail(s, ERR_FENCED, "another node works for shop %lld", (long long)shop->id);
	return db_transact(s, take_lease, &(struct leasing){ n, shop, row.fence });
}

static enum err touch(struct node *n, struct scope *s, const struct shop *shop, int64_t changes)
{
	int64_t changed;

	TRY(sql_lease_touch(s,
			    (struct sql_lease_touch){ .shop_id = shop->id,
						      .node = n->number,
						      .incarnation = n->incarnation,
						      .fence = shop->fence,
						      .changes = changes },
			    &changed));
	if (changed != 1)
		return fail(s, ERR_FENCED, "another node works for shop %lld now", (long long)shop->id);
	return OK;
}

enum err shop_fence(struct node *n, struct scope *s, const struct shop *shop) { return touch(n, s, shop, 0); }
enum err shop_fence_change(struct node *n, struct scope *s, const struct shop *shop) { return touch(n, s, shop, 1); }

enum err shop_note_change(struct scope *s, int64_t shop_id)
{
	return sql_lease_note(s, (struct sql_lease_note){ .shop_id = shop_id }, NULL);
}
