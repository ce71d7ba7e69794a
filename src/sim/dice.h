/* sim/dice.h - numbers drawn from a seed and an ordinal: the same thing has the same properties whenever it is looked at. */
#pragma once
#include <stdint.h>

/* A well mixed number for the `n`-th thing of a kind. */
static inline uint64_t dice(uint64_t seed, uint64_t n)
{
	uint64_t x = seed + n * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x632BE59BD9B4E019);

	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

/* Takes a number below `n` from the dice and leaves the rest of them. */
static inline uint32_t dice_take(uint64_t *d, uint32_t n)
{
	uint32_t drawn = (uint32_t)(*d % n);

	*d = dice(*d / n, n);
	return drawn;
}
