/* channel/shopee_fixture_test.c - the published samples of Shopee, read where they are at hand. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static struct text fixture(const char *name)
{
	struct text body;

	if (!check_shared(text_format(check_scope()->arena, "fixtures/shopee/%s", name).at, &body))
		SKIP("the published samples are not at hand");
	return body;
}

static const struct sighting *published_order(void)
{
	struct sighting *seen;
	size_t count;

	CHECK_OK(channel_shopee.read_file(check_scope(), fixture("order_detail.json"), &seen, &count));
	CHECK_EQ(count, 1);
	CHECK_EQ(seen->trouble, OK);
	return seen;
}

TEST(the_published_order_is_read_with_its_exact_amounts)
{
	const struct sighting *x = published_order();

	CHECK_TEXT(x->ref, "2404098R48U37H");
	CHECK_EQ(x->channel_ver, INT64_C(1713139948000));
	CHECK(x->word == WORD_completed && x->word_known);
	CHECK_TEXT(try_fact(x, FIELD_CHANNEL_STATUS, ""), "COMPLETED");
	CHECK_TEXT(try_fact(x, FIELD_CURRENCY, ""), "VND");
	CHECK_TEXT(try_fact(x, FIELD_TOTAL, ""), "32119");
	CHECK_TEXT(try_fact(x, FIELD_SHIPPING_FEE, ""), "5000");
	CHECK_TEXT(try_fact(x, FIELD_COD, ""), "1");
	CHECK_TEXT(try_fact(x, FIELD_PAYMENT_METHOD, ""), "Cash on Delivery");
	CHECK_TEXT(try_fact(x, FIELD_PLACED_AT, ""), "1712601591000");
	CHECK_TEXT(try_fact(x, FIELD_PAID_AT, ""), "1712817766000");
	CHECK_TEXT(try_fact(x, FIELD_SHIP_BY, ""), "1712671200000");
	CHECK_TEXT(try_fact(x, FIELD_PICKED_UP_AT, ""), "1712726577000");
	CHECK_TEXT(try_fact(x, FIELD_DAYS_TO_SHIP, ""), "2");
	CHECK_TEXT(try_fact(x, FIELD_DELIVERY_METHOD, ""), "Giao Hàng Nhanh");
	CHECK_TEXT(try_fact(x, FIELD_COUNTRY, ""), "VN");
	CHECK_TEXT(try_fact(x, FIELD_SPLIT, ""), "0");
	CHECK_TEXT(try_fact(x, FIELD_SELLER_NOTE, ""), NULL);
}

TEST(the_published_orders_people_line_and_package_are_read)
{
	const struct sighting *x = published_order();
	const char *line = "23620853561/221404189791/0#1", *package = "OFG166300791210964";

	CHECK_TEXT(try_fact(x, FIELD_CONSIGNEE_NAME, ""), "S******e");
	CHECK(fact_is_masked(try_fact(x, FIELD_CONSIGNEE_ADDRESS, "")));
	CHECK_TEXT(try_fact(x, FIELD_CONSIGNEE_STATE, ""), "Bạc Liêu");
	CHECK_TEXT(try_fact(x, FIELD_CONSIGNEE_POSTCODE, ""), NULL);
	CHECK_TEXT(try_fact(x, FIELD_BUYER_REF, ""), "1000000001");
	CHECK_TEXT(try_fact(x, FIELD_LINE_SKU, line), "QAZ-SADOER-05");
	CHECK_TEXT(try_fact(x, FIELD_LINE_TITLE, line), "Sample cream 60g");
	CHECK_TEXT(try_fact(x, FIELD_LINE_VARIANT, line), "60g（Papaya）");
	CHECK_TEXT(try_fact(x, FIELD_LINE_ORDERED, line), "1");
	CHECK_TEXT(try_fact(x, FIELD_LINE_PRICE, line), "48000");
	CHECK_TEXT(try_fact(x, FIELD_LINE_LIST_PRICE, line), "300000");
	CHECK_TEXT(try_fact(x, FIELD_LINE_CANCELLED, line), NULL);
	CHECK_TEXT(try_fact(x, FIELD_PACKAGE_STATUS, package), "LOGISTICS_DELIVERY_DONE");
	CHECK_TEXT(try_fact(x, FIELD_PACKAGE_WORD, package), "delivered");
	CHECK_TEXT(try_fact(x, FIELD_PACKAGE_CARRIER, package), "5-Day Delivery (SPX)");
	CHECK_TEXT(try_fact(x, FIELD_PACKAGE_ITEMS, package), "23620853561/221404189791/0#1*1");
}

TEST(the_published_detail_answer_is_read_by_the_step)
{
	struct http_answer in = { .status = 200, .body = fixture("order_detail.json") };
	const struct text ref = TEXT("2404098R48U37H"), other = TEXT("2404098R48U37J");
	struct talk t = try_talk();

	t.refs = &ref;
	t.ref_count = 1;
	CHECK_OK(channel_shopee.feeds[0].detail->read(check_scope(), &t, &in));
	CHECK_EQ(t.seen_count, 1);
	CHECK(t.seen->raw.at > in.body.at && t.seen->raw.at + t.seen->raw.size < in.body.at + in.body.size);
	t.refs = &other;
	CHECK_ERR(channel_shopee.feeds[0].detail->read(check_scope(), &t, &in), ERR_CHANNEL_DATA_ABNORMAL);
}

TEST(the_published_order_cut_anywhere_is_refused)
{
	struct text whole = text_trim(fixture("order_detail.json"));
	struct scope *s = check_scope();

	for (size_t size = 0; size < whole.size; size++) {
		struct http_answer in = { .status = 200, .body = text_copy(s->arena, (struct text){ whole.at, size }) };
		struct talk t = try_talk();

		CHECK_ERR(channel_shopee.feeds[0].detail->read(s, &t, &in), ERR_CHANNEL_DATA_ABNORMAL);
	}
}

TEST(the_published_list_is_read)
{
	struct http_answer in = { .status = 200, .body = fixture("order_list.json") };
	struct talk t = try_talk();

	CHECK_OK(channel_shopee.feeds[0].list->read(check_scope(), &t, &in));
	CHECK_EQ(t.listed_count, 10);
	CHECK_TEXT(t.listed[0], "201218V2Y6E59M");
	CHECK_TEXT(t.listed[9], "201214JAJXU6G7");
	CHECK(t.then == THEN_MORE);
	CHECK_TEXT(t.next_cursor, "20");
}

TEST(the_published_shops_are_read)
{
	struct http_answer in = { .status = 200, .body = fixture("shops_by_partner.json") };
	struct talk t = try_talk();

	CHECK_OK(channel_shopee.shop_list->read(check_scope(), &t, &in));
	CHECK_EQ(t.shops_count, 1);
	CHECK_TEXT(t.shops[0].ref, "123");
	CHECK_EQ(t.shops[0].authorised_until, INT64_C(1642069441000));
	CHECK(t.then == THEN_DONE);
}

TEST(published_samples_of_other_calls_pass_the_envelope_and_are_no_orders)
{
	static const char *const names[] = { "lost_push_message.json", "return_list.json", "shipping_parameter.json" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct http_answer in = { .status = 200, .body = fixture(names[i]) };
		struct talk t = try_talk();
		struct sighting *seen;
		struct json doc;
		size_t count;

		CHECK_OK(shopee_answer_read(check_scope(), &t, &in, &doc));
		CHECK_ERR(channel_shopee.feeds[0].list->read(check_scope(), &t, &in), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK_ERR(channel_shopee.read_file(check_scope(), in.body, &seen, &count), ERR_BAD_REQUEST);
	}
}
