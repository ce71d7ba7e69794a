/* web/stocks_test.c - stock by the API: receive, look, correct, with what cannot be refused in words that help. */
#include "web/try_web.h"
#include "work/stock_try.h"
#include <string.h>

static struct text body_of(struct shelf *k, int64_t warehouse, size_t sku, const char *rest)
{
	return text_format(k->s->arena, "{\"warehouse_id\":\"%lld\",\"sku_id\":\"%lld\",\"why\":\"found 一 more\",%s}",
			   (long long)warehouse, (long long)k->skus[sku], rest);
}

static void adjust(struct try_web *t, struct shelf *k, size_t sku, const char *ver, const char *rest)
{
	t->extra_count = 0;
	if (ver)
		t->extra[t->extra_count++] = (struct http_header){ TEXT("If-Match"), text_of(ver) };
	try_ask(t, "POST", "/api/v1/stocks/adjust", body_of(k, k->home, sku, rest).at);
	t->extra_count = 0;
}

static void receive(struct try_web *t, struct shelf *k, int64_t warehouse, const char *rest)
{
	try_ask(t, "POST", "/api/v1/receipts",
		text_format(k->s->arena, "{\"kind\":\"receipt\",\"warehouse_id\":\"%lld\",%s}", (long long)warehouse,
			    rest)
			.at);
}

static void open_all(struct scope *s, struct try_web *t, struct shelf *k)
{
	try_web_open(s, t);
	shelf_open(s, k);
	try_web_person(t, "anna", right_bit(RIGHT_READ_ORDERS) | right_bit(RIGHT_CHANGE_STOCK));
}

static struct json item(const struct try_web *t, size_t i)
{
	struct json list = json_at(t->body, "items"), v = json_first(list);

	while (i--)
		v = json_next(list, v);
	return v;
}

static struct text of_item(const struct try_web *t, size_t i, const char *name)
{
	return json_text(json_at(item(t, i), name));
}

