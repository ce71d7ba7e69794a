/* channel/shopee_push_test.c - a push names its shop and its order; whatever else it says is not believed. */
#include "channel/shopee.h"
#include "tests/check.h"

static struct push read_push(const char *body)
{
	struct push p;

	CHECK_OK(shopee_push_read(check_scope(), text_of(body), &p));
	return p;
}

TEST(an_order_push_names_its_shop_and_its_order)
{
	static const int codes[] = { 3, 4, 15 };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct push p =
			read_push(text_format(check_scope()->arena,
					      "{\"data\":{\"items\":[],\"ordersn\":\"220810QSK8S7BX\","
					      "\"status\":\"PROCESSED\",\"update_time\":1660123127},\"shop_id\":"
					      "727720655,\"code\":%d,\"timestamp\":1660123127}",
					      codes[i])
					  .at);

		CHECK_EQ(p.about, PUSH_ORDER);
		CHECK_EQ(p.code, codes[i]);
		CHECK_EQ(p.shop_count, 1);
		CHECK_TEXT(p.shop_refs[0], "727720655");
		CHECK_TEXT(p.order_ref, "220810QSK8S7BX");
	}
}

TEST(an_order_push_without_an_order_number_is_only_noted)
{
	CHECK_EQ(read_push("{\"shop_id\":1,\"code\":3,\"data\":{}}").about, PUSH_OTHER);
	CHECK_EQ(read_push("{\"shop_id\":1,\"code\":3,\"data\":{\"ordersn\":7}}").about, PUSH_OTHER);
	CHECK_EQ(read_push("{\"shop_id\":1,\"code\":3,\"data\":{\"ordersn\":\"a b\"}}").about, PUSH_OTHER);
	CHECK_EQ(read_push("{\"shop_id\":1,\"code\":3}").about, PUSH_OTHER);
}

TEST(an_authorisation_push_may_name_many_shops_each_once)
{
	struct push p =
		read_push("{\"code\":12,\"data\":{\"merchant_expire_soon\":[],\"shop_expire_soon\":[11,\"12\",11],"
			  "\"expire_before\":1700000000},\"timestamp\":1}");

	CHECK_EQ(p.about, PUSH_AUTHORISATION);
	CHECK_EQ(p.shop_count, 2);
	CHECK_TEXT(p.shop_refs[0], "11");
	CHECK_TEXT(p.shop_refs[1], "12");
	CHECK_EQ(read_push("{\"code\":1,\"shop_id\":5}").about, PUSH_AUTHORISATION);
	CHECK_EQ(read_push("{\"code\":2,\"shop_id\":5,\"data\":{\"shop_id\":5}}").shop_count, 1);
}

TEST(the_consoles_ping_and_what_we_do_not_know_are_told_apart)
{
	CHECK_EQ(read_push("{\"code\":0,\"data\":{\"verify_info\":\"x\"}}").about, PUSH_PING);
	CHECK_EQ(read_push("{\"code\":10,\"shop_id\":9,\"data\":{}}").about, PUSH_OTHER);
	CHECK_EQ(read_push("{\"code\":-3,\"shop_id\":{},\"data\":[1]}").shop_count, 0);
}

TEST(what_is_no_push_is_refused_at_every_cut)
{
	const char *whole = "{\"shop_id\":1,\"code\":3,\"data\":{\"ordersn\":\"2208\"}}";
	struct push p;

	for (size_t i = 0; whole[i]; i++)
		CHECK(shopee_push_read(check_scope(), (struct text){ whole, i }, &p) != OK);
	CHECK_ERR(shopee_push_read(check_scope(), TEXT("{\"code\":\"3\"}"), &p), ERR_BAD_REQUEST);
	CHECK_ERR(shopee_push_read(check_scope(), TEXT("[]"), &p), ERR_BAD_REQUEST);
}

TEST(the_signature_is_looked_for_in_its_header)
{
	struct http_request q = { .body = TEXT("HELLO") };
	struct text url = TEXT("http://localhost/webhook");

	CHECK(!shopee_push_fits(check_scope(), secret_of(TEXT("PARTNER_KEY")), url, &q));
	http_header_add(q.headers, &q.header_count, TEXT("authorization"),
			TEXT("b43c7e4cad148d440597015f1da5a0b9335895110ca4399785593bbf6e0e329e"));
	CHECK(shopee_push_fits(check_scope(), secret_of(TEXT("PARTNER_KEY")), url, &q));
	CHECK(!shopee_push_fits(check_scope(), secret_of(TEXT("")), url, &q));
}
