/* base/rand.h - a seeded stream of numbers (xoshiro256**): the same seed gives the same numbers everywhere. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct rand {
	uint64_t state[4];
};
struct rand rand_seed(uint64_t seed);
uint64_t rand_next(struct rand *r);
uint64_t rand_below(struct rand *r, uint64_t n);                 /* 0 … n-1, without bias; n > 0 */
int64_t rand_between(struct rand *r, int64_t low, int64_t high); /* both included */
bool rand_chance(struct rand *r, uint32_t per_million);
struct rand rand_split(struct rand *r); /* an independent stream */
