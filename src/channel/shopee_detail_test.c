/* channel/shopee_detail_test.c - the listing and the details: requests, pages, batches, and hostile answers. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static struct http_request asked(const struct step *step, struct talk *t)
{
	struct http_request q;

	CHECK_OK(step->ask(check_scope(), t, &q));
	return q;
}

static void has_query(struct text url, const char *name, const char *value)
{
	struct text found;

	if (!http_query(check_scope()->arena, url, name, &found))
		check_failed(__FILE__, __LINE__, "no %s in %.*s", name, TEXT_ARG(url));
	CHECK_TEXT(found, value);
}

TEST(the_listing_asks_for_a_window_of_update_times)
{
	struct talk t = try_talk();
	struct http_request q;

	t.window = (struct window){ INT64_C(1699990000000), INT64_C(1699999999000) };
	t.base = TEXT("https://partner.shopeemobile.com/");
	t.private_host = true;
	q = asked(channel_shopee.feeds[0].list, &t);
	CHECK_TEXT(q.method, "GET");
	CHECK(!q.body.at && q.private_host);
	CHECK(text_starts(q.url, "https://partner.shopeemobile.com/api/v2/order/get_order_list?partner_id=2001887&"));
	has_query(q.url, "timestamp", "1700000000");
	has_query(q.url, "access_token", "c09222e3fc40ffb25fc947f738b1abf1");
	has_query(q.url, "shop_id", "600000");
	has_query(q.url, "sign", "4c8b3b8b0870127c2d43608ca96938336c283313fd54190b33c8ea09b1c5c9f3");
	has_query(q.url, "time_range_field", "update_time");
	has_query(q.url, "time_from", "1699990000");
	has_query(q.url, "time_to", "1699999999");
	has_query(q.url, "page_size", "100");
	has_query(q.url, "cursor", "");
	has_query(q.url, "response_optional_fields", "order_status");
	has_query(q.url, "request_order_status_pending", "true");
	t.cursor = TEXT("a&b=c/1");
	has_query(asked(channel_shopee.feeds[0].list, &t).url, "cursor", "a&b=c/1");
}

TEST(details_are_asked_with_all_optional_fields)
{
	struct talk t = try_talk();
	const struct text refs[] = { TEXT("201218V2Y6E59M"), TEXT("201218V2W2SG1E") };
	struct http_request q;
	struct text fields;

	t.refs = refs;
	t.ref_count = 2;
	q = asked(channel_shopee.feeds[0].detail, &t);
	CHECK_TEXT(http_path(q.url), "/api/v2/order/get_order_detail");
	has_query(q.url, "order_sn_list", "201218V2Y6E59M,201218V2W2SG1E");
	has_query(q.url, "request_order_status_pending", "true");
	CHECK(http_query(check_scope()->arena, q.url, "response_optional_fields", &fields));
	static const char *const wanted[] = { "buyer_user_id",
					      "buyer_username",
					      "recipient_address",
					      "item_list",
					      "package_list",
					      "total_amount",
					      "pay_time",
					      "note",
					      "cancel_by",
					      "cancel_reason",
					      "buyer_cancel_reason",
					      "shipping_carrier",
					      "payment_method",
					      "invoice_data",
					      "split_up",
					      "fulfillment_flag",
					      "estimated_shipping_fee",
					      "pickup_done_time" };
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		CHECK(try_has(text_format(check_scope()->arena, ",%.*s,", TEXT_ARG(fields)),
			      text_format(check_scope()->arena, ",%s,", wanted[i]).at));
	const struct text bad = TEXT("A,B");
	t.refs = &bad;
	t.ref_count = 1;
	CHECK_ERR(channel_shopee.feeds[0].detail->ask(check_scope(), &t, &q), ERR_BAD_REQUEST);
}

TEST(nothing_is_asked_without_app_shop_or_token)
{
	const struct step *list = channel_shopee.feeds[0].list;
	struct scope *s = check_scope();
	struct http_request q;
	struct talk t = try_talk();

	t.access = (struct secret){ NULL, 0 };
	CHECK_ERR(list->ask(s, &t, &q), ERR_TOKEN_EXPIRED);
	t = try_talk();
	t.shop_ref = (struct text){ 0 };
	CHECK_ERR(list->ask(s, &t, &q), ERR_SHOP_UNBOUND);
	t = try_talk();
	t.app_id = TEXT("2001887x");
	CHECK_ERR(list->ask(s, &t, &q), ERR_BAD_REQUEST);
	t = try_talk();
	t.app_key = (struct secret){ NULL, 0 };
	CHECK_ERR(list->ask(s, &t, &q), ERR_BAD_REQUEST);
}

static enum err listed(struct talk *t, const char *body)
{
	struct http_answer in = try_answer(200, body);

	return channel_shopee.feeds[0].list->read(check_scope(), t, &in);
}

TEST(a_page_of_the_listing_gives_its_ids_and_the_way_on)
{
	struct talk t = try_talk();

	CHECK_OK(listed(
		&t, "{\"error\":\"\",\"response\":{\"more\":true,\"next_cursor\":\"20\",\"order_list\":"
		    "[{\"order_sn\":\"A1\",\"order_status\":\"UNPAID\"},{\"order_sn\":\"A2\",\"booking_sn\":\"\"}]}}"));
	CHECK_EQ(t.listed_count, 2);
	CHECK_TEXT(t.listed[0], "A1");
	CHECK_TEXT(t.listed[1], "A2");
	CHECK(t.then == THEN_MORE);
	CHECK_TEXT(t.next_cursor, "20");
	CHECK_OK(listed(&t, "{\"error\":\"\",\"response\":{\"more\":false,\"next_cursor\":\"\",\"order_list\":[]}}"));
	CHECK(t.listed_count == 0 && t.then == THEN_DONE && !t.next_cursor.at);
}

TEST(a_page_that_leads_nowhere_or_hides_an_id_is_refused)
{
	static const char *const wrong[] = {
		"{\"error\":\"\",\"response\":{\"more\":true,\"next_cursor\":\"\",\"order_list\":[{\"order_sn\":\"A\"}]"
		"}}",
		"{\"error\":\"\",\"response\":{\"more\":true,\"next_cursor\":\"20\",\"order_list\":[{\"order_sn\":"
		"\"A\"}]}}",
		"{\"error\":\"\",\"response\":{\"more\":true,\"order_list\":[{\"order_sn\":\"A\"}]}}",
		"{\"error\":\"\",\"response\":{\"order_list\":[{\"order_sn\":\"A\"}]}}",
		"{\"error\":\"\",\"response\":{\"more\":\"false\",\"order_list\":[]}}",
		"{\"error\":\"\",\"response\":{\"more\":false,\"order_list\":[{\"order_sn\":7}]}}",
		"{\"error\":\"\",\"response\":{\"more\":false,\"order_list\":[{}]}}",
		"{\"error\":\"\",\"response\":{\"more\":false,\"order_list\":[{\"order_sn\":\"A,B\"}]}}",
		"{\"error\":\"\",\"response\":{\"more\":false,\"order_list\":[\"A\"]}}",
		"{\"error\":\"\",\"response\":{\"more\":false,\"order_list\":null}}",
		"{\"error\":\"\",\"response\":{\"more\":false}}",
		"{\"error\":\"\",\"response\":[]}",
		"{\"error\":\"\"}",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct talk t = try_talk();

		t.cursor = TEXT("20");
		CHECK_ERR(listed(&t, wrong[i]), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK(t.listed_count == 0 && t.then == THEN_DONE);
	}
}

/* Reads a detail answer to a question for `A`, `B`, `C` and the invented order. */
static enum err detailed(struct talk *t, struct text body)
{
	static const struct text refs[] = { { "A", 1 }, { "B", 1 }, { "C", 1 }, { "231114TESTSN01", 14 } };
	struct http_answer in = { .status = 200, .body = body };

