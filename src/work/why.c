/* work/why.c - how a field of an order came to show what it does: the chain of revisions and changes here. */
#include "work/why.h"
#include "store/sql.h"

/* Revisions and changes here in the order in which they happened; both lists come newest first. */
struct events {
	struct sql_revision_list_rows revisions;
	struct sql_show_until_rows changes;
	size_t revision, change; /* how many are still to come */
	struct sql_revision_list_row *r;
	struct sql_show_until_row *c; /* the next one is this or that */
};

static bool next(struct events *e)
{
	e->r = e->revision ? &e->revisions.at[e->revision - 1] : NULL;
	e->c = e->change ? &e->changes.at[e->change - 1] : NULL;
	if (e->r && e->c && e->r->made_at <= e->c->at)
		e->c = NULL;
	else if (e->r && e->c)
		e->r = NULL;
	e->revision -= e->r != NULL;
	e->change -= e->c != NULL;
	return e->r || e->c;
}

static struct why_step step_of(const struct events *e)
{
	if (e->r)
		return (struct why_step){
			.at = e->r->made_at, .seq = e->r->seq, .kind = TEXT("revision"), .why = e->r->source
		};
	return (struct why_step){ .at = e->c->at, .kind = e->c->kind, .who = e->c->who, .why = e->c->why };
}

static bool same(struct text a, struct text b) { return (a.at != NULL) == (b.at != NULL) && text_same(a, b); }

/* What it showed at that moment, and what the channel said; kept beyond the scope in which it was read. */
static enum err look(struct scope *outer, int64_t order_id, enum field field, struct text line, struct why_step *step)
{
	struct sql_show_until_rows rows;
	struct facts whole;
	struct shown x;
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	e = shown_moment(&s, order_id, step->at, 1, &x, &rows);
	if (e == OK) {
		whole = shown_whole(s.arena, &x);
		step->value = text_copy(outer->arena, facts_find(&whole, field, line));
		step->said = text_copy(outer->arena, facts_find(&x.latest, field, line));
	}
	return scope_end(&s, outer, e);
}

enum err order_why(struct scope *s, int64_t order_id, enum field field, struct text line, struct why *out)
{
	struct sql_shown_get_row head;
	struct why_step last = { 0 };
	struct events e = { 0 };
	enum err found = sql_shown_get(s, (struct sql_shown_get){ .id = order_id }, &head);

	*out = (struct why){ ARENA_ARRAY(s->arena, struct why_step, 2 * WHY_STEPS_MAX), 0 };
	if (found == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	TRY(found);
	TRY(sql_revision_list(
		s, (struct sql_revision_list){ .order_id = order_id, .before_seq = INT64_MAX, .max = WHY_STEPS_MAX },
		&e.revisions));
	TRY(sql_show_until(s, (struct sql_show_until){ .order_id = order_id, .at = INT64_MAX, .max = WHY_STEPS_MAX },
			   &e.changes));
	e.revision = e.revisions.count;
	e.change = e.changes.count;
	while (next(&e)) {
		struct why_step step = step_of(&e);

		TRY(look(s, order_id, field, line, &step));
		if (out->count == 0 || !same(step.value, last.value) || !same(step.said, last.said))
			out->at[out->count++] = step;
		last = step;
	}
	if (out->count > WHY_STEPS_MAX) {
		out->at += out->count - WHY_STEPS_MAX;
		out->count = WHY_STEPS_MAX;
	}
	return OK;
}
