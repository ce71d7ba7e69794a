/* web/jobs_test.c - recurrent tasks and runs as the API shows them, and what people do to them. */
#include "base/instant.h"
#include "web/try_web.h"
#include "work/rig.h"
#include "work/shops.h"

struct desk {
	struct scope *s;
	struct rig rig;
	struct try_web web;
};

static void desk_open(struct scope *s, struct desk *d, int orders)
{
	d->s = s;
	rig_open(s, &d->rig, orders);
	rig_pull_all(&d->rig);
	try_web_open(s, &d->web);
	try_web_person(&d->web, "anna", RIGHTS_ALL);
}

static void desk_close(struct desk *d)
{
	try_web_close(&d->web);
	rig_close(&d->rig);
}

static enum err expire_recurs(struct scope *s, void *arg)
{
	(void)arg;
	return job_recur(s, 0, "expire", TEXT(""), s->now);
}

/* The task of that kind in the last answer, of that shop (0: the first that there is). */
static struct json job_of(struct desk *d, const char *kind, int64_t shop_id)
{
	struct json items = json_at(d->web.body, "items"), v = json_first(items);
	struct text shop = text_format(d->s->arena, "%lld", (long long)shop_id);

	while (json_kind(v) != JSON_NONE && !(text_is(json_text(json_at(v, "kind")), kind) &&
					      (!shop_id || text_same(json_text(json_path(v, "shop.id")), shop))))
		v = json_next(items, v);
	return v;
}

static int64_t number(struct json v, const char *path)
{
	int64_t n = -1;

	CHECK(json_int(json_path(v, path), &n));
	return n;
}

static void ask_job(struct desk *d, const char *method, struct text id, const char *tail, const char *body)
{
	try_ask(&d->web, method, text_format(d->s->arena, "/api/v1/jobs/%.*s%s", TEXT_ARG(id), tail).at, body);
}

ON_BOTH(recurrent_tasks_show_timer_state_and_their_last_five_runs)
{
	struct desk d;
	struct json pull, reconcile, expire;
	int64_t moment;

	desk_open(s, &d, 8);
	CHECK_OK(db_transact(s, expire_recurs, NULL));
	for (int i = 0; i < 6; i++)
		rig_pull(&d.rig, 0);
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	CHECK_EQ(d.web.status, 200);
	CHECK_EQ(json_count(json_at(d.web.body, "items")), 9); /* four a shop, and one of no shop; no pushes */
	pull = job_of(&d, "pull", d.rig.made.shops[0]);
	CHECK_TEXT(json_text(json_path(pull, "kind_label.en")), "Pull orders");
	CHECK_TEXT(json_text(json_path(pull, "kind_label.zh")), "拉取订单");
	CHECK_TEXT(json_text(json_at(pull, "state")), "ready");
	CHECK_EQ(json_count(json_at(pull, "last_runs")), 5);
	CHECK(instant_from_rfc3339(json_text(json_at(pull, "due")), &moment));
	CHECK_EQ(number(pull, "least_s"), 60);
	CHECK_EQ(number(pull, "most_s"), 86400);
	reconcile = job_of(&d, "reconcile", d.rig.made.shops[1]);
	CHECK_EQ(number(reconcile, "every_s"), 86400);
	CHECK_EQ(json_count(json_at(reconcile, "last_runs")), 0);
	expire = json_first(json_at(d.web.body, "items"));
	CHECK_TEXT(json_text(json_at(expire, "kind")), "expire");
	CHECK_EQ(json_kind(json_at(expire, "shop")), JSON_NULL);
	CHECK_OK(shop_stop(s, d.rig.made.shops[0]));
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	pull = job_of(&d, "pull", d.rig.made.shops[0]);
	CHECK_TEXT(json_text(json_at(pull, "state")), "stopped");
	CHECK_EQ(json_kind(json_at(pull, "due")), JSON_NULL);
	desk_close(&d);
}

