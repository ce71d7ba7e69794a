/* work/hours_test.c - what each hour brought a shop is counted with what it counts. */
#include "base/instant.h"
#include "work/hours.h"
#include "work/rig.h"

static struct sql_hours_of_rows hours(struct scope *s)
{
	struct sql_hours_of_rows rows;

	CHECK_OK(sql_hours_of(s, (struct sql_hours_of){ .since = 0 }, &rows));
	return rows;
}

ON_BOTH(every_new_order_and_run_counts_once)
{
	struct rig r;
	struct sql_hours_of_rows rows;
	int64_t orders = 0, runs = 0, failed = 0;

	rig_open(s, &r, 40);
	rig_pull_all(&r);
	rig_pull(&r, 0); /* nothing new: a run, and no order */
	rows = hours(s);
	for (size_t i = 0; i < rows.count; i++) {
		CHECK_EQ(rows.at[i].hour % HOUR_MS, 0);
		orders += rows.at[i].orders;
		runs += rows.at[i].runs;
		failed += rows.at[i].failed;
	}
	CHECK_EQ(orders, rig_count(&r));
	CHECK(orders == 40 && runs >= 3);
	CHECK_EQ(failed, 0);
	rig_close(&r);
}

static const struct hour_note notes[] = {
	{ .at = 7 * HOUR_MS + 5, .orders = 1 },
	{ .at = 8 * HOUR_MS, .orders = 1, .lag_ms = 50 },
	{ .at = 7 * HOUR_MS + 9, .orders = 1, .runs = 1, .lag_ms = 30 },
	{ .at = 8 * HOUR_MS - 1, .failed = 1, .lag_ms = 20 },
};

static enum err add(struct scope *s, void *arg)
{
	const int64_t *now = arg;

	s->now = *now;
	return hours_add(s, 3, notes, sizeof notes / sizeof *notes);
}

ON_BOTH(notes_of_one_hour_join_and_those_of_long_ago_are_dropped)
{
	int64_t now = 9 * HOUR_MS, late = 9 * HOUR_MS + HOURS_KEPT_DAYS * DAY_MS;
	struct sql_hours_of_rows rows;

	CHECK_OK(db_transact(s, add, &now));
	CHECK_OK(db_transact(s, add, &now));
	CHECK_OK(db_transact(s, add, &late));
	rows = hours(s);
	CHECK_EQ(rows.count, 2);
	CHECK(rows.at[0].hour == 7 * HOUR_MS && rows.at[0].shop_id == 3);
	CHECK(rows.at[0].orders == 4 && rows.at[0].runs == 2 && rows.at[0].failed == 2 && rows.at[0].lag_ms == 30);
	CHECK(rows.at[1].orders == 2 && rows.at[1].lag_ms == 50);
}
