/* core/sku_suggest_test.c - which articles are suggested for a platform SKU, why, and in what order. */
#include "core/sku_suggest.h"
#include "tests/check.h"

static bool has_key(const char *sku, const char *title, const char *key)
{
	struct arena *a = check_scope()->arena;
	struct suggest_for f = { text_of(sku), text_of(title) };
	struct text keys[SUGGEST_KEYS_MAX];
	size_t count = sku_suggest_keys(a, &f, keys);

	CHECK(count <= SUGGEST_KEYS_MAX);
	for (size_t i = 0; i < count; i++)
		if (text_is(keys[i], key))
			return true;
	return false;
}

/* The one article there is: is it suggested, why, and how many pieces of it? */
static void check_one(const char *sku, const char *title, struct suggest_candidate c, enum suggestion_reason reason,
		      int64_t quantity)
{
	struct suggest_for f = { text_of(sku), text_of(title) };
	struct suggestion out[SUGGESTIONS_MAX];

	CHECK_EQ(sku_suggest(check_scope()->arena, &f, &c, 1, out), 1);
	CHECK_TEXT(text_of(suggestion_reason_name(out[0].reason)), suggestion_reason_name(reason));
	CHECK_EQ(out[0].quantity, quantity);
}

static struct suggest_candidate lamp(void)
{
	return (struct suggest_candidate){
		.sku_id = 1, .code = TEXT("CCD007"), .barcode = TEXT("4006381333931"), .title = TEXT("Desk lamp, black")
	};
}

TEST(each_reason_is_found)
{
	struct suggest_candidate mapped = lamp(), plain = lamp();

	mapped.mapped_quantity = 6;
	check_one("CCD007", "", plain, SUGGEST_SAME_CODE, 1);
	check_one("4006381333931", "", plain, SUGGEST_SAME_BARCODE, 1);
	check_one("ccd-007", "", plain, SUGGEST_SAME_LETTERS, 1);
	check_one("ÇCD 007", "", plain, SUGGEST_SAME_LETTERS, 1);
	check_one("anything", "", mapped, SUGGEST_OTHER_SHOP, 6);
	check_one("anything", "desk LAMP (black)", plain, SUGGEST_SAME_TITLE, 1);
	check_one("CCD007-3", "", plain, SUGGEST_PART_OF_CODE, 3);
	check_one("CCD007x12", "", plain, SUGGEST_PART_OF_CODE, 12);
	check_one("3xCCD007", "", plain, SUGGEST_PART_OF_CODE, 3);
	check_one("3*ccd-007", "", plain, SUGGEST_PART_OF_CODE, 3);
	check_one("CCD007-RED", "", plain, SUGGEST_PART_OF_CODE, 1);
	check_one("SG-CCD007", "", plain, SUGGEST_PART_OF_CODE, 1);
	check_one("CCD007_SG_RED", "", plain, SUGGEST_PART_OF_CODE, 1);
}

TEST(what_has_nothing_in_common_is_not_suggested)
{
	static const char *const others[] = { "CCD008", "CCD0071", "CCD007-0", "", "-", "---", "7", "x3", "3x" };
	struct suggest_candidate bare = { .sku_id = 2, .code = TEXT("---"), .barcode = TEXT(""), .title = TEXT("") };
	struct suggest_candidate whole = lamp();
	struct suggestion out[SUGGESTIONS_MAX];

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct suggest_for f = { text_of(others[i]), TEXT("") };

		if (!text_is(f.sku, "CCD007-0")) /* there it is the code with something behind it */
			CHECK_EQ(sku_suggest(check_scope()->arena, &f, &whole, 1, out), 0);
		if (!text_is(f.sku, "---"))
			CHECK_EQ(sku_suggest(check_scope()->arena, &f, &bare, 1, out), 0);
	}
}

TEST(the_likeliest_come_first_each_once_and_at_most_three)
{
	struct suggest_candidate all[] = { { 1, TEXT("AB-1"), TEXT(""), TEXT("Cup"), 0 },
					   { 2, TEXT("AB1"), TEXT(""), TEXT("x"), 0 },
					   { 3, TEXT("ZZ"), TEXT("AB1"), TEXT("y"), 0 },
					   { 4, TEXT("QQ"), TEXT(""), TEXT("cup"), 0 },
					   { 2, TEXT("AB1"), TEXT(""), TEXT("x"), 2 } };
	struct suggest_for f = { TEXT("AB1"), TEXT("Cup") };
	struct suggestion out[SUGGESTIONS_MAX];

	CHECK_EQ(sku_suggest(check_scope()->arena, &f, all, 5, out), 3);
	CHECK_EQ(all[out[0].candidate].sku_id, 2);
	CHECK_EQ(out[0].reason, SUGGEST_SAME_CODE);
	CHECK_EQ(all[out[1].candidate].sku_id, 3);
	CHECK_EQ(all[out[2].candidate].sku_id, 1);
	CHECK_EQ(out[2].reason, SUGGEST_SAME_LETTERS);
}

TEST(keys_lead_to_what_may_fit)
{
	CHECK(has_key("CCD-007", "", "#ccd007"));
	CHECK(has_key("CCD007-3", "", "#ccd007"));
	CHECK(has_key("3xCCD007", "", "#ccd007"));
	CHECK(has_key("x", "Desk lamp,  BLACK", "~desk lamp black"));
	CHECK(!has_key("", "", ""));
	CHECK_TEXT(sku_title_key(check_scope()->arena, TEXT("Größe: 42")), "~grosse 42");
	CHECK(!sku_title_key(check_scope()->arena, TEXT("?!")).at);
	CHECK(sku_title_key(check_scope()->arena,
			    TEXT("a very long title that goes on and on until nobody reads it any more, and then some"))
		      .size <= 61);
}
