/* work/lessen.h - pieces that the channel has cancelled leave an order's lines: units, stock, and what waits for a mapping.
 * Those that it gives back return.
 *
 * All in the transaction that stores the revision, whose rows of orders are written already. */
#pragma once
#include "store/sql.h"
#include "work/stock.h"

struct lessening {
	struct stock_less *at; /* lines of which pieces go */
	size_t count;
	int64_t *anew; /* orders of which pieces stand in sets, or return: all their lines are resolved again */
	size_t anew_count;
	struct stock_surplus *surplus; /* what their units are too many */
	size_t surplus_count;
	struct sql_resolve_lines_row *emptied; /* lines of which no piece is left */
	size_t emptied_count;
};
/* What of these orders goes, compared with their lines as they are; before those are written. `pieces` are the lines of all
 * orders of the answer, as the channel has them now. */
enum err lessen_plan(struct scope *s, const int64_t *ids, size_t count, const struct sql_order_line_cancelled *pieces,
		     size_t piece_count, struct lessening *out) MUST_CHECK;
/* Lines without a piece say so, and wait for no mapping. All of one shop. */
enum err lessen_lines(struct scope *s, int64_t shop_id, const struct lessening *x) MUST_CHECK;
/* What is to be resolved anew is, and says its surplus; before stock follows, which serves it. */
enum err lessen_remake(struct scope *s, struct lessening *x) MUST_CHECK;
