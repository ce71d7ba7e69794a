/* web/order_list_test.c - the list of orders: every filter, alone and with others, sorts, numbers, counts and facets. */
#include "base/instant.h"
#include "store/db_driver.h"
#include "web/session.h"
#include "web/try_web.h"
#include "web/view_order.h"
#include "work/rig.h"
#include <stdlib.h>
#include <string.h>

#define PLACED_FIRST INT64_C(1700000000000)

/* A merchant with three shops and these orders; an order's letter is its number's first one. */
static const struct {
	int shop;
	struct try_order o;
} stock[] = {
	{ 0,
	  { .ref = "A-2201",
	    .placed = 1,
	    .due = 50,
	    .country = "PH",
	    .method = "GoGo Xpress",
	    .name = "Maria dela Cruz",
	    .phone = "+63 917 123 4567" } },
	{ 0, { .ref = "B-2202", .placed = 2, .country = "SG", .state = "processed", .name = "Nguyễn Văn Dũng" } },
	{ 1,
	  { .ref = "C-2203",
	    .placed = 3,
	    .due = 40,
	    .country = "PH",
	    .state = "marked_shipped",
	    .name = "王小明",
	    .phone = "0912345678" } },
	{ 1,
	  { .ref = "D-2204",
	    .placed = 3,
	    .display_no = "Shown#77",
	    .country = "TW",
	    .name = "dela Peña",
	    .method = "Mạng lưới, nhanh" } },
	{ 2,
	  { .ref = "E-2205",
	    .placed = 4,
	    .due = 40,
	    .country = "SG",
	    .state = "frozen",
	    .name = "<img src=x onerror=alert(1)>" } },
	{ 2,
	  { .ref = "F-2206",
	    .placed = 5,
	    .country = "SG",
	    .state = "void",
	    .name = "\u202E\u0645\u0631\u062D\u0628\u0627 abc" } },
};
enum { STOCK = sizeof stock / sizeof *stock };

struct shelf {
	struct try_web t;
	int64_t shops[3];
};

/* A, C and F lack a mapping, C and D stock. */
struct lack {
	int64_t ids[STOCK];
};

static enum err let_lack(struct scope *s, void *arg)
{
	static const char *const what[STOCK] = { "unmapped = 2", NULL, "unmapped = 1, waiting = 4",
						 "waiting = 1",  NULL, "unmapped = 1" };
	const struct lack *l = arg;

	for (size_t i = 0; i < STOCK; i++)
		if (what[i])
			TRY(db_statement(s, text_format(s->arena, "update orders set %s where id = %lld", what[i],
							(long long)l->ids[i])
						    .at));
	return OK;
}

static void shelf_open(struct scope *s, struct shelf *x)
{
	static const char *const titles[] = { "North", "South", "West" };

	struct lack lack;

	try_web_open(s, &x->t);
	try_web_person(&x->t, "anna", RIGHTS_ALL);
	for (int i = 0; i < 3; i++)
		x->shops[i] = try_shop(s, titles[i]);
	for (size_t i = 0; i < STOCK; i++) {
		struct try_order o = stock[i].o;

		o.shop_id = x->shops[stock[i].shop];
		o.placed = PLACED_FIRST + o.placed * HOUR_MS;
		o.due = o.due ? PLACED_FIRST + o.due * HOUR_MS : 0;
		lack.ids[i] = try_order_of(s, &o);
	}
	CHECK_OK(db_transact(s, let_lack, &lack));
}

static void shelf_close(struct shelf *x) { try_web_close(&x->t); }

/* Asks for a list, page by page, and gives the first letters of the orders' numbers. */
static struct text listed(struct shelf *x, const char *query, int limit)
{
	struct arena *a = x->t.s->arena;
	struct buffer b = buffer_in(a);
	struct text after = TEXT("");

	for (int page = 0; page < 20; page++) {
		struct json items;

		try_ask(&x->t, "GET",
			text_format(a, "/api/v1/orders?%s&limit=%d%s%.*s", query, limit, after.size ? "&after=" : "",
				    TEXT_ARG(after))
				.at,
			NULL);
		if (x->t.status != 200)
			return text_format(a, "%d %.*s", x->t.status, TEXT_ARG(try_at(&x->t, "detail")));
		items = json_at(x->t.body, "items");
		for (struct json v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v))
			buffer_byte(&b, json_text(json_at(v, "ref")).at[0]);
		if (json_kind(json_at(x->t.body, "next")) == JSON_NULL)
			break;
		after = try_at(&x->t, "next");
	}
	return b.size ? buffer_text(&b) : TEXT("");
}

