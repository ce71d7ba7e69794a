/* base/instant.c - moments from text and to text, by the proleptic Gregorian calendar. */
#include "base/instant.h"
#include <string.h>

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};
static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

enum {
	YEARS_400_DAYS = 146097,
	YEAR_DAYS = 365,
	EPOCH_DAY = 719162
}; /* the last: days from 0001-01-01 to 1970-01-01 */

/* Days before each month in a year that is no leap year. */
static const int days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_in(int year, int month)
{
	return days_before[month] - days_before[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 0001-01-01 to the first of January. */
static int64_t days_to_year(int year)
{
	int64_t before = year - 1;

	return before * YEAR_DAYS + before / 4 - before / 100 + before / 400;
}

int64_t instant_of_parts(struct instant_parts p)
{
	int64_t days = days_to_year(p.year) + days_before[p.month - 1] + (p.month > 2 && is_leap(p.year)) + p.day - 1 -
		       EPOCH_DAY;

	return days * DAY_MS + p.hour * (int64_t)HOUR_MS + p.minute * (int64_t)MINUTE_MS +
	       p.second * (int64_t)SECOND_MS + p.ms;
}

struct instant_parts instant_parts(int64_t ms)
{
	struct instant_parts p = { 0 };
	int64_t days = ms / DAY_MS, rest = ms % DAY_MS;

	if (rest < 0) {
		rest += DAY_MS;
		days--;
	}
	days += EPOCH_DAY;
	/* A guess that is never too late, as the leap years of a century stand at most 0.72 days ahead of the mean. */
	p.year = (int)(days * 400 / YEARS_400_DAYS) + 1;
	while (days_to_year(p.year + 1) <= days)
		p.year++;
	int left = (int)(days - days_to_year(p.year));
	for (p.month = 1; left >= days_in(p.year, p.month); p.month++)
		left -= days_in(p.year, p.month);
	p.day = left + 1;
	p.hour = (int)(rest / HOUR_MS);
	p.minute = (int)(rest / MINUTE_MS % 60);
	p.second = (int)(rest / SECOND_MS % 60);
	p.ms = (int)(rest % SECOND_MS);
	return p;
}

static bool in_range(int64_t ms, int64_t *out)
{
	if (ms < 0 || ms > INSTANT_MAX)
		return false;
	*out = ms;
	return true;
}

bool instant_from_seconds(struct text seconds, int64_t *ms)
{
	int64_t n;

	return text_to_int(seconds, &n) && n <= INSTANT_MAX / SECOND_MS && in_range(n < 0 ? -1 : n * SECOND_MS, ms);
}

bool instant_from_ms(struct text millis, int64_t *ms)
{
	int64_t n;

	return text_to_int(millis, &n) && in_range(n, ms);
}

/* Takes `count` digits off the front. */
static bool cut_digits(struct text *t, size_t count, int *out)
{
	int n = 0;

	if (t->size < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (t->at[i] < '0' || t->at[i] > '9')
			return false;
		n = n * 10 + (t->at[i] - '0');
	}
	*out = n;
	*t = (struct text){ t->at + count, t->size - count };
	return true;
}

/* Takes one byte off the front when it is one of `wanted`. */
static bool cut_byte(struct text *t, const char *wanted)
{
	if (!t->size || !t->at[0] || !strchr(wanted, t->at[0]))
		return false;
	*t = (struct text){ t->at + 1, t->size - 1 };
	return true;
}

static bool parts_valid(const struct instant_parts *p)
{
	return p->year >= 1 && p->month >= 1 && p->month <= 12 && p->day >= 1 && p->day <= days_in(p->year, p->month) &&
	       p->hour <= 23 && p->minute <= 59 && p->second <= 60;
}

/* A clock that counts a leap second says :60; the last moment before the next minute stands for it. */
static void settle_leap_second(struct instant_parts *p)
{
	if (p->second == 60) {
		p->second = 59;
		p->ms = 999;
	}
}

/* ".123456": the milliseconds of it, the rest cut. */
static bool cut_fraction(struct text *t, int *ms)
{
	int digit, count = 0, scale = 100;

	*ms = 0;
	if (!cut_byte(t, "."))
		return true;
	for (; cut_digits(t, 1, &digit); count++, scale /= 10)
		*ms += digit * scale;
	return count > 0;
}

/* "Z" or "+08:00", to the end of the text. */
static bool cut_offset(struct text *t, int64_t *ms)
{
	int hours, minutes;
	bool minus = t->size && t->at[0] == '-';

	*ms = 0;
	if (cut_byte(t, "Zz"))
		return t->size == 0;
	if (!cut_byte(t, "+-") || !cut_digits(t, 2, &hours) || !cut_byte(t, ":") || !cut_digits(t, 2, &minutes))
		return false;
	*ms = (hours * (int64_t)HOUR_MS + minutes * (int64_t)MINUTE_MS) * (minus ? -1 : 1);
	return t->size == 0 && hours <= 23 && minutes <= 59;
}

bool instant_from_rfc3339(struct text t, int64_t *ms)
{
	struct instant_parts p;
	int64_t offset;

	if (!cut_digits(&t, 4, &p.year) || !cut_byte(&t, "-") || !cut_digits(&t, 2, &p.month) || !cut_byte(&t, "-") ||
	    !cut_digits(&t, 2, &p.day) || !cut_byte(&t, "Tt ") || !cut_digits(&t, 2, &p.hour) || !cut_byte(&t, ":") ||
	    !cut_digits(&t, 2, &p.minute) || !cut_byte(&t, ":") || !cut_digits(&t, 2, &p.second) ||
	    !cut_fraction(&t, &p.ms) || !cut_offset(&t, &offset) || !parts_valid(&p))
		return false;
	settle_leap_second(&p);
	return in_range(instant_of_parts(p) - offset, ms);
}

/* Takes one of the three-letter words off the front: its number from 0. */
static bool cut_word(struct text *t, const char *const *words, int count, int *out)
{
	for (int i = 0; i < count; i++)
		if (text_starts(*t, words[i])) {
			*t = (struct text){ t->at + 3, t->size - 3 };
			*out = i;
			return true;
		}
	return false;
}

bool instant_from_http(struct text t, int64_t *ms)
{
	struct instant_parts p = { 0 };
	int weekday;

	if (!cut_word(&t, weekdays, 7, &weekday) || !cut_byte(&t, ",") || !cut_byte(&t, " ") ||
	    !cut_digits(&t, 2, &p.day) || !cut_byte(&t, " ") || !cut_word(&t, months, 12, &p.month) ||
	    !cut_byte(&t, " ") || !cut_digits(&t, 4, &p.year) || !cut_byte(&t, " ") || !cut_digits(&t, 2, &p.hour) ||
	    !cut_byte(&t, ":") || !cut_digits(&t, 2, &p.minute) || !cut_byte(&t, ":") ||
	    !cut_digits(&t, 2, &p.second) || !text_is(t, " GMT"))
		return false;
	p.month++;
	if (!parts_valid(&p))
		return false;
	settle_leap_second(&p);
	return in_range(instant_of_parts(p), ms);
}

/* So many digits of a number that has no more, and what stands behind them. */
static char *put_digits(char *to, int n, int digits, char behind)
{
	for (int i = digits; i-- > 0; n /= 10)
		to[i] = (char)('0' + n % 10);
	to[digits] = behind;
	return to + digits + 1;
}

struct text instant_format(struct arena *a, int64_t ms)
{
	struct instant_parts p = instant_parts(ms);
	char *text = arena_raw(a, sizeof "9999-12-31T23:59:59.999Z"), *to = text;

	ASSERT(p.year >= 0 && p.year <= 9999);
	to = put_digits(to, p.year, 4, '-');
	to = put_digits(to, p.month, 2, '-');
	to = put_digits(to, p.day, 2, 'T');
	to = put_digits(to, p.hour, 2, ':');
	to = put_digits(to, p.minute, 2, ':');
	to = put_digits(to, p.second, 2, p.ms ? '.' : 'Z');
	if (p.ms)
		to = put_digits(to, p.ms, 3, 'Z');
	*to = '\0';
	return (struct text){ text, (size_t)(to - text) };
}

struct text instant_format_http(struct arena *a, int64_t ms)
{
	struct instant_parts p = instant_parts(ms);
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);

	/* 1970-01-01 was a Thursday. */
	return text_format(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[((days + 4) % 7 + 7) % 7], p.day,
			   months[p.month - 1], p.year, p.hour, p.minute, p.second);
}
