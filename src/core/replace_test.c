/* core/replace_test.c - which order replaces which, and what moves with it. */
#include "base/rand.h"
#include "core/facts_text_test.h"
#include "core/replace.h"
#include "tests/check.h"

static int64_t parents[16];

/* "A B:A C:B": orders with their parents. */
static size_t chain(const char *text)
{
	struct text rest = text_of(text), one;
	struct replacement all[16] = { 0 };
	size_t count = 0;

	while (text_cut(&rest, ' ', &one)) {
		struct text left = one, ref = { 0 };

		CHECK(text_cut(&left, ':', &ref));
		all[count++] = (struct replacement){ ref, left };
	}
	replace_parents(check_scope()->arena, all, count, parents);
	return count;
}

TEST(an_order_finds_the_one_that_it_replaces)
{
	CHECK_EQ(chain(""), 0);
	CHECK_EQ(chain("C:B A B:A D:X"), 4);
	CHECK_EQ(parents[0], 2);
	CHECK_EQ(parents[1], REPLACE_NONE);
	CHECK_EQ(parents[2], 1);
	CHECK_EQ(parents[3], REPLACE_MISSING);
	CHECK_EQ(replace_newest(parents, 4, 1), 0);
	CHECK_EQ(replace_newest(parents, 4, 0), 0);
	CHECK_EQ(replace_newest(parents, 4, 3), 3);
}

TEST(of_a_split_order_there_is_no_single_newest)
{
	CHECK_EQ(chain("A B:A C:B D:B"), 4);
	CHECK_EQ(replace_newest(parents, 4, 0), 1);
}

TEST(a_ring_replaces_nothing_and_ends)
{
	CHECK_EQ(chain("A:C B:A C:B D:A E:E"), 5);
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(parents[i], i == 3 ? 0 : REPLACE_CYCLE);
	CHECK_EQ(replace_newest(parents, 5, 0), 3);
	parents[0] = 1;
	parents[1] = 0;
	CHECK_EQ(replace_newest(parents, 2, 0), 0); /* not made above, and yet it ends */
}

/* However orders point at each other: no chain is endless, and a parent is only dropped for a ring. */
TEST(no_chain_is_endless)
{
	struct rand r = rand_seed(check_seed());
	static const char names[] = "ABCDEFGH";

	for (int run = 0; run < 500; run++) {
		struct replacement all[8];

		for (size_t i = 0; i < 8; i++)
			all[i] = (struct replacement){ { names + i, 1 },
						       { names + rand_below(&r, 8), rand_below(&r, 2) } };
		replace_parents(check_scope()->arena, all, 8, parents);
		for (size_t i = 0; i < 8; i++) {
			int64_t at = (int64_t)i;

			for (int step = 0; step < 9 && at >= 0; step++)
				at = parents[at];
			CHECK(at < 0);
			CHECK_EQ(parents[i] == REPLACE_NONE, all[i].parent.size == 0);
			CHECK(replace_newest(parents, 8, i) < 8);
		}
	}
}

static const char old_text[] =
	"consignee_name=Ann|line_sku@1#1=A|line_variant@1#1=red|line_ordered@1#1=2|line_cancelled@1#1=0|"
	"line_sku@2#1=A|line_variant@2#1=blue|line_ordered@2#1=1|line_title@3#1=Gift|line_ordered@3#1=1";
static const char new_text[] = "consignee_name=Ann|line_sku@8#1=A|line_variant@8#1=blue|line_ordered@8#1=1|"
			       "line_sku@9#1=A|line_variant@9#1=red|line_ordered@9#1=2|line_cancelled@9#1=0|"
			       "line_title@7#1=Gift|line_ordered@7#1=1";

