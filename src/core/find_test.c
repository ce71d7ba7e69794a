/* core/find_test.c - by which keys an order is found (S001-35, 57). */
#include "core/find.h"
#include "tests/check.h"

/* The keys, one after another with a bar between. */
static struct text keys_of(const char *name, const char *phone)
{
	struct arena *a = check_scope()->arena;
	struct text keys[FIND_KEYS_MAX];
	struct buffer b = buffer_in(a);
	size_t count = find_people_keys(a, find_people(a, text_of(name), text_of(phone)), keys);

	for (size_t i = 0; i < count; i++)
		buffer_format(&b, "%s%.*s", i ? "|" : "", TEXT_ARG(keys[i]));
	return b.size ? buffer_text(&b) : TEXT("");
}

TEST(a_name_is_found_by_the_beginning_of_each_word_whatever_its_case_and_marks)
{
	CHECK_TEXT(keys_of("Nguyễn Văn-Dũng", NULL), "nguyen van-dung|van-dung|dung");
	CHECK_TEXT(keys_of("O'Connor", NULL), "o'connor|connor");
	CHECK_TEXT(keys_of("  Ann  ", NULL), "ann  ");
	CHECK_TEXT(keys_of("X Æ A-12", NULL), "x æ a-12|æ a-12|a-12|12");
}

TEST(a_name_without_blanks_is_found_by_each_character)
{
	CHECK_TEXT(keys_of("王小明", NULL), "王小明|小明|明");
	CHECK_TEXT(keys_of("สมชาย", NULL), "สมชาย|มชาย|ชาย|าย|ย");
	CHECK_TEXT(keys_of("Tan 大文", NULL), "tan 大文|大文|文");
	CHECK_TEXT(keys_of("一二三四五六七八九", NULL),
		   "一二三四五六七八九|二三四五六七八九|三四五六七八九|四五六七八九|五六七八九|六七八九|七八九|八九");
}

TEST(a_phone_is_found_by_its_end)
{
	CHECK_TEXT(keys_of(NULL, "+65 (9123) 45-67"), "#7654321956");
	CHECK_TEXT(keys_of(NULL, "******89"), ""); /* too little is left */
	CHECK_TEXT(keys_of("Bo", "＋６３９"), "bo|#936");
	CHECK_EQ(find_phone_key(check_scope()->arena, text_format(check_scope()->arena, "%0100d", 7)).size,
		 FIND_KEY_MAX);
}

TEST(what_is_masked_or_missing_gives_no_keys)
{
	CHECK_TEXT(keys_of("****", "****"), "");
	CHECK_TEXT(keys_of(NULL, NULL), "");
	CHECK_TEXT(keys_of("a\nb", NULL), "a b|b");
}

TEST(a_key_is_short_and_ends_between_characters)
{
	struct text key =
		keys_of("éééééééééé ßßßßßßßßßßßßßßßßßßßßßßßßß 1234567890123456789012345678901234567890", NULL);

	CHECK(text_valid(key));
	CHECK_EQ(find_name_key(text_format(check_scope()->arena, "%0100d", 7)).size, FIND_KEY_MAX);
}

TEST(an_order_has_one_number_or_two)
{
	struct arena *a = check_scope()->arena;
	struct text keys[2];

	CHECK_EQ(find_number_keys(a, TEXT("220101ABC"), TEXT("220101abc"), keys), 1);
	CHECK_TEXT(keys[0], "=220101abc");
	CHECK_EQ(find_number_keys(a, TEXT("7"), TEXT("#1001"), keys), 2);
	CHECK_TEXT(keys[1], "=#1001");
	CHECK_EQ(find_number_keys(a, TEXT("7"), TEXT(""), keys), 1);
}

TEST(a_phone_is_typed_with_signs_but_without_letters)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(find_digits(a, TEXT("+65 91-23.(4)/")), "6591234");
	CHECK_TEXT(find_digits(a, TEXT(" - ")), "");
	CHECK(!find_digits(a, TEXT("91a")).at);
	CHECK(!find_digits(a, ((struct text){ "91\0", 3 })).at);
}

TEST(a_name_is_typed_with_anything_around_it)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(find_name(a, TEXT("  *ZOË tan ")), "zoe tan");
	CHECK_TEXT(find_name(a, TEXT("王")), "王");
	CHECK(!find_name(a, TEXT(" *' ")).at);
	CHECK(!find_name(a, TEXT("")).at);
}

TEST(what_fits_is_what_the_keys_find)
{
	struct arena *a = check_scope()->arena;
	struct text p = find_people(a, TEXT("Maria dela Cruz"), TEXT("639171234567"));

	CHECK(find_name_fits(p, TEXT("maria de")));
	CHECK(find_name_fits(p, TEXT("dela")));
	CHECK(!find_name_fits(p, TEXT("ela")));
	CHECK(!find_name_fits(p, TEXT("cruz x")));
	CHECK(find_phone_fits(p, TEXT("4567")));
	CHECK(!find_phone_fits(p, TEXT("0639171234567")));
	CHECK(!find_phone_fits(p, TEXT("639")));
}

TEST(what_is_no_utf8_is_searched_byte_by_byte)
{
	struct arena *a = check_scope()->arena;
	struct text p = find_people(a, ((struct text){ "\xff\xe4\xbd", 3 }), TEXT(""));

	CHECK(find_name_fits(p, ((struct text){ "\xff", 1 })));
}
