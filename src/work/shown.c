/* work/shown.c - an order as it shows, read and put together: bases of its groups, edits over them. */
#include "work/shown.h"
#include "core/fact_order.h"
#include "store/sql.h"
#include "work/revision.h"
#include <string.h>

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

/* ---- what the channel said: the latest, and what was accepted ---- */

enum { PAST_MAX = GROUP_COUNT + 1 };

/* Each revision once: the first of them is the latest. */
static size_t past_wants(int64_t order_id, const int64_t bases[GROUP_COUNT], int64_t latest_seq,
			 struct revision_want to[PAST_MAX])
{
	size_t count = 1;

	to[0] = (struct revision_want){ .order_id = order_id, .seq = latest_seq };
	for (int g = 0; g < GROUP_COUNT; g++) {
		size_t k = 0;

		while (k < count && to[k].seq != bases[g])
			k++;
		if (k == count)
			to[count++] = (struct revision_want){ .order_id = order_id, .seq = bases[g] };
	}
	return count;
}

static enum err past_base(struct scope *s, const struct revision_want *w, size_t count,
			  const int64_t bases[GROUP_COUNT], struct facts *out)
{
	const struct facts *of[GROUP_COUNT] = { NULL };

	for (size_t i = 0; i < count; i++) {
		if (w[i].code != OK)
			return fail(s, ERR_DB_CORRUPT, "revision %lld of order %lld is missing or cannot be read",
				    (long long)w[i].seq, (long long)w[i].order_id);
		for (int g = 0; g < GROUP_COUNT; g++)
			if (bases[g] == w[i].seq)
				of[g] = &w[i].facts;
	}
	*out = facts_assemble(s->arena, of);
	return OK;
}

enum err shown_pasts(struct scope *s, struct shown_past *at, size_t count)
{
	struct revision_want *wants = ARENA_ARRAY(s->arena, struct revision_want, count * PAST_MAX + 1);
	size_t *of = ARENA_ARRAY(s->arena, size_t, count + 1), used = 0;

	for (size_t i = 0; i < count; i++) {
		of[i] = used;
		used += past_wants(at[i].order_id, at[i].bases, at[i].latest_seq, wants + used);
	}
	of[count] = used;
	TRY(revisions_get(s, wants, used));
	for (size_t i = 0; i < count; i++) {
		at[i].latest = wants[of[i]].facts;
		at[i].code = past_base(s, wants + of[i], of[i + 1] - of[i], at[i].bases, &at[i].base);
		at[i].words = at[i].code == OK ? (struct text){ 0 } : text_copy(s->arena, s->words);
	}
	return OK;
}

/* Of one whose latest is at hand. */
static enum err read_base(struct scope *s, struct shown *x)
{
	struct revision_want wants[PAST_MAX];
	size_t count = past_wants(x->id, x->bases, x->latest_seq, wants);

	wants[0].facts = x->latest;
	TRY(revisions_get(s, wants + 1, count - 1));
	return past_base(s, wants, count, x->bases, &x->base);
}

/* ---- edits, and what was declined ---- */

static enum err add_row(struct scope *s, struct facts *to, const struct sql_edit_facts_row *r)
{
	enum field field;

	if (!field_find(r->field, &field))
		return fail(s, ERR_DB_CORRUPT, "an edit is of the field \"%.*s\", which this version does not know",
			    TEXT_ARG(text_limit(r->field, 40)));
	facts_add(s->arena, to, field, r->line, r->value.at ? r->value : TEXT(""));
	return OK;
}

/* Those of one order among several, which are sorted by order; *at stands behind them then. */
static enum err take_edits(struct scope *s, const struct sql_edit_facts_rows *rows, size_t *at, int64_t order_id,
			   struct facts *edits, struct facts *ignored)
{
	enum err e = OK;

	*edits = *ignored = (struct facts){ 0 };
	while (*at < rows->count && rows->at[*at].order_id < order_id)
		++*at;
	for (; *at < rows->count && rows->at[*at].order_id == order_id; ++*at)
		if (e == OK)
			e = add_row(s, rows->at[*at].declined ? ignored : edits, &rows->at[*at]);
	TRY(e);
	TRY(edits_seal(s, edits));
	return edits_seal(s, ignored);
}

enum err shown_edits(struct scope *s, int64_t order_id, struct facts *out)
{
	struct sql_edit_facts_rows rows;
	struct facts ignored;
	size_t at = 0;

	TRY(sql_edit_facts(s, (struct sql_edit_facts){ .order_ids = &order_id, .order_ids_count = 1 }, &rows));
	return take_edits(s, &rows, &at, order_id, out, &ignored);
}

