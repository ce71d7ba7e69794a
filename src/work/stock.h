/* work/stock.h - stock: goods come, are counted, reserved for orders, and leave; balance, ledger and orders in one step.
 *
 * Each function either begins its own transaction or says that it stands inside one. Inside one it writes rows of orders
 * and then of stocks, so it comes after all that locks leases and orders, and is called once. ERR_CONFLICT: others have
 * changed the same rows; the whole transaction is to be repeated. */
#pragma once
#include "base/scope.h"
#include "core/pieces.h"
#include "core/stock.h"

/* ---- goods come; their own transactions ---- */
struct receipt_item {
	int64_t sku_id, quantity;
};
struct receipt_new {
	int64_t id;       /* out; of id_next() where it is 0 */
	struct text kind; /* "opening" or "receipt" */
	int64_t warehouse_id;
	struct text number; /* in and out; {0}: ours, "R-yymmdd-00001" by the tenant's zone */
	struct text supplier, note;
	const struct receipt_item *items; /* a SKU may come twice */
	size_t count;
};
enum { RECEIPT_ITEMS_MAX = 1000, RECEIPT_TEXT_MAX = 200 };
/* ERR_WAREHOUSE_UNKNOWN, ERR_WAREHOUSE_CLOSED, ERR_WAREHOUSE_CHANNEL, ERR_SKU_UNKNOWN, ERR_BAD_NUMBER, ERR_TOO_LARGE,
 * ERR_DUPLICATE (the number). A shortfall is settled first; orders that wait are then served by the task "allocate". */
enum err stock_receive(struct scope *s, struct receipt_new *r) MUST_CHECK;

struct stock_adjust {
	int64_t warehouse_id, sku_id;
	enum adjust_kind kind;
	bool is_count;    /* the shelf was counted, kind SHELF: `quantity` pieces lie on it … */
	int64_t seen_ver; /* … when the balance was of this ver (0: there was none); ERR_CONFLICT when it is another */
	int64_t quantity; /* else so many more, or for kind SHELF fewer */
	struct text why;  /* 1 to 200 characters */
};
/* As above, and ERR_STOCK_SHORT: more is reserved, or less is there. */
enum err stock_adjust(struct scope *s, const struct stock_adjust *a) MUST_CHECK;

/* ---- orders, inside a transaction ---- */
/* Reserves what is free for the waiting units of these orders, the soonest to be shipped first. Not served: frozen, void,
 * marked shipped, history; orders of shops that reserve by hand; what waits for a person or for payment. */
enum err stock_serve_orders(struct scope *s, const int64_t *ids, size_t count) MUST_CHECK;
/* The same as a person's wish: whatever the shop says, and what it waits for. An activity tells of it. How many pieces are
 * reserved now, how many wait, and how many were reserved by this call. */
struct stock_served {
	int64_t reserved, waiting, pieces;
};
enum err stock_reserve_order(struct scope *s, int64_t order_id, struct stock_served *out) MUST_CHECK;
/* Its reserved units wait again, and are not served by themselves until a person reserves them. An activity tells of it. */
enum err stock_release_order(struct scope *s, int64_t order_id, struct text why, int64_t *pieces) MUST_CHECK;
/* What is ordered is another, and units_remake() has made units of what it lacked: its surplus goes, and what waits is served
 * as it was before: again where the order held stock, else where it may by itself. */
enum err stock_renew_order(struct scope *s, int64_t order_id, const struct pieces_list *surplus,
			   struct stock_served *out) MUST_CHECK;
/* The orders became void: their units go, what was reserved is free. */
enum err stock_drop_orders(struct scope *s, const int64_t *ids, size_t count) MUST_CHECK;
/* The orders were dispatched at the channel: reserved units leave the shelf, waiting ones take what is free; the rest is
 * shortfall. */
enum err stock_ship_orders(struct scope *s, const int64_t *ids, size_t count) MUST_CHECK;
/* All of it at once, for the intake: new orders are served after others are dropped and shipped. */
struct stock_less { /* a line of which pieces go: its units lose their share, those that wait first */
	int64_t order_id;
	struct text line;
	int64_t was, now; /* pieces of the line */
};
struct stock_surplus { /* an order's units for a line are so many pieces of a SKU too many: those that wait go first */
	int64_t order_id;
	struct pieces pieces;
};
struct stock_news {
	const int64_t *fresh, *dropped, *shipped;
	size_t fresh_count, dropped_count, shipped_count;
	const struct stock_less *lessened; /* by order */
	size_t lessened_count;
	const struct stock_surplus *surplus;
	size_t surplus_count;
};
enum err stock_follow(struct scope *s, const struct stock_news *n) MUST_CHECK;
/* Free pieces of a SKU go to waiting units of all orders, a bounded portion of them; `more`: call it again. Takes the
 * leases of their shops, so it is the first to write in its transaction. */
enum err stock_allocate(struct scope *s, int64_t sku_id, bool *more) MUST_CHECK;
/* The task "allocate" serves all that waits as soon as this transaction is committed: after a mapping, say. */
enum err stock_allocate_soon(struct scope *s) MUST_CHECK;
