/* channel/shopee_item_test.c - what a shop offers is listed page by page; each variation is an offer of its own. */
#include "channel/shopee_try.h"
#include "tests/check.h"

#define WELL "{\"error\":\"\",\"message\":\"\",\"request_id\":\"a\",\"response\":"

static const struct listings *of(void) { return channel_shopee.listings; }

static enum err got(const struct step *step, struct talk *t, const char *body)
{
	struct http_answer in = try_answer(200, body);

	return step->read(check_scope(), t, &in);
}

static struct talk talk_of(const struct text *refs, size_t count)
{
	struct talk t = try_talk();

	t.refs = refs;
	t.ref_count = count;
	return t;
}

TEST(pages_of_items_are_asked_for_by_offset_and_signed_for_the_shop)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(of()->list->ask(check_scope(), &t, &q));
	CHECK_TEXT(q.method, "GET");
	CHECK(text_starts(q.url, "https://partner.shopeemobile.com/api/v2/product/get_item_list?partner_id=2001887&"
				 "timestamp=1700000000&access_token=c09222e3fc40ffb25fc947f738b1abf1&shop_id=600000&"
				 "sign="));
	CHECK(text_ends(q.url, "&offset=0&page_size=50&item_status=NORMAL&item_status=UNLIST"));
	t.cursor = TEXT("150");
	CHECK_OK(of()->list->ask(check_scope(), &t, &q));
	CHECK(try_has(q.url, "&offset=150&"));
	t.cursor = TEXT("1&x=2");
	CHECK_ERR(of()->list->ask(check_scope(), &t, &q), ERR_BAD_REQUEST);
}

TEST(a_page_tells_its_items_and_where_the_next_one_begins)
{
	struct talk t = try_talk();

	CHECK_OK(got(of()->list, &t,
		     WELL "{\"item\":[{\"item_id\":2500139861,\"item_status\":\"NORMAL\",\"update_time\":1608128470},"
			  "{\"item_id\":\"7\"}],\"total_count\":60,\"has_next_page\":true,\"next_offset\":50}}"));
	CHECK_EQ(t.listed_count, 2);
	CHECK_TEXT(t.listed[0], "2500139861");
	CHECK_TEXT(t.listed[1], "7");
	CHECK_EQ(t.then, THEN_MORE);
	CHECK_TEXT(t.next_cursor, "50");
	CHECK_OK(got(of()->list, &t, WELL "{\"total_count\":0,\"has_next_page\":false,\"next_offset\":0}}"));
	CHECK_EQ(t.listed_count, 0);
	CHECK_EQ(t.then, THEN_DONE);
}

TEST(a_page_that_does_not_lead_on_is_abnormal)
{
	static const char *const odd[] = {
		WELL "{\"item\":[],\"has_next_page\":true,\"next_offset\":50}}",
		WELL "{\"item\":[],\"has_next_page\":true,\"next_offset\":49}}",
		WELL "{\"item\":[],\"has_next_page\":true}}",
		WELL "{\"item\":[{\"item_status\":\"NORMAL\"}],\"has_next_page\":false}}",
		WELL "{\"item\":{},\"has_next_page\":false}}",
		"{\"error\":\"\"}",
	};
	struct talk t = try_talk();

	t.cursor = TEXT("50");
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		CHECK_ERR(got(of()->list, &t, odd[i]), ERR_CHANNEL_DATA_ABNORMAL);
}

