/* sim/market.h - a marketplace of its own: shops, products, buyers, orders and time; the truth that channels report.
 *
 * It knows nothing of Lockstep and shares no reading or writing code with channel/. Its state follows from a seed and a
 * journal of operations: replayed, it stands as it stood. Time is given from outside with each operation. One thread at
 * a time uses it: who serves it keeps it behind a gate. */
#pragma once
#include "base/digest.h"
#include "base/scope.h"
#include "sim/goods.h"
#include "sim/region.h"

struct market;
struct timeline;

enum {
	CARRIERS = 7,
	SHOPS_MAX = 64,
	PACKAGES_MAX = 5,
	LINES_DRAWN_MAX = 4,
	MARKET_LINES_MAX = 20000,
	NOTE_SIZE_MAX = 1024
};

enum market_state {
	MARKET_UNPAID,
	MARKET_PENDING,
	MARKET_INVOICE_PENDING,
	MARKET_READY,
	MARKET_PROCESSED,
	MARKET_RETRY_SHIP,
	MARKET_SHIPPED,
	MARKET_DELIVERED,
	MARKET_COMPLETED,
	MARKET_IN_CANCEL,
	MARKET_CANCELLED,
	MARKET_RETURNING,
	MARKET_RETURNED,
	MARKET_STATE_COUNT
};

enum market_verb {
#define MOVE(verb, word, from, what) MARKET_##verb,
#include "sim/market_moves.def"
#undef MOVE
	MARKET_VERB_COUNT
};

enum package_state {
	PACKAGE_WAITING,
	PACKAGE_ARRANGED,
	PACKAGE_MISSED,
	PACKAGE_SHIPPED,
	PACKAGE_DELIVERED,
	PACKAGE_CANCELLED
};
enum market_hold { HOLD_SYSTEM, HOLD_KYC, HOLD_ARRANGE, HOLD_INVOICE, HOLD_COUNT };
enum market_author { BY_BUYER, BY_SELLER, BY_SYSTEM, AUTHOR_COUNT };

struct market_line {
	uint16_t quantity, cancelled, returned;
	uint8_t good, model, package; /* which of the shop's goods, which model, the package's place */
	uint8_t copy;                 /* the same thing once more in the order, by a promotion */
};

struct market_order { /* compact and without padding: a million of them stay in memory */
	uint32_t created, updated, paid, ship_by, picked, noted; /* seconds since 1970; 0: not yet */
	uint32_t buyer, first_line, note;                        /* note: its number + 1 */
	uint16_t shop, lines;
	uint8_t state, before, hold, author; /* before: the state a cancel request came from */
	uint8_t cod, masked, moves, tracked; /* moves: changes of address */
	uint8_t packages, package[PACKAGES_MAX];
	uint8_t carrier, discount; /* carrier: its number + 1, 0: as drawn; discount: percent */
};

struct market_shop {
	int64_t id, account; /* several shops belong to one main account */
	char name[64];
	enum region region;
	struct good goods[GOODS_COUNT];
	int32_t stock[GOODS_COUNT]
		     [MODELS_MAX];          /* as the seller said it, less what was bought since; -1: he never did */
	struct timeline *created, *updated; /* order numbers */
};

struct market_options {
	uint64_t seed;
	const char *journal; /* file that survives a kill; NULL: in memory only */
	int shops;           /* made at first start */
	int orders;          /* placed at first start, spread over the 14 days before `now` */
	int64_t now;         /* UTC ms */
};

/* A journal that is there already decides: seed, shops and orders are then its own. */
enum err market_open(struct scope *s, const struct market_options *o, struct market **out) MUST_CHECK;
void market_close(struct market *m); /* NULL is nothing */

size_t market_shop_count(const struct market *m);
const struct market_shop *market_shop(const struct market *m, size_t shop);
int market_shop_find(const struct market *m, int64_t id); /* its place, or -1 */
size_t market_order_count(const struct market *m);
const struct market_order *market_order(const struct market *m, uint32_t number);
const struct market_line *market_line(const struct market *m, const struct market_order *o, size_t i);
struct text market_note(const struct market *m, const struct market_order *o);
const char *market_state_name(enum market_state state); /* "ready" */
uint64_t market_seed(const struct market *m);

/* An order's public number, "261121Q8RT3W0Z": the day it was placed and eight signs that say which. */
enum { ORDER_SN_SIZE = 14 };
void market_sn(const struct market *m, uint32_t number, char out[ORDER_SN_SIZE]);
bool market_find(const struct market *m, struct text sn, uint32_t *number);

/* Places `count` orders now. lines 0: a few, drawn. The numbers are first … first + count - 1. */
struct market_wish {
	int shop, count, lines;
	bool cod, paid; /* neither: as drawn */
	int64_t now;
};
enum err market_place(struct market *m, struct scope *s, const struct market_wish *w, uint32_t *first) MUST_CHECK;
/* Places many orders at once, in every state, with times between `from` and `to` (UTC ms). */
enum err market_fill(struct market *m, struct scope *s, int shop, int count, int64_t from, int64_t to) MUST_CHECK;

struct market_act {
	enum market_verb verb;
	uint32_t order;
	int64_t what, count;
	struct text words; /* the note */
	int64_t now;
};
/* ERR_CONFLICT when the order's state does not allow it; then nothing has changed. */
enum err market_do(struct market *m, struct scope *s, const struct market_act *a) MUST_CHECK;
bool market_verb_find(struct text word, enum market_verb *out);

/* The seller says how many of a thing there are; buyers then find no more. */
struct market_stock {
	int shop, good, model;
	int32_t stock;
};
enum { MARKET_STOCK_MAX = 1000000 };
enum err market_stock_set(struct market *m, struct scope *s, const struct market_stock *x) MUST_CHECK;

/* Told of each order that was placed or to which something happened, after it has; not of what a fill or a journal brings. */
typedef void market_watch_fn(void *arg, uint32_t number, bool tracked);
void market_watch(struct market *m, market_watch_fn *watch, void *arg);

/* Lives on by itself to `now`: new orders come, older ones go on. The first call only takes the time. */
enum err market_live(struct market *m, struct scope *s, int64_t now, int per_minute) MUST_CHECK;

/* The whole state; equal after a replay, equal on every machine. */
struct digest128 market_digest(const struct market *m, struct arena *a);
