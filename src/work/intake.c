/* work/intake.c - records of a channel become orders and revisions, in one transaction with the feed's cursor. */
#include "work/intake.h"
#include "base/digest.h"
#include "base/id.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/expire.h"
#include "work/hours.h"
#include "work/lessen.h"
#include "work/listing.h"
#include "work/node.h"
#include "work/packing.h"
#include "work/prepare.h"
#include "work/stock.h"
#include "work/unmapped.h"

/* Rows to be written, gathered so that each table is written by one bulk query. */
struct rows {
	struct sql_order_insert *orders;
	struct sql_order_people_put *people, *refilled; /* of new orders; of orders that are held */
	struct sql_order_line_insert *lines;
	struct sql_revision_insert *revisions;
	struct sql_revision_people_insert *revision_people;
	struct sql_revision_raw_insert *raws;
	struct sql_parked_put *parked;
	struct sql_order_line_cancelled *pieces;
	struct sql_unit_due *dues;
	struct sql_activity_insert *activities;
	struct listing listing;
	struct text *cleared;
	int64_t *fresh, *dropped, *shipped; /* orders whose stock follows them */
	int64_t *lessened;                  /* orders that go on, whose cancelled pieces are stated */
	struct stock_news news;
	size_t order_count, people_count, line_count, revision_count, revision_people_count, parked_count,
		cleared_count, piece_count, due_count, activity_count, refilled_count, lessened_count;
	size_t line_room;
};

struct record {
	struct intake *in;
	struct prepared *all;
	struct units_plan units; /* of new orders */
};