TEST(edits_move_to_the_lines_that_live_on)
{
	struct facts old = try_facts(old_text), new = try_facts(new_text);
	struct facts edits =
		try_edits("consignee_name=Bob|consignee_phone=5|line_price@1#1=9|line_ordered@2#1=|line_title@3#1=Box|"
			  "line_sku@+1=N|line_ordered@+1=1|line_ordered@6#1=4|line_price@6#1=2|remark=x");
	struct replaced r;

	replace_move(check_scope()->arena, &old, &edits, &new, &r);
	CHECK_TEXT(text_of(facts_text(&r.moved)),
		   "consignee_name=Bob|consignee_phone=5|line_sku@+1=N|line_title@7#1=Box|"
		   "line_ordered@+1=1|line_ordered@8#1=|line_price@9#1=9|remark=x");
	CHECK_TEXT(text_of(facts_text(&r.left)), "line_ordered@6#1=4|line_price@6#1=2");
	CHECK_EQ(r.line_count, 3);
	CHECK(replace_alike(&old, &new, &r));
}

TEST(lines_of_one_product_move_each_to_its_own)
{
	struct facts old = try_facts("line_sku@1#1=A|line_ordered@1#1=2|line_sku@1#2=A|line_ordered@1#2=2");
	struct facts new = try_facts("line_sku@5#1=A|line_ordered@5#1=2|line_sku@5#2=A|line_ordered@5#2=2");
	struct facts edits = try_edits("line_price@1#1=3|line_price@1#2=4");
	struct replaced r;

	replace_move(check_scope()->arena, &old, &edits, &new, &r);
	CHECK_TEXT(text_of(facts_text(&r.moved)), "line_price@5#1=3|line_price@5#2=4");
}

TEST(what_the_new_order_says_itself_is_no_edit_of_it)
{
	struct facts old = try_facts("line_sku@1#1=A|line_ordered@1#1=2|line_sku@2#1=B|line_ordered@2#1=1");
	struct facts new = try_facts("consignee_name=Bob|line_sku@5#1=A|line_ordered@5#1=3");
	struct facts edits = try_edits("consignee_name=Bob|line_ordered@1#1=3|line_ordered@2#1=|line_title@2#1=T");
	struct replaced r;

	replace_move(check_scope()->arena, &old, &edits, &new, &r);
	CHECK_EQ(r.moved.count, 0);
	CHECK_TEXT(text_of(facts_text(&r.left)), "line_title@2#1=T");
	CHECK(!replace_alike(&old, &new, &r));
}

static bool alike(const char *was, const char *now)
{
	struct facts old = try_facts(was), new = try_facts(now), none = { 0 };
	struct replaced r;

	replace_move(check_scope()->arena, &old, &none, &new, &r);
	return replace_alike(&old, &new, &r);
}

TEST(a_reservation_moves_only_to_an_order_of_the_same_lines)
{
	CHECK(alike("line_sku@1#1=A|line_ordered@1#1=2", "line_sku@2#1=A|line_ordered@2#1=2"));
	CHECK(!alike("line_sku@1#1=A|line_ordered@1#1=2", "line_sku@2#1=A|line_ordered@2#1=3"));
	CHECK(!alike("line_sku@1#1=A|line_ordered@1#1=2|line_cancelled@1#1=1", "line_sku@2#1=A|line_ordered@2#1=2"));
	CHECK(!alike("line_sku@1#1=A|line_ordered@1#1=2", "line_sku@2#1=B|line_ordered@2#1=2"));
	CHECK(!alike("line_sku@1#1=A|line_ordered@1#1=2", "line_title@2#1=A|line_ordered@2#1=2"));
	CHECK(!alike("line_title@1#1=A|line_ordered@1#1=2", "line_title@2#1=B|line_ordered@2#1=2"));
	CHECK(!alike("line_title@1#1=A|line_ordered@1#1=2", "line_title@2#1=A|line_variant@2#1=x|line_ordered@2#1=2"));
	CHECK(!alike("line_title@1#1=A|line_ordered@1#1=2", "line_sku@2#1=A|line_ordered@2#1=2"));
	CHECK(!alike("line_sku@1#1=A|line_ordered@1#1=2",
		     "line_sku@2#1=A|line_ordered@2#1=2|line_sku@3#1=A|line_ordered@3#1=2"));
}