ON_BOTH(goods_are_booked_and_seen_as_balance_receipt_and_movement)
{
	struct try_web t;
	struct shelf k;
	struct text id;

	open_all(s, &t, &k);
	receive(&t, &k, k.home,
		"\"supplier\":\"S\",\"lines\":[{\"code\":\"SKU-0\",\"quantity\":5},{\"code\":\"SKU-1\",\"quantity\":2}"
		"]");
	CHECK_EQ(t.status, 201);
	CHECK(text_starts(try_at(&t, "number"), "R-"));
	CHECK_TEXT(try_at(&t, "pieces"), "7");
	CHECK_TEXT(try_at(&t, "warehouse"), "HOME");
	id = try_at(&t, "id");
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/receipts/%.*s", TEXT_ARG(id)).at, NULL);
	CHECK_EQ(json_count(json_at(t.body, "lines")), 2);
	try_ask(&t, "GET", "/api/v1/receipts/77", NULL);
	try_problem(&t, ERR_RECEIPT_UNKNOWN);
	receive(&t, &k, k.spare, "\"number\":\"DN-1\",\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}]");
	CHECK_TEXT(try_at(&t, "number"), "DN-1");
	try_ask(&t, "GET", "/api/v1/receipts?limit=1", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	CHECK_TEXT(of_item(&t, 0, "number"), "DN-1");
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/receipts?after=%.*s", TEXT_ARG(try_at(&t, "next"))).at, NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	CHECK_SAME(of_item(&t, 0, "id"), id);
	try_ask(&t, "GET", "/api/v1/stocks?limit=2", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 2);
	CHECK_TEXT(of_item(&t, 0, "code"), "SKU-0");
	CHECK_TEXT(of_item(&t, 1, "code"), "SKU-0");
	CHECK_TEXT(of_item(&t, 0, "available"), "5");
	struct buffer next = buffer_in(s->arena);
	url_add(&next, try_at(&t, "next"));
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/stocks?after=%.*s", TEXT_ARG(buffer_text(&next))).at, NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	CHECK_TEXT(of_item(&t, 0, "code"), "SKU-1");
	try_ask(&t, "GET", text_format(s->arena, "/api/v1/skus/%lld/movements", (long long)k.skus[0]).at, NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 2);
	CHECK_TEXT(of_item(&t, 1, "kind"), "received");
	CHECK_TEXT(of_item(&t, 1, "on_shelf"), "5");
	CHECK_TEXT(of_item(&t, 1, "who"), "anna");
	CHECK_SAME(of_item(&t, 1, "receipt_id"), id);
	try_ask(&t, "GET", "/api/v1/skus/77/movements", NULL);
	try_problem(&t, ERR_SKU_UNKNOWN);
	try_web_close(&t);
}

ON_BOTH(what_cannot_be_booked_is_refused_by_its_line)
{
	struct try_web t;
	struct shelf k;

	open_all(s, &t, &k);
	receive(&t, &k, k.home, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1},{\"code\":\"NOPE\",\"quantity\":2}]");
	try_problem(&t, ERR_SKU_UNKNOWN);
	CHECK(text_has(try_at(&t, "detail"), "line 2: there is no SKU \"NOPE\""));
	receive(&t, &k, k.home, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":0}]");
	try_problem(&t, ERR_BAD_NUMBER);
	receive(&t, &k, k.home, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":99999999999999999999}]");
	try_problem(&t, ERR_BAD_NUMBER);
	receive(&t, &k, k.home, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1.5}]");
	try_problem(&t, ERR_BAD_NUMBER);
	receive(&t, &k, k.home, "\"lines\":[]");
	try_problem(&t, ERR_BAD_REQUEST);
	receive(&t, &k, k.closed, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}]");
	try_problem(&t, ERR_WAREHOUSE_CLOSED);
	receive(&t, &k, k.channel, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}]");
	try_problem(&t, ERR_WAREHOUSE_CHANNEL);
	receive(&t, &k, 77, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}]");
	try_problem(&t, ERR_WAREHOUSE_UNKNOWN);
	struct buffer many = buffer_in(s->arena);
	buffer_add_z(&many, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}");
	for (int i = 0; i < RECEIPT_ITEMS_MAX; i++)
		buffer_add_z(&many, ",{\"code\":\"SKU-0\",\"quantity\":1}");
	buffer_add_z(&many, "]");
	receive(&t, &k, k.home, buffer_text(&many).at);
	try_problem(&t, ERR_TOO_LARGE);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 0);
	try_web_close(&t);
}

ON_BOTH(people_correct_a_balance_by_a_change_or_by_a_count)
{
	struct try_web t;
	struct shelf k;

	open_all(s, &t, &k);
	adjust(&t, &k, 0, NULL, "\"kind\":\"shelf\",\"change\":4");
	CHECK_EQ(t.status, 200);
	CHECK_TEXT(try_at(&t, "on_shelf"), "4");
	CHECK_TEXT(try_at(&t, "ver"), "1");
	adjust(&t, &k, 0, "\"1\"", "\"kind\":\"shelf\",\"counted\":9");
	CHECK_TEXT(try_at(&t, "on_shelf"), "9");
	adjust(&t, &k, 0, "1", "\"kind\":\"shelf\",\"counted\":3");
	try_problem(&t, ERR_CONFLICT);
	adjust(&t, &k, 0, NULL, "\"kind\":\"shelf\",\"counted\":3");
	try_problem(&t, ERR_BAD_REQUEST);
	adjust(&t, &k, 0, NULL, "\"kind\":\"damage\",\"change\":2");
	CHECK_TEXT(try_at(&t, "damaged"), "2");
	adjust(&t, &k, 0, NULL, "\"kind\":\"shelf\",\"change\":-8");
	try_problem(&t, ERR_STOCK_SHORT);
	adjust(&t, &k, 0, NULL, "\"kind\":\"steal\",\"change\":1");
	try_problem(&t, ERR_BAD_REQUEST);
	adjust(&t, &k, 0, "2", "\"kind\":\"shelf\",\"change\":1,\"counted\":1");
	try_problem(&t, ERR_BAD_REQUEST);
	adjust(&t, &k, 0, NULL, "\"kind\":\"shelf\",\"change\":\"1\"");
	try_problem(&t, ERR_BAD_NUMBER);
	adjust(&t, &k, 1, "0", "\"kind\":\"shelf\",\"counted\":2"); /* there was no balance */
	CHECK_TEXT(try_at(&t, "on_shelf"), "2");
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 7);
	try_web_close(&t);
}

