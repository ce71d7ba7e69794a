/* work/task_test.c - deeds on many orders: what they come to before, who waits, exact counts, again, taken back. */
#include "base/id.h"
#include "base/instant.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/stock_try.h"
#include "work/task.h"
#include "work/task_inner.h"

enum { MANY = 2500 };

struct placing {
	int64_t *ids, shop;
	size_t count;
};

static enum err put_orders(struct scope *s, void *arg)
{
	const struct placing *p = arg;
	struct sql_order_insert *rows = ARENA_ARRAY(s->arena, struct sql_order_insert, p->count);

	for (size_t i = 0; i < p->count; i++)
		rows[i] = (struct sql_order_insert){ .id = p->ids[i],
						     .shop_id = p->shop,
						     .ref = text_format(s->arena, "R%lld", (long long)p->ids[i]),
						     .display_no = TEXT(""),
						     .state = TEXT("pending"),
						     .word = TEXT("paid"),
						     .channel_status = TEXT(""),
						     .payment_status = TEXT("paid"),
						     .delivery_method = TEXT(""),
						     .currency = TEXT(""),
						     .country = TEXT(""),
						     .placed = s->now,
						     .lines_summary = TEXT(""),
						     .digest = TEXT(""),
						     .seen_at = s->now };
	return sql_order_insert(s, rows, p->count, NULL);
}

/* So many pending orders of a shop. */
static int64_t *orders_of(struct shelf *k, int64_t shop, size_t count)
{
	struct placing p = { ARENA_ARRAY(k->s->arena, int64_t, count), shop, count };

	for (size_t i = 0; i < count; i++)
		p.ids[i] = id_next(k->s->ids);
	CHECK_OK(db_transact(k->s, put_orders, &p));
	return p.ids;
}

/* A shop of each trouble: one that is not bound, one of orders by hand. */
static int64_t troubled_shop(struct shelf *k, const char *channel, const char *state)
{
	int64_t id = id_next(k->s->ids);

	shelf_sql(k,
		  text_format(
			  k->s->arena,
			  "insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, "
			  "state, pull, cutover_at, policy, ver, reserve_at) values (%lld, #, 1, '%s', 'x%lld', 'x', "
			  "'UTC', 'SGD', '%s', 'on', 0, '', 1, 'hand')",
			  (long long)k->s->tenant_id, channel, (long long)id, state)
			  .at,
		  id);
	return id;
}

static struct sql_task_get_row task_of(struct scope *s, int64_t id)
{
	struct sql_task_get_row t;

	CHECK_OK(task_read(s, id, &t));
	return t;
}

static struct sql_task_item_get_row item_of(struct scope *s, int64_t id, int64_t order)
{
	struct sql_task_item_get_row row;

	CHECK_OK(sql_task_item_get(s, (struct sql_task_item_get){ id, order }, &row));
	return row;
}

/* Runs the job of a task as a node without workers does. */
static void run_task(struct scope *s, int64_t id)
{
	struct node n = { 0 };
	struct job job = { .key = text_format(s->arena, "%lld", (long long)id) };
	struct job_end end = { 0 };

	CHECK_OK(task_run(&n, s, &job, &end));
	CHECK(end.done);
}

static int64_t added(struct scope *s, const int64_t *ids, size_t count)
{
	int64_t id;

	CHECK_OK(task_add(s, &(struct task_new){ .ids = ids, .count = count }, (struct text){ 0 }, &id));
	return id;
}

static size_t waiting(struct scope *s, int64_t task, int64_t shop)
{
	struct task_waiting w;

	CHECK_OK(task_next(s, task, shop, TASK_ORDERS_MAX, &w));
	return w.count;
}

static bool job_there(struct scope *s, int64_t shop, const char *kind, int64_t task)
{
	struct sql_job_of_shop_row row;

	return sql_job_of_shop(s,
			       (struct sql_job_of_shop){ .shop_id = shop,
							 .kind = text_of(kind),
							 .key = text_format(s->arena, "%lld", (long long)task) },
			       &row) == OK;
}

struct noting {
	int64_t task;
	const struct task_result *results;
	size_t count;
};

static enum err note(struct scope *s, void *arg)
{
	const struct noting *x = arg;

	return task_note(s, x->task, x->results, x->count);
}