/* S001-35, 51, 52, 57, 65: each filter alone, and several at once; <0> stands for the first shop's id. */
static const struct {
	const char *query, *wanted;
} lists[] = {
	{ "", "FEDCBA" },
	{ "tab=all", "FEDCBA" },
	{ "tab=frozen", "E" },
	{ "shop=<0>", "BA" },
	{ "shop=<1>,<2>", "FEDC" },
	{ "shop=<0>,<0>", "BA" },
	{ "channel=shopee", "FEDCBA" },
	{ "channel=lazada", "" },
	{ "channel=shopee,lazada&shop=<1>", "DC" },
	{ "country=PH", "CA" },
	{ "country=SG,TW", "FEDB" },
	{ "country=ZZ", "" },
	{ "delivery_method=GoGo%20Xpress", "A" },
	{ "delivery_method=M%E1%BA%A1ng%20l%C6%B0%E1%BB%9Bi,%20nhanh", "D" },
	{ "delivery_method=gogo%20xpress", "" },
	{ "outbound=none", "FEDCBA" },
	{ "outbound=packed,none", "FEDCBA" },
	{ "outbound=packed", "" },
	{ "number=a-22", "A" },
	{ "number=SHOWN%2377", "D" },
	{ "number=-22", "" },
	{ "numbers=A-2201,f-2206%20X-9%0Ashown%2377", "FDA" },
	{ "name=maria", "A" },
	{ "name=DELA", "DA" },
	{ "name=dela%20pena", "D" },
	{ "name=van%20dung", "B" },
	{ "name=nguyen", "B" },
	{ "name=%E5%B0%8F%E6%98%8E", "C" },
	{ "name=ela", "" },
	{ "name=img", "E" },
	{ "name=%D9%85%D8%B1", "F" },
	{ "phone=4567", "A" },
	{ "phone=%2B63-917%20123%204567", "A" },
	{ "phone=345678", "C" },
	{ "phone=123", "" },
	{ "placed_from=2023-11-15T01:13:20Z", "FEDC" },
	{ "placed_to=2023-11-15T01:13:20Z", "BA" },
	{ "placed_from=2023-11-15T00:13:20Z&placed_to=2023-11-15T01:13:20%2B00:00", "B" },
	{ "ship_by_from=2023-11-16T14:13:20Z&ship_by_to=2023-11-16T14:13:21Z", "EC" },
	{ "ship_by_to=2030-01-01T00:00:00Z", "ECA" },
	{ "pulled_from=2001-01-01T00:00:00Z", "FEDCBA" },
	{ "pulled_from=2001-01-01T00:00:00Z&pulled_to=2001-01-02T00:00:00Z", "" },
	{ "sort=placed", "FEDCBA" },
	{ "sort=pulled", "FEDCBA" },
	{ "sort=ship_by", "CEABDF" },
	{ "needs=mapping", "FCA" },
	{ "needs=stock", "DC" },
	{ "needs=mapping,stock", "FDCA" },
	{ "needs=stock&tab=pending", "D" },
	{ "needs=stock,mapping&country=PH", "CA" },
	{ "needs=mapping&shop=<0>,<1>", "CA" },
	{ "needs=mapping&name=dela", "A" },
	{ "needs=stock&placed_from=2023-11-15T01:13:20Z", "DC" },
	{ "needs=mapping,stock&placed_to=2023-11-15T01:13:20Z", "A" },
	{ "sort=ship_by&needs=mapping", "CAF" },
	{ "sort=pulled&needs=mapping,stock", "FDCA" },
	{ "sort=ship_by&ship_by_from=2023-11-16T15:00:00Z", "A" },
	{ "sort=ship_by&tab=pending", "AD" },
	{ "sort=ship_by&country=PH", "CA" },
	{ "sort=ship_by&name=dela", "AD" },
	{ "sort=ship_by&placed_from=2023-11-15T01:13:20Z", "CEDF" },
	{ "sort=pulled&tab=pending", "DA" },
	{ "sort=pulled&ship_by_to=2030-01-01T00:00:00Z", "ECA" },
	{ "sort=pulled&country=SG&shop=<2>", "FE" },
	{ "sort=pulled&numbers=A-2201,F-2206", "FA" },
	{ "tab=pending&country=PH&shop=<0>&name=dela&phone=567&number=a", "A" },
	{ "tab=pending&country=PH&shop=<1>", "" },
	{ "country=PH&shop=<0>,<1>", "CA" },
	{ "name=dela&country=TW", "D" },
};