ON_BOTH(the_list_shows_what_is_short_free_reserved_or_wrong)
{
	struct try_web t;
	struct shelf k;
	int64_t order;

	open_all(s, &t, &k);
	shelf_receive(&k, k.home, 0, 5);
	order = shelf_order(&k, k.shop, 0, 0, 2);
	shelf_more(&k, order, 0, 2, 3); /* of this there never was any */
	shelf_serve(&k, &order, 1);
	try_ask(&t, "GET", "/api/v1/stocks?only=short", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	CHECK_TEXT(of_item(&t, 0, "code"), "SKU-2");
	CHECK_TEXT(of_item(&t, 0, "waiting"), "3");
	CHECK_TEXT(of_item(&t, 0, "warehouse"), "HOME");
	CHECK_TEXT(of_item(&t, 0, "ver"), "0");
	try_ask(&t, "GET", "/api/v1/stocks?only=free", NULL);
	CHECK_TEXT(of_item(&t, 0, "available"), "3");
	try_ask(&t, "GET", "/api/v1/stocks?only=reserved", NULL);
	CHECK_TEXT(of_item(&t, 0, "reserved"), "2");
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_TEXT(json_text(json_path(t.body, "oversold.count")), "1");
	CHECK_TEXT(json_text(json_path(t.body, "oversold.cure")), "/orders?tab=pending&needs=stock");
	CHECK_TEXT(json_text(json_path(t.body, "stock_faults.count")), "0");
	shelf_sql(&k, "update stocks set on_shelf = 6 where sku_id = #", k.skus[0]);
	CHECK_EQ(shelf_faults(&k), 1);
	try_ask(&t, "GET", "/api/v1/stocks?only=wrong", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 1);
	CHECK(text_has(of_item(&t, 0, "fault"), "on shelf: the balance says 6, its movements make 5"));
	try_ask(&t, "GET", "/api/v1/today", NULL);
	CHECK_TEXT(json_text(json_path(t.body, "stock_faults.count")), "1");
	CHECK_TEXT(json_text(json_path(t.body, "stock_faults.cure")), "/stock?only=wrong");
	try_ask(&t, "GET", "/api/v1/stocks?only=nothing", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_ask(&t, "GET", "/api/v1/stocks?after=x", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_ask(&t, "GET", "/api/v1/stocks?find=zzz", NULL);
	CHECK_EQ(json_count(json_at(t.body, "items")), 0);
	try_web_close(&t);
}

ON_BOTH(without_the_right_stock_is_read_and_not_changed)
{
	struct try_web t;
	struct shelf k;

	try_web_open(s, &t);
	shelf_open(s, &k);
	try_web_person(&t, "ben", right_bit(RIGHT_READ_ORDERS));
	try_ask(&t, "GET", "/api/v1/stocks", NULL);
	CHECK_EQ(t.status, 200);
	adjust(&t, &k, 0, NULL, "\"kind\":\"shelf\",\"change\":4");
	try_problem(&t, ERR_FORBIDDEN);
	receive(&t, &k, k.home, "\"lines\":[{\"code\":\"SKU-0\",\"quantity\":1}]");
	try_problem(&t, ERR_FORBIDDEN);
	try_web_close(&t);
}
