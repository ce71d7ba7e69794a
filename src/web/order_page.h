/* web/order_page.h - the next orders of a list: candidates of a walk, looked at one by one. */
#pragma once
#include "store/sql.h"
#include "web/order_query.h"

struct order_page {
	const struct sql_view_order_rows_row **at;
	size_t count;
	bool stopped, more;       /* a limit was reached before the page was full; something is left */
	struct order_place place; /* where the next page begins */
};
/* Up to `max` orders behind the query's mark. */
enum err order_page_read(struct scope *s, const struct order_query *q, size_t max, struct order_page *out) MUST_CHECK;

/* The ids of all that fit, at most `max`; *capped: there are more. */
struct order_ids {
	int64_t *at;
	size_t count;
	bool capped;
};
enum err order_page_ids(struct scope *s, const struct order_query *q, size_t max, struct order_ids *out) MUST_CHECK;

struct order_tally {
	int64_t count;
	bool more;
};
/* How many orders of each tab fit the filter, whatever its tab; counted up to `max` a tab. */
enum err order_page_count(struct scope *s, const struct order_query *q, size_t max,
			  struct order_tally out[ORDER_STATE_COUNT]) MUST_CHECK;
