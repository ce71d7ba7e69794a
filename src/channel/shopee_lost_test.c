/* channel/shopee_lost_test.c - pushes that did not reach us are asked for without a token, read as pushes, confirmed. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static enum err got(const struct step *step, struct talk *t, const char *body)
{
	struct http_answer in = try_answer(200, body);

	return step->read(check_scope(), t, &in);
}

static struct push push_of(const struct talk *t, size_t i)
{
	struct push p;

	CHECK(i < t->pushed_count);
	CHECK_OK(channel_shopee.push_read(check_scope(), t->pushed[i], &p));
	return p;
}

TEST(lost_pushes_are_asked_for_as_a_public_call)
{
	struct talk t = try_talk();
	struct http_request q;

	CHECK_OK(channel_shopee.push_lost->ask(check_scope(), &t, &q));
	CHECK_TEXT(q.method, "GET");
	CHECK(text_starts(q.url, "https://partner.shopeemobile.com/api/v2/push/"
				 "get_lost_push_message?partner_id=2001887&timestamp=1700000000&sign="));
	CHECK(!try_has(q.url, "access_token") && !try_has(q.url, "shop_id"));
	t.cursor = TEXT("176610");
	CHECK_OK(channel_shopee.push_kept->ask(check_scope(), &t, &q));
	CHECK_TEXT(q.method, "POST");
	CHECK(try_has(q.url, "/api/v2/push/confirm_consumed_lost_push_message?partner_id="));
	CHECK(!try_has(q.url, "access_token"));
	CHECK_TEXT(q.body, "{\"last_message_id\":176610}");
	t.cursor = TEXT("}");
	CHECK_ERR(channel_shopee.push_kept->ask(check_scope(), &t, &q), ERR_BAD_REQUEST);
}

/* The body is that of the push itself, byte for byte: one that came as well is known again. */
TEST(the_published_answer_holds_the_push_itself_and_its_dash_is_no_error)
{
	struct talk t = try_talk();
	struct text body;
	struct http_answer in;

	if (!check_shared("fixtures/shopee/lost_push_message.json", &body))
		SKIP("the published samples are not at hand");
	in = (struct http_answer){ .status = 200, .body = body };
	CHECK_OK(channel_shopee.push_lost->read(check_scope(), &t, &in));
	CHECK_EQ(t.pushed_count, 1);
	CHECK_EQ(t.then, THEN_DONE);
	CHECK_TEXT(t.next_cursor, "176610");
	CHECK_EQ(push_of(&t, 0).about, PUSH_ORDER);
	CHECK_TEXT(push_of(&t, 0).order_ref, "220810QSK8S7BX");
	CHECK_TEXT(push_of(&t, 0).shop_refs[0], "727720655");
}

#define LOST(messages, more)                                                                                  \
	"{\"error\":\"-\",\"message\":\"-\",\"warning\":\"-\",\"response\":{\"push_message_list\":[" messages \
	"],\"has_next_page\":" more ",\"last_message_id\":9}}"

TEST(each_form_of_a_lost_push_is_read_and_its_own_bytes_are_kept)
{
	static const char whole[] = "{\"data\":{\"ordersn\":\"22A\"}, \"shop_id\":1,\"code\":3,\"timestamp\":5}";
	struct talk t = try_talk();

	CHECK_OK(got(channel_shopee.push_lost, &t,
		     LOST("{\"shop_id\":1,\"code\":3,\"timestamp\":6,\"data\":{\"data\":{\"ordersn\":\"22A\"}, "
			  "\"shop_id\":1,\"code\":3,\"timestamp\":5}},"
			  "{\"shop_id\":1,\"code\":3,\"timestamp\":5,\"data\":{\"ordersn\":\"22B\"}},"
			  "{\"shop_id\":1,\"code\":4,\"data\":\"{\\\"ordersn\\\":\\\"22C\\\"}\"},"
			  "{\"code\":12,\"data\":\"{\\\"code\\\":12,\\\"data\\\":{\\\"shop_expire_soon\\\":[8,9]}}\"},"
			  "{\"code\":5,\"shop_id\":1,\"data\":\"plain words\"}, 7",
			  "true")));
	CHECK_EQ(t.then, THEN_MORE);
	CHECK_TEXT(t.next_cursor, "9");
	CHECK_EQ(t.pushed_count, 6);
	CHECK_TEXT(t.pushed[0], whole);
	CHECK_TEXT(push_of(&t, 0).order_ref, "22A");
	CHECK_TEXT(push_of(&t, 1).order_ref, "22B");
	CHECK_TEXT(push_of(&t, 2).order_ref, "22C");
	CHECK_EQ(push_of(&t, 2).code, 4);
	CHECK_TEXT(push_of(&t, 2).shop_refs[0], "1");
	CHECK_EQ(push_of(&t, 3).shop_count, 2);
	CHECK_EQ(push_of(&t, 4).about, PUSH_OTHER);
	CHECK_TEXT(t.pushed[5], "7"); /* no push: whoever keeps them leaves it out */
}

TEST(nothing_lost_leaves_nothing_to_confirm_whatever_the_number_says)
{
	struct talk t = try_talk();

	CHECK_OK(got(channel_shopee.push_lost, &t, LOST("", "true")));
	CHECK_EQ(t.pushed_count, 0);
	CHECK_EQ(t.then, THEN_DONE);
	CHECK_EQ(t.next_cursor.size, 0);
	CHECK_OK(got(channel_shopee.push_lost, &t, "{\"error\":\"\",\"response\":{\"push_message_list\":[]}}"));
	CHECK_OK(got(channel_shopee.push_kept, &t, "{\"error\":\"-\",\"message\":\"-\",\"request_id\":\"a\"}"));
	CHECK_OK(got(channel_shopee.push_kept, &t, "{\"error\":\"\",\"message\":\"\",\"response\":{}}"));
}

TEST(an_answer_that_cannot_be_confirmed_or_read_is_abnormal_and_a_refusal_is_one)
{
	struct talk t = try_talk();
	static const char *const odd[] = {
		"{\"error\":\"-\"}",
		"{\"error\":\"\",\"response\":{\"push_message_list\":{}}}",
		"{\"error\":\"\",\"response\":{\"push_message_list\":[{\"code\":3}]}}",
		"{\"error\":\"\",\"response\":{\"push_message_list\":[{\"code\":3}],\"last_message_id\":\"x\"}}",
		"{\"error\":\"\",\"response\":{\"push_message_list\":[{\"code\":3}",
	};

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		CHECK_ERR(got(channel_shopee.push_lost, &t, odd[i]), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(got(channel_shopee.push_lost, &t, "{\"error\":\"error_auth\",\"message\":\"Invalid access_token.\"}"),
		  ERR_CHANNEL_REFUSED);
	CHECK_ERR(got(channel_shopee.push_kept, &t, "{\"error\":\"error_auth\",\"message\":\"\"}"),
		  ERR_CHANNEL_REFUSED);
	CHECK_ERR(got(channel_shopee.push_kept, &t, "{\"error\":\"error_server\",\"message\":\"\"}"), ERR_CHANNEL_DOWN);
}
