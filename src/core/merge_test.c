/* core/merge_test.c - the merge's law, case by case. */
#include "core/facts_text_test.h"
#include "core/merge.h"
#include "tests/check.h"

#define LINE1 "line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=100"
#define LINE2 "line_sku@2#1=B|line_ordered@2#1=1|line_price@2#1=50"
#define HEAD "total=250|consignee_name=Ann|consignee_phone=1|delivery_method=post"
#define BASE HEAD "|" LINE1 "|" LINE2

static struct merged got;

static struct merge_input input(const char *base, const char *theirs, const char *edits)
{
	static struct facts lists[3];

	lists[0] = try_facts(base);
	lists[1] = try_facts(theirs);
	lists[2] = try_edits(edits);
	return (struct merge_input){
		.base = &lists[0], .theirs = &lists[1], .edits = &lists[2], .groups = GROUPS_UPDATE
	};
}

static void run(struct merge_input in) { merge(check_scope()->arena, &in, &got); }

static void shows(const char *wanted)
{
	struct facts f = try_facts(wanted);

	CHECK_TEXT(text_of(facts_text(&got.facts)), facts_text(&f));
}

static void keeps(const char *wanted)
{
	struct facts f = try_edits(wanted);

	CHECK_TEXT(text_of(facts_text(&got.edits)), facts_text(&f));
}

/* One field of the receiver through each case of the law, with nothing else changed. */
TEST(each_case_of_the_law_for_one_field)
{
	static const struct {
		const char *base, *theirs, *ours, *shown;
		bool edit, asks, changed;
		enum merge_outcome outcome;
	} cases[] = {
		{ "a", "a", NULL, "a", false, false, false, OUTCOME_NO_CHANGE },
		{ "a", "b", NULL, "b", false, false, true, OUTCOME_UPDATED },
		{ "a", "a", "c", "c", true, false, false, OUTCOME_NO_CHANGE },
		{ "a", "b", "a", "b", false, false, true, OUTCOME_UPDATED },
		{ "a", "b", "b", "b", false, false, true, OUTCOME_UPDATED },
		{ "a", "b", " b ", "b", false, false, true, OUTCOME_UPDATED },
		{ "a", "b", "c", "c", true, true, false, OUTCOME_NEEDS_DECISION },
		{ "a", "b", "", NULL, true, true, false, OUTCOME_NEEDS_DECISION },
		{ "a", "***", NULL, "a", false, false, false, OUTCOME_NO_CHANGE },
		{ "a", "", NULL, "a", false, false, false, OUTCOME_NO_CHANGE },
		{ "a", NULL, NULL, "a", false, false, false, OUTCOME_NO_CHANGE },
		{ "a", NULL, "c", "c", true, false, false, OUTCOME_NO_CHANGE },
		{ "a**", "b", NULL, "b", false, false, true, OUTCOME_UPDATED },
		{ "a**", "b", "c", "c", true, false, true, OUTCOME_MERGED },
		{ NULL, "b", NULL, "b", false, false, true, OUTCOME_UPDATED },
		{ NULL, "b", "c", "c", true, true, false, OUTCOME_NEEDS_DECISION },
		{ NULL, NULL, "c", "c", true, false, false, OUTCOME_NO_CHANGE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = check_scope()->arena;
		struct facts lists[3] = { 0 };
		struct merge_input in = { &lists[0], &lists[1], &lists[2], NULL, GROUPS_UPDATE, MERGE_KEEP, NULL, 0 };

		facts_add(a, &lists[0], FIELD_CONSIGNEE_NAME, TEXT(""), text_of(cases[i].base));
		facts_add(a, &lists[1], FIELD_CONSIGNEE_NAME, TEXT(""), text_of(cases[i].theirs));
		facts_add(a, &lists[2], FIELD_CONSIGNEE_NAME, TEXT(""), text_of(cases[i].ours));
		run(in);
		CHECK_SAME(facts_find(&got.facts, FIELD_CONSIGNEE_NAME, TEXT("")), text_of(cases[i].shown));
		CHECK_EQ(got.edits.count == 1, cases[i].edit);
		CHECK_EQ(got.collision_count == 1, cases[i].asks);
		CHECK_EQ(got.changed, cases[i].changed);
		CHECK_EQ(got.moved != 0, cases[i].changed);
		CHECK_EQ(got.outcome, cases[i].outcome);
	}
}

TEST(an_update_takes_its_three_groups_and_no_status) /* S000-15 … S000-18 */
{
	run(input("order_status=paid|line_cancelled@1#1=0|" BASE,
		  "order_status=shipped|channel_status=S|cod=1|line_cancelled@1#1=1|package_status@p=X|seller_note=hi|"
		  "total=500|consignee_name=Bob|delivery_method=air|" LINE1 "|line_sku@3#1=C|line_ordered@3#1=1",
		  ""));
	shows("order_status=paid|total=500|consignee_name=Bob|consignee_phone=1|delivery_method=air|" LINE1
	      "|line_sku@3#1=C|line_ordered@3#1=1|line_cancelled@1#1=0");
	CHECK_EQ(got.moved, GROUPS_UPDATE);
	CHECK_EQ(got.outcome, OUTCOME_UPDATED);
	CHECK(got.taken.count > 5);
}

TEST(accepting_takes_all_statuses_included) /* S002-16 */
{
	struct merge_input in = input("order_status=paid|" BASE, "order_status=shipped|line_cancelled@1#1=1|" BASE,
				      "remark=call first|consignee_phone=2|line_cancelled@1#1=2");

	in.groups = GROUPS_ACCEPT;
	run(in);
	shows("order_status=shipped|total=250|consignee_name=Ann|consignee_phone=2|delivery_method=post|" LINE1
	      "|" LINE2 "|line_cancelled@1#1=1|remark=call first");
	keeps("consignee_phone=2|remark=call first");
	CHECK_EQ(got.outcome, OUTCOME_MERGED);
	in.mode = MERGE_TAKE;
	run(in);
	keeps("remark=call first");
	CHECK_TEXT(text_of(facts_text(&got.gone)), "consignee_phone=2|line_cancelled@1#1=2");
}

TEST(edits_elsewhere_merge_without_a_question)
{
	run(input(BASE, "total=250|consignee_name=Bob|consignee_phone=1|delivery_method=air|" LINE1 "|" LINE2,
		  "consignee_phone=2|line_ordered@2#1=3"));
	shows("total=350|consignee_name=Bob|consignee_phone=2|delivery_method=air|" LINE1
	      "|line_sku@2#1=B|line_ordered@2#1=3|line_price@2#1=50");
	keeps("consignee_phone=2|line_ordered@2#1=3");
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_CONSIGNEE) | GROUP_BIT(GROUP_DELIVERY));
	CHECK_EQ(got.outcome, OUTCOME_MERGED);
}

