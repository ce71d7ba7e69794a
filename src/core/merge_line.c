/* core/merge_line.c - what a merge does to each line as a whole. */
#include "core/merge_line.h"
#include "core/fact_order.h"

enum merge_answer merge_answer(const struct merge_input *in, enum field field, struct text line, struct text theirs)
{
	struct text ignored = { 0 };

	for (size_t i = 0; i < in->choice_count; i++) {
		const struct merge_choice *c = &in->choices[i];

		if (c->field == field && text_same(c->line, line) && text_same(c->theirs, theirs))
			return c->take ? ANSWER_TAKE : ANSWER_KEEP;
	}
	if (in->mode == MERGE_TAKE)
		return ANSWER_TAKE;
	if (in->ignored)
		ignored = facts_find(in->ignored, field, line);
	return ignored.at && text_same(ignored, theirs) ? ANSWER_KEEP : ANSWER_NONE;
}

static enum line_fate fate_of(const struct merge_input *in, const struct line_verdict *l)
{
	enum merge_answer answer;

	if (!(in->groups & GROUP_BIT(GROUP_LINES)) || (l->base.at != NULL) == (l->theirs.at != NULL) ||
	    (!l->base.at && l->ours.at))
		return LINE_BY_FIELDS;
	answer = merge_answer(in, FIELD_LINE_ORDERED, l->line, l->theirs);
	if (l->theirs.at)
		return answer == ANSWER_KEEP ? LINE_REFUSED : LINE_BY_FIELDS;
	if ((l->ours.at && !l->ours.size) || answer == ANSWER_TAKE)
		return LINE_GOES;
	if (answer == ANSWER_KEEP)
		return l->open > 0 ? LINE_KEPT : LINE_GOES;
	return l->edited ? LINE_COLLIDES : LINE_GOES;
}

static int64_t open_pieces(const struct merge_input *in, const struct line_verdict *l)
{
	int64_t ordered = 0, cancelled = 0;

	(void)text_to_int(l->ours.at ? l->ours : l->base, &ordered);
	(void)text_to_int(facts_find(in->base, FIELD_LINE_CANCELLED, l->line), &cancelled);
	return ordered - cancelled;
}

static void note(struct line_verdicts *v, struct text line, const struct fact *base, const struct fact *theirs,
		 const struct fact *ours)
{
	struct line_verdict l = { .line = line };

	if (base)
		l.base = base->value;
	if (theirs)
		l.theirs = theirs->value;
	if (ours)
		l.ours = ours->value;
	l.edited = l.ours.size > 0;
	v->at[v->count++] = l;
}

/* The lines of all three, in order: those of two joined, then of the third. */
static void gather(struct arena *a, const struct merge_input *in, struct line_verdicts *v)
{
	struct facts base = facts_run(in->base, FIELD_LINE_ORDERED), theirs = facts_run(in->theirs, FIELD_LINE_ORDERED),
		     ours = facts_run(in->edits, FIELD_LINE_ORDERED);
	struct fact_join k = { &base, &theirs, 0, 0 };
	const struct fact *b, *t;
	size_t at = 0;

	v->at = ARENA_ARRAY(a, struct line_verdict, base.count + theirs.count + ours.count + 1);
	while (fact_join_next(&k, &b, &t)) {
		struct text line = (b ? b : t)->line;

		for (; at < ours.count && line_order(ours.at[at].line, line) < 0; at++)
			note(v, ours.at[at].line, NULL, NULL, &ours.at[at]);
		if (at < ours.count && line_order(ours.at[at].line, line) == 0)
			note(v, line, b, t, &ours.at[at++]);
		else
			note(v, line, b, t, NULL);
	}
	for (; at < ours.count; at++)
		note(v, ours.at[at].line, NULL, NULL, &ours.at[at]);
}

static void mark_edited(const struct merge_input *in, struct line_verdicts *v)
{
	size_t at = 0;

	for (size_t i = 0; i < in->edits->count; i++) {
		const struct fact *e = &in->edits->at[i];

		if (!field_is_of_lines(e->field) || e->field == FIELD_LINE_ORDERED)
			continue;
		if (e[-(ptrdiff_t)(i > 0)].field != e->field)
			at = 0;
		while (at < v->count && line_order(v->at[at].line, e->line) < 0)
			at++;
		if (at < v->count && line_order(v->at[at].line, e->line) == 0)
			v->at[at].edited = true;
	}
}

void merge_lines(struct arena *a, const struct merge_input *in, struct line_verdicts *out)
{
	*out = (struct line_verdicts){ 0 };
	gather(a, in, out);
	mark_edited(in, out);
	for (size_t i = 0; i < out->count; i++) {
		out->at[i].open = open_pieces(in, &out->at[i]);
		out->at[i].fate = fate_of(in, &out->at[i]);
	}
}
