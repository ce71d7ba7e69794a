/* main/cmd_work.c - commands that do one thing and end: pull, account, migrate, user. */
#include "base/instant.h"
#include "main/command.h"
#include "net/http.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/file.h"
#include "work/shops.h"
#include "work/users.h"
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024 * 1024, ALIVE_MS = 3000, LOOK_MS = 100, PULL_MAX_MS = 30 * MINUTE_MS };

/* What a scope of the home said goes to the caller's, as the home is closed. */
static enum err leave(struct scope *s, struct home *h, enum err e)
{
	if (e != OK && h->node && h->scope.words.size)
		s->words = text_copy(s->arena, h->scope.words);
	home_close(h);
	return e;
}

static enum err pull_file(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .make = true, .role = "file" };
	struct intake_counts n = { 0 };
	struct home h;
	struct text body;
	enum err e;

	if (!o->channel)
		return fail(s, ERR_USAGE, "which channel does the file come from? --channel NAME");
	TRY(read_whole_file(s, o->file, FILE_MAX, &body));
	TRY(home_open(s, o, &needs, &h));
	e = file_take(h.node, &h.scope, text_of(o->channel), body, &n);
	if (e == OK)
		printf("%lld stored, %lld changed, %lld unchanged, %lld parked\n", (long long)n.stored,
		       (long long)n.changed, (long long)(n.unchanged + n.older + n.not_yet), (long long)n.parked);
	return leave(s, &h, e);
}

static void doze(struct scope *s, int64_t ms)
{
	struct gate *g = gate_new(s->world);

	gate_lock(s->world, g);
	gate_wait(s->world, g, world_mono(s->world) + ms);
	gate_unlock(s->world, g);
	gate_free(s->world, g);
}

/* Another node lives when its beat moves while we look. */
static enum err another_lives(struct scope *s, const struct node *me, bool *lives)
{
	struct sql_nodes_alive_row before, after;

	TRY(sql_nodes_alive(s, (struct sql_nodes_alive){ .me = me->number }, &before));
	doze(s, ALIVE_MS);
	TRY(sql_nodes_alive(s, (struct sql_nodes_alive){ .me = me->number }, &after));
	*lives = after.beats != before.beats;
	return OK;
}

/* The shop's latest run that came to its own end; its id is 0 where there is none. */
static enum err last_run(struct scope *s, int64_t shop_id, struct sql_run_last_row *row)
{
	enum err e = sql_run_last(s, (struct sql_run_last){ .shop_id = shop_id }, row);

	if (e != ERR_NO_ROW)
		return e;
	*row = (struct sql_run_last_row){ 0 };
	return OK;
}

/* The run that begins by our wish ends after the one that was the last before it. */
static enum err await_run(struct scope *s, int64_t shop_id, int64_t before)
{
	int64_t until = world_mono(s->world) + PULL_MAX_MS;
	struct sql_run_last_row run;

	TRY(last_run(s, shop_id, &run));
	while (run.id == before) {
		if (world_mono(s->world) > until)
			return fail(s, ERR_CHANNEL_TIMEOUT, "the pull has not ended after half an hour; it goes on");
		doze(s, LOOK_MS);
		TRY(last_run(s, shop_id, &run));
	}
	printf("%lld listed, %lld stored, %lld changed, %lld unchanged, %lld parked%s%.*s\n", (long long)run.listed,
	       (long long)run.stored, (long long)run.changed, (long long)run.unchanged, (long long)run.parked,
	       run.proof.size ? ", complete: " : "", TEXT_ARG(run.proof));
	if (run.code.size)
		return fail(s, err_find(text_z(s->arena, run.code)), "%.*s", TEXT_ARG(run.words));
	return OK;
}

/* Where a server works on this database, it pulls; otherwise this process is the node for as long as it takes. */
static enum err pull_shop(struct scope *s, struct home *h, int64_t shop_id)
{
	struct sql_run_last_row before;
	bool lives;
	enum err e;

	TRY(last_run(s, shop_id, &before));
	TRY(shop_pull(s, shop_id));
	TRY(another_lives(s, h->node, &lives));
	if (lives)
		return await_run(s, shop_id, before.id);
	TRY(node_start(h->node));
	e = await_run(s, shop_id, before.id);
	node_stop(h->node);
	return e;
}

enum err cmd_pull(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .private_hosts = o->loopback, .role = "pull" };
	struct net_options net = { .private_hosts = o->loopback };
	struct net *n;
	struct home h;
	enum err e;

	if (o->file)
		return pull_file(s, o);
	if (o->shop == OPTION_UNSET)
		return fail(s, ERR_USAGE, "what is pulled? --shop ID, or --channel NAME --file FILE");
	TRY(home_open(s, o, &needs, &h));
	n = net_open(s->world, &net);
	e = leave(s, &h, pull_shop(&h.scope, &h, o->shop));
	net_close(n);
	return e;
}

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

enum err cmd_account(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .secrets = true, .make = true, .private_hosts = o->loopback, .role = "account" };
	struct net_options net = { .private_hosts = o->loopback };
	struct account_made made;
	struct account_new a;
	struct net *n;
	struct home h;
	enum err e;

	if (o->word_count != 1 || strcmp(o->words[0], "add") != 0)
		return fail(s, ERR_USAGE,
			    "lockstep account add --channel C --app-id … --app-key … --code … --shop-ref …");
	TRY(account_from(s, o, &a));
	TRY(home_open(s, o, &needs, &h));
	n = net_open(s->world, &net);
	e = account_add(h.node, &h.scope, &a, &made);
	for (size_t i = 0; e == OK && i < made.shop_count; i++)
		printf("account %lld shop %lld\n", (long long)made.account_id, (long long)made.shops[i]);
	e = leave(s, &h, e);
	net_close(n);
	return e;
}

enum err cmd_migrate(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .make = true, .role = "migrate" };
	struct home h;

	TRY(home_open(s, o, &needs, &h));
	printf("up to date\n");
	return leave(s, &h, OK);
}

enum err cmd_user(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "user" };
	struct secret password;
	struct home h;

	if (o->word_count != 1 || strcmp(o->words[0], "password") != 0 || !o->user || !o->password)
		return fail(s, ERR_USAGE, "lockstep user password --user NAME --password -");
	TRY(read_secret(s, "password", o->password, &password));
	TRY(home_open(s, o, &needs, &h));
	return leave(s, &h, user_password_put(&h.scope, text_of(o->user), password, false));
}
