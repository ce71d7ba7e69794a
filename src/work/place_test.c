/* work/place_test.c - what people do with orders: places, holds, reasons, counters and stock move together (S001-41, 42, 63, 64). */
#include "base/instant.h"
#include "core/find.h"
#include "work/node.h"
#include "work/place.h"
#include "work/stock_try.h"

static struct deed_result done(struct scope *s, enum order_deed deed, const char *why, int64_t until, int64_t order)
{
	struct deed d = { deed, text_of(why), until };
	struct deed_result r;

	if (!why)
		d.why = TEXT("");
	CHECK_OK(deed_do(s, &d, order, &r));
	return r;
}

static enum err refused(struct scope *s, enum order_deed deed, const char *why, int64_t order)
{
	struct deed d = { deed, text_of(why ? why : ""), 0 };
	struct deed_result r;

	return deed_do(s, &d, order, &r);
}

static struct sql_place_get_row row_of(struct scope *s, int64_t order)
{
	struct sql_place_get_row r;

	CHECK_OK(sql_place_get(s, (struct sql_place_get){ .id = order }, &r));
	return r;
}

static int64_t counted(struct scope *s, int64_t shop, const char *state)
{
	struct sql_order_count_shops_rows rows;

	CHECK_OK(sql_order_count_shops(s, (struct sql_order_count_shops){ .shop_ids = &shop, .shop_ids_count = 1 },
				       &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (text_is(rows.at[i].state, state))
			return rows.at[i].count;
	return 0;
}

static void run_thaw(struct scope *s)
{
	struct node n = { .root = *s };
	struct job job = { .kind = TEXT("thaw") };
	struct job_end end = { 0 };

	CHECK_OK(thaw_run(&n, s, &job, &end));
}

static struct text last_activity(struct scope *s, int64_t order)
{
	struct sql_history_activities_rows rows;

	CHECK_OK(sql_history_activities(s, (struct sql_history_activities){ .order_id = order, .max = 1 }, &rows));
	CHECK(rows.count == 1);
	return text_format(s->arena, "%.*s: %.*s (%.*s to %.*s)", TEXT_ARG(rows.at[0].kind), TEXT_ARG(rows.at[0].why),
			   TEXT_ARG(rows.at[0].before), TEXT_ARG(rows.at[0].after));
}

ON_BOTH(frozen_with_a_reason_and_returned_whence_it_came) /* S001-63 */
{
	struct shelf k;
	struct deed_result r;
	int64_t order;

	shelf_open(s, &k);
	order = shelf_order(&k, k.shop, 0, 0, 2);
	r = done(s, DEED_FREEZE, "address looks wrong", 0, order);
	CHECK(r.known && r.state == ORDER_FROZEN);
	CHECK_TEXT(row_of(s, order).hold_code, "by_hand");
	CHECK_TEXT(row_of(s, order).hold_why, "address looks wrong");
	CHECK_TEXT(last_activity(s, order), "freeze: address looks wrong (pending to frozen hold by_hand)");
	CHECK_EQ(counted(s, k.shop, "frozen"), 1);
	CHECK_EQ(counted(s, k.shop, "pending"), -1); /* the shelf's orders were not counted when they came */
	CHECK_TEXT(done(s, DEED_FREEZE, "address looks wrong", 0, order).note, "It was so already.");
	CHECK_ERR(refused(s, DEED_FREEZE, "another reason", order), ERR_MOVE_REFUSED);
	r = done(s, DEED_UNFREEZE, NULL, 0, order);
	CHECK(r.state == ORDER_PENDING);
	CHECK(!row_of(s, order).hold_code.at && row_of(s, order).hold_why.size == 0);
	CHECK_EQ(counted(s, k.shop, "frozen"), 0);
	CHECK_ERR(refused(s, DEED_UNFREEZE, NULL, order), ERR_MOVE_REFUSED);
	shelf_sql(&k, "update orders set state = 'processed' where id = #", order);
	done(s, DEED_FREEZE, "wait", 0, order);
	CHECK_TEXT(row_of(s, order).frozen_from, "processed");
	CHECK(done(s, DEED_UNFREEZE, NULL, 0, order).state == ORDER_PROCESSED);
}

ON_BOTH(a_frozen_order_keeps_its_stock_and_is_served_when_it_returns) /* S001-41 */
{
	struct shelf k;
	int64_t held, late;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 2);
	held = shelf_order(&k, k.shop, 0, 0, 2);
	late = shelf_order(&k, k.shop, 0, 0, 1);
	shelf_serve(&k, &held, 1);
	done(s, DEED_FREEZE, "ask the buyer", 0, held);
	CHECK_EQ(row_of(s, held).reserved, 2);
	CHECK_ERR(refused(s, DEED_RESERVE, NULL, held), ERR_ORDER_FROZEN);
	done(s, DEED_FREEZE, "later", 0, late);
	shelf_receive(&k, k.home, 0, 5);
	shelf_allocate(&k);
	CHECK_EQ(row_of(s, late).reserved, 0);
	done(s, DEED_UNFREEZE, NULL, 0, late);
	CHECK_EQ(row_of(s, late).reserved, 1);
	shelf_is_right(&k);
}

ON_BOTH(the_time_returns_what_was_frozen_until_then_and_nothing_else) /* S001-63 */
{
	struct shelf k;
	int64_t soon, later, for_ever;

	shelf_open(s, &k);
	s->now = world_now(s->world);
	soon = shelf_order(&k, k.shop, 0, 0, 1);
	later = shelf_order(&k, k.shop, 0, 0, 1);
	for_ever = shelf_order(&k, k.shop, 0, 0, 1);
	done(s, DEED_FREEZE, "an hour", s->now + HOUR_MS, soon);
	done(s, DEED_FREEZE, "a day", s->now + DAY_MS, later);
	done(s, DEED_FREEZE, "until asked", 0, for_ever);
	run_thaw(s);
	CHECK_TEXT(row_of(s, soon).state, "frozen");
	shelf_sql(&k, "update orders set hold_until = 1000 where id = #", soon); /* the hour is over */
	s->now = world_now(s->world);
	run_thaw(s);
	CHECK_TEXT(row_of(s, soon).state, "pending");
	CHECK_EQ(row_of(s, soon).hold_until, 0);
	CHECK_TEXT(last_activity(s, soon), "unfreeze: the time is over (frozen to pending)");
	CHECK_TEXT(row_of(s, later).state, "frozen");
	CHECK_TEXT(row_of(s, for_ever).state, "frozen");
}

ON_BOTH(void_says_why_and_frees_its_stock_for_those_who_wait) /* S001-42, 64 */
{
	struct shelf k;
	int64_t gone, waits;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 3);
	gone = shelf_order(&k, k.shop, 0, 0, 3);
	waits = shelf_order(&k, k.shop, 0, 0, 2);
	shelf_serve(&k, &gone, 1);
	CHECK_EQ(row_of(s, gone).reserved, 3);
	CHECK(done(s, DEED_VOID, "bought twice", 0, gone).state == ORDER_VOID);
	CHECK_TEXT(row_of(s, gone).void_reason, "by_hand");
	CHECK_EQ(row_of(s, gone).reserved, 0);
	CHECK_EQ(row_of(s, gone).waiting, 0);
	CHECK_TEXT(last_activity(s, gone), "void: bought twice (pending to void)");
	shelf_allocate(&k);
	CHECK_EQ(row_of(s, waits).reserved, 2);
	CHECK_TEXT(done(s, DEED_VOID, "bought twice", 0, gone).note, "It was so already.");
	CHECK_ERR(refused(s, DEED_RESERVE, NULL, gone), ERR_ORDER_VOID);
	CHECK_ERR(refused(s, DEED_RELEASE, NULL, gone), ERR_ORDER_VOID);
	CHECK_ERR(refused(s, DEED_FREEZE, "why", gone), ERR_MOVE_REFUSED);
	shelf_is_right(&k);
}

