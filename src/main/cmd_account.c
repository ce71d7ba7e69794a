/* main/cmd_account.c - commands about accounts and the key that seals their secrets: account, accounts, keys. */
#include "base/json.h"
#include "main/command.h"
#include "net/http.h"
#include "web/view_account.h"
#include "work/account.h"
#include "work/hook.h"
#include "work/keys.h"
#include <stdio.h>
#include <string.h>

static enum err account_from(struct scope *s, const struct options *o, struct account_new *a)
{
	*a = (struct account_new){
		.channel = text_of(o->channel),
		.app_id = text_of(o->app_id),
		.title = text_of(o->title),
		.code_ref = text_of(o->account_ref ? o->account_ref : o->shop_ref),
		.main_account = o->account_ref != NULL,
		.code = secret_of(text_of(o->code)),
		.base = text_of(o->base),
	};
	if (o->account_ref && o->shop_ref)
		return fail(s, ERR_USAGE, "--shop-ref or --account-ref, not both");
	return read_secret(s, "app-key", o->app_key, &a->app_key);
}

/* Where the channel's console says that pushes go; a running server takes them at once. */
static enum err account_push(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .private_hosts = o->loopback, .role = "account" };
	struct hook_address a = { .channel = text_of(o->channel),
				  .app_id = text_of(o->app_id),
				  .url = text_of(o->push_url) };
	struct home h;
	enum err e;

	if (!o->channel || !o->app_id || !o->push_url)
		return fail(s, ERR_USAGE, "lockstep account push --channel C --app-id … --push-url … [--push-key -]");
	TRY(read_secret(s, "push-key", o->push_key, &a.key));
	TRY(home_open(s, o, &needs, &h));
	e = hook_register(h.node, &h.scope, &a);
	if (e == OK)
		printf("pushes of %s %s: %s\n", o->channel, o->app_id, a.url.size ? o->push_url : "none");
	return home_leave(s, &h, e);
}

/* With a way out to the channels. */
struct outside {
	struct home home;
	struct net *net;
};

static enum err open_outside(struct scope *s, const struct options *o, struct outside *out)
{
	struct home_needs needs = { .secrets = true, .make = true, .private_hosts = o->loopback, .role = "account" };
	struct net_options net = { .private_hosts = o->loopback };

	*out = (struct outside){ .net = NULL };
	TRY(home_open(s, o, &needs, &out->home));
	out->net = net_open(s->world, &net);
	return OK;
}

static enum err leave_outside(struct scope *s, struct outside *x, enum err e)
{
	enum err how = home_leave(s, &x->home, e);

	net_close(x->net);
	return how;
}

static enum err add_account(struct scope *s, const struct options *o)
{
	struct account_made made;
	struct account_new a;
	struct outside x;
	enum err e;

	if (!o->channel)
		return fail(s, ERR_USAGE, "which channel? --channel NAME");
	TRY(account_from(s, o, &a));
	TRY(open_outside(s, o, &x));
	e = account_add(x.home.node, &x.home.scope, &a, &made);
	for (size_t i = 0; e == OK && i < made.shop_count; i++)
		printf("account %lld shop %lld\n", (long long)made.account_id, (long long)made.shops[i]);
	if (e == OK && made.doubt.size)
		printf("not verified yet, and tried again by the server: %.*s\n", TEXT_ARG(made.doubt));
	return leave_outside(s, &x, e);
}

/* How it stands now, in a line. */
static enum err say_account(struct scope *s, int64_t id)
{
	struct view_account v;

	TRY(view_account(s, id, &v));
	printf("account %lld is %.*s%s%.*s\n", (long long)id, TEXT_ARG(v.state),
	       v.problem && v.problem->detail.size ? ": " : "",
	       TEXT_ARG(v.problem && v.problem->detail.size ? v.problem->detail : TEXT("")));
	return OK;
}

static enum err verify_account(struct scope *s, const struct options *o)
{
	struct outside x;
	enum err e;

	if (o->account == OPTION_UNSET)
		return fail(s, ERR_USAGE, "which account? --account ID");
	TRY(open_outside(s, o, &x));
	e = account_verify(x.home.node, &x.home.scope, o->account);
	if (e == OK)
		e = say_account(&x.home.scope, o->account);
	return leave_outside(s, &x, e);
}

static enum err cancel_account(struct scope *s, const struct options *o)
{
	struct outside x;
	struct text link;
	enum err e;

	if (o->account == OPTION_UNSET)
		return fail(s, ERR_USAGE, "which account? --account ID");
	TRY(open_outside(s, o, &x));
	e = account_cancel(x.home.node, &x.home.scope, o->account, (struct text){ 0 }, &link);
	if (e == OK)
		e = say_account(&x.home.scope, o->account);
	return leave_outside(s, &x, e);
}

enum err cmd_account(struct scope *s, const struct options *o)
{
	static const struct {
		const char *word;
		command_run *run;
	} deeds[] = { { "add", add_account },
		      { "push", account_push },
		      { "verify", verify_account },
		      { "cancel", cancel_account } };

	for (size_t i = 0; o->word_count == 1 && i < sizeof deeds / sizeof *deeds; i++)
		if (strcmp(o->words[0], deeds[i].word) == 0)
			return deeds[i].run(s, o);
	return fail(s, ERR_USAGE,
		    "lockstep account add --channel C --app-id … --app-key … --code … --shop-ref …, or account push, "
		    "account verify --account ID, account cancel --account ID");
}

static enum err list(struct scope *s, const struct options *o)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct text channel = text_of(o->channel);
	struct account_query q = { .channels = channel.size ? &channel : NULL, .channel_count = channel.size > 0 };

	TRY(view_accounts(s, &q, &w));
	printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
	return OK;
}

enum err cmd_accounts(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "show" };
	struct home h;

	TRY(home_open(s, o, &needs, &h));
	return home_leave(s, &h, list(&h.scope, o));
}

static enum err rotate(struct scope *s, struct home *h)
{
	int64_t count;
	bool shared;

	TRY(home_shared(s, h, &shared));
	if (shared)
		return fail(s, ERR_DB_LOCKED,
			    "a server works on this database: stop it, change the key, start it again");
	TRY(keys_rotate(s, h->node, &count));
	printf("%lld secrets are sealed by a new key\n", (long long)count);
	return OK;
}

enum err cmd_keys(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .alone = ALONE, .role = "keys" };
	struct home h;

	if (o->word_count != 1 || strcmp(o->words[0], "rotate") != 0)
		return fail(s, ERR_USAGE, "lockstep keys rotate");
	TRY(home_open(s, o, &needs, &h));
	return home_leave(s, &h, rotate(&h.scope, &h));
}
