/* web/view_stock.h - balances as the API and the command line show them. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

enum { STOCKS_LIMIT = 50, STOCKS_LIMIT_MAX = 200 };
struct stock_query {
	struct text find, only, after; /* as they were given; {0}: not */
	int64_t warehouse_id, sku_id;  /* 0: any */
	int64_t limit;
};
enum err view_stocks(struct scope *s, const struct stock_query *q, struct json_writer *w) MUST_CHECK;
/* One balance; of nothing where the SKU has none yet. */
enum err view_stock(struct scope *s, int64_t warehouse_id, int64_t sku_id, struct json_writer *w) MUST_CHECK;
