/* web/listings_test.c - the offers of shops page by page, by shop and by how they stand. */
#include "web/try_web.h"

static enum err offers(struct scope *s, void *arg)
{
	const int64_t *shops = arg;
	struct sql_listing_put rows[6];
	struct sql_listing_took took = { .shop_id = shops[0], .ref = TEXT("10-0"), .stock = 7, .now = s->now };
	struct sql_listing_refused not = { .shop_id = shops[0],
					   .ref = TEXT("10-1"),
					   .stock = 0,
					   .now = s->now,
					   .code = TEXT("channel_refused"),
					   .words = TEXT("in promotion") };
	struct sql_listing_want want = {
		.shop_id = shops[1], .ref = TEXT("10-2"), .stock_want = 3, .state = TEXT("behind")
	};

	for (size_t i = 0; i < 6; i++)
		rows[i] = (struct sql_listing_put){ .shop_id = shops[i / 3],
						    .ref = text_format(s->arena, "10-%zu", i % 3),
						    .platform_sku = text_format(s->arena, "S/%zu", i),
						    .title = TEXT("Mug"),
						    .stock_seen = 100,
						    .seen_at = s->now };
	TRY(sql_listing_put(s, rows, 6, NULL));
	TRY(sql_listing_want(s, &want, 1, NULL));
	TRY(sql_listing_took(s, &took, 1, NULL));
	return sql_listing_refused(s, &not, 1, NULL);
}

static size_t count_of(struct try_web *t, const char *query)
{
	try_ask(t, "GET", text_format(t->s->arena, "/api/v1/listings%s", query).at, NULL);
	CHECK_EQ(t->status, 200);
	return json_count(json_at(t->body, "items"));
}

ON_BOTH(offers_are_listed_by_shop_and_by_how_they_stand)
{
	int64_t shops[2] = { try_shop(s, "North"), try_shop(s, "South") };
	struct try_web t;
	struct json first;
	struct text next;

	CHECK_OK(db_transact(s, offers, shops));
	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	CHECK_EQ(count_of(&t, ""), 6);
	CHECK(try_at(&t, "next").at == NULL);
	first = json_first(json_at(t.body, "items"));
	CHECK_TEXT(json_text(json_path(first, "shop.title")), "North");
	CHECK_TEXT(json_text(json_at(first, "said")), "7");
	CHECK_EQ(json_kind(json_at(first, "wanted")), JSON_NULL);
	CHECK(json_text(json_at(first, "said_at")).size > 0);
	CHECK_EQ(count_of(&t, text_format(s->arena, "?shop=%lld", (long long)shops[1]).at), 3);
	CHECK_EQ(count_of(&t, "?only=unmapped"), 3);
	CHECK_EQ(count_of(&t, "?only=behind"), 1);
	CHECK_EQ(count_of(&t, "?only=failed"), 1);
	CHECK_TEXT(json_text(json_path(json_first(json_at(t.body, "items")), "problem.detail")), "in promotion");
	CHECK_EQ(count_of(&t, text_format(s->arena, "?only=failed&shop=%lld", (long long)shops[1]).at), 0);
	CHECK_EQ(count_of(&t, "?limit=4"), 4);
	next = try_at(&t, "next");
	CHECK(next.at);
	CHECK_EQ(count_of(&t, text_format(s->arena, "?limit=4&after=%.*s", TEXT_ARG(next)).at), 2);
	try_ask(&t, "GET", "/api/v1/listings?only=gone", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_ask(&t, "GET", "/api/v1/listings?after=7", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_ask(&t, "GET", "/api/v1/listings?shop=", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_web_close(&t);
}
