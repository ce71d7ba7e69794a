/* base/money.c - amounts: text to minor units and back, by the currency's own number of digits. */
#include "base/money.h"
#include "base/decimal.h"
#include "base/scope.h"
#include <string.h>

enum { SHOWN_MAX = 40 }; /* bytes of a refused amount that are repeated to the person */

static const struct currency {
	char code[4];
	int digits;
} currencies[] = {
#define CURRENCY(code, digits) { #code, digits },
#include "base/currencies.def"
#undef CURRENCY
};

int currency_exponent(struct text code)
{
	size_t low = 0, high = sizeof currencies / sizeof *currencies;

	if (code.size != 3)
		return -1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = memcmp(code.at, currencies[middle].code, 3);

		if (order == 0)
			return currencies[middle].digits;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

enum err money_parse(struct scope *s, struct text amount, struct text currency, int64_t *minor)
{
	int digits = currency_exponent(currency);
	struct text shown = text_limit(amount, SHOWN_MAX), code = text_limit(currency, SHOWN_MAX);

	if (digits < 0)
		return fail(s, ERR_CURRENCY_UNKNOWN, "\"%.*s\" is no currency of ISO 4217", TEXT_ARG(code));
	if (!decimal_scaled(amount, digits, minor))
		return fail(s, ERR_BAD_MONEY, "\"%.*s\" is no amount of %.*s, which has %d digits after the point",
			    TEXT_ARG(shown), TEXT_ARG(code), digits);
	return OK;
}

struct text money_format(struct arena *a, int64_t minor, struct text currency)
{
	int digits = currency_exponent(currency);
	uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	char text[32]; /* written from its end: 20 digits, a sign, a point */
	size_t at = sizeof text;

	ASSERT(digits >= 0);
	for (int i = 0; i <= digits || size; i++) {
		if (i > 0 && i == digits)
			text[--at] = '.';
		text[--at] = (char)('0' + size % 10);
		size /= 10;
	}
	if (minor < 0)
		text[--at] = '-';
	return text_copy(a, (struct text){ text + at, sizeof text - at });
}
