/* sim/shopee_test.c - the door of the dialect: signatures, clock, tokens and their chains. */
#include "sim/shopee_peer.h"
#include "tests/check.h"

#define INFO "/api/v2/shop/get_shop_info"

static struct text token_body(struct peer *p, const char *field, struct text value, int64_t shop)
{
	return text_format(p->s.arena, "{\"%s\":\"%.*s\",\"partner_id\":2001887,\"shop_id\":%lld}", field,
			   TEXT_ARG(value), (long long)shop);
}

static void refresh(struct peer *p, struct text token, int64_t shop)
{
	peer_public(p, "POST", "/api/v2/auth/access_token/get", "", token_body(p, "refresh_token", token, shop).at);
}

/* The sheet's five vectors: signed by others, taken here; then one sign changed, refused. */
TEST(the_signatures_of_the_sheet_are_taken_and_no_others)
{
	static const struct {
		const char *method, *path, *more, *sign, *error;
		int64_t stamp;
	} vectors[] = {
		{ "GET", "/api/v2/public/get_shops_by_partner", "",
		  "b6c16283dc00a6709e095a22f3c901b6b912f5d6a6018c0135beb0dd14f2cf17", "", 1655714431 },
		{ "GET", INFO, "&access_token=59777174636562737266615546704c6d&shop_id=14701711",
		  "a8078d735fd6c2f28d3e73178038abd381e2274597a1e3582a4c219492f0540d", "error_shop", 1655714431 },
		{ "GET", "/api/v2/order/get_order_list",
		  "&access_token=c09222e3fc40ffb25fc947f738b1abf1&shop_id=600000",
		  "4c8b3b8b0870127c2d43608ca96938336c283313fd54190b33c8ea09b1c5c9f3", "error_shop", 1700000000 },
		{ "GET", "/api/v2/shop/auth_partner", "",
		  "e2e295054f0c78884b626ed0c302d8561fb840bf99a1866dff02ee547048b453", "error_param", 1700000000 },
		{ "POST", "/api/v2/auth/token/get", "",
		  "43345039e1d7dec66459ceeca9c4e898203fd322ece779d1661f855e539e5099", "error_param", 1700000000 },
	};
	struct peer *p = peer_open(0);

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		const char *wrong = vectors[i].sign[0] == '0' ? "1" : "0";

		p->now = vectors[i].stamp * 1000;
		peer_raw(p, vectors[i].method,
			 text_format(p->s.arena, "%s?partner_id=2001887&timestamp=%lld&sign=%s%s", vectors[i].path,
				     (long long)vectors[i].stamp, vectors[i].sign, vectors[i].more),
			 TEXT(""));
		CHECK_TEXT(peer_error(p), vectors[i].error);
		peer_raw(p, vectors[i].method,
			 text_format(p->s.arena, "%s?partner_id=2001887&timestamp=%lld&sign=%s%s%s", vectors[i].path,
				     (long long)vectors[i].stamp, wrong, vectors[i].sign + 1, vectors[i].more),
			 TEXT(""));
		CHECK_TEXT(peer_error(p), "error_sign");
		CHECK_EQ(p->answer.status, 403);
	}
	peer_close(p);
}

TEST(the_door_says_what_is_missing_or_wrong)
{
	static const struct {
		const char *url, *error, *message;
	} cases[] = {
		{ "/api/v2/shop/nothing", "error_not_found", "There is no API at this path." },
		{ "/", "error_not_found", "There is no API at this path." },
		{ INFO, "error_param", "There is no partner_id in query." },
		{ INFO "?partner_id=2001887", "error_param", "no timestamp" },
		{ INFO "?partner_id=5&timestamp=1790000000", "error_param", "Invalid partner_id." },
		{ INFO "?partner_id=x&timestamp=1790000000", "error_param", "Invalid partner_id." },
		{ INFO "?partner_id=2001887&timestamp=1789999699", "error_param", "Invalid timestamp" },
		{ INFO "?partner_id=2001887&timestamp=1790000301", "error_param", "Invalid timestamp" },
		{ INFO "?partner_id=2001887&timestamp=1790000000", "error_param", "There is no sign in query." },
		{ INFO "?partner_id=2001887&timestamp=1790000000&sign=00", "error_param",
		  "There is no access_token in query." },
		{ INFO "?partner_id=2001887&timestamp=1790000000&sign=00&access_token=x", "error_param",
		  "There is no shop_id in query." },
		{ INFO "?partner_id=2001887&timestamp=1790000300&sign=00&access_token=x&shop_id=1", "error_sign",
		  "Wrong sign." },
		{ INFO "?partner_id=2001887&timestamp=1789999700&sign=00&access_token=x&shop_id=1", "error_sign",
		  "Wrong sign." },
	};
	struct peer *p = peer_open(0);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		peer_raw(p, "GET", text_of(cases[i].url), TEXT(""));
		CHECK_TEXT(peer_error(p), cases[i].error);
		CHECK_TEXT(json_text(json_at(p->body, "message")), cases[i].message);
		CHECK_EQ(json_text(json_at(p->body, "request_id")).size, 32);
	}
	peer_raw(p, "POST", TEXT(INFO), TEXT(""));
	CHECK_EQ(p->answer.status, 405);
	CHECK_TEXT(http_header_find(p->answer.headers, p->answer.header_count, "date"),
		   "Mon, 21 Sep 2026 14:13:20 GMT");
	peer_close(p);
}

