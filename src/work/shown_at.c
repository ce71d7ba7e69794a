/* work/shown_at.c - the time machine: an order as it showed at a moment, each fact with its source. */
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/revision.h"
#include "work/shown.h"

enum { CHANGES_MAX = 200 }; /* so many changes here are looked back through for who made an edit */

/* Who made each edit that stood after the change of this number: the oldest of those since which it has stood as it does. What
 * was taken back counts as if it had never been: an undo and the change before it, which it took back. */
static enum err edit_sources(struct scope *s, const struct sql_show_until_rows *rows, int64_t seq,
			     const struct facts *edits, struct shown_source *sources)
{
	bool *closed = ARENA_ARRAY(s->arena, bool, edits->count + 1);
	size_t open = edits->count;

	for (size_t r = 0; r < rows->count && open; r++) {
		const struct sql_show_until_row *row = &rows->at[r];
		struct facts then;

		if (row->seq > seq)
			continue;
		TRY(shown_parse(s, row->edits, row->edits_people, &then));
		for (size_t i = 0; i < edits->count; i++) {
			const struct fact *e = &edits->at[i];

			if (closed[i])
				continue;
			closed[i] = !text_same(facts_find(&then, e->field, e->line), e->value) ||
				    !facts_find(&then, e->field, e->line).at;
			open -= closed[i];
			if (!closed[i])
				sources[i] = (struct shown_source){ 0, row->at, row->user_id, row->who, row->why };
		}
		if (text_is(row->kind, "undo"))
			seq = row->seq - 2;
	}
	return OK;
}

static size_t place_of(const struct facts *f, const struct fact *x)
{
	size_t from = 0, to = f->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (fact_order(&f->at[middle], x) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The last edit of a line: what the total that follows the lines is by. */
static struct shown_source last_of_lines(const struct shown *x, const struct shown_source *edits)
{
	struct shown_source last = { 0 };

	for (size_t i = 0; i < x->edits.count; i++)
		if (field_is_of_lines(x->edits.at[i].field) && edits[i].at >= last.at)
			last = edits[i];
	return last;
}

/* An edit, or the revision that was accepted; what that does not state, and no content, is of the latest. */
static struct shown_source source_of(const struct shown *x, const struct fact *f, const struct shown_source *edits)
{
	size_t at = place_of(&x->edits, f);
	bool content = GROUPS_UPDATE & GROUP_BIT(field_base(f->field));

	if (at < x->edits.count && fact_order(&x->edits.at[at], f) == 0)
		return edits[at];
	if (f->field == FIELD_TOTAL && !text_same(facts_find(&x->base, FIELD_TOTAL, TEXT("")), f->value))
		return last_of_lines(x, edits);
	return (struct shown_source){ .seq = content ? x->bases[field_base(f->field)] : x->latest_seq };
}

/* The newest revision of that moment, and bases and edits as the last change before it left them. */
enum err shown_moment(struct scope *s, int64_t order_id, int64_t at, int64_t most, struct shown *x,
		      struct sql_show_until_rows *rows)
{
	struct sql_revision_until_row until;
	struct sql_shown_get_row head;
	enum err e = sql_shown_get(s, (struct sql_shown_get){ .id = order_id }, &head);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	TRY(e);
	TRY(sql_revision_until(s, (struct sql_revision_until){ .order_id = order_id, .at = at }, &until));
	if (until.seq == 0)
		return fail(s, ERR_REVISION_UNKNOWN, "the order was not here yet at that moment");
	*x = (struct shown){ .id = order_id, .shop_id = head.shop_id, .ver = head.ver, .latest_seq = until.seq };
	TRY(sql_show_until(s, (struct sql_show_until){ .order_id = order_id, .at = at, .max = most }, rows));
	TRY(shown_bases(s, rows->count ? rows->at[0].bases : TEXT(""), x->bases));
	if (rows->count)
		TRY(shown_parse(s, rows->at[0].edits, rows->at[0].edits_people, &x->edits));
	TRY(revision_get(s, order_id, until.seq, true, &x->latest));
	return shown_put_together(s, x);
}

enum err shown_authors(struct scope *s, int64_t order_id, int64_t seq, const struct facts *edits,
		       const struct shown_source **out)
{
	struct shown_source *sources = ARENA_ARRAY(s->arena, struct shown_source, edits->count + 1);
	struct sql_show_until_rows rows;

	*out = sources;
	TRY(sql_show_until(s, (struct sql_show_until){ .order_id = order_id, .at = INT64_MAX, .max = CHANGES_MAX },
			   &rows));
	return edit_sources(s, &rows, seq, edits, sources);
}

enum err shown_at(struct scope *s, int64_t order_id, int64_t at, struct shown_at *out)
{
	struct sql_show_until_rows rows;
	struct shown_source *edits;
	struct shown x;

	*out = (struct shown_at){ 0 };
	TRY(shown_moment(s, order_id, at, CHANGES_MAX, &x, &rows));
	edits = ARENA_ARRAY(s->arena, struct shown_source, x.edits.count + 1);
	TRY(edit_sources(s, &rows, INT64_MAX, &x.edits, edits));
	out->latest_seq = x.latest_seq;
	out->facts = shown_whole(s->arena, &x);
	out->sources = ARENA_ARRAY(s->arena, struct shown_source, out->facts.count + 1);
	for (size_t i = 0; i < out->facts.count; i++)
		out->sources[i] = source_of(&x, &out->facts.at[i], edits);
	return OK;
}
