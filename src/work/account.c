/* work/account.c - accounts as people enter and change them, and how they are given up. */
#include "base/digest.h"
#include "base/id.h"
#include "base/log.h"
#include "base/money.h"
#include "channel/platform.h"
#include "work/account_inner.h"
#include "work/keys.h"
#include "work/node.h"
#include <string.h>

enum { NONCE_BYTES = 16, BACK_MAX = 500, BASE_MAX = 200, APP_ID_MAX = 64 };

struct text account_own_ref(struct scope *s, int64_t id) { return text_format(s->arena, "?%lld", (long long)id); }

struct text account_nonce_digest(struct scope *s, struct text nonce)
{
	struct digest256 d = digest_sha256(nonce);

	return hex_format(s->arena, d.bytes, sizeof d.bytes);
}

enum err account_load(struct scope *s, int64_t id, struct account *out)
{
	struct sql_account_get_row row;
	enum err e = sql_account_get(s, (struct sql_account_get){ .id = id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ACCOUNT_UNKNOWN, "there is no account %lld", (long long)id);
	TRY(e);
	*out = (struct account){
		.id = id,
		.ver = row.ver,
		.app_id = row.app_id,
		.ref = text_starts(row.channel_ref, "?") ? (struct text){ 0 } : row.channel_ref,
		.title = row.title,
		.base = row.base,
		.nonce = row.flow_nonce,
		.channel = channel_find(row.channel),
	};
	ASSERT(account_state_find(row.state, &out->state));
	if (!out->channel)
		return fail(s, ERR_CHANNEL_UNKNOWN,
			    "account %lld belongs to the channel \"%.*s\", which this version does not know",
			    (long long)id, TEXT_ARG(row.channel));
	return OK;
}

enum err account_talk(struct node *n, struct scope *s, const struct account *a, struct shop *none,
		      struct conversation *c)
{
	enum err e;

	*none = (struct shop){ .channel = a->channel, .app_id = a->app_id, .base = a->base };
	e = converse_open(n, s, none, c);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_BAD_REQUEST, "the key of the app %.*s is not here any more: enter it again",
			    TEXT_ARG(a->app_id));
	c->talk.channel_now = world_now(s->world);
	return e;
}

enum err account_key_file(struct scope *s, const struct node *n)
{
	return n->options.key_file ? OK : fail(s, ERR_KEY, "secrets are sealed under a key file: name it with --key");
}

enum err account_base(struct scope *s, struct node *n, const struct channel *channel, struct text given,
		      struct text *base)
{
	struct text host = given;

	*base = given;
	if (given.size == 0)
		return OK;
	if (text_starts(given, "http://127.0.0.1:") && given.size <= BASE_MAX)
		return n->options.private_hosts
			       ? OK
			       : fail(s, ERR_HOST_FORBIDDEN,
				      "a host of one's own (%.*s) is for demo and tests: add --loopback",
				      TEXT_ARG(given));
	if (text_starts(host, "https://"))
		host = (struct text){ host.at + 8, host.size - 8 };
	for (const char *const *h = channel->hosts; h && *h; h++)
		if (text_is(host, *h)) {
			*base = text_format(s->arena, "https://%s", *h);
			return OK;
		}
	return fail(s, ERR_HOST_FORBIDDEN, "\"%.*s\" is no host of %s%s", TEXT_ARG(text_limit(given, BASE_MAX)),
		    channel->title, n->options.private_hosts ? ", and not http://127.0.0.1:PORT" : "");
}

/* ---- an account is entered */

struct entering {
	const struct account_new *new;
	const struct channel *channel;
	int64_t id, shop_id;
	struct text base, sealed; /* sealed {0}: the app is known */
};

static enum err check_channel(struct scope *s, struct text name, const struct channel **out)
{
	const struct platform *p = platform_find(name);

	*out = channel_find(name);
	if (*out)
		return OK;
	if (p)
		return fail(s, ERR_CHANNEL_NOT_CONNECTED, "%s is not yet connected: no account of it can be entered",
			    p->title);
	return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"", TEXT_ARG(text_limit(name, APP_ID_MAX)));
}

