/* core/allocate.c - who gets what of the free pieces of a SKU. */
#include "core/allocate.h"
#include <stdlib.h>

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int64_t due_of(const struct allocate_unit *u) { return u->due > 0 ? u->due : INT64_MAX; }

static int by_need(const void *a, const void *b)
{
	const struct allocate_unit *x = a, *y = b;
	int order = order_of(due_of(x), due_of(y));

	if (order == 0)
		order = order_of(x->order_id, y->order_id);
	return order ? order : order_of(x->unit_id, y->unit_id);
}

static int by_priority(const void *a, const void *b)
{
	const struct allocate_place *x = a, *y = b;
	int order = order_of(x->priority, y->priority);

	return order ? order : order_of(x->warehouse_id, y->warehouse_id);
}

/* Takes from one place what is still wanted of a unit. */
static int64_t take(struct allocate_place *p, int64_t wanted)
{
	int64_t quantity = !p->serves || p->free <= 0 ? 0 : p->free < wanted ? p->free : wanted;

	p->free -= quantity;
	return quantity;
}

/* A unit takes from its shop's warehouse, then from each other; what it takes from each is a grant. */
static size_t serve(const struct allocate_unit *u, size_t unit, struct allocate_place *places, size_t place_count,
		    struct allocate_grant *grants)
{
	int64_t wanted = u->quantity;
	size_t count = 0;

	for (int own = 1; own >= 0; own--)
		for (size_t p = 0; p < place_count && wanted > 0; p++) {
			int64_t quantity;

			if ((places[p].warehouse_id == u->warehouse_id) != own)
				continue;
			quantity = take(&places[p], wanted);
			if (quantity)
				grants[count++] = (struct allocate_grant){ unit, p, quantity };
			wanted -= quantity;
		}
	return count;
}

size_t allocate(struct allocate_unit *units, size_t unit_count, struct allocate_place *places, size_t place_count,
		struct allocate_grant *grants)
{
	size_t count = 0;

	if (unit_count)
		qsort(units, unit_count, sizeof *units, by_need);
	if (place_count)
		qsort(places, place_count, sizeof *places, by_priority);
	for (size_t u = 0; u < unit_count; u++)
		count += serve(&units[u], u, places, place_count, grants + count);
	return count;
}
