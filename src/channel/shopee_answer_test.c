/* channel/shopee_answer_test.c - the envelope: what each error word, HTTP status and odd body is to us. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static enum err answer(struct talk *t, int status, const char *body)
{
	struct http_answer in = try_answer(status, body);
	struct json doc;

	*t = try_talk();
	return shopee_answer_read(check_scope(), t, &in, &doc);
}

static enum err word(struct talk *t, const char *error, const char *message)
{
	return answer(t, 200,
		      text_format(check_scope()->arena, "{\"error\":\"%s\",\"message\":\"%s\"}", error, message).at);
}

TEST(every_error_word_has_its_class)
{
	struct talk t;
	static const struct {
		const char *error, *message;
		enum err code;
	} cases[] = {
		{ "error_server", "Something wrong.", ERR_CHANNEL_DOWN },
		{ "error_inner", "", ERR_CHANNEL_DOWN },
		{ "error_network", "", ERR_CHANNEL_DOWN },
		{ "error_system_busy", "", ERR_CHANNEL_BUSY },
		{ "system_busy", "", ERR_CHANNEL_BUSY },
		{ "error_rate_limit", "", ERR_CHANNEL_BUSY },
		{ "error_limit", "", ERR_CHANNEL_BUSY },
		{ "error_auth", "Invalid access_token.", ERR_TOKEN_EXPIRED },
		{ "error_auth", "", ERR_TOKEN_EXPIRED },
		{ "error_auth", "No permission to current api.", ERR_CHANNEL_REFUSED },
		{ "invalid_acceess_token", "", ERR_TOKEN_EXPIRED },
		{ "shop_no_linked", "", ERR_NEEDS_AUTHORISATION },
		{ "partner_shop_no_link", "", ERR_NEEDS_AUTHORISATION },
		{ "shop_access_expired", "", ERR_NEEDS_AUTHORISATION },
		{ "refresh_token_expired", "", ERR_NEEDS_AUTHORISATION },
		{ "error_shop_refresh_token", "", ERR_NEEDS_AUTHORISATION },
		{ "shop_banned", "", ERR_NEEDS_AUTHORISATION },
		{ "error_sign", "Wrong sign.", ERR_CHANNEL_SIGNATURE },
		{ "error_param", "Invalid timestamp", ERR_CHANNEL_CLOCK },
		{ "error_param", "no TimeStamp", ERR_CHANNEL_CLOCK },
		{ "error_param", "There is no sign in query.", ERR_CHANNEL_REFUSED },
		{ "error_permission", "", ERR_CHANNEL_REFUSED },
		{ "error_api_permission", "", ERR_CHANNEL_REFUSED },
		{ "error_not_found", "", ERR_CHANNEL_REFUSED },
		{ "source_ip_undeclared", "", ERR_CHANNEL_REFUSED },
		{ "error_partner_key_expired", "", ERR_CHANNEL_REFUSED },
		{ "error_kyc_auth", "", ERR_CHANNEL_REFUSED },
		{ "order.order_list_invalid_time", "", ERR_CHANNEL_REFUSED },
		{ "order.cancel_order_invalid_status", "", ERR_CHANNEL_REFUSED },
		{ "logistics.ship_order_not_ready_to_ship", "", ERR_CHANNEL_REFUSED },
		{ "logistics.error_booking_order", "", ERR_CHANNEL_REFUSED },
		{ "a_word_of_tomorrow", "", ERR_CHANNEL_REFUSED },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_ERR(word(&t, cases[i].error, cases[i].message), cases[i].code);
		CHECK_TEXT(t.channel_code, cases[i].error);
		CHECK(try_has(check_scope()->words, cases[i].error));
	}
}

TEST(the_prefix_of_an_error_word_does_not_matter)
{
	struct talk t;
	CHECK_ERR(word(&t, "common.error_auth", "Invalid access_token."), ERR_TOKEN_EXPIRED);
	CHECK_ERR(word(&t, "a.b.error_rate_limit", ""), ERR_CHANNEL_BUSY);
	CHECK_ERR(word(&t, "error_auth.other", ""), ERR_CHANNEL_REFUSED);
	CHECK_ERR(word(&t, "xerror_auth", ""), ERR_CHANNEL_REFUSED);
}

TEST(no_error_is_an_empty_word_or_a_dash_whatever_the_status)
{
	struct talk t;
	CHECK_OK(answer(&t, 200, "{\"error\":\"\"}"));
	CHECK_OK(answer(&t, 200, "{\"error\":\"-\",\"message\":\"-\"}"));
	CHECK_OK(answer(&t, 200, "{\"error\":null}"));
	CHECK_OK(answer(&t, 403, "{\"error\":\"\"}"));
	CHECK_OK(answer(&t, 200, "{\"more\":false}"));
	CHECK_ERR(answer(&t, 403, "{\"error\":\"error_sign\"}"), ERR_CHANNEL_SIGNATURE);
	CHECK_ERR(answer(&t, 500, "{\"error\":\"error_auth\"}"), ERR_TOKEN_EXPIRED);
}

TEST(what_is_no_envelope_is_judged_by_its_status)
{
	struct talk t;
	static const char *const bodies[] = { "",
					      "   ",
					      "<html>Bad Gateway</html>",
					      "[]",
					      "\"x\"",
					      "7",
					      "null",
					      "{\"error\":7}",
					      "{\"error\":{}}",
					      "{\"error\":\"",
					      "{\"error\":\"\",\"error\":\"\"}",
					      "{}x" };

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		CHECK_ERR(answer(&t, 200, bodies[i]), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK_ERR(answer(&t, 404, bodies[i]), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK_ERR(answer(&t, 502, bodies[i]), ERR_CHANNEL_DOWN);
		CHECK_ERR(answer(&t, 429, bodies[i]), ERR_CHANNEL_BUSY);
	}
	CHECK_ERR(answer(&t, 503, "{\"message\":\"no healthy upstream\"}"), ERR_CHANNEL_DOWN);
	CHECK_ERR(answer(&t, 403, "{\"message\":\"forbidden\"}"), ERR_CHANNEL_DATA_ABNORMAL);
}

static int64_t wait_after(int status, const char *body, const char *after, const char *date)
{
	struct http_answer in = try_answer(status, body);
	struct talk t = try_talk();
	struct json doc;

	if (after)
		http_header_add(in.headers, &in.header_count, TEXT("retry-after"), text_of(after));
	if (date)
		http_header_add(in.headers, &in.header_count, TEXT("Date"), text_of(date));
	CHECK_ERR(shopee_answer_read(check_scope(), &t, &in, &doc), ERR_CHANNEL_BUSY);
	return t.wait_ms;
}

TEST(how_long_to_wait_is_read_from_seconds_or_a_date)
{
	/* 1700000000 is Tue, 14 Nov 2023 22:13:20 GMT. */
	CHECK_EQ(wait_after(429, "", "17", NULL), 17000);
	CHECK_EQ(wait_after(429, "", NULL, NULL), 0);
	CHECK_EQ(wait_after(429, "", "soon", NULL), 0);
	CHECK_EQ(wait_after(429, "", "-5", NULL), 0);
	CHECK_EQ(wait_after(429, "", "9223372036854775807", NULL), DAY_MS);
	CHECK_EQ(wait_after(429, "", "Tue, 14 Nov 2023 22:13:50 GMT", NULL), 30000);
	CHECK_EQ(wait_after(429, "", "Tue, 14 Nov 2023 22:13:50 GMT", "Tue, 14 Nov 2023 22:13:40 GMT"), 10000);
	CHECK_EQ(wait_after(429, "", "Tue, 14 Nov 2023 22:00:00 GMT", NULL), 0);
	CHECK_EQ(wait_after(200, "{\"error\":\"error_rate_limit\"}", "3", NULL), 3000);
}

