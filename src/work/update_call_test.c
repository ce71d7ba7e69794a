/* work/update_call_test.c - what happens while a channel is asked for an update. */
#include "base/instant.h"
#include "store/sql.h"
#include "work/update_try.h"
#include <string.h>

/* ---- what happens while the channel is asked ---- */

struct between { /* something happens while the so-manyth call is on its way */
	struct rig *rig;
	void (*what)(struct between *b);
	int calls, at;
	int64_t id;
};
static enum err send_between(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct between *b = arg;

	if (++b->calls == b->at)
		b->what(b);
	return sim_send(b->rig->sim, s, q, a);
}

static void edits(struct between *b) { edit_field(b->rig, b->id, FIELD_DELIVERY_METHOD, TEXT(""), "By hand"); }

ON_BOTH(an_edit_made_while_the_channel_is_asked_is_merged_too)
{
	struct between b = { .what = edits, .at = 1 };
	struct rig r;
	uint32_t n;
	int64_t task;

	rig_open(s, &r, 0);
	b.rig = &r;
	b.id = edit_order(&r, 1, &n);
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	try_plug(s, send_between, &b);
	task = edit_update(&r, b.id);
	CHECK_EQ(b.calls, 1);
	CHECK_TEXT(edit_item(&r, task, b.id).outcome, "merged");
	CHECK_TEXT(rig_order(&r, 0, rig_sn(&r, n)).delivery_method, "By hand");
	try_plug(s, sim_send, r.sim);
	rig_close(&r);
}

static void unbind(struct between *b)
{
	edit_sql(b->rig, text_format(b->rig->s->arena,
				     "update shops set state = 'unbound' where tenant_id = %lld and id = %lld",
				     (long long)b->rig->s->tenant_id, (long long)b->rig->made.shops[0]));
}

ON_BOTH(where_the_shop_is_unbound_in_mid_batch_what_was_done_stays_and_the_rest_is_refused) /* S000-13, S000-26 */
{
	enum { MANY = 120 };
	struct between b = { .what = unbind, .at = 2 };
	struct sql_task_get_row t;
	struct sql_orders_held_rows held;
	struct text refs[MANY];
	int64_t ids[MANY], task, updated = 0, refused = 0;
	uint32_t first;
	struct rig r;

	rig_open(s, &r, 0);
	b.rig = &r;
	first = rig_place(&r, 0, MANY);
	rig_pull(&r, 0);
	for (uint32_t i = 0; i < MANY; i++) {
		refs[i] = rig_sn(&r, first + i);
		rig_act(&r, MARKET_MOVE_HOUSE, first + i);
	}
	rig_doze(&r, 2000);
	CHECK_OK(sql_orders_held(
		s, (struct sql_orders_held){ .shop_id = r.made.shops[0], .refs = refs, .refs_count = MANY }, &held));
	CHECK_EQ(held.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		ids[i] = held.at[i].id;
	try_plug(s, send_between, &b);
	task = edit_update_as(&r, ids, MANY, MERGE_KEEP, false);
	for (size_t i = 0; i < MANY; i++) {
		struct sql_task_item_get_row row = edit_item(&r, task, ids[i]);

		updated += text_is(row.outcome, "updated");
		refused += text_is(row.code, "shop_unbound");
	}
	CHECK_EQ(updated + refused, MANY);
	CHECK_EQ(updated, 50);
	CHECK_OK(task_read(s, task, &t));
	CHECK_TEXT(t.state, "done");
	CHECK_EQ(t.succeeded, updated);
	CHECK_EQ(t.failed, refused);
	try_plug(s, sim_send, r.sim);
	rig_close(&r);
}

/* Another answers in the place of the order that was asked for. */
static enum err send_another(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct between *b = arg;
	struct buffer out = buffer_in(s->arena);
	struct text sn = rig_sn(b->rig, (uint32_t)b->at), other = rig_sn(b->rig, (uint32_t)b->calls);

	TRY(sim_send(b->rig->sim, s, q, a));
	for (size_t i = 0; i < a->body.size; i++)
		if (i + sn.size <= a->body.size && memcmp(a->body.at + i, sn.at, sn.size) == 0) {
			buffer_add(&out, other);
			i += sn.size - 1;
		} else {
			buffer_byte(&out, a->body.at[i]);
		}
	a->body = buffer_text(&out);
	return OK;
}

ON_BOTH(another_order_in_the_answer_is_abnormal_and_touches_neither) /* S000-28, S000-31 */
{
	struct between b = { 0 };
	struct rig r;
	uint32_t n, m;
	int64_t id, other, task;

	rig_open(s, &r, 0);
	id = edit_order(&r, 1, &n);
	other = edit_order(&r, 1, &m);
	b = (struct between){ .rig = &r, .at = (int)n, .calls = (int)m };
	rig_act(&r, MARKET_MOVE_HOUSE, n);
	rig_doze(&r, 2000);
	try_plug(s, send_another, &b);
	task = edit_update(&r, id);
	CHECK_TEXT(edit_item(&r, task, id).code, "channel_data_abnormal");
	CHECK_EQ(edit_shows(&r, id).ver, 1);
	CHECK_EQ(edit_shows(&r, other).ver, 1);
	CHECK_EQ(edit_shows(&r, other).latest_seq, 1);
	try_plug(s, sim_send, r.sim);
	rig_close(&r);
}
