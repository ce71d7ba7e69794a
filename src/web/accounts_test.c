/* web/accounts_test.c - accounts as people enter, authorise, verify, change and give them up, through the API. */
#include "web/try_accounts.h"
#include "work/shops.h"

ON_BOTH(S001_08_S001_10_an_account_is_entered_approved_in_a_browser_verified_and_pulled)
{
	struct desk d;
	struct json shop;

	desk_open(s, &d, 30);
	desk_enter(&d);
	CHECK_TEXT(try_at(&d.web, "state"), "unverified");
	CHECK_TEXT(try_at(&d.web, "channel_ref"), "");
	CHECK_TEXT(try_at(&d.web, "forecast"), "none");
	CHECK_TEXT(try_at(&d.web, "problem.code"), "account_unverified");
	CHECK(!text_has(d.web.answer.body, SIM_PARTNER_KEY));
	desk_authorise(&d, 0);
	CHECK_TEXT(try_at(&d.web, "account.state"), "verified");
	CHECK_EQ(json_kind(json_at(d.web.body, "link")), JSON_NULL);
	desk_see(&d, "verified", NULL);
	CHECK_TEXT(try_at(&d.web, "forecast"), "far");
	CHECK_TEXT(try_at(&d.web, "channel_title"), "Shopee");
	shop = json_first(json_at(d.web.body, "shops"));
	CHECK_TEXT(json_text(json_at(shop, "state")), "bound");
	CHECK_TEXT(json_text(json_at(shop, "title")), "East");
	CHECK(json_text(json_at(shop, "region")).size > 0);
	CHECK_EQ(json_kind(json_at(shop, "problem")), JSON_NULL);
	CHECK(desk_run_due(&d) > 0);
	CHECK(rig_count(&d.rig) > 0);
	desk_see(&d, "verified", NULL);
	CHECK_EQ(json_kind(desk_shop(&d, "first_pull")), JSON_NULL);
	CHECK_EQ(json_kind(desk_shop(&d, "last_run")), JSON_OBJECT);
	desk_close(&d);
}

ON_BOTH(S001_11_what_is_not_verified_is_not_pulled_and_says_so)
{
	struct desk d;
	struct text code, nonce;

	desk_open(s, &d, 5);
	desk_enter(&d);
	desk_own(&d, "POST", "/verify", NULL);
	try_problem(&d.web, ERR_ACCOUNT_UNVERIFIED);
	desk_approve(&d, desk_choice(&d, 0), "shop_id=", &code, &nonce);
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, TEXT("a code that is none"), nonce);
	try_problem(&d.web, ERR_CHANNEL_REFUSED);
	desk_see(&d, "refused", "channel_refused");
	CHECK(text_has(try_at(&d.web, "problem.detail"), "Invalid code"));
	CHECK_EQ(json_count(json_at(d.web.body, "shops")), 0);
	desk_authorise(&d, 0);
	desk_see(&d, "verified", NULL);
	desk_close(&d);
}

ON_BOTH(S001_11_a_wrong_key_is_told_by_the_channels_words_and_ours)
{
	struct desk d;
	struct text code;

	desk_open(s, &d, 5);
	desk_enter_as(&d, "East", "a key that is wrong");
	desk_own(&d, "POST", "/authorise", "{\"redirect\":\"" DESK_BACK "\"}");
	CHECK_OK(sim_authorise(d.rig.sim, s, 0, false, &code));
	{ /* the page refuses such a link; a code that came all the same helps nobody */
		struct http_request q = { .method = TEXT("GET"), .url = try_at(&d.web, "link") };
		struct http_answer a = { 0 };
		struct text back, nonce;

		CHECK(http_query(s->arena, q.url, "redirect", &back));
		CHECK(http_query(s->arena, back, "state", &nonce));
		CHECK_OK(sim_answer(d.rig.sim, s, &q, &a));
		CHECK_EQ(a.status, 403);
		desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, code, nonce);
	}
	try_problem(&d.web, ERR_CHANNEL_SIGNATURE);
	desk_see(&d, "refused", "channel_signature");
	CHECK(text_has(try_at(&d.web, "problem.cure"), "app key"));
	desk_close(&d);
}

