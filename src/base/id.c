/* base/id.c - ids that rise with time: one number that only goes up holds the last millisecond and counter. */
#include "base/id.h"
#include <stdatomic.h>
#include <stdlib.h>

enum { COUNTER_BITS = 12, NODE_BITS = 10, TIME_BITS = 41 };
#define EPOCH_MS INT64_C(1577836800000) /* 2020-01-01 */

struct ids {
	struct world *world;
	_Atomic int64_t node;
	_Atomic int64_t last; /* ms since 2020 and the counter, side by side: an overflow of the counter borrows a ms */
};

struct ids *ids_new(struct world *w, int node)
{
	struct ids *ids = malloc(sizeof *ids);

	ASSERT(ids);
	ASSERT(node >= 0 && node <= NODE_MAX);
	ids->world = w;
	atomic_init(&ids->node, node);
	atomic_init(&ids->last, 0);
	return ids;
}

void ids_free(struct ids *ids) { free(ids); }

void ids_move(struct ids *ids, int node)
{
	ASSERT(node >= 0 && node <= NODE_MAX);
	atomic_store(&ids->node, node);
}

int64_t id_floor(int64_t ms)
{
	int64_t since = ms - EPOCH_MS, most = (INT64_C(1) << TIME_BITS) - 1;

	return (since < 0 ? 0 : since > most ? most : since) << (NODE_BITS + COUNTER_BITS);
}

int64_t id_next(struct ids *ids)
{
	int64_t since = world_now(ids->world) - EPOCH_MS;
	int64_t earliest = since > 0 ? since << COUNTER_BITS : 0;
	int64_t last = atomic_load(&ids->last), next;

	ASSERT(since >> TIME_BITS <= 0);
	do
		next = last + 1 > earliest ? last + 1 : earliest;
	while (!atomic_compare_exchange_weak(&ids->last, &last, next));
	return (next >> COUNTER_BITS) << (COUNTER_BITS + NODE_BITS) | atomic_load(&ids->node) << COUNTER_BITS |
	       (next & ((1 << COUNTER_BITS) - 1));
}
