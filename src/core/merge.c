/* core/merge.c - three-way merge of an order, field by field. */
#include "core/merge.h"
#include "core/fact_order.h"
#include "core/merge_line.h"

static const char *const modes[] = { [MERGE_KEEP] = "keep", [MERGE_TAKE] = "take" };
static const char *const outcomes[OUTCOME_COUNT] = {
#define X(id, name) [OUTCOME_##id] = name,
	MERGE_OUTCOMES(X)
#undef X
};

const char *merge_mode_name(enum merge_mode m) { return modes[m]; }
const char *merge_outcome_name(enum merge_outcome o) { return outcomes[o]; }

bool merge_mode_find(struct text name, enum merge_mode *out)
{
	for (int m = MERGE_KEEP; m <= MERGE_TAKE; m++)
		if (text_is(name, modes[m])) {
			*out = (enum merge_mode)m;
			return true;
		}
	return false;
}

bool merge_outcome_find(struct text name, enum merge_outcome *out)
{
	for (int o = 0; o < OUTCOME_COUNT; o++)
		if (text_is(name, outcomes[o])) {
			*out = (enum merge_outcome)o;
			return true;
		}
	return false;
}

struct facts facts_assemble(struct arena *a, const struct facts *const bases[GROUP_COUNT])
{
	struct facts out = { 0 };

	for (int field = 0; field < FIELD_COUNT; field++) {
		const struct facts *from = bases[field_base((enum field)field)];
		struct facts run = { 0 };

		if (from)
			run = facts_run(from, (enum field)field);
		for (size_t i = 0; i < run.count; i++)
			facts_add(a, &out, run.at[i].field, run.at[i].line, run.at[i].value);
	}
	lines_tidy(a, &out);
	return out;
}

/* One (field, line) as each of the three states it; NULL: it does not. */
struct spot {
	enum field field;
	struct text line;
	const struct fact *base, *theirs, *ours;
	enum line_fate fate;
	int64_t open; /* of the line */
};
struct walk {
	const struct facts *lists[3];
	size_t at[3];
	const struct line_verdicts *lines;
	size_t line;
	enum field field;
};

static void line_find(struct walk *w, struct spot *s)
{
	s->fate = LINE_BY_FIELDS;
	if (!field_is_of_lines(s->field))
		return;
	if (w->field != s->field)
		w->line = 0;
	w->field = s->field;
	while (w->line < w->lines->count && line_order(w->lines->at[w->line].line, s->line) < 0)
		w->line++;
	if (w->line < w->lines->count && line_order(w->lines->at[w->line].line, s->line) == 0) {
		s->fate = w->lines->at[w->line].fate;
		s->open = w->lines->at[w->line].open;
	}
}

/* The next place of the three lists; false at the end of all. */
static bool walk_next(struct walk *w, struct spot *s)
{
	const struct fact *next[3], *first = NULL;

	for (int i = 0; i < 3; i++) {
		next[i] = w->at[i] < w->lists[i]->count ? &w->lists[i]->at[w->at[i]] : NULL;
		if (next[i] && (!first || fact_order(next[i], first) < 0))
			first = next[i];
	}
	if (!first)
		return false;
	for (int i = 0; i < 3; i++)
		if (next[i] && next[i] != first && fact_order(next[i], first) != 0)
			next[i] = NULL;
	for (int i = 0; i < 3; i++)
		w->at[i] += next[i] != NULL;
	*s = (struct spot){ first->field, first->line, next[0], next[1], next[2], LINE_BY_FIELDS, 0 };
	line_find(w, s);
	return true;
}

static struct text said(const struct fact *f) { return f ? f->value : (struct text){ 0 }; }

/* What becomes of one place: the base after, the edit after ({0}: none), and whether a person must decide. */
struct verdict {
	struct text base, edit;
	bool collides;
};

static struct verdict untouched(const struct spot *s)
{
	return (struct verdict){ said(s->base), said(s->ours), false };
}

static struct verdict by_line(struct arena *a, const struct spot *s)
{
	struct text ours = said(s->ours).at ? said(s->ours) : said(s->base);

	if (s->fate == LINE_KEPT &&
	    s->field == FIELD_LINE_ORDERED) /* what is cancelled stays so, and is not said twice */
		return (struct verdict){ { 0 }, text_format(a, "%lld", (long long)s->open), false };
	if (s->fate == LINE_KEPT)
		return (struct verdict){ { 0 }, ours, false };
	if (s->fate == LINE_REFUSED)
		return (struct verdict){ said(s->theirs), s->field == FIELD_LINE_ORDERED ? TEXT("") : said(s->ours),
					 false };
	if (s->fate == LINE_COLLIDES)
		return (struct verdict){ said(s->base), said(s->ours), s->field == FIELD_LINE_ORDERED };
	return (struct verdict){ 0 };
}

/* Nobody edited it: theirs, unless that was declined, which makes an edit of the old value. */
static struct verdict unedited(const struct merge_input *in, const struct spot *s)
{
	struct text b = said(s->base), t = said(s->theirs);

	if (text_same(b, t) || merge_answer(in, s->field, s->line, t) != ANSWER_KEEP)
		return (struct verdict){ t, { 0 }, false };
	return (struct verdict){ t, b.at ? b : TEXT(""), false };
}

static struct verdict edited(struct arena *a, const struct merge_input *in, const struct spot *s)
{
	struct text b = said(s->base), t = said(s->theirs), o = s->ours->value;
	bool seen = text_same(b, t) || (field_is_personal(s->field) && fact_is_masked(b));
	enum merge_answer answer;