static const char *with_shops(struct shelf *x, const char *query)
{
	struct buffer b = buffer_in(x->t.s->arena);

	for (const char *c = query; *c; c++)
		if (*c == '<') {
			buffer_format(&b, "%lld", (long long)x->shops[c[1] - '0']);
			c += 2;
		} else {
			buffer_byte(&b, *c);
		}
	return b.size ? b.at : "";
}

ON_BOTH(each_filter_and_several_at_once_list_what_fits_in_the_lists_order_by_any_page)
{
	struct shelf x;

	shelf_open(s, &x);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (int limit = 1; limit < 100; limit += limit < 3 ? 1 : 96) {
			struct text got = listed(&x, with_shops(&x, lists[i].query), limit);

			if (!text_is(got, lists[i].wanted))
				check_failed(__FILE__, __LINE__, "%s by pages of %d: %.*s, not %s", lists[i].query,
					     limit, TEXT_ARG(got), lists[i].wanted);
		}
	shelf_close(&x);
}

static int64_t count_of(struct shelf *x, const char *tab)
{
	int64_t n = -1;

	CHECK(json_int(json_path(x->t.body, text_format(x->t.s->arena, "%s.count", tab).at), &n));
	return n;
}

/* S001-37: each order is in exactly one tab, and a tab's count is what it lists. */
ON_BOTH(the_counts_of_the_tabs_are_those_of_the_lists)
{
	struct shelf x;

	shelf_open(s, &x);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const char *query = with_shops(&x, lists[i].query);
		int64_t sum = 0;

		if (strstr(query, "tab=") || strstr(query, "sort="))
			continue;
		for (int t = 0; t < ORDER_STATE_COUNT; t++) {
			const char *tab = order_state_name((enum order_state)t);
			struct text page = listed(&x, text_format(s->arena, "%s&tab=%s", query, tab).at, 50);

			try_ask(&x.t, "GET", text_format(s->arena, "/api/v1/orders/counts?%s", query).at, NULL);
			CHECK_EQ(x.t.status, 200);
			if (count_of(&x, tab) != (int64_t)page.size)
				check_failed(__FILE__, __LINE__, "%s: %s", query, tab);
			sum += count_of(&x, tab);
			CHECK_EQ(json_kind(json_path(x.t.body, text_format(s->arena, "%s.more", tab).at)), JSON_FALSE);
		}
		CHECK_EQ(sum, strlen(lists[i].wanted));
	}
	shelf_close(&x);
}

/* S001-36: exactly these are listed, and those that nobody has are named as they were typed. */
ON_BOTH(numbers_that_nobody_has_are_named)
{
	struct shelf x;
	struct json missing;

	shelf_open(s, &x);
	try_ask(&x.t, "GET", "/api/v1/orders?numbers=b-2202,Nope-1%20%20nope-1,%0D%0A%E8%AE%A2%E5%8D%95&tab=void",
		NULL);
	CHECK_EQ(json_count(json_at(x.t.body, "items")), 0); /* it is in another tab, yet not missing */
	missing = json_at(x.t.body, "missing");
	CHECK_EQ(json_count(missing), 2);
	CHECK_TEXT(json_text(json_first(missing)), "Nope-1");
	CHECK_TEXT(json_text(json_next(missing, json_first(missing))), "订单");
	try_ask(&x.t, "GET", "/api/v1/orders?number=b", NULL);
	CHECK_EQ(json_kind(json_at(x.t.body, "missing")), JSON_NONE);
	shelf_close(&x);
}

ON_BOTH(the_filters_offer_what_some_order_has_had)
{
	struct shelf x;

	shelf_open(s, &x);
	try_ask(&x.t, "GET", "/api/v1/orders/facets", NULL);
	CHECK_EQ(x.t.status, 200);
	CHECK_TEXT(json_lexeme(json_at(x.t.body, "countries")), "[\"PH\",\"SG\",\"TW\"]");
	CHECK_TEXT(json_lexeme(json_at(x.t.body, "delivery_methods")),
		   "[\"GoGo Xpress\",\"Mạng lưới, nhanh\",\"Standard\"]");
	CHECK_TEXT(json_lexeme(json_at(x.t.body, "channels")), "[\"shopee\"]");
	CHECK_EQ(json_count(json_at(x.t.body, "shops")), 3);
	CHECK_TEXT(json_text(json_path(json_first(json_at(x.t.body, "shops")), "title")), "North");
	shelf_close(&x);
}

