/* web/order_export.h - a list of orders as a file for a spreadsheet. */
#pragma once
#include "web/order_query.h"
#include "web/sheet.h"

enum { EXPORT_ROWS_MAX = 100000, EXPORT_IDS_MAX = 1000, EXPORT_COLUMNS_MAX = 64 };

struct order_export {
	enum sheet_format format;
	size_t columns[EXPORT_COLUMNS_MAX], column_count;
	int64_t *ids; /* these, rather than what fits the filters */
	size_t id_count;
};
/* ERR_BAD_REQUEST names what there is. An empty list of columns is the standard ones. */
enum err order_export_read(struct scope *s, struct text format, struct text columns, struct text ids,
			   struct order_export *out) MUST_CHECK;
enum err order_export_write(struct scope *s, const struct order_export *x, const struct order_query *q,
			    struct text *out) MUST_CHECK;
