/* web/tasks_test.c - "Update order" and its tasks over the API: checked, asked for, followed, taken back, told to support. */
#include "base/id.h"
#include "base/instant.h"
#include "web/session.h"
#include "web/try_web.h"
#include "work/rig.h"
#include <string.h>

struct desk {
	struct rig rig;
	struct try_web t;
	uint32_t at_market[3];
	int64_t ids[3]; /* two orders of the first shop, one of the second */
	int64_t shipped;
};

static int64_t pulled(struct desk *d, size_t shop, uint32_t number)
{
	return rig_order(&d->rig, shop, rig_sn(&d->rig, number)).id;
}

static void desk_open(struct scope *s, struct desk *d)
{
	*d = (struct desk){ .shipped = 0 };
	rig_open(s, &d->rig, 0);
	for (size_t i = 0; i < 3; i++)
		d->at_market[i] = rig_place(&d->rig, i / 2, 1);
	rig_pull_all(&d->rig);
	for (size_t i = 0; i < 3; i++)
		d->ids[i] = pulled(d, i / 2, d->at_market[i]);
	try_web_open(s, &d->t);
	web_close(d->t.web);
	d->t.web = web_open(s->world, &(struct web_options){ .node = d->rig.node });
	try_web_person(&d->t, "anna", RIGHTS_ALL);
	d->shipped = try_order(s, d->rig.made.shops[0], "A-1", "marked_shipped", 1000);
}

static void desk_close(struct desk *d)
{
	try_web_close(&d->t);
	rig_close(&d->rig);
}

static const char *choice(struct desk *d, const char *rest)
{
	return text_format(d->t.s->arena, "{\"ids\":[\"%lld\",\"%lld\",\"%lld\",\"%lld\"],%s}", (long long)d->ids[0],
			   (long long)d->ids[1], (long long)d->ids[2], (long long)d->shipped, rest)
		.at;
}

static int64_t whole(struct try_web *t, const char *dotted)
{
	int64_t n = -1;

	CHECK(json_int(json_path(t->body, dotted), &n));
	return n;
}

#define USUAL "\"mode\":\"keep\",\"release\":false"

static void get(struct desk *d, const char *path)
{
	try_ask(&d->t, "GET", path, NULL);
	CHECK_EQ(d->t.status, 200);
}

/* The task that was answered, and below it. */
static const char *task_path(struct desk *d, struct text id, const char *below)
{
	return text_format(d->t.s->arena, "/api/v1/tasks/%.*s%s", TEXT_ARG(id), below).at;
}

static struct text ask_update(struct desk *d, const char *rest)
{
	try_ask(&d->t, "POST", "/api/v1/orders/update", choice(d, rest));
	CHECK_EQ(d->t.status, 202);
	return text_copy(d->t.s->arena, try_at(&d->t, "id"));
}

/* Of the list that was answered. */
static struct json item_of(struct desk *d, int64_t order)
{
	struct text id = text_format(d->t.s->arena, "%lld", (long long)order);
	struct json items = json_at(d->t.body, "items"), i;

	for (i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		if (text_same(json_text(json_at(i, "order_id")), id))
			return i;
	CHECK(false);
	return i;
}

ON_BOTH(a_check_says_what_an_update_would_come_to_and_asks_no_channel) /* S000-23 */
{
	struct desk d;
	struct json refusal;

	desk_open(s, &d);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check", choice(&d, USUAL));
	CHECK_EQ(d.t.status, 200);
	CHECK_EQ(whole(&d.t, "total"), 4);
	CHECK_EQ(whole(&d.t, "eligible"), 3);
	CHECK_EQ(whole(&d.t, "shops"), 2);
	refusal = json_first(json_at(d.t.body, "refusals"));
	CHECK_TEXT(json_text(json_path(refusal, "problem.code")), "order_fixed");
	CHECK(json_text(json_path(refusal, "problem.cure")).size > 0);
	CHECK(json_count(json_path(d.t.body, "plan.steps")) >= 2);
	CHECK_EQ(rig_run_due(&d.rig), 0);
	get(&d, "/api/v1/tasks");
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 0);
	desk_close(&d);
}