/* ---- the whole ---- */

enum err shown_put_together(struct scope *s, struct shown *x)
{
	TRY(read_base(s, x));
	facts_fill(s->arena, &x->latest, &x->base);
	x->facts = edits_over(s->arena, &x->base, &x->edits);
	return OK;
}

static enum err take_head(struct scope *s, const struct sql_shown_heads_row *row, struct shown *x)
{
	*x = (struct shown){ .id = row->id,
			     .shop_id = row->shop_id,
			     .ver = row->ver,
			     .ref = row->ref,
			     .latest_seq = row->latest_seq,
			     .latest_ver = row->latest_ver,
			     .history = row->history != 0,
			     .reserved = row->reserved,
			     .waiting = row->waiting,
			     .edited = row->edits };
	if (!order_state_find(row->state, &x->state))
		return fail(s, ERR_DB_CORRUPT, "order %lld stands in \"%.*s\", which this version does not know",
			    (long long)row->id, TEXT_ARG(row->state));
	return shown_bases(s, row->base_seqs, x->bases);
}

/* What is wrong with one order says nothing of the others. */
static void judge(struct scope *s, struct shown_want *w, enum err e)
{
	w->code = e == ERR_DB ? ERR_DB_CORRUPT : e;
	w->words = e == OK ? (struct text){ 0 } : text_copy(s->arena, s->words);
}

static bool same_head(const struct shown *a, const struct shown *b)
{
	return a->id == b->id && a->ver == b->ver && a->latest_seq == b->latest_seq && a->edited == b->edited &&
	       a->state == b->state && a->reserved == b->reserved && a->waiting == b->waiting;
}

/* Gives those whose contents are to be read. */
static enum err read_heads(struct scope *s, struct shown_want *wants, size_t count, struct shown_want **to,
			   size_t *to_count)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);
	struct sql_shown_heads_rows rows;
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		ASSERT(i == 0 || ids[i - 1] < wants[i].order_id);
		ids[i] = wants[i].order_id;
	}
	TRY(sql_shown_heads(s, (struct sql_shown_heads){ .ids = ids, .ids_count = count }, &rows));
	for (size_t i = 0; i < count; i++) {
		bool found = at < rows.count && rows.at[at].id == ids[i];
		struct shown now;

		judge(s, &wants[i],
		      found ? take_head(s, &rows.at[at++], &now)
			    : fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)ids[i]));
		if (wants[i].code != OK || same_head(&wants[i].shown, &now))
			continue;
		wants[i].shown = now;
		to[(*to_count)++] = &wants[i];
	}
	return OK;
}

static enum err read_contents(struct scope *s, struct shown_want *const *wants, size_t count)
{
	struct shown_past *pasts = ARENA_ARRAY(s->arena, struct shown_past, count + 1);
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);
	struct sql_edit_facts_rows edits;
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		const struct shown *x = &wants[i]->shown;

		ids[i] = x->id;
		pasts[i] = (struct shown_past){ .order_id = x->id, .latest_seq = x->latest_seq };
		memcpy(pasts[i].bases, x->bases, sizeof x->bases);
	}
	TRY(shown_pasts(s, pasts, count));
	TRY(sql_edit_facts(s, (struct sql_edit_facts){ .order_ids = ids, .order_ids_count = count }, &edits));
	for (size_t i = 0; i < count; i++) {
		struct shown *x = &wants[i]->shown;

		judge(s, wants[i], take_edits(s, &edits, &at, x->id, &x->edits, &x->ignored));
		if (pasts[i].code != OK) {
			wants[i]->code = pasts[i].code;
			wants[i]->words = pasts[i].words;
		}
		if (wants[i]->code != OK)
			continue;
		x->latest = pasts[i].latest;
		x->base = pasts[i].base;
		facts_fill(s->arena, &x->latest, &x->base);
		x->facts = edits_over(s->arena, &x->base, &x->edits);
	}
	return OK;
}

enum err shown_read_all(struct scope *s, struct shown_want *wants, size_t count)
{
	struct shown_want **anew = ARENA_ARRAY(s->arena, struct shown_want *, count + 1);
	size_t anew_count = 0;

	TRY(count ? read_heads(s, wants, count, anew, &anew_count) : OK);
	return anew_count ? read_contents(s, anew, anew_count) : OK;
}

enum err shown_read(struct scope *s, int64_t order_id, struct shown *out)
{
	struct shown_want w = { .order_id = order_id };

	TRY(shown_read_all(s, &w, 1));
	*out = w.shown;
	return w.code == OK ? OK : fail(s, w.code, "%.*s", TEXT_ARG(w.words));
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
