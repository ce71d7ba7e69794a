/* channel/shopee_line_test.c - lines and packages: their keys, SKUs, quantities and words. */
#include "channel/shopee_try.h"
#include "tests/check.h"

static struct sighting with(const char *place, const char *name, const char *value)
{
	return try_read(try_order(place, name, value));
}

TEST(lines_and_packages_are_read)
{
	struct sighting x = with("", "", NULL);

	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, TRY_LINE), "CREAM-60");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_TITLE, TRY_LINE), "面霜 60g");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_VARIANT, TRY_LINE), "Papaya");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, TRY_LINE), "2");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_PRICE, TRY_LINE), "1170");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_LIST_PRICE, TRY_LINE), "1500");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_CANCELLED, TRY_LINE), "0");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_CANCEL_ASKED, TRY_LINE), "0");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_RETURN_ASKED, TRY_LINE), "0");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_RETURNED, TRY_LINE), "0");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_STATUS, "OFG000000000000001"), "LOGISTICS_READY");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_WORD, "OFG000000000000001"), "paid");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_CARRIER, "OFG000000000000001"), "SPX");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_ITEMS, "OFG000000000000001"), TRY_LINE "*2");
}

TEST(a_package_has_its_own_word)
{
	struct sighting x = with("package_list", "logistics_status", "\"LOGISTICS_LOST\"");

	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_WORD, "OFG000000000000001"), "on_hold");
	x = with("package_list", "logistics_status", "\"LOGISTICS_ON_THE_MOON\"");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_STATUS, "OFG000000000000001"), "LOGISTICS_ON_THE_MOON");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_WORD, "OFG000000000000001"), "on_hold");
	x = with("package_list", "package_number", "\"\"");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_WORD, "#1"), "paid");
	x = with("package_list", "package_number", "71000000000000000");
	CHECK_TEXT(try_fact(&x, FIELD_PACKAGE_WORD, "71000000000000000"), "paid");
}

TEST(the_platform_sku_is_the_models_the_items_or_their_numbers)
{
	struct sighting x = with("item_list", "model_id", "0");

	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "23620853561/0/0#1"), "PARENT-1");
	x = with("item_list", "model_id", "null");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "23620853561/0/0#1"), "PARENT-1");
	x = with("item_list", "model_sku", "\"\"");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, TRY_LINE), "23620853561-221404189791");
	x = with("item_list", "model_sku", "\"  \"");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, TRY_LINE), "23620853561-221404189791");
	x = with("item_list", "model_sku", "null");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, TRY_LINE), "23620853561-221404189791");
}

TEST(ids_keep_all_64_bits_and_may_be_written_as_texts)
{
	struct sighting x = with("item_list", "model_id", "9223372036854775807");

	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, "23620853561/9223372036854775807/0#1"), "2");
	x = with("item_list", "model_id", "\"221404189791\"");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, TRY_LINE), "2");
	x = with("item_list", "order_item_id", NULL);
	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, TRY_LINE), "2");
	x = with("item_list", "promotion_group_id", "18446744073709551615");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, "23620853561/221404189791/18446744073709551615#1"), "2");
}

static struct text ordered(const char *purchased, const char *active, const char *cancelled, const char *returned)
{
	struct text list = text_format(check_scope()->arena,
				       "[{\"item_id\":1,\"model_quantity_purchased\":%s,\"active_qty\":%s,"
				       "\"cancelled_qty\":%s,\"returned_qty\":%s}]",
				       purchased, active, cancelled, returned);
	struct sighting x = with("", "item_list", list.at);

	CHECK_EQ(x.trouble, OK);
	return try_fact(&x, FIELD_LINE_ORDERED, "1/0/0#1");
}

TEST(what_was_ordered_never_falls_by_a_cancellation_or_a_return)
{
	CHECK_TEXT(ordered("3", "null", "null", "null"), "3");
	CHECK_TEXT(ordered("3", "3", "0", "0"), "3");
	CHECK_TEXT(ordered("3", "2", "1", "0"), "3"); /* only active_qty fell */
	CHECK_TEXT(ordered("2", "2", "1", "0"), "3"); /* both fell */
	CHECK_TEXT(ordered("0", "0", "3", "0"), "3");
	CHECK_TEXT(ordered("3", "null", "1", "null"), "3");
	CHECK_TEXT(ordered("2", "0", "1", "2"), "3"); /* one cancelled, the others came back */
	CHECK_TEXT(ordered("3", "1", "0", "2"), "3");
}

TEST(lines_that_are_alike_are_numbered_in_their_order)
{
	struct sighting x = with(
		"", "item_list",
		"[{\"item_id\":5,\"model_id\":1,\"item_sku\":\"\",\"model_sku\":\"A\",\"model_quantity_purchased\":1},"
		"{\"item_id\":6,\"model_id\":1,\"model_sku\":\"B\",\"model_quantity_purchased\":2},"
		"{\"item_id\":5,\"model_id\":1,\"model_sku\":\"C\",\"model_quantity_purchased\":3},"
		"{\"item_id\":5,\"model_id\":1,\"promotion_group_id\":7,\"model_sku\":\"D\",\"model_quantity_"
		"purchased\":4}]");

	CHECK_EQ(x.trouble, OK);
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "5/1/0#1"), "A");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "5/1/0#2"), "C");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "6/1/0#1"), "B");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_SKU, "5/1/7#1"), "D");
	CHECK_TEXT(try_fact(&x, FIELD_LINE_ORDERED, "5/1/0#2"), "3");
}

TEST(two_packages_of_one_number_are_refused)
{
	struct sighting x = with("", "package_list",
				 "[{\"package_number\":\"A\",\"logistics_status\":\"LOGISTICS_READY\"},"
				 "{\"package_number\":\"A\",\"logistics_status\":\"LOGISTICS_READY\"}]");

	CHECK_EQ(x.trouble, ERR_RECORD_UNREADABLE);
	CHECK(try_has(x.why, "package_status"));
}
