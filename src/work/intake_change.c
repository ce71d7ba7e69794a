/* work/intake_change.c - rows of a later revision of an order that is held: statuses follow, content waits. */
#include "base/id.h"
#include "work/intake_rows.h"

/* Content waits for a decision; what was blank or masked is filled, cancelled pieces count at once. */
static void fill_content(struct scope *s, struct intake_rows *r, const struct prepared *p)
{
	if (p->fills_people)
		r->refilled[r->refilled_count++] = listing_people_row(s, p->held.id, &p->filled);
	for (size_t i = 0; i < p->lines.count; i++)
		if (p->lines.at[i].says_cancelled)
			r->pieces[r->piece_count++] = (struct sql_order_line_cancelled){
				.order_id = p->held.id,
				.line = p->lines.at[i].key,
				.cancelled = p->lines.at[i].cancelled,
			};
}

/* Who did what, when and why: an order moved by its channel. */
static void note_move(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p,
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

void intake_add_change(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p)
{
	struct later_sight l = order_later_sight(&p->held.now, p->seen->word);
	const struct order_head *h = &p->head;
	size_t said = r->piece_count;

	r->changes[r->change_count++] = (struct sql_order_change){
		.id = p->held.id,
		.ver = p->held.ver,
		.state = text_of(order_state_name(l.state)),
		.frozen_from = l.state == ORDER_FROZEN ? text_of(order_state_name(l.frozen_from)) : (struct text){ 0 },
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
		.digest = p->digest,
	};
	if (l.changed)
		note_move(s, r, in, p, &l);
	if (l.state != p->held.now.state && l.state == ORDER_VOID)
		r->dropped[r->news.dropped_count++] = p->held.id;
	if (l.state != p->held.now.state && l.state == ORDER_MARKED_SHIPPED)
		r->shipped[r->news.shipped_count++] = p->held.id;
	r->listing.moved[p->held.now.state]--;
	r->listing.moved[l.state]++;
	listing_facet(&r->listing, "delivery_method", h->delivery_method);
	intake_add_revision(s, r, in, p, p->held.id, p->held.latest_seq + 1);
	fill_content(s, r, p);
	if (h->due && h->due != p->held.due && !p->held.now.history)
		r->dues[r->due_count++] = (struct sql_unit_due){ p->held.id, h->due };
	if (!p->held.now.history && l.state != ORDER_VOID && l.state != ORDER_MARKED_SHIPPED && r->piece_count > said)
		r->lessened[r->lessened_count++] = p->held.id;
}
