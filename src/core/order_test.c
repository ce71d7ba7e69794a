/* core/order_test.c - head, lines and people out of facts, and which revision is newer. */
#include "core/order.h"
#include "tests/check.h"

static void say(struct facts *f, enum field field, const char *line, const char *value)
{
	facts_add(check_scope()->arena, f, field, text_of(line), text_of(value));
}

TEST(each_place_has_its_name_in_two_languages)
{
	static const char *const names[] = { "pending", "processed", "marked_shipped", "frozen", "void" };
	static const char *const zh[] = { "待处理", "已处理", "已标记发货", "冻结", "作废" };
	enum order_state found;

	CHECK_EQ(sizeof names / sizeof *names, ORDER_STATE_COUNT);
	for (int s = 0; s < ORDER_STATE_COUNT; s++) {
		CHECK_TEXT(text_of(order_state_name((enum order_state)s)), names[s]);
		CHECK_TEXT(text_of(order_state_zh((enum order_state)s)), zh[s]);
		CHECK(order_state_find(text_of(names[s]), &found));
		CHECK_EQ(found, s);
	}
	CHECK(!order_state_find(TEXT("obsolete"), &found));
}

TEST(the_head_is_read_from_the_facts)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct order_head head;

	say(&f, FIELD_TOTAL, NULL, "1230");
	say(&f, FIELD_CURRENCY, NULL, "SGD");
	say(&f, FIELD_ORDER_STATUS, NULL, "arranged");
	say(&f, FIELD_CHANNEL_STATUS, NULL, "PROCESSED");
	say(&f, FIELD_DISPLAY_NO, NULL, "220620ABC");
	say(&f, FIELD_PLACED_AT, NULL, "1655714431000");
	say(&f, FIELD_SHIP_BY, NULL, "1655900000000");
	say(&f, FIELD_BUYER_REF, NULL, "77");
	say(&f, FIELD_COUNTRY, NULL, "SG");
	say(&f, FIELD_DELIVERY_METHOD, NULL, "Standard");
	CHECK_OK(facts_seal(s, &f));
	CHECK_OK(order_head_read(s, &f, &head));
	CHECK_EQ(head.word, WORD_arranged);
	CHECK_EQ(head.total_minor, 1230);
	CHECK(head.has_total);
	CHECK_EQ(head.placed, 1655714431000);
	CHECK_EQ(head.due, 1655900000000);
	CHECK_TEXT(head.currency, "SGD");
	CHECK_TEXT(head.channel_status, "PROCESSED");
	CHECK_TEXT(head.display_no, "220620ABC");
	CHECK_TEXT(head.buyer_ref, "77");
	CHECK_TEXT(head.country, "SG");
	CHECK_TEXT(head.delivery_method, "Standard");
}

TEST(what_a_head_does_not_state_is_nothing)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct order_head head;

	say(&f, FIELD_ORDER_STATUS, NULL, "paid");
	CHECK_OK(facts_seal(s, &f));
	CHECK_OK(order_head_read(s, &f, &head));
	CHECK_TEXT(head.display_no, NULL);
	CHECK_EQ(head.total_minor, 0);
	CHECK(!head.has_total);
	CHECK_EQ(head.placed, 0);
	CHECK_EQ(head.due, 0);
}

TEST(a_head_without_a_word_that_we_know_is_refused)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct order_head head;

	CHECK_ERR(order_head_read(s, &f, &head), ERR_RECORD_UNREADABLE);
	say(&f, FIELD_ORDER_STATUS, NULL, "teleported");
	CHECK_OK(facts_seal(s, &f));
	CHECK_ERR(order_head_read(s, &f, &head), ERR_RECORD_UNREADABLE);
}

TEST(a_number_that_is_none_is_refused_even_in_an_unsealed_list)
{
	static const enum field numbers[] = { FIELD_PLACED_AT, FIELD_TOTAL, FIELD_SHIP_BY };
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct facts f = { 0 };
		struct order_head head;

		say(&f, FIELD_ORDER_STATUS, NULL, "paid");
		say(&f, numbers[i], NULL, "12.30");
		CHECK_ERR(order_head_read(s, &f, &head), ERR_RECORD_UNREADABLE);
	}
}

TEST(lines_are_joined_by_their_keys)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct order_lines lines;

	say(&f, FIELD_LINE_ORDERED, "b#1", "2");
	say(&f, FIELD_LINE_SKU, "b#1", "MUG-BLUE");
	say(&f, FIELD_LINE_CANCELLED, "b#1", "2");
	say(&f, FIELD_LINE_ORDERED, "a#1", "1");
	say(&f, FIELD_LINE_SKU, "a#1", "MUG-RED");
	say(&f, FIELD_LINE_TITLE, "a#1", "杯子");
	say(&f, FIELD_LINE_PRICE, "a#1", "-5");
	say(&f, FIELD_PACKAGE_CARRIER, "p1", "Post");
	CHECK_OK(facts_seal(s, &f));
	CHECK_OK(order_lines_read(s, &f, &lines));
	CHECK_EQ(lines.count, 2);
	CHECK_TEXT(lines.at[0].key, "a#1");
	CHECK_TEXT(lines.at[0].sku, "MUG-RED");
	CHECK_TEXT(lines.at[0].title, "杯子");
	CHECK_EQ(lines.at[0].ordered, 1);
	CHECK_EQ(lines.at[0].cancelled, 0);
	CHECK_EQ(lines.at[0].price_minor, -5);
	CHECK_TEXT(lines.at[1].sku, "MUG-BLUE");
	CHECK_TEXT(lines.at[1].title, NULL);
	CHECK_EQ(lines.at[1].ordered, 2);
	CHECK_EQ(lines.at[1].cancelled, 2);
}

