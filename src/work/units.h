/* work/units.h - orders' lines become units: pieces of articles that wait for stock.
 *
 * Written in the transaction that stores or heals the orders: units, the state of lines, the rows of unmapped and
 * unmapped_skus. Stock is served afterwards, in the same transaction (work/stock.h). */
#pragma once
#include "base/scope.h"
#include "core/order.h"
#include "core/pieces.h"
#include "core/sku_map.h"
#include "work/map_read.h"

/* One order whose lines are to be resolved. */
struct units_order {
	int64_t id, placed, due;
	const struct order_lines *lines; /* of each, `ordered` less `cancelled` is resolved */
	/* out: */
	struct map_line *resolved; /* one a line of `lines` */
	struct map_units units;
	int64_t unmapped, waiting; /* lines with a rest; pieces of the units */
};
struct units_plan {
	int64_t shop_id;
	struct text channel;
	struct units_order *orders;
	size_t count;
	struct map_mark mark; /* by which it was resolved */
};
/* Resolves them all by the mappings of one query; outside of transactions or inside. */
enum err units_plan(struct scope *s, struct units_plan *p) MUST_CHECK;
/* First in the transaction: resolved anew where a mapping was changed since. What is said of the orders is right then. */
enum err units_check(struct scope *s, struct units_plan *p) MUST_CHECK;
/* The units of orders that are stored; their ids are set. */
enum err units_insert(struct scope *s, const struct units_plan *p) MUST_CHECK;
/* New orders, after they and their lines are stored with what the plan says: units, and what waits for a mapping. */
enum err units_make(struct scope *s, const struct units_plan *p) MUST_CHECK;

/* In a transaction, after the rows of the orders: */
/* An order that waits for no mapping is resolved anew, as a new one is. Of the units that it has those stay that it needs;
 * the others are the surplus, which stock_follow takes off; of a restored order, which has none, there is none. */
enum err units_remake(struct scope *s, int64_t order_id, struct pieces_list *surplus) MUST_CHECK;
