/* sim/shopee_pen.c - the dialect's own JSON writer: UTF-8 as it is, and < > & escaped as many servers do. */
#include "sim/shopee_inner.h"
#include <string.h>

/* The bytes that do not stand for themselves inside quotes. */
static const bool special[256] = {
	[0] = true,    [1] = true,   [2] = true,    [3] = true,   [4] = true,   [5] = true,   [6] = true,  [7] = true,
	[8] = true,    [9] = true,   [10] = true,   [11] = true,  [12] = true,  [13] = true,  [14] = true, [15] = true,
	[16] = true,   [17] = true,  [18] = true,   [19] = true,  [20] = true,  [21] = true,  [22] = true, [23] = true,
	[24] = true,   [25] = true,  [26] = true,   [27] = true,  [28] = true,  [29] = true,  [30] = true, [31] = true,
	[0x7F] = true, ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true,
};

static void escape(struct buffer *b, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	char hex[6] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

	if (c == '"')
		PEN(b, "\\\"");
	else if (c == '\\')
		PEN(b, "\\\\");
	else if (c == '\n')
		PEN(b, "\\n");
	else
		pen_raw(b, hex, sizeof hex);
}

void pen_text(struct buffer *b, struct text t)
{
	size_t from = 0;

	PEN(b, "\"");
	for (size_t i = 0; i < t.size; i++) {
		if (!special[(unsigned char)t.at[i]])
			continue;
		pen_raw(b, t.at + from, i - from);
		escape(b, (unsigned char)t.at[i]);
		from = i + 1;
	}
	if (from < t.size)
		pen_raw(b, t.at + from, t.size - from);
	PEN(b, "\"");
}

void pen_z(struct buffer *b, const char *z) { pen_text(b, text_of(z)); }

/* The digits of n before `end`; where they begin. */
static char *digits_before(char *end, uint64_t n)
{
	do
		*--end = (char)('0' + n % 10);
	while (n /= 10);
	return end;
}

void pen_int(struct buffer *b, int64_t n)
{
	char room[24], *end = room + sizeof room;
	char *at = digits_before(end, n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n);

	if (n < 0)
		*--at = '-';
	pen_raw(b, at, (size_t)(end - at));
}

void pen_decimal(struct buffer *b, int64_t n, int exponent)
{
	int64_t unit = 1;

	for (int i = 0; i < exponent; i++)
		unit *= 10;
	pen_int(b, n / unit);
	int64_t rest = n % unit;
	if (!rest)
		return;
	char room[24], *end = room + sizeof room;
	char *at = digits_before(end, (uint64_t)(unit + rest)); /* a 1 before, which keeps leading zeros */
	*at = '.';
	while (end[-1] == '0')
		end--;
	pen_raw(b, at, (size_t)(end - at));
}