ON_BOTH(all_that_fit_a_filter_but_some_are_updated) /* S000-24 */
{
	enum { TOO_MANY = 3001 };
	struct desk d;
	struct buffer b = buffer_in(s->arena);
	const char *but;
	struct text plan;

	desk_open(s, &d);
	but = text_format(s->arena, "\"but\":[\"%lld\",\"4711\"]", (long long)d.ids[1]).at;
	try_ask(&d.t, "POST", "/api/v1/orders/update/check?tab=pending",
		text_format(s->arena, "{%s," USUAL "}", but).at);
	CHECK_EQ(d.t.status, 200);
	CHECK_EQ(whole(&d.t, "total"), 2);
	plan = text_copy(s->arena, json_text(json_path(d.t.body, "plan.digest")));
	try_ask(&d.t, "POST", "/api/v1/orders/update?tab=pending",
		text_format(s->arena, "{%s," USUAL ",\"plan\":\"%.*s\"}", but, TEXT_ARG(plan)).at);
	CHECK_EQ(d.t.status, 202);
	CHECK_EQ(whole(&d.t, "total"), 2);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check?tab=pending", "{\"but\":[]," USUAL "}");
	CHECK_EQ(whole(&d.t, "total"), 3);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check", choice(&d, "\"but\":[\"1\"]," USUAL));
	try_problem(&d.t, ERR_BAD_REQUEST);
	for (int i = 1; i <= TOO_MANY; i++)
		buffer_format(&b, "%s\"%d\"", i > 1 ? "," : "", i);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check?tab=pending",
		text_format(s->arena, "{\"but\":[%.*s]," USUAL "}", TEXT_ARG(buffer_text(&b))).at);
	try_problem(&d.t, ERR_TOO_LARGE);
	CHECK(text_starts(try_at(&d.t, "detail"), "\"but\" has at most 3000 ids"));
	desk_close(&d);
}

ON_BOTH(orders_that_wait_say_what_for_and_until_when)
{
	struct desk d;
	struct json item, wait;
	struct text id;

	desk_open(s, &d);
	sim_fault(d.rig.sim, FAULT_BUSY, 1, 1);
	id = ask_update(&d, USUAL);
	rig_run_due(&d.rig);
	get(&d, task_path(&d, id, ""));
	CHECK_EQ(whole(&d.t, "waiting"), 2);
	CHECK_EQ(json_count(json_at(d.t.body, "waits")), 1);
	wait = json_first(json_at(d.t.body, "waits"));
	CHECK_TEXT(json_text(json_path(wait, "problem.code")), "channel_busy");
	CHECK(json_text(json_path(wait, "problem.detail")).size > 0);
	CHECK(json_text(json_at(wait, "until")).size > 0);
	get(&d, task_path(&d, id, "/items"));
	item = item_of(&d, d.ids[0]);
	CHECK_TEXT(json_text(json_at(item, "state")), "waiting");
	CHECK_TEXT(json_text(json_path(item, "problem.code")), "channel_busy");
	rig_doze(&d.rig, 5000);
	rig_run_due(&d.rig);
	get(&d, task_path(&d, id, ""));
	CHECK_TEXT(try_at(&d.t, "state"), "done");
	CHECK_EQ(json_count(json_at(d.t.body, "waits")), 0);
	desk_close(&d);
}

ON_BOTH(all_that_fit_a_filter_are_updated_once_their_plan_was_confirmed)
{
	struct desk d;
	struct text plan;

	desk_open(s, &d);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check?tab=pending", "{" USUAL "}");
	CHECK_EQ(whole(&d.t, "total"), 3);
	plan = text_copy(s->arena, try_at(&d.t, "plan.digest"));
	try_ask(&d.t, "POST", "/api/v1/orders/update?tab=pending", "{" USUAL "}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "POST", "/api/v1/orders/update?tab=pending",
		text_format(s->arena, "{" USUAL ",\"plan\":\"%.*s\"}", TEXT_ARG(plan)).at);
	CHECK_EQ(d.t.status, 202);
	CHECK_EQ(whole(&d.t, "total"), 3);
	try_ask(&d.t, "POST", "/api/v1/orders/update",
		text_format(s->arena, "{" USUAL ",\"plan\":\"%.*s\"}", TEXT_ARG(plan)).at);
	try_problem(&d.t, ERR_PLAN_MOVED);
	desk_close(&d);
}

