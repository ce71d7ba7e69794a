/* core/stock.h - what there is of a SKU in a warehouse, and what a movement makes of it.
 *
 * A balance is the sum of its movements. None of its numbers falls below zero, and no more is reserved than lies on the
 * shelf: a movement that would break this is refused. */
#pragma once
#include "base/error.h"
#include "base/text.h"

struct balance {
	int64_t on_shelf, reserved, awaiting_putaway, quarantine, damaged, shortfall;
};

enum movement {
#define MOVEMENT(name, en, zh, sign, shelf, reserved, awaiting, quarantine, damaged, shortfall) MOVE_##name,
#include "core/movements.def"
#undef MOVEMENT
	MOVEMENT_COUNT
};
const char *movement_name(enum movement m);
const char *movement_en(enum movement m);
const char *movement_zh(enum movement m);
bool movement_find(struct text name, enum movement *out);
bool movement_signed(enum movement m);           /* may its quantity be below zero? */
struct balance movement_effect(enum movement m); /* of one piece: each member is -1, 0 or 1 */

#define STOCK_MOST INT64_C(1000000000000) /* pieces that one number of a balance holds */
enum { MOVE_MOST = 10000000 };            /* pieces that people move at once */

/* OK and the balance afterwards; ERR_STOCK_SHORT: it would fall below zero, or oversell what is reserved; ERR_BAD_NUMBER: a
 * quantity that moves nothing, or more than can be held. `out` may be the balance itself; it is as it was after an error. */
enum err stock_move(const struct balance *b, enum movement m, int64_t quantity, struct balance *out) MUST_CHECK;

bool balance_holds(const struct balance *b); /* may it stand so? */
bool balance_same(const struct balance *a, const struct balance *b);
static inline int64_t balance_free(const struct balance *b) { return b->on_shelf - b->reserved; }
/* How many pieces of the shortfall what lies free on the shelf can settle. */
int64_t balance_settles(const struct balance *b);

/* How pieces of an order stand. Further states come with fulfilment. */
#define UNIT_STATES(X)                        \
	X(WAITING, "waiting") /* for stock */ \
	X(RESERVED, "reserved")               \
	X(DISPATCHED, "dispatched")
enum unit_state {
#define X(id, name) UNIT_##id,
	UNIT_STATES(X)
#undef X
		UNIT_STATE_COUNT
};
const char *unit_state_name(enum unit_state s);
bool unit_state_find(struct text name, enum unit_state *out);

/* What people may do to a balance, as the API names it, and the movement that it is. */
#define ADJUST_KINDS(X)                          \
	X(SHELF, "shelf", adjusted)              \
	X(DAMAGE, "damage", damaged)             \
	X(REPAIR, "repair", repaired)            \
	X(QUARANTINE, "quarantine", quarantined) \
	X(RELEASE, "release", unquarantined)     \
	X(SCRAP, "scrap", scrapped)
enum adjust_kind {
#define X(id, name, movement) ADJUST_##id,
	ADJUST_KINDS(X)
#undef X
		ADJUST_KIND_COUNT
};
const char *adjust_kind_name(enum adjust_kind k);
bool adjust_kind_find(struct text name, enum adjust_kind *out);
enum movement adjust_movement(enum adjust_kind k);
