/* sim/habits.h - how the marketplace is for a while; all zero is its usual self. */
#pragma once
#include <stdbool.h>

struct sim_habits {
	bool masked;          /* every buyer and address */
	bool row_cursor;      /* a page's cursor counts rows: an order that changes meanwhile shifts the pages */
	bool twice;           /* rows stand in another order, and the first one twice */
	int late_s;           /* a changed order shows in the list up to so many seconds later */
	int page_max;         /* rows a page, fewer than were asked for; 0: as asked */
	int detail_max;       /* orders a detail answer, the others are left out; 0: all */
	int calls_per_minute; /* of a shop; more are answered 429; 0: no limit */
};
