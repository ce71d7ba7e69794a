/* work/intake_rows.c - the rows that come of an intake: room for them, those that every record has, and their writing. */
#include "work/intake_rows.h"
#include "base/digest.h"
#include "base/id.h"
#include "base/instant.h"
#include "work/expire.h"
#include "work/hours.h"
#include "work/packing.h"

struct intake_rows intake_rows_for(struct arena *a, const struct intake *in, const struct prepared *all)
{
	struct intake_rows r = { 0 };
	size_t n = in->count, lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += all[i].lines.count;
	r.orders = ARENA_ARRAY(a, struct sql_order_insert, n);
	r.changes = ARENA_ARRAY(a, struct sql_order_change, n);
	r.people = ARENA_ARRAY(a, struct sql_order_people_put, n);
	r.refilled = ARENA_ARRAY(a, struct sql_order_people_put, n);
	r.revisions = ARENA_ARRAY(a, struct sql_revision_insert, n);
	r.revision_people = ARENA_ARRAY(a, struct sql_revision_people_insert, n);
	r.raws = ARENA_ARRAY(a, struct sql_revision_raw_insert, n);
	r.parked = ARENA_ARRAY(a, struct sql_parked_put, n + in->missing_count);
	r.cleared = ARENA_ARRAY(a, struct text, n);
	r.news.fresh = r.fresh = ARENA_ARRAY(a, int64_t, n);
	r.news.dropped = r.dropped = ARENA_ARRAY(a, int64_t, n);
	r.news.shipped = r.shipped = ARENA_ARRAY(a, int64_t, n);
	r.lessened = ARENA_ARRAY(a, int64_t, n);
	r.dues = ARENA_ARRAY(a, struct sql_unit_due, n);
	r.activities = ARENA_ARRAY(a, struct sql_activity_insert, n);
	r.pieces = ARENA_ARRAY(a, struct sql_order_line_cancelled, lines);
	r.lines = ARENA_ARRAY(a, struct sql_order_line_insert, lines);
	r.line_room = lines;
	r.listing = listing_for(a, in->shop->id, n);
	return r;
}

void intake_add_revision(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p,
			 int64_t id, int64_t seq)
{
	r->raws[r->revision_count] = (struct sql_revision_raw_insert){
		.order_id = id,
		.seq = seq,
		.raw = p->raw_packed,
		.expire_at = s->now + RAW_KEPT_DAYS * DAY_MS,
	};
	r->revisions[r->revision_count++] = (struct sql_revision_insert){
		.order_id = id,
		.seq = seq,
		.channel_ver = p->seen->channel_ver,
		.asked_at = p->seen->asked_at,
		.source = in->source,
		.run_id = in->run_id,
		.form = in->shop->channel->form,
		.digests = p->digests,
		.facts = p->facts_packed,
		.made_at = s->now,
	};
	if (p->has_people)
		r->revision_people[r->revision_people_count++] = (struct sql_revision_people_insert){
			.order_id = id,
			.seq = seq,
			.facts = p->people_packed,
			.digest = p->people_digest,
			.expire_at = s->now + PEOPLE_KEPT_DAYS * DAY_MS,
		};
}

/* A record whose id cannot be read goes by its digest: seen again it is the same record. */
static struct text parked_name(struct scope *s, struct text ref, struct text raw)
{
	struct digest128 d;

	if (ref.size)
		return ref;
	d = digest_xxh3(raw);
	return text_format(s->arena, "?%.*s", TEXT_ARG(hex_format(s->arena, d.bytes, sizeof d.bytes)));
}

void intake_add_parked(struct scope *s, struct intake_rows *r, const struct intake *in, struct text ref,
		       struct text raw, enum err code, struct text why)
{
	struct text name = parked_name(s, ref, raw);

	for (size_t i = 0; i < r->parked_count; i++)
		if (text_same(r->parked[i].ref, name))
			return; /* twice in one answer: one row */
	r->parked[r->parked_count++] = (struct sql_parked_put){
		.id = id_next(s->ids),
		.shop_id = in->shop->id,
		.feed = in->feed,
		.ref = name,
		.raw = pack(in->packing->packer, s->arena, NULL, raw),
		.at = s->now,
		.code = text_of(err_name(code)),
		.detail = text_limit(why, 500),
	};
}

/* New orders count in the hour in which they were placed. */
static enum err count_hours(struct scope *s, const struct intake_rows *r)
{
	struct hour_note *notes = ARENA_ARRAY(s->arena, struct hour_note, r->order_count + 1);

	for (size_t i = 0; i < r->order_count; i++)
		notes[i] = (struct hour_note){ .at = r->orders[i].placed, .orders = 1 };
	return r->order_count ? hours_add(s, r->orders[0].shop_id, notes, r->order_count) : OK;
}

enum err intake_write_rows(struct scope *s, struct intake_rows *r)
{
	int64_t made, changed;

	TRY(sql_order_insert(s, r->orders, r->order_count, &made));
	TRY(sql_order_change(s, r->changes, r->change_count, &changed));
	if (made != (int64_t)r->order_count || changed != (int64_t)r->change_count)
		return ERR_CONFLICT; /* another has stored or changed one of them since we looked */
	TRY(count_hours(s, r));
	TRY(listing_replace(s, &r->listing, r->refilled, r->refilled_count));
	TRY(listing_write(s, &r->listing));
	TRY(sql_order_people_put(s, r->people, r->people_count, NULL));
	TRY(sql_order_people_put(s, r->refilled, r->refilled_count, NULL));
	TRY(sql_order_line_insert(s, r->lines, r->line_count, NULL));
	TRY(sql_revision_insert(s, r->revisions, r->revision_count, NULL));
	TRY(sql_revision_people_insert(s, r->revision_people, r->revision_people_count, NULL));
	TRY(sql_revision_raw_insert(s, r->raws, r->revision_count, NULL));
	TRY(sql_order_line_cancelled(s, r->pieces, r->piece_count, NULL));
	TRY(sql_unit_due(s, r->dues, r->due_count, NULL));
	TRY(sql_activity_insert(s, r->activities, r->activity_count, NULL));
	return sql_parked_put(s, r->parked, r->parked_count, NULL);
}