TEST(items_without_variations_are_offers_and_the_others_are_asked_for)
{
	const struct text refs[] = { TEXT("34001"), TEXT("34002"), TEXT("34003") };
	struct talk t = talk_of(refs, 3);
	struct http_request q;

	CHECK_OK(of()->detail->ask(check_scope(), &t, &q));
	CHECK(text_ends(q.url, "&item_id_list=34001%2C34002%2C34003"));
	CHECK_OK(got(of()->detail, &t,
		     WELL "{\"item_list\":[{\"item_id\":34001,\"item_name\":\" Mug, red \",\"item_sku\":\"MUG-1\","
			  "\"has_model\":false,\"stock_info_v2\":{\"summary_info\":{\"total_available_stock\":100},"
			  "\"seller_stock\":[{\"location_id\":\"A\",\"stock\":10},{\"location_id\":\"B\",\"stock\":5}],"
			  "\"shopee_stock\":[{\"stock\":7}]}},"
			  "{\"item_id\":34003,\"item_name\":\"Bag\",\"item_sku\":\"\",\"has_model\":false},"
			  "{\"item_id\":34002,\"item_name\":\"Shirt\",\"item_sku\":\"SHIRT\",\"has_model\":true}]}}"));
	CHECK_EQ(t.offer_count, 2);
	CHECK_TEXT(t.offers[0].ref, "34001-0");
	CHECK_TEXT(t.offers[0].platform_sku, "MUG-1");
	CHECK_TEXT(t.offers[0].title, "Mug, red");
	CHECK_EQ(t.offers[0].stock, 15); /* the seller's, not Shopee's */
	CHECK_TEXT(t.offers[1].platform_sku, "34003-0");
	CHECK_EQ(t.offers[1].stock, -1);
	CHECK_EQ(t.varied_count, 1);
	CHECK_TEXT(t.varied[0].ref, "34002");
	CHECK_TEXT(t.varied[0].title, "Shirt");
}

TEST(an_item_nobody_asked_for_is_the_answer_to_another_question)
{
	const struct text refs[] = { TEXT("34001") };
	struct talk t = talk_of(refs, 1);

	CHECK_ERR(got(of()->detail, &t, WELL "{\"item_list\":[{\"item_id\":34002}]}}"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(of()->detail, &t, WELL "{\"item_list\":[{}]}}"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(of()->detail, &t, WELL "{\"item_list\":[{\"item_id\":34001},{\"item_id\":34001}]}}"),
		  ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(of()->detail, &t, WELL "{}}"), ERR_CHANNEL_DATA_ABNORMAL);
}

TEST(each_variation_is_an_offer_called_as_lines_of_orders_call_it)
{
	const struct text refs[] = { TEXT("34002") };
	struct talk t = talk_of(refs, 1);
	struct http_request q;

	CHECK_OK(of()->parts->ask(check_scope(), &t, &q));
	CHECK(text_ends(q.url, "&item_id=34002"));
	CHECK_OK(got(of()->parts, &t,
		     WELL "{\"tier_variation\":[{\"name\":\"Colour\",\"option_list\":[{\"option\":\"红\"},{\"option\":"
			  "\"Blue\"}]},{\"name\":\"Size\",\"option_list\":[{\"option\":\"XL\"}]}],\"model\":["
			  "{\"model_id\":900,\"model_sku\":\"SHIRT-B\",\"tier_index\":[1,0],\"stock_info_v2\":{"
			  "\"seller_stock\":[{\"stock\":0}]}},"
			  "{\"model_id\":901,\"model_sku\":\" \",\"tier_index\":[0,5]},"
			  "{\"model_id\":902,\"model_sku\":\"S\",\"model_name\":\"Green\",\"tier_index\":[9]}]}}"));
	CHECK_EQ(t.offer_count, 3);
	CHECK_TEXT(t.offers[0].ref, "34002-900");
	CHECK_TEXT(t.offers[0].platform_sku, "SHIRT-B");
	CHECK_TEXT(t.offers[0].title, "Blue, XL");
	CHECK_EQ(t.offers[0].stock, 0);
	CHECK_TEXT(t.offers[1].platform_sku, "34002-901");
	CHECK_TEXT(t.offers[2].title, "Green");
	CHECK_ERR(got(of()->parts, &t, WELL "{\"model\":[{\"model_sku\":\"S\"}]}}"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(of()->parts, &t, WELL "{}}"), ERR_CHANNEL_DATA_ABNORMAL);
}
