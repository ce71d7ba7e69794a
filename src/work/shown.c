/* work/shown.c - an order as it shows, read and put together: bases of its groups, edits over them. */
#include "work/shown.h"
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/revision.h"

/* ---- bases: "1 1 3 …", a number a group ---- */

enum err shown_bases(struct scope *s, struct text base_seqs, int64_t bases[GROUP_COUNT])
{
	struct text rest = base_seqs, one;

	for (int g = 0; g < GROUP_COUNT; g++) {
		bases[g] = 1;
		if (base_seqs.size == 0)
			continue;
		(void)text_cut(&rest, ' ', &one);
		if (!text_to_int(one, &bases[g]) || bases[g] < 1)
			return fail(s, ERR_DB_CORRUPT, "the bases \"%.*s\" of an order are not one number a group",
				    TEXT_ARG(text_limit(base_seqs, 80)));
	}
	return OK;
}

struct text shown_bases_text(struct arena *a, const int64_t bases[GROUP_COUNT])
{
	struct buffer b = buffer_in(a);

	for (int g = 0; g < GROUP_COUNT; g++)
		buffer_format(&b, g ? " %lld" : "%lld", (long long)bases[g]);
	return buffer_text(&b);
}

enum err shown_base(struct scope *s, int64_t order_id, const int64_t bases[GROUP_COUNT], const struct facts *latest,
		    int64_t latest_seq, struct facts *out)
{
	const struct facts *of[GROUP_COUNT] = { NULL };
	struct facts read[GROUP_COUNT];

	for (int g = 0; g < GROUP_COUNT; g++) {
		for (int before = 0; before < g && !of[g]; before++)
			if (bases[before] == bases[g])
				of[g] = of[before];
		if (!of[g] && latest && bases[g] == latest_seq)
			of[g] = latest;
		if (of[g])
			continue;
		TRY(revision_get(s, order_id, bases[g], true, &read[g]));
		of[g] = &read[g];
	}
	*out = facts_assemble(s->arena, of);
	return OK;
}

/* ---- edits, and what was declined ---- */

static enum err add_row(struct scope *s, struct facts *to, struct text name, struct text line, struct text value)
{
	enum field field;

	if (!field_find(name, &field))
		return fail(s, ERR_DB_CORRUPT, "an edit is of the field \"%.*s\", which this version does not know",
			    TEXT_ARG(text_limit(name, 40)));
	facts_add(s->arena, to, field, line, value.at ? value : TEXT(""));
	return OK;
}

enum err shown_edits(struct scope *s, int64_t order_id, struct facts *out)
{
	struct sql_edit_facts_rows rows;

	*out = (struct facts){ 0 };
	TRY(sql_edit_facts(s, (struct sql_edit_facts){ .order_id = order_id }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(add_row(s, out, rows.at[i].field, rows.at[i].line, rows.at[i].value));
	return edits_seal(s, out);
}

static enum err read_ignored(struct scope *s, int64_t order_id, struct facts *out)
{
	struct sql_ignored_facts_rows rows;

	*out = (struct facts){ 0 };
	TRY(sql_ignored_facts(s, (struct sql_ignored_facts){ .order_id = order_id }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(add_row(s, out, rows.at[i].field, rows.at[i].line, rows.at[i].value));
	return edits_seal(s, out);
}

/* ---- the whole ---- */

static enum err read_head(struct scope *s, int64_t order_id, struct shown *x, struct sql_shown_get_row *row)
{
	enum err e = sql_shown_get(s, (struct sql_shown_get){ .id = order_id }, row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	TRY(e);
	*x = (struct shown){ .id = order_id,
			     .shop_id = row->shop_id,
			     .ver = row->ver,
			     .latest_seq = row->latest_seq,
			     .history = row->history != 0,
			     .reserved = row->reserved,
			     .waiting = row->waiting };
	if (!order_state_find(row->state, &x->state))
		return fail(s, ERR_DB_CORRUPT, "order %lld stands in \"%.*s\", which this version does not know",
			    (long long)order_id, TEXT_ARG(row->state));
	return shown_bases(s, row->base_seqs, x->bases);
}

enum err shown_put_together(struct scope *s, struct shown *x)
{
	TRY(shown_base(s, x->id, x->bases, &x->latest, x->latest_seq, &x->base));
	facts_fill(s->arena, &x->latest, &x->base);
	x->facts = edits_over(s->arena, &x->base, &x->edits);
	return OK;
}

enum err shown_read(struct scope *s, int64_t order_id, struct shown *out)
{
	struct sql_shown_get_row row;
	enum err e;

	TRY(read_head(s, order_id, out, &row));
	e = revision_get(s, order_id, out->latest_seq, true, &out->latest);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_DB_CORRUPT, "order %lld lacks its revision %lld", (long long)order_id,
			    (long long)out->latest_seq);
	TRY(e);
	if (row.edits)
		TRY(shown_edits(s, order_id, &out->edits));
	TRY(read_ignored(s, order_id, &out->ignored));
	return shown_put_together(s, out);
}

static bool is_content(enum field f) { return (GROUPS_UPDATE & GROUP_BIT(field_base(f))) || f == FIELD_REMARK; }

struct facts shown_whole(struct arena *a, const struct shown *x)
{
	struct facts whole = { 0 };

	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct facts *from = is_content((enum field)f) ? &x->facts : &x->latest;

		const struct facts run = facts_run(from, (enum field)f);

		for (size_t i = 0; i < run.count; i++)
			facts_add(a, &whole, run.at[i].field, run.at[i].line, run.at[i].value);
	}
	lines_tidy(a, &whole);
	return whole;
}

struct shown shown_after(const struct shown *was, const struct merged *m)
{
	struct shown now = *was;

	for (int g = 0; g < GROUP_COUNT; g++)
		if (m->moved & GROUP_BIT(g))
			now.bases[g] = was->latest_seq;
	now.base = m->base;
	now.edits = m->edits;
	now.facts = m->facts;
	return now;
}

/* ---- how it stood ---- */

enum err shown_last(struct scope *s, int64_t order_id, int64_t *seq)
{
	struct sql_show_last_row row;

	TRY(sql_show_last(s, (struct sql_show_last){ .order_id = order_id }, &row));
	*seq = row.seq;
	return OK;
}

enum err shown_parse(struct scope *s, struct text plain, struct text people, struct facts *out)
{
	*out = (struct facts){ 0 };
	TRY(plain.size ? facts_parse(s, plain, out) : OK);
	TRY(people.size ? facts_parse(s, people, out) : OK);
	return edits_seal(s, out);
}

enum err shown_stood(struct scope *s, const struct shown *now, int64_t seq, struct shown *out)
{
	struct sql_show_get_row row;

	*out = *now;
	out->edits = out->ignored = (struct facts){ 0 };
	if (seq == 0) {
		TRY(shown_bases(s, TEXT(""), out->bases));
		return shown_put_together(s, out);
	}
	TRY(sql_show_get(s, (struct sql_show_get){ .order_id = now->id, .seq = seq }, &row));
	TRY(shown_bases(s, row.bases, out->bases));
	TRY(shown_parse(s, row.edits, row.edits_people, &out->edits));
	TRY(shown_parse(s, row.ignored, row.ignored_people, &out->ignored));
	return shown_put_together(s, out);
}
