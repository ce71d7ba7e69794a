/* lab/verb_node.c - the verbs of a scenario that people do with the program, and what befalls its process. */
#include "base/instant.h"
#include "lab/play.h"
#include "sim/world.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/shops.h"
#include "work/users.h"

enum { LOOK_MS = SECOND_MS, PATIENCE_MS = HOUR_MS };
#define LOGIN "anna"
#define PASSWORD "a pass phrase of the scenario"

/* The shops that were just authorised, in the places of the market's. */
static enum err note_shops(struct play *p, struct scope *s, const struct account_made *made)
{
	for (size_t i = 0; i < made->shop_count; i++) {
		struct shop shop;
		int64_t id = 0;

		TRY(shop_get(s, made->shops[i], &shop));
		if (!text_to_int(shop.channel_ref, &id))
			return fail(s, ERR_INTERNAL, "a shop is called \"%.*s\"", TEXT_ARG(shop.channel_ref));
		for (int k = 0; k < p->shops; k++)
			if (sim_shop(p->sim, (size_t)k).id == id)
				p->shop_ids[k] = shop.id;
	}
	return OK;
}

static enum err authorise_account(struct play *p, struct scope *s, size_t first)
{
	struct account_new a = {
		.channel = TEXT("shopee"),
		.app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
		.app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
		.code_ref = text_format(s->arena, "%lld", (long long)sim_shop(p->sim, first).account),
		.main_account = true,
		.base = TEXT("http://127.0.0.1:1"), /* requests reach the market in this process */
	};
	struct account_made made;
	struct text code;

	TRY(sim_authorise(p->sim, s, first, true, &code));
	a.code = secret_of(code);
	TRY(account_add(p->node, s, &a, &made));
	return note_shops(p, s, &made);
}

enum err verb_authorise(struct play *p, struct scope *s, const struct words *w)
{
	(void)w;
	for (int i = 0; i < p->shops; i++)
		if (i == 0 || sim_shop(p->sim, (size_t)i).account != sim_shop(p->sim, (size_t)i - 1).account)
			TRY(authorise_account(p, s, (size_t)i));
	return OK;
}

static enum err wait_ms(struct play *p, struct scope *s, int64_t count, int64_t unit_ms)
{
	if (count > 366 * DAY_MS / unit_ms)
		return fail(s, ERR_USAGE, "nobody waits longer than a year");
	sim_world_sleep(p->world, count * unit_ms);
	return OK;
}

enum err verb_wait_seconds(struct play *p, struct scope *s, const struct words *w)
{
	return wait_ms(p, s, w->at[0].number, SECOND_MS);
}

enum err verb_wait_minutes(struct play *p, struct scope *s, const struct words *w)
{
	return wait_ms(p, s, w->at[0].number, MINUTE_MS);
}

enum err verb_wait_hours(struct play *p, struct scope *s, const struct words *w)
{
	return wait_ms(p, s, w->at[0].number, HOUR_MS);
}

/* Nothing runs, is due, or waits for another attempt. */
static enum err is_quiet(struct play *p, struct scope *s, bool *quiet)
{
	*quiet = true;
	for (int i = 0; i < p->shops && *quiet; i++) {
		struct sql_job_of_shop_row job;

		if (!p->shop_ids[i])
			continue;
		TRY(sql_job_of_shop(s,
				    (struct sql_job_of_shop){
					    .shop_id = p->shop_ids[i], .kind = TEXT("pull"), .key = TEXT("orders") },
				    &job));
		*quiet = text_is(job.state, "paused") || (text_is(job.state, "ready") && job.code.size == 0 &&
							  job.due_at > world_now(p->world) + LOOK_MS);
	}
	return OK;
}

enum err verb_wait_quiet(struct play *p, struct scope *s, const struct words *w)
{
	int64_t end = world_mono(p->world) + PATIENCE_MS;
	bool quiet = false;

	(void)w;
	while (world_mono(p->world) < end) {
		struct scope look;
		enum err e;

		sim_world_sleep(p->world, LOOK_MS);
		if (p->dead)
			return fail(s, ERR_USAGE, "the program was killed meanwhile; restart waits for that");
		scope_open(&look, &p->node->root);
		e = is_quiet(p, &look, &quiet);
		if (e != OK)
			(void)fail(s, e, "%.*s", TEXT_ARG(text_copy(s->arena, look.words)));
		scope_close(&look);
		if (e != OK || quiet)
			return e;
	}
	return fail(s, ERR_INTERNAL, "it has not become quiet within an hour");
}

enum err verb_crash_after(struct play *p, struct scope *s, const struct words *w)
{
	if (w->at[0].number < 1 || w->at[0].number > INT32_MAX)
		return fail(s, ERR_USAGE, "a crash comes after one call or more");
	p->crash_after = (int)w->at[0].number;
	return OK;
}

enum err verb_crash(struct play *p, struct scope *s, const struct words *w)
{
	(void)s, (void)w;
	play_kill(p);
	return OK;
}

enum err verb_restart(struct play *p, struct scope *s, const struct words *w)
{
	int64_t end = world_mono(p->world) + PATIENCE_MS;

	(void)w;
	while (p->crash_after && world_mono(p->world) < end)
		sim_world_sleep(p->world, LOOK_MS);
	if (p->crash_after)
		return fail(s, ERR_INTERNAL,
			    "the crash that was asked for has not come within an hour: %d calls are missing",
			    p->crash_after);
	play_kill(p);
	return play_start(p, s);
}

enum err verb_sign_in(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer;
	struct text csrf;

	(void)w;
	p->cookie = p->csrf = (struct text){ 0 };
	TRY(user_password_put(s, TEXT(LOGIN), secret_of(TEXT(PASSWORD)), false));
	TRY(play_ask(p, s, "POST", TEXT("/session"), TEXT("{\"user\":\"" LOGIN "\",\"password\":\"" PASSWORD "\"}"),
		     &answer));
	csrf = json_text(json_at(answer, "csrf"));
	p->csrf = text_copy(p->base.arena, csrf);
	return csrf.size && p->cookie.size ? OK : fail(s, ERR_INTERNAL, "signing in gave no session");
}

static enum err ask_shop(struct play *p, struct scope *s, int64_t shop, const char *verb)
{
	struct json answer;
	int64_t id;

	TRY(play_shop(p, s, shop, &id));
	return play_ask(p, s, "POST", text_format(s->arena, "/shops/%lld/%s", (long long)id, verb), (struct text){ 0 },
			&answer);
}

enum err verb_pull(struct play *p, struct scope *s, const struct words *w)
{
	return ask_shop(p, s, w->at[0].number, "pull");
}

enum err verb_stop(struct play *p, struct scope *s, const struct words *w)
{
	return ask_shop(p, s, w->at[0].number, "stop");
}

enum err verb_resume(struct play *p, struct scope *s, const struct words *w)
{
	return ask_shop(p, s, w->at[0].number, "resume");
}

enum err verb_watch(struct play *p, struct scope *s, const struct words *w)
{
	(void)s, (void)w;
	p->watched_at = world_now(p->world);
	for (int i = 0; i < p->shops; i++)
		p->asked[i] = 0;
	return OK;
}
