/* work/prepare.c - a record made ready to be stored, outside any transaction: compared with what is held, read, packed. */
#include "work/prepare.h"
#include "base/digest.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/shown.h"
#include <stdlib.h>
#include <string.h>

static const char *hold_of(struct scope *s, struct text code) { return code.size ? text_z(s->arena, code) : NULL; }

static enum err held_read(struct scope *s, const struct sql_orders_held_row *row, struct held *out)
{
	enum order_state state, from = ORDER_PENDING;

	if (!order_state_find(row->state, &state) ||
	    (row->frozen_from.size && !order_state_find(row->frozen_from, &from)))
		return fail(s, ERR_DB, "order %lld is in the unknown place \"%.*s\"", (long long)row->id,
			    TEXT_ARG(row->state));
	*out = (struct held){
		.id = row->id,
		.ver = row->ver,
		.latest_seq = row->latest_seq,
		.latest_ver = row->latest_ver,
		.latest_asked_at = row->latest_asked_at,
		.due = row->due,
		.now = { state, hold_of(s, row->hold_code), from, row->history != 0 },
		.digest = row->digest,
		.base_seqs = row->base_seqs,
		.edits = row->edits,
	};
	return OK;
}

static int by_ref(const void *a, const void *b)
{
	const struct prepared *const *x = a, *const *y = b;
	int order = text_order((*x)->seen->ref, (*y)->seen->ref);

	if (order == 0) /* of the same record the newer first */
		order = (*x)->seen->channel_ver < (*y)->seen->channel_ver   ? 1
			: (*x)->seen->channel_ver > (*y)->seen->channel_ver ? -1
									    : 0;
	return order;
}

static int row_by_ref(const void *key, const void *member)
{
	const struct prepared *const *p = member;

	return text_order(*(const struct text *)key, (*p)->seen->ref);
}

/* Finds what is held for all readable records by one query; `sorted` are these, by ref, each ref once. */
static enum err find_held(struct scope *s, const struct intake *in, struct prepared **sorted, size_t count)
{
	struct text *refs = ARENA_ARRAY(s->arena, struct text, count);
	struct sql_orders_held_rows rows;

	for (size_t i = 0; i < count; i++)
		refs[i] = sorted[i]->seen->ref;
	TRY(sql_orders_held(s, (struct sql_orders_held){ .shop_id = in->shop->id, .refs = refs, .refs_count = count },
			    &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct prepared **p = bsearch(&rows.at[i].ref, sorted, count, sizeof *sorted, row_by_ref);

		ASSERT(p);
		TRY(held_read(s, &rows.at[i], &(*p)->held));
	}
	return OK;
}

static void digest_all(struct scope *s, const struct intake *in, struct prepared *p)
{
	struct fact_digests d;
	struct digest128 whole;
	struct buffer all = buffer_in(s->arena);

	facts_digest(s->arena, &p->facts, in->node->people_key, &d);
	p->digests = fact_digests_format(s->arena, &d);
	p->people_digest = text_copy(s->arena, (struct text){ (const char *)d.people.bytes, sizeof d.people.bytes });
	buffer_add(&all, p->digests);
	buffer_add(&all, p->people_digest);
	whole = digest_blake2b(in->node->people_key, buffer_text(&all));
	p->digest = text_copy(s->arena, (struct text){ (const char *)whole.bytes, sizeof whole.bytes });
}

static void park(struct scope *s, struct prepared *p, enum err code, struct text why)
{
	p->fate = FATE_PARKED;
	p->trouble = code;
	p->why = text_copy(s->arena, why);
}

/* The order keeps its content until a decision moves its bases, but what these lack, or show masked, is taken from the
 * newest. What a person edited stays as it is. */
static enum err fill_content(struct scope *s, struct prepared *p, const struct facts *base)
{
	struct facts before = *base, filled = *base, edits = { 0 };
	struct order_people was;

	facts_fill(s->arena, &p->facts, &filled);
	if (p->held.edits) {
		TRY(shown_edits(s, p->held.id, &edits));
		before = edits_over(s->arena, &before, &edits);
		filled = edits_over(s->arena, &filled, &edits);
		p->keeps_due = facts_find(&edits, FIELD_SHIP_BY, TEXT("")).at != NULL;
		p->keeps_method = facts_find(&edits, FIELD_DELIVERY_METHOD, TEXT("")).at != NULL;
	}
	order_people_read(s, &before, &was);
	order_people_read(s, &filled, &p->filled);
	p->fills_people = !order_people_same(&was, &p->filled);
	return OK;
}

/* What the channel no longer shows is taken from what was known; then nothing may be left that changed. */
static enum err settle(struct scope *s, const struct intake *in, struct prepared *p, const struct shown_past *past)
{
	if (past->code != OK) { /* it keeps none of the others from being stored */
		park(s, p, past->code, past->words);
		return OK;
	}
	facts_settle(s->arena, &past->latest, &p->facts);
	digest_all(s, in, p);
	if (text_same(p->digest, p->held.digest))
		p->fate = FATE_UNCHANGED;
	return p->fate == FATE_CHANGED ? fill_content(s, p, &past->base) : OK;
}

/* Those that seem to have changed, after what is stored of them. */
static enum err settle_all(struct scope *s, const struct intake *in, struct prepared *const *all, size_t count)
{
	struct shown_past *pasts = ARENA_ARRAY(s->arena, struct shown_past, count + 1);
	struct prepared **of = ARENA_ARRAY(s->arena, struct prepared *, count + 1);
	size_t changed = 0;

