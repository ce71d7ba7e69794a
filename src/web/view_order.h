/* web/view_order.h - orders as the API and `lockstep orders --json` print them: the very same bytes. */
#pragma once
#include "base/json.h"
#include "base/scope.h"
#include "core/order.h"

enum { ORDERS_LIMIT = 50, ORDERS_LIMIT_MAX = 200 };

/* Where the next page begins: after this order. */
struct order_cursor {
	bool is;
	int64_t placed, id;
};
struct order_query {
	bool one_tab; /* only orders in `tab` */
	enum order_state tab;
	int64_t shop_id; /* 0: of all shops */
	int64_t limit;   /* 0: ORDERS_LIMIT */
	struct order_cursor after;
	bool people; /* personal data as they are, not masked */
};

/* {items, next} */
enum err view_orders(struct scope *s, const struct order_query *q, struct json_writer *w) MUST_CHECK;
/* One order whole: head, lines, facts by group, revisions. ERR_ORDER_UNKNOWN. */
enum err view_order(struct scope *s, int64_t id, bool people, struct json_writer *w) MUST_CHECK;
/* {pending: {count, more}, …} of all shops or of one */
enum err view_counts(struct scope *s, int64_t shop_id, struct json_writer *w) MUST_CHECK;

/* "all" or "" is every tab; otherwise the name of one. ERR_BAD_REQUEST names those there are. */
enum err order_query_tab(struct scope *s, struct text tab, struct order_query *q) MUST_CHECK;
struct text order_cursor_format(struct arena *a, struct order_cursor c);
enum err order_cursor_parse(struct scope *s, struct text t, struct order_cursor *out) MUST_CHECK;