/* S001-38, 39, 53 … 56, 58 */
ON_BOTH(an_item_has_every_column_of_the_tabs)
{
	struct try_web t;
	struct json item;
	int64_t n;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	(void)try_order_of(s, &(struct try_order){ .shop_id = try_shop(s, "A"),
						   .ref = "220101ABC",
						   .state = "processed",
						   .placed = 1000,
						   .country = "PH",
						   .name = "Maria",
						   .phone = "+63 9",
						   .method = "GoGo Xpress",
						   .remark = "<b>ring</b> twice" });
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	item = json_first(json_at(t.body, "items"));
	CHECK_TEXT(json_text(json_path(item, "state_label.en")), "Processed");
	CHECK_TEXT(json_text(json_path(item, "state_label.zh")), "已处理");
	CHECK_TEXT(json_text(json_at(item, "lines_summary")), "CCD007*2");
	CHECK(json_int(json_at(item, "lines_count"), &n) && n == 1);
	CHECK_TEXT(json_text(json_path(item, "recipient.phone")), "+63 9");
	CHECK_TEXT(json_text(json_path(item, "recipient.address")), "Street 1");
	CHECK_TEXT(json_text(json_path(item, "recipient.country")), "PH");
	CHECK_TEXT(json_text(json_at(item, "delivery_method")), "GoGo Xpress");
	CHECK_TEXT(json_text(json_at(item, "remark")), "<b>ring</b> twice");
	CHECK_TEXT(json_text(json_at(item, "outbound")), "none");
	CHECK_TEXT(json_text(json_at(item, "outbound_number")), "");
	CHECK_TEXT(json_text(json_at(item, "tracking")), "");
	CHECK_EQ(json_kind(json_at(item, "looked_at")), JSON_STRING);
	CHECK_EQ(json_kind(json_at(item, "next_look")), JSON_NULL); /* the shop has no feed */
	try_web_person(&t, "bert", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", "/api/v1/orders", NULL);
	item = json_first(json_at(t.body, "items"));
	CHECK_TEXT(json_text(json_at(item, "remark")), "<***");
	CHECK_TEXT(json_text(json_path(item, "recipient.address")), "S***");
	try_web_close(&t);
}

ON_BOTH(people_are_searched_only_by_those_who_may_see_them)
{
	struct shelf x;

	shelf_open(s, &x);
	try_web_person(&x.t, "bert", right_bit(RIGHT_READ_ORDERS));
	try_ask(&x.t, "GET", "/api/v1/orders?name=maria", NULL);
	try_problem(&x.t, ERR_FORBIDDEN);
	try_ask(&x.t, "GET", "/api/v1/orders/counts?phone=4567", NULL);
	try_problem(&x.t, ERR_FORBIDDEN);
	CHECK_TEXT(listed(&x, "country=PH", 50), "CA");
	shelf_close(&x);
}

/* What is asked, and what the refusal must name. */
static const struct {
	const char *query, *named;
} absurd[] = {
	{ "shop=", "empty" },
	{ "shop=1,,2", "1 to 200 bytes" },
	{ "shop=1,x", "\"x\"" },
	{ "shop=9223372036854775808", "9223372036854775808" },
	{ "shop=<51>", "at most 50 values" },
	{ "channel=Shopee!", "a word like" },
	{ "country=ph", "two capital letters" },
	{ "country=Philippines", "Philippines" },
	{ "country=", "empty" },
	{ "delivery_method=", "empty" },
	{ "outbound=lost", "none, draft, audited" },
	{ "number=", "empty" },
	{ "number=%20", "beginning" },
	{ "numbers=%20,%20", "no value" },
	{ "numbers=<501>", "at most 500 values" },
	{ "name=", "letter" },
	{ "name=***", "letter" },
	{ "phone=12", "3 to" },
	{ "phone=91x4567", "digits" },
	{ "pulled_from=yesterday", "2026-11-21T08:00:00Z" },
	{ "pulled_from=2026-01-01T00:00:00+08:00", "%2B" },
	{ "placed_from=2026-01-02T00:00:00Z&placed_to=2026-01-01T00:00:00Z", "before" },
	{ "ship_by_from=2026-01-01T00:00:00Z&ship_by_to=2026-01-01T00:00:00Z", "before" },
	{ "sort=price", "placed, pulled, ship_by" },
	{ "sort=", "placed" },
	{ "limit=-1", "limit" },
	{ "after=00", "next" },
};

static const char *with_many(struct scope *s, const char *query)
{
	const char *at = strchr(query, '<');
	struct buffer b = buffer_in(s->arena);

	if (!at)
		return query;
	buffer_add(&b, (struct text){ query, (size_t)(at - query) });
	for (long i = 1; i <= strtol(at + 1, NULL, 10); i++)
		buffer_format(&b, "%s%ld", i == 1 ? "" : ",", i);
	return b.at;
}

ON_BOTH(absurd_filters_are_refused_by_a_clear_sentence)
{
	struct shelf x;

	shelf_open(s, &x);
	for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
		try_ask(&x.t, "GET", text_format(s->arena, "/api/v1/orders?%s", with_many(s, absurd[i].query)).at,
			NULL);
		if (x.t.status != 400 || !text_has(try_at(&x.t, "detail"), absurd[i].named))
			check_failed(__FILE__, __LINE__, "%s: %.*s", absurd[i].query, TEXT_ARG(x.t.answer.body));
	}
	try_ask(&x.t, "GET", "/api/v1/orders/counts?tab=all", NULL);
	try_problem(&x.t, ERR_BAD_REQUEST);
	shelf_close(&x);
}

