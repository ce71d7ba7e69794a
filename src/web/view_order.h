/* web/view_order.h - orders as the API and `lockstep orders --json` print them: the very same bytes. */
#pragma once
#include "base/json.h"
#include "web/order_query.h"

/* So many index rows, or orders, are looked at for one page; then it stops and says so. */
enum { ORDERS_SCAN_MAX = 20000, ORDERS_LOOK_MAX = 4000, ORDERS_COUNT_MAX = 1000 };

/* {items, next, stopped}, and with numbers those that nobody has as "missing". */
enum err view_orders(struct scope *s, const struct order_query *q, struct json_writer *w) MUST_CHECK;
/* One order whole: head, lines, facts by group, revisions. ERR_ORDER_UNKNOWN. */
enum err view_order(struct scope *s, int64_t id, bool people, struct json_writer *w) MUST_CHECK;
/* {pending: {count, more}, …}: exact by counters for all or some shops; with other filters "more" is: at least so many. */
enum err view_counts(struct scope *s, const struct order_query *q, struct json_writer *w) MUST_CHECK;
/* What the filters can offer. */
enum err view_facets(struct scope *s, struct json_writer *w) MUST_CHECK;