ON_BOTH(tasks_come_page_by_page_and_shop_by_shop)
{
	struct desk d;
	struct text next = { 0 };
	struct buffer seen = buffer_in(s->arena);
	int pages = 0;

	desk_open(s, &d, 3);
	CHECK_OK(db_transact(s, expire_recurs, NULL));
	do {
		struct json item;
		try_ask(&d.web, "GET",
			text_format(s->arena, "/api/v1/jobs?limit=1%s%.*s", next.at ? "&after=" : "", TEXT_ARG(next))
				.at,
			NULL);
		CHECK_EQ(json_count(json_at(d.web.body, "items")), 1);
		item = json_first(json_at(d.web.body, "items"));
		buffer_format(&seen, "%.*s;", TEXT_ARG(json_text(json_at(item, "kind"))));
		next = try_at(&d.web, "next");
	} while (next.at && ++pages < 10);
	CHECK_TEXT(buffer_text(&seen), "expire;listings;pull;push_stock;reconcile;listings;pull;push_stock;reconcile;");
	try_ask(&d.web, "GET", text_format(s->arena, "/api/v1/jobs?shop=%lld", (long long)d.rig.made.shops[1]).at,
		NULL);
	CHECK_EQ(json_count(json_at(d.web.body, "items")), 4);
	try_ask(&d.web, "GET", "/api/v1/jobs?shop=77", NULL);
	CHECK_EQ(json_count(json_at(d.web.body, "items")), 0);
	try_ask(&d.web, "GET", "/api/v1/jobs?after=77", NULL);
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_close(&d);
}

ON_BOTH(a_task_runs_when_a_person_says_so)
{
	struct desk d;
	struct text id;

	desk_open(s, &d, 3);
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	id = json_text(json_at(job_of(&d, "reconcile", d.rig.made.shops[0]), "id"));
	while (rig_run_due(&d.rig))
		;
	ask_job(&d, "POST", id, "/run", NULL);
	CHECK_EQ(d.web.status, 202);
	CHECK_TEXT(try_at(&d.web, "kind"), "reconcile");
	CHECK_EQ(rig_run_due(&d.rig), 1);
	try_ask(&d.web, "GET", "/api/v1/runs?feed=reconcile", NULL);
	CHECK_EQ(json_count(json_at(d.web.body, "items")), 1);
	ask_job(&d, "POST", TEXT("77"), "/run", NULL);
	try_problem(&d.web, ERR_JOB_UNKNOWN);
	ask_job(&d, "POST", id, "/run", "{\"force\":true}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	try_web_person(&d.web, "ben", right_bit(RIGHT_READ_ORDERS));
	ask_job(&d, "POST", id, "/run", NULL);
	try_problem(&d.web, ERR_FORBIDDEN);
	desk_close(&d);
}

static enum err unbind(struct scope *s, void *arg)
{
	return sql_shop_state(s, (struct sql_shop_state){ .state = TEXT("unbound"), .id = *(int64_t *)arg }, NULL);
}

ON_SQLITE(a_task_of_a_shop_without_authorisation_is_refused_with_the_cure)
{
	struct desk d;

	desk_open(s, &d, 3);
	CHECK_OK(db_transact(s, unbind, &d.rig.made.shops[0]));
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	ask_job(&d, "POST", json_text(json_at(job_of(&d, "pull", d.rig.made.shops[0]), "id")), "/run", NULL);
	try_problem(&d.web, ERR_SHOP_UNBOUND);
	desk_close(&d);
}

/* Each body that PUT /jobs/{id} gets, of a pull, and whether it is taken. */
static const struct {
	const char *body;
	bool taken;
} timers[] = {
	{ "{\"every_s\":60}", true },
	{ "{\"every_s\":86400}", true },
	{ "{\"every_s\":59}", false },
	{ "{\"every_s\":86401}", false },
	{ "{\"every_s\":-60}", false },
	{ "{\"every_s\":\"60\"}", false },
	{ "{\"every_s\":60.5}", false },
	{ "{\"every_s\":99999999999999999999}", false },
	{ "{}", false },
	{ "{\"every_s\":60,\"due\":0}", false },
};

ON_BOTH(a_timer_is_taken_within_its_bounds_and_used_from_the_next_time_on)
{
	struct desk d;
	struct text id, due;
	int64_t before, after;

	desk_open(s, &d, 3);
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	id = json_text(json_at(job_of(&d, "pull", d.rig.made.shops[0]), "id"));
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
		ask_job(&d, "PUT", id, "", timers[i].body);
		if ((d.web.status == 200) != timers[i].taken)
			check_failed(__FILE__, __LINE__, "%s: %d", timers[i].body, d.web.status);
		if (!timers[i].taken)
			try_problem(&d.web, ERR_BAD_REQUEST);
	}
	CHECK(text_has(try_at(&d.web, "detail"), "due"));
	ask_job(&d, "PUT", id, "", "{\"every_s\":7}");
	CHECK(text_has(try_at(&d.web, "detail"), "60 to 86400 seconds"));
	ask_job(&d, "PUT", id, "", "{\"every_s\":3600}");
	rig_pull(&d.rig, 0);
	before = world_now(s->world);
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	CHECK_EQ(number(job_of(&d, "pull", d.rig.made.shops[0]), "every_s"), 3600);
	due = json_text(json_at(job_of(&d, "pull", d.rig.made.shops[0]), "due"));
	CHECK(instant_from_rfc3339(due, &after));
	CHECK(after > before + 3500 * SECOND_MS && after < before + 3700 * SECOND_MS);
	try_ask(&d.web, "GET", "/api/v1/shops", NULL);
	CHECK(text_has(d.web.answer.body, "\"every_s\":3600"));
	/* What would come in a day comes within the hour that was set. */
	try_ask(&d.web, "GET", "/api/v1/jobs", NULL);
	id = json_text(json_at(job_of(&d, "reconcile", d.rig.made.shops[0]), "id"));
	ask_job(&d, "PUT", id, "", "{\"every_s\":3600}");
	CHECK(instant_from_rfc3339(try_at(&d.web, "due"), &after) && after < before + 3700 * SECOND_MS);
	ask_job(&d, "PUT", TEXT("77"), "", "{\"every_s\":3600}");
	try_problem(&d.web, ERR_JOB_UNKNOWN);
	desk_close(&d);
}

