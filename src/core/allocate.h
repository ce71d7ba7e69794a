/* core/allocate.h - who gets what: free pieces of one SKU go to the pieces of orders that wait for them.
 *
 * What must be shipped first comes first, then the older order. Each is served from its shop's warehouse, then from the
 * others by priority; piece by piece, so that a unit may get a part, and from several. A channel's own warehouse serves
 * nobody here, nor does a closed one. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct allocate_place {                 /* a warehouse */
	int64_t warehouse_id, priority; /* a lower number serves first */
	bool serves;                    /* it is our own, and in use */
	int64_t free;
};
struct allocate_unit {                  /* pieces that wait */
	int64_t unit_id, order_id, due; /* due 0: not stated, after all that is */
	int64_t quantity;
	int64_t warehouse_id; /* its shop's; 0: by priority */
};
struct allocate_grant {
	size_t unit, place; /* indexes */
	int64_t quantity;
};

/* Sorts both lists as they are served, lowers what is free, and gives the grants, of which there may be units + places. */
size_t allocate(struct allocate_unit *units, size_t unit_count, struct allocate_place *places, size_t place_count,
		struct allocate_grant *grants);