/* A key that is given for an app that is known must be the same: one typed wrongly would stop the app's other accounts. */
static enum err check_key(struct node *n, struct scope *s, const struct entering *e, bool *known)
{
	const struct account_new *a = e->new;
	struct shop app = { .channel = e->channel, .app_id = a->app_id };
	struct secret held;
	enum err how = shop_app_key(n, s, &app, &held);
	struct text given = secret_reveal(a->app_key), had;

	*known = how == OK;
	if (how == ERR_NO_ROW)
		return given.size ? OK
				  : fail(s, ERR_BAD_REQUEST, "the app %.*s is new here: \"app_key\" is needed",
					 TEXT_ARG(a->app_id));
	TRY(how);
	had = secret_reveal(held);
	if (given.size && (given.size != had.size || !digest_equal(given.at, had.at, had.size)))
		return fail(s, ERR_DUPLICATE,
			    "the app %.*s is known with another key: leave the key out, or change it in its account",
			    TEXT_ARG(a->app_id));
	return OK;
}

static enum err check_new(struct node *n, struct scope *s, struct entering *e)
{
	const struct account_new *a = e->new;
	bool known;

	TRY(check_channel(s, a->channel, &e->channel));
	if (a->title.size == 0 || a->title.size > ACCOUNT_TITLE_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"title\" must have 1 to %d bytes", ACCOUNT_TITLE_MAX);
	if (e->channel->flow == FLOW_NONE) {
		if (a->app_id.size || !secret_empty(a->app_key) || a->base.size)
			return fail(s, ERR_BAD_REQUEST, "%s needs a title and a currency only", e->channel->title);
		if (currency_exponent(a->currency) < 0)
			return fail(s, ERR_CURRENCY_UNKNOWN, "\"currency\" must be a code of ISO 4217");
		return OK;
	}
	if (a->currency.size)
		return fail(s, ERR_BAD_REQUEST, "%s says its shops' currencies itself: leave \"currency\" out",
			    e->channel->title);
	if (a->app_id.size == 0 || a->app_id.size > APP_ID_MAX || secret_reveal(a->app_key).size > ACCOUNT_KEY_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"app_id\" must have 1 to %d bytes, \"app_key\" at most %d",
			    APP_ID_MAX, ACCOUNT_KEY_MAX);
	TRY(account_key_file(s, n));
	TRY(account_base(s, n, e->channel, a->base, &e->base));
	TRY(check_key(n, s, e, &known));
	if (!known)
		e->sealed = seal_close(s, &n->key, keys_app_place(s, text_of(e->channel->name), a->app_id), a->app_key);
	return OK;
}

static enum err enter(struct scope *s, void *arg)
{
	const struct entering *e = arg;
	const struct account_new *a = e->new;
	bool free = e->channel->flow == FLOW_NONE;
	struct text ref = account_own_ref(s, e->id);
	struct sql_shop_put_row shop;

	if (e->sealed.size)
		TRY(sql_app_put(s,
				(struct sql_app_put){ .channel = a->channel, .app_id = a->app_id, .secret = e->sealed },
				NULL));
	TRY(sql_account_insert(s,
			       (struct sql_account_insert){ .id = e->id,
							    .channel = a->channel,
							    .app_id = free ? TEXT("") : a->app_id,
							    .channel_ref = ref,
							    .title = a->title,
							    .base = e->base.at ? e->base : TEXT(""),
							    .state = free ? TEXT("verified") : TEXT("unverified"),
							    .now = s->now },
			       NULL));
	if (!free)
		return OK;
	return sql_shop_put(s,
			    (struct sql_shop_put){ .id = e->shop_id,
						   .account_id = e->id,
						   .channel = a->channel,
						   .channel_ref = ref,
						   .title = a->title,
						   .region = TEXT(""),
						   .currency = a->currency,
						   .state = TEXT("bound"),
						   .pull = TEXT("stopped") },
			    &shop);
}

enum err account_enter(struct node *n, struct scope *s, const struct account_new *a, int64_t *account_id)
{
	struct entering e = { .new = a };
	enum err how;

	TRY(check_new(n, s, &e));
	*account_id = e.id = id_next(s->ids);
	e.shop_id = id_next(s->ids);
	how = db_transact(s, enter, &e);
	if (how != OK && how != ERR_DUPLICATE) /* its number was made before: a commit that nobody heard of */
		return how;
	LOG(s, LOG_INFO, "account_entered", L_INT("account", e.id), L_TEXT("channel", a->channel));
	return OK;
}

