/* core/stock.c - what a movement makes of a balance. */
#include "core/stock.h"

enum { PLAIN, SIGNED };

static const struct {
	const char *name, *en, *zh;
	int sign;
	struct balance effect;
} kinds[MOVEMENT_COUNT] = {
#define MOVEMENT(name, en, zh, sign, shelf, reserved, awaiting, quarantine, damaged, shortfall) \
	[MOVE_##name] = { #name, en, zh, sign, { shelf, reserved, awaiting, quarantine, damaged, shortfall } },
#include "core/movements.def"
#undef MOVEMENT
};

const char *movement_name(enum movement m) { return kinds[m].name; }
const char *movement_en(enum movement m) { return kinds[m].en; }
const char *movement_zh(enum movement m) { return kinds[m].zh; }
bool movement_signed(enum movement m) { return kinds[m].sign == SIGNED; }
struct balance movement_effect(enum movement m) { return kinds[m].effect; }

bool movement_find(struct text name, enum movement *out)
{
	for (int m = 0; m < MOVEMENT_COUNT; m++)
		if (text_is(name, kinds[m].name)) {
			*out = (enum movement)m;
			return true;
		}
	return false;
}

static bool within(int64_t n) { return n >= 0 && n <= STOCK_MOST; }

bool balance_holds(const struct balance *b)
{
	return within(b->on_shelf) && within(b->reserved) && within(b->awaiting_putaway) && within(b->quarantine) &&
	       within(b->damaged) && within(b->shortfall) && b->reserved <= b->on_shelf;
}

bool balance_same(const struct balance *a, const struct balance *b)
{
	return a->on_shelf == b->on_shelf && a->reserved == b->reserved && a->awaiting_putaway == b->awaiting_putaway &&
	       a->quarantine == b->quarantine && a->damaged == b->damaged && a->shortfall == b->shortfall;
}

int64_t balance_settles(const struct balance *b)
{
	int64_t free = balance_free(b);

	return b->shortfall < free ? b->shortfall : free;
}

static bool too_many(const struct balance *b)
{
	return b->on_shelf > STOCK_MOST || b->awaiting_putaway > STOCK_MOST || b->quarantine > STOCK_MOST ||
	       b->damaged > STOCK_MOST || b->shortfall > STOCK_MOST;
}

enum err stock_move(const struct balance *b, enum movement m, int64_t quantity, struct balance *out)
{
	const struct balance *e = &kinds[m].effect;
	struct balance then;

	if (quantity == 0 || quantity > STOCK_MOST || quantity < (kinds[m].sign == SIGNED ? -STOCK_MOST : 1))
		return ERR_BAD_NUMBER;
	then = (struct balance){
		.on_shelf = b->on_shelf + e->on_shelf * quantity,
		.reserved = b->reserved + e->reserved * quantity,
		.awaiting_putaway = b->awaiting_putaway + e->awaiting_putaway * quantity,
		.quarantine = b->quarantine + e->quarantine * quantity,
		.damaged = b->damaged + e->damaged * quantity,
		.shortfall = b->shortfall + e->shortfall * quantity,
	};
	if (too_many(&then))
		return ERR_BAD_NUMBER;
	if (!balance_holds(&then))
		return ERR_STOCK_SHORT;
	*out = then;
	return OK;
}

static const char *const unit_names[UNIT_STATE_COUNT] = {
#define X(id, name) [UNIT_##id] = name,
	UNIT_STATES(X)
#undef X
};

const char *unit_state_name(enum unit_state s) { return unit_names[s]; }

bool unit_state_find(struct text name, enum unit_state *out)
{
	for (int s = 0; s < UNIT_STATE_COUNT; s++)
		if (text_is(name, unit_names[s])) {
			*out = (enum unit_state)s;
			return true;
		}
	return false;
}

static const struct {
	const char *name;
	enum movement movement;
} adjusts[ADJUST_KIND_COUNT] = {
#define X(id, name, movement) [ADJUST_##id] = { name, MOVE_##movement },
	ADJUST_KINDS(X)
#undef X
};

const char *adjust_kind_name(enum adjust_kind k) { return adjusts[k].name; }
enum movement adjust_movement(enum adjust_kind k) { return adjusts[k].movement; }

bool adjust_kind_find(struct text name, enum adjust_kind *out)
{
	for (int k = 0; k < ADJUST_KIND_COUNT; k++)
		if (text_is(name, adjusts[k].name)) {
			*out = (enum adjust_kind)k;
			return true;
		}
	return false;
}
