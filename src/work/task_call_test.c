/* work/task_call_test.c - the calls of a task: they go on where a shop is pulled no more, and a failed one leaves a trace. */
#include "base/json.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/task_inner.h"
#include "work/trace.h"
#include <string.h>

ON_BOTH(what_a_person_asked_for_goes_on_where_the_shop_is_pulled_no_more)
{
	struct sql_task_get_row t;
	struct rig r;
	uint32_t first, second;
	int64_t ids[2], task;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 2);
	second = rig_place(&r, 0, 1);
	rig_pull_all(&r);
	ids[0] = rig_order(&r, 0, rig_sn(&r, first)).id;
	ids[1] = rig_order(&r, 0, rig_sn(&r, second)).id;
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	CHECK_OK(task_add(s, &(struct task_new){ .ids = ids, .count = 2 }, (struct text){ 0 }, &task));
	sim_fault(r.sim, FAULT_BUSY, 1, 1);
	CHECK_EQ(rig_run_due(&r), 2); /* it is gathered, and the channel asks to wait */
	CHECK_OK(task_read(s, task, &t));
	CHECK_TEXT(t.state, "run");
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	rig_doze(&r, 1500);
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_OK(task_read(s, task, &t));
	CHECK_TEXT(t.state, "done");
	CHECK_EQ(t.succeeded, 2);
	rig_close(&r);
}

/* ---- what is kept of a failed call ---- */

static struct text traced(struct scope *s, struct text url, struct text body)
{
	struct conversation c = { .talk = { .channel = &channel_shopee } };
	struct text out;

	c.heard = (struct heard){ .step = "detail",
				  .method = TEXT("GET"),
				  .url = url,
				  .body = body,
				  .asked_at = 1700000000000,
				  .took_ms = 7,
				  .status = 200 };
	CHECK_OK(trace_text(s, &c, (struct text){ 0 }, &out));
	return out;
}

static bool has(struct text t, const char *z) { return t.at && strstr(t.at, z); }

TEST(a_trace_shows_what_was_asked_and_answered_without_secrets_and_people)
{
	struct scope *s = check_scope();
	struct text url = TEXT("https://example.test/api/v2/order?access_token=abc&order_sn_list=X1&sign=99ff&odd");
	struct text t = traced(s, url,
			       TEXT("{\"error\":\"\",\"response\":{\"order_list\":[{\"order_sn\":\"X1\","
				    "\"recipient_address\":{\"name\":\"Nguyen Anh\"},\"refresh_token\":\"r-1\"}]}}"));
	struct json doc;

	CHECK_OK(json_parse(s, t, &doc));
	CHECK_TEXT(json_text(json_path(doc, "request.path")), "/api/v2/order");
	CHECK_TEXT(json_text(json_path(doc, "request.parameters.order_sn_list")), "X1");
	CHECK_TEXT(json_text(json_path(doc, "request.parameters.access_token")), "***");
	CHECK_TEXT(json_text(json_path(doc, "request.parameters.sign")), "***");
	CHECK(!has(t, "abc") && !has(t, "99ff") && !has(t, "Nguyen") && !has(t, "r-1"));
	CHECK(has(t, "X1") && has(t, "\"status\":200"));
}

TEST(a_trace_of_what_is_no_json_shows_a_page_s_beginning_and_of_all_else_nothing)
{
	struct scope *s = check_scope();
	struct text url = TEXT("https://example.test/x"), page, cut, none;
	struct conversation c = { .talk = { .channel = &channel_shopee } };
	struct json doc;
	char *large = arena_alloc(s->arena, 100001);

	page = traced(s, url, TEXT("<html><title>502 Bad Gateway</title>"));
	CHECK_OK(json_parse(s, page, &doc));
	CHECK(has(page, "502 Bad Gateway"));
	cut = traced(s, url, TEXT("{\"recipient\":\"Nguyen An"));
	CHECK(!has(cut, "Nguyen"));
	memset(large, 'x', 100000);
	memcpy(large, "{\"order_sn\":\"", 13);
	memcpy(large + 99998, "\"}", 2);
	cut = traced(s, url, (struct text){ large, 100000 });
	CHECK(cut.size <= TRACE_MAX);
	CHECK_OK(json_parse(s, cut, &doc));
	CHECK_OK(trace_text(s, &c, (struct text){ 0 }, &none)); /* nothing was asked */
	CHECK_EQ(none.size, 0);
}
