/* work/place.c - what people do with orders, each deed on one order in one transaction. */
#include "work/place.h"
#include "base/id.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/listing.h"
#include "work/node.h"
#include "work/revision.h"
#include "work/shops.h"
#include "work/stock.h"
#include "work/units.h"
#include "work/unmapped.h"

enum { THAWS_MAX = 200, CONFLICTS_MAX = 5 };

static struct text or_none(struct text t) { return t.at ? t : (struct text){ 0 }; }
static struct text or_empty(struct text t) { return t.at ? t : TEXT(""); }

/* "Unpaid" is no obstacle where the buyer pays on delivery. */
static enum err is_unpaid(struct scope *s, int64_t order_id, const struct sql_place_get_row *r, bool *out)
{
	struct facts f = { 0 };

	*out = false;
	if (!text_is(r->payment_status, "unpaid"))
		return OK;
	TRY(revision_get(s, order_id, r->latest_seq, false, &f));
	*out = !text_is(facts_find(&f, FIELD_COD, (struct text){ 0 }), "1");
	return OK;
}

static bool has_left(enum word w)
{
	const char *delivery = word_delivery_status(w);

	return text_is(text_of(delivery), "partial") || text_is(text_of(delivery), "shipped") ||
	       text_is(text_of(delivery), "delivered");
}

enum err place_stand(struct scope *s, int64_t order_id, struct sql_place_get_row *row, struct order_stand *out)
{
	enum err e = sql_place_get(s, (struct sql_place_get){ .id = order_id }, row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	TRY(e);
	*out = (struct order_stand){
		.hold = row->hold_code.at ? text_z(s->arena, row->hold_code) : NULL,
		.history = row->history != 0,
		.unmapped = row->unmapped,
		.waiting = row->waiting,
		.reserved = row->reserved,
	};
	if (!order_state_find(row->state, &out->state) || !word_find(row->word, &out->word) ||
	    (row->frozen_from.at && !order_state_find(row->frozen_from, &out->frozen_from)))
		return fail(s, ERR_DB_CORRUPT,
			    "order %lld stands in \"%.*s\" by \"%.*s\", which this version does not know",
			    (long long)order_id, TEXT_ARG(row->state), TEXT_ARG(row->word));
	out->dispatched = row->dispatched > 0 || has_left(out->word);
	return is_unpaid(s, order_id, row, &out->unpaid);
}

/* ---- one deed on one order ---- */

struct doing {
	const struct deed *deed;
	int64_t activity_id; /* made before: the body may run twice */
	int64_t due;         /* a thaw: the end of the hold as it was seen; 0: a person's deed */
	struct deed_result *result;
	int runs;
};

/* What is so already is done: who asks twice, or whose answer was lost, is not refused. */
static bool is_so(const struct doing *x, const struct sql_place_get_row *r, const struct order_stand *o)
{
	const struct deed *d = x->deed;

	if (d->deed == DEED_FREEZE)
		return o->state == ORDER_FROZEN && text_is(r->hold_code, HOLD_BY_HAND) &&
		       text_same(r->hold_why, d->why) && r->hold_until == d->until;
	if (d->deed == DEED_VOID)
		return o->state == ORDER_VOID && text_is(or_empty(r->void_reason), HOLD_BY_HAND);
	return false;
}

static enum err note_activity(struct scope *s, const struct doing *x, int64_t order_id, enum order_state before,
			      const struct order_moved *m)
{
	struct text after = text_format(s->arena, "%s%s%s", order_state_name(m->state), m->hold ? " hold " : "",
					m->hold ? m->hold : "");
	struct sql_activity_insert row = {
		.id = x->activity_id,
		.at = s->now,
		.user_id = s->actor_id,
		.kind = text_of(order_deed_name(x->deed->deed)),
		.order_id = order_id,
		.why = or_empty(x->deed->why),
		.before = text_of(order_state_name(before)),
		.after = after,
	};

	return sql_activity_insert(s, &row, 1, NULL);
}

/* The order's row, the counters of the tabs, and who did it. */
static enum err move(struct scope *s, const struct doing *x, const struct sql_place_get_row *r,
		     const struct order_stand *o, const struct order_moved *m)
{
	bool frozen = m->state == ORDER_FROZEN, ours = m->hold && text_is(text_of(m->hold), HOLD_BY_HAND);
	struct listing l = listing_for(s->arena, r->shop_id, 1);
	int64_t changed;

	TRY(sql_place_set(s,
			  (struct sql_place_set){ .id = x->result->id,
						  .ver = r->ver,
						  .state = text_of(order_state_name(m->state)),
						  .frozen_from = frozen ? text_of(order_state_name(m->frozen_from))
									: (struct text){ 0 },
						  .void_reason = m->state == ORDER_VOID ? text_of(m->void_reason)
											: (struct text){ 0 },
						  .hold_code = or_none(text_of(m->hold)),
						  .hold_why = ours ? x->deed->why : TEXT(""),
						  .hold_until = ours ? x->deed->until : 0,
						  .now = s->now },
			  &changed));
	if (changed != 1)
		return ERR_CONFLICT;
	l.moved[o->state]--;
	l.moved[m->state]++;
	TRY(listing_write(s, &l));
	return note_activity(s, x, x->result->id, o->state, m);
}

/* Stock notes by itself who did it. */
static enum err reserve(struct scope *s, const struct doing *x, const struct order_stand *o)
{
	struct stock_served now = { .reserved = o->reserved };

