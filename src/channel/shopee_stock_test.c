/* channel/shopee_stock_test.c - the stock of one item's variations is told in one call, and each has its own verdict. */
#include "channel/shopee_try.h"
#include "tests/check.h"

#define WELL "{\"error\":\"\",\"message\":\"\",\"request_id\":\"a\",\"response\":"

static const struct deed *deed(void) { return channel_deed(&channel_shopee, "set_stock"); }

static enum err got(struct talk *t, const char *body)
{
	struct http_answer in = try_answer(200, body);

	return deed()->step->read(check_scope(), t, &in);
}

static struct talk talk_of(struct stock_told *stocks, size_t count)
{
	struct talk t = try_talk();

	t.stocks = stocks;
	t.stock_count = count;
	return t;
}

TEST(stock_is_told_as_an_absolute_number_of_the_variations_of_one_item)
{
	struct stock_told two[] = { { .ref = TEXT("34002-900"), .stock = 7 },
				    { .ref = TEXT("34002-901"), .stock = 0 } };
	struct talk t = talk_of(two, 2);
	struct http_request q;

	CHECK_EQ(deed()->step->effect, STEP_ABSOLUTE);
	CHECK_EQ(deed()->batch_max, 50);
	CHECK_OK(deed()->step->ask(check_scope(), &t, &q));
	CHECK_TEXT(q.method, "POST");
	CHECK(text_starts(q.url, "https://partner.shopeemobile.com/api/v2/product/update_stock?partner_id=2001887&"));
	CHECK(try_has(q.url, "&shop_id=600000&sign="));
	CHECK_TEXT(q.body, "{\"item_id\":34002,\"stock_list\":[{\"model_id\":900,\"seller_stock\":[{\"stock\":7}]},"
			   "{\"model_id\":901,\"seller_stock\":[{\"stock\":0}]}]}");
	CHECK(channel_deed(&channel_shopee, "fly") == NULL);
}

TEST(offers_of_two_items_do_not_fit_into_one_call)
{
	struct stock_told two[] = { { .ref = TEXT("34002-900"), .stock = 7 }, { .ref = TEXT("34003-0"), .stock = 1 } };
	struct stock_told below[] = { { .ref = TEXT("34002-900"), .stock = -1 } };
	struct talk t = talk_of(two, 2);
	struct http_request q;

	CHECK(deed()->together(TEXT("34002-900"), TEXT("34002-0")));
	CHECK(!deed()->together(TEXT("34002-900"), TEXT("34003-900")));
	CHECK(!deed()->together(TEXT("34002"), TEXT("34002")));
	CHECK_ERR(deed()->step->ask(check_scope(), &t, &q), ERR_BAD_REQUEST);
	t = talk_of(below, 1);
	CHECK_ERR(deed()->step->ask(check_scope(), &t, &q), ERR_BAD_REQUEST);
}

TEST(what_was_taken_and_what_was_not_is_read_from_the_lists)
{
	struct stock_told three[] = { { .ref = TEXT("34002-900"), .stock = 7 },
				      { .ref = TEXT("34002-901"), .stock = 0 },
				      { .ref = TEXT("34002-902"), .stock = 2 } };
	struct talk t = talk_of(three, 3);

	CHECK_OK(got(&t, WELL "{\"success_list\":[{\"model_id\":900,\"location_id\":\"\",\"stock\":7}],"
			      "\"failure_list\":[{\"model_id\":901,\"failed_reason\":\"Stock should be larger\\n than "
			      "reserved stock. 123456789\"},{\"model_id\":5,\"failed_reason\":\"whose?\"}]}}"));
	CHECK(three[0].taken && three[0].why.size == 0);
	CHECK(!three[1].taken);
	CHECK_TEXT(three[1].why, "Stock should be larger than reserved stock. ...");
	CHECK(!three[2].taken && three[2].why.size > 0);
}

TEST(the_zero_of_an_item_without_variations_may_be_left_out)
{
	struct stock_told one[] = { { .ref = TEXT("34001-0"), .stock = 7 } };
	struct talk t = talk_of(one, 1);

	CHECK_OK(got(&t, WELL "{\"success_list\":[{\"stock\":7}]}}"));
	CHECK(one[0].taken);
}

TEST(all_refused_is_an_error_with_reasons_and_any_other_error_is_one)
{
	struct stock_told one[] = { { .ref = TEXT("34001-0"), .stock = 7 } };
	struct talk t = talk_of(one, 1);

	CHECK_OK(got(&t, "{\"error\":\"product.error_busi_update_stock_failed\",\"message\":\"see failure_list\","
			 "\"response\":{\"failure_list\":[{\"model_id\":0,\"failed_reason\":\"in promotion\"}]}}"));
	CHECK(!one[0].taken);
	CHECK_TEXT(one[0].why, "in promotion");
	CHECK_ERR(got(&t, "{\"error\":\"error_busi_update_stock_failed\",\"message\":\"\"}"), ERR_CHANNEL_REFUSED);
	CHECK_ERR(got(&t, "{\"error\":\"error_item_not_found\",\"message\":\"Item_id is not found.\"}"),
		  ERR_CHANNEL_REFUSED);
	CHECK_ERR(got(&t, "{\"error\":\"error_inner\",\"message\":\"\"}"), ERR_CHANNEL_DOWN);
	CHECK_ERR(got(&t, "{\"error\":\"error_auth\",\"message\":\"Invalid access_token.\"}"), ERR_TOKEN_EXPIRED);
	CHECK_ERR(got(&t, WELL "{}}"), ERR_CHANNEL_DATA_ABNORMAL);
}
