/* web/order_at.c - the time machine: an order as it showed at a moment, and how one of its fields came to its value. */
#include "base/instant.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view_edit.h"
#include "work/why.h"

enum { FACTS_SHOWN = 2000 };

/* The revision that the fact before named: neighbours are mostly of the same. */
struct marks {
	struct sql_history_revision_row row;
	int64_t seq;
};

static enum err mark_of(struct scope *s, int64_t order_id, int64_t seq, struct marks *m)
{
	enum err e;

	if (m->seq == seq)
		return OK;
	e = sql_history_revision(s, (struct sql_history_revision){ .order_id = order_id, .seq = seq }, &m->row);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_DB_CORRUPT, "order %lld lacks its revision %lld", (long long)order_id,
			    (long long)seq);
	m->seq = seq;
	return e;
}

static enum err fact_of(struct scope *s, const struct call *c, const struct value_form *form, const struct shown_at *x,
			size_t i, struct marks *marks, struct view_fact_at *out)
{
	const struct shown_source *from = &x->sources[i];
	const struct fact *f = &x->facts.at[i];

	*out = (struct view_fact_at){
		.field = text_of(field_name(f->field)),
		.line = f->line,
		.value = value_shown(s, form, f->field, f->value),
		.at = from->at,
		.who = from->seq || !from->who.size ? (struct text){ 0 } : from->who,
		.why = from->seq || !from->why.at ? TEXT("") : from->why,
	};
	if (!from->seq)
		return OK;
	TRY(mark_of(s, c->id, from->seq, marks));
	out->seq = (struct view_int){ true, from->seq };
	out->at = marks->row.asked_at;
	out->source = marks->row.source;
	return OK;
}

enum err orders_at(struct scope *s, struct call *c)
{
	struct parameter p = { "time", { 0 } };
	struct view_fact_at *at;
	struct view_order_at v = { 0 };
	struct value_form form;
	struct shown_at x;
	struct marks marks = { 0 };

	TRY(call_parameters(s, c, &p, 1));
	v.time = world_now(s->world);
	if (p.value.at && (!instant_from_rfc3339(p.value, &v.time) || v.time <= 0))
		return fail(s, ERR_BAD_TIME, "\"time\" is a moment like 2026-11-21T08:00:00Z");
	TRY(value_form_of(s, c, &form));
	TRY(shown_at(s, c->id, p.value.at ? v.time : INT64_MAX, &x)); /* whatever any clock says */
	v.revision = x.latest_seq;
	v.cut = x.facts.count > FACTS_SHOWN;
	v.facts.count = v.cut ? FACTS_SHOWN : x.facts.count;
	v.facts.at = at = ARENA_ARRAY(s->arena, struct view_fact_at, v.facts.count + 1);
	for (size_t i = 0; i < v.facts.count; i++)
		TRY(fact_of(s, c, &form, &x, i, &marks, &at[i]));
	view_order_at_write(&c->json, NULL, &v);
	return OK;
}

enum err orders_why(struct scope *s, struct call *c)
{
	enum { FIELD_NAME, LINE, COUNT };
	struct parameter p[COUNT] = { { "field", { 0 } }, { "line", { 0 } } };
	struct view_fact_step *at;
	struct value_form form;
	struct view_fact_why v;
	enum field field;
	struct text line;
	struct why why;

	TRY(call_parameters(s, c, p, COUNT));
	if (!p[FIELD_NAME].value.at || !field_find(p[FIELD_NAME].value, &field))
		return fail(s, ERR_BAD_REQUEST, "the parameter \"field\" must be the name of a field");
	line = p[LINE].value.at ? p[LINE].value : TEXT("");
	TRY(value_form_of(s, c, &form));
	TRY(order_why(s, c->id, field, line, &why));
	at = ARENA_ARRAY(s->arena, struct view_fact_step, why.count + 1);
	for (size_t i = 0; i < why.count; i++) {
		const struct why_step *x = &why.at[i];

		at[i] = (struct view_fact_step){ .at = x->at,
						 .kind = x->kind,
						 .seq = { x->seq != 0, x->seq },
						 .value = value_shown(s, &form, field, x->value),
						 .said = value_shown(s, &form, field, x->said),
						 .who = x->who.size ? x->who : (struct text){ 0 },
						 .why = x->why };
	}
	v = (struct view_fact_why){ text_of(field_name(field)), line, { at, why.count } };
	view_fact_why_write(&c->json, NULL, &v);
	return OK;
}