TEST(an_order_may_have_no_lines)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct order_lines lines;

	CHECK_OK(order_lines_read(s, &f, &lines));
	CHECK_EQ(lines.count, 0);
}

TEST(impossible_lines_are_refused)
{
	static const struct {
		const char *line, *ordered, *cancelled, *other; /* `other` is a line of which only the SKU is known */
	} bad[] = {
		{ NULL, "1", NULL, NULL }, /* a line without a key */
		{ "a", "-1", NULL, NULL }, /* fewer than no pieces */
		{ "a", "x", NULL, NULL },  /* no number (an unsealed list) */
		{ "a", "1", "2", NULL },   /* more cancelled than ordered */
		{ "a", "1", "-1", NULL },  /* fewer cancelled than none */
		{ "a", "1", "x", NULL },   /* no number */
		{ "b", "1", NULL, "a" },   /* before all lines */
		{ "b", "1", NULL, "c" },   /* behind all lines */
		{ "a", NULL, NULL, "a" },  /* no line at all */
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct facts f = { 0 };
		struct order_lines lines;

		if (bad[i].other)
			say(&f, FIELD_LINE_SKU, bad[i].other, "MUG");
		say(&f, FIELD_LINE_ORDERED, bad[i].line, bad[i].ordered);
		say(&f, FIELD_LINE_CANCELLED, bad[i].line, bad[i].cancelled);
		CHECK_ERR(order_lines_read(s, &f, &lines), ERR_RECORD_UNREADABLE);
	}
}

TEST(people_are_read_and_folded_for_search)
{
	struct scope *s = check_scope();
	struct order_people p;
	struct facts f = { 0 };

	say(&f, FIELD_CONSIGNEE_NAME, NULL, "Zoë Tan");
	say(&f, FIELD_BUYER_NAME, NULL, "BUYER");
	say(&f, FIELD_CONSIGNEE_PHONE, NULL, "6591234567");
	say(&f, FIELD_CONSIGNEE_ADDRESS, NULL, "1 Orchard Road");
	say(&f, FIELD_CONSIGNEE_CITY, NULL, "Singapore");
	say(&f, FIELD_CONSIGNEE_COUNTRY, NULL, "SG");
	say(&f, FIELD_CONSIGNEE_POSTCODE, NULL, "238801");
	say(&f, FIELD_BUYER_NOTE, NULL, "Ring twice");
	say(&f, FIELD_DELIVERY_METHOD, NULL, "Standard");
	CHECK_OK(facts_seal(s, &f));
	order_people_read(s, &f, &p);
	CHECK_TEXT(p.name, "Zoë Tan");
	CHECK_TEXT(p.phone, "6591234567");
	CHECK_TEXT(p.address, "1 Orchard Road");
	CHECK_TEXT(p.country, "SG");
	CHECK_TEXT(p.postcode, "238801");
	CHECK_TEXT(p.remark, "Ring twice");
	CHECK_TEXT(p.folded, "zoe tan\n6591234567");
}

/* S001-39, 55 */
TEST(lines_are_summed_up_by_sku_or_title_with_their_pieces)
{
	struct arena *a = check_scope()->arena;
	struct order_line two[] = { { .sku = TEXT("HMKJ-4551"), .ordered = 1 },
				    { .title = TEXT("Tote"), .ordered = 2 } };
	struct order_line many[60];

	CHECK_TEXT(order_lines_summary(a, &(struct order_lines){ two, 2 }), "HMKJ-4551*1; Tote*2");
	CHECK_TEXT(order_lines_summary(a, &(struct order_lines){ two, 0 }), "");
	for (size_t i = 0; i < 60; i++)
		many[i] = two[0];
	CHECK(text_ends(order_lines_summary(a, &(struct order_lines){ many, 60 }), "*1; …"));
	many[0].sku = text_format(a, "%0300d", 7);
	CHECK_TEXT(order_lines_summary(a, &(struct order_lines){ many, 1 }), "…");
}

TEST(the_channels_version_says_which_revision_is_newer_then_the_moment_we_asked)
{
	CHECK(revision_order((struct revision_stamp){ 1, 9 }, (struct revision_stamp){ 2, 1 }) > 0);
	CHECK(revision_order((struct revision_stamp){ 2, 1 }, (struct revision_stamp){ 1, 9 }) < 0);
	CHECK(revision_order((struct revision_stamp){ 1, 1 }, (struct revision_stamp){ 1, 2 }) > 0);
	CHECK(revision_order((struct revision_stamp){ 1, 2 }, (struct revision_stamp){ 1, 1 }) < 0);
	CHECK_EQ(revision_order((struct revision_stamp){ 1, 2 }, (struct revision_stamp){ 1, 2 }), 0);
}

TEST(people_are_the_same_only_where_all_of_them_is)
{
	struct order_people a = { TEXT("n"), TEXT("p"), TEXT("a"), TEXT("c"), TEXT("z"), TEXT("r"), TEXT("f") }, b = a;
	struct text *const members[] = { &b.name, &b.phone, &b.address, &b.country, &b.postcode, &b.remark };

	CHECK(order_people_same(&a, &b));
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		b = a;
		*members[i] = TEXT("x");
		CHECK(!order_people_same(&a, &b));
	}
}
