/* base/money_test.c - amounts, exact or refused. */
#include "base/decimal.h"
#include "base/money.h"
#include "base/rand.h"
#include "base/scope.h"
#include "tests/check.h"
#include <string.h>

static const struct {
	const char *code;
	int digits;
} listed[] = {
#define CURRENCY(code, digits) { #code, digits },
#include "base/currencies.def"
#undef CURRENCY
};
enum { LISTED = sizeof listed / sizeof *listed };

TEST(every_currency_of_the_list_is_found_and_the_list_is_sorted)
{
	for (size_t i = 0; i < LISTED; i++) {
		CHECK_EQ(currency_exponent(text_of(listed[i].code)), listed[i].digits);
		CHECK(i == 0 || strcmp(listed[i - 1].code, listed[i].code) < 0);
	}
	CHECK_EQ(currency_exponent(TEXT("SGD")), 2);
	CHECK_EQ(currency_exponent(TEXT("VND")), 0);
	CHECK_EQ(currency_exponent(TEXT("KWD")), 3);
	CHECK_EQ(currency_exponent(TEXT("CLF")), 4);
}

TEST(what_is_no_currency_is_unknown)
{
	struct scope *s = check_scope();
	int64_t minor;

	CHECK_EQ(currency_exponent(TEXT("XXX")), -1);
	CHECK_EQ(currency_exponent(TEXT("sgd")), -1);
	CHECK_EQ(currency_exponent(TEXT("SG")), -1);
	CHECK_EQ(currency_exponent(TEXT("SGDX")), -1);
	CHECK_EQ(currency_exponent((struct text){ 0 }), -1);
	CHECK_ERR(money_parse(s, TEXT("1"), TEXT("S$"), &minor), ERR_CURRENCY_UNKNOWN);
	CHECK_TEXT(s->words, "\"S$\" is no currency of ISO 4217");
}

TEST(amounts_are_read_exactly)
{
	static const struct {
		const char *amount, *currency;
		int64_t minor;
	} rows[] = {
		{ "12.30", "SGD", 1230 },
		{ "12.3", "SGD", 1230 },
		{ "12", "SGD", 1200 },
		{ "12.300", "SGD", 1230 },
		{ "1.2e1", "SGD", 1200 },
		{ "1230E-2", "SGD", 1230 },
		{ "-0.01", "SGD", -1 },
		{ "-0", "SGD", 0 },
		{ "0.00", "SGD", 0 },
		{ "0e400", "SGD", 0 },
		{ "0.000e-99999999999999999999", "SGD", 0 },
		{ "0001.50", "SGD", 150 },
		{ "150000", "VND", 150000 },
		{ "150000.0", "VND", 150000 },
		{ "1.234", "KWD", 1234 },
		{ "0.0001", "CLF", 1 },
		{ "100e-2", "JPY", 1 },
		{ "1e+2", "JPY", 100 },
		{ "92233720368547758.07", "SGD", INT64_MAX },
		{ "-92233720368547758.08", "SGD", INT64_MIN },
		{ "9223372036854775807", "JPY", INT64_MAX },
		{ "9.223372036854775807e18", "JPY", INT64_MAX },
		{ "0.00000000000000000001e20", "JPY", 1 },
		{ "100000000000000000000e-20", "JPY", 1 },
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t minor = -7;

		CHECK_OK(money_parse(s, text_of(rows[i].amount), text_of(rows[i].currency), &minor));
		CHECK_EQ(minor, rows[i].minor);
	}
}

