/* core/fact_show_test.c - what a person is shown of facts: masks, comparisons, origins. */
#include "core/fact_show.h"
#include "tests/check.h"

/* A revision of a name, a total and one line's pieces; NULL: not stated. */
static struct facts revision(const char *name, const char *total, const char *pieces)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	facts_add(s->arena, &f, FIELD_CONSIGNEE_NAME, TEXT(""), text_of(name));
	facts_add(s->arena, &f, FIELD_TOTAL, TEXT(""), text_of(total));
	facts_add(s->arena, &f, FIELD_LINE_ORDERED, TEXT("1/0#1"), text_of(pieces));
	CHECK_OK(facts_seal(s, &f));
	return f;
}

static int64_t origin(const struct fact_origins *o, enum field field)
{
	for (size_t i = 0; i < o->newest->count; i++)
		if (o->newest->at[i].field == field)
			return o->seqs[i];
	return -1;
}

TEST(a_mask_leaves_the_first_letter_of_any_script)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(text_mask(a, TEXT("Wei Ling")), "W***");
	CHECK_TEXT(text_mask(a, TEXT("王小明")), "王***");
	CHECK_TEXT(text_mask(a, TEXT("x")), "x***");
	CHECK_TEXT(text_mask(a, TEXT("W****")), "W****");
	CHECK_TEXT(text_mask(a, TEXT("")), "");
	CHECK(!text_mask(a, (struct text){ 0 }).at);
}

TEST(only_personal_values_are_masked)
{
	struct facts f = revision("Wei", "1230", "2");

	facts_mask(check_scope()->arena, &f);
	CHECK_TEXT(facts_find(&f, FIELD_CONSIGNEE_NAME, TEXT("")), "W***");
	CHECK_TEXT(facts_find(&f, FIELD_TOTAL, TEXT("")), "1230");
	CHECK_TEXT(facts_find(&f, FIELD_LINE_ORDERED, TEXT("1/0#1")), "2");
}

TEST(a_comparison_shows_both_values_and_masks_people_for_who_may_not_see_them)
{
	struct arena *a = check_scope()->arena;
	struct facts before = revision("Wei", "1230", "2"), after = revision("Max", "1300", NULL);
	struct changes c;

	facts_compare(a, &before, &after, true, &c);
	CHECK_EQ(c.count, 3);
	for (size_t i = 0; i < c.count; i++)
		if (c.at[i].field == FIELD_CONSIGNEE_NAME) {
			CHECK_TEXT(c.at[i].before, "Wei");
			CHECK_TEXT(c.at[i].after, "Max");
		}
	facts_compare(a, &before, &after, false, &c);
	CHECK_EQ(c.count, 3);
	for (size_t i = 0; i < c.count; i++)
		if (c.at[i].field == FIELD_CONSIGNEE_NAME) {
			CHECK_TEXT(c.at[i].before, "W***");
			CHECK_TEXT(c.at[i].after, "M***");
		} else if (c.at[i].field == FIELD_TOTAL) {
			CHECK_TEXT(c.at[i].after, "1300");
		} else {
			CHECK(!c.at[i].after.at);
		}
}

TEST(people_that_are_no_longer_kept_are_no_change)
{
	struct arena *a = check_scope()->arena;
	struct facts expired = revision(NULL, "1230", "2"), kept = revision("Max", "1300", "2");
	struct changes c;

	facts_compare(a, &expired, &kept, true, &c);
	CHECK_EQ(c.count, 1);
	facts_compare(a, &kept, &expired, true, &c);
	CHECK_EQ(c.count, 1);
	CHECK_EQ(c.at[0].field, FIELD_TOTAL);
}

TEST(a_fact_comes_from_the_first_revision_that_has_said_so_ever_since)
{
	struct facts r1 = revision("Wei", "1300", "2"), r2 = revision("Wei", "1230", "2"),
		     r3 = revision("Wei", "1300", "2"), r4 = revision("Max", "1300", "2");
	struct fact_origins o;

	fact_origins_begin(check_scope()->arena, &r4, 4, &o);
	fact_origins_step(&o, &r3, 3);
	fact_origins_step(&o, &r2, 2);
	CHECK_EQ(o.open_count, 1);
	fact_origins_step(&o, &r1, 1);
	fact_origins_end(&o, true);
	CHECK_EQ(origin(&o, FIELD_CONSIGNEE_NAME), 4);
	CHECK_EQ(origin(&o, FIELD_TOTAL), 3); /* said in the first as well, but not ever since */
	CHECK_EQ(origin(&o, FIELD_LINE_ORDERED), 1);
}

TEST(what_is_older_than_all_that_was_given_or_kept_is_not_known)
{
	struct facts r4 = revision("Wei", "1300", "2"), r5 = revision("Wei", "1300", "3"),
		     bare = revision(NULL, "1300", "3");
	struct fact_origins o;

	fact_origins_begin(check_scope()->arena, &r5, 5, &o);
	fact_origins_step(&o, &r4, 4);
	fact_origins_end(&o, false);
	CHECK_EQ(origin(&o, FIELD_TOTAL), 0);
	CHECK_EQ(origin(&o, FIELD_LINE_ORDERED), 5);
	fact_origins_begin(check_scope()->arena, &r5, 5, &o);
	fact_origins_step(&o, &bare, 4);
	fact_origins_end(&o, true);
	CHECK_EQ(origin(&o, FIELD_CONSIGNEE_NAME), 0);
	CHECK_EQ(origin(&o, FIELD_TOTAL), 4);
	fact_origins_begin(check_scope()->arena, &r5, 1, &o);
	fact_origins_end(&o, true);
	CHECK_EQ(origin(&o, FIELD_CONSIGNEE_NAME), 1);
}
