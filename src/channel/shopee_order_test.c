/* channel/shopee_order_test.c - one order: what each member becomes, and what is refused, by name, without guessing. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static struct sighting with(const char *place, const char *name, const char *value)
{
	return try_read(try_order(place, name, value));
}

/* The record is refused, its number is known, and the reason names the member. */
static void refused(const char *place, const char *name, const char *value)
{
	struct sighting x = with(place, name, value);

	if (x.trouble != ERR_RECORD_UNREADABLE)
		check_failed(__FILE__, __LINE__, "%s.%s = %.60s is taken", place, name, value ? value : "(left out)");
	if (!try_has(x.why, name))
		check_failed(__FILE__, __LINE__, "%s.%s: \"%.*s\" does not name it", place, name, TEXT_ARG(x.why));
	CHECK_TEXT(x.ref, "231114TESTSN01");
	CHECK(x.raw.size > 0 && x.facts.count == 0);
	CHECK_EQ(check_scope()->code, OK);
}

TEST(every_member_becomes_its_fact)
{
	struct sighting x = with("", "", NULL);

	CHECK_EQ(x.trouble, OK);
	CHECK_TEXT(x.ref, "231114TESTSN01");
	CHECK_EQ(x.channel_ver, INT64_C(1699999999000));
	CHECK(x.word == WORD_paid && x.word_known);
	CHECK_TEXT(try_fact(&x, FIELD_ORDER_STATUS, ""), "paid");
	CHECK_TEXT(try_fact(&x, FIELD_CHANNEL_STATUS, ""), "READY_TO_SHIP");
	CHECK_TEXT(try_fact(&x, FIELD_CANCEL_BY, ""), "");
	CHECK_TEXT(try_fact(&x, FIELD_CANCEL_REASON, ""), "");
	CHECK_TEXT(try_fact(&x, FIELD_DISPLAY_NO, ""), "231114TESTSN01");
	CHECK_TEXT(try_fact(&x, FIELD_PLACED_AT, ""), "1699990000000");
	CHECK_TEXT(try_fact(&x, FIELD_COUNTRY, ""), "SG");
	CHECK_TEXT(try_fact(&x, FIELD_BUYER_REF, ""), "9007199254740993");
	CHECK_TEXT(try_fact(&x, FIELD_BUYER_NAME, ""), "khách_hàng");
	CHECK_TEXT(try_fact(&x, FIELD_SPLIT, ""), "0");
	CHECK_TEXT(try_fact(&x, FIELD_FULFILMENT, ""), "fulfilled_by_local_seller");
	CHECK_TEXT(try_fact(&x, FIELD_CURRENCY, ""), "SGD");
	CHECK_TEXT(try_fact(&x, FIELD_TOTAL, ""), "2490");
	CHECK_TEXT(try_fact(&x, FIELD_COD, ""), "0");
	CHECK_TEXT(try_fact(&x, FIELD_PAYMENT_METHOD, ""), "Credit Card");
	CHECK_TEXT(try_fact(&x, FIELD_PAID_AT, ""), "1699990060000");
	CHECK_TEXT(try_fact(&x, FIELD_SHIPPING_FEE, ""), "149");
	CHECK_TEXT(try_fact(&x, FIELD_DELIVERY_METHOD, ""), "Standard Delivery");
	CHECK_TEXT(try_fact(&x, FIELD_SHIP_BY, ""), "1700250000000");
	CHECK_TEXT(try_fact(&x, FIELD_DAYS_TO_SHIP, ""), "3");
	CHECK(!try_fact(&x, FIELD_PICKED_UP_AT, "").at);
	CHECK_TEXT(try_fact(&x, FIELD_BUYER_NOTE, ""), "请在周末送货，谢谢");
	CHECK_TEXT(try_fact(&x, FIELD_SELLER_NOTE, ""), "fragile");
}

