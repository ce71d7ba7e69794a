/* web/order_merge.c - what is open between an order's channel and its edits, and what people decide about it. */
#include "core/change.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/view_edit.h"
#include "web/view_task.h"
#include "work/edit.h"
#include "work/node.h"

enum { SHOWN_MAX = 1000 };

static struct view_collision_list collisions_of(struct scope *s, const struct value_form *form, const struct merged *m)
{
	struct view_collision *at = ARENA_ARRAY(s->arena, struct view_collision, m->collision_count + 1);
	size_t count = m->collision_count < SHOWN_MAX ? m->collision_count : SHOWN_MAX;

	for (size_t i = 0; i < count; i++) {
		const struct collision *x = &m->collisions[i];

		at[i] = (struct view_collision){
			.field = text_of(field_name(x->field)),
			.line = x->line,
			.whole_line = x->field == FIELD_LINE_ORDERED && !(x->base.at && x->theirs.at),
			.base = value_shown(s, form, x->field, x->base),
			.theirs = value_shown(s, form, x->field, x->theirs),
			.ours = value_shown(s, form, x->field, x->ours),
		};
	}
	return (struct view_collision_list){ at, count };
}

static struct view_change_list taken_of(struct scope *s, const struct value_form *form, const struct changes *c)
{
	struct view_change *at = ARENA_ARRAY(s->arena, struct view_change, c->count + 1);
	size_t count = c->count < SHOWN_MAX ? c->count : SHOWN_MAX;

	for (size_t i = 0; i < count; i++) {
		const struct change *x = &c->at[i];

		at[i] = (struct view_change){
			.group = text_of(group_name(field_group(x->field))),
			.field = text_of(field_name(x->field)),
			.line = x->line,
			.was = value_shown(s, form, x->field, x->before),
			.is = value_shown(s, form, x->field, x->after),
		};
	}
	return (struct view_change_list){ at, count };
}

static struct view_texts types_of(struct scope *s, const struct facts *before, const struct facts *after)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, CHANGED_COUNT);
	struct view_texts types = { at, 0 };
	struct typed_changes c;

	change_find(s->arena, before, after, &c);
	for (int t = 0; t < CHANGED_COUNT; t++)
		if (c.bits & CHANGE_BIT(t))
			at[types.count++] = text_of(change_name((enum change_type)t));
	return types;
}

enum err orders_merge(struct scope *s, struct call *c)
{
	struct parameter p = { "mode", { 0 } };
	enum merge_mode mode = MERGE_KEEP;
	struct view_order_merge v;
	struct value_form form;
	struct merged m;
	struct plan plan;
	struct shown x;

	TRY(call_parameters(s, c, &p, 1));
	TRY(parameter_word(s, &p, "keep|take"));
	if (p.value.at)
		(void)merge_mode_find(p.value, &mode);
	TRY(value_form_of(s, c, &form));
	TRY(order_merge(s, c->id, mode, &x, &m, &plan));
	v = (struct view_order_merge){
		.ver = x.ver,
		.revision = x.latest_seq,
		.mode = text_of(merge_mode_name(mode)),
		.outcome = text_of(merge_outcome_name(m.outcome)),
		.changes = types_of(s, &x.facts, &m.facts),
		.taken = taken_of(s, &form, &m.taken),
		.kept = (int64_t)m.edits.count,
		.given_up = (int64_t)m.gone.count,
		.collisions = collisions_of(s, &form, &m),
		.cut = m.taken.count > SHOWN_MAX || m.collision_count > SHOWN_MAX,
		.plan = view_plan_of(s, &plan, plan_digest(s->arena, &plan)),
	};
	view_order_merge_write(&c->json, NULL, &v);
	return OK;
}

/* What the channel said is as the person was shown it: the order's version says so. */
static enum err read_choices(struct scope *s, const struct call *c, const struct facts *latest,
			     struct merge_choice **out, size_t *count)
{
	struct json list;
	size_t given;

	*count = 0;
	TRY(list_read(s, c, "choices", &list, &given));
	if (given == 0)
		return fail(s, ERR_BAD_REQUEST, "nothing is decided: \"choices\" is empty");
	*out = ARENA_ARRAY(s->arena, struct merge_choice, given);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct merge_choice *x = &(*out)[(*count)++];
		enum json_kind kind = json_kind(json_at(v, "take"));

		TRY(field_read(s, v, "take", &x->field, &x->line));
		if (kind != JSON_TRUE && kind != JSON_FALSE)
			return fail(s, ERR_BAD_REQUEST, "\"take\" of %s must be true or false", field_name(x->field));
		x->take = kind == JSON_TRUE;
		x->theirs = facts_find(latest, x->field, x->line);
	}
	return OK;
}

enum err orders_decide(struct scope *s, struct call *c)
{
	static const char *const members[] = { "choices", "why" };
	struct merge_choice *choices = NULL;
	struct shown x;
	struct text why;
	size_t count;
	int64_t ver;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 2));
	TRY(call_if_match(s, c, &ver));
	TRY(why_read(s, c, &why));
	TRY(shown_read(s, c->id, &x));
	TRY(read_choices(s, c, &x.latest, &choices, &count));
	TRY(order_decide(s, c->id, ver, choices, count, why));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return orders_merge(s, c);
}