static int runs_count(struct desk *d, const char *query)
{
	try_ask(&d->web, "GET", text_format(d->s->arena, "/api/v1/runs?limit=200%s", query).at, NULL);
	CHECK_EQ(d->web.status, 200);
	return (int)json_count(json_at(d->web.body, "items"));
}

struct failing {
	int64_t shop_id, id;
	const char *feed, *code;
};

static enum err fail_run(struct scope *s, void *arg)
{
	const struct failing *f = arg;

	TRY(sql_run_begin(
		s,
		(struct sql_run_begin){
			.id = f->id, .job_id = 1, .shop_id = f->shop_id, .feed = text_of(f->feed), .began = s->now },
		NULL));
	return sql_run_end(
		s,
		(struct sql_run_end){
			.id = f->id, .now = s->now, .proof = TEXT(""), .code = text_of(f->code), .words = TEXT("why") },
		NULL);
}

ON_BOTH(runs_are_chosen_by_shop_feed_and_failure)
{
	struct desk d;
	const char *one;
	int all;
	struct failing failing[] = { { 0, 11, "orders", "channel_down" },
				     { 0, 12, "reconcile", "channel_down" },
				     { 7, 13, "orders", "channel_down" },
				     { 7, 14, "orders", "interrupted" } };

	desk_open(s, &d, 5);
	failing[0].shop_id = failing[1].shop_id = d.rig.made.shops[0];
	all = runs_count(&d, "");
	for (size_t i = 0; i < sizeof failing / sizeof *failing; i++)
		CHECK_OK(db_transact(s, fail_run, &failing[i]));
	one = text_format(s->arena, "&shop=%lld", (long long)d.rig.made.shops[0]).at;
	CHECK_EQ(runs_count(&d, ""), all + 4);
	CHECK_EQ(runs_count(&d, "&failed=true"), 3);
	CHECK_EQ(runs_count(&d, "&failed=false"), all + 4);
	CHECK_EQ(runs_count(&d, text_format(s->arena, "&failed=true%s", one).at), 2);
	CHECK_EQ(runs_count(&d, text_format(s->arena, "&failed=true&feed=orders%s", one).at), 1);
	CHECK_EQ(runs_count(&d, text_format(s->arena, "&feed=reconcile%s", one).at), 1);
	CHECK_EQ(runs_count(&d, "&feed=reconcile"), 1);
	CHECK_EQ(runs_count(&d, "&feed=orders"), all + 3);
	CHECK_EQ(runs_count(&d, "&feed=nothing"), 0);
	CHECK_EQ(runs_count(&d, "&failed=true&after=13"), 2);
	try_ask(&d.web, "GET", "/api/v1/runs?failed=yes", NULL);
	try_problem(&d.web, ERR_BAD_REQUEST);
	desk_close(&d);
}