TEST(the_receiver_is_read_in_any_script)
{
	struct sighting x = with("", "", NULL);

	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_NAME, ""), "Nguyễn Thị Hoa");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_PHONE, ""), "6591234567");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_ADDRESS, ""), "شارع الملك فهد 10");
	CHECK(!try_fact(&x, FIELD_CONSIGNEE_TOWN, "").at);
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_DISTRICT, ""), "East");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_CITY, ""), "Singapore");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_STATE, ""), "SG");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_COUNTRY, ""), "SG");
	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_POSTCODE, ""), "460123");
}

TEST(every_status_word_of_the_sheet_has_its_meaning)
{
	static const struct {
		const char *theirs;
		enum word ours;
	} cases[] = { { "UNPAID", WORD_unpaid },           { "PENDING", WORD_on_hold },
		      { "INVOICE_PENDING", WORD_on_hold }, { "READY_TO_SHIP", WORD_paid },
		      { "PROCESSED", WORD_arranged },      { "RETRY_SHIP", WORD_paid },
		      { "SHIPPED", WORD_shipped },         { "TO_CONFIRM_RECEIVE", WORD_delivered },
		      { "COMPLETED", WORD_completed },     { "IN_CANCEL", WORD_cancel_requested },
		      { "CANCELLED", WORD_cancelled },     { "TO_RETURN", WORD_return_requested } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text value = text_format(check_scope()->arena, "\"%s\"", cases[i].theirs);
		struct sighting x = with("", "order_status", value.at);

		CHECK(x.word_known && x.word == cases[i].ours);
		CHECK_TEXT(try_fact(&x, FIELD_ORDER_STATUS, ""), word_name(cases[i].ours));
		CHECK_TEXT(try_fact(&x, FIELD_CHANNEL_STATUS, ""), cases[i].theirs);
	}
}

TEST(a_status_never_seen_before_is_held_and_shown_as_it_came)
{
	struct sighting x = with("", "order_status", "\"TELEPORTED\"");

	CHECK(x.trouble == OK && x.word == WORD_on_hold && !x.word_known);
	CHECK_TEXT(try_fact(&x, FIELD_CHANNEL_STATUS, ""), "TELEPORTED");
	CHECK_TEXT(try_fact(&x, FIELD_ORDER_STATUS, ""), "on_hold");
	CHECK(!with("", "order_status", "\"shipped\"").word_known);
}

static enum word word_with(const char *status, const char *first, const char *second)
{
	struct arena *a = check_scope()->arena;
	const char *packages = text_format(a,
					   "[{\"package_number\":\"A\",\"logistics_status\":\"%s\"},"
					   "{\"package_number\":\"B\",\"logistics_status\":\"%s\"}]",
					   first, second)
				       .at;
	struct text order = try_order("", "package_list", packages);
	struct buffer b = buffer_in(a);
	struct text at = TEXT("\"READY_TO_SHIP\"");
	size_t i = 0;

	while (!text_starts((struct text){ order.at + i, order.size - i }, at.at))
		i++;
	buffer_add(&b, (struct text){ order.at, i });
	buffer_format(&b, "\"%s\"", status);
	buffer_add(&b, (struct text){ order.at + i + at.size, order.size - i - at.size });
	return try_read(buffer_text(&b)).word;
}

TEST(an_order_of_which_one_package_left_and_one_is_here_is_partially_shipped)
{
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_READY"), WORD_partially_shipped);
	CHECK_EQ(word_with("READY_TO_SHIP", "LOGISTICS_REQUEST_CREATED", "LOGISTICS_DELIVERY_DONE"),
		 WORD_partially_shipped);
	CHECK_EQ(word_with("PROCESSED", "LOGISTICS_PICKUP_FAILED", "LOGISTICS_LOST"), WORD_partially_shipped);
	CHECK_EQ(word_with("RETRY_SHIP", "LOGISTICS_PICKUP_RETRY", "LOGISTICS_DELIVERY_FAILED"),
		 WORD_partially_shipped);
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_DELIVERY_DONE"), WORD_shipped);
	CHECK_EQ(word_with("PROCESSED", "LOGISTICS_PENDING_ARRANGE", "LOGISTICS_NOT_START"), WORD_arranged);
	/* A package that will not be sent holds nobody up, and one that we do not understand says nothing. */
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_REQUEST_CANCELED"), WORD_shipped);
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_INVALID"), WORD_shipped);
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_COD_REJECTED"), WORD_shipped);
	CHECK_EQ(word_with("SHIPPED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_ON_THE_MOON"), WORD_shipped);
	CHECK_EQ(word_with("CANCELLED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_READY"), WORD_cancelled);
	CHECK_EQ(word_with("COMPLETED", "LOGISTICS_PICKUP_DONE", "LOGISTICS_READY"), WORD_completed);
	CHECK_EQ(word_with("IN_CANCEL", "LOGISTICS_PICKUP_DONE", "LOGISTICS_READY"), WORD_cancel_requested);
}