static struct rows rows_for(struct arena *a, const struct intake *in, const struct prepared *all)
{
	struct rows r = { 0 };
	size_t n = in->count, lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += all[i].lines.count;
	r.orders = ARENA_ARRAY(a, struct sql_order_insert, n);
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

static struct sql_order_people_put people_of(struct scope *s, int64_t order_id, const struct order_people *p)
{
	return (struct sql_order_people_put){
		.order_id = order_id,
		.name = p->name,
		.phone = p->phone,
		.address = p->address,
		.country = p->country,
		.postcode = p->postcode,
		.remark = p->remark,
		.folded = p->folded,
		.expire_at = s->now + PEOPLE_KEPT_DAYS * DAY_MS,
	};
}

static void add_lines(struct rows *r, int64_t order_id, const struct prepared *p)
{
	for (size_t i = 0; i < p->lines.count; i++) {
		const struct order_line *l = &p->lines.at[i];
		const struct map_line *m = p->units ? &p->units->resolved[i] : NULL;

		ASSERT(r->line_count < r->line_room);
		r->lines[r->line_count++] = (struct sql_order_line_insert){
			.order_id = order_id,
			.line = l->key,
			.platform_sku = l->sku,
			.title = l->title,
			.ordered = l->ordered,
			.cancelled = l->cancelled,
			.price_minor = l->price_minor,
			.sku_state = text_of(line_state_name(m ? m->state : LINE_NONE)),
			.in_sets = m ? m->in_sets : 0,
		};
	}
}

static void add_revision(struct scope *s, struct rows *r, const struct intake *in, const struct prepared *p, int64_t id,
			 int64_t seq)
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

static void add_new(struct scope *s, struct rows *r, const struct intake *in, const struct prepared *p)
{
	const struct order_head *h = &p->head;
	struct first_sight first = order_first_sight(p->seen->word, h->placed, in->shop->cutover_at);
	struct order_now start = { .state = ORDER_PENDING };
	const char *hold = first.history ? NULL : order_later_sight(&start, p->seen->word).hold_code;
	int64_t id = id_next(s->ids);

	r->orders[r->order_count++] = (struct sql_order_insert){
		.id = id,
		.shop_id = in->shop->id,
		.ref = p->seen->ref,
		.display_no = h->display_no,
		.state = text_of(order_state_name(first.state)),
		.history = first.history,
		.void_reason = text_of(first.void_reason),
		.hold_code = text_of(hold),
		.hold_since = { .is = hold != NULL, .value = s->now },
		.word = text_of(word_name(p->seen->word)),
		.channel_status = h->channel_status,
		.payment_status = text_of(word_payment_status(p->seen->word)),
		.delivery_method = h->delivery_method,
		.total_minor = { h->has_total, h->total_minor },
		.currency = h->currency,
		.country = h->country,
		.placed = h->placed,
		.due = h->due,
		.lines_summary = order_lines_summary(s->arena, &p->lines),
		.lines_count = (int64_t)p->lines.count,
		.digest = p->digest,
		.latest_ver = p->seen->channel_ver,
		.latest_asked_at = p->seen->asked_at,
		.seen_at = s->now,
		.unmapped = p->units ? p->units->unmapped : 0,
		.waiting = p->units ? p->units->waiting : 0,
	};
	if (first.state == ORDER_PENDING && !first.history)
		r->fresh[r->news.fresh_count++] = id;
	if (p->units)
		p->units->id = id;
	r->listing.moved[first.state]++;
	listing_numbers(s, &r->listing, id, h->placed, p->seen->ref, h->display_no);
	listing_facet(&r->listing, "country", h->country);
	listing_facet(&r->listing, "delivery_method", h->delivery_method);
	if (p->has_people) {
		r->people[r->people_count++] = people_of(s, id, &p->people);
		listing_people(s, &r->listing, id, h->placed, p->people.folded);
	}
	add_lines(r, id, p);
	add_revision(s, r, in, p, id, 1);
}

/* Content waits for a decision; what was blank or masked is filled, cancelled pieces count at once. */
static void fill_content(struct scope *s, struct rows *r, const struct prepared *p)
{
	if (p->fills_people)
		r->refilled[r->refilled_count++] = people_of(s, p->held.id, &p->filled);
	for (size_t i = 0; i < p->lines.count; i++)
		if (p->lines.at[i].says_cancelled)
			r->pieces[r->piece_count++] = (struct sql_order_line_cancelled){
				.order_id = p->held.id,
				.line = p->lines.at[i].key,
				.cancelled = p->lines.at[i].cancelled,
			};
}

/* Who did what, when and why: an order moved by its channel. */
static void note_move(struct scope *s, struct rows *r, const struct intake *in, const struct prepared *p,
		      const struct later_sight *l)
{
	struct text after = text_format(s->arena, "%s%s%s", order_state_name(l->state), l->hold_code ? " hold " : "",
					l->hold_code ? l->hold_code : "");

	r->activities[r->activity_count++] = (struct sql_activity_insert){
		.id = id_next(s->ids),
		.at = s->now,
		.user_id = s->actor_id,
		.job_id = in->run_id,
		.kind = TEXT("channel_status"),
		.order_id = p->held.id,
		.why = text_of(word_name(p->seen->word)),
		.before = text_of(order_state_name(p->held.now.state)),
		.after = after,
	};
}

static enum err change(struct scope *s, struct rows *r, const struct intake *in, const struct prepared *p)
{
	struct later_sight l = order_later_sight(&p->held.now, p->seen->word);
	const struct order_head *h = &p->head;
	size_t said = r->piece_count;
	int64_t changed;

	TRY(sql_order_change(s,
			     (struct sql_order_change){
				     .id = p->held.id,
				     .ver = p->held.ver,
				     .state = text_of(order_state_name(l.state)),
				     .frozen_from = l.state == ORDER_FROZEN ? text_of(order_state_name(l.frozen_from))
									    : (struct text){ 0 },
				     .void_reason = text_of(l.void_reason),
				     .hold_code = text_of(l.hold_code),
				     .now = s->now,
				     .word = text_of(word_name(p->seen->word)),
				     .channel_status = h->channel_status,
				     .payment_status = text_of(word_payment_status(p->seen->word)),
				     .due = p->keeps_due ? 0 : h->due,
				     .total_minor = { h->has_total, h->total_minor },
				     .currency = h->currency,
				     .delivery_method = p->keeps_method ? TEXT("") : h->delivery_method,
				     .latest_seq = p->held.latest_seq + 1,
				     .latest_ver = p->seen->channel_ver,
				     .latest_asked_at = p->seen->asked_at,
				     .digest = p->digest },
			     &changed));
	if (changed != 1)
		return ERR_CONFLICT;
	if (l.changed)
		note_move(s, r, in, p, &l);
	if (l.state != p->held.now.state && l.state == ORDER_VOID)
		r->dropped[r->news.dropped_count++] = p->held.id;
	if (l.state != p->held.now.state && l.state == ORDER_MARKED_SHIPPED)
		r->shipped[r->news.shipped_count++] = p->held.id;
	r->listing.moved[p->held.now.state]--;
	r->listing.moved[l.state]++;
	listing_facet(&r->listing, "delivery_method", h->delivery_method);
	add_revision(s, r, in, p, p->held.id, p->held.latest_seq + 1);
	fill_content(s, r, p);
	if (h->due && h->due != p->held.due && !p->held.now.history)
		r->dues[r->due_count++] = (struct sql_unit_due){ p->held.id, h->due };
	if (!p->held.now.history && l.state != ORDER_VOID && l.state != ORDER_MARKED_SHIPPED && r->piece_count > said)
		r->lessened[r->lessened_count++] = p->held.id;
	return OK;
}

/* A record whose id cannot be read goes by its digest: seen again it is the same record. */
static struct text parked_name(struct scope *s, struct text ref, struct text raw)
{
	struct digest128 d = digest_xxh3(raw);