ON_BOTH(void_is_restored_to_pending_unless_the_channel_cancelled) /* S001-64 */
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	order = shelf_order(&k, k.shop, 0, 0, 1);
	done(s, DEED_VOID, "a mistake", 0, order);
	CHECK(done(s, DEED_RESTORE, NULL, 0, order).state == ORDER_PENDING);
	CHECK(!row_of(s, order).void_reason.at);
	done(s, DEED_VOID, "once more", 0, order);
	shelf_sql(&k, "update orders set word = 'cancelled' where id = #", order);
	CHECK_ERR(refused(s, DEED_RESTORE, NULL, order), ERR_RESTORE_CANCELLED);
	CHECK_TEXT(row_of(s, order).state, "void");
	shelf_sql(&k, "update orders set word = 'cancel_requested' where id = #", order);
	CHECK(done(s, DEED_RESTORE, NULL, 0, order).state == ORDER_FROZEN); /* the buyer's wish still stands */
	CHECK_TEXT(row_of(s, order).hold_code, "cancel_requested");
	CHECK_ERR(refused(s, DEED_UNFREEZE, NULL, order), ERR_HELD_BY_CHANNEL);
	CHECK(done(s, DEED_VOID, "the buyer is right", 0, order).state == ORDER_VOID);
}

ON_BOTH(what_has_left_is_not_voided) /* S001-64 */
{
	struct shelf k;
	int64_t order, part;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 1);
	order = shelf_order(&k, k.shop, 0, 0, 1);
	shelf_ship(&k, order);
	CHECK_ERR(refused(s, DEED_VOID, "why", order), ERR_VOID_DISPATCHED);
	part = shelf_order(&k, k.shop, 0, 0, 1);
	shelf_sql(&k, "update orders set word = 'partially_shipped' where id = #", part);
	CHECK_ERR(refused(s, DEED_VOID, "why", part), ERR_VOID_DISPATCHED);
	CHECK_ERR(refused(s, DEED_VOID, "why", 4711), ERR_ORDER_UNKNOWN);
}

