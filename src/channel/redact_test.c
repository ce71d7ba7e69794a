/* channel/redact_test.c - raw answers without what a person may not see. */
#include "base/json.h"
#include "channel/redact.h"
#include "tests/check.h"

static struct text redacted(const char *raw, bool people)
{
	struct text out;

	CHECK_OK(channel_redact(check_scope(), &channel_shopee, text_of(raw), people, &out));
	return out;
}

TEST(what_the_channel_does_not_list_as_plain_is_masked)
{
	static const char raw[] =
		"{\"order_sn\":\"220810QSK8\",\"buyer_user_id\":258065,\"total_amount\":12.30,\"cod\":false,"
		"\"message_to_seller\":\"Ring twice\",\"never_heard_of\":\"Wei\",\"pay_time\":null,\"note\":\"\","
		"\"recipient_address\":{\"name\":\"王小明\",\"region\":\"SG\",\"phone\":\"6598765432\","
		"\"geo\":{\"item_id\":7}},\"item_list\":[{\"item_name\":\"Thing\",\"model_id\":12345678901234567890}]}";

	CHECK_TEXT(redacted(raw, false),
		   "{\"order_sn\":\"220810QSK8\",\"buyer_user_id\":\"***\",\"total_amount\":12.30,\"cod\":false,"
		   "\"message_to_seller\":\"R***\",\"never_heard_of\":\"W***\",\"pay_time\":null,\"note\":\"\","
		   "\"recipient_address\":{\"name\":\"王***\",\"region\":\"S***\",\"phone\":\"6***\","
		   "\"geo\":{\"item_id\":\"***\"}},\"item_list\":[{\"item_name\":\"Thing\","
		   "\"model_id\":12345678901234567890}]}");
	CHECK_TEXT(redacted(raw, true), raw);
}

TEST(a_token_is_shown_to_nobody)
{
	static const char raw[] =
		"{\"order_sn\":\"1\",\"access_token\":\"s1\",\"Refresh_Token\":{\"a\":\"s2\"},\"sign\":\"s3\","
		"\"item_list\":[{\"partner_key\":\"s4\"}],\"app_secret\":[\"s5\"]}";
	static const char wanted[] =
		"{\"order_sn\":\"1\",\"access_token\":\"***\",\"Refresh_Token\":\"***\",\"sign\":\"***\","
		"\"item_list\":[{\"partner_key\":\"***\"}],\"app_secret\":\"***\"}";

	CHECK_TEXT(redacted(raw, true), wanted);
	CHECK_TEXT(redacted(raw, false), wanted);
}

TEST(what_is_no_json_is_not_shown)
{
	struct text out;

	CHECK_ERR(channel_redact(check_scope(), &channel_shopee, TEXT("{\"name\":\"Wei\""), true, &out),
		  ERR_RECORD_UNREADABLE);
}

/* The official sample: no person in it is left in what others see. */
TEST(an_official_order_loses_its_people)
{
	static const char *const people[] = { "buyer_username", "message_to_seller", "note" };
	static const char *const address[] = { "name", "phone", "town", "district", "city", "zipcode", "full_address" };
	struct text body, out;
	struct json doc, order;

	if (!check_shared("fixtures/shopee/order_detail.json", &body))
		SKIP("no ../shared");
	if (json_parse(check_scope(), body, &doc) != OK)
		SKIP("the sample is no JSON");
	order = json_first(json_path(doc, "response.order_list"));
	out = redacted(text_z(check_scope()->arena, json_lexeme(order)), false);
	CHECK_OK(json_parse(check_scope(), out, &doc));
	CHECK_SAME(json_text(json_at(doc, "order_sn")), json_text(json_at(order, "order_sn")));
	for (size_t i = 0; i < sizeof people / sizeof *people; i++)
		if (json_text(json_at(order, people[i])).size)
			CHECK(fact_is_masked(json_text(json_at(doc, people[i]))));
	for (size_t i = 0; i < sizeof address / sizeof *address; i++)
		if (json_text(json_at(json_at(order, "recipient_address"), address[i])).size)
			CHECK(fact_is_masked(json_text(json_at(json_at(doc, "recipient_address"), address[i]))));
}