	return ref.size ? ref : text_format(s->arena, "?%.*s", TEXT_ARG(hex_format(s->arena, d.bytes, sizeof d.bytes)));
}

static void add_parked(struct scope *s, struct rows *r, const struct intake *in, struct text ref, struct text raw,
		       enum err code, struct text why)
{
	for (size_t i = 0; i < r->parked_count; i++)
		if (text_same(r->parked[i].ref, ref))
			return; /* twice in one answer: one row */
	r->parked[r->parked_count++] = (struct sql_parked_put){
		.id = id_next(s->ids),
		.shop_id = in->shop->id,
		.feed = in->feed,
		.ref = ref,
		.raw = pack(in->packing->packer, s->arena, NULL, raw),
		.at = s->now,
		.code = text_of(err_name(code)),
		.detail = text_limit(why, 500),
	};
}

static enum err sort_out(struct scope *s, struct rows *r, struct intake *in, const struct prepared *all)
{
	struct intake_counts *n = &in->counts;

	*n = (struct intake_counts){ 0 };
	for (size_t i = 0; i < in->count; i++) {
		const struct prepared *p = &all[i];

		switch (p->fate) {
		case FATE_NEW:
			add_new(s, r, in, p);
			n->stored++;
			break;
		case FATE_CHANGED:
			TRY(change(s, r, in, p));
			n->changed++;
			break;
		case FATE_UNCHANGED:
			n->unchanged++;
			break;
		case FATE_OLDER:
			n->older++;
			break;
		case FATE_NOT_YET:
			n->not_yet++;
			break;
		case FATE_PARKED:
			add_parked(s, r, in, parked_name(s, p->seen->ref, p->seen->raw), p->seen->raw, p->trouble,
				   p->why);
			n->parked++;
			continue;
		}
		r->cleared[r->cleared_count++] = p->seen->ref;
	}
	for (size_t i = 0; i < in->missing_count; i++, n->parked++)
		add_parked(s, r, in, in->missing[i], (struct text){ 0 }, ERR_RECORD_UNREADABLE,
			   TEXT("the channel listed it but does not show it"));
	return OK;
}

/* New orders count in the hour in which they were placed. */
static enum err count_hours(struct scope *s, const struct rows *r)
{
	struct hour_note *notes = ARENA_ARRAY(s->arena, struct hour_note, r->order_count + 1);

	for (size_t i = 0; i < r->order_count; i++)
		notes[i] = (struct hour_note){ .at = r->orders[i].placed, .orders = 1 };
	return r->order_count ? hours_add(s, r->orders[0].shop_id, notes, r->order_count) : OK;
}

static enum err write_rows(struct scope *s, struct rows *r)
{
	int64_t made;

	TRY(sql_order_insert(s, r->orders, r->order_count, &made));
	if (made != (int64_t)r->order_count)
		return ERR_CONFLICT; /* another has stored one of them since we looked */
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

/* What was parked and can be read now is parked no longer; "complete up to" moves by what was proved, and only so. */
static enum err move_feed(struct scope *s, const struct intake *in, const struct rows *r)
{
	struct sql_parked_count_row parked;
	struct sql_parked_count key = { .shop_id = in->shop->id, .feed = in->feed };

