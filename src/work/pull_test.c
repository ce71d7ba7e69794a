/* work/pull_test.c - a market's orders flow in, stay in step, and nothing is done twice. */
#include "base/instant.h"
#include "work/pull.h"
#include "work/revision.h"
#include "work/rig.h"
#include "work/shops.h"

enum { ORDERS = 230 };

static size_t market_orders(struct rig *r)
{
	struct market *m = sim_lock(r->sim);
	size_t count = market_order_count(m);

	sim_unlock(r->sim);
	return count;
}

ON_BOTH(the_first_pull_takes_every_order_of_every_shop)
{
	struct rig r;
	struct sql_feed_get_row feed;

	rig_open(s, &r, ORDERS);
	CHECK(rig_run_due(&r) >= 2); /* due at once by the authorisation itself */
	CHECK_EQ(rig_count(&r), market_orders(&r));
	CHECK_OK(sql_feed_get(s, (struct sql_feed_get){ .shop_id = r.made.shops[0], .name = TEXT("orders") }, &feed));
	CHECK(feed.cursor_at > world_now(s->world) - MINUTE_MS);
	CHECK_EQ(feed.proved_to, feed.cursor_at);
	rig_close(&r);
}

ON_BOTH(a_second_pull_of_the_same_orders_changes_nothing)
{
	struct rig r;
	struct sql_order_get_row before, after;
	uint32_t first;

	rig_open(s, &r, ORDERS);
	first = rig_place(&r, 0, 3);
	rig_pull_all(&r);
	before = rig_order(&r, 0, rig_sn(&r, first));
	rig_pull_all(&r);
	after = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_EQ(after.ver, before.ver);
	CHECK_EQ(after.latest_seq, 1);
	CHECK_EQ(rig_count(&r), market_orders(&r));
	rig_close(&r);
}

ON_BOTH(S001_16_pull_orders_is_carried_out_at_once_outside_the_schedule)
{
	struct rig r;
	uint32_t first;

	rig_open(s, &r, 10);
	rig_pull_all(&r);
	first = rig_place(&r, 1, 1);
	CHECK_EQ(rig_run_due(&r), 0); /* the timer is ten minutes away */
	CHECK_OK(shop_pull(s, r.made.shops[1]));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_TEXT(rig_order(&r, 1, rig_sn(&r, first)).state, "pending");
	rig_close(&r);
}

ON_BOTH(S001_17_a_stopped_shop_is_not_pulled_by_itself_until_resumed_and_keeps_its_orders)
{
	struct rig r;
	int64_t held;
	uint32_t first;

	rig_open(s, &r, 10);
	rig_pull_all(&r);
	held = rig_count(&r);
	CHECK_OK(shop_pull(s, r.made.shops[0])); /* due, and stopped before it runs */
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	first = rig_place(&r, 0, 1);
	CHECK_EQ(rig_run_due(&r), 0);
	CHECK_TEXT(rig_job_state(&r, 0), "paused");
	CHECK_EQ(rig_count(&r), held);
	CHECK_OK(shop_resume(s, r.made.shops[0]));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(rig_count(&r), held + 1);
	CHECK_TEXT(rig_order(&r, 0, rig_sn(&r, first)).state, "pending");
	rig_close(&r);
}

ON_BOTH(S001_16_a_stopped_shop_can_be_pulled_by_hand_and_stays_stopped)
{
	struct rig r;

	rig_open(s, &r, 4);
	rig_pull_all(&r);
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	rig_place(&r, 0, 1);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(rig_count(&r), 5);
	CHECK_TEXT(rig_job_state(&r, 0), "paused");
	rig_close(&r);
}

ON_BOTH(a_shop_that_is_not_there_or_not_authorised_is_not_pulled)
{
	struct rig r;

	rig_open(s, &r, 1);
	CHECK_ERR(shop_pull(s, 12345), ERR_SHOP_UNKNOWN);
	CHECK_ERR(shop_stop(s, 12345), ERR_SHOP_UNKNOWN);
	rig_close(&r);
}