	*t = try_talk();
	t->refs = refs;
	t->ref_count = 4;
	return channel_shopee.feeds[0].detail->read(check_scope(), t, &in);
}

static struct text order_called(const char *ref)
{
	return try_order("", "order_sn", text_format(check_scope()->arena, "\"%s\"", ref).at);
}

TEST(one_order_that_cannot_be_read_stops_no_other)
{
	struct arena *a = check_scope()->arena;
	struct talk t;

	CHECK_OK(detailed(&t, try_orders(text_format(a, "%s,{\"order_sn\":\"B\",\"update_time\":\"x\"},%s",
						     order_called("A").at, order_called("C").at)
						 .at)));
	CHECK_EQ(t.seen_count, 3);
	CHECK(t.seen[0].trouble == OK && t.seen[2].trouble == OK);
	CHECK_EQ(t.seen[1].trouble, ERR_RECORD_UNREADABLE);
	CHECK_TEXT(t.seen[1].ref, "B");
	CHECK_TEXT(t.seen[1].raw, "{\"order_sn\":\"B\",\"update_time\":\"x\"}");
	CHECK_EQ(check_scope()->code, OK);
}

TEST(one_order_that_is_no_json_stops_no_other)
{
	static const char *const broken[] = {
		"{\"order_sn\":\"B\",\"note\":\"half an emoji \\ud83d\"}",
		"{\"order_sn\":\"B\",\"note\":1,\"note\":2}",
		"{\"order_sn\":\"B\",\"note\":\"\\u0000\"}",
		"{\"order_sn\":\"B\",\"note\":\"\xff\"}",
		"{\"order_sn\":\"B\",\"total\":012}",
		("{\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
		 "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],\"order_sn\":\"B\"}"),
		"{\"x\":\"\\\"]}\",\"order_sn\":\"B\",\"y\":tru}",
	};
	struct arena *a = check_scope()->arena;
	struct talk t;

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		CHECK_OK(detailed(&t, try_orders(text_format(a, "%s, %s ,%s", order_called("A").at, broken[i],
							     order_called("C").at)
							 .at)));
		CHECK_EQ(t.seen_count, 3);
		CHECK(t.seen[0].trouble == OK && t.seen[2].trouble == OK);
		CHECK_TEXT(t.seen[0].ref, "A");
		CHECK_TEXT(t.seen[2].ref, "C");
		CHECK_EQ(t.seen[1].trouble, ERR_RECORD_UNREADABLE);
		CHECK_TEXT(t.seen[1].ref, "B");
		CHECK_TEXT(t.seen[1].raw, broken[i]);
		CHECK(t.seen[1].why.size > 0 && check_scope()->code == OK);
	}
}