ON_SQLITE(what_cannot_be_asked_so_is_refused_with_words)
{
	static const char *const wrong[] = {
		"\"mode\":\"both\",\"release\":false",
		"\"mode\":\"keep\",\"release\":1",
		"\"mode\":\"keep\"",
		USUAL ",\"plan\":7",
		USUAL ",\"more\":1",
	};
	struct desk d;

	desk_open(s, &d);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		try_ask(&d.t, "POST", "/api/v1/orders/update", choice(&d, wrong[i]));
		try_problem(&d.t, ERR_BAD_REQUEST);
	}
	try_ask(&d.t, "POST", "/api/v1/orders/update?tab=pending", choice(&d, USUAL));
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "POST", "/api/v1/orders/update", "{\"ids\":[]," USUAL "}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "GET", "/api/v1/tasks?state=over", NULL);
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "GET", "/api/v1/tasks/4711", NULL);
	try_problem(&d.t, ERR_TASK_UNKNOWN);
	try_ask(&d.t, "POST", "/api/v1/tasks/4711/cancel", NULL);
	try_problem(&d.t, ERR_TASK_UNKNOWN);
	try_web_person(&d.t, "bert", right_bit(RIGHT_READ_ORDERS));
	try_ask(&d.t, "POST", "/api/v1/orders/update", choice(&d, USUAL));
	try_problem(&d.t, ERR_FORBIDDEN);
	try_ask(&d.t, "POST", "/api/v1/orders/update/check?name=ann", "{" USUAL "}");
	try_problem(&d.t, ERR_FORBIDDEN);
	desk_close(&d);
}

ON_BOTH(each_order_has_a_result_of_its_own_and_who_asked_is_told_once) /* S000-24, 25, 26 */
{
	struct desk d;
	struct text id;
	struct json item;

	desk_open(s, &d);
	rig_act(&d.rig, MARKET_MOVE_HOUSE, d.at_market[0]);
	id = ask_update(&d, USUAL);
	CHECK_EQ(whole(&d.t, "waiting"), 4);
	CHECK(rig_run_due(&d.rig) >= 3); /* it gathers; two shops ask */
	get(&d, task_path(&d, id, ""));
	CHECK_TEXT(try_at(&d.t, "state"), "done");
	CHECK_EQ(whole(&d.t, "succeeded"), 3);
	CHECK_EQ(whole(&d.t, "failed"), 1);
	CHECK_EQ(whole(&d.t, "waiting"), 0);
	CHECK_EQ(json_count(json_at(d.t.body, "outcomes")), 2);
	CHECK_TEXT(json_text(json_path(json_first(json_at(d.t.body, "causes")), "problem.code")), "order_fixed");
	CHECK_TEXT(json_lexeme(json_at(d.t.body, "moves")), "[\"retry\",\"undo\"]");
	get(&d, task_path(&d, id, "/items"));
	item = item_of(&d, d.ids[0]);
	CHECK_TEXT(json_text(json_at(item, "outcome")), "updated");
	CHECK(json_count(json_at(item, "taken")) > 0 && json_is_true(json_at(item, "undoable")));
	CHECK_TEXT(json_text(json_path(item_of(&d, d.shipped), "problem.code")), "order_fixed");
	CHECK_TEXT(json_text(json_at(item_of(&d, d.ids[1]), "outcome")), "no_change");
	get(&d, task_path(&d, id, "/items?limit=1"));
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 1);
	get(&d,
	    task_path(&d, id, text_format(s->arena, "/items?limit=200&after=%.*s", TEXT_ARG(try_at(&d.t, "next"))).at));
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 3);
	get(&d, task_path(&d, id, "/items?code=order_fixed"));
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 1);
	get(&d, task_path(&d, id, "/items?state=waiting"));
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 0);
	get(&d, "/api/v1/tasks?mine=true&unseen=true");
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 1);
	try_ask(&d.t, "POST", "/api/v1/tasks/seen", text_format(s->arena, "{\"ids\":[\"%.*s\"]}", TEXT_ARG(id)).at);
	CHECK_EQ(d.t.status, 204);
	get(&d, "/api/v1/tasks?unseen=true");
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 0);
	get(&d, "/api/v1/tasks?state=done&kind=update");
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 1);
	desk_close(&d);
}