ON_BOTH(what_happens_at_the_channel_is_noticed_and_moves_the_order)
{
	struct rig r;
	struct sql_order_get_row o;
	struct text sn;
	uint32_t first;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 3);
	rig_pull_all(&r);
	rig_act(&r, MARKET_ARRANGE, first);
	rig_act(&r, MARKET_TRACK, first);
	rig_act(&r, MARKET_SHIP, first);
	rig_act(&r, MARKET_CANCEL, first + 1);
	rig_act(&r, MARKET_ASK_CANCEL, first + 2);
	rig_pull_all(&r);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_TEXT(o.state, "marked_shipped");
	CHECK_EQ(o.latest_seq, 2);
	o = rig_order(&r, 0, rig_sn(&r, first + 1));
	CHECK_TEXT(o.state, "void");
	CHECK_TEXT(o.void_reason, "channel");
	sn = rig_sn(&r, first + 2);
	CHECK_TEXT(rig_order(&r, 0, sn).state, "frozen");
	CHECK_TEXT(rig_order(&r, 0, sn).hold_code, "cancel_requested");
	rig_act(&r, MARKET_REJECT_CANCEL, first + 2);
	rig_pull_all(&r);
	CHECK_TEXT(rig_order(&r, 0, sn).state, "pending");
	CHECK_EQ(rig_order(&r, 0, sn).hold_code.size, 0);
	CHECK_EQ(rig_order(&r, 0, sn).latest_seq, 3);
	rig_close(&r);
}

ON_BOTH(masking_afterwards_is_no_change_and_takes_no_name_away)
{
	struct rig r;
	struct facts before, after;
	struct sql_order_get_row o;
	uint32_t first;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 1);
	rig_pull_all(&r);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_OK(revision_get(s, o.id, 1, true, &before));
	CHECK(!fact_is_masked(facts_find(&before, FIELD_CONSIGNEE_NAME, TEXT(""))));
	rig_act(&r, MARKET_MASK, first);
	rig_pull_all(&r);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_EQ(o.latest_seq, 1);
	rig_act_with(&r, MARKET_EXTEND, first, 2); /* a real change, while masked */
	rig_pull_all(&r);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_OK(revision_get(s, o.id, o.latest_seq, true, &after));
	CHECK_SAME(facts_find(&after, FIELD_CONSIGNEE_NAME, TEXT("")),
		   facts_find(&before, FIELD_CONSIGNEE_NAME, TEXT("")));
	rig_close(&r);
}

static struct text name_of(struct rig *r, int64_t order_id)
{
	struct sql_order_people_get_rows rows;

