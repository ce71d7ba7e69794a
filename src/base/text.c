/* base/text.c - views and copies of text, and the buffer it grows in. */
#include "base/text.h"
#include "base/error.h"
#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

struct text text_of(const char *z) { return z ? (struct text){ z, strlen(z) } : (struct text){ 0 }; }

bool text_same(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

bool text_is(struct text a, const char *z) { return text_same(a, text_of(z)); }

int text_order(struct text a, struct text b)
{
	size_t both = a.size < b.size ? a.size : b.size;
	int order = both ? memcmp(a.at, b.at, both) : 0;

	return order ? order : (a.size > b.size) - (a.size < b.size);
}

bool text_starts(struct text a, const char *z)
{
	size_t size = strlen(z);

	return a.size >= size && (size == 0 || memcmp(a.at, z, size) == 0);
}

bool text_ends(struct text a, const char *z)
{
	size_t size = strlen(z);

	return a.size >= size && (size == 0 || memcmp(a.at + (a.size - size), z, size) == 0);
}

const char *text_z(struct arena *a, struct text t)
{
	char *z = arena_raw(a, t.size + 1);

	if (t.size)
		memcpy(z, t.at, t.size);
	z[t.size] = '\0';
	return z;
}

struct text text_copy(struct arena *a, struct text t)
{
	return t.at ? (struct text){ text_z(a, t), t.size } : (struct text){ 0 };
}

struct text text_format_v(struct arena *a, const char *format, va_list v)
{
	char first[256];
	va_list again;

	va_copy(again, v);
	int size = vsnprintf(first, sizeof first, format, v);
	ASSERT(size >= 0);
	char *at = arena_raw(a, (size_t)size + 1);
	if ((size_t)size < sizeof first)
		memcpy(at, first, (size_t)size + 1);
	else
		size = vsnprintf(at, (size_t)size + 1, format, again);
	va_end(again);
	return (struct text){ at, (size_t)size };
}

struct text text_format(struct arena *a, const char *format, ...)
{
	va_list v;

	va_start(v, format);
	struct text t = text_format_v(a, format, v);
	va_end(v);
	return t;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct text text_trim(struct text t)
{
	while (t.size && is_blank(t.at[0])) {
		t.at++;
		t.size--;
	}
	while (t.size && is_blank(t.at[t.size - 1]))
		t.size--;
	return t;
}

bool text_cut(struct text *rest, char at, struct text *head)
{
	if (rest->size == 0)
		return false;
	const char *found = memchr(rest->at, at, rest->size);
	size_t size = found ? (size_t)(found - rest->at) : rest->size;
	*head = (struct text){ rest->at, size };
	size_t taken = found ? size + 1 : size;
	*rest = (struct text){ rest->at + taken, rest->size - taken };
	return true;
}

bool text_to_int(struct text t, int64_t *out)
{
	size_t i = t.size && t.at[0] == '-';
	bool minus = i;
	int64_t n = 0;

	if (i == t.size)
		return false;
	for (; i < t.size; i++) {
		int digit = t.at[i] - '0';

		if (digit < 0 || digit > 9 || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, minus ? -digit : digit, &n))
			return false;
	}
	*out = n;
	return true;
}

/* Each byte's highest bit. */
static const uint64_t high_bits = 0x8080808080808080U;

static uint64_t eight_at(const char *p)
{
	uint64_t eight;

	memcpy(&eight, p, sizeof eight);
	return eight;
}

bool text_ascii(struct text t)
{
	unsigned char any = 0;
	size_t i = 0;

	for (; t.size - i >= sizeof high_bits; i += sizeof high_bits)
		if (eight_at(t.at + i) & high_bits)
			return false;
	for (; i < t.size; i++)
		any |= (unsigned char)t.at[i];
	return any < 0x80;
}

/* Eight bytes at once while all of them are ASCII and none is NUL: below 0x80, a byte less one has the high bit for 0. */
static bool plain_eight(const char *p)
{
	uint64_t eight = eight_at(p);

	return !((eight | (eight - 0x0101010101010101U)) & high_bits);
}

bool text_valid(struct text t)
{
	if (!t.size)
		return true;
	for (const char *p = t.at, *end = t.at + t.size; p < end;) {
		if ((size_t)(end - p) >= sizeof high_bits && plain_eight(p)) {
			p += sizeof high_bits;
			continue;
		}
		size_t size = *p ? utf8_sequence(p, end) : 0;

		if (!size)
			return false;
		p += size;
	}
	return true;
}

size_t text_characters(struct text t)
{
	size_t count = 0;

	for (size_t i = 0; i < t.size; i++)
		count += ((unsigned char)t.at[i] & 0xC0) != 0x80;
	return count;
}

bool text_on_one_line(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] < ' ' || t.at[i] == 0x7F)
			return false;
	return true;
}

struct text text_limit(struct text t, size_t bytes)
{
	if (t.size <= bytes)
		return t;
	/* Back to the start of the code point that would be cut; not further, should this be no UTF-8 at all. */
	size_t size = bytes;
	while (size && bytes - size < 3 && ((unsigned char)t.at[size] & 0xC0) == 0x80)
		size--;
	return (struct text){ t.at, ((unsigned char)t.at[size] & 0xC0) == 0x80 ? bytes : size };
}

struct buffer buffer_in(struct arena *a) { return (struct buffer){ .arena = a }; }

/* Room for `more` bytes and the NUL after them. */
static void make_room(struct buffer *b, size_t more)
{
	size_t room = b->room ? b->room : 128;

	ASSERT(more < SIZE_MAX / 4 && b->size < SIZE_MAX / 4);
	if (b->room - b->size > more)
		return;
	while (room - b->size <= more)
		room *= 2;
	b->at = b->at ? arena_resize(b->arena, b->at, b->room, room) : arena_raw(b->arena, room);
	b->room = room;
}

void buffer_add(struct buffer *b, struct text t)
{
	make_room(b, t.size);
	if (t.size)
		memcpy(b->at + b->size, t.at, t.size);
	b->size += t.size;
	b->at[b->size] = '\0';
}

char *buffer_room(struct buffer *b, size_t more)
{
	make_room(b, more);
	return b->at + b->size;
}

void buffer_took(struct buffer *b, size_t bytes)
{
	b->size += bytes;
	b->at[b->size] = '\0';
}

void buffer_add_z(struct buffer *b, const char *z) { buffer_add(b, text_of(z)); }

void buffer_byte(struct buffer *b, char c)
{
	*buffer_room(b, 1) = c;
	buffer_took(b, 1);
}

void buffer_int(struct buffer *b, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (n < 0)
		buffer_byte(b, '-');
	buffer_add(b, (struct text){ digits + at, sizeof digits - at });
}

void buffer_format(struct buffer *b, const char *format, ...)
{
	va_list v, again;

	va_start(v, format);
	va_copy(again, v);
	make_room(b, 64);
	int size = vsnprintf(b->at + b->size, b->room - b->size, format, v);
	ASSERT(size >= 0);
	if ((size_t)size >= b->room - b->size) {
		make_room(b, (size_t)size);
		size = vsnprintf(b->at + b->size, b->room - b->size, format, again);
	}
	b->size += (size_t)size;
	va_end(again);
	va_end(v);
}

struct text buffer_text(const struct buffer *b) { return (struct text){ b->at ? b->at : "", b->size }; }