ON_BOTH(a_batch_is_taken_back_and_what_failed_is_tried_again) /* S000-32 */
{
	struct desk d;
	struct text id;

	desk_open(s, &d);
	rig_act(&d.rig, MARKET_MOVE_HOUSE, d.at_market[0]);
	id = ask_update(&d, USUAL);
	try_ask(&d.t, "POST", task_path(&d, id, "/undo"), NULL);
	try_problem(&d.t, ERR_TASK_RUNS);
	rig_run_due(&d.rig);
	try_ask(&d.t, "POST", task_path(&d, id, "/undo"), NULL);
	CHECK_EQ(d.t.status, 202);
	CHECK_TEXT(try_at(&d.t, "kind"), "undo");
	CHECK_EQ(whole(&d.t, "total"), 1);
	try_ask(&d.t, "POST", task_path(&d, id, "/undo"), NULL);
	try_problem(&d.t, ERR_TASK_UNDONE);
	CHECK_EQ(rig_run_due(&d.rig), 1);
	get(&d, "/api/v1/tasks?kind=undo");
	CHECK_EQ(json_count(json_at(d.t.body, "items")), 1);
	CHECK_TEXT(json_text(json_at(json_first(json_at(d.t.body, "items")), "state")), "done");
	CHECK_TEXT(json_lexeme(json_at(json_first(json_at(d.t.body, "items")), "succeeded")), "1");
	try_ask(&d.t, "POST", task_path(&d, id, "/retry"), "{\"codes\":[\"channel_timeout\"]}");
	try_problem(&d.t, ERR_TASK_NOTHING);
	try_ask(&d.t, "POST", task_path(&d, id, "/retry"), "{\"codes\":[\"no_such\"]}");
	try_problem(&d.t, ERR_BAD_REQUEST);
	try_ask(&d.t, "POST", task_path(&d, id, "/retry"), "{\"codes\":[]}");
	CHECK_EQ(d.t.status, 202);
	CHECK_EQ(whole(&d.t, "total"), 1);
	CHECK_TEXT(try_at(&d.t, "of_task"), text_z(s->arena, id));
	try_ask(&d.t, "POST", task_path(&d, try_at(&d.t, "id"), "/cancel"), NULL);
	CHECK_EQ(d.t.status, 200);
	CHECK_TEXT(try_at(&d.t, "state"), "cancelled");
	CHECK_EQ(whole(&d.t, "cancelled"), 1);
	desk_close(&d);
}

ON_BOTH(results_are_a_file_and_a_failure_has_a_bundle_without_people_and_secrets)
{
	struct desk d;
	struct text id, file;
	struct sql_order_people_get_rows who;

	desk_open(s, &d);
	sim_fault(d.rig.sim, FAULT_HTML, 2, 0); /* of each shop, the call that fetches its orders */
	id = ask_update(&d, USUAL);
	rig_run_due(&d.rig);
	try_ask(&d.t, "GET", task_path(&d, id, "/results"), NULL);
	CHECK_EQ(d.t.status, 200);
	file = d.t.answer.body;
	CHECK(text_starts(file, "\xEF\xBB\xBFnumber,shop,state,outcome,code,"));
	CHECK(text_has(file, "order_fixed") && text_has(file, "A-1"));
	CHECK_OK(sql_order_people_get(s, (struct sql_order_people_get){ .ids = d.ids, .ids_count = 1 }, &who));
	CHECK(who.count == 1 && who.at[0].name.size > 2);
	try_ask(&d.t, "GET", task_path(&d, id, text_format(s->arena, "/bundle?order=%lld", (long long)d.ids[0]).at),
		NULL);
	CHECK_EQ(d.t.status, 200);
	file = d.t.answer.body;
	CHECK(text_has(file, "\"rules_now\"") && text_has(file, "\"tasks_of_order\""));
	CHECK(text_has(file, "\"status\":502") && text_has(file, "\"sign\":\"***\""));
	CHECK(text_has(file, "\"access_token\":\"***\"") && text_has(file, "order_sn_list"));
	CHECK(!text_has(file, text_z(s->arena, who.at[0].name)));
	CHECK(!text_has(file, SIM_PARTNER_KEY));
	try_ask(&d.t, "GET", task_path(&d, id, "/bundle?order=4711"), NULL);
	try_problem(&d.t, ERR_ORDER_UNKNOWN);
	try_ask(&d.t, "GET", task_path(&d, id, "/bundle"), NULL);
	try_problem(&d.t, ERR_BAD_REQUEST);
	desk_close(&d);
}