ON_BOTH(an_approval_is_taken_once_only_where_it_was_begun_and_only_for_its_own_seller)
{
	struct desk d;
	struct text code, nonce, other;
	int64_t east;

	desk_open(s, &d, 5);
	desk_enter(&d);
	east = d.account;
	desk_approve(&d, desk_choice(&d, 0), "shop_id=", &code, &nonce);
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, code, TEXT("00000000000000000000000000000000"));
	try_problem(&d.web, ERR_LINK_EXPIRED);
	desk_own(&d, "POST", "/authorise",
		 text_format(s->arena, "{\"code\":\"%.*s\",\"shop_ref\":\"1\"}", TEXT_ARG(code)).at);
	try_problem(&d.web, ERR_LINK_EXPIRED);
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, code, nonce);
	CHECK_EQ(d.web.status, 200);
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, code, nonce);
	try_problem(&d.web, ERR_LINK_EXPIRED);
	desk_approve(&d, desk_choice(&d, 1), "shop_id=", &code, &other); /* another seller approves for this account */
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 1).id, code, other);
	try_problem(&d.web, ERR_ACCOUNT_OTHER);
	desk_enter_as(&d, "East again", SIM_PARTNER_KEY);
	desk_approve(&d, desk_choice(&d, 0), "shop_id=", &code, &other); /* a seller who has an account */
	desk_bring(&d, "shop_ref", sim_shop(d.rig.sim, 0).id, code, other);
	try_problem(&d.web, ERR_DUPLICATE);
	CHECK(text_has(try_at(&d.web, "detail"), "East"));
	d.account = east;
	desk_see(&d, "verified", NULL);
	desk_close(&d);
}

ON_BOTH(one_account_opens_several_shops)
{
	struct desk d;
	struct text code, nonce;
	int64_t account;

	desk_open(s, &d, 5);
	desk_enter(&d);
	account = sim_shop(d.rig.sim, 0).account;
	desk_approve(&d, text_format(s->arena, "seller_account=%lld", (long long)account).at, "main_account_id=", &code,
		     &nonce);
	desk_bring(&d, "main_ref", account, code, nonce);
	CHECK_EQ(d.web.status, 200);
	desk_see(&d, "verified", NULL);
	CHECK_EQ(json_count(json_at(d.web.body, "shops")), sim_shop_count(d.rig.sim));
	desk_close(&d);
}

ON_BOTH(S001_13_a_key_that_was_changed_at_the_platform_stops_the_pulls_until_it_is_entered_and_verified)
{
	struct desk d;
	int64_t ver;
	uint32_t first;

	desk_open(s, &d, 5);
	desk_enter(&d);
	desk_authorise(&d, 0);
	desk_run_due(&d);
	desk_own(&d, "POST", "/authorise",
		 "{\"redirect\":\"" DESK_BACK "\"}"); /* a link that nobody follows changes nothing */
	desk_own(&d, "GET", "", NULL);
	ver = desk_number(&d, "ver");
	desk_own(&d, "PUT", "", "{\"app_key\":\"typed wrongly\"}");
	try_problem(&d.web, ERR_BAD_REQUEST);
	http_header_add(d.web.extra, &d.web.extra_count, TEXT("If-Match"),
			text_format(s->arena, "%lld", (long long)ver - 1));
	desk_own(&d, "PUT", "", "{\"title\":\"West\"}");
	try_problem(&d.web, ERR_CONFLICT);
	d.web.extra[0].value = text_format(s->arena, "%lld", (long long)ver);
	desk_own(&d, "PUT", "", "{\"title\":\"West\",\"app_key\":\"typed wrongly\"}");
	CHECK_EQ(d.web.status, 200);
	CHECK_TEXT(try_at(&d.web, "title"), "West");
	desk_see(&d, "unverified", "account_unverified");
	CHECK_TEXT(json_text(desk_shop(&d, "state")), "unverified");
	CHECK_TEXT(json_text(desk_shop(&d, "problem.code")), "account_unverified");
	first = rig_place(&d.rig, 0, 1);
	CHECK_EQ(desk_run_due(&d), 0);
	CHECK_ERR(shop_pull(s, d.rig.made.shops[0]), ERR_ACCOUNT_UNVERIFIED);
	desk_own(&d, "POST", "/verify", NULL); /* the channel says no: the account tells */
	CHECK_EQ(d.web.status, 200);
	desk_see(&d, "refused", "channel_signature");
	CHECK_TEXT(json_text(desk_shop(&d, "state")), "refused");
	desk_own(&d, "GET", "", NULL);
	d.web.extra[0].value = text_format(s->arena, "%lld", (long long)desk_number(&d, "ver"));
	desk_own(&d, "PUT", "", "{\"app_key\":\"" SIM_PARTNER_KEY "\"}");
	CHECK_EQ(d.web.status, 200);
	desk_own(&d, "POST", "/verify", NULL);
	desk_see(&d, "verified", NULL);
	CHECK_TEXT(try_at(&d.web, "title"), "West");
	CHECK(desk_run_due(&d) > 0);
	CHECK_TEXT(rig_order(&d.rig, 0, rig_sn(&d.rig, first)).state, "pending");
	desk_close(&d);
}

