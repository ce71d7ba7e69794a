/* core/change_test.c - what differs between two states of an order, told by its kinds. */
#include "core/change.h"
#include "core/facts_text_test.h"
#include "core/merge.h"
#include "tests/check.h"
#include <string.h>

/* "line_added@2#1:>B line_swapped@3#1<1#1:A>C": type, line, old line where it is another, before > after. */
static void tells(const char *before, const char *after, const char *wanted)
{
	struct facts was = try_facts(before), now = try_facts(after);
	struct buffer b = buffer_in(check_scope()->arena);
	struct typed_changes c;
	uint64_t bits = 0;

	change_find(check_scope()->arena, &was, &now, &c);
	for (size_t i = 0; i < c.count; i++) {
		const struct typed_change *x = &c.at[i];

		buffer_format(&b, "%s%s", i ? " " : "", change_name(x->type));
		if (x->line.size)
			buffer_format(&b, "@%.*s", TEXT_ARG(x->line));
		if (!text_same(x->line, x->was_line))
			buffer_format(&b, "<%.*s", TEXT_ARG(x->was_line));
		buffer_format(&b, ":%.*s>%.*s", TEXT_ARG(x->before), TEXT_ARG(x->after));
		bits |= CHANGE_BIT(x->type);
	}
	CHECK_TEXT(b.size ? buffer_text(&b) : TEXT(""), wanted);
	CHECK(c.bits == bits);
}

TEST(fields_are_told_by_their_kinds)
{
	tells("", "", "");
	tells("consignee_name=Ann", "consignee_name=A**", "");
	tells("consignee_name=Ann|consignee_phone=1|consignee_city=X|consignee_address=R|delivery_method=post|ship_by="
	      "1",
	      "consignee_name=Bob|consignee_phone=2|consignee_city=Y|consignee_address=Q|delivery_method=air|ship_by=2",
	      "consignee_name:Ann>Bob consignee_phone:1>2 consignee_address:R>Q consignee_address:X>Y "
	      "delivery_method:post>air ship_by:1>2");
	tells("currency=SGD|total=1|cod=0|buyer_note=a|seller_note=b|display_no=1|package_word@p=paid",
	      "currency=USD|total=2|cod=1|buyer_note=c|seller_note=d|display_no=2|package_word@p=shipped|parent_ref=9",
	      "total:1>2 payment:0>1 currency:SGD>USD delivery_status@p:paid>shipped buyer_note:a>c seller_note:b>d "
	      "replaced:>9 other:1>2");
}

TEST(lines_are_told_as_added_removed_swapped_and_changed)
{
	tells("line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=5|line_cancelled@1#1=0",
	      "line_sku@1#1=A|line_ordered@1#1=3|line_price@1#1=6|line_title@1#1=T|line_cancelled@1#1=1|line_returned@"
	      "1#1=1",
	      "line_quantity@1#1:2>3 line_price@1#1:5>6 line_text@1#1:>T pieces_cancelled@1#1:0>1 "
	      "pieces_returned@1#1:>1");
	tells("line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=5",
	      "line_sku@1#1=B|line_ordered@1#1=2|line_price@1#1=5", "line_swapped@1#1:A>B");
	tells("line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=5", "line_title@2#1=Cup|line_ordered@2#1=2",
	      "line_swapped@2#1<1#1:A>Cup");
	tells("line_sku@1#1=A|line_ordered@1#1=2", "line_sku@2#1=B|line_ordered@2#1=3|line_price@2#1=1",
	      "line_added@2#1:>B line_removed@1#1:A>");
	tells("line_sku@1#1=A|line_ordered@1#1=2|line_sku@2#1=B|line_ordered@2#1=2|line_sku@3#1=C|line_ordered@3#1=1",
	      "line_sku@3#1=C|line_ordered@3#1=2|line_sku@4#1=D|line_ordered@4#1=2|line_sku@5#1=E|line_ordered@5#1=1",
	      "line_added@5#1:>E line_removed@2#1:B> line_swapped@4#1<1#1:A>D line_quantity@3#1:1>2");
}

TEST(changes_of_one_kind_are_told_by_line)
{
	tells("line_sku@1#1=A|line_ordered@1#1=1|line_sku@2#1=A|line_ordered@2#1=2|line_sku@3#1=A|line_ordered@3#1=3",
	      "line_sku@1#1=B|line_ordered@1#1=5|line_sku@2#1=B|line_ordered@2#1=6|line_sku@3#1=B|line_ordered@3#1=7",
	      "line_swapped@1#1:A>B line_swapped@2#1:A>B line_swapped@3#1:A>B line_quantity@1#1:1>5 "
	      "line_quantity@2#1:2>6 "
	      "line_quantity@3#1:3>7");
}

TEST(a_word_tells_of_the_order_its_payment_and_its_delivery)
{
	tells("order_status=unpaid", "order_status=paid", "payment_status:unpaid>paid");
	tells("order_status=unpaid", "order_status=shipped",
	      "payment_status:unpaid>shipped delivery_status:unpaid>shipped");
	tells("order_status=paid", "order_status=cancelled", "cancelled:paid>cancelled");
	tells("order_status=paid", "order_status=cancel_requested", "cancel_requested:paid>cancel_requested");
	tells("order_status=cancel_requested", "order_status=paid", "order_status:cancel_requested>paid");
	tells("order_status=cancelled", "order_status=paid", "order_status:cancelled>paid");
	tells("order_status=completed", "order_status=refunded",
	      "payment_status:completed>refunded delivery_status:completed>refunded");
	tells("order_status=paid", "order_status=on_hold", "order_status:paid>on_hold");
	tells("order_status=cancelled", "order_status=on_hold", "order_status:cancelled>on_hold");
	tells("order_status=nonsense", "order_status=paid", "order_status:nonsense>paid");
	tells("order_status=paid", "order_status=nonsense", "order_status:paid>nonsense");
	tells("channel_status=A", "channel_status=B", "order_status:A>B");
}

TEST(each_kind_has_names_a_group_and_is_found)
{
	enum change_type found;

	for (int t = 0; t < CHANGED_COUNT; t++) {
		enum change_type type = (enum change_type)t;

		CHECK(change_type_find(text_of(change_name(type)), &found));
		CHECK_EQ(found, t);
		CHECK(strlen(change_words(type)) > 0);
		CHECK(strlen(change_zh(type)) > 0);
		CHECK((int)change_group(type) < GROUP_COUNT);
	}
	CHECK(!change_type_find(TEXT("nothing"), &found));
	CHECK_EQ(change_group(CHANGED_TOTAL), GROUP_LINES);
}

/* Of each field, alone, one change is told, and by a kind of its own group, save the words. */
TEST(each_field_is_told_by_a_kind_of_its_group)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		enum field field = (enum field)i;
		bool word = field == FIELD_ORDER_STATUS;
		struct facts was = { 0 }, now = { 0 };
		struct typed_changes c;

		facts_add(check_scope()->arena, &was, field, TEXT(""), word ? TEXT("x") : TEXT("1"));
		facts_add(check_scope()->arena, &now, field, TEXT(""), word ? TEXT("y") : TEXT("2"));
		change_find(check_scope()->arena, &was, &now, &c);
		CHECK_EQ(c.count, 1);
		CHECK_EQ(change_group(c.at[0].type), c.at[0].type == CHANGED_OTHER ? GROUP_OTHER : field_base(field));
	}
}
