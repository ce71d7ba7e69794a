/* base/charset_test.c - encodings that spreadsheets write. */
#include "base/charset.h"
#include "tests/check.h"

static struct text read_as(struct text bytes, enum charset wanted)
{
	enum charset which = CHARSET_COUNT;
	struct text out;

	CHECK_OK(charset_read(check_scope(), bytes, &out, &which));
	CHECK_EQ(which, wanted);
	return out;
}

TEST(utf8_is_read_with_and_without_its_mark)
{
	CHECK_TEXT(read_as(TEXT("货号,数量\n"), CHARSET_UTF8), "货号,数量\n");
	CHECK_TEXT(read_as(TEXT("\xEF\xBB\xBF货号"), CHARSET_UTF8), "货号");
	CHECK_TEXT(read_as(TEXT(""), CHARSET_UTF8), "");
}

TEST(what_is_no_utf8_is_read_as_gb18030)
{
	CHECK_TEXT(read_as(TEXT("\xBB\xF5\xBA\xC5,\xCA\xFD\xC1\xBF\n"), CHARSET_GB18030), "货号,数量\n");
	CHECK_TEXT(read_as(TEXT("\x84\x31\x95\x33\x81\x30\x81\x30"), CHARSET_GB18030),
		   "\xC2\x80"); /* four bytes, a mark */
}

TEST(utf16_is_read_by_its_mark_in_both_orders)
{
	CHECK_TEXT(read_as(TEXT("\xFF\xFE"
				"a\0\x27\x8D"),
			   CHARSET_UTF16),
		   "a货");
	CHECK_TEXT(read_as(TEXT("\xFE\xFF"
				"\0a\x8D\x27\xD8\x3D\xDE\x00"),
			   CHARSET_UTF16),
		   "a货😀");
}

TEST(what_is_no_text_is_refused_with_its_place)
{
	static const struct {
		struct text bytes;
		const char *words;
	} all[] = {
		{ { "a\nb\0c", 5 }, "there is a NUL byte at byte 4, line 2: save the file as UTF-8 and send it again" },
		{ { "a\xFF", 2 },
		  "there is neither UTF-8 nor GB18030 at byte 2, line 1: save the file as UTF-8 and send it again" },
		{ { "\xEF\xBB\xBFx\xBB\xF5", 6 },
		  "there is no UTF-8, although the file begins as UTF-8, at byte 5, line 1: save the file as UTF-8 and "
		  "send it again" },
		{ { "\xFF\xFE"
		    "a",
		    3 },
		  "there is no UTF-16 at byte 3, line 1: save the file as UTF-8 and send it again" },
		{ { "\xFE\xFF\xD8\x00\x00\x41", 6 },
		  "there is no UTF-16 at byte 3, line 1: save the file as UTF-8 and send it again" },
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		enum charset which;
		struct text out;

		CHECK_ERR(charset_read(s, all[i].bytes, &out, &which), ERR_BAD_TEXT);
		CHECK_TEXT(s->words, all[i].words);
	}
}