ON_BOTH(stock_is_reserved_and_released_by_hand_and_the_answer_counts_pieces)
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 3);
	order = shelf_order(&k, k.hand_shop, 0, 0, 5);
	CHECK_TEXT(done(s, DEED_RESERVE, NULL, 0, order).note, "3 of 5 pieces are reserved.");
	CHECK_EQ(row_of(s, order).waiting, 2);
	CHECK_TEXT(done(s, DEED_RELEASE, "another is more urgent", 0, order).note, "3 pieces are free again.");
	CHECK_TEXT(done(s, DEED_RELEASE, NULL, 0, order).note, "0 pieces are free again.");
	CHECK_EQ(row_of(s, order).reserved, 0);
	shelf_is_right(&k);
}

ON_SQLITE(a_deed_without_its_reason_or_with_an_end_in_the_past_is_refused_before_anything_changes)
{
	struct shelf k;
	char *long_why = arena_alloc(s->arena, 3 * (DEED_WHY_MAX + 1) + 1);
	struct deed d = { DEED_FREEZE, TEXT("why"), 1000 };
	struct deed_result r;
	int64_t order;

	shelf_open(s, &k);
	order = shelf_order(&k, k.shop, 0, 0, 1);
	for (int i = 0; i <= DEED_WHY_MAX; i++)
		for (int b = 0; b < 3; b++)
			long_why[3 * i + b] = "\xE5\x86\xBB"[b];
	CHECK_ERR(refused(s, DEED_FREEZE, NULL, order), ERR_BAD_REQUEST);
	CHECK_ERR(refused(s, DEED_VOID, "   ", order), ERR_BAD_REQUEST);
	CHECK_ERR(refused(s, DEED_FREEZE, long_why, order), ERR_BAD_REQUEST);
	CHECK_ERR(deed_do(s, &d, order, &r), ERR_BAD_REQUEST);
	d = (struct deed){ DEED_VOID, TEXT("why"), INT64_MAX };
	CHECK_ERR(deed_do(s, &d, order, &r), ERR_BAD_REQUEST);
	CHECK_TEXT(row_of(s, order).state, "pending");
	long_why[3 * DEED_WHY_MAX] = '\0'; /* 200 characters, not bytes */
	done(s, DEED_FREEZE, long_why, 0, order);
}

ON_BOTH(of_many_orders_each_has_its_own_result)
{
	const struct deed d = { DEED_FREEZE, TEXT("stocktaking"), 0 };
	struct deed_result results[3];
	int64_t ids[3] = { 0, 4711, 0 };
	struct shelf k;

	shelf_open(s, &k);
	ids[0] = shelf_order(&k, k.shop, 0, 0, 1);
	ids[2] = shelf_order(&k, k.shop, 0, 0, 1);
	done(s, DEED_VOID, "gone", 0, ids[2]);
	CHECK_OK(deeds_do(s, &d, ids, 3, results));
	CHECK(results[0].code == OK && results[0].state == ORDER_FROZEN);
	CHECK(results[1].code == ERR_ORDER_UNKNOWN && !results[1].known);
	CHECK(results[2].code == ERR_MOVE_REFUSED && results[2].known && results[2].state == ORDER_VOID);
	CHECK_TEXT(results[2].words, "the order is void and cannot be frozen");
}

/* Two people press at once: each deed is done once, and none is lost. */
struct presser {
	int64_t order;
	enum err e;
};

static void press(struct scope *s, void *arg)
{
	struct presser *p = arg;
	const struct deed d = { DEED_VOID, TEXT("at once"), 0 };
	struct deed_result r;

	p->e = deed_do(s, &d, p->order, &r);
}

ON_BOTH(two_people_at_once_void_an_order_once)
{
	struct presser p[4];
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 2);
	order = shelf_order(&k, k.shop, 0, 0, 2);
	shelf_serve(&k, &order, 1);
	for (int i = 0; i < 4; i++)
		p[i].order = order;
	try_threads(s, 4, press, p, sizeof *p);
	for (int i = 0; i < 4; i++)
		CHECK_OK(p[i].e);
	CHECK_EQ(counted(s, k.shop, "void"), 1);
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, 0);
	shelf_is_right(&k);
}

ON_BOTH(an_answer_that_was_lost_is_not_asked_for_twice)
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	order = shelf_order(&k, k.shop, 0, 0, 1);
	try_fault("db commit lost", 1);
	CHECK(done(s, DEED_FREEZE, "why", 0, order).state == ORDER_FROZEN);
	try_fault(NULL, 0);
	CHECK_EQ(counted(s, k.shop, "frozen"), 1);
}
