/* web/view_order_item.h - one order as an item of a list. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

struct sql_view_order_rows_row;

/* These orders as items, in this order, into an array that is open. */
enum err view_order_items(struct scope *s, const struct sql_view_order_rows_row *const *at, size_t count, bool people,
			  struct json_writer *w) MUST_CHECK;
/* The same members of one order into an object that is open. ERR_ORDER_UNKNOWN. */
enum err view_order_head(struct scope *s, int64_t id, bool people, struct json_writer *w,
			 struct text *currency) MUST_CHECK;