static enum err noted(struct scope *s, int64_t task, const struct task_result *results, size_t count)
{
	return db_transact(s, note, &(struct noting){ task, results, count });
}

/* One order of each trouble, and two that can be updated, of two shops. */
struct mixed {
	int64_t ids[8];
	int64_t good, other, held, fixed, unbound, by_hand;
};

static struct mixed mix(struct shelf *k)
{
	struct mixed m = { .good = *orders_of(k, k->shop, 1), .other = *orders_of(k, k->hand_shop, 1) };

	m.held = *orders_of(k, k->shop, 1);
	m.fixed = *orders_of(k, k->shop, 1);
	m.unbound = *orders_of(k, troubled_shop(k, "shopee", "unbound"), 1);
	m.by_hand = *orders_of(k, troubled_shop(k, "manual", "bound"), 1);
	shelf_sql(k, "update orders set reserved = 3 where id = #", m.held);
	shelf_sql(k, "update orders set state = 'processed' where id = #", m.fixed);
	m.ids[0] = m.by_hand;
	m.ids[1] = m.unbound;
	m.ids[2] = m.fixed;
	m.ids[3] = m.held;
	m.ids[4] = m.other;
	m.ids[5] = m.good;
	m.ids[6] = m.good; /* ticked twice it is one */
	m.ids[7] = 4711;
	return m;
}

/* S000-06, 07, 08, 10, 12, 13, 23: each refusal by its code, and nothing is written. */
ON_BOTH(a_check_says_how_many_can_be_updated_and_why_the_others_not)
{
	struct shelf k;
	struct mixed m;
	struct task_check c;
	struct sql_task_page_rows rows;

	shelf_open(s, &k);
	m = mix(&k);
	CHECK_OK(task_check(s, &(struct task_new){ .ids = m.ids, .count = 8 }, &c));
	CHECK_EQ(c.total, 7);
	CHECK_EQ(c.eligible, 2);
	CHECK_EQ(c.shops, 2);
	CHECK_EQ(c.by_release, 1);
	CHECK_EQ(c.reserved, 0);
	CHECK_EQ(c.refusal_count, 5);
	for (size_t i = 0; i < c.refusal_count; i++) {
		const struct task_refusal *r = &c.refusals[i];

		CHECK_EQ(r->count, 1);
		CHECK_EQ(r->example, r->code == ERR_STOCK_PREOCCUPIED       ? m.held
				     : r->code == ERR_ORDER_FIXED           ? m.fixed
				     : r->code == ERR_SHOP_UNBOUND          ? m.unbound
				     : r->code == ERR_CHANNEL_NOT_UPDATABLE ? m.by_hand
				     : r->code == ERR_ORDER_UNKNOWN         ? 4711
									    : 0);
	}
	CHECK(c.plan.count >= 2 && c.plan.undoable);
	CHECK_EQ(c.plan.deed, PLAN_UPDATE);
	shelf_sql(&k, "update orders set state = 'void' where id = #", m.fixed);
	CHECK_OK(task_check(s, &(struct task_new){ .ids = &m.fixed, .count = 1 }, &c));
	CHECK_EQ(c.eligible, 1);
	CHECK_OK(sql_task_page(
		s, (struct sql_task_page){ .before_id = INT64_MAX, .state = TEXT(""), .kind = TEXT(""), .max = 1 },
		&rows));
	CHECK_EQ(rows.count, 0);
}

ON_BOTH(with_release_what_is_reserved_is_no_obstacle_and_the_plan_says_so)
{
	struct shelf k;
	struct mixed m;
	struct task_check c;

	shelf_open(s, &k);
	m = mix(&k);
	CHECK_OK(task_check(s, &(struct task_new){ .ids = m.ids, .count = 8, .release = true }, &c));
	CHECK_EQ(c.eligible, 3);
	CHECK_EQ(c.by_release, 0);
	CHECK_EQ(c.reserved, 3);
	CHECK_EQ(c.plan.deed, PLAN_UPDATE_RELEASED);
	for (size_t i = 0; i < c.plan.count; i++)
		if (c.plan.steps[i].kind == STEP_RELEASE)
			CHECK_EQ(c.plan.steps[i].pieces, 3);
	CHECK_OK(task_check(s, &(struct task_new){ .ids = &m.by_hand, .count = 1 }, &c));
	CHECK_EQ(c.eligible, 0);
	CHECK_EQ(c.plan.count, 0);
}

