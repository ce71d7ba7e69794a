/* core/settle_test.c - what a channel stops showing, and pieces that are cancelled by lowering the pieces ordered. */
#include "core/facts_text_test.h"
#include "core/merge.h"
#include "tests/check.h"

static void settles(const char *older, const char *newer, const char *wanted)
{
	struct facts was = try_facts(older), now = try_facts(newer), right = try_facts(wanted);

	for (int twice = 0; twice < 2; twice++) {
		facts_settle(check_scope()->arena, &was, &now);
		CHECK_TEXT(text_of(facts_text(&now)), facts_text(&right));
	}
}

TEST(masked_blank_and_absent_content_is_as_it_was)
{
	settles("consignee_name=Ann|delivery_method=post|cancel_reason=x|seller_note=hi", "consignee_name=A**",
		"consignee_name=Ann|delivery_method=post|seller_note=hi");
	settles("consignee_name=Ann|delivery_method=post",
		"consignee_name=|delivery_method=", "consignee_name=Ann|delivery_method=");
	settles("", "consignee_name=Ann", "consignee_name=Ann");
	settles("consignee_name=A**|consignee_city=T**|consignee_phone=|consignee_state=",
		"consignee_name=|consignee_city=X***|consignee_state=",
		"consignee_name=A**|consignee_city=T**|consignee_phone=|consignee_state=");
	settles("consignee_name=A**", "consignee_name=Ann", "consignee_name=Ann");
	settles("total=5|cod=1|order_status=paid", "order_status=shipped", "total=5|order_status=shipped");
}

TEST(a_line_that_is_gone_or_sells_another_product_is_not_filled)
{
	settles("line_ordered@1#1=1|line_variant@1#1=red|line_ordered@2#1=1|line_variant@2#1=blue",
		"line_ordered@1#1=1", "line_ordered@1#1=1|line_variant@1#1=red");
	settles("line_sku@1#1=A|line_ordered@1#1=1|line_variant@1#1=red", "line_sku@1#1=B|line_ordered@1#1=1",
		"line_sku@1#1=B|line_ordered@1#1=1");
	settles("line_sku@1#1=A|line_ordered@1#1=1|line_variant@1#1=red", "line_sku@1#1=A|line_ordered@1#1=1",
		"line_sku@1#1=A|line_ordered@1#1=1|line_variant@1#1=red");
}

#define LINE(ordered, cancelled) "line_ordered@1#1=" #ordered "|line_cancelled@1#1=" #cancelled
#define LESS(ordered, cancelled, lessened) LINE(ordered, cancelled) "|line_lessened@1#1=" #lessened

TEST(a_fall_with_cancelled_pieces_is_status_and_without_is_content)
{
	settles(LINE(3, 0), LINE(2, 1), LESS(3, 1, 1));
	settles(LESS(3, 1, 1), LINE(2, 1), LESS(3, 1, 1));
	settles(LESS(3, 1, 1), LINE(1, 2), LESS(3, 2, 2));
	settles(LESS(3, 2, 2), LINE(2, 1), LESS(3, 1, 1)); /* given back */
	settles(LESS(3, 1, 1), LINE(3, 0), LINE(3, 0));
	settles(LESS(3, 1, 1), "line_ordered@1#1=3", "line_ordered@1#1=3");
	settles(LINE(3, 0), LINE(3, 1), LINE(3, 1));
	settles(LINE(3, 1), LINE(2, 1), LINE(2, 1));
	settles(LESS(3, 1, 1), LINE(1, 1), LESS(2, 1, 1)); /* one is content */
	settles(LINE(5, 0), LINE(2, 1), LESS(3, 1, 1));
	settles(LINE(5, 0), LINE(4, 2), LESS(5, 2, 1));
	settles(LINE(3, 0), LINE(0, 3), LESS(3, 3, 3));
	settles(LESS(3, 2, 2), LINE(1, 1), LESS(2, 1, 1)); /* withdrawn without a rise */
	settles(LESS(5, 2, 1), LINE(5, 1), LINE(5, 1));    /* given back, and stated so */
	settles(LINE(3, 2), LINE(4, 1), LINE(4, 1));
	settles(LINE(2, 1), LESS(3, 1, 1), LINE(2, 1)); /* lowered by nobody */
	settles("", LINE(2, 1), LINE(2, 1));
	settles("", LESS(2, 1, 1), LESS(2, 1, 1));
	settles("line_ordered@1#1=3|line_ordered@2#1=3", "line_ordered@1#1=1|line_ordered@2#1=3|line_cancelled@2#1=0",
		"line_ordered@1#1=1|line_ordered@2#1=3|line_cancelled@2#1=0");
}