TEST(a_group_with_a_collision_stays_whole_and_the_others_go_on)
{
	run(input(BASE, "total=250|consignee_name=Bob|consignee_phone=9|delivery_method=air|" LINE1 "|" LINE2,
		  "consignee_phone=2"));
	shows("total=250|consignee_name=Ann|consignee_phone=2|delivery_method=air|" LINE1 "|" LINE2);
	CHECK_EQ(got.collision_count, 1);
	CHECK_EQ(got.collisions[0].field, FIELD_CONSIGNEE_PHONE);
	CHECK_TEXT(got.collisions[0].base, "1");
	CHECK_TEXT(got.collisions[0].theirs, "9");
	CHECK_TEXT(got.collisions[0].ours, "2");
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_DELIVERY));
	CHECK(got.changed);
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
}

TEST(a_collision_is_decided_for_as_long_as_the_channel_says_the_same)
{
	struct merge_choice choice = { FIELD_CONSIGNEE_PHONE, TEXT(""), TEXT("9"), true };
	struct merge_input in = input("consignee_name=Ann|consignee_phone=1", "consignee_name=Bob|consignee_phone=9",
				      "consignee_phone=2");

	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	shows("consignee_name=Bob|consignee_phone=9");
	CHECK_EQ(got.outcome, OUTCOME_UPDATED);
	CHECK_TEXT(text_of(facts_text(&got.gone)), "consignee_phone=2");
	choice.take = false;
	run(in);
	shows("consignee_name=Bob|consignee_phone=2");
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_CONSIGNEE));
	CHECK_EQ(got.outcome, OUTCOME_MERGED);
	choice.theirs = TEXT("8");
	run(in);
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
	choice = (struct merge_choice){ FIELD_CONSIGNEE_NAME, TEXT(""), TEXT("9"), true };
	run(in);
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
	choice = (struct merge_choice){ FIELD_CONSIGNEE_PHONE, TEXT("x"), TEXT("9"), true };
	run(in);
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
}

TEST(what_is_declined_becomes_an_edit_of_the_old_value)
{
	struct merge_choice choices[] = { { FIELD_DELIVERY_METHOD, TEXT(""), TEXT("air"), false },
					  { FIELD_CONSIGNEE_CITY, TEXT(""), TEXT("Rome"), false } };
	struct merge_input in = input(BASE,
				      "total=250|consignee_name=Bob|consignee_phone=1|consignee_city=Rome|"
				      "delivery_method=air|" LINE1 "|" LINE2,
				      "");

	in.choices = choices;
	in.choice_count = 2;
	run(in);
	keeps("consignee_city=|delivery_method=post");
	shows("total=250|consignee_name=Bob|consignee_phone=1|delivery_method=post|" LINE1 "|" LINE2);
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_CONSIGNEE) | GROUP_BIT(GROUP_DELIVERY));
}

