/* work/hook.c - a push comes in: proved by its signature, kept durably, and its job set off. */
#include "work/hook.h"
#include "base/digest.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/log.h"
#include "channel/channel.h"
#include "store/sql.h"
#include "work/keys.h"
#include "work/lost.h"
#include "work/node.h"
#include "work/shops.h"

/* Long enough to look into what went wrong; then the body goes, with whatever it says of people. */
enum { HOOK_KEPT_DAYS = 7, URL_MAX = 500 };

struct arrival { /* one push */
	struct text body, dedupe;
	struct push push;
};

struct arrivals {
	const struct channel *channel;
	struct text app_id;
	struct arrival *at;
	size_t count;
	int64_t kept;
};

static enum err register_body(struct scope *s, void *arg)
{
	const struct sql_app_push_put *row = arg;
	int64_t changed;

	TRY(sql_app_push_put(s, *row, &changed));
	if (changed != 1)
		return fail(s, ERR_NO_ROW, "there is no app \"%.*s\" of %.*s; add its account first",
			    TEXT_ARG(row->app_id), TEXT_ARG(row->channel));
	return row->push_url.size ? lost_recur(s, row->channel, row->app_id) : OK;
}

static enum err check_address(struct scope *s, struct node *n, const struct hook_address *a)
{
	const struct channel *channel = channel_find(a->channel);

	if (!channel)
		return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"", TEXT_ARG(a->channel));
	if (!channel->push_fits)
		return fail(s, ERR_USAGE, "%s sends no pushes", channel->title);
	if (a->url.size > URL_MAX || (a->url.size && !text_starts(a->url, "https://") &&
				      !(n->options.private_hosts && text_starts(a->url, "http://"))))
		return fail(
			s, ERR_USAGE,
			"the address of pushes is https://…, as it stands in the channel's console, at most %d bytes",
			URL_MAX);
	return OK;
}

enum err hook_register(struct node *n, struct scope *s, const struct hook_address *a)
{
	struct sql_app_push_put row = { .push_url = a->url, .channel = a->channel, .app_id = a->app_id };

	TRY(check_address(s, n, a));
	if (!secret_empty(a->key))
		row.push_key = seal_close(s, &n->key, keys_push_place(s, a->channel, a->app_id), a->key);
	TRY(db_transact(s, register_body, &row));
	LOG(s, LOG_INFO, "push_registered", L_TEXT("channel", a->channel), L_TEXT("app", a->app_id));
	return OK;
}

static enum err forged(struct scope *s)
{
	return fail(s, ERR_PUSH_FORGED, "no key that we know has signed this for the address that is registered");
}

/* The console asks before it saves an address, signed with no key at all: anybody can, and nothing comes of it. */
static bool is_ping(struct scope *s, const struct channel *channel, struct text url, const struct http_request *q)
{
	struct push p;

	return channel->push_fits(s, (struct secret){ 0 }, url, q) && channel->push_read(s, q->body, &p) == OK &&
	       p.about == PUSH_PING;
}

static enum err prove(struct node *n, struct scope *s, const struct hook_in *in, const struct channel *channel,
		      bool *ping)
{
	struct shop app = { .channel = channel, .app_id = in->app_id };
	struct sql_app_push_row row;
	struct secret key;
	enum err e = sql_app_push(s, (struct sql_app_push){ .channel = in->channel, .app_id = in->app_id }, &row);

	*ping = false;
	if (e == ERR_NO_ROW || (e == OK && row.push_url.size == 0))
		return forged(s);
	TRY(e);
	if (row.push_key.size)
		TRY(seal_open(s, &n->key, keys_push_place(s, in->channel, in->app_id), row.push_key, &key));
	else
		TRY(shop_app_key(n, s, &app, &key));
	if (!secret_empty(key) && channel->push_fits(s, key, row.push_url, in->request))
		return OK;
	*ping = is_ping(s, channel, row.push_url, in->request);
	return *ping ? OK : forged(s);
}

static const char *about_name(enum push_about about)
{
	switch (about) {
	case PUSH_ORDER:
		return "order";
	case PUSH_AUTHORISATION:
		return "authorisation";
	case PUSH_OTHER:
	case PUSH_PING:
		break;
	}
	return "other";
}

