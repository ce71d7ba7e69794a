/* work/intake_new.c - rows of an order that is seen for the first time. */
#include "base/id.h"
#include "work/intake_rows.h"

static void add_lines(struct intake_rows *r, int64_t order_id, const struct prepared *p)
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

void intake_add_new(struct scope *s, struct intake_rows *r, const struct intake *in, const struct prepared *p)
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
		r->people[r->people_count++] = listing_people_row(s, id, &p->people);
		listing_people(s, &r->listing, id, h->placed, p->people.folded);
	}
	add_lines(r, id, p);
	intake_add_revision(s, r, in, p, id, 1);
}