TEST(what_was_ignored_does_not_return_until_it_says_something_else)
{
	struct facts ignored = try_edits("delivery_method=air|line_ordered@1#1=");
	struct merge_input in =
		input(BASE, "total=50|consignee_name=Bob|consignee_phone=1|delivery_method=air|" LINE2, "");

	in.ignored = &ignored;
	run(in);
	keeps("delivery_method=post|line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=100");
	shows("total=250|consignee_name=Bob|consignee_phone=1|delivery_method=post|" LINE1 "|" LINE2);
	in = input(BASE, "total=250|consignee_name=Ann|consignee_phone=1|delivery_method=sea|" LINE1 "|" LINE2, "");
	in.ignored = &ignored;
	run(in);
	keeps("");
	CHECK_TEXT(facts_find(&got.facts, FIELD_DELIVERY_METHOD, TEXT("")), "sea");
	in.mode = MERGE_TAKE;
	run(in);
	keeps("");
}

TEST(taking_the_channels_gives_up_the_edits_of_what_is_taken)
{
	struct merge_input in =
		input(BASE, BASE, "consignee_name=Zoe|line_ordered@2#1=|line_sku@+1=N|line_ordered@+1=1|remark=x");

	in.mode = MERGE_TAKE;
	run(in);
	shows(BASE "|remark=x");
	keeps("remark=x");
	CHECK_TEXT(text_of(facts_text(&got.gone)),
		   "consignee_name=Zoe|line_sku@+1=N|line_ordered@+1=1|line_ordered@2#1=");
	CHECK_EQ(got.moved, 0);
	CHECK(got.changed);
	CHECK_EQ(got.outcome, OUTCOME_UPDATED);
}

/* Lines as a whole. */
static const char gone[] = "total=50|consignee_name=Ann|consignee_phone=1|delivery_method=post|" LINE2;

TEST(a_line_that_the_channel_took_out_goes) /* S000-04 */
{
	run(input(BASE, gone, ""));
	shows(gone);
	CHECK_EQ(got.outcome, OUTCOME_UPDATED);
	run(input(BASE, gone, "line_ordered@1#1="));
	shows(gone);
	keeps("");
	run(input(BASE "|line_cancelled@1#1=1", gone, ""));
	shows(gone);
}

TEST(a_line_that_the_channel_took_out_and_that_was_edited_here_asks)
{
	struct merge_choice choice = { FIELD_LINE_ORDERED, TEXT("1#1"), { 0 }, true };
	struct merge_input in = input(BASE, gone, "line_price@1#1=90");

	run(in);
	CHECK_EQ(got.collision_count, 1);
	CHECK_EQ(got.collisions[0].field, FIELD_LINE_ORDERED);
	CHECK_TEXT(got.collisions[0].line, "1#1");
	CHECK_TEXT(got.collisions[0].base, "2");
	CHECK(!got.collisions[0].theirs.at);
	CHECK_TEXT(got.collisions[0].ours, "2");
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
	CHECK(!got.changed);
	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	shows(gone);
	keeps("");
	CHECK_TEXT(text_of(facts_text(&got.gone)), "line_price@1#1=90");
	choice.take = false;
	run(in);
	shows("total=230|consignee_name=Ann|consignee_phone=1|delivery_method=post|" LINE2
	      "|line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=90");
	keeps("line_sku@1#1=A|line_ordered@1#1=2|line_price@1#1=90");
	run(input(BASE, gone, "line_ordered@1#1=5"));
	CHECK_TEXT(got.collisions[0].ours, "5");
}

TEST(a_line_that_is_kept_keeps_only_what_is_not_cancelled)
{
	struct merge_choice choice = { FIELD_LINE_ORDERED, TEXT("1#1"), { 0 }, false };
	struct merge_input in = input(BASE "|line_cancelled@1#1=1", gone, "line_ordered@1#1=3");

	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	CHECK_TEXT(facts_find(&got.edits, FIELD_LINE_ORDERED, TEXT("1#1")), "2");
	in = input(BASE "|line_cancelled@1#1=2", gone, "");
	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	shows(gone);
	keeps("");
}

TEST(a_line_that_the_channel_brought_may_be_refused)
{
	struct merge_choice choice = { FIELD_LINE_ORDERED, TEXT("2#1"), TEXT("1"), false };
	struct merge_input in = input(gone, BASE, "");

	choice.line = TEXT("1#1");
	choice.theirs = TEXT("2");
	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	shows(gone);
	keeps("line_ordered@1#1=");
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_LINES));
	choice.take = true;
	run(in);
	shows(BASE);
	keeps("");
}

