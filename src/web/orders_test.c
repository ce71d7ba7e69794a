/* web/orders_test.c - lists and single orders as the API shows them. */
#include "base/id.h"
#include "base/instant.h"
#include "web/session.h"
#include "web/try_web.h"
#include "web/view_order.h"
#include "work/rig.h"
#include <string.h>

enum { MANY = 137 };

static struct json item_at(const struct try_web *t, size_t i)
{
	struct json items = json_at(t->body, "items"), v = json_first(items);

	while (i-- > 0)
		v = json_next(items, v);
	return v;
}

static size_t item_count(const struct try_web *t) { return json_count(json_at(t->body, "items")); }

ON_BOTH(an_empty_list_has_no_items_and_no_next)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	CHECK_TEXT(t.answer.body, "{\"items\":[],\"next\":null,\"stopped\":false}");
	try_web_close(&t);
}

ON_BOTH(an_item_shows_ids_as_texts_exact_money_and_utc_moments)
{
	struct try_web t;
	struct json item;
	int64_t shop, id;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	shop = try_shop(s, "华丽 <script>alert(1)</script>");
	id = try_order(s, shop, "220101ABC", "pending", 1655714431000);
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	CHECK_EQ(t.status, 200);
	CHECK_EQ(item_count(&t), 1);
	item = item_at(&t, 0);
	CHECK_EQ(json_kind(json_at(item, "id")), JSON_STRING);
	CHECK_SAME(json_text(json_at(item, "id")), text_format(s->arena, "%lld", (long long)id));
	CHECK_TEXT(json_text(json_path(item, "shop.title")), "华丽 <script>alert(1)</script>");
	CHECK_TEXT(json_text(json_at(item, "number")), "220101ABC");
	CHECK_TEXT(json_text(json_path(item, "total.amount")), "12.30");
	CHECK_TEXT(json_text(json_path(item, "total.currency")), "SGD");
	CHECK_TEXT(json_text(json_at(item, "placed")), "2022-06-20T08:40:31Z");
	CHECK_EQ(json_kind(json_at(item, "ship_by")), JSON_NULL);
	CHECK_TEXT(json_text(json_path(item, "state_label.en")), "Pending");
	CHECK_TEXT(json_text(json_path(item, "state_label.zh")), "待处理");
	CHECK_TEXT(json_text(json_path(item, "word_label.zh")), "已付款");
	CHECK_TEXT(json_text(json_at(item, "lines_summary")), "CCD007*2");
	CHECK_TEXT(json_text(json_path(item, "recipient.name")), "<b>Åsa</b> 王");
	CHECK_TEXT(json_text(json_path(item, "recipient.postcode")), "048624");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "content-type"), "application/json");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "cache-control"), "no-store");
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "x-content-type-options"), "nosniff");
	try_web_close(&t);
}

ON_BOTH(people_are_masked_without_the_right_to_see_them)
{
	struct try_web t;
	struct json item;
	int64_t id;

	try_web_open(s, &t);
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	id = try_order(s, try_shop(s, "A"), "1", "pending", 1000);
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	item = item_at(&t, 0);
	CHECK_TEXT(json_text(json_path(item, "recipient.name")), "<***");
	CHECK_TEXT(json_text(json_path(item, "recipient.phone")), "6***");
	CHECK_TEXT(json_text(json_path(item, "recipient.country")), "SG");
	CHECK(!text_has(t.answer.body, "Åsa") && !text_has(t.answer.body, "65987"));
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/orders/%lld", (long long)id).at, NULL);
	CHECK(!text_has(t.answer.body, "Åsa") && !text_has(t.answer.body, "65987"));
	try_web_close(&t);
}

static void remember(struct try_web *t, bool *seen, int64_t *last_placed)
{
	struct json items = json_at(t->body, "items");
	int64_t n, placed;

	for (struct json v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v)) {
		CHECK(instant_from_rfc3339(json_text(json_at(v, "placed")), &placed));
		CHECK(placed <= *last_placed);
		*last_placed = placed;
		if (!text_to_int(json_text(json_at(v, "ref")), &n))
			continue; /* one that came while we paged */
		CHECK(n >= 0 && n < MANY && !seen[n]);
		seen[n] = true;
	}
}

