/* sim/pool.h - a growing list of items of one size that never move: a million orders without a copy. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { POOL_CHUNK = 8192 };

struct pool {
	size_t item, count, room; /* room: chunks the table holds */
	char **chunks;
};

struct pool pool_of(size_t item);
void pool_free(struct pool *p);
uint32_t pool_add(struct pool *p, size_t count); /* zeroed; the first one's number */
static inline void *pool_at(const struct pool *p, size_t i)
{
	return p->chunks[i / POOL_CHUNK] + i % POOL_CHUNK * p->item;
}
