/* core/place.h - which node works for which shop: every node reckons the same from the same lists. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct placed {
	int64_t shop; /* in */
	int64_t node; /* out */
};

/* How many shops a node takes at most: an even share and a fifth more. */
size_t place_limit(size_t shops, size_t nodes);
/* Each shop goes to the node that it likes best of those that have room; when a node comes or goes, few others move.
 * `load` has room for a number a node. Nodes and shops come in rising order; there is a node at least. */
void place_shops(const int64_t *nodes, size_t node_count, struct placed *shops, size_t shop_count, size_t *load);