	CHECK_OK(sql_order_people_get(r->s, (struct sql_order_people_get){ .ids = &order_id, .ids_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return rows.at[0].name;
}

ON_BOTH(what_was_masked_or_not_stated_before_payment_is_filled_afterwards)
{
	struct rig r;
	struct sql_order_get_row o;
	struct market_wish wish = { .count = 1 };
	struct market *m;
	uint32_t first = 0;
	enum err e;

	rig_open(s, &r, 0);
	wish.now = sim_now(r.sim);
	m = sim_lock(r.sim);
	do
		e = market_place(m, s, &wish, &first);
	while (e == OK && market_order(m, first)->state != MARKET_UNPAID);
	sim_unlock(r.sim);
	CHECK_OK(e);
	rig_pull(&r, 0);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK(!o.total_minor.is);
	CHECK(fact_is_masked(name_of(&r, o.id)));
	rig_act(&r, MARKET_PAY, first);
	rig_pull(&r, 0);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK(o.total_minor.is && o.total_minor.value > 0);
	CHECK(!fact_is_masked(name_of(&r, o.id)));
	CHECK_TEXT(o.payment_status, "paid");
	rig_close(&r);
}

ON_BOTH(a_changed_address_waits_for_a_decision)
{
	struct rig r;
	struct sql_order_people_get_rows before, after;
	struct sql_order_get_row o;
	uint32_t first;

	rig_open(s, &r, 0);
	first = rig_place(&r, 0, 1);
	rig_pull(&r, 0);
	o = rig_order(&r, 0, rig_sn(&r, first));
	CHECK_OK(sql_order_people_get(s, (struct sql_order_people_get){ .ids = &o.id, .ids_count = 1 }, &before));
	rig_act(&r, MARKET_MOVE_HOUSE, first);
	rig_pull(&r, 0);
	CHECK_EQ(rig_order(&r, 0, rig_sn(&r, first)).latest_seq, 2);
	CHECK_OK(sql_order_people_get(s, (struct sql_order_people_get){ .ids = &o.id, .ids_count = 1 }, &after));
	CHECK_SAME(after.at[0].address, before.at[0].address);
	rig_close(&r);
}

ON_BOTH(a_crowd_in_one_second_is_paged_and_complete)
{
	struct rig r;

	rig_open(s, &r, 0);
	rig_place(&r, 0, 350);
	rig_pull(&r, 0);
	CHECK_EQ(rig_count(&r), 350);
	rig_pull(&r, 0);
	CHECK_EQ(rig_count(&r), 350);
	rig_close(&r);
}

ON_BOTH(a_first_pull_longer_than_our_pace_allows_at_once_comes_to_its_end)
{
	struct rig r;

	rig_open(s, &r, 0);
	for (int i = 0; i < 4; i++)
		rig_place(&r, 0, 350);
	rig_pull(&r, 0);
	CHECK_EQ(rig_count(&r), 1400);
	rig_close(&r);
}

static void goes_wrong_once(struct scope *s, enum sim_fault fault, const char *code)
{
	struct rig r;
	struct sql_feed_get_row before, after;
	struct sql_feed_get feed = { .name = TEXT("orders") };

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	feed.shop_id = r.made.shops[0];
	rig_place(&r, 0, 5);
	CHECK_OK(sql_feed_get(s, feed, &before));
	sim_fault(r.sim, fault, 1, 0);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	rig_run_due(&r);
	CHECK_TEXT(rig_job_code(&r, 0), code);
	CHECK_OK(sql_feed_get(s, feed, &after));
	CHECK_EQ(after.cursor_at, before.cursor_at);
	CHECK_EQ(rig_count(&r), 0);
	rig_pull(&r, 0);
	CHECK_EQ(rig_count(&r), 5);
	rig_close(&r);
}

ON_BOTH(a_page_of_html_moves_no_cursor_and_the_next_pull_heals) { goes_wrong_once(s, FAULT_HTML, "channel_down"); }
ON_BOTH(an_answer_cut_short_moves_no_cursor_and_the_next_pull_heals)
{
	goes_wrong_once(s, FAULT_CUT, "channel_data_abnormal");
}
ON_BOTH(an_unreachable_channel_moves_no_cursor_and_the_next_pull_heals)
{
	goes_wrong_once(s, FAULT_DOWN, "channel_down");
}
ON_BOTH(a_busy_channel_moves_no_cursor_and_the_next_pull_heals) { goes_wrong_once(s, FAULT_BUSY, "channel_busy"); }

ON_BOTH(a_wrong_clock_is_corrected_by_the_channels_own)
{
	struct rig r;

	rig_open(s, &r, 0);
	sim_clock_offset(r.sim, 3 * HOUR_MS);
	rig_place(&r, 0, 2);
	rig_pull(&r, 0);
	CHECK_EQ(rig_count(&r), 2);
	rig_close(&r);
}

struct thief {
	int64_t shop_id;
};

static enum err steal(struct scope *s, void *arg)
{
	const struct thief *t = arg;
	struct sql_lease_take_row row;

	return sql_lease_take(
		s, (struct sql_lease_take){ .shop_id = t->shop_id, .node = 999, .incarnation = 1, .seen = 1 }, &row);
}

static enum err touch_as_before(struct scope *s, void *arg)
{
	struct rig *r = arg;
	struct shop shop = { .id = r->made.shops[0], .fence = 1 };

	return shop_fence(r->node, s, &shop);
}

ON_BOTH(a_node_whose_shop_was_taken_over_writes_nothing_more)
{
	struct rig r;

	rig_open(s, &r, 0);
	rig_pull(&r, 0);
	CHECK_OK(db_transact(s, touch_as_before, &r));
	CHECK_OK(db_transact(s, steal, &(struct thief){ r.made.shops[0] }));
	CHECK_ERR(db_transact(s, touch_as_before, &r), ERR_FENCED);
	rig_close(&r);
}

ON_BOTH(authorised_again_the_same_shops_and_orders_are_found)
{
	struct rig r;
	struct account_made first, again;
	struct account_new a;
	struct text code;

	rig_open(s, &r, 20);
	rig_pull_all(&r);
	first = r.made;
	a = (struct account_new){ .channel = TEXT("shopee"),
				  .app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
				  .app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
				  .main_account = true,
				  .code_ref = text_format(s->arena, "%lld", (long long)sim_shop(r.sim, 0).account),
				  .base = TEXT("http://127.0.0.1:1") };
	CHECK_OK(sim_authorise(r.sim, s, 0, true, &code));
	a.code = secret_of(code);
	CHECK_OK(account_add(r.node, s, &a, &again));
	CHECK_EQ(again.account_id, first.account_id);
	CHECK_EQ(again.shops[0], first.shops[0]);
	rig_pull_all(&r);
	CHECK_EQ(rig_count(&r), 20);
	CHECK_ERR(account_add(r.node, s, &a, &again), ERR_CHANNEL_REFUSED); /* a code works once */
	rig_close(&r);
}

static struct sql_job_of_shop_row job_of(struct rig *r, size_t shop)
{
	struct sql_job_of_shop_row row;

	CHECK_OK(sql_job_of_shop(
		r->s,
		(struct sql_job_of_shop){ .shop_id = r->made.shops[shop], .kind = TEXT("pull"), .key = TEXT("orders") },
		&row));
	return row;
}

ON_BOTH(a_run_whose_beginning_was_committed_unheard_goes_on)
{
	struct rig r;
	struct job_end end = { 0 };
	struct scope own;

	rig_open(s, &r, ORDERS);
	rig_pull_all(&r);
	scope_open(&own, &r.node->root);
	own.now = world_now(own.world);
	try_fault("db commit lost", 1);
	CHECK_OK(pull_run(r.node, &own,
			  &(struct job){ .id = job_of(&r, 0).id,
					 .incarnation = r.node->incarnation,
					 .shop_id = r.made.shops[0],
					 .kind = TEXT("pull"),
					 .key = TEXT("orders") },
			  &end));
	CHECK(!end.memo.size);
	scope_close(&own);
	rig_close(&r);
}

struct claiming {
	struct rig *r;
	const int64_t *held;
	size_t held_count;
	struct sql_job_claim_rows rows;
};

static enum err claim_all_but(struct scope *s, void *arg)
{
	struct claiming *c = arg;

	return sql_job_claim(s,
			     (struct sql_job_claim){ .node = c->r->node->number,
						     .incarnation = c->r->node->incarnation,
						     .now = s->now,
						     .max = 8,
						     .held = c->held,
						     .held_count = c->held_count },
			     &c->rows);
}

/* Its end may have been committed while the worker that holds it has not heard of that and will note it again. */
ON_BOTH(a_job_that_a_worker_still_holds_is_not_claimed_again)
{
	struct rig r;
	int64_t id;

	rig_open(s, &r, 1);
	rig_pull_all(&r);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	id = job_of(&r, 0).id;
	struct claiming held = { &r, &id, 1, { 0 } }, free_one = { .r = &r };
	CHECK_OK(db_transact(s, claim_all_but, &held));
	CHECK_EQ(held.rows.count, 0);
	CHECK_OK(db_transact(s, claim_all_but, &free_one));
	CHECK_EQ(free_one.rows.count, 1);
	CHECK_EQ(free_one.rows.at[0].id, id);
	rig_close(&r);
}