ON_BOTH(what_was_confirmed_is_carried_out_only_as_it_was_shown)
{
	struct shelf k;
	struct mixed m;
	struct task_check c;
	int64_t id;

	shelf_open(s, &k);
	m = mix(&k);
	struct task_new t = { .ids = m.ids, .count = 8 }, other = { .ids = m.ids, .count = 8, .mode = MERGE_TAKE };

	CHECK_OK(task_check(s, &t, &c));
	CHECK_OK(task_add(s, &t, c.digest, &id));
	CHECK_ERR(task_add(s, &other, c.digest, &id), ERR_PLAN_MOVED);
	shelf_sql(&k, "update orders set reserved = 1 where id = #", m.good);
	CHECK_ERR(task_add(s, &t, c.digest, &id), ERR_PLAN_MOVED);
	CHECK_OK(task_add(s, &t, (struct text){ 0 }, &id));
	CHECK_ERR(task_add(s, &(struct task_new){ 0 }, (struct text){ 0 }, &id), ERR_BAD_REQUEST);
}

/* S000-08, 12, 13, 24, 26, 27, 30: each order has its own result; those that are refused have theirs before any call. */
ON_BOTH(orders_are_gathered_refused_ones_with_why_and_each_shop_is_woken)
{
	struct shelf k;
	struct mixed m;
	struct sql_task_get_row t;
	int64_t id;

	shelf_open(s, &k);
	m = mix(&k);
	id = added(s, m.ids, 8);
	CHECK_TEXT(task_of(s, id).state, "gather");
	CHECK_EQ(waiting(s, id, k.shop), 0);
	CHECK(job_there(s, 0, "task", id));
	run_task(s, id);
	t = task_of(s, id);
	CHECK_TEXT(t.state, "run");
	CHECK_EQ(t.total, 7);
	CHECK_EQ(t.failed, 5);
	CHECK_EQ(t.succeeded, 0);
	CHECK_TEXT(item_of(s, id, m.held).code, "stock_preoccupied");
	CHECK_TEXT(item_of(s, id, m.fixed).code, "order_fixed");
	CHECK_TEXT(item_of(s, id, m.fixed).words, "The order is processed; only pending and void orders are updated.");
	CHECK_TEXT(item_of(s, id, m.unbound).code, "shop_unbound");
	CHECK_TEXT(item_of(s, id, m.by_hand).code, "channel_not_updatable");
	CHECK_TEXT(item_of(s, id, 4711).code, "order_unknown");
	CHECK_TEXT(item_of(s, id, m.good).state, "waiting");
	CHECK_EQ(waiting(s, id, k.shop), 1);
	CHECK_EQ(waiting(s, id, k.hand_shop), 1);
	CHECK(job_there(s, k.shop, "update", id) && job_there(s, k.hand_shop, "update", id));
	run_task(s, id); /* it was cut off behind its last batch: nothing more happens */
	CHECK_EQ(task_of(s, id).failed, 5);
}

/* A disk that fails, a row that is damaged: once that is mended the orders that wait get their results. */
ON_BOTH(whatever_a_job_fails_by_its_task_goes_on)
{
	struct node n = { 0 };
	struct job_end end = { 0 };
	struct job job;
	struct shelf k;
	int64_t *ids, id;

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, 2);
	id = added(s, ids, 2);
	job = (struct job){ .key = text_format(s->arena, "%lld", (long long)id) };
	shelf_sql(&k, "update tasks set selection = 'damaged' where id = #", id);
	CHECK_ERR(task_run(&n, s, &job, &end), ERR_DB_CORRUPT);
	CHECK(!end.done && !end.pause);
	shelf_sql(&k, "update tasks set selection = (select min(id) || ' ' || max(id) from orders) where id = #", id);
	run_task(s, id);
	CHECK_EQ(waiting(s, id, k.shop), 2);
	job.key = TEXT("4711");
	CHECK_ERR(task_run(&n, s, &job, &end), ERR_TASK_UNKNOWN);
	CHECK(end.done); /* it was forgotten */
}