TEST(absent_and_null_state_nothing_and_blank_is_stated_unless_of_a_person)
{
	static const struct {
		const char *place, *name, *line;
		enum field field;
		bool text;
	} cases[] = {
		{ "", "cancel_by", "", FIELD_CANCEL_BY, true },
		{ "", "region", "", FIELD_COUNTRY, true },
		{ "", "note", "", FIELD_SELLER_NOTE, true },
		{ "", "message_to_seller", "", FIELD_BUYER_NOTE, true },
		{ "", "buyer_username", "", FIELD_BUYER_NAME, true },
		{ "", "buyer_user_id", "", FIELD_BUYER_REF, true },
		{ "", "shipping_carrier", "", FIELD_DELIVERY_METHOD, true },
		{ "", "total_amount", "", FIELD_TOTAL, false },
		{ "", "pay_time", "", FIELD_PAID_AT, false },
		{ "", "cod", "", FIELD_COD, false },
		{ "", "days_to_ship", "", FIELD_DAYS_TO_SHIP, false },
		{ "recipient_address", "name", "", FIELD_CONSIGNEE_NAME, true },
		{ "recipient_address", "full_address", "", FIELD_CONSIGNEE_ADDRESS, true },
		{ "item_list", "item_name", TRY_LINE, FIELD_LINE_TITLE, true },
		{ "item_list", "model_discounted_price", TRY_LINE, FIELD_LINE_PRICE, false },
		{ "item_list", "cancelled_qty", TRY_LINE, FIELD_LINE_CANCELLED, false },
		{ "package_list", "shipping_carrier", "OFG000000000000001", FIELD_PACKAGE_CARRIER, true },
		{ "package_list", "item_list", "OFG000000000000001", FIELD_PACKAGE_ITEMS, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sighting absent = with(cases[i].place, cases[i].name, NULL),
				null = with(cases[i].place, cases[i].name, "null");

		CHECK(absent.trouble == OK && null.trouble == OK);
		CHECK(!try_fact(&absent, cases[i].field, cases[i].line).at);
		CHECK(!try_fact(&null, cases[i].field, cases[i].line).at);
		if (!cases[i].text)
			continue;
		struct sighting blank = with(cases[i].place, cases[i].name, "\"\"");
		struct text value = try_fact(&blank, cases[i].field, cases[i].line);

		CHECK_EQ(blank.trouble, OK);
		if (field_is_personal(cases[i].field))
			CHECK(!value.at);
		else
			CHECK_TEXT(value, "");
	}
	CHECK(!try_fact(&(struct sighting){ 0 }, FIELD_TOTAL, "").at);
	CHECK_EQ(with("", "recipient_address", "null").trouble, OK);
	CHECK_EQ(with("", "package_list", "null").trouble, OK);
	CHECK_EQ(with("", "package_list", "[]").trouble, OK);
}

TEST(a_time_of_zero_is_not_yet)
{
	struct sighting x = with("", "pay_time", "0");

	CHECK(x.trouble == OK && !try_fact(&x, FIELD_PAID_AT, "").at);
	x = with("", "ship_by_date", "0");
	CHECK(x.trouble == OK && !try_fact(&x, FIELD_SHIP_BY, "").at);
}

TEST(masked_values_are_kept_as_they_came)
{
	struct sighting x = with("recipient_address", "name", "\"S******e\"");

	CHECK_TEXT(try_fact(&x, FIELD_CONSIGNEE_NAME, ""), "S******e");
	x = with("", "buyer_user_id", "\"****\"");
	CHECK_TEXT(try_fact(&x, FIELD_BUYER_REF, ""), "****");
	x = with("", "buyer_user_id", "\"1000000001\"");
	CHECK_TEXT(try_fact(&x, FIELD_BUYER_REF, ""), "1000000001");
}

TEST(the_reason_of_a_cancellation_is_the_sellers_or_else_the_buyers)
{
	struct sighting x = with("", "cancel_reason", "\"OUT_OF_STOCK\"");

	CHECK_TEXT(try_fact(&x, FIELD_CANCEL_REASON, ""), "OUT_OF_STOCK");
	x = with("", "buyer_cancel_reason", "\"Need to change delivery address\"");
	CHECK_TEXT(try_fact(&x, FIELD_CANCEL_REASON, ""), "Need to change delivery address");
}

TEST(amounts_are_exact_in_the_currency_of_the_order)
{
	static const struct {
		const char *currency, *amount, *minor;
	} cases[] = { { "\"SGD\"", "12.3", "1230" },
		      { "\"SGD\"", "12.300", "1230" },
		      { "\"SGD\"", "1.23e1", "1230" },
		      { "\"VND\"", "32119", "32119" },
		      { "\"VND\"", "32119.0", "32119" },
		      { "\"BRL\"", "0", "0" },
		      { "\"SGD\"", "90071992547409.93", "9007199254740993" },
		      { "\"KWD\"", "1.234", "1234" } };
	struct arena *a = check_scope()->arena;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text order = text_format(
			a,
			"{\"order_sn\":\"S1\",\"update_time\":1,\"order_status\":\"UNPAID\",\"total_amount\":%s,"
			"\"currency\":%s,\"item_list\":[{\"item_id\":1,\"model_quantity_purchased\":1}]}",
			cases[i].amount, cases[i].currency);
		struct sighting x = try_read(order);

		CHECK_EQ(x.trouble, OK);
		CHECK_TEXT(try_fact(&x, FIELD_TOTAL, ""), cases[i].minor);
	}
}