TEST(a_code_is_used_once_within_ten_minutes_and_for_its_shop)
{
	struct peer *p = peer_open(0);
	int64_t other = sim_shop(p->sim, 1).id;
	struct text code, late;

	CHECK_OK(sim_authorise(p->sim, &p->s, 0, false, &code));
	CHECK_OK(sim_authorise(p->sim, &p->s, 0, false, &late));
	peer_public(p, "POST", "/api/v2/auth/token/get", "", token_body(p, "code", code, other).at);
	CHECK_TEXT(peer_error(p), "error_param");
	peer_public(p, "POST", "/api/v2/auth/token/get", "", token_body(p, "code", code, p->shop).at);
	CHECK_TEXT(peer_error(p), "");
	CHECK_TEXT(json_text(json_at(p->body, "expire_in")), "14400");
	CHECK(json_kind(json_at(p->body, "shop_id_list")) == JSON_NONE);
	peer_public(p, "POST", "/api/v2/auth/token/get", "", token_body(p, "code", code, p->shop).at);
	CHECK_TEXT(json_text(json_at(p->body, "message")), "Invalid code.");
	p->now += 600 * 1000;
	peer_public(p, "POST", "/api/v2/auth/token/get", "", token_body(p, "code", late, p->shop).at);
	CHECK_TEXT(json_text(json_at(p->body, "message")), "Invalid code.");
	peer_close(p);
}

TEST(a_token_call_with_a_body_of_wrong_shape_is_refused)
{
	static const char *const bodies[] = {
		"",
		"[]",
		"{",
		"{\"code\":\"x\"}",
		"{\"code\":\"x\",\"partner_id\":\"2001887\",\"shop_id\":1}",
		"{\"code\":\"x\",\"partner_id\":2001887}",
		"{\"code\":\"x\",\"partner_id\":2001887,\"shop_id\":1,\"main_account_id\":2}",
		"{\"code\":5,\"partner_id\":2001887,\"shop_id\":1}"
	};
	struct peer *p = peer_open(0);

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		peer_public(p, "POST", "/api/v2/auth/token/get", "", bodies[i]);
		CHECK_TEXT(peer_error(p), "error_param");
	}
	peer_close(p);
}

TEST(a_refresh_token_works_once_and_the_old_access_token_for_five_minutes_more)
{
	struct peer *p = peer_open(0);

	peer_authorise(p, 0);
	struct text access = p->access, old_refresh = p->refresh;
	refresh(p, old_refresh, p->shop);
	CHECK_TEXT(peer_error(p), "");
	struct text fresh = json_text(json_at(p->body, "access_token"));
	CHECK(!text_same(fresh, access));
	refresh(p, old_refresh, p->shop);
	CHECK_TEXT(peer_error(p), "error_shop_refresh_token");
	p->now += 299 * 1000;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "");
	p->now += 1000;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "invalid_acceess_token");
	p->access = fresh;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "");
	p->now += 14400 * 1000;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "invalid_acceess_token");
	peer_close(p);
}

TEST(a_refresh_token_ends_after_thirty_days)
{
	struct peer *p = peer_open(0);

	peer_authorise(p, 0);
	p->now += INT64_C(30) * 86400 * 1000;
	refresh(p, p->refresh, p->shop);
	CHECK_TEXT(peer_error(p), "refresh_token_expired");
	peer_close(p);
}

TEST(a_main_account_opens_its_shops_and_each_has_its_own_chain_after_the_first_refresh)
{
	struct peer *p = peer_open(0);
	struct sim_shop a = sim_shop(p->sim, 0), b = sim_shop(p->sim, 1);
	struct text code;

	CHECK_EQ(a.account, b.account);
	CHECK(sim_shop(p->sim, 2).account != a.account);
	CHECK_OK(sim_authorise(p->sim, &p->s, 0, true, &code));
	peer_public(p, "POST", "/api/v2/auth/token/get", "",
		    text_format(p->s.arena, "{\"code\":\"%s\",\"partner_id\":2001887,\"main_account_id\":%lld}",
				code.at, (long long)a.account)
			    .at);
	CHECK_EQ(json_count(json_at(p->body, "shop_id_list")), 2);
	CHECK_EQ(json_count(json_at(p->body, "merchant_id_list")), 0);
	struct text shared = json_text(json_at(p->body, "refresh_token"));
	p->access = json_text(json_at(p->body, "access_token"));
	p->shop = b.id;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "");
	refresh(p, shared, a.id);
	CHECK_TEXT(peer_error(p), "");
	struct text of_a = json_text(json_at(p->body, "refresh_token"));
	refresh(p, shared, a.id);
	CHECK_TEXT(peer_error(p), "error_shop_refresh_token");
	refresh(p, of_a, b.id);
	CHECK_TEXT(peer_error(p), "error_shop_refresh_token");
	refresh(p, shared, b.id);
	CHECK_TEXT(peer_error(p), "");
	peer_close(p);
}

