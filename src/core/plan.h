/* core/plan.h - the steps of a deed before it is done: what each does to the order, the stock, the channel and the books,
 * and what cannot be undone. Made from how the order stands, shown, and carried out as long as it is still the same. */
#pragma once
#include "core/merge.h"

enum plan_touch { TOUCH_ORDER, TOUCH_STOCK, TOUCH_OUTBOUND, TOUCH_CHANNEL, TOUCH_BOOK };
const char *plan_touch_name(enum plan_touch t);

enum plan_step_kind {
#define STEP(id, name, touch, undo, en, zh) STEP_##id,
#include "core/plan_steps.def"
#undef STEP
	STEP_COUNT
};
const char *plan_step_name(enum plan_step_kind k);
const char *plan_step_words(enum plan_step_kind k);
const char *plan_step_zh(enum plan_step_kind k);
enum plan_touch plan_step_touch(enum plan_step_kind k);
bool plan_step_undoable(enum plan_step_kind k);

/* PLAN_DEEDS(X) X(ID, name) */
#define PLAN_DEEDS(X)                                                              \
	X(UPDATE, "update")                                                        \
	X(UPDATE_RELEASED, "update_released") /* release, update, reserve again */ \
	X(ACCEPT, "accept")                                                        \
	X(EDIT, "edit")                                                            \
	X(UNDO, "undo") /* of an update: the bases, edits and lines as they were */
enum plan_deed {
#define X(id, name) PLAN_##id,
	PLAN_DEEDS(X)
#undef X
		PLAN_DEED_COUNT
};
const char *plan_deed_name(enum plan_deed d);
bool plan_deed_find(struct text name, enum plan_deed *out);

/* How the order stands, as far as a plan hangs on it. */
struct plan_stand {
	int64_t order_id, ver, latest_seq; /* any change of the order is another version */
	enum order_state state;
	bool channel_can, shop_bound; /* as in struct update_stand */
	bool lines_change;            /* what would be taken touches lines; before the channel was asked: true */
	bool edits_stay;              /* there are edits here, and the mode keeps them */
	bool edits_go;                /* there are, and it gives them up */
	bool audited, packed, dispatched, posted;
	bool forgets;     /* the setting "forget posting" */
	int64_t reserved; /* pieces */
};
struct plan_step {
	enum plan_step_kind kind;
	int64_t pieces; /* of stock; 0: says nothing of pieces */
};
enum { PLAN_STEPS_MAX = STEP_COUNT };
struct plan {
	enum plan_deed deed;
	struct plan_stand stand;
	struct plan_step steps[PLAN_STEPS_MAX];
	size_t count;
	bool undoable; /* each of its steps is */
};
/* The steps, or why there are none: the refusals of update_check for an update; ERR_TOO_LATE once dispatched, for all. */
enum err plan_make(enum plan_deed d, const struct plan_stand *stand, struct plan *out) MUST_CHECK;
/* What was shown to a person, as hexadecimal: another stand or another step gives another one. */
struct text plan_digest(struct arena *a, const struct plan *p);
/* ERR_PLAN_MOVED where the plan that was shown (its digest) is not this one any more. */
enum err plan_same(struct scope *s, const struct plan *now, struct text shown) MUST_CHECK;
