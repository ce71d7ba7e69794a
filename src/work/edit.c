/* work/edit.c - what people change in an order here: edits of fields, and answers where both sides changed one. */
#include "work/edit.h"
#include "base/id.h"
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/place.h"
#include "work/shops.h"
#include "work/update.h"

/* One change of one order, by a person. */
struct editing {
	int64_t order_id, ver;
	const struct edit_wish *wishes;
	const struct merge_choice *choices;
	size_t count;
	struct shown_by by;
	int runs;
};

static enum err why_check(struct scope *s, struct text why)
{
	size_t count = 0;

	for (size_t i = 0; i < why.size; i++)
		count += ((unsigned char)why.at[i] & 0xC0) != 0x80;
	if (count > EDIT_WHY_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"why\" has at most %d characters; it has %zu", EDIT_WHY_MAX, count);
	return OK;
}

/* True where this was committed before and only the answer was lost. */
static enum err is_done(struct scope *s, struct editing *x, bool *done)
{
	struct sql_place_known_row known = { 0 };

	if (x->runs++)
		TRY(sql_place_known(s, (struct sql_place_known){ .activity_id = x->by.activity_id }, &known));
	*done = known.count > 0;
	return OK;
}

/* The order as it is, which must be as the person saw it. */
static enum err open(struct scope *s, const struct editing *x, struct shown *was)
{
	TRY(shown_read(s, x->order_id, was));
	if (was->ver != x->ver)
		return fail(s, ERR_CONFLICT, "the order is at version %lld, not %lld: somebody changed it meanwhile",
			    (long long)was->ver, (long long)x->ver);
	return shop_note_change(s, was->shop_id);
}

static bool same_facts(const struct facts *a, const struct facts *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (fact_order(&a->at[i], &b->at[i]) != 0 || !text_same(a->at[i].value, b->at[i].value))
			return false;
	return true;
}

/* ---- edits ---- */

static enum err edit_body(struct scope *s, void *arg)
{
	struct editing *x = arg;
	struct sql_place_get_row row;
	struct order_stand stand;
	struct shown was, now;
	bool done;

	TRY(is_done(s, x, &done));
	if (done)
		return OK;
	TRY(place_stand(s, x->order_id, &row, &stand));
	if (edit_check(&stand, false) != OK)
		return fail(s, ERR_EDIT_CLOSED, "the order is %s", order_state_name(stand.state));
	TRY(open(s, x, &was));
	now = was;
	TRY(edits_wish(s, &was.base, &was.edits, x->wishes, x->count, &now.edits));
	if (same_facts(&was.edits, &now.edits))
		return OK;
	now.facts = edits_over(s->arena, &was.base, &now.edits);
	return shown_write(s, &(struct shown_change){ .was = &was, .now = &now, .by = x->by }, 1);
}

enum err order_edit(struct scope *s, int64_t order_id, int64_t ver, const struct edit_wish *wishes, size_t count,
		    struct text why)
{
	struct editing x = { .order_id = order_id,
			     .ver = ver,
			     .wishes = wishes,
			     .count = count,
			     .by = { id_next(s->ids), "edit", why.at ? why : TEXT("") } };

	TRY(why_check(s, why));
	return db_transact(s, edit_body, &x);
}

/* ---- what is open, and its answers ---- */

static struct merge_input input_of(const struct shown *at, uint32_t groups, enum merge_mode mode)
{
	return (struct merge_input){ .base = &at->base,
				     .theirs = &at->latest,
				     .edits = &at->edits,
				     .ignored = &at->ignored,
				     .groups = groups,
				     .mode = mode };
}

static bool lines_touched(const struct changes *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (field_base(c->at[i].field) == GROUP_LINES)
			return true;
	return false;
}

enum err order_merge(struct scope *s, int64_t order_id, enum merge_mode mode, struct shown *at, struct merged *out,
		     struct plan *plan)
{
	struct merge_input in;
	struct plan_stand stand;
	struct update_stand how;

