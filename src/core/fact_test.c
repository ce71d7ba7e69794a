/* core/fact_test.c - fields, sealing, finding, digests, differences and masks, case by case. */
#include "base/rand.h"
#include "core/fact.h"
#include "tests/check.h"
#include <ctype.h>
#include <string.h>

static void say(struct facts *f, enum field field, const char *line, const char *value)
{
	facts_add(check_scope()->arena, f, field, text_of(line), text_of(value));
}

TEST(every_field_has_the_name_and_the_facts_of_its_line){
#define FIELD(id, group, type, whose, sentence)                                         \
	{                                                                               \
		char lower[] = #id;                                                     \
		for (char *c = lower; *c; c++)                                          \
			*c = (char)tolower((unsigned char)*c);                          \
		CHECK_TEXT(text_of(field_name(FIELD_##id)), lower);                     \
		CHECK_TEXT(text_of(field_sentence(FIELD_##id)), sentence);              \
		CHECK_EQ(field_group(FIELD_##id), GROUP_##group);                       \
		CHECK_EQ(field_type(FIELD_##id), TYPE_##type);                          \
		CHECK_EQ(field_is_personal(FIELD_##id), WHOSE_##whose == WHOSE_PERSON); \
	}
#include "core/fields.def"
#undef FIELD
}

TEST(every_group_has_its_name)
{
	static const char *const golden[] = { "consignee",    "delivery",        "lines", "payment",
					      "order_status", "delivery_status", "notes", "other" };

	CHECK_EQ(sizeof golden / sizeof *golden, GROUP_COUNT);
	for (int g = 0; g < GROUP_COUNT; g++)
		CHECK_TEXT(text_of(group_name((enum field_group)g)), golden[g]);
}

TEST(a_value_must_have_the_form_of_its_type)
{
	static const struct {
		enum field field;
		const char *good[6], *bad[8];
	} golden[] = {
		{ FIELD_ORDER_STATUS, { "paid", "on_hold", "_" }, { "", "Paid", "on hold", "paid1", "z{", "`" } },
		{ FIELD_DAYS_TO_SHIP,
		  { "0", "3", "-7", "9223372036854775807", "-9223372036854775808" },
		  { "", "-", "03", "-0", "+1", "1.0", "9223372036854775808", "00" } },
		{ FIELD_TOTAL, { "0", "1230", "-1230" }, { "12.30", "1e3", "-01", " 1", "1 ", "x" } },
		{ FIELD_PLACED_AT, { "0", "253402300799999" }, { "-1", "253402300800000", "", "1655714431.5", "007" } },
		{ FIELD_COD, { "0", "1" }, { "", "2", "true", "01", "/" } },
		{ FIELD_LINE_TITLE,
		  { "", "杯子", "a\nb", "eight by", "eight by and a 杯子", "\x7f" },
		  { "\xff", "seven b\xff", "eight by\xff", "\xc0\xaf", "\xed\xa0\x80" } },
		{ FIELD_CURRENCY, { "", "SGD" }, { "\x80" } },
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
		for (size_t v = 0; v < 6 && golden[i].good[v]; v++) {
			struct facts f = { 0 };

			say(&f, golden[i].field, NULL, golden[i].good[v]);
			CHECK_OK(facts_seal(s, &f));
		}
		for (size_t v = 0; v < 8 && golden[i].bad[v]; v++) {
			struct facts f = { 0 };

			say(&f, golden[i].field, "l1", golden[i].bad[v]);
			CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
		}
	}
}

TEST(a_text_holds_no_nul_wherever_it_stands)
{
	static const char bytes[20] = "0123456789012345678";
	struct scope *s = check_scope();

	for (size_t size = 1; size < sizeof bytes; size++)
		for (size_t nul = 0; nul <= size; nul++) {
			struct facts f = { 0 };
			char *copy = arena_alloc(s->arena, size);

			memcpy(copy, bytes, size);
			if (nul < size)
				copy[nul] = '\0';
			facts_add(s->arena, &f, FIELD_LINE_TITLE, TEXT("a"), (struct text){ copy, size });
			CHECK_ERR(facts_seal(s, &f), nul < size ? ERR_RECORD_UNREADABLE : OK);
		}
}

TEST(what_cannot_be_sealed_is_named_without_its_value)
{
	struct scope *s = check_scope();
	struct facts f = { 0 }, g = { 0 };

	say(&f, FIELD_CONSIGNEE_NAME, NULL, "Zo\xff");
	CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
	CHECK(text_starts(s->words, "The field consignee_name does not have"));
	say(&g, FIELD_LINE_ORDERED, "1:2#1", "two");
	CHECK_ERR(facts_seal(s, &g), ERR_RECORD_UNREADABLE);
	CHECK(text_starts(s->words, "The field line_ordered of line 1:2#1 does not have"));
}

TEST(an_absent_value_is_not_noted_and_a_blank_one_is)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	say(&f, FIELD_SELLER_NOTE, NULL, NULL);
	CHECK_EQ(f.count, 0);
	CHECK_OK(facts_seal(s, &f));
	say(&f, FIELD_SELLER_NOTE, NULL, "");
	CHECK_EQ(f.count, 1);
	CHECK_OK(facts_seal(s, &f));
	CHECK_TEXT(facts_find(&f, FIELD_SELLER_NOTE, (struct text){ 0 }), "");
	CHECK_TEXT(facts_find(&f, FIELD_BUYER_NOTE, (struct text){ 0 }), NULL);
}

TEST(a_fact_stated_twice_is_refused)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	say(&f, FIELD_LINE_SKU, "a", "X");
	say(&f, FIELD_LINE_SKU, "b", "X");
	CHECK_OK(facts_seal(s, &f));
	say(&f, FIELD_LINE_SKU, "a", "Y");
	CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
}

TEST(a_line_key_must_be_text)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	say(&f, FIELD_LINE_SKU, "a\xff", "X");
	CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
}

TEST(a_line_key_is_looked_at_where_only_its_length_differs)
{
	static const char *const bytes = "a\xc3\xab";
	struct scope *s = check_scope();
	struct facts f = { 0 };

	facts_add(s->arena, &f, FIELD_LINE_SKU, (struct text){ bytes, 3 }, TEXT("X"));
	facts_add(s->arena, &f, FIELD_LINE_SKU, (struct text){ bytes, 1 }, TEXT("X"));
	CHECK_OK(facts_seal(s, &f));
	CHECK_EQ(f.at[0].line.size, 1);
	facts_add(s->arena, &f, FIELD_LINE_SKU, (struct text){ bytes, 2 }, TEXT("X"));
	CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
}

TEST(a_record_has_bounds)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	for (int i = 0; i <= LINES_MAX; i++)
		facts_add(s->arena, &f, FIELD_LINE_SKU, text_format(s->arena, "%05d", i), TEXT("X"));
	CHECK_ERR(facts_seal(s, &f), ERR_RECORD_UNREADABLE);
	f.count = LINES_MAX;
	CHECK_OK(facts_seal(s, &f));
	for (size_t i = f.count; i <= FACTS_MAX; i++)
		say(&f, FIELD_LINE_SKU, "a", "X");
	CHECK_ERR(facts_seal(s, &f), ERR_TOO_LARGE);
}

TEST(sealing_sorts_by_field_then_line)
{
	static const enum field some[] = { FIELD_LINE_TITLE, FIELD_LINE_SKU, FIELD_PACKAGE_CARRIER };
	struct rand r = rand_seed(check_seed());
	struct scope *s = check_scope();

	for (int size = 0; size < 300; size++) {
		/* Few steps aside leave long stretches in order, many leave none. */
		uint32_t aside = (uint32_t)rand_below(&r, 1000000);
		struct facts f = { 0 };

		for (int i = 0; i < size; i++)
			facts_add(s->arena, &f, some[rand_below(&r, 3)],
				  text_format(s->arena, "%03d-%d",
					      rand_chance(&r, aside) ? (int)rand_below(&r, 300) : i, i),
				  TEXT("x"));
		CHECK_OK(facts_seal(s, &f));
		CHECK_EQ(f.count, size);
		for (size_t i = 1; i < f.count; i++)
			CHECK(f.at[i - 1].field < f.at[i].field ||
			      (f.at[i - 1].field == f.at[i].field && text_order(f.at[i - 1].line, f.at[i].line) < 0));
	}
}

TEST(a_shorter_line_key_stands_before_its_extension)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };

	say(&f, FIELD_LINE_SKU, "a1", "2");
	say(&f, FIELD_LINE_SKU, "a", "1");
	say(&f, FIELD_LINE_SKU, NULL, "0");
	CHECK_OK(facts_seal(s, &f));
	for (int i = 0; i < 3; i++)
		CHECK_EQ(f.at[i].value.at[0], '0' + i);
	CHECK_TEXT(facts_find(&f, FIELD_LINE_SKU, TEXT("a1")), "2");
	CHECK_TEXT(facts_find(&f, FIELD_LINE_SKU, TEXT("")), "0");
	CHECK_TEXT(facts_find(&f, FIELD_LINE_SKU, TEXT("b")), NULL);
}

static struct fact_digests digests(struct facts *f)
{
	static const uint8_t key[32] = { 1 };
	struct fact_digests d;

	CHECK_OK(facts_seal(check_scope(), f));
	facts_digest(check_scope()->arena, f, key, &d);
	return d;
}

TEST(a_digest_tells_where_one_text_ends_and_the_next_begins)
{
	static const struct {
		enum field field;
		const char *line, *value;
	} pairs[][2] = {
		{ { FIELD_LINE_SKU, "ab", "c" }, { FIELD_LINE_SKU, "a", "bc" } },
		{ { FIELD_LINE_SKU, "x", "\1y" }, { FIELD_LINE_SKU, "x\2", "y" } },
		{ { FIELD_LINE_SKU, "a", "X" }, { FIELD_LINE_TITLE, "a", "X" } },
		{ { FIELD_LINE_SKU, "a", "" }, { FIELD_LINE_SKU, "a", NULL } },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct facts f = { 0 }, g = { 0 };
		struct fact_digests a, b;

		say(&f, pairs[i][0].field, pairs[i][0].line, pairs[i][0].value);
		say(&g, pairs[i][1].field, pairs[i][1].line, pairs[i][1].value);
		a = digests(&f);
		b = digests(&g);
		CHECK_EQ(fact_digests_diff(&a, &b), 1U << GROUP_LINES);
		CHECK_EQ(fact_digests_diff(&a, &a), 0);
	}
}

TEST(personal_facts_have_a_digest_of_their_own_under_their_key)
{
	static const uint8_t other_key[32] = { 2 };
	const struct digest128 none = { { 0 } };
	struct facts f = { 0 }, g = { 0 };
	struct fact_digests a, b;

	say(&f, FIELD_CONSIGNEE_NAME, NULL, "Zoë");
	a = digests(&f);
	b = digests(&g);
	CHECK_EQ(fact_digests_diff(&a, &b), 0);
	CHECK(memcmp(&b.people, &none, sizeof none) == 0);
	CHECK(memcmp(&a.people, &none, sizeof none) != 0);
	facts_digest(check_scope()->arena, &f, other_key, &b);
	CHECK(memcmp(&a.people, &b.people, sizeof none) != 0);
}

TEST(digests_are_stored_and_read_back)
{
	struct scope *s = check_scope();
	struct facts f = { 0 };
	struct fact_digests a, b;
	struct text stored;

	say(&f, FIELD_TOTAL, NULL, "1");
	a = digests(&f);
	stored = fact_digests_format(s->arena, &a);
	CHECK_EQ(stored.size, GROUP_COUNT * 16);
	CHECK(fact_digests_parse(stored, &b));
	CHECK(memcmp(&a, &b, sizeof a) == 0);
	CHECK(!fact_digests_parse((struct text){ stored.at, stored.size - 1 }, &b));
	CHECK(!fact_digests_parse((struct text){ 0 }, &b));
}

TEST(two_stars_in_a_row_are_a_mask)
{
	CHECK(fact_is_masked(TEXT("**")));
	CHECK(fact_is_masked(TEXT("T******n")));
	CHECK(fact_is_masked(TEXT("a*b**")));
	CHECK(!fact_is_masked(TEXT("*")));
	CHECK(!fact_is_masked(TEXT("a*b*c")));
	CHECK(!fact_is_masked(TEXT("")));
	CHECK(!fact_is_masked((struct text){ 0 }));
}

TEST(a_difference_names_what_came_went_and_changed)
{
	struct scope *s = check_scope();
	struct facts f = { 0 }, g = { 0 };
	struct changes c;

	say(&f, FIELD_TOTAL, NULL, "100");
	say(&f, FIELD_LINE_SKU, "a", "X");
	say(&f, FIELD_CURRENCY, NULL, "SGD");
	say(&g, FIELD_TOTAL, NULL, "120");
	say(&g, FIELD_LINE_SKU, "b", "X");
	say(&g, FIELD_CURRENCY, NULL, "SGD");
	CHECK_OK(facts_seal(s, &f));
	CHECK_OK(facts_seal(s, &g));
	facts_diff(s->arena, &f, &g, &c);
	CHECK_EQ(c.count, 3);
	CHECK_EQ(c.at[0].kind, CHANGE_OTHER_VALUE);
	CHECK_TEXT(c.at[0].before, "100");
	CHECK_TEXT(c.at[0].after, "120");
	CHECK_EQ(c.at[1].kind, CHANGE_GONE);
	CHECK_TEXT(c.at[1].line, "a");
	CHECK_TEXT(c.at[1].before, "X");
	CHECK_TEXT(c.at[1].after, NULL);
	CHECK_EQ(c.at[2].kind, CHANGE_ADDED);
	CHECK_TEXT(c.at[2].line, "b");
	CHECK_TEXT(c.at[2].before, NULL);
	CHECK_EQ(changes_groups(&c), 1U << GROUP_PAYMENT | 1U << GROUP_LINES);
	facts_diff(s->arena, &f, &f, &c);
	CHECK_EQ(c.count, 0);
	CHECK_EQ(changes_groups(&c), 0);
}

TEST(what_the_channel_no_longer_shows_of_a_person_is_no_change)
{
	static const char *const hidden[] = { NULL, "", "Z**n" };
	struct scope *s = check_scope();

	for (size_t i = 0; i < 3; i++) {
		struct facts f = { 0 }, g = { 0 };
		struct changes c;

		say(&f, FIELD_CONSIGNEE_NAME, NULL, "Zoë Tan");
		say(&g, FIELD_CONSIGNEE_NAME, NULL, hidden[i]);
		say(&g, FIELD_CONSIGNEE_PHONE, NULL, hidden[i]);
		facts_diff(s->arena, &f, &g, &c);
		CHECK_EQ(c.count, 0);
		facts_unmask(s->arena, &f, &g);
		CHECK_TEXT(facts_find(&g, FIELD_CONSIGNEE_NAME, (struct text){ 0 }), "Zoë Tan");
		CHECK_TEXT(facts_find(&g, FIELD_CONSIGNEE_PHONE, (struct text){ 0 }), hidden[i]);
	}
}

TEST(a_person_shown_for_the_first_time_or_otherwise_is_a_change)
{
	struct scope *s = check_scope();
	struct facts f = { 0 }, g = { 0 };
	struct changes c;

	say(&f, FIELD_CONSIGNEE_NAME, NULL, "Z**n");
	say(&g, FIELD_CONSIGNEE_NAME, NULL, "Zoë Tan");
	say(&g, FIELD_CONSIGNEE_PHONE, NULL, "6591234567");
	facts_diff(s->arena, &f, &g, &c);
	CHECK_EQ(c.count, 2);
	facts_unmask(s->arena, &f, &g);
	CHECK_TEXT(facts_find(&g, FIELD_CONSIGNEE_NAME, (struct text){ 0 }), "Zoë Tan");
}

TEST(stars_in_a_plain_field_hide_nothing)
{
	struct scope *s = check_scope();
	struct facts f = { 0 }, g = { 0 };
	struct changes c;

	say(&f, FIELD_LINE_TITLE, "a", "Mug");
	say(&g, FIELD_LINE_TITLE, "a", "** Mug **");
	facts_diff(s->arena, &f, &g, &c);
	CHECK_EQ(c.count, 1);
	facts_unmask(s->arena, &f, &g);
	CHECK_TEXT(facts_find(&g, FIELD_LINE_TITLE, TEXT("a")), "** Mug **");
}