TEST(edits_of_a_line_that_came_and_was_refused_stay_with_it)
{
	struct merge_choice choice = { FIELD_LINE_ORDERED, TEXT("1#1"), TEXT("2"), false };
	struct merge_input in = input(gone, BASE, "line_title@1#1=T|line_price@1#1=9");

	in.choices = &choice;
	in.choice_count = 1;
	run(in);
	shows(gone);
	keeps("line_title@1#1=T|line_ordered@1#1=|line_price@1#1=9");
}

TEST(a_product_swapped_on_its_line_keeps_nothing_of_the_old_one)
{
	run(input("line_sku@1#1=A|line_variant@1#1=red|line_ordered@1#1=2", "line_sku@1#1=B|line_ordered@1#1=2", ""));
	shows("line_sku@1#1=B|line_ordered@1#1=2");
}

TEST(a_merge_of_other_groups_leaves_the_lines)
{
	struct merge_input in =
		input("order_status=paid|cod=1|line_ordered@1#1=2|line_cancelled@1#1=1", "order_status=shipped", "");

	in.groups = GROUPS_STATUS | GROUP_BIT(GROUP_PAYMENT);
	run(in);
	CHECK_EQ(got.moved, GROUP_BIT(GROUP_ORDER_STATUS) | GROUP_BIT(GROUP_PAYMENT));
	shows("order_status=shipped|line_ordered@1#1=2");
}

TEST(a_line_taken_out_here_stays_out_and_asks_when_its_pieces_change)
{
	run(input(BASE, "total=250|line_price@1#1=110|line_sku@1#1=A|line_ordered@1#1=2|" LINE2, "line_ordered@1#1="));
	CHECK_EQ(got.outcome, OUTCOME_MERGED);
	CHECK(!facts_find(&got.facts, FIELD_LINE_ORDERED, TEXT("1#1")).at);
	run(input(BASE, "total=250|line_sku@1#1=A|line_ordered@1#1=3|line_price@1#1=100|" LINE2, "line_ordered@1#1="));
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
}

TEST(a_line_made_here_stays_and_a_kept_line_that_returns_is_the_channels_again)
{
	run(input(BASE, BASE, "line_sku@+1=N|line_ordered@+1=1|line_price@+1=7"));
	CHECK_EQ(got.outcome, OUTCOME_NO_CHANGE);
	CHECK_TEXT(facts_find(&got.facts, FIELD_TOTAL, TEXT("")), "257");
	run(input(gone, BASE, LINE1));
	shows(BASE);
	keeps("");
	CHECK_EQ(got.outcome, OUTCOME_UPDATED);
	run(input(gone, BASE, "line_sku@1#1=A|line_ordered@1#1=1"));
	CHECK_EQ(got.outcome, OUTCOME_NEEDS_DECISION);
	run(input(BASE, BASE, "line_price@9#9=1")); /* of a line that nobody knows: kept, as no edit is lost */
	keeps("line_price@9#9=1");
	CHECK_EQ(got.outcome, OUTCOME_NO_CHANGE);
}

TEST(bases_of_different_age_make_one_order)
{
	struct facts first = try_facts("order_status=paid|line_cancelled@2#1=0|" BASE);
	struct facts later =
		try_facts("order_status=shipped|total=9|cod=1|line_sku@1#1=A|line_ordered@1#1=9|line_cancelled@1#1=4"
			  "|line_cancelled@7#1=1");
	const struct facts *bases[GROUP_COUNT] = { 0 };
	struct facts made;

	bases[GROUP_LINES] = bases[GROUP_CONSIGNEE] = &first;
	bases[GROUP_ORDER_STATUS] = bases[GROUP_PAYMENT] = &later;
	made = facts_assemble(check_scope()->arena, bases);
	CHECK_TEXT(text_of(facts_text(&made)),
		   "order_status=shipped|total=250|cod=1|consignee_name=Ann|consignee_phone=1|line_sku@1#1=A|line_sku@"
		   "2#1=B|"
		   "line_ordered@1#1=2|line_ordered@2#1=1|line_price@1#1=100|line_price@2#1=50|line_cancelled@1#1=2");
}

TEST(modes_and_outcomes_have_names)
{
	enum merge_mode m;
	enum merge_outcome o;

	for (int i = 0; i < OUTCOME_COUNT; i++) {
		CHECK(merge_outcome_find(text_of(merge_outcome_name((enum merge_outcome)i)), &o));
		CHECK_EQ(o, i);
	}
	for (int i = MERGE_KEEP; i <= MERGE_TAKE; i++) {
		CHECK(merge_mode_find(text_of(merge_mode_name((enum merge_mode)i)), &m));
		CHECK_EQ(m, i);
	}
	CHECK(!merge_mode_find(TEXT("both"), &m));
	CHECK(!merge_outcome_find(TEXT("lost"), &o));
}