ON_BOTH(thousands_are_gathered_a_batch_a_transaction_and_a_task_of_refused_ones_is_done)
{
	struct shelf k;
	int64_t *ids, id;

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, MANY);
	id = added(s, ids, MANY);
	run_task(s, id);
	CHECK_EQ(task_of(s, id).gathered, MANY);
	CHECK_EQ(waiting(s, id, k.shop), MANY);
	shelf_sql(&k, "update orders set state = 'frozen' where shop_id = #", k.shop);
	id = added(s, ids, MANY);
	run_task(s, id);
	CHECK_TEXT(task_of(s, id).state, "done");
	CHECK(task_of(s, id).ended_at > 0);
	CHECK_EQ(task_of(s, id).failed, MANY);
	CHECK(!job_there(s, k.shop, "update", id));
}

/* S000-25, 26 */
ON_BOTH(counts_are_exact_and_the_last_result_ends_the_task)
{
	struct shelf k;
	int64_t *ids, id;
	struct sql_task_get_row t;

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, 3);
	id = added(s, ids, 3);
	run_task(s, id);
	struct task_result done = { .order_id = ids[0], .outcome = OUTCOME_UPDATED, .before = 1, .after = 2 };
	struct task_result asks = { .order_id = ids[1], .outcome = OUTCOME_NEEDS_DECISION };
	struct task_result timed_out = { .order_id = ids[2],
					 .code = ERR_CHANNEL_TIMEOUT,
					 .words = TEXT("no answer"),
					 .trace = TEXT("{\"step\":\"detail\"}") };
	struct sql_task_trace_get_row trace;

	done.undo = TEXT("7");
	done.taken = TEXT("consignee_name");
	CHECK_OK(noted(s, id, &done, 1));
	CHECK_ERR(noted(s, id, &done, 1), ERR_CONFLICT); /* a commit whose answer was lost */
	struct task_result both[] = { asks, done };
	CHECK_ERR(noted(s, id, both, 2), ERR_CONFLICT); /* all of it or nothing */
	CHECK_EQ(waiting(s, id, k.shop), 2);
	t = task_of(s, id);
	CHECK_EQ(t.succeeded, 1);
	CHECK_EQ(t.asking, 0);
	CHECK_EQ(t.ended_at, 0);
	CHECK_OK(noted(s, id, &asks, 1));
	CHECK_OK(noted(s, id, &timed_out, 1));
	t = task_of(s, id);
	CHECK_TEXT(t.state, "done");
	CHECK_EQ(t.succeeded, 2);
	CHECK_EQ(t.failed, 1);
	CHECK_EQ(t.asking, 1);
	CHECK(t.ended_at > 0);
	CHECK_TEXT(item_of(s, id, ids[0]).taken, "consignee_name");
	CHECK_TEXT(item_of(s, id, ids[2]).code, "channel_timeout");
	CHECK_OK(sql_task_trace_get(s, (struct sql_task_trace_get){ id, ids[2] }, &trace));
	CHECK_TEXT(trace.trace, "{\"step\":\"detail\"}");
	CHECK_ERR(task_cancel(s, id), ERR_TASK_ENDED);
	CHECK_ERR(task_cancel(s, 4711), ERR_TASK_UNKNOWN);
}

ON_BOTH(a_cancelled_task_asks_for_no_further_order_and_keeps_what_was_done)
{
	struct shelf k;
	int64_t *ids, id, early;

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, 2);
	id = added(s, ids, 2);
	run_task(s, id);
	CHECK_OK(noted(s, id, &(struct task_result){ .order_id = ids[0], .outcome = OUTCOME_NO_CHANGE }, 1));
	CHECK_OK(task_cancel(s, id));
	CHECK_OK(task_cancel(s, id)); /* pressed twice */
	CHECK_EQ(waiting(s, id, k.shop), 0);
	CHECK_ERR(noted(s, id, &(struct task_result){ .order_id = ids[1] }, 1), ERR_CONFLICT);
	CHECK_TEXT(task_of(s, id).state, "cancelled");
	CHECK_EQ(task_of(s, id).succeeded, 1);
	CHECK_TEXT(item_of(s, id, ids[1]).state, "cancelled");
	early = added(s, ids, 2);
	CHECK_OK(task_cancel(s, early)); /* before it was gathered */
	run_task(s, early);
	CHECK_EQ(waiting(s, early, k.shop), 0);
	CHECK_EQ(task_of(s, early).gathered, 0);
}