	if (o->waiting > 0)
		TRY(stock_reserve_order(s, x->result->id, &now));
	x->result->note = text_format(s->arena, "%lld of %lld pieces are reserved.", (long long)now.reserved,
				      (long long)(now.reserved + now.waiting));
	return OK;
}

static enum err release(struct scope *s, const struct doing *x, const struct order_stand *o)
{
	int64_t pieces = 0;

	if (o->reserved > 0)
		TRY(stock_release_order(s, x->result->id, or_empty(x->deed->why), &pieces));
	x->result->note = text_format(s->arena, "%lld pieces are free again.", (long long)pieces);
	return OK;
}

/* What follows for its pieces, once the order has moved. */
static enum err follow(struct scope *s, const struct doing *x, const struct order_moved *m)
{
	const int64_t *id = &x->result->id;
	struct pieces_list surplus;

	if (m->state == ORDER_FROZEN && m->hold && text_is(text_of(m->hold), HOLD_CANCEL_REQUESTED))
		x->result->note = TEXT("The buyer asks to cancel it: it is frozen by that.");
	switch (x->deed->deed) {
	case DEED_VOID:
		TRY(unmapped_forget(s, id, 1));
		return stock_drop_orders(s, id, 1);
	case DEED_RESTORE:
		TRY(units_remake(s, *id, &surplus));
		return stock_serve_orders(s, id, 1);
	case DEED_UNFREEZE:
		return stock_serve_orders(s, id, 1);
	case DEED_FREEZE:
	case DEED_RESERVE:
	case DEED_RELEASE:
	case ORDER_DEED_COUNT:
		break;
	}
	return OK;
}

static enum err act(struct scope *s, const struct doing *x, const struct sql_place_get_row *r,
		    const struct order_stand *o)
{
	struct order_moved m;

	if (is_so(x, r, o)) {
		x->result->note = TEXT("It was so already.");
		return OK;
	}
	TRY(order_deed_refuse(s, o, x->deed->deed));
	if (x->deed->deed == DEED_RESERVE)
		return reserve(s, x, o);
	if (x->deed->deed == DEED_RELEASE)
		return release(s, x, o);
	m = order_deed_apply(o, x->deed->deed);
	TRY(move(s, x, r, o, &m));
	x->result->state = m.state;
	return follow(s, x, &m);
}

static enum err body(struct scope *s, void *arg)
{
	struct doing *x = arg;
	struct sql_place_get_row r;
	struct sql_place_known_row known = { 0 };
	struct order_stand o;

