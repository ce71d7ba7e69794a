/* web/today_test.c - what there is to do, the charts, and the program itself. */
#include "base/instant.h"
#include "web/try_web.h"
#include "work/hours.h"
#include "work/rig.h"
#include "work/shops.h"

struct due {
	int64_t id, due;
	const char *state;
};

static enum err set_due(struct scope *s, void *arg)
{
	const struct due *d = arg;

	return sql_order_change(s,
				&(struct sql_order_change){ .id = d->id,
							    .ver = 1,
							    .state = text_of(d->state),
							    .now = s->now,
							    .word = TEXT("paid"),
							    .channel_status = TEXT("READY_TO_SHIP"),
							    .payment_status = TEXT("paid"),
							    .due = d->due,
							    .currency = TEXT("SGD"),
							    .delivery_method = TEXT("Standard"),
							    .latest_seq = 2,
							    .digest = TEXT("d") },
				1, NULL);
}

static int64_t number(const struct try_web *t, const char *path)
{
	int64_t n = -1;

	CHECK(json_int(json_path(t->body, path), &n));
	return n;
}

ON_BOTH(today_counts_what_is_to_be_shipped_and_names_the_page)
{
	int64_t shop = try_shop(s, "A"), now = world_now(s->world), after;
	struct due dues[] = { { 0, now - 2 * HOUR_MS, "pending" },
			      { 0, now - HOUR_MS, "void" },
			      { 0, now + 5 * HOUR_MS, "pending" },
			      { 0, now + 30 * HOUR_MS, "pending" },
			      { 0, now + 60 * HOUR_MS, "pending" } };
	struct try_web t;
	struct text cure;

	for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
		dues[i].id = try_order(s, shop, text_format(s->arena, "%zu", i).at, dues[i].state, now);
		CHECK_OK(db_transact(s, set_due, &dues[i]));
	}
	(void)try_order(s, shop, "none", "pending", now);
	try_web_open(s, &t);
	try_web_person(&t, "anna", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_EQ(number(&t, "ship_by.late.count"), 1);
	CHECK_EQ(number(&t, "ship_by.hours_24.count"), 1);
	CHECK_EQ(number(&t, "ship_by.hours_48.count"), 2);
	CHECK_TEXT(try_at(&t, "states.void.cure"), "/orders?tab=void");
	CHECK_EQ(number(&t, "undecided_updates.count"), 0);
	cure = try_at(&t, "ship_by.late.cure");
	CHECK(text_starts(cure, "/orders?tab=pending&sort=ship_by&ship_by_to="));
	cure = (struct text){ cure.at + 44, cure.size - 44 };
	CHECK(instant_from_rfc3339(cure, &after) && after <= now && after > now - 2 * MINUTE_MS);
	try_ask(&t, "GET", "/api/v1/today?shop=1", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_web_person(&t, "ben", 0);
	try_ask(&t, "GET", "/api/v1/today", NULL);
	try_problem(&t, ERR_FORBIDDEN);
	try_web_close(&t);
}

static enum err withdraw(struct scope *s, void *arg)
{
	return sql_shop_state(s, (struct sql_shop_state){ .state = TEXT("unbound"), .id = *(int64_t *)arg }, NULL);
}

ON_BOTH(today_counts_shops_by_what_is_wrong_with_them)
{
	struct rig r;
	struct try_web t;

	rig_open(s, &r, 10);
	rig_pull_all(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_EQ(number(&t, "states.pending.count") + number(&t, "states.marked_shipped.count") +
			 number(&t, "states.void.count") + number(&t, "states.frozen.count") +
			 number(&t, "states.processed.count"),
		 10);
	CHECK_EQ(number(&t, "shops.total.count"), 2);
	CHECK_EQ(number(&t, "shops.in_trouble.count"), 0);
	CHECK_EQ(number(&t, "failed_runs_24h.count"), 0);
	sim_fault(r.sim, FAULT_DOWN, 100, 0);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	CHECK(rig_run_due(&r) > 0);
	CHECK_OK(shop_stop(s, r.made.shops[1]));
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_EQ(number(&t, "shops.in_trouble.count"), 1);
	CHECK_EQ(number(&t, "shops.stopped.count"), 1);
	CHECK_EQ(number(&t, "failed_runs_24h.count"), 1);
	CHECK_OK(db_transact(s, withdraw, &r.made.shops[1]));
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_EQ(number(&t, "shops.needs_authorisation.count"), 1);
	try_web_close(&t);
	rig_close(&r);
}

struct adding {
	int64_t shop_id;
	struct hour_note note;
};

static enum err add_hour(struct scope *s, void *arg)
{
	const struct adding *a = arg;

	return hours_add(s, a->shop_id, &a->note, 1);
}

/* The sum of the numbers at a path. */
static int64_t sum_at(struct json v, const char *path)
{
	struct json list = json_path(v, path);
	int64_t sum = 0, n;

	for (struct json i = json_first(list); json_kind(i) != JSON_NONE; i = json_next(list, i)) {
		CHECK(json_int(i, &n));
		sum += n;
	}
	return sum;
}

ON_BOTH(charts_show_hour_by_hour_the_largest_shops_and_all_others_together)
{
	enum { SHOPS = 15 };
	int64_t now = world_now(s->world), from;
	struct try_web t;
	struct json series, one;

	for (int i = 0; i < SHOPS; i++) {
		struct adding a = {
			try_shop(s, text_format(s->arena, "S%02d", i).at),
			{ .at = now - i * HOUR_MS, .orders = 100 + i, .runs = 2, .failed = i % 2, .lag_ms = i * 1000 }
		};
		CHECK_OK(db_transact(s, add_hour, &a));
	}
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/charts/orders", NULL);
	CHECK_EQ(number(&t, "step_s"), 3600);
	CHECK(instant_from_rfc3339(try_at(&t, "from"), &from) && from % HOUR_MS == 0);
	CHECK(from + 48 * HOUR_MS > now && from + 47 * HOUR_MS <= world_now(s->world));
	series = json_at(t.body, "series");
	CHECK_EQ(json_count(series), 13);
	one = json_first(series);
	CHECK_TEXT(json_text(json_path(one, "shop.title")), "S14");
	CHECK_EQ(json_count(json_at(one, "counts")), 48);
	CHECK_EQ(sum_at(one, "counts"), 114);
	for (int i = 1; i < 13; i++)
		one = json_next(series, one);
	CHECK_EQ(json_kind(json_at(one, "shop")), JSON_NULL);
	CHECK_EQ(sum_at(one, "counts"), 100 + 101 + 102);
	try_ask(&t, "GET", "/api/v1/charts/runs?hours=5", NULL);
	CHECK_EQ(json_count(json_at(t.body, "lag_s")), 5);
	CHECK_EQ(sum_at(t.body, "runs"), 10);
	CHECK_EQ(sum_at(t.body, "failed"), 2);
	CHECK_EQ(sum_at(t.body, "lag_s"), 0 + 1 + 2 + 3 + 4);
	for (int i = 0; i < 4; i++) {
		static const char *const bad[] = { "0", "169", "x", "99999999999999999999" };
		try_ask(&t, "GET", text_format(s->arena, "/api/v1/charts/runs?hours=%s", bad[i]).at, NULL);
		try_problem(&t, ERR_BAD_REQUEST);
	}
	try_web_close(&t);
}

ON_BOTH(the_system_names_its_database_and_its_nodes)
{
	struct rig r;
	struct try_web t;

	rig_open(s, &r, 1);
	rig_pull_all(&r);
	try_web_open(s, &t);
	try_web_person(&t, "anna", right_bit(RIGHT_READ_SYSTEM));
	try_ask(&t, "GET", "/api/v1/system", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "version"), LOCKSTEP_VERSION);
	CHECK_TEXT(try_at(&t, "database.kind"), db_kind(s->db) == DB_SQLITE ? "sqlite" : "postgresql");
	CHECK(try_at(&t, "database.version").size >= 3);
	CHECK(number(&t, "database.size_bytes") > 100000);
	CHECK(number(&t, "database.migrations") > 2);
	CHECK_EQ(json_count(json_at(t.body, "nodes")), 1);
	CHECK(text_has(t.answer.body, "\"shops\":2"));
	try_web_person(&t, "ben", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", "/api/v1/system", NULL);
	try_problem(&t, ERR_FORBIDDEN);
	try_web_close(&t);
	rig_close(&r);
}