TEST(hostile_and_inexact_amounts_are_refused_by_name)
{
	static const char *const wrong[] = { "",
					     "-",
					     "--1",
					     "+1",
					     "1e400",
					     "1e99999999999999999999",
					     "0.1e-3",
					     "0.001",
					     "12.305",
					     "1e-3",
					     ".5",
					     "5.",
					     "1.e2",
					     "1e",
					     "1e+",
					     "1e1.5",
					     "1,000.00",
					     "1 000",
					     " 1",
					     "1 ",
					     "NaN",
					     "inf",
					     "0x10",
					     "1.2.3",
					     "1e2e3",
					     "92233720368547758.08",
					     "-92233720368547758.09",
					     "99999999999999999999",
					     "184467440737095516.17",
					     "１",
					     "1\n",
					     "12.30SGD" };
	struct scope *s = check_scope();
	int64_t minor = 42;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_ERR(money_parse(s, text_of(wrong[i]), TEXT("SGD"), &minor), ERR_BAD_MONEY);
	CHECK_ERR(money_parse(s, (struct text){ "1\0", 2 }, TEXT("SGD"), &minor), ERR_BAD_MONEY);
	CHECK_ERR(money_parse(s, (struct text){ 0 }, TEXT("SGD"), &minor), ERR_BAD_MONEY);
	CHECK_EQ(minor, 42);
	CHECK_ERR(money_parse(s, TEXT("1.5"), TEXT("JPY"), &minor), ERR_BAD_MONEY);
	CHECK_TEXT(s->words, "\"1.5\" is no amount of JPY, which has 0 digits after the point");
}

TEST(a_long_hostile_amount_is_repeated_only_in_part)
{
	struct scope *s = check_scope();
	char *nines = arena_alloc(s->arena, 100001);
	int64_t minor;

	memset(nines, '9', 100000);
	CHECK_ERR(money_parse(s, text_of(nines), TEXT("SGD"), &minor), ERR_BAD_MONEY);
	CHECK(s->words.size < 200);
}

TEST(amounts_are_written_with_the_currencys_decimals)
{
	struct arena *a = check_scope()->arena;

	CHECK_TEXT(money_format(a, 1230, TEXT("SGD")), "12.30");
	CHECK_TEXT(money_format(a, -5, TEXT("SGD")), "-0.05");
	CHECK_TEXT(money_format(a, 0, TEXT("SGD")), "0.00");
	CHECK_TEXT(money_format(a, -150000, TEXT("VND")), "-150000");
	CHECK_TEXT(money_format(a, 1, TEXT("CLF")), "0.0001");
	CHECK_TEXT(money_format(a, INT64_MIN, TEXT("SGD")), "-92233720368547758.08");
}

TEST(in_every_currency_what_is_written_is_read_back)
{
	struct scope *s = check_scope();
	struct rand r = rand_seed(check_seed());

	for (size_t i = 0; i < LISTED; i++)
		for (int round = 0; round < 100; round++) {
			struct text code = text_of(listed[i].code);
			int64_t wrote = rand_between(&r, INT64_MIN, INT64_MAX) >> rand_below(&r, 64), got;

			CHECK_OK(money_parse(s, money_format(s->arena, wrote, code), code, &got));
			CHECK_EQ(got, wrote);
		}
}

TEST(every_spelling_of_a_small_number_by_point_and_exponent_is_the_same_number)
{
	struct arena *a = check_scope()->arena;

	for (int n = -1050; n <= 1050; n++)
		for (int places = 0; places <= 6; places++)
			for (int shift = -8; shift <= 8; shift++) {
				int64_t unit = 1, got, value = n;
				int net = shift - places + 2;

				for (int i = 0; i < places; i++)
					unit *= 10;
				int64_t size = n < 0 ? -n : n;
				struct text t = places ? text_format(a, "%s%lld.%0*llde%d", n < 0 ? "-" : "",
								     (long long)(size / unit), places,
								     (long long)(size % unit), shift)
						       : text_format(a, "%de%d", n, shift);
				for (; net > 0; net--)
					value *= 10;
				bool whole = true;
				for (; net < 0; net++) {
					whole = whole && value % 10 == 0;
					value /= 10;
				}
				CHECK_EQ(decimal_scaled(t, 2, &got), whole);
				if (whole)
					CHECK_EQ(got, value);
				if (t.size && (n + places + shift) % 64 == 0)
					arena_reset(a);
			}
}
