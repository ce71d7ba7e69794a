/* base/utf8.h - one code point at a time, for whoever walks through text. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed sequence at `p`, up to `end`: 1 … 4, or 0 where there is none. NUL counts as one byte. */
size_t utf8_sequence(const char *p, const char *end);
/* Writes one code point (not a surrogate, at most U+10FFFF) and says how many bytes it took. */
size_t utf8_write(char *to, uint32_t code);
