/* work/listing.h - what the list of orders needs beside them: keys to find them, counts of tabs, values of filters.
 *
 * It is written in the transaction that stores or moves the orders, so that a list and its counts never differ. */
#pragma once
#include "base/scope.h"
#include "core/order.h"
#include "store/sql.h"

struct listing {
	int64_t shop_id;
	int64_t moved[ORDER_STATE_COUNT]; /* so many more orders in each tab, or fewer */
	struct sql_order_find_put *finds;
	struct sql_order_facet_put *facets;
	size_t find_count, facet_count, room;
};

/* Room for so many orders of a shop. */
struct listing listing_for(struct arena *a, int64_t shop_id, size_t orders);
void listing_numbers(struct scope *s, struct listing *l, int64_t id, int64_t placed, struct text ref,
		     struct text display_no);
void listing_people(struct scope *s, struct listing *l, int64_t id, int64_t placed, struct text folded);
/* Who receives an order, as a row that goes when people do. */
struct sql_order_people_put listing_people_row(struct scope *s, int64_t order_id, const struct order_people *p);
/* A country or a delivery method; "" is none. */
void listing_facet(struct listing *l, const char *kind, struct text value);
/* The lines of one order among those of several, which are sorted by order, as they are summed up. */
struct order_lines listing_lines(struct arena *a, const struct sql_order_line_list_rows *all, int64_t order_id);
enum err listing_write(struct scope *s, struct listing *l) MUST_CHECK;
/* Before people of orders that are held are put anew: the keys of those before go, the new ones come into `l`. */
enum err listing_replace(struct scope *s, struct listing *l, const struct sql_order_people_put *people,
			 size_t count) MUST_CHECK;
/* The keys of people who go. */
enum err listing_forget(struct scope *s, const struct sql_expire_finds_rows *gone) MUST_CHECK;
