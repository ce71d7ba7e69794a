/* core/varint.h - whole numbers in as few bytes as they need: seven bits a byte, the lowest first. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { VARINT_MAX = 10 }; /* bytes of the largest 64-bit number */

static inline char *varint_put(char *to, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		*to++ = (char)(uint8_t)(n | 0x80);
	*to++ = (char)(uint8_t)n;
	return to;
}

/* A number, then so many bytes. */
static inline char *varint_put_bytes(char *to, const char *at, size_t size)
{
	to = varint_put(to, size);
	if (size)
		memcpy(to, at, size);
	return to + size;
}

/* Takes one number of at most 32 bits off the front; false when it is cut short, too large, or longer than it need be.
 */
static inline bool varint_get(const char **from, const char *end, uint32_t *out)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 35 && *from < end; shift += 7) {
		uint8_t byte = (uint8_t) * *from;

		++*from;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte & 0x80)
			continue;
		*out = (uint32_t)n;
		return n <= UINT32_MAX && (byte || !shift);
	}
	return false;
}
