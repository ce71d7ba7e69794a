/* work/stock_book.h - stock as one transaction changes it: planned in memory by core/stock, then written at once.
 *
 * Written are first the orders, where they are as they were seen, then units and movements, and last the balances, by a
 * condition that only a balance that can bear the change meets. Whatever has changed meanwhile gives ERR_CONFLICT. */
#pragma once
#include "core/order.h"
#include "core/stock.h"
#include "store/sql.h"

struct book_line { /* a balance */
	int64_t sku_id, warehouse_id;
	struct balance was, now;
	int64_t ver;
	bool exact; /* it must still be of that ver */
	bool made;  /* there is no row of it yet */
};

struct book_order {
	int64_t id, ver, shop_id, waiting, reserved, reserved_at;
	struct text waits_for;
	enum order_state state;
	bool history, unpaid;
	int64_t was_reserved;
	bool serve, changed;
};

struct book_unit {
	int64_t id, sku_id, quantity, was_quantity, warehouse_id, due;
	struct text line;
	struct book_order *order;
	enum unit_state state, was_state;
	size_t next; /* another that parted from the same; 0: none */
	bool fresh, gone, changed;
};

struct book {
	struct scope *s;
	struct text why; /* stands in each movement */
	int64_t receipt_id;
	struct sql_stock_shops_rows shops;
	struct sql_stock_warehouses_rows warehouses;
	struct book_line *lines;   /* by SKU, then warehouse */
	struct book_order *orders; /* by id */
	struct book_unit *units;   /* by order, line and SKU; those that parted behind them */
	struct sql_movement_insert *moves;
	size_t line_count, line_room, order_count, unit_count, unit_room, loaded, move_count, move_room;
};

enum err book_open(struct scope *s, struct book *b) MUST_CHECK;
/* The heads of orders that hold or wait for stock, then their units. */
enum err book_orders(struct book *b, const int64_t *ids, size_t count) MUST_CHECK;
struct book_order *book_order(const struct book *b, int64_t id); /* or NULL */
/* The balances of these SKUs; once, before anything moves. */
enum err book_skus(struct book *b, const int64_t *ids, size_t count) MUST_CHECK;
enum err book_skus_of_units(struct book *b) MUST_CHECK;
/* A balance, of nothing where there was none; it stays where it is until another is asked for. */
struct book_line *book_line(struct book *b, int64_t sku_id, int64_t warehouse_id);
const struct sql_stock_warehouses_row *book_warehouse(const struct book *b, int64_t id); /* or NULL */
bool warehouse_serves(const struct sql_stock_warehouses_row *w);
const struct sql_stock_shops_row *book_shop(const struct book *b, int64_t id); /* or NULL */

enum err book_move(struct book *b, struct book_line *l, enum movement kind, int64_t quantity,
		   const struct book_unit *u) MUST_CHECK;
/* What becomes of units, by their place in the list. */
enum err book_reserve(struct book *b, size_t unit, int64_t warehouse_id, int64_t quantity) MUST_CHECK;
enum err book_release(struct book *b, size_t unit) MUST_CHECK;
enum err book_drop(struct book *b, size_t unit) MUST_CHECK;
enum err book_lessen(struct book *b, size_t unit, int64_t quantity) MUST_CHECK; /* so many pieces of it go */
enum err book_dispatch(struct book *b, size_t unit) MUST_CHECK;                 /* reserved, or waiting: then short */

/* Stands the order where it takes stock, and does so without a person's wish? */
bool book_open_place(const struct book_order *o);
bool book_by_itself(const struct book *b, const struct book_order *o);
/* The waiting units of the orders marked to be served; of one SKU, or of all where it is 0. */
enum err book_serve(struct book *b, int64_t sku_id, int64_t *pieces) MUST_CHECK;
/* What the orders hold waits again, and for that beside stock. */
enum err book_release_all(struct book *b, const char *waits_for, int64_t *pieces) MUST_CHECK;
/* An activity: how many pieces an order held before and now. */
enum err book_note(struct book *b, const char *kind, const struct book_order *o) MUST_CHECK;

enum err book_write(struct book *b) MUST_CHECK;
