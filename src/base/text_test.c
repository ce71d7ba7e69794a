/* base/text_test.c - views, copies, numbers, UTF-8 and the buffer. */
#include "base/text.h"
#include "base/utf8.h"
#include "tests/check.h"
#include <string.h>

TEST(texts_compare_by_bytes)
{
	CHECK(text_same(TEXT("a"), text_of("a")));
	CHECK(text_same((struct text){ 0 }, TEXT("")));
	CHECK(!text_same(TEXT("a"), TEXT("b")));
	CHECK(text_order(TEXT("a"), TEXT("ab")) < 0);
	CHECK(text_order(TEXT("b"), TEXT("ab")) > 0);
	CHECK(text_order(TEXT("\xC3\xA9"), TEXT("z")) > 0);
	CHECK_EQ(text_order(TEXT("ab"), TEXT("ab")), 0);
	CHECK(text_starts(TEXT("order"), "ord") && !text_starts(TEXT("or"), "ord"));
	CHECK(text_ends(TEXT("order"), "der") && !text_ends(TEXT("er"), "der"));
}

TEST(a_copy_ends_with_a_nul_and_nothing_stays_nothing)
{
	struct arena *a = check_scope()->arena;
	struct text t = text_copy(a, (struct text){ "abcdef", 3 });

	CHECK_TEXT(t, "abc");
	CHECK_EQ(t.at[3], 0);
	CHECK(text_copy(a, (struct text){ 0 }).at == NULL);
	CHECK_TEXT(text_copy(a, TEXT("")), "");
	CHECK_TEXT(text_of(text_z(a, (struct text){ 0 })), "");
}

TEST(format_holds_texts_of_any_length)
{
	struct arena *a = check_scope()->arena;

	for (int size = 0; size < 600; size += 51) {
		struct text t = text_format(a, "%*d", size + 1, 7);

		CHECK_EQ(t.size, size + 1);
		CHECK_EQ(t.at[size], '7');
		CHECK_EQ(t.at[size + 1], 0);
	}
}

TEST(trim_takes_ascii_blanks_from_both_ends_only)
{
	CHECK_TEXT(text_trim(TEXT(" \t\r\n a b \v\f ")), "a b");
	CHECK_TEXT(text_trim(TEXT("   ")), "");
	CHECK_TEXT(text_trim(TEXT("\xC2\xA0x")), "\xC2\xA0x");
}

TEST(cut_gives_the_pieces_between_separators)
{
	struct text rest = TEXT("a,,b,"), head;

	CHECK(text_cut(&rest, ',', &head));
	CHECK_TEXT(head, "a");
	CHECK(text_cut(&rest, ',', &head));
	CHECK_TEXT(head, "");
	CHECK(text_cut(&rest, ',', &head));
	CHECK_TEXT(head, "b");
	CHECK(!text_cut(&rest, ',', &head));
	rest = (struct text){ 0 };
	CHECK(!text_cut(&rest, ',', &head));
}

TEST(whole_numbers_are_read_to_their_limits_and_nothing_else_is)
{
	static const char *const wrong[] = { "",
					     "-",
					     "+1",
					     " 1",
					     "1 ",
					     "1.0",
					     "0x1",
					     "9223372036854775808",
					     "-9223372036854775809",
					     "99999999999999999999",
					     "--1",
					     "1-",
					     "１" };
	int64_t n = 0;

	CHECK(text_to_int(TEXT("9223372036854775807"), &n) && n == INT64_MAX);
	CHECK(text_to_int(TEXT("-9223372036854775808"), &n) && n == INT64_MIN);
	CHECK(text_to_int(TEXT("-0"), &n) && n == 0);
	CHECK(text_to_int(TEXT("007"), &n) && n == 7);
	n = 42;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!text_to_int(text_of(wrong[i]), &n));
	CHECK(!text_to_int((struct text){ 0 }, &n));
	CHECK_EQ(n, 42);
}

