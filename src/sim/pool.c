/* sim/pool.c - items in chunks of equal size. */
#include "sim/pool.h"
#include "base/error.h"
#include <stdlib.h>

struct pool pool_of(size_t item) { return (struct pool){ .item = item }; }

void pool_free(struct pool *p)
{
	for (size_t i = 0; i * POOL_CHUNK < p->count; i++)
		free(p->chunks[i]);
	free(p->chunks);
	*p = (struct pool){ .item = p->item };
}

static void add_chunk(struct pool *p, size_t chunk)
{
	if (chunk == p->room) {
		p->room = p->room ? p->room * 2 : 16;
		p->chunks = realloc(p->chunks, p->room * sizeof *p->chunks);
		ASSERT(p->chunks);
	}
	p->chunks[chunk] = calloc(POOL_CHUNK, p->item);
	ASSERT(p->chunks[chunk]);
}

uint32_t pool_add(struct pool *p, size_t count)
{
	size_t first = p->count;

	ASSERT(count < UINT32_MAX - first);
	for (size_t i = 0; i < count; i++, p->count++)
		if (p->count % POOL_CHUNK == 0)
			add_chunk(p, p->count / POOL_CHUNK);
	return (uint32_t)first;
}
