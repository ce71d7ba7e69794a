/* main/cmd_work.c - commands that do one thing and end: pull, migrate, user. */
#include "base/instant.h"
#include "main/command.h"
#include "store/sql.h"
#include "work/file.h"
#include "work/shops.h"
#include "work/users.h"
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024 * 1024, LOOK_MS = 100, PULL_MAX_MS = 30 * MINUTE_MS };

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
	return home_leave(s, &h, e);
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

struct pulling {
	int64_t shop_id, before; /* the last run before ours */
};

static enum err ask_pull(struct scope *s, void *arg)
{
	struct pulling *p = arg;
	struct sql_run_last_row last;

	TRY(last_run(s, p->shop_id, &last));
	p->before = last.id;
	return shop_pull(s, p->shop_id);
}

/* The run that begins by our wish ends after the one that was the last before it. */
static enum err await_run(struct scope *s, void *arg)
{
	const int64_t shop_id = ((const struct pulling *)arg)->shop_id, before = ((const struct pulling *)arg)->before;
	int64_t until = world_mono(s->world) + PULL_MAX_MS;
	struct sql_run_last_row run;

	TRY(last_run(s, shop_id, &run));
	while (run.id == before) {
		if (stop_asked())
			return fail(s, ERR_STOPPING, "what was read is kept; the next pull goes on from there");
		if (world_mono(s->world) > until)
			return fail(s, ERR_CHANNEL_TIMEOUT, "the pull has not ended after half an hour; it goes on");
		TRY(trouble_before_run(s, shop_id));
		world_nap(s->world, LOOK_MS);
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

enum err cmd_pull(struct scope *s, const struct options *o)
{
	struct pulling p = { .shop_id = o->shop };

	if (o->file && o->shop != OPTION_UNSET)
		return fail(s, ERR_USAGE, "--shop or --file, not both");
	if (o->file)
		return pull_file(s, o);
	if (o->shop == OPTION_UNSET)
		return fail(s, ERR_USAGE, "what is pulled? --shop ID, or --channel NAME --file FILE");
	return errand_run(s, o, &(struct errand){ "pull", ask_pull, await_run, &p });
}

enum err cmd_migrate(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .make = true, .role = "migrate" };
	struct home h;

	TRY(home_open(s, o, &needs, &h));
	printf("up to date\n");
	return home_leave(s, &h, OK);
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
	return home_leave(s, &h, user_password_put(&h.scope, text_of(o->user), password, false));
}
