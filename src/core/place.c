/* core/place.c - which node works for which shop: rendezvous hashing with a limit a node. */
#include "core/place.h"

/* How much a shop likes a node: a number without a pattern, the same wherever it is reckoned. */
static uint64_t liking(int64_t shop, int64_t node)
{
	uint64_t x = (uint64_t)shop * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)node;

	for (int i = 0; i < 2; i++) {
		x ^= x >> 32;
		x *= UINT64_C(0xd6e8feb86659fd93);
	}
	return x ^ x >> 32;
}

size_t place_limit(size_t shops, size_t nodes)
{
	size_t even = (shops + nodes - 1) / nodes;

	return even * 6 / 5;
}

void place_shops(const int64_t *nodes, size_t node_count, struct placed *shops, size_t shop_count, size_t *load)
{
	size_t limit = place_limit(shop_count, node_count);

	for (size_t n = 0; n < node_count; n++)
		load[n] = 0;
	for (size_t i = 0; i < shop_count; i++) {
		size_t best = node_count;

		for (size_t n = 0; n < node_count; n++)
			if (load[n] < limit && (best == node_count ||
						liking(shops[i].shop, nodes[n]) > liking(shops[i].shop, nodes[best])))
				best = n;
		load[best]++; /* there is room: the limits together are at least the shops */
		shops[i].node = nodes[best];
	}
}
