/* channel/shopee_token_test.c - the authorisation: token calls, shops, and what their answers must hold. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static enum err ask(const struct step *step, const struct talk *t, struct http_request *q)
{
	struct talk copy = *t;

	return step->ask(check_scope(), &copy, q);
}

static enum err got(const struct step *step, struct talk *t, const char *body)
{
	struct http_answer in = try_answer(200, body);

	return step->read(check_scope(), t, &in);
}

TEST(a_code_is_exchanged_for_the_tokens_of_a_shop)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(ask(channel_shopee.token_get, &t, &q));
	CHECK_TEXT(q.method, "POST");
	CHECK_TEXT(
		q.url,
		"https://partner.shopeemobile.com/api/v2/auth/token/get?partner_id=2001887&timestamp=1700000000&sign="
		"43345039e1d7dec66459ceeca9c4e898203fd322ece779d1661f855e539e5099");
	CHECK_TEXT(q.body, "{\"code\":\"code \\\"1\\\"\",\"partner_id\":2001887,\"shop_id\":600000}");
	CHECK_TEXT(http_header_find(q.headers, q.header_count, "content-type"), "application/json");
	CHECK_OK(got(channel_shopee.token_get, &t,
		     "{\"access_token\":\"acc\",\"refresh_token\":\"ref\",\"expire_in\":14400,\"error\":\"\","
		     "\"message\":\"\"}"));
	CHECK_TEXT(secret_reveal(t.grant.access), "acc");
	CHECK_TEXT(secret_reveal(t.grant.refresh), "ref");
	CHECK_EQ(t.grant.access_until, TRY_NOW_MS + 14400000);
	CHECK_EQ(t.grant.refresh_until, TRY_NOW_MS + 30 * DAY_MS);
	CHECK_EQ(t.grant.shop_count, 0);
}

TEST(a_main_account_opens_several_shops)
{
	struct talk t = try_talk();
	struct http_request q;

	t.shop_ref = (struct text){ 0 };
	t.account_ref = TEXT("77");
	CHECK_OK(ask(channel_shopee.token_get, &t, &q));
	CHECK_TEXT(q.body, "{\"code\":\"code \\\"1\\\"\",\"partner_id\":2001887,\"main_account_id\":77}");
	CHECK_OK(got(channel_shopee.token_get, &t,
		     "{\"access_token\":\"acc\",\"refresh_token\":\"ref\",\"expire_in\":14389,\"shop_id_list\":[600000,"
		     "\"600001\"],"
		     "\"merchant_id_list\":[9],\"error\":\"\"}"));
	CHECK_EQ(t.grant.shop_count, 2);
	CHECK_TEXT(t.grant.shop_refs[0], "600000");
	CHECK_TEXT(t.grant.shop_refs[1], "600001");
	CHECK_ERR(got(channel_shopee.token_get, &t,
		      "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"shop_id_list\":[true]}"),
		  ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(channel_shopee.token_get, &t,
		      "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"shop_id_list\":{}}"),
		  ERR_CHANNEL_DATA_ABNORMAL);
}

TEST(a_refresh_gives_a_new_pair_for_one_shop)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(ask(channel_shopee.token_refresh, &t, &q));
	CHECK_TEXT(http_path(q.url), "/api/v2/auth/access_token/get");
	CHECK_TEXT(q.body, "{\"refresh_token\":\"refresh-1\",\"partner_id\":2001887,\"shop_id\":600000}");
	CHECK_OK(got(channel_shopee.token_refresh, &t,
		     "{\"partner_id\":2001887,\"shop_id\":600000,\"access_token\":\"acc2\",\"refresh_token\":\"ref2\","
		     "\"expire_in\":14400,"
		     "\"error\":\"\"}"));
	CHECK_TEXT(secret_reveal(t.grant.refresh), "ref2");
	t.shop_ref = (struct text){ 0 };
	CHECK_ERR(ask(channel_shopee.token_refresh, &t, &q), ERR_BAD_REQUEST);
	t = try_talk();
	t.refresh = (struct secret){ NULL, 0 };
	CHECK_ERR(ask(channel_shopee.token_refresh, &t, &q), ERR_NEEDS_AUTHORISATION);
	t.code = (struct secret){ NULL, 0 };
	CHECK_ERR(ask(channel_shopee.token_get, &t, &q), ERR_NEEDS_AUTHORISATION);
}

TEST(an_odd_expiry_does_not_lose_a_pair_that_is_good_for_one_use)
{
	static const char *const odd[] = { "\"14400\"", "0", "-1", "1.5", "99999999999999999999", "null", "{}" };

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct talk t = try_talk();

		CHECK_OK(got(channel_shopee.token_refresh, &t,
			     text_format(check_scope()->arena,
					 "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"expire_in\":%s}", odd[i])
				     .at));
		CHECK_EQ(t.grant.access_until, 0);
		CHECK_TEXT(secret_reveal(t.grant.refresh), "b");
	}
}

TEST(a_pair_that_is_not_whole_is_refused_and_not_shown)
{
	static const char *const wrong[] = {
		"{\"error\":\"\"}",
		"{\"access_token\":\"topsecret\",\"error\":\"\"}",
		"{\"refresh_token\":\"topsecret\",\"error\":\"\"}",
		"{\"access_token\":\"topsecret\",\"refresh_token\":\"\"}",
		"{\"access_token\":\"topsecret\",\"refresh_token\":7}",
		"{\"error\":\"\",\"response\":{\"access_token\":\"topsecret\",\"refresh_token\":\"b\"}}"
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct talk t = try_talk();

		CHECK_ERR(got(channel_shopee.token_get, &t, wrong[i]), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK(!try_has(check_scope()->words, "topsecret"));
	}
}

TEST(a_refresh_that_is_refused_needs_the_seller_again)
{
	struct talk t = try_talk();

	CHECK_ERR(got(channel_shopee.token_refresh, &t,
		      "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}"),
		  ERR_NEEDS_AUTHORISATION);
	CHECK(try_has(check_scope()->words, "Invalid refresh_token."));
	CHECK_TEXT(t.channel_code, "error_auth");
	CHECK_ERR(got(channel_shopee.token_refresh, &t, "{\"error\":\"error_shop_refresh_token\"}"),
		  ERR_NEEDS_AUTHORISATION);
	CHECK_ERR(got(channel_shopee.token_refresh, &t, "{\"error\":\"error_server\"}"), ERR_CHANNEL_DOWN);
}

TEST(the_shops_of_an_app_come_in_pages)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(ask(channel_shopee.shop_list, &t, &q));
	CHECK(text_ends(q.url, "&page_size=100&page_no=1") && !try_has(q.url, "access_token"));
	CHECK_OK(got(channel_shopee.shop_list, &t,
		     "{\"authed_shop_list\":[{\"shop_id\":123,\"region\":\"TW\",\"auth_time\":1610533441,\"expire_"
		     "time\":1642069441},"
		     "{\"shop_id\":\"124\"}],\"more\":true}"));
	CHECK_EQ(t.shops_count, 2);
	CHECK_TEXT(t.shops[0].ref, "123");
	CHECK_TEXT(t.shops[0].region, "TW");
	CHECK_EQ(t.shops[0].authorised_at, INT64_C(1610533441000));
	CHECK_EQ(t.shops[0].authorised_until, INT64_C(1642069441000));
	CHECK_TEXT(t.shops[1].ref, "124");
	CHECK_EQ(t.shops[1].authorised_until, 0);
	CHECK(t.then == THEN_MORE);
	t.cursor = t.next_cursor;
	CHECK_OK(ask(channel_shopee.shop_list, &t, &q));
	CHECK(text_ends(q.url, "&page_no=2"));
	CHECK_OK(got(channel_shopee.shop_list, &t, "{\"authed_shop_list\":[],\"more\":false}"));
	CHECK(t.then == THEN_DONE && t.shops_count == 0);
}

TEST(shops_that_make_no_sense_are_refused)
{
	static const char *const wrong[] = {
		"{}",
		"{\"authed_shop_list\":null}",
		"{\"authed_shop_list\":[7]}",
		"{\"authed_shop_list\":[{\"shop_id\":-1}]}",
		"{\"authed_shop_list\":[{\"shop_id\":1,\"region\":7}]}",
		"{\"authed_shop_list\":[{\"shop_id\":1,\"region\":\"12345678901234567\"}]}",
		"{\"authed_shop_list\":[{\"shop_id\":1,\"expire_time\":\"x\"}]}",
		"{\"authed_shop_list\":[{\"shop_id\":1,\"expire_time\":-1}]}",
		"{\"authed_shop_list\":[],\"more\":true}"
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct talk t = try_talk();

		CHECK_ERR(got(channel_shopee.shop_list, &t, wrong[i]), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK(t.shops_count == 0 && t.then == THEN_DONE);
	}
}

TEST(a_shop_is_verified_by_asking_about_itself)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(ask(channel_shopee.shop_info, &t, &q));
	CHECK_TEXT(http_path(q.url), "/api/v2/shop/get_shop_info");
	CHECK(try_has(q.url, "&shop_id=600000&"));
	CHECK_OK(got(channel_shopee.shop_info, &t,
		     "{\"shop_name\":\"x\",\"region\":\"SG\",\"status\":\"NORMAL\",\"auth_time\":1,\"expire_time\":2,"
		     "\"error\":\"\"}"));
	CHECK_EQ(t.shops_count, 1);
	CHECK_TEXT(t.shops[0].ref, "600000");
	CHECK_TEXT(t.shops[0].region, "SG");
	CHECK_EQ(t.shops[0].authorised_until, 2000);
	CHECK_OK(got(channel_shopee.shop_info, &t, "{\"error\":\"\",\"response\":{\"region\":\"MY\"}}"));
	CHECK_TEXT(t.shops[0].region, "MY");
	CHECK_ERR(got(channel_shopee.shop_info, &t, "{\"error\":\"\"}"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(channel_shopee.shop_info, &t, "{\"error\":\"error_auth\"}"), ERR_TOKEN_EXPIRED);
}

TEST(the_pages_where_a_seller_approves_and_takes_it_back_are_signed_and_say_where_he_goes_then)
{
	struct talk t = try_talk();
	struct text link;

	CHECK_OK(channel_shopee.approve_link(check_scope(), &t, TEXT("https://us.example/accounts?state=a b"), &link));
	CHECK_TEXT(link,
		   "https://partner.shopeemobile.com/api/v2/shop/auth_partner?partner_id=2001887&timestamp=1700000000"
		   "&sign=e2e295054f0c78884b626ed0c302d8561fb840bf99a1866dff02ee547048b453"
		   "&redirect=https%3A%2F%2Fus.example%2Faccounts%3Fstate%3Da%20b");
	CHECK_OK(channel_shopee.cancel_link(check_scope(), &t, TEXT("https://us.example/"), &link));
	CHECK_TEXT(http_path(link), "/api/v2/shop/cancel_auth_partner");
	CHECK(text_ends(link, "&redirect=https%3A%2F%2Fus.example%2F"));
	t.app_key = (struct secret){ 0 };
	CHECK_ERR(channel_shopee.approve_link(check_scope(), &t, TEXT("https://us.example/"), &link), ERR_BAD_REQUEST);
}