TEST(amounts_that_are_not_exact_are_refused)
{
	static const char *const wrong[] = {
		"12.345", "-1", "\"12.30\"", "true", "1e999999", "1e-999999", "99999999999999999999", "[]"
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		refused("", "total_amount", wrong[i]);
		refused("", "estimated_shipping_fee", wrong[i]);
		refused("item_list", "model_discounted_price", wrong[i]);
		refused("item_list", "model_original_price", wrong[i]);
	}
	refused("", "currency", "\"XXZ\"");
	refused("", "currency", "\"sgd\"");
	refused("", "currency", "\"\"");
	refused("", "currency", NULL);
	refused("", "currency", "702");
}

TEST(a_member_of_a_wrong_type_is_refused_by_name)
{
	static const struct {
		const char *place, *names[12];
	} texts[] = {
		{ "",
		  { "order_status", "region", "note", "message_to_seller", "buyer_username", "fulfillment_flag",
		    "payment_method", "shipping_carrier", "cancel_by", "cancel_reason", "buyer_cancel_reason", NULL } },
		{ "recipient_address",
		  { "name", "phone", "full_address", "town", "district", "city", "state", "region", "zipcode", NULL } },
		{ "item_list", { "item_name", "model_name", "item_sku", "model_sku", NULL } },
		{ "package_list", { "logistics_status", "shipping_carrier", NULL } }
	};
	static const struct {
		const char *place, *names[12];
	} numbers[] = { { "",
			  { "create_time", "update_time", "pay_time", "ship_by_date", "pickup_done_time",
			    "days_to_ship", NULL } },
			{ "item_list",
			  { "model_quantity_purchased", "active_qty", "cancelled_qty", "cancel_requested_qty",
			    "return_requested_qty", "returned_qty", "item_id", "order_item_id", "model_id",
			    "promotion_group_id", NULL } } };
	static const char *const no_text[] = { "7", "true", "[]", "{}" };
	static const char *const no_number[] = { "true", "[]", "{}", "-1", "1.5", "99999999999999999999999", "\"x\"" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (const char *const *name = texts[i].names; *name; name++)
			for (size_t j = 0; j < sizeof no_text / sizeof *no_text; j++)
				refused(texts[i].place, *name, no_text[j]);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		for (const char *const *name = numbers[i].names; *name; name++)
			for (size_t j = 0; j < sizeof no_number / sizeof *no_number; j++)
				refused(numbers[i].place, *name, no_number[j]);
	refused("", "create_time", "\"1699990000\"");
	refused("", "cod", "\"true\"");
	refused("", "cod", "1");
	refused("", "split_up", "0");
	refused("", "buyer_user_id", "1.5");
	refused("", "buyer_user_id", "{}");
	refused("package_list", "package_number", "true");
}

TEST(what_must_be_there_is_missed_by_name)
{
	refused("", "update_time", NULL);
	refused("", "update_time", "0");
	refused("", "order_status", NULL);
	refused("", "order_status", "\" \"");
	refused("", "item_list", NULL);
	refused("", "item_list", "null");
	refused("", "item_list", "[]");
	refused("", "item_list", "{}");
	refused("", "item_list", "[7]");
	refused("", "recipient_address", "[]");
	refused("", "package_list", "{}");
	refused("", "package_list", "[null]");
	refused("package_list", "item_list", "{}");
	refused("package_list", "item_list", "[7]");
	refused("item_list", "model_quantity_purchased", NULL);
	CHECK(with("item_list", "item_id", NULL).trouble == OK); /* its SKU and order_item_id say enough */
}

TEST(an_order_without_a_number_is_refused_without_one)
{
	static const char *const wrong[] = {
		NULL,      "null",
		"\"\"",    "7",
		"[]",      "\"A,B\"",
		"\"A B\"", "\"\\n\"",
		"\"số\"",  "\"12345678901234567890123456789012345678901234567890123456789012345\""
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct text envelope = try_orders(try_order("", "order_sn", wrong[i]).at);
		struct sighting x = try_read(envelope);

		CHECK_EQ(x.trouble, ERR_RECORD_UNREADABLE);
		CHECK(!x.ref.at && x.raw.size && try_has(x.why, "order_sn"));
	}
	CHECK_EQ(try_read(try_orders("7")).trouble, ERR_RECORD_UNREADABLE);
}

TEST(texts_have_their_bounds)
{
	static const struct {
		const char *place, *name;
		size_t max;
	} cases[] = { { "", "note", 16384 },
		      { "", "message_to_seller", 16384 },
		      { "", "shipping_carrier", 256 },
		      { "recipient_address", "full_address", 4096 },
		      { "recipient_address", "name", 1024 },
		      { "item_list", "item_name", 2048 },
		      { "item_list", "model_sku", 128 },
		      { "package_list", "logistics_status", 256 },
		      { "package_list", "package_number", 64 } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer b = buffer_in(check_scope()->arena);

		buffer_byte(&b, '"');
		for (size_t n = 0; n < cases[i].max; n++)
			buffer_byte(&b, 'x');
		buffer_byte(&b, '"');
		CHECK_EQ(with(cases[i].place, cases[i].name, text_z(b.arena, buffer_text(&b))).trouble, OK);
		b.size--;
		buffer_add_z(&b, "x\"");
		refused(cases[i].place, cases[i].name, text_z(b.arena, buffer_text(&b)));
	}
}

TEST(unknown_members_are_left_to_the_raw_answer)
{
	struct sighting plain = with("", "", NULL), x = with("", "quantum_state", "{\"a\":[1,2,{\"b\":null}]}");

	CHECK(x.trouble == OK && x.facts.count == plain.facts.count);
	CHECK(try_has(x.raw, "quantum_state"));
}
