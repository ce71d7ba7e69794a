/* base/text_code.c - bytes as text and back: hexadecimal, base64, and the URL's percent signs. */
#include "base/text.h"
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";
static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

struct text hex_format(struct arena *a, const void *bytes, size_t size)
{
	const unsigned char *from = bytes;
	char *to = arena_raw(a, size * 2 + 1);

	for (size_t i = 0; i < size; i++) {
		to[2 * i] = hex_digits[from[i] >> 4];
		to[2 * i + 1] = hex_digits[from[i] & 15];
	}
	to[size * 2] = '\0';
	return (struct text){ to, size * 2 };
}

struct text hex_parse(struct arena *a, struct text hex)
{
	char *to = arena_raw(a, hex.size / 2 + 1);

	if (!hex.at || hex.size % 2)
		return (struct text){ 0 };
	for (size_t i = 0; i < hex.size / 2; i++) {
		int high = hex_value(hex.at[2 * i]), low = hex_value(hex.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return (struct text){ 0 };
		to[i] = (char)(high << 4 | low);
	}
	to[hex.size / 2] = '\0';
	return (struct text){ to, hex.size / 2 };
}

struct text base64_format(struct arena *a, const void *bytes, size_t size)
{
	const unsigned char *from = bytes;
	size_t length = (size + 2) / 3 * 4;
	char *to = arena_raw(a, length + 1), *p = to;

	for (size_t i = 0; i < size; i += 3) {
		size_t left = size - i;
		unsigned group = (unsigned)from[i] << 16 | (left > 1 ? (unsigned)from[i + 1] << 8 : 0) |
				 (left > 2 ? from[i + 2] : 0);

		*p++ = base64_digits[group >> 18];
		*p++ = base64_digits[group >> 12 & 63];
		*p++ = left > 1 ? base64_digits[group >> 6 & 63] : '=';
		*p++ = left > 2 ? base64_digits[group & 63] : '=';
	}
	*p = '\0';
	return (struct text){ to, length };
}

static int base64_value(char c)
{
	const char *found = c ? strchr(base64_digits, c) : NULL;

	return found ? (int)(found - base64_digits) : -1;
}

/* One group of four; `padding` of them are '='. Bits that padding leaves over must be zero, so that there is one way
 * to write each value. */
static bool base64_group(const char *from, size_t padding, unsigned *group)
{
	*group = 0;
	for (size_t i = 0; i < 4; i++) {
		int value = i < 4 - padding ? base64_value(from[i]) : 0;

		if (value < 0)
			return false;
		*group = *group << 6 | (unsigned)value;
	}
	return padding == 0 || (*group & (padding == 1 ? 0xFFu : 0xFFFFu)) == 0;
}

struct text base64_parse(struct arena *a, struct text base64)
{
	size_t padding = text_ends(base64, "==") ? 2 : text_ends(base64, "=") ? 1 : 0;
	size_t groups = base64.size / 4;
	char *to = arena_raw(a, groups * 3 + 1), *p = to;

	if (!base64.at || base64.size % 4)
		return (struct text){ 0 };
	for (size_t i = 0; i < groups; i++) {
		unsigned group;

		if (!base64_group(base64.at + 4 * i, i + 1 == groups ? padding : 0, &group))
			return (struct text){ 0 };
		*p++ = (char)(group >> 16);
		*p++ = (char)(group >> 8 & 255);
		*p++ = (char)(group & 255);
	}
	size_t size = groups * 3 - padding;
	to[size] = '\0';
	return (struct text){ to, size };
}

static bool is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       c == '.' || c == '~';
}

void url_add(struct buffer *b, struct text value)
{
	static const char upper[] = "0123456789ABCDEF";

	for (size_t i = 0; i < value.size; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if (is_plain(value.at[i]))
			buffer_byte(b, value.at[i]);
		else
			buffer_add(b, (struct text){ (char[]){ '%', upper[c >> 4], upper[c & 15] }, 3 });
	}
}

struct text url_parse(struct arena *a, struct text encoded)
{
	char *to = arena_raw(a, encoded.size + 1);
	size_t size = 0;

	if (!encoded.at)
		return (struct text){ 0 };
	for (size_t i = 0; i < encoded.size; i++) {
		char c = encoded.at[i];

		if (c == '%') {
			int high = encoded.size - i > 2 ? hex_value(encoded.at[i + 1]) : -1;
			int low = encoded.size - i > 2 ? hex_value(encoded.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return (struct text){ 0 };
			c = (char)(high << 4 | low);
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		to[size++] = c;
	}
	to[size] = '\0';
	struct text decoded = { to, size };
	return text_valid(decoded) ? decoded : (struct text){ 0 };
}