TEST(the_daily_limit_ends_at_midnight_in_utc_plus_8)
{
	/* 22:13:20 UTC is 06:13:20 in UTC+8: 17 h 46 min 40 s are left. */
	CHECK_EQ(wait_after(200, "{\"error\":\"error_limit\"}", NULL, NULL), INT64_C(64000) * 1000);
}

TEST(their_words_are_shown_bounded_on_one_line_and_without_anybodys_data)
{
	struct talk t;
	char longer[1200];

	for (size_t i = 0; i < sizeof longer - 1; i++)
		longer[i] = i % 8 == 7 ? ' ' : 'x';
	longer[sizeof longer - 1] = '\0';
	CHECK_ERR(word(&t, "error_not_found", "Buyer tom@example.com +6591234567\\nnot here"), ERR_CHANNEL_REFUSED);
	CHECK(try_has(check_scope()->words, "Buyer ... ... not here"));
	CHECK(!try_has(check_scope()->words, "example.com") && !try_has(check_scope()->words, "6591234567"));
	CHECK_ERR(word(&t, "error_not_found", longer), ERR_CHANNEL_REFUSED);
	CHECK(check_scope()->words.size < 300);
	CHECK_ERR(word(&t, longer, longer), ERR_CHANNEL_REFUSED);
	CHECK(t.channel_code.size <= 64);
}

TEST(what_an_earlier_answer_left_is_forgotten)
{
	struct talk t;
	struct http_answer in = try_answer(200, "{\"error\":\"error_server\"}");
	struct json doc;

	t = try_talk();
	t.then = THEN_MORE;
	t.next_cursor = TEXT("20");
	t.listed_count = t.seen_count = t.shops_count = 3;
	t.wait_ms = 5;
	t.grant.access = secret_of(TEXT("x"));
	CHECK_ERR(shopee_answer_read(check_scope(), &t, &in, &doc), ERR_CHANNEL_DOWN);
	CHECK(t.then == THEN_DONE && !t.next_cursor.at && !t.listed_count && !t.seen_count && !t.shops_count &&
	      !t.wait_ms);
	CHECK(secret_empty(t.grant.access));
}