TEST(an_answer_to_another_question_is_refused_whole)
{
	struct arena *a = check_scope()->arena;
	struct talk t;

	CHECK_ERR(detailed(&t, try_orders(text_format(a, "%s,%s", order_called("A").at, order_called("Z").at).at)),
		  ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_EQ(t.seen_count, 0);
}

TEST(an_order_that_stands_twice_is_trusted_only_where_both_say_the_same)
{
	struct arena *a = check_scope()->arena;
	const char *one = order_called("A").at, *other = "{\"order_sn\":\"A\",\"update_time\":5}";
	struct talk t;

	CHECK_OK(detailed(&t, try_orders(text_format(a, "%s,%s", one, one).at)));
	CHECK(t.seen_count == 2 && t.seen[0].trouble == OK && t.seen[1].trouble == OK);
	CHECK_OK(detailed(&t, try_orders(text_format(a, "%s,%s,%s,%s", one, order_called("B").at, other, one).at)));
	CHECK_EQ(t.seen_count, 4);
	CHECK(t.seen[0].trouble && !t.seen[1].trouble && t.seen[2].trouble && t.seen[3].trouble);
}

TEST(orders_that_are_missing_are_simply_not_there)
{
	struct talk t;

	CHECK_OK(detailed(&t, try_orders("")));
	CHECK_EQ(t.seen_count, 0);
	CHECK_ERR(detailed(&t, TEXT("{\"error\":\"\",\"response\":{\"order_list\":null}}")), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(detailed(&t, TEXT("{\"error\":\"\",\"response\":{}}")), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(detailed(&t, TEXT("{\"error\":\"common.error_auth\",\"message\":\"Invalid access_token.\"}")),
		  ERR_TOKEN_EXPIRED);
}

TEST(an_answer_cut_anywhere_is_refused)
{
	struct arena *a = check_scope()->arena;
	struct text whole = try_orders(text_format(a, "%s,%s", order_called("A").at, order_called("B").at).at);
	struct talk t;

	CHECK_OK(detailed(&t, whole));
	for (size_t size = 0; size < whole.size; size++) {
		char *at = arena_alloc(a, size + 1); /* a copy of its own, so that a sanitizer sees a byte too far */

		for (size_t i = 0; i < size; i++)
			at[i] = whole.at[i];
		CHECK_ERR(detailed(&t, (struct text){ at, size }), ERR_CHANNEL_DATA_ABNORMAL);
		CHECK_EQ(t.seen_count, 0);
	}
}

TEST(an_answer_with_any_byte_changed_never_breaks_the_reader)
{
	struct arena *a = check_scope()->arena;
	struct text whole = try_orders(text_format(a, "%s,%s", order_called("A").at, order_called("B").at).at);
	static const char put[] = { '"', '{', '}', '[', ']', '\\', ',', '\0', '\xff', '9' };

	for (size_t i = 0; i < whole.size; i++)
		for (size_t j = 0; j < sizeof put; j++) {
			struct arena_mark mark = arena_mark(a);
			struct text copy = text_copy(a, whole);
			struct buffer b = buffer_in(a);
			struct talk t;

			buffer_add(&b, (struct text){ copy.at, i });
			buffer_byte(&b, put[j]);
			buffer_add(&b, (struct text){ copy.at + i + 1, copy.size - i - 1 });
			enum err e = detailed(&t, buffer_text(&b));

			CHECK(e == OK || t.seen_count == 0);
			for (size_t n = 0; n < t.seen_count; n++)
				CHECK(t.seen[n].trouble == OK || (t.seen[n].why.size && t.seen[n].raw.size));
			check_scope()->words = (struct text){ 0 };
			arena_rewind(a, mark);
		}
}

TEST(an_order_of_10000_lines_is_read_and_one_of_too_many_is_parked)
{
	struct scope *s = check_scope();
	struct buffer b = buffer_in(s->arena);
	struct sighting x;

	for (int i = 0; i <= LINES_MAX; i++) {
		buffer_format(&b,
			      "%c{\"item_id\":%d,\"model_id\":%d,\"model_sku\":\"S%d\",\"model_quantity_purchased\":1}",
			      i ? ',' : '[', i / 2, i % 3 + 1, i);
		if (i == 9999) {
			struct text list = text_format(s->arena, "%.*s]", TEXT_ARG(buffer_text(&b)));

			x = try_read(try_order("", "item_list", list.at));
			CHECK_EQ(x.trouble, OK);
			CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "4999/1/0#1"), "S9999");
		}
	}
	buffer_byte(&b, ']');
	x = try_read(try_order("", "item_list", text_z(s->arena, buffer_text(&b))));
	CHECK_EQ(x.trouble, ERR_RECORD_UNREADABLE);
	CHECK(try_has(x.why, "item_list"));
}

TEST(an_answer_nested_too_deep_is_refused)
{
	struct buffer b = buffer_in(check_scope()->arena);
	struct talk t;

	for (int i = 0; i < 200000; i++)
		buffer_byte(&b, '[');
	CHECK_ERR(detailed(&t, buffer_text(&b)), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(detailed(&t, try_orders(text_z(b.arena, buffer_text(&b)))), ERR_CHANNEL_DATA_ABNORMAL);
}

static enum err file(const char *body, size_t *count)
{
	struct sighting *seen;

	return channel_shopee.read_file(check_scope(), text_of(body), &seen, count);
}

TEST(a_file_may_hold_an_answer_a_list_or_one_order)
{
	struct arena *a = check_scope()->arena;
	size_t count = 0;

	CHECK_OK(file(order_called("A").at, &count));
	CHECK_EQ(count, 1);
	CHECK_OK(file(text_format(a, "[%s,%s]", order_called("A").at, order_called("B").at).at, &count));
	CHECK_EQ(count, 2);
	CHECK_OK(file(try_orders(order_called("A").at).at, &count));
	CHECK_EQ(count, 1);
	CHECK_OK(file("[]", &count));
	CHECK_EQ(count, 0);
}

TEST(a_file_that_holds_no_orders_is_refused_with_the_reason)
{
	size_t count;

	CHECK_ERR(file("", &count), ERR_BAD_JSON);
	CHECK_ERR(file("{\"response\":", &count), ERR_BAD_JSON);
	CHECK_ERR(file("7", &count), ERR_BAD_REQUEST);
	CHECK_ERR(file("{}", &count), ERR_BAD_REQUEST);
	CHECK_ERR(file("{\"error\":\"\",\"response\":{}}", &count), ERR_BAD_REQUEST);
	CHECK_ERR(file("{\"error\":\"error_auth\",\"message\":\"Invalid access_token.\"}", &count), ERR_TOKEN_EXPIRED);
	CHECK(try_has(check_scope()->words, "Invalid access_token."));
}