	TRY(sql_parked_count(s, key, &parked));
	if (parked.count && r->cleared_count) {
		TRY(sql_parked_clear(s,
				     (struct sql_parked_clear){ .shop_id = in->shop->id,
								.feed = in->feed,
								.refs = r->cleared,
								.refs_count = r->cleared_count },
				     NULL));
	}
	if (!in->moves_cursor)
		return OK;
	TRY(sql_feed_move(
		s, (struct sql_feed_move){ .shop_id = in->shop->id, .name = in->feed, .cursor_at = in->cursor_at },
		NULL));
	return intake_prove(s, in->shop->id, in->feed, in->proved);
}

/* Does it write what pages show, or only move the cursor? */
static bool shows(const struct intake *in, const struct prepared *all)
{
	bool it = in->heals || in->missing_count > 0;

	for (size_t i = 0; i < in->count; i++)
		it |= all[i].fate == FATE_NEW || all[i].fate == FATE_CHANGED || all[i].fate == FATE_PARKED;
	return it;
}

/* First in the transaction: that this node works for the shop, or that a person changes its orders. */
static enum err enter(struct scope *s, const struct intake *in, bool changes)
{
	if (in->by_person)
		return shop_note_change(s, in->shop->id);
	return changes ? shop_fence_change(in->node, s, in->shop) : shop_fence(in->node, s, in->shop);
}

/* Stock follows the orders, and so does what waits for a mapping. */
static enum err follow(struct scope *s, struct rows *r, int64_t shop_id, struct lessening *less)
{
	TRY(lessen_lines(s, shop_id, less));
	TRY(unmapped_forget(s, r->news.dropped, r->news.dropped_count));
	TRY(unmapped_forget(s, r->news.shipped, r->news.shipped_count));
	TRY(lessen_remake(s, less));
	for (size_t i = 0; i < less->anew_count; i++)
		r->fresh[r->news.fresh_count++] = less->anew[i];
	r->news.lessened = less->at;
	r->news.lessened_count = less->count;
	r->news.surplus = less->surplus;
	r->news.surplus_count = less->surplus_count;
	return stock_follow(s, &r->news);
}

static enum err record(struct scope *s, void *arg)
{
	struct record *rec = arg;
	struct intake *in = rec->in;
	struct rows r = rows_for(s->arena, in, rec->all);
	struct intake_counts n = in->carried;
	struct lessening less;

	TRY(enter(s, in, shows(in, rec->all)));
	TRY(units_check(s, &rec->units));
	TRY(sort_out(s, &r, in, rec->all));
	TRY(lessen_plan(s, r.lessened, r.lessened_count, r.pieces, r.piece_count, &less));
	TRY(write_rows(s, &r));
	TRY(units_make(s, &rec->units));
	TRY(move_feed(s, in, &r));
	TRY(follow(s, &r, in->shop->id, &less));
	intake_counts_add(&n, &in->counts);
	TRY(sql_run_add(s,
			(struct sql_run_add){ .id = in->run_id,
					      .listed = in->listed,
					      .stored = n.stored,
					      .changed = n.changed,
					      .unchanged = n.unchanged + n.older + n.not_yet,
					      .parked = n.parked },
			NULL));
	return in->also ? in->also(s, in->also_arg) : OK;
}

/* Nothing new, nothing to heal, no cursor to move: then no page is written, and the counts are carried on. */
static bool nothing_to_write(struct intake *in, const struct prepared *all)
{
	struct intake_counts n = { 0 };

	if (in->moves_cursor || shows(in, all))
		return false;
	for (size_t i = 0; i < in->count; i++) {
		n.unchanged += all[i].fate == FATE_UNCHANGED;
		n.older += all[i].fate == FATE_OLDER;
		n.not_yet += all[i].fate == FATE_NOT_YET;
	}
	in->counts = n;
	intake_counts_add(&in->carried, &n);
	return true;
}

enum { CONFLICTS_MAX = 5 };

enum err intake_run(struct scope *s, struct intake *in)
{
	struct record rec = { .in = in };
	enum err e = ERR_CONFLICT;

	TRY(packing_train(s, in));
	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX; i++) {
		TRY(prepare(s, in, &rec.all));
		if (nothing_to_write(in, rec.all))
			return OK;
		TRY(prepare_units(s, in, rec.all, &rec.units));
		e = db_transact(s, record, &rec);
	}
	if (e == ERR_CONFLICT)
		return fail(s, e, "the orders of shop %lld change faster than they can be stored",
			    (long long)in->shop->id);
	if (e == OK)
		in->carried = (struct intake_counts){ 0 };
	return e;
}
