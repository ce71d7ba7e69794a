/* work/intake.c - records of a channel become orders and revisions, in one transaction with the feed's cursor. */
#include "work/intake.h"
#include "store/sql.h"
#include "work/intake_rows.h"
#include "work/lessen.h"
#include "work/packing.h"
#include "work/unmapped.h"

struct record {
	struct intake *in;
	struct prepared *all;
	struct units_plan units; /* of new orders */
};

static void sort_out(struct scope *s, struct intake_rows *r, struct intake *in, const struct prepared *all)
{
	struct intake_counts *n = &in->counts;

	*n = (struct intake_counts){ 0 };
	for (size_t i = 0; i < in->count; i++) {
		const struct prepared *p = &all[i];

		switch (p->fate) {
		case FATE_NEW:
			intake_add_new(s, r, in, p);
			n->stored++;
			break;
		case FATE_CHANGED:
			intake_add_change(s, r, in, p);
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
			intake_add_parked(s, r, in, p->seen->ref, p->seen->raw, p->trouble, p->why);
			n->parked++;
			continue;
		}
		r->cleared[r->cleared_count++] = p->seen->ref;
	}
	for (size_t i = 0; i < in->missing_count; i++, n->parked++)
		intake_add_parked(s, r, in, in->missing[i], (struct text){ 0 }, ERR_RECORD_UNREADABLE,
				  TEXT("the channel listed it but does not show it"));
}

/* What was parked and can be read now is parked no longer; "complete up to" moves by what was proved, and only so. */
static enum err move_feed(struct scope *s, const struct intake *in, const struct intake_rows *r)
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
static enum err follow(struct scope *s, struct intake_rows *r, int64_t shop_id, struct lessening *less)
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
	struct intake_rows r = intake_rows_for(s->arena, in, rec->all);
	struct intake_counts n = in->carried;
	struct lessening less;

	TRY(enter(s, in, shows(in, rec->all)));
	TRY(units_check(s, &rec->units));
	sort_out(s, &r, in, rec->all);
	TRY(lessen_plan(s, r.lessened, r.lessened_count, r.pieces, r.piece_count, &less));
	TRY(intake_write_rows(s, &r));
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