/* Walks all pages of `filter`; while it does, orders arrive that are newer than all, and one with every page in the past. */
static size_t walk(struct scope *s, struct try_web *t, const char *filter, int64_t shop)
{
	bool seen[MANY] = { false };
	int64_t last = INT64_MAX;
	struct text after = TEXT("");
	size_t count = 0;

	for (int page = 0; page < MANY; page++) {
		try_ask(t, "GET",
			text_format(s->arena, "/api/v1/orders?%s&limit=10%s%.*s", filter, after.size ? "&after=" : "",
				    TEXT_ARG(after))
				.at,
			NULL);
		CHECK_EQ(t->status, 200);
		CHECK(item_count(t) <= 10);
		remember(t, seen, &last);
		(void)try_order(s, shop, text_format(s->arena, "new %lld", (long long)id_next(s->ids)).at, "pending",
				99000000);
		(void)try_order(s, shop, text_format(s->arena, "old %lld", (long long)id_next(s->ids)).at, "void",
				500 + page);
		if (json_kind(json_at(t->body, "next")) == JSON_NULL)
			break;
		after = try_at(t, "next");
	}
	for (size_t i = 0; i < MANY; i++)
		count += seen[i];
	return count;
}

ON_BOTH(paging_gives_each_order_once_while_others_arrive)
{
	static const char *const states[] = { "pending", "processed", "marked_shipped", "frozen", "void" };
	struct try_web t;
	int64_t shops[2];

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	shops[0] = try_shop(s, "A");
	shops[1] = try_shop(s, "B");
	for (int i = 0; i < MANY; i++) /* many at the same moment, so that a page ends between them */
		(void)try_order(s, shops[i % 2], text_format(s->arena, "%d", i).at, states[i % 5],
				100000 + i / 20 * 1000);
	CHECK_EQ(walk(s, &t, "tab=all", shops[0]), MANY);
	CHECK_EQ(walk(s, &t, "tab=pending", shops[0]), 28);
	CHECK_EQ(walk(s, &t, text_format(s->arena, "shop=%lld", (long long)shops[1]).at, shops[0]), MANY / 2);
	CHECK_EQ(walk(s, &t, text_format(s->arena, "tab=frozen&shop=%lld", (long long)shops[1]).at, shops[0]), 14);
	try_web_close(&t);
}

ON_BOTH(counts_are_those_of_the_tabs)
{
	struct try_web t;
	int64_t shop, n;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	shop = try_shop(s, "A");
	(void)try_shop(s, "B");
	(void)try_order(s, shop, "1", "pending", 1000);
	(void)try_order(s, shop, "2", "pending", 1000);
	(void)try_order(s, shop, "3", "void", 1000);
	for (int i = 0; i < 2; i++) {
		try_ask(&t, "GET",
			i ? text_format(s->arena, "/api/v1/orders/counts?shop=%lld", (long long)shop).at
			  : "/api/v1/orders/counts",
			NULL);
		CHECK(json_int(json_path(t.body, "pending.count"), &n) && n == 2);
		CHECK(json_int(json_path(t.body, "void.count"), &n) && n == 1);
		CHECK(json_int(json_path(t.body, "frozen.count"), &n) && n == 0);
		CHECK_EQ(json_kind(json_path(t.body, "pending.more")), JSON_FALSE);
	}
	try_web_close(&t);
}

/* What stands behind /api/v1/orders, and a word that the refusal must name. */
static const struct {
	const char *query, *named;
} absurd[] = {
	{ "?limit=0", "limit" },
	{ "?limit=101", "limit" },
	{ "?limit=-1", "limit" },
	{ "?limit=1e3", "limit" },
	{ "?limit=99999999999999999999", "limit" },
	{ "?limit=", "limit" },
	{ "?limit=10&limit=10", "limit" },
	{ "?tab=nowhere", "marked_shipped" },
	{ "?tab=PENDING", "pending" },
	{ "?shop=0", "shop" },
	{ "?shop=-5", "shop" },
	{ "?shop=9223372036854775808", "shop" },
	{ "?shop=x", "shop" },
	{ "?after=", "after" },
	{ "?after=zz", "after" },
	{ "?after=00", "after" },
	{ "?after=00000000000000000000000000000000ff", "after" },
	{ "?page=2", "page" },
	{ "?Tab=all", "Tab" },
	{ "?tab", "" },
	{ "?tab=%zz", "tab" },
	{ "?tab=%ff", "tab" },
	{ "?tab=%00", "tab" },
	{ "?%74ab=all&tab=void", "tab" },
	{ "?=", "known" },
	{ "?a&b&c&d&e&f&g&h", "known" },
};

