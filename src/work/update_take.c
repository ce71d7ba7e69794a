/* work/update_take.c - what the channel answered to an update: judged, and kept as revisions without its statuses. */
#include "core/fact_order.h"
#include "work/intake.h"
#include "work/update_inner.h"

void update_failed(struct scope *s, struct updating *o, enum err code, struct text words)
{
	o->result.code = code;
	o->result.words = words.at ? text_copy(s->arena, words) : TEXT("");
	o->result.after = o->result.before;
}

enum err update_fails(struct scope *s, const struct update *u, struct updating *o, enum err e)
{
	if (!update_ends(e, false, u->attempt))
		return e;
	update_failed(s, o, update_failure(e), s->words);
	return OK;
}

/* ---- does it make sense? ---- */

static struct sighting *seen_of(const struct talk *t, struct text ref)
{
	for (size_t i = 0; i < t->seen_count; i++)
		if (text_same(t->seen[i].ref, ref))
			return &t->seen[i];
	return NULL;
}

/* An answer that nobody asked for stands in the place of the one that is missing. */
static struct text stranger(const struct update *u)
{
	const struct talk *t = &u->talk.talk;

	for (size_t i = 0; i < t->seen_count; i++) {
		bool asked = false;

		for (size_t k = 0; k < u->count && !asked; k++)
			asked = text_same(u->at[k].was.ref, t->seen[i].ref);
		if (!asked && t->seen[i].ref.size)
			return t->seen[i].ref;
	}
	return (struct text){ 0 };
}

static enum err judge(struct scope *s, const struct update *u, const struct updating *o)
{
	const struct sighting *seen = o->seen;
	struct text other = seen ? (struct text){ 0 } : stranger(u);
	struct order_lines lines;
	struct order_head head;

	if (!seen && other.at)
		return update_judge(s, o->was.ref, other, &o->was.base, &o->was.base);
	if (!seen)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "The channel was asked for order %.*s and did not show it.",
			    TEXT_ARG(o->was.ref));
	if (seen->trouble != OK)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "The channel's answer cannot be read: %.*s",
			    TEXT_ARG(text_limit(seen->why, 200)));
	TRY(update_judge(s, o->was.ref, seen->ref, &o->was.base, &seen->facts));
	if (order_head_read(s, &seen->facts, &head) != OK || order_lines_read(s, &seen->facts, &lines) != OK)
		return ERR_CHANNEL_DATA_ABNORMAL;
	return OK;
}

/* ---- an update changes no status ---- */

static bool is_status(enum field f)
{
	enum field_group g = field_base(f);

	return g == GROUP_ORDER_STATUS || g == GROUP_DELIVERY_STATUS || (g == GROUP_PAYMENT && f != FIELD_CURRENCY);
}

/* The answer with statuses and payment as they were recorded last; true where that makes a difference. */
static bool without_statuses(struct arena *a, const struct facts *known, struct facts *answer)
{
	struct fact_join k = { known, answer, 0, 0 };
	struct facts mixed = { 0 };
	const struct fact *was, *now;
	bool differ = false;

	while (fact_join_next(&k, &was, &now)) {
		const struct fact *take = is_status(was ? was->field : now->field) ? was : now;

		differ |= take != now && !(was && now && text_same(was->value, now->value));
		if (take)
			facts_add(a, &mixed, take->field, take->line, take->value);
	}
	if (!differ)
		return false;
	lines_tidy(a, &mixed);
	*answer = mixed;
	return true;
}

/* What was recorded stays of the version that all of it is of: so the pull finds the statuses new. */
static void withhold(struct scope *s, struct update *u, struct updating *o)
{
	struct text word = facts_find(&o->was.latest, FIELD_ORDER_STATUS, TEXT(""));
	struct facts answer = o->seen->facts;

	facts_settle(s->arena, &o->was.latest, &answer);
	if (!without_statuses(s->arena, &o->was.latest, &answer) || !word_find(word, &o->seen->word))
		return;
	o->seen->facts = answer;
	o->seen->channel_ver = o->was.latest_ver < o->seen->channel_ver ? o->was.latest_ver : o->seen->channel_ver;
	u->statuses = true;
}

/* ---- kept ---- */

static enum err keep(struct scope *s, struct update *u, struct sighting *seen, size_t count)
{
	struct packing packing;
	struct intake in = { .node = u->node,
			     .shop = &u->shop,
			     .packing = &packing,
			     .seen = seen,
			     .count = count,
			     .feed = text_of(u->shop.channel->feeds->name),
			     .source = TEXT("update") };
	enum err e;

	TRY(packing_open(s, text_of(u->shop.channel->name), &packing));
	e = intake_run(s, &in);
	packing_close(&packing);
	if (e == OK && in.counts.parked)
		return fail(s, ERR_INTERNAL, "what could be read of an answer was put aside");
	return e;
}

enum err update_take(struct scope *s, struct update *u)
{
	struct sighting *seen = ARENA_ARRAY(s->arena, struct sighting, u->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < u->count; i++) {
		struct updating *o = &u->at[i];
		enum err e;

		if (o->result.code != OK)
			continue;
		o->seen = seen_of(&u->talk.talk, o->was.ref);
		e = judge(s, u, o);
		if (e != OK) {
			update_failed(s, o, e, s->words);
			TRY(trace_text(s, &u->talk, o->seen ? o->seen->raw : (struct text){ 0 }, &o->result.trace));
			continue;
		}
		o->seen->asked_at = u->talk.asked_at;
		withhold(s, u, o);
		seen[count++] = *o->seen;
	}
	return count ? keep(s, u, seen, count) : OK;
}
