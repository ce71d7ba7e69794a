/* core/order_filter.h - does an order belong to a list, and where does it stand in it?
 *
 * All conditions must hold; an empty one always does. Numbers, names and phones are folded as core/find.h says. */
#pragma once
#include "core/order.h"
#include "core/outbound.h"

/* In the address by these names. Ties are broken by the id, which rises with the moment an order was first stored. */
#define ORDER_SORTS(X)                           \
	X(PLACED, "placed")   /* newest first */ \
	X(PULLED, "pulled")   /* newest first */ \
	X(SHIP_BY, "ship_by") /* soonest first, those without one last */
enum order_sort {
#define X(id, name) SORT_##id,
	ORDER_SORTS(X)
#undef X
		ORDER_SORT_COUNT
};
const char *order_sort_name(enum order_sort s);
bool order_sort_find(struct text name, enum order_sort *out);

/* What an order may lack before it can be fulfilled, as the filter names it. */
#define ORDER_NEEDS(X)                                             \
	X(MAPPING, "mapping") /* a line says no article of ours */ \
	X(STOCK, "stock")     /* pieces wait for stock */
enum order_need {
#define X(id, name) NEED_##id,
	ORDER_NEEDS(X)
#undef X
		ORDER_NEED_COUNT
};
const char *order_need_name(enum order_need n);
bool order_need_find(struct text name, enum order_need *out);

struct span { /* UTC ms: from inclusive, to exclusive; 0: open */
	int64_t from, to;
};

struct order_filter {
	bool one_tab; /* only orders in `tab` */
	enum order_state tab;
	bool by_shop; /* only of these, which are sorted; none: no order fits */
	int64_t *shops;
	size_t shop_count;
	struct text number;   /* one of the order's numbers begins so */
	struct text *numbers; /* one of them is one of these, sorted */
	size_t number_count;
	struct text *countries, *methods;
	size_t country_count, method_count;
	struct text name, phone;
	uint32_t outbounds; /* a bit each; 0: any */
	uint32_t needs;     /* a bit each: one of them; 0: whatever it lacks or not */
	struct span placed, pulled, ship_by;
	enum order_sort sort;
};

/* What of an order is looked at; `people` is find_people()'s text or nothing. */
struct order_row {
	int64_t id, shop_id, placed, due, seen_at;
	enum order_state state;
	struct text country, method, ref, display_no, people;
	int64_t unmapped, waiting;
};

/* Without looking at numbers, people, needs and moments but `placed`: what an index of the list carries. */
bool order_filter_head(const struct order_filter *f, const struct order_row *r);
bool order_filter_fits(struct arena *a, const struct order_filter *f, const struct order_row *r);
/* Does order_filter_head say all there is to say, but for the needs? */
bool order_filter_is_head(const struct order_filter *f);

/* Where an order stands in a list. */
struct order_place {
	int64_t key, id; /* key: the moment it is sorted by; 0 with SORT_PULLED, where the id says it */
};
struct order_place order_place_of(enum order_sort s, int64_t id, int64_t placed, int64_t due);
/* <0: a stands before b */
int order_place_order(enum order_sort s, struct order_place a, struct order_place b);
