/* work/update_end_test.c - a task always ends: whatever keeps an order from being updated is its result, with a code. */
#include "base/instant.h"
#include "store/sql.h"
#include "work/update_try.h"

enum { ORDERS = 3 };

/* Three orders of shop 0, whose receivers moved at the market. */
struct desk {
	struct rig rig;
	int64_t ids[ORDERS];
	int64_t task;
};

static void desk_open(struct scope *s, struct desk *d)
{
	*d = (struct desk){ 0 };
	rig_open(s, &d->rig, 0);
	for (int i = 0; i < ORDERS; i++) {
		uint32_t n;

		d->ids[i] = edit_order(&d->rig, 1, &n);
		rig_act(&d->rig, MARKET_MOVE_HOUSE, n);
	}
	rig_doze(&d->rig, 2000);
}

static void update(struct desk *d) { d->task = edit_update_as(&d->rig, d->ids, ORDERS, MERGE_KEEP, false); }

/* The channel asks to wait with the first call, so that something can happen before the second. */
static void update_later(struct desk *d)
{
	sim_fault(d->rig.sim, FAULT_BUSY, 1, 1);
	update(d);
	CHECK_TEXT(edit_item(&d->rig, d->task, d->ids[0]).state, "waiting");
}

/* A statement that ends by an id. */
static void sql(struct desk *d, const char *statement, int64_t id)
{
	edit_sql(&d->rig, text_format(d->rig.s->arena, "%s %lld", statement, (long long)id));
}

static struct sql_task_get_row task_of(struct desk *d)
{
	struct sql_task_get_row t;

	CHECK_OK(task_read(d->rig.s, d->task, &t));
	return t;
}

static void check_all(struct desk *d, const char *code)
{
	for (int i = 0; i < ORDERS; i++) {
		struct sql_task_item_get_row row = edit_item(&d->rig, d->task, d->ids[i]);

		CHECK_TEXT(row.state, "failed");
		CHECK_TEXT(row.code, code);
		CHECK(row.words.size > 0);
	}
	CHECK_TEXT(task_of(d).state, "done");
	CHECK_EQ(task_of(d).failed, ORDERS);
}

static void check_spared(struct desk *d, const char *code)
{
	CHECK_TEXT(edit_item(&d->rig, d->task, d->ids[0]).code, code);
	CHECK_TEXT(edit_item(&d->rig, d->task, d->ids[1]).outcome, "updated");
	CHECK_TEXT(edit_item(&d->rig, d->task, d->ids[2]).outcome, "updated");
	CHECK_TEXT(task_of(d).state, "done");
}

ON_BOTH(an_order_that_cannot_be_read_here_fails_alone)
{
	struct desk d;

	desk_open(s, &d);
	sql(&d, "delete from revisions where order_id =", d.ids[0]);
	update(&d);
	check_spared(&d, "db_corrupt");
	rig_close(&d.rig);
}

ON_BOTH(an_order_in_a_place_of_a_newer_version_is_refused)
{
	struct desk d;

	desk_open(s, &d);
	sql(&d, "update orders set state = 'packed' where id =", d.ids[0]);
	update(&d);
	check_spared(&d, "order_fixed");
	rig_close(&d.rig);
}

ON_BOTH(orders_of_a_shop_that_no_account_opens_are_refused_at_once) /* S000-13 */
{
	struct task_check check;
	struct desk d;

	desk_open(s, &d);
	sql(&d, "update shops set account_id = 4711 where id =", d.rig.made.shops[0]);
	CHECK_OK(task_check(s, &(struct task_new){ .ids = d.ids, .count = ORDERS }, &check));
	CHECK_EQ(check.eligible, 0);
	CHECK_EQ(check.refusals[0].code, ERR_SHOP_UNBOUND);
	update(&d);
	check_all(&d, "shop_unbound");
	rig_close(&d.rig);
}

ON_BOTH(orders_that_wait_for_their_channel_are_refused_as_soon_as_the_account_is_given_up) /* S000-13 */
{
	struct text link;
	struct desk d;

	desk_open(s, &d);
	update_later(&d);
	CHECK_OK(account_cancel(d.rig.node, s, d.rig.made.account_id, (struct text){ 0 }, &link));
	CHECK_EQ(rig_run_due(&d.rig), 1); /* it does not wait for the moment that the channel named */
	check_all(&d, "shop_unbound");
	rig_close(&d.rig);
}

ON_BOTH(orders_that_wait_are_refused_where_the_channel_is_known_no_more_or_the_app_has_no_key)
{
	struct desk d;

	desk_open(s, &d);
	update_later(&d);
	sql(&d, "update shops set channel = 'future' where id =", d.rig.made.shops[0]);
	rig_doze(&d.rig, 5000);
	CHECK_EQ(rig_run_due(&d.rig), 1);
	check_all(&d, "channel_not_updatable");
	sql(&d, "update shops set channel = 'shopee' where id =", d.rig.made.shops[0]);
	update_later(&d);
	sql(&d, "delete from apps where tenant_id =", s->tenant_id);
	rig_doze(&d.rig, 5000);
	CHECK_EQ(rig_run_due(&d.rig), 1);
	check_all(&d, "needs_authorisation");
	rig_close(&d.rig);
}

ON_BOTH(an_order_that_cannot_be_taken_back_has_its_result_too)
{
	struct desk d;
	int64_t back;

	desk_open(s, &d);
	update(&d);
	sql(&d, "delete from revisions where order_id =", d.ids[0]);
	CHECK_OK(task_undo(s, d.task, &back));
	rig_run_due(&d.rig);
	d.task = back;
	check_spared(&d, "db_corrupt");
	rig_close(&d.rig);
}
