/* core/plan.c - the steps of a deed before it is done. */
#include "core/plan.h"
#include "base/digest.h"
#include "base/scope.h"
#include "core/update_check.h"

static const struct {
	const char *name, *en, *zh;
	enum plan_touch touch;
	bool undo;
} kinds[STEP_COUNT] = {
#define STEP(id, name, touch, undo, en, zh) [STEP_##id] = { #name, en, zh, TOUCH_##touch, undo },
#include "core/plan_steps.def"
#undef STEP
};
static const char *const touches[] = { [TOUCH_ORDER] = "order",
				       [TOUCH_STOCK] = "stock",
				       [TOUCH_OUTBOUND] = "outbound",
				       [TOUCH_CHANNEL] = "channel",
				       [TOUCH_BOOK] = "book" };
static const char *const deeds[PLAN_DEED_COUNT] = {
#define X(id, name) [PLAN_##id] = name,
	PLAN_DEEDS(X)
#undef X
};

const char *plan_touch_name(enum plan_touch t) { return touches[t]; }
const char *plan_step_name(enum plan_step_kind k) { return kinds[k].name; }
const char *plan_step_words(enum plan_step_kind k) { return kinds[k].en; }
const char *plan_step_zh(enum plan_step_kind k) { return kinds[k].zh; }
enum plan_touch plan_step_touch(enum plan_step_kind k) { return kinds[k].touch; }
bool plan_step_undoable(enum plan_step_kind k) { return kinds[k].undo; }
const char *plan_deed_name(enum plan_deed d) { return deeds[d]; }

bool plan_deed_find(struct text name, enum plan_deed *out)
{
	for (int d = 0; d < PLAN_DEED_COUNT; d++)
		if (text_is(name, deeds[d])) {
			*out = (enum plan_deed)d;
			return true;
		}
	return false;
}

/* The update's own refusals; the release that is the first step of the one task is none. */
static enum err update_may(const struct plan_stand *o, bool releases)
{
	const struct update_stand u = { o->channel_can, o->shop_bound, o->state, releases ? 0 : o->reserved };

	return update_check(&u);
}

static enum err may(enum plan_deed d, const struct plan_stand *o)
{
	const struct order_stand stand = { .state = o->state };

	if (d == PLAN_UPDATE || d == PLAN_UPDATE_RELEASED)
		return update_may(o, d == PLAN_UPDATE_RELEASED);
	if (o->dispatched || o->state == ORDER_MARKED_SHIPPED)
		return ERR_TOO_LATE;
	if (d == PLAN_EDIT)
		return edit_check(&stand, o->packed);
	return d == PLAN_ACCEPT && !o->shop_bound ? ERR_SHOP_UNBOUND : OK;
}

static void add(struct plan *p, bool is, enum plan_step_kind kind, int64_t pieces)
{
	if (is)
		p->steps[p->count++] = (struct plan_step){ kind, pieces };
}

enum err plan_make(enum plan_deed d, const struct plan_stand *o, struct plan *out)
{
	const bool updates = d == PLAN_UPDATE || d == PLAN_UPDATE_RELEASED, fetches = updates || d == PLAN_ACCEPT;
	const bool withdraws = o->state == ORDER_PROCESSED && d != PLAN_EDIT;
	const bool frees = o->reserved > 0 && (o->lines_change || withdraws || d == PLAN_UPDATE_RELEASED);

	*out = (struct plan){ .deed = d, .stand = *o };
	TRY(may(d, o));
	add(out, fetches, STEP_FETCH, 0);
	add(out, withdraws, STEP_WITHDRAW, 0);
	add(out, o->audited, STEP_UNAUDIT, 0);
	add(out, frees, STEP_RELEASE, o->reserved);
	add(out, fetches, STEP_APPLY, 0);
	add(out, fetches && o->edits_stay, STEP_KEEP, 0);
	add(out, fetches && o->edits_go, STEP_DROP, 0);
	add(out, d == PLAN_EDIT, STEP_EDIT, 0);
	add(out, d == PLAN_UNDO, STEP_RESTORE, 0);
	add(out, withdraws, STEP_CONVERT, 0);
	add(out, frees, STEP_RESERVE, o->reserved);
	add(out, o->posted && o->forgets && d == PLAN_ACCEPT, STEP_FORGET, 0);
	add(out, o->posted && !(o->forgets && d == PLAN_ACCEPT), STEP_REPOST, 0);
	out->undoable = true;
	for (size_t i = 0; i < out->count; i++)
		out->undoable &= kinds[out->steps[i].kind].undo;
	return OK;
}

struct text plan_digest(struct arena *a, const struct plan *p)
{
	const struct plan_stand *o = &p->stand;
	struct buffer b = buffer_in(a);
	struct digest128 digest;

	buffer_format(&b, "%s %lld %lld %lld %s %d%d%d%d%d%d%d%d%d%d %lld", deeds[p->deed], (long long)o->order_id,
		      (long long)o->ver, (long long)o->latest_seq, order_state_name(o->state), o->channel_can,
		      o->shop_bound, o->lines_change, o->edits_stay, o->edits_go, o->audited, o->packed, o->dispatched,
		      o->posted, o->forgets, (long long)o->reserved);
	for (size_t i = 0; i < p->count; i++)
		buffer_format(&b, " %s*%lld", kinds[p->steps[i].kind].name, (long long)p->steps[i].pieces);
	digest = digest_xxh3(buffer_text(&b));
	return hex_format(a, digest.bytes, sizeof digest.bytes);
}

enum err plan_same(struct scope *s, const struct plan *now, struct text shown)
{
	if (text_same(plan_digest(s->arena, now), shown))
		return OK;
	return fail(s, ERR_PLAN_MOVED, "The order has changed since its plan was shown; look at the new plan.");
}