	for (size_t i = 0; i < count; i++) {
		const struct held *h = &all[i]->held;

		if (all[i]->fate != FATE_CHANGED)
			continue;
		pasts[changed] = (struct shown_past){ .order_id = h->id, .latest_seq = h->latest_seq };
		TRY(shown_bases(s, h->base_seqs, pasts[changed].bases));
		of[changed++] = all[i];
	}
	TRY(changed ? shown_pasts(s, pasts, changed) : OK);
	for (size_t i = 0; i < changed; i++)
		TRY(settle(s, in, of[i], &pasts[i]));
	return OK;
}

static void judge(struct scope *s, const struct intake *in, struct prepared *p)
{
	struct revision_stamp old = { p->held.latest_ver, p->held.latest_asked_at };
	struct revision_stamp new = { p->seen->channel_ver, p->seen->asked_at };

	p->facts = p->seen->facts;
	digest_all(s, in, p);
	if (p->held.id == 0) {
		p->fate = order_first_sight(p->seen->word, 0, 0).take ? FATE_NEW : FATE_NOT_YET;
		return;
	}
	if (text_same(p->digest, p->held.digest)) {
		p->fate = FATE_UNCHANGED;
		return;
	}
	if (revision_order(old, new) < 0) {
		p->fate = FATE_OLDER;
		return;
	}
	p->fate = FATE_CHANGED;
}

static bool any_personal(const struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (field_is_personal(f->at[i].field))
			return true;
	return false;
}

static enum err read_order(struct scope *s, struct prepared *p)
{
	TRY(order_head_read(s, &p->facts, &p->head));
	TRY(order_lines_read(s, &p->facts, &p->lines));
	order_people_read(s, &p->facts, &p->people);
	p->has_people = any_personal(&p->facts);
	return OK;
}

static void pack_order(struct scope *s, const struct intake *in, struct prepared *p)
{
	const struct packing *k = in->packing;

	p->facts_packed = pack(k->packer, s->arena, k->facts, facts_format(s->arena, &p->facts, false));
	if (p->has_people)
		p->people_packed = pack(k->packer, s->arena, k->facts, facts_format(s->arena, &p->facts, true));
	p->raw_packed = pack(k->packer, s->arena, k->raws, p->seen->raw);
}

static enum err prepare_one(struct scope *s, struct intake *in, struct prepared *p)
{
	enum err e;

	if (p->fate != FATE_NEW && p->fate != FATE_CHANGED)
		return OK;
	e = read_order(s, p);
	if (e != OK)
		park(s, p, e, s->words);
	else
		pack_order(s, in, p);
	return OK;
}

enum err prepare_compare(struct scope *s, struct intake *in, struct prepared **out)
{
	struct prepared *all = ARENA_ARRAY(s->arena, struct prepared, in->count);
	struct prepared **sorted = ARENA_ARRAY(s->arena, struct prepared *, in->count);
	size_t readable = 0, distinct = 0;

	*out = all;
	for (size_t i = 0; i < in->count; i++) {
		all[i].seen = &in->seen[i];
		if (in->seen[i].trouble != OK)
			park(s, &all[i], in->seen[i].trouble, in->seen[i].why);
		else
			sorted[readable++] = &all[i];
	}
	if (readable == 0)
		return OK;
	qsort(sorted, readable, sizeof *sorted, by_ref);
	for (size_t i = 0; i < readable; i++)
		if (distinct && text_same(sorted[distinct - 1]->seen->ref, sorted[i]->seen->ref))
			sorted[i]->fate = FATE_OLDER;
		else
			sorted[distinct++] = sorted[i];
	TRY(find_held(s, in, sorted, distinct));
	for (size_t i = 0; i < distinct; i++)
		judge(s, in, sorted[i]);
	return settle_all(s, in, sorted, distinct);
}

enum err prepare(struct scope *s, struct intake *in, struct prepared **out)
{
	TRY(prepare_compare(s, in, out));
	for (size_t i = 0; i < in->count; i++)
		TRY(prepare_one(s, in, &(*out)[i]));
	return OK;
}

enum err prepare_units(struct scope *s, const struct intake *in, struct prepared *all, struct units_plan *out)
{
	*out = (struct units_plan){ .shop_id = in->shop->id,
				    .channel = text_of(in->shop->channel->name),
				    .orders = ARENA_ARRAY(s->arena, struct units_order, in->count) };
	for (size_t i = 0; i < in->count; i++) {
		struct prepared *p = &all[i];
		struct first_sight first = order_first_sight(p->seen->word, p->head.placed, in->shop->cutover_at);

		if (p->fate != FATE_NEW || first.state != ORDER_PENDING || first.history)
			continue;
		p->units = &out->orders[out->count++];
		*p->units = (struct units_order){ .placed = p->head.placed, .due = p->head.due, .lines = &p->lines };
	}
	return units_plan(s, out);
}
