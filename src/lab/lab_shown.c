/* lab/lab_shown.c - what must hold of what orders show: no edit is lost, and what is taken back is as it was before. */
#include "core/fact_order.h"
#include "lab/lab_inner.h"
#include "store/sql.h"
#include "work/edit.h"

enum { JUDGED_AT_ONCE = 25, CHANGES_BACK = 200 };

struct judging {
	struct lab *lab;
	int64_t after, last;
	size_t count;
};

static bool same(const struct facts *a, const struct facts *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (i >= b->count || fact_order(&a->at[i], &b->at[i]) != 0 ||
		    !text_same(a->at[i].value, b->at[i].value))
			return false;
	return a->count == b->count;
}

/* An edit that stood before a change of this kind, and is not there after it: who gave it up? A person by a wish, an answer
 * or an undo; an update that takes the channel's side; or nobody, as the channel says the same by then, or the line is gone. */
static void judge_gone(struct lab *l, const struct shown *x, const struct sql_show_until_row *row,
		       const struct facts *base, const struct fact *e)
{
	struct text theirs = facts_find(base, e->field, e->line);

	if (!text_is(row->kind, "update") || text_is(row->why, merge_mode_name(MERGE_TAKE)))
		return;
	if (text_same(theirs.at ? theirs : TEXT(""), e->value) ||
	    (field_is_of_lines(e->field) && !line_is_own(e->line) && !facts_find(base, FIELD_LINE_ORDERED, e->line).at))
		return;
	lab_broken(l, HOLDS_no_edit_lost, "order %lld: the edit of %s is gone since change %lld", (long long)x->id,
		   field_name(e->field), (long long)row->seq);
}

/* What was taken back stands as it did before the change that was: of bases and edits. Changes come newest first. */
static enum err judge_undo(struct lab *l, struct scope *s, const struct shown *x,
			   const struct sql_show_until_rows *rows, size_t i)
{
	const struct sql_show_until_row *undo = &rows->at[i], *stood = i + 2 < rows->count ? &rows->at[i + 2] : NULL;
	int64_t bases[GROUP_COUNT];
	bool alike;

	if (!text_is(undo->kind, "undo") || (!stood && undo->seq > 2))
		return OK;
	TRY(shown_bases(s, TEXT(""), bases));
	alike = text_same(undo->bases, stood ? stood->bases : shown_bases_text(s->arena, bases)) &&
		text_same(undo->edits, stood ? stood->edits : facts_format(s->arena, &(struct facts){ 0 }, false)) &&
		text_same(undo->edits_people,
			  stood ? stood->edits_people : facts_format(s->arena, &(struct facts){ 0 }, true));
	if (!alike || undo->seq < 2)
		lab_broken(l, HOLDS_undone_is_as_before,
			   "order %lld stands otherwise after change %lld than before %lld", (long long)x->id,
			   (long long)undo->seq, (long long)undo->seq - 1);
	return OK;
}

/* Each change of an order, against the one before it. */
static enum err judge_changes(struct lab *l, struct scope *s, const struct shown *x)
{
	struct sql_show_until_rows rows;