/* ---- the seller approves */

/* An address of a page of ours: it goes into a link, and a browser is sent there. */
static enum err check_back(struct scope *s, struct text back)
{
	bool good = (text_starts(back, "https://") || text_starts(back, "http://")) && back.size <= BACK_MAX;

	for (size_t i = 0; i < back.size; i++)
		good &= (unsigned char)back.at[i] > ' ' && back.at[i] != '#' && (unsigned char)back.at[i] < 0x7f;
	return good ? OK
		    : fail(s, ERR_BAD_REQUEST,
			   "\"redirect\" must be the address of this page: http:// or https://, at most %d bytes, no #",
			   BACK_MAX);
}

static enum err note_nonce(struct scope *s, void *arg)
{
	return sql_account_nonce(s, *(struct sql_account_nonce *)arg, NULL);
}

enum err account_link(struct node *n, struct scope *s, int64_t account_id, struct text redirect, struct text *link)
{
	struct sql_account_nonce row = { .id = account_id };
	unsigned char bytes[NONCE_BYTES];
	struct text nonce, back;
	struct conversation c;
	struct account a;
	struct shop none;

	TRY(account_load(s, account_id, &a));
	if (!a.channel->approve_link)
		return fail(s, ERR_BAD_REQUEST, "%s has no page where a seller approves", a.channel->title);
	TRY(check_back(s, redirect));
	TRY(account_talk(n, s, &a, &none, &c));
	world_random(s->world, bytes, sizeof bytes);
	nonce = hex_format(s->arena, bytes, sizeof bytes);
	back = text_format(s->arena, "%.*s%sstate=%.*s", TEXT_ARG(redirect),
			   memchr(redirect.at, '?', redirect.size) ? "&" : "?", TEXT_ARG(nonce));
	TRY(a.channel->approve_link(s, &c.talk, back, link));
	row.nonce = text_format(s->arena, "%.*s:%lld", TEXT_ARG(account_nonce_digest(s, nonce)),
				(long long)(world_now(s->world) + ACCOUNT_LINK_MINUTES * MINUTE_MS));
	return db_transact(s, note_nonce, &row);
}

/* ---- an account is changed */

struct changing {
	const struct account *account;
	const struct account_change *change;
	struct text sealed;
};

/* The app's accounts were proved with the key before: none is used until it is proved anew. */
static enum err doubt(struct scope *s, int64_t account_id)
{
	struct sql_account_shop_ids_rows shops;

	TRY(sql_account_shop_ids(s, (struct sql_account_shop_ids){ .account_id = account_id }, &shops));
	for (size_t i = 0; i < shops.count; i++) {
		TRY(sql_shop_state(s, (struct sql_shop_state){ .state = TEXT("unverified"), .id = shops.at[i].id },
				   NULL));
		TRY(sql_jobs_pause(s, (struct sql_jobs_pause){ .shop_id = shops.at[i].id }, NULL));
		TRY(sql_jobs_hurry(s, (struct sql_jobs_hurry){ .shop_id = shops.at[i].id, .now = s->now }, NULL));
	}
	return sql_account_stand(s,
				 (struct sql_account_stand){ .id = account_id,
							     .state = TEXT("unverified"),
							     .code = text_of(err_name(ERR_ACCOUNT_UNVERIFIED)),
							     .words = TEXT("the app's key was changed") },
				 NULL);
}

static enum err change(struct scope *s, void *arg)
{
	const struct changing *c = arg;
	const struct account *a = c->account;
	struct text channel = text_of(a->channel->name);
	struct sql_accounts_of_app_rows all;
	int64_t changed;

	TRY(sql_account_title(
		s,
		(struct sql_account_title){ .id = a->id,
					    .ver = c->change->ver,
					    .title = c->change->title.size ? c->change->title : a->title },
		&changed));
	if (changed != 1)
		return fail(s, ERR_CONFLICT, "account %lld was changed in the meantime", (long long)a->id);
	if (!c->sealed.size)
		return OK;
	TRY(sql_app_put(s, (struct sql_app_put){ .channel = channel, .app_id = a->app_id, .secret = c->sealed }, NULL));
	TRY(sql_accounts_of_app(s, (struct sql_accounts_of_app){ .channel = channel, .app_id = a->app_id }, &all));
	for (size_t i = 0; i < all.count; i++)
		TRY(doubt(s, all.at[i].id));
	return OK;
}