	TRY(shown_read(s, order_id, at));
	TRY(update_stand(s, order_id, &how));
	in = input_of(at, GROUPS_UPDATE, mode);
	merge(s->arena, &in, out);
	stand = (struct plan_stand){ .order_id = at->id,
				     .ver = at->ver,
				     .latest_seq = at->latest_seq,
				     .state = at->state,
				     .channel_can = how.channel_can,
				     .shop_bound = how.shop_bound,
				     .lines_change = lines_touched(&out->taken),
				     .edits_stay = out->edits.count > 0,
				     .edits_go = out->gone.count > 0,
				     .reserved = at->reserved };
	if (plan_make(PLAN_ACCEPT, &stand, plan) != OK)
		plan->count = 0;
	return OK;
}

/* The channel still says what the person was shown, and it is something that an update takes. */
static enum err choices_fit(struct scope *s, const struct shown *at, const struct merge_choice *choices, size_t count,
			    uint32_t *groups)
{
	*groups = 0;
	for (size_t i = 0; i < count; i++) {
		const struct merge_choice *c = &choices[i];
		uint32_t group = GROUP_BIT(field_base(c->field));
		struct text theirs = facts_find(&at->latest, c->field, c->line);

		if (!(group & GROUPS_UPDATE))
			return fail(s, ERR_FIELD_FIXED, "the field %s is none that an update takes",
				    field_name(c->field));
		if ((theirs.at != NULL) != (c->theirs.at != NULL) || !text_same(theirs, c->theirs))
			return fail(s, ERR_CONFLICT, "the channel says something else of the field %s by now",
				    field_name(c->field));
		*groups |= group;
	}
	return *groups ? OK : fail(s, ERR_BAD_REQUEST, "nothing is decided: \"choices\" is empty");
}

/* What is declined is remembered with what the channel said; what is taken is declined no more. */
static struct facts ignored_after(struct arena *a, const struct facts *was, const struct merge_choice *choices,
				  size_t count)
{
	struct facts now = { 0 };

	for (size_t i = 0; i < was->count; i++)
		facts_add(a, &now, was->at[i].field, was->at[i].line, was->at[i].value);
	for (size_t i = 0; i < count; i++) {
		const struct merge_choice *c = &choices[i];
		struct text theirs = c->theirs.at ? c->theirs : TEXT("");

		edits_put(a, &now, c->field, c->line, c->take ? (struct text){ 0 } : theirs);
	}
	return now;
}

static enum err decide_body(struct scope *s, void *arg)
{
	struct editing *x = arg;
	struct shown was, now;
	struct merge_input in;
	struct merged m;
	uint32_t groups;
	bool done;

	TRY(is_done(s, x, &done));
	if (done)
		return OK;
	TRY(open(s, x, &was));
	if (was.state != ORDER_PENDING && was.state != ORDER_VOID && was.state != ORDER_FROZEN)
		return fail(s, ERR_ORDER_FIXED, "the order is %s", order_state_name(was.state));
	TRY(choices_fit(s, &was, x->choices, x->count, &groups));
	in = input_of(&was, groups, MERGE_KEEP);
	in.choices = x->choices;
	in.choice_count = x->count;
	merge(s->arena, &in, &m);
	if (m.collision_count)
		return fail(s, ERR_BAD_REQUEST,
			    "the field %s of the same group is to be decided too; say what becomes of it",
			    field_name(m.collisions[0].field));
	now = shown_after(&was, &m);
	now.ignored = ignored_after(s->arena, &was.ignored, x->choices, x->count);
	if (!m.changed && same_facts(&was.ignored, &now.ignored))
		return OK;
	return shown_write(s, &(struct shown_change){ .was = &was, .now = &now, .by = x->by }, 1);
}

enum err order_decide(struct scope *s, int64_t order_id, int64_t ver, const struct merge_choice *choices, size_t count,
		      struct text why)
{
	struct editing x = { .order_id = order_id,
			     .ver = ver,
			     .choices = choices,
			     .count = count,
			     .by = { id_next(s->ids), "decide", why.at ? why : TEXT("") } };

	TRY(why_check(s, why));
	return db_transact(s, decide_body, &x);
}
