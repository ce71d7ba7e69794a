/* channel/sign_test.c - every signature vector that is known. */
#include "channel/sign.h"
#include "tests/check.h"

static struct text signed_with(const char *path, int64_t seconds, const char *token, const char *shop)
{
	struct sign_shopee what = { TEXT("2001887"), text_of(path), seconds, secret_of(text_of(token)), text_of(shop) };

	return sign_shopee(check_scope()->arena, secret_of(TEXT("lockstep-demo-partner-key")), &what);
}

TEST(public_calls_are_signed_as_three_independent_clients_sign_them)
{
	CHECK_TEXT(signed_with("/api/v2/public/get_shops_by_partner", 1655714431, NULL, NULL),
		   "b6c16283dc00a6709e095a22f3c901b6b912f5d6a6018c0135beb0dd14f2cf17");
	CHECK_TEXT(signed_with("/api/v2/shop/auth_partner", 1700000000, NULL, NULL),
		   "e2e295054f0c78884b626ed0c302d8561fb840bf99a1866dff02ee547048b453");
	CHECK_TEXT(signed_with("/api/v2/auth/token/get", 1700000000, NULL, NULL),
		   "43345039e1d7dec66459ceeca9c4e898203fd322ece779d1661f855e539e5099");
}

TEST(calls_of_a_shop_are_signed_with_token_and_shop)
{
	CHECK_TEXT(
		signed_with("/api/v2/shop/get_shop_info", 1655714431, "59777174636562737266615546704c6d", "14701711"),
		"a8078d735fd6c2f28d3e73178038abd381e2274597a1e3582a4c219492f0540d");
	CHECK_TEXT(
		signed_with("/api/v2/order/get_order_list", 1700000000, "c09222e3fc40ffb25fc947f738b1abf1", "600000"),
		"4c8b3b8b0870127c2d43608ca96938336c283313fd54190b33c8ea09b1c5c9f3");
}

TEST(the_published_base_string_gives_the_published_signature)
{
	struct text base = TEXT("/api/v2/auth/token/get123456test_partner_idtest_shop_idtest_main_account_id");

	CHECK_TEXT(sign_hmac_sha256(check_scope()->arena, secret_of(TEXT("test_partner_key")), base),
		   "37c864bd9821ff5f2c2f46b2faca14eb1811a718d1fdc6dcf383cba7c74bf9e9");
}

static bool push_fits(const char *key, const char *url, const char *body, const char *given)
{
	return sign_shopee_push_fits(check_scope()->arena, secret_of(text_of(key)), text_of(url), text_of(body),
				     text_of(given));
}

#define PUSH_URL "https://lockstep.example/push/shopee"
#define PUSH_BODY                                                                                                      \
	"{\"data\":{\"items\":[],\"ordersn\":\"220810QSK8S7BX\",\"status\":\"PROCESSED\",\"completed_scenario\":\"\"," \
	"\"update_time\":1660123127},\"shop_id\":727720655,\"code\":3,\"timestamp\":1660123127}"
#define PUSH_SIGN "ddc1d167b5a985b4d5680ebfe5654b81f6d1b311932e47d60b3c5355071aa60e"

TEST(pushes_are_proved_by_the_published_vectors)
{
	CHECK(push_fits("PARTNER_KEY", "http://localhost/webhook", "HELLO",
			"b43c7e4cad148d440597015f1da5a0b9335895110ca4399785593bbf6e0e329e"));
	CHECK(push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY, PUSH_SIGN));
}

TEST(the_consoles_ping_is_signed_with_an_empty_key)
{
	const char *ping =
		"{\"code\":0,\"data\":{\"verify_info\":\"This is a Verification message.Please respond in the "
		"certain format.\"}}";
	const char *given = "58813d962fb6713f777091c8435657977b3af00d4858e6b3aa5315755d193018";

	CHECK(push_fits("", PUSH_URL, ping, given));
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, ping, given));
}

TEST(a_push_with_any_byte_wrong_is_not_proved)
{
	for (size_t i = 0; i < sizeof PUSH_SIGN - 1; i++) {
		char given[] = PUSH_SIGN;

		given[i] = given[i] == '0' ? '1' : '0';
		CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY, given));
	}
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY " ", PUSH_SIGN));
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL "/", PUSH_BODY, PUSH_SIGN));
	CHECK(!push_fits("lockstep-demo-push-kez", PUSH_URL, PUSH_BODY, PUSH_SIGN));
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY, ""));
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY, NULL));
	CHECK(!push_fits("lockstep-demo-push-key", PUSH_URL, PUSH_BODY, PUSH_SIGN "0"));
}
