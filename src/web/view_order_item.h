/* web/view_order_item.h - one order as an item of a list. */
#pragma once
#include "web/views.h"

struct sql_view_order_rows_row;

/* These orders as items, in this order. */
enum err view_order_items(struct scope *s, const struct sql_view_order_rows_row *const *at, size_t count, bool people,
			  struct view_order_item_list *out) MUST_CHECK;
/* One order alone. ERR_ORDER_UNKNOWN. */
enum err view_order_head(struct scope *s, int64_t id, bool people, struct view_order_item *out,
			 struct text *currency) MUST_CHECK;