enum err account_set(struct node *n, struct scope *s, int64_t account_id, const struct account_change *want)
{
	struct changing c = { .change = want };
	struct account a;

	TRY(account_load(s, account_id, &a));
	c.account = &a;
	if (want->title.size > ACCOUNT_TITLE_MAX || (want->title.at && want->title.size == 0))
		return fail(s, ERR_BAD_REQUEST, "\"title\" must have 1 to %d bytes", ACCOUNT_TITLE_MAX);
	if (secret_reveal(want->app_key).size > ACCOUNT_KEY_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"app_key\" must have at most %d bytes", ACCOUNT_KEY_MAX);
	if (!secret_empty(want->app_key)) {
		if (a.channel->flow == FLOW_NONE)
			return fail(s, ERR_BAD_REQUEST, "%s has no keys", a.channel->title);
		TRY(account_key_file(s, n));
		c.sealed = seal_close(s, &n->key, keys_app_place(s, text_of(a.channel->name), a.app_id), want->app_key);
	}
	TRY(db_transact(s, change, &c));
	LOG(s, LOG_INFO, "account_changed", L_INT("account", a.id), L_INT("key", c.sealed.size > 0));
	return OK;
}

/* ---- an account is given up */

static enum err shred(struct scope *s, const struct account *a)
{
	struct text nothing = TEXT(""), channel = text_of(a->channel->name);
	struct sql_app_users_row others;

	TRY(sql_tokens_blank(s, (struct sql_tokens_blank){ .account_id = a->id, .nothing = nothing }, NULL));
	TRY(sql_tokens_drop(s, (struct sql_tokens_drop){ .account_id = a->id }, NULL));
	TRY(sql_app_users(s, (struct sql_app_users){ .channel = channel, .app_id = a->app_id, .id = a->id }, &others));
	if (others.count)
		return OK;
	TRY(sql_app_drop(s, (struct sql_app_drop){ .channel = channel, .app_id = a->app_id, .nothing = nothing },
			 NULL));
	return sql_app_delete(s, (struct sql_app_delete){ .channel = channel, .app_id = a->app_id }, NULL);
}

static enum err give_up(struct scope *s, void *arg)
{
	const struct account *a = arg;
	struct sql_account_shop_ids_rows shops;

	TRY(sql_account_shop_ids(s, (struct sql_account_shop_ids){ .account_id = a->id }, &shops));
	for (size_t i = 0; i < shops.count; i++) {
		TRY(sql_shop_state(s, (struct sql_shop_state){ .state = TEXT("cancelled"), .id = shops.at[i].id },
				   NULL));
		TRY(sql_jobs_pause(s, (struct sql_jobs_pause){ .shop_id = shops.at[i].id }, NULL));
		TRY(sql_jobs_hurry(s, (struct sql_jobs_hurry){ .shop_id = shops.at[i].id, .now = s->now }, NULL));
	}
	TRY(shred(s, a));
	TRY(sql_account_nonce(s, (struct sql_account_nonce){ .id = a->id, .nonce = TEXT("") }, NULL));
	return sql_account_stand(s,
				 (struct sql_account_stand){
					 .id = a->id, .state = TEXT("cancelled"), .code = TEXT(""), .words = TEXT("") },
				 NULL);
}

enum err account_cancel(struct node *n, struct scope *s, int64_t account_id, struct text redirect, struct text *link)
{
	struct conversation c;
	struct account a;
	struct shop none;

	*link = (struct text){ 0 };
	TRY(account_load(s, account_id, &a));
	if (a.state == ACCOUNT_CANCELLED)
		return OK;
	if (redirect.size && a.ref.size && a.channel->cancel_link) { /* while there is a key to sign it with */
		TRY(check_back(s, redirect));
		TRY(account_talk(n, s, &a, &none, &c));
		TRY(a.channel->cancel_link(s, &c.talk, redirect, link));
	}
	TRY(db_transact(s, give_up, &a));
	LOG(s, LOG_INFO, "account_cancelled", L_INT("account", a.id));
	return OK;
}