/* What the Unicode standard says of a code point, without looking at bytes. */
static bool is_scalar(uint32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

TEST(every_code_point_is_one_sequence_and_is_valid_unless_nul)
{
	char bytes[4];

	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		if (!is_scalar(code))
			continue;
		size_t size = utf8_write(bytes, code);
		CHECK_EQ(size, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
		CHECK_EQ(utf8_sequence(bytes, bytes + size), size);
		CHECK_EQ(text_valid((struct text){ bytes, size }), code != 0);
		if (size > 1)
			CHECK_EQ(utf8_sequence(bytes, bytes + size - 1), 0);
	}
}

TEST(all_sequences_of_three_bytes_are_judged_as_decoding_by_hand_does)
{
	for (uint32_t n = 0x800000; n <= 0xFFFFFF; n++) {
		unsigned char b[3] = { (unsigned char)(n >> 16), (unsigned char)(n >> 8), (unsigned char)n };
		bool tail1 = b[1] >> 6 == 2, tail2 = b[2] >> 6 == 2;
		uint32_t two = (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
		uint32_t three = (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
		size_t wanted = 0;

		if (b[0] >> 5 == 6 && tail1 && two >= 0x80)
			wanted = 2;
		else if (b[0] >> 4 == 14 && tail1 && tail2 && three >= 0x800 && is_scalar(three))
			wanted = 3;
		if (utf8_sequence((char *)b, (char *)b + 3) != wanted)
			CHECK_EQ(n, -1);
	}
}

TEST(four_byte_sequences_end_at_the_last_code_point)
{
	CHECK(text_valid(TEXT("\xF4\x8F\xBF\xBF")));
	CHECK(!text_valid(TEXT("\xF4\x90\x80\x80")));
	CHECK(!text_valid(TEXT("\xF0\x8F\xBF\xBF")));
	CHECK(!text_valid(TEXT("\xF5\x80\x80\x80")));
	CHECK(!text_valid(TEXT("\xF0\x90\x80")));
	CHECK(!text_valid((struct text){ "a\0b", 3 }));
	CHECK(text_valid((struct text){ 0 }));
	CHECK(text_valid(TEXT("plain, 中文, русский, \xF0\x9F\x9A\x9A")));
}

TEST(a_limit_never_cuts_a_code_point)
{
	struct text t = TEXT("a中\xF0\x9F\x9A\x9A");

	for (size_t bytes = 0; bytes <= t.size + 1; bytes++) {
		struct text cut = text_limit(t, bytes);

		CHECK(cut.size <= bytes && text_valid(cut));
		CHECK_EQ(cut.size, bytes < 1 ? 0 : bytes < 4 ? 1 : bytes < 8 ? 4 : 8);
	}
	CHECK_EQ(text_limit(TEXT("\x80\x80\x80\x80\x80\x80\x80"), 5).size, 5);
}

TEST(characters_are_counted_and_control_characters_are_found)
{
	CHECK_EQ(text_characters(TEXT("")), 0);
	CHECK_EQ(text_characters(TEXT("a\xC3\x9C王\xF0\x9F\x98\x80")), 4);
	CHECK(text_on_one_line(TEXT("")) && text_on_one_line(TEXT("王 小明~")));
	CHECK(!text_on_one_line(TEXT("a\nb")) && !text_on_one_line(TEXT("\t")) && !text_on_one_line(TEXT("a\x7F")));
}

TEST(folding_removes_case_marks_and_width)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(text_fold(a, TEXT("Mu\xCC\x88ller M\xC3\x9CLLER")), "muller muller");
	CHECK_TEXT(text_fold(a, TEXT("STRASSE Stra\xC3\x9F"
				     "e")),
		   "strasse strasse");
	CHECK_TEXT(text_fold(a, TEXT("\xD0\x81\xD0\xBB\xD0\xBA\xD0\xB0")), "\xD0\xB5\xD0\xBB\xD0\xBA\xD0\xB0");
	CHECK_TEXT(text_fold(a, TEXT("ＡＢＣ１２")), "abc12");
	CHECK_TEXT(text_fold(a, TEXT("王小明")), "王小明");
	CHECK_TEXT(text_fold(a, TEXT("한국")), "한국");
	CHECK_TEXT(text_fold(a, TEXT("Nguy\xE1\xBB\x85n")), "nguyen");
	CHECK_TEXT(text_fold(a, TEXT("")), "");
	CHECK_TEXT(text_fold(a, TEXT("AB\xFFZ")), "ab\xFFz");
	CHECK(text_fold(a, (struct text){ 0 }).at == NULL);
}

TEST(a_buffer_grows_by_any_pieces_and_always_ends_with_a_nul)
{
	struct arena *a = check_scope()->arena;
	struct buffer b = buffer_in(a);

	CHECK_TEXT(buffer_text(&b), "");
	for (int i = 0; i < 3000; i++) {
		buffer_format(&b, "%d", i % 10);
		buffer_byte(&b, 'x');
		if (i % 7 == 0)
			(void)arena_alloc(a, 10);
	}
	CHECK_EQ(b.size, 6000);
	for (size_t i = 0; i < 3000; i++)
		CHECK(b.at[2 * i] == '0' + (char)(i % 10) && b.at[2 * i + 1] == 'x');
	CHECK_EQ(b.at[6000], 0);
	buffer_format(&b, "%500d", 5);
	CHECK_EQ(b.size, 6500);
	CHECK_EQ(b.at[6499], '5');
	CHECK_EQ(strlen(b.at), 6500);
}

TEST(a_wrong_byte_is_seen_wherever_it_stands_among_plain_ones)
{
	static const char wrong[] = { '\0', '\x80', '\xC3', '\xFF' };
	char bytes[25];

	for (size_t size = 1; size <= sizeof bytes; size++)
		for (size_t at = 0; at < size; at++)
			for (size_t i = 0; i < sizeof wrong; i++) {
				memset(bytes, 'a', sizeof bytes);
				CHECK(text_valid((struct text){ bytes, size }));
				CHECK(text_ascii((struct text){ bytes, size }));
				bytes[at] = wrong[i];
				CHECK(!text_valid((struct text){ bytes, size }));
				CHECK_EQ(text_ascii((struct text){ bytes, size }), wrong[i] == '\0');
			}
}

TEST(plain_text_is_folded_as_it_is_among_other_text)
{
	struct arena *a = check_scope()->arena;

	for (int c = 1; c < 128; c++) {
		struct text alone = text_fold(a, text_format(a, "%c", c));
		struct text among = text_fold(a, text_format(a, "%c\xC3\xA9", c));

		CHECK_SAME(text_format(a, "%.*se", TEXT_ARG(alone)), among);
	}
}