	if (edit_same(a, s->field, o, t))
		return (struct verdict){ t, { 0 }, false };
	if (edit_same(a, s->field, o, b)) /* it changed nothing */
		return unedited(in, s);
	answer = merge_answer(in, s->field, s->line, t);
	if (answer == ANSWER_TAKE)
		return (struct verdict){ t, { 0 }, false };
	if (answer == ANSWER_NONE && !seen)
		return (struct verdict){ b, o, true };
	return (struct verdict){ t, o, false };
}

static struct verdict judge(struct arena *a, const struct merge_input *in, const struct spot *s)
{
	enum field_group group = field_base(s->field);

	if (!(in->groups & GROUP_BIT(group)) || s->field == FIELD_REMARK) /* no channel ever says our remark */
		return untouched(s);
	if ((GROUPS_STATUS & GROUP_BIT(group)) || s->field == FIELD_TOTAL)
		return (struct verdict){ said(s->theirs), { 0 }, false };
	if (s->fate != LINE_BY_FIELDS)
		return by_line(a, s);
	return s->ours ? edited(a, in, s) : unedited(in, s);
}

/* What is gathered along the walk. */
struct merging {
	const struct merge_input *in;
	struct merged *out;
	struct arena *a;
	struct line_verdicts lines;
	struct judged {
		struct spot spot;
		struct verdict verdict;
	} * all;
	size_t count;
	uint32_t held; /* groups with an undecided collision */
	bool edits_differ;
};

static void collide(struct merging *m, const struct spot *s)
{
	struct merged *out = m->out;
	struct collision *c = &out->collisions[out->collision_count++];

	m->held |= GROUP_BIT(field_base(s->field));
	*c = (struct collision){ s->field, s->line, said(s->base), said(s->theirs), said(s->ours) };
	if (!s->ours) /* the line as a whole: edited in other fields */
		c->ours = c->base;
}

static void judge_all(struct merging *m)
{
	struct walk w = { { m->in->base, m->in->theirs, m->in->edits }, { 0 }, &m->lines, 0, FIELD_COUNT };
	size_t most = m->in->base->count + m->in->theirs->count + m->in->edits->count;

	m->all = arena_raw(m->a, (most + 1) * sizeof *m->all);
	m->out->collisions = ARENA_ARRAY(m->a, struct collision, m->in->edits->count + m->lines.count + 1);
	while (walk_next(&w, &m->all[m->count].spot)) {
		struct judged *j = &m->all[m->count++];

		j->verdict = judge(m->a, m->in, &j->spot);
		if (j->verdict.collides)
			collide(m, &j->spot);
	}
}

static struct facts room_for(struct arena *a, size_t count)
{
	return (struct facts){ arena_raw(a, (count + 1) * sizeof(struct fact)), 0, count + 1 };
}

static void settle(struct merging *m, const struct judged *j)
{
	const struct spot *s = &j->spot;
	struct merged *out = m->out;
	uint32_t group = GROUP_BIT(field_base(s->field));
	struct verdict v = m->held & group ? untouched(s) : j->verdict;
	struct text b = said(s->base), o = said(s->ours);

	facts_add(m->a, &out->base, s->field, s->line, v.base);
	facts_add(m->a, &out->edits, s->field, s->line, v.edit);
	if ((v.base.at != NULL) != (b.at != NULL) || !text_same(v.base, b))
		out->moved |= group;
	if ((v.edit.at != NULL) == (o.at != NULL) && text_same(v.edit, o))
		return;
	m->edits_differ = true;
	facts_add(m->a, &out->gone, s->field, s->line, o);
}

/* Does an edit stand in the groups that were asked for? */
static bool edits_stand(const struct merging *m)
{
	for (size_t i = 0; i < m->out->edits.count; i++)
		if (m->in->groups & GROUP_BIT(field_base(m->out->edits.at[i].field)))
			return true;
	return false;
}

static enum merge_outcome outcome_of(const struct merging *m)
{
	if (m->out->collision_count)
		return OUTCOME_NEEDS_DECISION;
	if (!m->out->changed)
		return OUTCOME_NO_CHANGE;
	return edits_stand(m) ? OUTCOME_MERGED : OUTCOME_UPDATED;
}

/* Without what only is not shown: a copy, as the list may be others' too. */
static struct facts shown_of(struct arena *a, const struct merge_input *in)
{
	struct facts filled = *in->theirs;

	facts_fill(a, in->base, &filled);
	return filled;
}

void merge(struct arena *a, const struct merge_input *in, struct merged *out)
{
	const struct facts theirs = shown_of(a, in);
	struct merge_input filled = *in;
	struct merging m = { .in = &filled, .out = out, .a = a };
	struct facts before;

	filled.theirs = &theirs;
	*out = (struct merged){ 0 };
	merge_lines(a, &filled, &m.lines);
	judge_all(&m);
	out->base = room_for(a, m.count);
	for (size_t i = 0; i < m.count; i++)
		settle(&m, &m.all[i]);
	lines_tidy(a, &out->base);
	before = edits_over(a, in->base, in->edits);
	out->facts = edits_over(a, &out->base, &out->edits);
	facts_diff(a, &before, &out->facts, &out->taken);
	out->changed = out->moved || m.edits_differ;
	out->outcome = outcome_of(&m);
}