ON_SQLITE(absurd_parameters_are_refused_by_name)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
		try_ask(&t, "GET", text_format(s->arena, "/api/v1/orders%s", absurd[i].query).at, NULL);
		if (strcmp(absurd[i].query, "?tab") == 0) { /* an empty tab is every tab */
			CHECK_EQ(t.status, 200);
			continue;
		}
		if (t.status != 400 || !text_has(try_at(&t, "detail"), absurd[i].named))
			check_failed(__FILE__, __LINE__, "%s: %.*s", absurd[i].query, TEXT_ARG(t.answer.body));
	}
	try_web_close(&t);
}

ON_SQLITE(sixty_four_bits_of_an_id_are_taken_and_more_is_no_address)
{
	struct try_web t;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	try_ask(&t, "GET", "/api/v1/orders/9223372036854775807", NULL);
	try_problem(&t, ERR_ORDER_UNKNOWN);
	try_ask(&t, "GET", "/api/v1/orders/9223372036854775808", NULL);
	try_problem(&t, ERR_NO_ROUTE);
	try_ask(&t, "GET", "/api/v1/orders?shop=9223372036854775807", NULL);
	CHECK_EQ(item_count(&t), 0);
	try_web_close(&t);
}

ON_BOTH(one_tenant_never_sees_the_orders_of_another)
{
	struct try_web t;
	int64_t id;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	s->tenant_id = 2;
	id = try_order(s, try_shop(s, "theirs"), "1", "pending", 1000);
	s->tenant_id = 1;
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	CHECK_EQ(item_count(&t), 0);
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/orders/%lld", (long long)id).at, NULL);
	try_problem(&t, ERR_ORDER_UNKNOWN);
	try_ask(&t, "GET", "/api/v1/shops", NULL);
	CHECK_EQ(item_count(&t), 0);
	try_web_close(&t);
}

ON_BOTH(a_pulled_order_shows_its_facts_and_revisions_and_what_changed)
{
	struct rig r;
	struct try_web t;
	uint32_t order;
	struct text sn, path;
	struct json revision;
	int64_t n;

	rig_open(s, &r, 5);
	order = rig_place(&r, 0, 1);
	rig_pull_all(&r);
	sn = rig_sn(&r, order);
	rig_act(&r, MARKET_ASK_CANCEL, order);
	rig_pull(&r, 0);
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	path = text_format(s->arena, "/api/v1/orders/%lld", (long long)rig_order(&r, 0, sn).id);
	try_ask(&t, "GET", path.at, NULL);
	CHECK_EQ(t.status, 200);
	CHECK_SAME(try_at(&t, "ref"), sn);
	CHECK(json_count(json_at(t.body, "lines")) > 0);
	CHECK(json_count(json_path(t.body, "facts.lines")) > 0);
	CHECK(json_count(json_path(t.body, "facts.consignee")) > 0);
	CHECK_EQ(json_count(json_at(t.body, "revisions")), 2);
	revision = json_first(json_at(t.body, "revisions"));
	CHECK(json_int(json_at(revision, "seq"), &n) && n == 2);
	CHECK(text_has(json_lexeme(json_at(revision, "fields")), "order_status"));
	CHECK(text_has(json_lexeme(json_at(revision, "groups")), "order_status"));
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", path.at, NULL);
	for (struct json f = json_first(json_path(t.body, "facts.consignee")); json_kind(f) != JSON_NONE;
	     f = json_next(json_path(t.body, "facts.consignee"), f))
		CHECK(fact_is_masked(json_text(json_at(f, "value"))));
	CHECK(json_count(json_path(t.body, "facts.lines")) > 0);
	try_web_close(&t);
	rig_close(&r);
}
