/* base/decimal.c - reads a decimal number digit by digit, without rounding and without floating point. */
#include "base/decimal.h"

/* Beyond this many places nothing but zero can come out whole and in range. */
enum { PLACES_MAX = 1000000 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_at(struct text t, size_t i)
{
	size_t from = i;

	while (i < t.size && is_digit(t.at[i]))
		i++;
	return i - from;
}

/* n × 10^places, counting downwards from zero: the negative side holds one number more. */
static bool times_ten(int64_t *n, int64_t places)
{
	for (; places > 0 && *n != 0; places--)
		if (__builtin_mul_overflow(*n, 10, n))
			return false;
	return true;
}

/* Adds the digits to n; zeros at the end stay pending in `zeros` until a digit follows, as they may be dropped. */
static bool take(struct text digits, int64_t *n, int64_t *zeros)
{
	for (size_t i = 0; i < digits.size; i++) {
		if (digits.at[i] == '0') {
			++*zeros;
			continue;
		}
		if (!times_ten(n, *zeros + 1) || __builtin_sub_overflow(*n, digits.at[i] - '0', n))
			return false;
		*zeros = 0;
	}
	return true;
}

/* "e+3", from the letter to the end of the text. */
static bool exponent(struct text t, int64_t *out)
{
	size_t i = 1;
	bool minus = i < t.size && t.at[i] == '-';

	if (i < t.size && (t.at[i] == '-' || t.at[i] == '+'))
		i++;
	size_t size = digits_at(t, i);
	if (size == 0 || i + size != t.size)
		return false;
	*out = 0;
	for (; i < t.size; i++)
		if (*out < PLACES_MAX)
			*out = *out * 10 + (t.at[i] - '0');
	*out = minus ? -*out : *out;
	return true;
}

bool decimal_scaled(struct text number, int digits, int64_t *out)
{
	size_t i = number.size && number.at[0] == '-';
	bool minus = i;
	int64_t n = 0, zeros = 0, places = 0;
	size_t whole = digits_at(number, i), part = 0;

	if (whole == 0)
		return false;
	if (i + whole < number.size && number.at[i + whole] == '.') {
		part = digits_at(number, i + whole + 1);
		if (part == 0)
			return false;
	}
	size_t end = i + whole + (part ? part + 1 : 0);
	if (end < number.size &&
	    ((number.at[end] | 0x20) != 'e' || !exponent((struct text){ number.at + end, number.size - end }, &places)))
		return false;
	if (!take((struct text){ number.at + i, whole }, &n, &zeros) ||
	    (part && !take((struct text){ number.at + i + whole + 1, part }, &n, &zeros)))
		return false;
	places += digits + zeros - (int64_t)part;
	if (n != 0 && (places < 0 || !times_ten(&n, places)))
		return false;
	if (!minus && __builtin_sub_overflow((int64_t)0, n, &n))
		return false;
	*out = n;
	return true;
}