static enum err keep_for(struct scope *s, struct arrivals *all, const struct arrival *a, struct text shop_ref)
{
	const struct push *p = &a->push;
	bool works = p->about == PUSH_ORDER || p->about == PUSH_AUTHORISATION;
	struct sql_shop_by_ref_row shop;
	int64_t changed;
	enum err e = sql_shop_by_ref(s,
				     (struct sql_shop_by_ref){ .channel = text_of(all->channel->name),
							       .channel_ref = shop_ref,
							       .app_id = all->app_id },
				     &shop);

	if (e == ERR_NO_ROW)
		return OK; /* a shop that this app opens elsewhere: its pushes are not ours to keep */
	TRY(e);
	TRY(sql_hook_insert(s,
			    (struct sql_hook_insert){ .id = id_next(s->ids),
						      .channel = text_of(all->channel->name),
						      .shop_id = shop.id,
						      .dedupe = a->dedupe,
						      .about = text_of(about_name(p->about)),
						      .code = p->code,
						      .ref = p->order_ref.at ? p->order_ref : TEXT(""),
						      .body = a->body,
						      .state = works ? TEXT("new") : TEXT("noted"),
						      .at = s->now,
						      .expire_at = s->now + HOOK_KEPT_DAYS * DAY_MS },
			    &changed));
	all->kept += changed;
	if (!works || changed == 0)
		return OK;
	if (p->about == PUSH_ORDER)
		return job_wake(s, shop.id, "hook", TEXT("orders"));
	TRY(job_recur(s, shop.id, "hook", TEXT("authorisation"), s->now)); /* a stopped shop's too */
	return job_wake(s, shop.id, "hook", TEXT("authorisation"));
}

static enum err keep(struct scope *s, void *arg)
{
	struct arrivals *all = arg;

	all->kept = 0;
	TRY(sql_hooks_expire(s, (struct sql_hooks_expire){ .now = s->now }, NULL));
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->at[i].push.shop_count; k++)
			TRY(keep_for(s, all, &all->at[i], all->at[i].push.shop_refs[k]));
	return OK;
}

/* Proved, yet senseless: sent again it stays so. */
static bool readable(struct scope *s, const struct channel *channel, struct text body, struct push *out)
{
	if (body.size > HOOK_SIZE_MAX) {
		LOG(s, LOG_WARN, "push_too_large", L_Z("channel", channel->name), L_INT("bytes", (int64_t)body.size));
		return false;
	}
	if (channel->push_read(s, body, out) == OK)
		return true;
	LOG(s, LOG_WARN, "push_unreadable", L_Z("channel", channel->name), L_TEXT("words", s->words));
	return false;
}

enum err hook_keep(struct node *n, struct scope *s, const struct channel *channel, struct text app_id,
		   const struct text *bodies, size_t count, int64_t *kept)
{
	struct arrivals all = { .channel = channel, .app_id = app_id };

	*kept = 0;
	all.at = ARENA_ARRAY(s->arena, struct arrival, count);
	for (size_t i = 0; i < count; i++) {
		struct arrival *a = &all.at[all.count];
		struct digest128 d = digest_blake2b(n->people_key, bodies[i]);

		a->body = bodies[i];
		a->dedupe = text_copy(s->arena, (struct text){ (const char *)d.bytes, sizeof d.bytes });
		all.count += readable(s, channel, bodies[i], &a->push);
	}
	if (all.count)
		TRY(db_transact(s, keep, &all));
	*kept = all.kept;
	if (all.kept)
		node_wake(n);
	return OK;
}

enum err hook_receive(struct node *n, struct scope *s, const struct hook_in *in)
{
	const struct channel *channel = channel_find(in->channel);
	int64_t kept;
	bool ping;

	if (!channel || !channel->push_fits)
		return fail(s, ERR_NO_ROUTE, "no pushes come in at this address");
	TRY(prove(n, s, in, channel, &ping));
	return ping ? OK : hook_keep(n, s, channel, in->app_id, &in->request->body, 1, &kept);
}
