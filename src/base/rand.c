/* base/rand.c - xoshiro256** by Blackman and Vigna, its state filled by splitmix64. */
#include "base/rand.h"
#include "base/error.h"

static uint64_t turned(uint64_t x, int by) { return x << by | x >> (64 - by); }

struct rand rand_seed(uint64_t seed)
{
	struct rand r;

	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);

		z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
		z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
		r.state[i] = z ^ z >> 31;
	}
	return r;
}

uint64_t rand_next(struct rand *r)
{
	uint64_t *s = r->state, out = turned(s[1] * 5, 7) * 9, shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = turned(s[3], 45);
	return out;
}

uint64_t rand_below(struct rand *r, uint64_t n)
{
	uint64_t got, surplus;

	ASSERT(n > 0);
	/* 2^64 is seldom a multiple of n: the lowest numbers, as many as are left over, are drawn again. */
	surplus = (0 - n) % n;
	do
		got = rand_next(r);
	while (got < surplus);
	return got % n;
}

int64_t rand_between(struct rand *r, int64_t low, int64_t high)
{
	uint64_t span;

	ASSERT(low <= high);
	span = (uint64_t)high - (uint64_t)low;
	uint64_t got = span == UINT64_MAX ? rand_next(r) : rand_below(r, span + 1);
	return (int64_t)((uint64_t)low + got);
}

bool rand_chance(struct rand *r, uint32_t per_million) { return rand_below(r, 1000000) < per_million; }

struct rand rand_split(struct rand *r) { return rand_seed(rand_next(r)); }
