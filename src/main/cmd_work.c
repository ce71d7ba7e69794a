/* main/cmd_work.c - commands that do one thing and end: pull, account, migrate, user. */
#include "base/instant.h"
#include "main/command.h"
#include "net/http.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/file.h"
#include "work/hook.h"
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

/* Another node lives when its beat moves while we look; on a file its lock says so at once. */
static enum err another_lives(struct scope *s, const struct home *h, bool *lives)
{
	struct sql_nodes_working_rows before, after;

	*lives = h->taken;
	if (h->lock >= 0 || h->taken)
		return OK;
	TRY(sql_nodes_working(s, &before));
	if (before.count == 0)
		return OK;
	doze(s, ALIVE_MS);
	TRY(sql_nodes_working(s, &after));
	for (size_t i = 0; i < after.count; i++) {
		const struct sql_nodes_working_row *now = &after.at[i];
		bool still = false;

		for (size_t k = 0; k < before.count; k++)
			still |= before.at[k].number == now->number && before.at[k].incarnation == now->incarnation &&
				 before.at[k].beat == now->beat;
		*lives |= !still;
	}
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

/* What keeps the pull from beginning a run at all and a person must mend, such as a wrong key file. */
static enum err trouble_before_run(struct scope *s, int64_t shop_id)
{
	struct sql_job_of_shop_row job;
	enum err code;

	TRY(sql_job_of_shop(
		s, (struct sql_job_of_shop){ .shop_id = shop_id, .kind = TEXT("pull"), .key = TEXT("orders") }, &job));
	if (text_is(job.state, "running") || job.due_at <= world_now(s->world) || job.code.size == 0)
		return OK;
	code = err_find(text_z(s->arena, job.code));
	return err_retry(code) == RETRY_NEVER ? fail(s, code, "%.*s", TEXT_ARG(job.detail)) : OK;
}

/* The run that begins by our wish ends after the one that was the last before it. */
static enum err await_run(struct scope *s, int64_t shop_id, int64_t before)
{
	int64_t until = world_mono(s->world) + PULL_MAX_MS;
	struct sql_run_last_row run;

	TRY(last_run(s, shop_id, &run));
	while (run.id == before) {
		if (stop_asked())
			return fail(s, ERR_STOPPING, "what was read is kept; the next pull goes on from there");
		if (world_mono(s->world) > until)
			return fail(s, ERR_CHANNEL_TIMEOUT, "the pull has not ended after half an hour; it goes on");
		TRY(trouble_before_run(s, shop_id));
		doze(s, LOOK_MS);
		TRY(last_run(s, shop_id, &run));
	}
	if (run.listed || !run.code.size)
		printf("%lld listed, %lld stored, %lld changed, %lld unchanged, %lld parked%s%.*s\n",
		       (long long)run.listed, (long long)run.stored, (long long)run.changed, (long long)run.unchanged,
		       (long long)run.parked,
		       text_starts(run.proof, "listed ") ? ", complete: "
		       : run.proof.size                  ? ", "
							 : "",
		       TEXT_ARG(run.proof));
	if (!run.code.size && run.words.size)
		printf("%.*s\n", TEXT_ARG(run.words));
	if (run.code.size)
		return fail(s, err_find(text_z(s->arena, run.code)), "%.*s", TEXT_ARG(run.words));
	return OK;
}

/* Where a server works on this database, it pulls; otherwise this process is the node for as long as it takes. */
static enum err pull_shop(struct scope *s, struct home *h, struct net *net, int64_t shop_id)
{
	struct sql_run_last_row before;
	bool lives;
	enum err e;

	TRY(last_run(s, shop_id, &before));
	TRY(shop_pull(s, shop_id));
	TRY(another_lives(s, h, &lives));
	if (lives)
		return await_run(s, shop_id, before.id);
	TRY(node_start(h->node));
	e = await_run(s, shop_id, before.id);
	stop_node(h->node, net);
	return e;
}

enum err cmd_pull(struct scope *s, const struct options *o)
{
	struct home_needs needs = {
		.secrets = true, .private_hosts = o->loopback, .alone = ALONE_IF_FREE, .role = "pull"
	};
	struct net_options net = { .private_hosts = o->loopback };
	struct net *n;
	struct home h;
	enum err e;

	if (o->file && o->shop != OPTION_UNSET)
		return fail(s, ERR_USAGE, "--shop or --file, not both");
	if (o->file)
		return pull_file(s, o);
	if (o->shop == OPTION_UNSET)
		return fail(s, ERR_USAGE, "what is pulled? --shop ID, or --channel NAME --file FILE");
	hold_stop();
	TRY(home_open(s, o, &needs, &h));
	n = net_open(s->world, &net);
	e = leave(s, &h, pull_shop(&h.scope, &h, n, o->shop));
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
	return leave(s, &h, e);
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

	if (o->word_count == 1 && strcmp(o->words[0], "push") == 0)
		return account_push(s, o);
	if (o->word_count != 1 || strcmp(o->words[0], "add") != 0)
		return fail(s, ERR_USAGE,
			    "lockstep account add --channel C --app-id … --app-key … --code … --shop-ref …");
	if (!o->channel)
		return fail(s, ERR_USAGE, "which channel? --channel NAME");
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
