/* web/jobs.c - what the API answers about recurrent tasks and runs, and how people run one now or set its timer. */
#include "web/handlers.h"
#include "web/view_job.h"
#include "web/view_run.h"
#include "work/node.h"
#include "work/recur.h"

enum { FEED_MAX = 40 };

enum err jobs_list(struct scope *s, struct call *c)
{
	enum { SHOP, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "shop", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct job_query q = { .limit = JOBS_LIMIT };

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[SHOP], 1, INT64_MAX, &q.shop_id));
	TRY(parameter_int(s, &p[LIMIT], 1, JOBS_LIMIT, &q.limit));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &q.after));
	return view_jobs(s, &q, &c->json);
}

static void wake(struct call *c)
{
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
}

enum err jobs_run(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(recur_run(s, c->id));
	wake(c);
	return view_job(s, c->id, &c->json);
}

enum err jobs_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "every_s" };
	int64_t every_s;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	if (!json_int(json_at(c->body, "every_s"), &every_s))
		return fail(s, ERR_BAD_REQUEST, "the body must be a JSON object with \"every_s\" as a whole number");
	TRY(recur_set(s, c->id, every_s));
	wake(c);
	return view_job(s, c->id, &c->json);
}

enum err runs_list(struct scope *s, struct call *c)
{
	enum { SHOP, FEED, FAILED, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = {
		{ "shop", { 0 } }, { "feed", { 0 } }, { "failed", { 0 } }, { "limit", { 0 } }, { "after", { 0 } }
	};
	struct run_query q = { .limit = RUNS_LIMIT, .before = INT64_MAX };

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[SHOP], 1, INT64_MAX, &q.shop_id));
	TRY(parameter_int(s, &p[LIMIT], 1, RUNS_LIMIT_MAX, &q.limit));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &q.before));
	TRY(parameter_bool(s, &p[FAILED], &q.failed));
	q.feed = p[FEED].value.at ? p[FEED].value : TEXT("");
	if (q.feed.size > FEED_MAX)
		return fail(s, ERR_BAD_REQUEST, "the name of a feed has at most %d bytes", FEED_MAX);
	return view_runs(s, &q, &c->json);
}
