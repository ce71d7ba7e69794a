/* base/xlsx_number.c - numbers and moments of a workbook, from their digits alone. */
#include "base/instant.h"
#include "base/xlsx.h"
#include <string.h>

enum {
	DIGITS_SHOWN = 15,
	DIGITS_ROOM = 400,
	EXPONENT_MAX = 300,
	DAYS_TO_1970 = 25569,
	DAYS_TO_1904 = 1462,
	SECONDS_A_DAY = 86400
};

/* 0.DIGITS × 10^point. */
struct decimal_parts {
	bool negative;
	char digits[DIGITS_ROOM];
	int count, point;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool read_exponent(struct text t, struct decimal_parts *d)
{
	int64_t exponent;

	if (t.size > 0 && t.at[0] == '+')
		t = (struct text){ t.at + 1, t.size - 1 };
	if (!text_to_int(t, &exponent) || exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)
		return false;
	d->point += (int)exponent;
	return true;
}

static bool read_parts(struct text t, struct decimal_parts *d)
{
	bool behind = false, any = false;
	size_t i = 0;

	*d = (struct decimal_parts){ .negative = t.size > 0 && t.at[0] == '-' };
	for (i = d->negative; i < t.size && (is_digit(t.at[i]) || (t.at[i] == '.' && !behind)); i++) {
		if (t.at[i] == '.') {
			behind = true;
			continue;
		}
		any = true;
		if (d->count > 0 || t.at[i] != '0') {
			if (d->count == DIGITS_ROOM - 1)
				return false;
			d->digits[d->count++] = t.at[i];
			d->point += !behind;
		} else {
			d->point -= behind;
		}
	}
	if (!any)
		return false;
	if (i < t.size && (t.at[i] == 'E' || t.at[i] == 'e'))
		return read_exponent((struct text){ t.at + i + 1, t.size - i - 1 }, d);
	return i == t.size;
}

/* To so many digits, half away from zero; noughts at the end go. */
static void round_parts(struct decimal_parts *d, int most)
{
	bool up = d->count > most && most >= 0 && d->digits[most] >= '5';

	if (d->count > most)
		d->count = most > 0 ? most : 0;
	while (up && d->count > 0 && d->digits[d->count - 1] == '9')
		d->count--;
	if (up && d->count > 0) {
		d->digits[d->count - 1]++;
	} else if (up) {
		d->digits[d->count++] = '1';
		d->point++;
	}
	while (d->count > 0 && d->digits[d->count - 1] == '0')
		d->count--;
}

static struct text write_parts(struct arena *a, const struct decimal_parts *d)
{
	struct buffer b = buffer_in(a);

	if (d->count == 0)
		return TEXT("0");
	if (d->negative)
		buffer_byte(&b, '-');
	if (d->point <= 0)
		buffer_add_z(&b, "0.");
	for (int i = d->point; i < 0; i++)
		buffer_byte(&b, '0');
	for (int i = 0; i < d->count || i < d->point; i++) {
		if (i == d->point && i > 0)
			buffer_byte(&b, '.');
		buffer_byte(&b, i < d->count ? d->digits[i] : '0');
	}
	return buffer_text(&b);
}

struct text xlsx_number(struct arena *a, struct text value)
{
	struct decimal_parts d;

	if (!read_parts(value, &d))
		return value;
	/* A whole number stands as it was written: what is longer than a spreadsheet shows came from elsewhere. */
	round_parts(&d, d.count <= d.point ? DIGITS_ROOM : DIGITS_SHOWN);
	return write_parts(a, &d);
}

/* Whole days, and seconds of the last one, rounded. */
static bool split_days(struct decimal_parts *d, int64_t *days, int64_t *seconds)
{
	int64_t part = 0, scale = 1;

	*days = 0;
	if (d->negative || d->point > 7)
		return false;
	for (int i = 0; i < d->point; i++)
		*days = *days * 10 + (i < d->count ? d->digits[i] - '0' : 0);
	for (int i = d->point; i < d->point + 10 && scale < INT64_C(10000000000); i++, scale *= 10)
		part = part * 10 + (i >= 0 && i < d->count ? d->digits[i] - '0' : 0);
	*seconds = (part * SECONDS_A_DAY + scale / 2) / scale;
	return true;
}

struct text xlsx_moment(struct arena *a, struct text value, bool epoch_1904)
{
	struct decimal_parts d;
	int64_t days, seconds;
	struct instant_parts p;

	if (!read_parts(value, &d) || !split_days(&d, &days, &seconds))
		return (struct text){ 0 };
	days += epoch_1904 ? DAYS_TO_1904 : 0;
	if (days < DAYS_TO_1970 && days > 0)
		return (struct text){ 0 };
	if (days == 0) /* an hour of no day */
		return text_format(a, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
				   (int)(seconds % 60));
	p = instant_parts((days - DAYS_TO_1970) * DAY_MS + seconds * SECOND_MS);
	if (seconds % SECONDS_A_DAY == 0)
		return text_format(a, "%04d-%02d-%02d", p.year, p.month, p.day);
	return text_format(a, "%04d-%02d-%02d %02d:%02d:%02d", p.year, p.month, p.day, p.hour, p.minute, p.second);
}

/* Letters of days, hours and years outside of quotes, brackets and escapes. */
bool xlsx_format_is_moment(struct text format)
{
	bool quoted = false, inside = false;

	for (size_t i = 0; i < format.size; i++) {
		char c = format.at[i];

		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '\\' || c == '_' || c == '*')
			i++;
		else if (c == '[' || c == ']')
			inside = c == '[';
		else if (!inside && c && strchr("yYdDhHsS", c))
			return true;
	}
	return false;
}
