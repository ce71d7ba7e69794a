/* base/instant_test.c - moments, both ways. */
#include "base/instant.h"
#include "tests/check.h"

TEST(every_day_from_1970_to_9999_follows_the_one_before)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t ms = 0;

	for (int year = 1970; year <= 9999; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = month == 2 && (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0));

			for (int day = 1; day <= lengths[month - 1] + leap; day++, ms += DAY_MS) {
				struct instant_parts p = instant_parts(ms + 45296789);

				if (p.year != year || p.month != month || p.day != day || p.hour != 12 ||
				    p.minute != 34 || p.second != 56 || p.ms != 789 ||
				    instant_of_parts(p) != ms + 45296789)
					check_failed(__FILE__, __LINE__, "%d-%d-%d is taken apart wrongly", year, month,
						     day);
			}
		}
	CHECK_EQ(ms - 1, INSTANT_MAX);
}

TEST(rfc_3339_is_read_with_any_offset_and_fraction)
{
	static const struct {
		const char *text;
		int64_t ms;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "9999-12-31T23:59:59.999Z", INSTANT_MAX },
		{ "2000-02-29T12:00:00z", INT64_C(951825600000) },
		{ "2022-06-20t08:40:31+00:00", INT64_C(1655714431000) },
		{ "2022-06-20T16:40:31+08:00", INT64_C(1655714431000) },
		{ "2022-06-20T05:10:31-03:30", INT64_C(1655714431000) },
		{ "2022-06-20 08:40:31.5Z", INT64_C(1655714431500) },
		{ "2022-06-20T08:40:31.0019999999Z", INT64_C(1655714431001) },
		{ "2016-12-31T23:59:60Z", INT64_C(1483228799999) },
		{ "1970-01-01T01:00:00+01:00", 0 },
		{ "1969-12-31T23:00:00-01:00", 0 },
	};
	int64_t ms;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(instant_from_rfc3339(text_of(rows[i].text), &ms));
		CHECK_EQ(ms, rows[i].ms);
	}
}

TEST(what_is_no_moment_is_refused)
{
	static const char *const wrong[] = { "",
					     "2022",
					     "2022-06-20",
					     "2022-06-20T08:40:31",
					     "2022-06-20T08:40Z",
					     "2022-13-01T00:00:00Z",
					     "2022-00-01T00:00:00Z",
					     "2022-06-00T00:00:00Z",
					     "2022-06-31T00:00:00Z",
					     "2021-02-29T00:00:00Z",
					     "1900-02-29T00:00:00Z",
					     "2022-06-20T24:00:00Z",
					     "2022-06-20T08:60:00Z",
					     "2022-06-20T08:40:61Z",
					     "2022-06-20T08:40:31.Z",
					     "2022-06-20T08:40:31+24:00",
					     "2022-06-20T08:40:31+0800",
					     "2022-06-20T08:40:31ZZ",
					     "2022-06-20T08:40:31Z ",
					     " 2022-06-20T08:40:31Z",
					     "1969-12-31T23:59:59Z",
					     "1970-01-01T00:00:00+00:01",
					     "9999-12-31T23:59:59-00:01",
					     "-022-06-20T08:40:31Z",
					     "0000-01-01T00:00:00Z" };
	int64_t ms = 42;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!instant_from_rfc3339(text_of(wrong[i]), &ms));
	CHECK_EQ(ms, 42);
}

TEST(unix_time_is_read_in_seconds_and_milliseconds_within_bounds)
{
	int64_t ms = 42;

	CHECK(!instant_from_seconds(TEXT("-1"), &ms) && !instant_from_ms(TEXT("-1"), &ms));
	CHECK(!instant_from_seconds(TEXT("253402300800"), &ms) && !instant_from_ms(TEXT("253402300800000"), &ms));
	CHECK(!instant_from_seconds(TEXT("9223372036854775807"), &ms) && !instant_from_seconds(TEXT("1.5"), &ms));
	CHECK(!instant_from_seconds(TEXT(""), &ms) && !instant_from_ms(TEXT("x"), &ms));
	CHECK_EQ(ms, 42);
	CHECK(instant_from_seconds(TEXT("1655714431"), &ms) && ms == INT64_C(1655714431000));
	CHECK(instant_from_ms(TEXT("1655714431005"), &ms) && ms == INT64_C(1655714431005));
	CHECK(instant_from_seconds(TEXT("0"), &ms) && ms == 0);
	CHECK(instant_from_seconds(TEXT("253402300799"), &ms) && ms == INSTANT_MAX - 999);
}

TEST(the_date_header_goes_both_ways)
{
	struct arena *a = check_scope()->arena;
	int64_t ms;

	CHECK(instant_from_http(TEXT("Sun, 06 Nov 1994 08:49:37 GMT"), &ms));
	CHECK_EQ(ms, INT64_C(784111777000));
	CHECK_TEXT(instant_format_http(a, ms), "Sun, 06 Nov 1994 08:49:37 GMT");
	CHECK_TEXT(instant_format_http(a, 0), "Thu, 01 Jan 1970 00:00:00 GMT");
	CHECK_TEXT(instant_format_http(a, INT64_C(951825600000)), "Tue, 29 Feb 2000 12:00:00 GMT");
	for (int64_t day = 0; day < 40000; day += 13) {
		struct text t = instant_format_http(a, day * DAY_MS);

		CHECK(instant_from_http(t, &ms));
		CHECK_EQ(ms, day * DAY_MS);
	}
	CHECK(!instant_from_http(TEXT("Sun, 06 Nov 1994 08:49:37 UTC"), &ms));
	CHECK(!instant_from_http(TEXT("Sun, 6 Nov 1994 08:49:37 GMT"), &ms));
	CHECK(!instant_from_http(TEXT("Sun, 31 Feb 1994 08:49:37 GMT"), &ms));
	CHECK(!instant_from_http(TEXT("Sun, 06 Foo 1994 08:49:37 GMT"), &ms));
	CHECK(!instant_from_http(TEXT(""), &ms));
}

TEST(what_is_written_is_read_back_with_milliseconds_only_where_there_are_some)
{
	struct arena *a = check_scope()->arena;
	int64_t ms;

	CHECK_TEXT(instant_format(a, INT64_C(1795300876000)), "2026-11-21T22:41:16Z");
	CHECK_TEXT(instant_format(a, INT64_C(1795300876007)), "2026-11-21T22:41:16.007Z");
	CHECK_TEXT(instant_format(a, INSTANT_MAX), "9999-12-31T23:59:59.999Z");
	CHECK_TEXT(instant_format(a, -1), "1969-12-31T23:59:59.999Z");
	for (int64_t at = 0; at <= INSTANT_MAX; at += INT64_C(86400007) * 1009) {
		CHECK(instant_from_rfc3339(instant_format(a, at), &ms));
		CHECK_EQ(ms, at);
	}
}