	TRY(sql_show_until(s, (struct sql_show_until){ .order_id = x->id, .at = INT64_MAX, .max = CHANGES_BACK },
			   &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(judge_undo(l, s, x, &rows, i));
	for (size_t i = 0; i + 1 < rows.count; i++) {
		struct facts before;
		struct shown after;

		TRY(shown_parse(s, rows.at[i + 1].edits, rows.at[i + 1].edits_people, &before));
		TRY(shown_stood(s, x, rows.at[i].seq, &after));
		for (size_t k = 0; k < before.count; k++) {
			const struct fact *e = &before.at[k];
			struct text now = facts_find(&after.edits, e->field, e->line);

			if (!now.at || !text_same(now, e->value))
				judge_gone(l, x, &rows.at[i], &after.base, e);
		}
	}
	return OK;
}

/* What the lists show is what the order is: base and edits, put together. */
static void judge_shown(struct lab *l, struct scope *s, const struct shown *x, const struct sql_lab_edited_row *r)
{
	struct order_people people;

	order_people_read(s, &x->facts, &people);
	if ((int64_t)x->edits.count != r->edits)
		lab_broken(l, HOLDS_no_edit_lost, "order %lld has %zu edits and says %lld", (long long)r->id,
			   x->edits.count, (long long)r->edits);
	if (r->people && (!text_same(people.name, r->name) || !text_same(people.address, r->address)))
		lab_broken(l, HOLDS_no_edit_lost, "order %lld shows another receiver than its base and edits say",
			   (long long)r->id);
	if (!text_same(facts_find(&x->facts, FIELD_DELIVERY_METHOD, TEXT("")), r->delivery_method))
		lab_broken(l, HOLDS_no_edit_lost, "order %lld shows another delivery method than its base and edits",
			   (long long)r->id);
}

/* As many pieces are cancelled as the channel says, and not as often as it says so. */
static void judge_cancelled(struct lab *l, const struct shown *x, const struct sql_order_line_list_row *r)
{
	int64_t cancelled = 0;

	if (!facts_find(&x->latest, FIELD_LINE_ORDERED, r->line).at)
		return;
	(void)text_to_int(facts_find(&x->latest, FIELD_LINE_CANCELLED, r->line), &cancelled);
	if (r->cancelled != (cancelled < r->ordered ? cancelled : r->ordered))
		lab_broken(l, HOLDS_cancelled_once,
			   "%lld of %lld pieces of a line of order %lld are cancelled, not %lld",
			   (long long)r->cancelled, (long long)r->ordered, (long long)x->id, (long long)cancelled);
}

static enum err judge_lines(struct lab *l, struct scope *s, const struct shown *x)
{
	struct sql_order_line_list_rows rows;
	struct order_lines lines;
	size_t alike = 0;

	TRY(order_lines_read(s, &x->facts, &lines));
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &x->id, .ids_count = 1 }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		judge_cancelled(l, x, &rows.at[i]);
		for (size_t k = 0; k < lines.count; k++)
			alike += text_same(lines.at[k].key, rows.at[i].line) &&
				 lines.at[k].ordered == rows.at[i].ordered &&
				 text_same(lines.at[k].sku, rows.at[i].platform_sku);
	}
	if (alike != rows.count || alike != lines.count)
		lab_broken(l, HOLDS_no_edit_lost, "order %lld has %zu lines by its base and edits, %zu rows, %zu alike",
			   (long long)x->id, lines.count, rows.count, alike);
	return OK;
}

static enum err judge_some(struct scope *s, void *arg)
{
	struct judging *j = arg;
	struct sql_lab_edited_rows rows;

	TRY(sql_lab_edited(s, (struct sql_lab_edited){ .after = j->after, .max = JUDGED_AT_ONCE }, &rows));
	j->count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		struct shown x, stood;
		int64_t last;

		TRY(shown_read(s, rows.at[i].id, &x));
		TRY(shown_last(s, x.id, &last));
		TRY(shown_stood(s, &x, last, &stood));
		if (!same(&x.edits, &stood.edits) || !same(&x.ignored, &stood.ignored))
			lab_broken(j->lab, HOLDS_no_edit_lost,
				   "the edits of order %lld are not as the last change left them", (long long)x.id);
		if (x.edits.count && x.bases[GROUP_CONSIGNEE] < x.latest_seq)
			lab_reached(j->lab, RARE_edit_survived);
		judge_shown(j->lab, s, &x, &rows.at[i]);
		TRY(judge_lines(j->lab, s, &x));
		TRY(judge_changes(j->lab, s, &x));
		j->last = x.id;
	}
	return OK;
}

/* Some at each look, all in the end. */
enum err judge_edits(struct lab *l, struct scope *s, bool all)
{
	struct judging j = { .lab = l, .after = all ? 0 : l->edits_after };

	do {
		enum err e = db_transact(s, judge_some, &j);

		if (e != OK)
			return l->over ? e : OK;
		j.after = j.count < JUDGED_AT_ONCE ? 0 : j.last;
	} while (all && j.after);
	l->edits_after = j.after;
	return OK;
}