ON_BOTH(a_mark_of_another_list_is_refused)
{
	struct shelf x;
	struct text next;

	shelf_open(s, &x);
	try_ask(&x.t, "GET", "/api/v1/orders?limit=1&tab=all", NULL);
	next = try_at(&x.t, "next");
	try_ask(&x.t, "GET", text_format(s->arena, "/api/v1/orders?limit=2&after=%.*s", TEXT_ARG(next)).at, NULL);
	CHECK_EQ(x.t.status, 200); /* the same list by pages of another size */
	try_ask(&x.t, "GET", text_format(s->arena, "/api/v1/orders?country=PH&after=%.*s", TEXT_ARG(next)).at, NULL);
	try_problem(&x.t, ERR_BAD_REQUEST);
	CHECK(text_has(try_at(&x.t, "detail"), "other filters"));
	try_ask(&x.t, "GET", text_format(s->arena, "/api/v1/orders?sort=pulled&after=%.*s", TEXT_ARG(next)).at, NULL);
	try_problem(&x.t, ERR_BAD_REQUEST);
	shelf_close(&x);
}

ON_BOTH(one_tenant_finds_and_counts_nothing_of_another)
{
	struct shelf x;

	s->tenant_id = 2;
	(void)try_order_of(
		s, &(struct try_order){ .shop_id = try_shop(s, "theirs"), .ref = "Z-1", .placed = 9, .name = "Maria" });
	s->tenant_id = 1;
	shelf_open(s, &x);
	CHECK_TEXT(listed(&x, "name=maria", 50), "A");
	CHECK_TEXT(listed(&x, "number=z", 50), "");
	try_ask(&x.t, "GET", "/api/v1/orders/counts", NULL);
	CHECK_EQ(count_of(&x, "pending"), 2);
	shelf_close(&x);
}

enum { MANY = 5200 };

/* A search that names very many, and one that fits none of many, end soon and say where they stopped. */
ON_SQLITE(a_list_stops_at_its_limit_says_so_and_goes_on)
{
	struct shelf x;
	struct text after = TEXT("");
	size_t found = 0, stops = 0;
	struct try_order *many = ARENA_ARRAY(s->arena, struct try_order, MANY);

	shelf_open(s, &x);
	for (int i = 0; i < MANY; i++)
		many[i] = (struct try_order){ .shop_id = x.shops[i % 3],
					      .ref = text_format(s->arena, "M%d", i).at,
					      .placed = PLACED_FIRST + 10 * DAY_MS + i,
					      .name = "Many",
					      .country = i < 3 ? "TW" : "SG" };
	(void)try_orders_of(s, many, MANY);
	for (int page = 0; page < 20; page++) {
		try_ask(&x.t, "GET",
			text_format(s->arena, "/api/v1/orders?number=m&country=TW%s%.*s", after.size ? "&after=" : "",
				    TEXT_ARG(after))
				.at,
			NULL);
		CHECK_EQ(x.t.status, 200);
		found += json_count(json_at(x.t.body, "items"));
		stops += json_is_true(json_at(x.t.body, "stopped"));
		if (json_kind(json_at(x.t.body, "next")) == JSON_NULL)
			break;
		after = try_at(&x.t, "next");
	}
	CHECK_EQ(found, 3);
	CHECK(stops > 0 && stops < 5);
	try_ask(&x.t, "GET", "/api/v1/orders?name=many&limit=50", NULL);
	CHECK_EQ(json_count(json_at(x.t.body, "items")), 50);
	CHECK(!json_is_true(json_at(x.t.body, "stopped")));
	try_ask(&x.t, "GET", "/api/v1/orders/counts?country=SG", NULL);
	CHECK_EQ(count_of(&x, "pending"), ORDERS_COUNT_MAX);
	CHECK(json_is_true(json_path(x.t.body, "pending.more")));
	shelf_close(&x);
}