TEST(a_token_of_another_shop_or_of_nobody_is_refused)
{
	struct peer *p = peer_open(0);

	p->access = TEXT("0123456789abcdef0123456789abcdef");
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "partner_shop_no_link");
	peer_authorise(p, 1);
	struct text of_other = p->access;
	peer_authorise(p, 0);
	p->access = of_other;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "error_auth");
	p->access = TEXT("short");
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "error_auth");
	peer_close(p);
}

TEST(the_seller_authorises_in_his_browser_and_withdraws_there)
{
	struct peer *p = peer_open(0);
	const char *to = "&redirect=http%3A%2F%2F127.0.0.1%3A8080%2Fback%3Fx%3D1";
	struct text shop = text_format(p->s.arena, "%s&seller_shop=%lld", to, (long long)p->shop);

	peer_public(p, "GET", "/api/v2/shop/auth_partner", to, "");
	CHECK_EQ(p->answer.status, 200);
	CHECK(text_starts(p->answer.body, "<!doctype html>"));
	peer_public(p, "GET", "/api/v2/shop/auth_partner", shop.at, "");
	CHECK_EQ(p->answer.status, 302);
	struct text location = http_header_find(p->answer.headers, p->answer.header_count, "location");
	CHECK(text_starts(location, "http://127.0.0.1:8080/back?x=1&code="));
	CHECK(text_ends(location, text_format(p->s.arena, "&shop_id=%lld", (long long)p->shop).at));
	peer_authorise(p, 0);
	peer_public(p, "GET", "/api/v2/shop/cancel_auth_partner", shop.at, "");
	CHECK_EQ(p->answer.status, 302);
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "shop_no_linked");
	refresh(p, p->refresh, p->shop);
	CHECK_TEXT(peer_error(p), "shop_no_linked");
	peer_public(p, "GET", "/api/v2/shop/auth_partner", "&redirect=http%3A%2F%2Fx%0d%0aEvil%3A1&seller_shop=600001",
		    "");
	CHECK_TEXT(peer_error(p), "error_param");
	peer_close(p);
}

TEST(the_authorised_shops_are_listed_with_the_end_of_their_authorisation)
{
	struct peer *p = peer_open(0);
	int64_t until;

	peer_authorise(p, 0);
	peer_authorise(p, 2);
	peer_public(p, "GET", "/api/v2/public/get_shops_by_partner", "&page_size=1&page_no=1", "");
	CHECK_EQ(json_count(json_at(p->body, "authed_shop_list")), 1);
	CHECK(json_is_true(json_at(p->body, "more")));
	peer_public(p, "GET", "/api/v2/public/get_shops_by_partner", "", "");
	struct json shops = json_at(p->body, "authed_shop_list");
	CHECK_EQ(json_count(shops), 2);
	CHECK(!json_is_true(json_at(p->body, "more")));
	CHECK(json_int(json_at(json_first(shops), "expire_time"), &until));
	CHECK_EQ(until, p->now / 1000 + 365 * 86400);
	p->now = until * 1000;
	peer_shop_get(p, INFO, "");
	CHECK_TEXT(peer_error(p), "shop_access_expired");
	peer_close(p);
}

TEST(faults_take_the_place_of_answers_and_then_stop)
{
	struct peer *p = peer_open(0);
	struct http_request q = { .method = TEXT("GET"), .url = TEXT("/") };

	sim_fault(p->sim, FAULT_BUSY, 1, 7);
	peer_raw(p, "GET", TEXT("/"), TEXT(""));
	CHECK_EQ(p->answer.status, 429);
	CHECK_TEXT(http_header_find(p->answer.headers, p->answer.header_count, "retry-after"), "7");
	peer_raw(p, "GET", TEXT("/"), TEXT(""));
	CHECK_EQ(p->answer.status, 404);
	sim_fault(p->sim, FAULT_BUSY_WORD, 1, 0);
	peer_raw(p, "GET", TEXT("/"), TEXT(""));
	CHECK_EQ(p->answer.status, 200);
	CHECK_TEXT(peer_error(p), "error_rate_limit");
	sim_fault(p->sim, FAULT_HTML, 1, 0);
	peer_raw(p, "GET", TEXT("/"), TEXT(""));
	CHECK_EQ(p->answer.status, 502);
	CHECK(text_starts(p->answer.body, "<html>"));
	sim_fault(p->sim, FAULT_CUT, 1, 0);
	CHECK_OK(sim_answer(p->sim, &p->s, &q, &p->answer));
	CHECK_ERR(json_parse(&p->s, p->answer.body, &p->body), ERR_BAD_JSON);
	sim_fault(p->sim, FAULT_DOWN, 1, 0);
	CHECK_ERR(sim_answer(p->sim, &p->s, &q, &p->answer), ERR_CHANNEL_DOWN);
	CHECK_OK(sim_answer(p->sim, &p->s, &q, &p->answer));
	peer_close(p);
}