/* S000-32: those that failed are attempted afresh, and how often is remembered. */
ON_BOTH(what_failed_is_tried_again_by_its_cause)
{
	const enum err timeouts[] = { ERR_CHANNEL_TIMEOUT };
	struct shelf k;
	struct mixed m;
	int64_t id, again, third;

	shelf_open(s, &k);
	m = mix(&k);
	id = added(s, m.ids, 8);
	CHECK_ERR(task_retry(s, 4711, NULL, 0, &again), ERR_TASK_UNKNOWN);
	CHECK_ERR(task_retry(s, id, NULL, 0, &again), ERR_TASK_NOTHING);
	run_task(s, id);
	CHECK_ERR(task_retry(s, id, timeouts, 1, &again), ERR_TASK_NOTHING);
	CHECK_OK(noted(s, id, &(struct task_result){ .order_id = m.good, .code = ERR_CHANNEL_TIMEOUT }, 1));
	CHECK_OK(task_retry(s, id, timeouts, 1, &again));
	run_task(s, again);
	CHECK_EQ(task_of(s, again).total, 1);
	CHECK_EQ(task_of(s, again).of_task, id);
	CHECK_EQ(item_of(s, again, m.good).attempts, 1);
	CHECK_OK(noted(s, again, &(struct task_result){ .order_id = m.good, .code = ERR_CHANNEL_TIMEOUT }, 1));
	CHECK_EQ(item_of(s, again, m.good).attempts, 2);
	CHECK_OK(task_retry(s, id, NULL, 0, &third));
	run_task(s, third);
	CHECK_EQ(task_of(s, third).total, 6);
	CHECK_EQ(item_of(s, third, m.held).attempts, 2);
}

ON_BOTH(who_asked_is_told_once_and_nobody_else_can_say_so)
{
	struct shelf k;
	int64_t *ids, id;

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, 1);
	s->actor_id = 5;
	id = added(s, ids, 1);
	run_task(s, id);
	CHECK_OK(task_seen(s, &id, 1)); /* it has not ended yet */
	CHECK_EQ(task_of(s, id).seen_at, 0);
	CHECK_OK(noted(s, id, &(struct task_result){ .order_id = ids[0], .outcome = OUTCOME_NO_CHANGE }, 1));
	s->actor_id = 6;
	CHECK_OK(task_seen(s, &id, 1));
	CHECK_EQ(task_of(s, id).seen_at, 0);
	s->actor_id = 5;
	CHECK_OK(task_seen(s, &id, 1));
	CHECK(task_of(s, id).seen_at > 0);
}

struct expiring {
	int64_t people_now;
};

static enum err expire(struct scope *s, void *arg)
{
	const struct expiring *x = arg;

	return task_expire(s, x->people_now);
}

ON_BOTH(old_tasks_go_with_what_they_hold_and_what_held_people_before)
{
	struct shelf k;
	int64_t *ids, id, old = 1;
	struct sql_task_undoable_rows rows;
	struct expiring x = { 0 };

	shelf_open(s, &k);
	ids = orders_of(&k, k.shop, 1);
	id = added(s, ids, 1);
	run_task(s, id);
	CHECK_OK(noted(s, id,
		       &(struct task_result){ .order_id = ids[0],
					      .outcome = OUTCOME_UPDATED,
					      .undo = TEXT("{\"name\":\"x\"}"),
					      .undo_people = true },
		       1));
	shelf_sql(&k,
		  "insert into tasks (tenant_id, id, kind, state, mode, release, selection, gathered, of_task, "
		  "user_id, made_at, "
		  "ended_at, seen_at, undone_by, total, succeeded, failed, asking, ver) select tenant_id, #, kind, "
		  "state, mode, "
		  "release, selection, gathered, of_task, user_id, 1, 1, 0, 0, total, succeeded, failed, asking, ver "
		  "from tasks",
		  old);
	CHECK_OK(db_transact(s, expire, &x));
	CHECK_ERR(task_cancel(s, old), ERR_TASK_UNKNOWN);
	CHECK_OK(sql_task_undoable(s, (struct sql_task_undoable){ id }, &rows));
	CHECK_EQ(rows.count, 1);
	x.people_now = s->now + 200 * DAY_MS;
	CHECK_OK(db_transact(s, expire, &x));
	CHECK_OK(sql_task_undoable(s, (struct sql_task_undoable){ id }, &rows));
	CHECK_EQ(rows.count, 0);
	CHECK_TEXT(task_of(s, id).state, "done");
}