static enum err blobs_left(struct desk *d, int64_t account)
{
	struct sql_token_of_shop_row row;

	return sql_token_of_shop(
		d->s, (struct sql_token_of_shop){ .account_id = account, .shop_id = d->rig.made.shops[0] }, &row);
}

ON_BOTH(S001_18_giving_up_an_authorisation_shreds_it_and_authorising_again_revives_it_with_its_orders)
{
	struct desk d;
	struct sql_app_get_row app;
	int64_t held, calls;
	struct text link;

	desk_open(s, &d, 8);
	desk_enter(&d);
	desk_authorise(&d, 0);
	desk_run_due(&d);
	held = rig_count(&d.rig);
	CHECK(held > 0);
	desk_own(&d, "POST", "/cancel", "{\"redirect\":\"" DESK_BACK "\"}");
	CHECK_EQ(d.web.status, 200);
	link = try_at(&d.web, "link");
	CHECK(text_has(link, "/api/v2/shop/cancel_auth_partner?"));
	{ /* the seller's browser goes through it too */
		struct http_request q = { .method = TEXT("GET"),
					  .url = text_format(s->arena, "%.*s&%s", TEXT_ARG(link), desk_choice(&d, 0)) };
		struct http_answer a = { 0 };

		CHECK_OK(sim_answer(d.rig.sim, s, &q, &a));
		CHECK_EQ(a.status, 302);
		CHECK(text_starts(http_header_find(a.headers, a.header_count, "location"), DESK_BACK "?shop_id="));
	}
	desk_see(&d, "cancelled", "account_cancelled");
	CHECK_TEXT(json_text(desk_shop(&d, "state")), "cancelled");
	CHECK_ERR(blobs_left(&d, d.account), ERR_NO_ROW);
	CHECK_ERR(sql_app_get(s, (struct sql_app_get){ .channel = TEXT("shopee"), .app_id = TEXT("2001887") }, &app),
		  ERR_NO_ROW);
	rig_place(&d.rig, 0, 1);
	CHECK_EQ(desk_run_due(&d), 0);
	CHECK_ERR(shop_pull(s, d.rig.made.shops[0]), ERR_ACCOUNT_CANCELLED);
	CHECK_EQ(rig_count(&d.rig), held);
	desk_own(&d, "POST", "/verify", NULL);
	try_problem(&d.web, ERR_ACCOUNT_CANCELLED);
	desk_own(&d, "POST", "/cancel", NULL); /* twice is no error */
	CHECK_EQ(d.web.status, 200);
	desk_own(&d, "POST", "/authorise", "{\"redirect\":\"" DESK_BACK "\"}");
	try_problem(&d.web, ERR_BAD_REQUEST); /* its key is gone too */
	desk_own(&d, "GET", "", NULL);
	calls = desk_number(&d, "ver");
	http_header_add(d.web.extra, &d.web.extra_count, TEXT("If-Match"),
			text_format(s->arena, "%lld", (long long)calls));
	desk_own(&d, "PUT", "", "{\"app_key\":\"" SIM_PARTNER_KEY "\"}");
	CHECK_EQ(d.web.status, 200);
	desk_see(&d, "cancelled", "account_cancelled");
	desk_authorise(&d, 0);
	desk_see(&d, "verified", NULL);
	CHECK(desk_run_due(&d) > 0);
	CHECK_EQ(rig_count(&d.rig), held + 1);
	desk_close(&d);
}

ON_BOTH(two_accounts_of_an_app_share_its_key_and_one_stays_when_the_other_goes)
{
	struct desk d;
	int64_t east;

	desk_open(s, &d, 5);
	desk_enter(&d);
	desk_authorise(&d, 0);
	east = d.account;
	desk_ask(&d, "POST", "/accounts",
		 "{\"channel\":\"shopee\",\"title\":\"West\",\"app_id\":\"2001887\",\"app_key\":\"another\",\"base\":"
		 "\"http://127.0.0.1:1\"}");
	try_problem(&d.web, ERR_DUPLICATE); /* one typed wrongly would stop East */
	desk_ask(&d, "POST", "/accounts",
		 "{\"channel\":\"shopee\",\"title\":\"West\",\"app_id\":\"2001887\",\"base\":\"http://127.0.0.1:1\"}");
	CHECK_EQ(d.web.status, 201);
	CHECK(text_to_int(try_at(&d.web, "id"), &d.account));
	desk_authorise(&d, 1);
	desk_own(&d, "POST", "/cancel", NULL);
	CHECK_EQ(json_kind(json_at(d.web.body, "link")), JSON_NULL);
	d.account = east;
	desk_own(&d, "POST", "/verify", NULL);
	desk_see(&d, "verified", NULL);
	desk_close(&d);
}
