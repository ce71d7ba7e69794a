/* work/stock_try.h - for tests of stock: warehouses, SKUs and orders as other parts make them, and what must always hold. */
#pragma once
#include "store/try.h"
#include "work/stock.h"

enum { TRY_SKUS = 3 };
struct shelf { /* what a test begins with */
	struct scope *s;
	int64_t shop, hand_shop; /* reserves by itself; by hand */
	int64_t home, spare;     /* warehouses of our own: priority 1 and 2 */
	int64_t closed, channel; /* … and such as serve nobody */
	int64_t skus[TRY_SKUS];
};
void shelf_open(struct scope *s, struct shelf *k);

/* A pending order of so many waiting pieces of SKU number `sku`; due 0: not stated. */
int64_t shelf_order(struct shelf *k, int64_t shop, int64_t due, size_t sku, int64_t quantity);
void shelf_more(struct shelf *k, int64_t order, int64_t due, size_t sku, int64_t quantity); /* a further line */
void shelf_sql(struct shelf *k, const char *sql, int64_t id); /* one statement with "%lld" */
void shelf_receive(struct shelf *k, int64_t warehouse, size_t sku, int64_t quantity);
struct balance shelf_balance(struct shelf *k, int64_t warehouse, size_t sku);
struct sql_stock_orders_row shelf_head(struct shelf *k, int64_t order);
size_t shelf_units(struct shelf *k, int64_t order, const char *state,
		   int64_t *pieces); /* how many units, and their pieces */
/* Runs what the task "allocate" does, once. */
void shelf_allocate(struct shelf *k);
/* Deeds of one order in a transaction of their own. */
struct stock_served shelf_reserve(struct shelf *k, int64_t order);
int64_t shelf_release(struct shelf *k, int64_t order);
void shelf_serve(struct shelf *k, const int64_t *ids, size_t count);
void shelf_drop(struct shelf *k, int64_t order);
void shelf_ship(struct shelf *k, int64_t order);
/* No fault stands after a whole audit. */
void shelf_is_right(struct shelf *k);
size_t shelf_faults(struct shelf *k);
