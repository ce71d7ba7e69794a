/* web/order_walk_inner.h - what a walk along indexes and a gathering share. */
#pragma once
#include "store/sql.h"
#include "web/order_walk.h"

enum { ORDER_WALK_FIRST = 64, ORDER_LANE_SHOPS_MAX = 8 };

struct lane {
	enum order_state state;
	enum order_need need;   /* of a walk along the indexes of needs */
	int64_t shop_id, chunk; /* chunk: rows to be read at once */
	struct order_place *at; /* candidates that were read and not yet given */
	size_t count, next, read;
	struct order_place last; /* up to here it was read */
	bool begun, over, dateless, more;
};

struct order_walk {
	const struct order_filter *filter;
	enum err (*fill)(struct scope *s, struct order_walk *w, struct lane *l);
	struct lane *lanes;
	size_t lane_count, scanned;
	bool checked, over, given; /* given: place is one that was given */
	struct order_place place;
};

/* An index row of a tab, or of those in it that lack something. */
typedef struct sql_order_walk_tab_rows order_walk_rows;
enum err order_walk_need(struct scope *s, enum order_state state, enum order_need need, struct order_place from,
			 int64_t max, order_walk_rows *out) MUST_CHECK;
/* The ids of orders that can have been pulled in the filter's time: from, and up to but not, these. */
int64_t order_pulled_least(const struct order_filter *f);
int64_t order_pulled_end(const struct order_filter *f);
