/* web/shops_test.c - shops and runs as the API shows them, and what people do to them. */
#include "base/instant.h"
#include "web/try_web.h"
#include "work/rig.h"

static struct json shop_of(const struct try_web *t, int64_t id)
{
	struct json items = json_at(t->body, "items"), v = json_first(items);

	while (json_kind(v) != JSON_NONE &&
	       !text_same(json_text(json_at(v, "id")), text_format(t->s->arena, "%lld", (long long)id)))
		v = json_next(items, v);
	return v;
}

static void ask_shop(struct try_web *t, const char *verb, int64_t id)
{
	try_ask(t, "POST", text_format(t->s->arena, "/api/v1/shops/%lld/%s", (long long)id, verb).at, NULL);
}

/* How many runs there are, walked one a page. */
static int runs_by_ones(struct try_web *t, int64_t shop_id)
{
	const char *shop = shop_id ? text_format(t->s->arena, "&shop=%lld", (long long)shop_id).at : "";
	struct text after = TEXT("9223372036854775807");
	int count = 0;

	do {
		try_ask(t, "GET",
			text_format(t->s->arena, "/api/v1/runs?limit=1&after=%.*s%s", TEXT_ARG(after), shop).at, NULL);
		CHECK_EQ(t->status, 200);
		CHECK(json_count(json_at(t->body, "items")) <= 1);
		count += (int)json_count(json_at(t->body, "items"));
		after = try_at(t, "next");
	} while (after.at && count < 1000);
	return count;
}

ON_BOTH(a_shop_shows_its_feed_and_its_last_run)
{
	struct rig r;
	struct try_web t;
	struct json h;
	int64_t n, moment;

	rig_open(s, &r, 20);
	rig_pull_all(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/shops", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 2);
	h = shop_of(&t, r.made.shops[0]);
	CHECK_TEXT(json_text(json_at(h, "channel")), "shopee");
	CHECK_TEXT(json_text(json_at(h, "pull")), "on");
	CHECK(instant_from_rfc3339(json_text(json_at(h, "complete_to")), &moment));
	CHECK(instant_from_rfc3339(json_text(json_at(h, "next_look")), &moment));
	CHECK(json_int(json_path(h, "orders.count"), &n) && n > 0);
	CHECK(json_int(json_path(h, "last_run.stored"), &n) && n > 0);
	CHECK(text_starts(json_text(json_path(h, "last_run.proof")), "listed "));
	CHECK(json_is_true(json_path(h, "last_run.proved")));
	CHECK_EQ(json_kind(json_path(h, "last_run.found")), JSON_NULL);
	CHECK(instant_from_rfc3339(json_text(json_at(h, "complete_from")), &moment));
	CHECK_EQ(json_kind(json_at(h, "problem")), JSON_NULL);
	CHECK_EQ(runs_by_ones(&t, 0), runs_by_ones(&t, r.made.shops[0]) + runs_by_ones(&t, r.made.shops[1]));
	CHECK(runs_by_ones(&t, r.made.shops[1]) > 0);
	try_web_close(&t);
	rig_close(&r);
}

ON_BOTH(pull_stop_and_resume_answer_how_the_shop_stands)
{
	struct rig r;
	struct try_web t;
	int64_t shop;

	rig_open(s, &r, 3);
	rig_pull_all(&r);
	shop = r.made.shops[0];
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	ask_shop(&t, "stop", shop);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "pull"), "stopped");
	CHECK_EQ(json_kind(json_at(t.body, "next_look")), JSON_NULL);
	ask_shop(&t, "stop", shop);
	CHECK_EQ(t.status, 200);
	ask_shop(&t, "pull", shop);
	CHECK_EQ(t.status, 202);
	CHECK_TEXT(try_at(&t, "pull"), "stopped");
	CHECK_EQ(rig_run_due(&r), 1);
	ask_shop(&t, "resume", shop);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "pull"), "on");
	ask_shop(&t, "resume", 77);
	try_problem(&t, ERR_SHOP_UNKNOWN);
	try_ask(&t, "POST", text_format(s->arena, "/api/v1/shops/%lld/stop", (long long)shop).at, "{\"force\":true}");
	try_problem(&t, ERR_BAD_REQUEST);
	try_web_close(&t);
	rig_close(&r);
}