	if (x->runs++)
		TRY(sql_place_known(s, (struct sql_place_known){ .activity_id = x->activity_id }, &known));
	if (known.count)
		return OK; /* it was committed; only the answer was lost */
	TRY(place_stand(s, x->result->id, &r, &o));
	*x->result = (struct deed_result){ .id = x->result->id,
					   .known = true,
					   .number = r.display_no.size ? r.display_no : r.ref,
					   .state = o.state,
					   .words = TEXT(""),
					   .note = TEXT("") };
	if (x->due && (r.hold_until != x->due || !text_is(or_empty(r.hold_code), HOLD_BY_HAND)))
		return OK; /* somebody has set another end meanwhile */
	TRY(shop_note_change(s, r.shop_id));
	return act(s, x, &r, &o);
}

static enum err run(struct scope *s, const struct deed *d, int64_t due, struct deed_result *out)
{
	struct doing x = { .deed = d, .activity_id = id_next(s->ids), .due = due, .result = out };
	enum err e = ERR_CONFLICT;

	for (int i = 0; e == ERR_CONFLICT && i < CONFLICTS_MAX; i++)
		e = db_transact(s, body, &x);
	return e == ERR_CONFLICT
		       ? fail(s, e, "order %lld changes faster than it can be changed here", (long long)out->id)
		       : e;
}

enum err deed_do(struct scope *s, const struct deed *d, int64_t order_id, struct deed_result *out)
{
	*out = (struct deed_result){ .id = order_id, .number = TEXT(""), .words = TEXT(""), .note = TEXT("") };
	TRY(deed_check(s, d));
	return run(s, d, 0, out);
}

enum err deed_check(struct scope *s, const struct deed *d)
{
	bool asks = d->deed == DEED_FREEZE || d->deed == DEED_VOID;
	size_t length = text_characters(or_empty(d->why));

	if (length > DEED_WHY_MAX || (asks && text_trim(or_empty(d->why)).size == 0))
		return fail(s, ERR_BAD_REQUEST, "\"why\" is the reason%s, at most %d characters; it has %zu",
			    asks ? ", which is needed" : "", DEED_WHY_MAX, length);
	if (d->until && d->deed != DEED_FREEZE)
		return fail(s, ERR_BAD_REQUEST, "\"until\" belongs to \"freeze\" alone");
	if (d->until && d->until <= s->now)
		return fail(s, ERR_BAD_REQUEST, "\"until\" must be in the future");
	return OK;
}

/* What a person may be told of one order, and go on with the next; all else ends the whole. */
static bool is_refusal(enum err e) { return err_retry(e) == RETRY_NEVER && err_status(e) < 500; }

enum err deeds_do(struct scope *s, const struct deed *d, const int64_t *ids, size_t count, struct deed_result *out)
{
	TRY(deed_check(s, d));
	for (size_t i = 0; i < count; i++) {
		struct scope part;
		struct deed_result *r = &out[i];
		enum err e;

		*r = (struct deed_result){ .id = ids[i], .number = TEXT(""), .words = TEXT(""), .note = TEXT("") };
		scope_open(&part, s);
		part.actor_id = s->actor_id;
		e = run(&part, d, 0, r);
		r->code = e;
		r->number = text_copy(s->arena, r->number);
		r->note = text_copy(s->arena, r->note);
		r->words = e == OK ? TEXT("") : text_copy(s->arena, or_empty(part.words));
		if (e != OK && !is_refusal(e))
			return scope_end(&part, s, e);
		scope_close(&part);
	}
	return OK;
}

/* ---- what was frozen until a moment returns by itself ---- */

enum err thaw_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	const struct deed d = { .deed = DEED_UNFREEZE, .why = TEXT("the time is over") };
	struct sql_place_thaws_rows rows;
	size_t count = 0;

	(void)job;
	TRY(sql_place_thaws(s, (struct sql_place_thaws){ .now = s->now, .max = THAWS_MAX }, &rows));
	for (; count < rows.count && !node_stopping(n); count++) {
		struct deed_result r = { .id = rows.at[count].id };
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = run(&part, &d, rows.at[count].hold_until, &r);
		if (e != OK && !is_refusal(e))
			return scope_end(&part, s, e);
		scope_close(&part);
	}
	if (rows.count == THAWS_MAX)
		end->again_at = world_now(s->world);
	return OK;
}
