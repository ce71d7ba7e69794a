/* work/standing_test.c - what an older version left without its recurrent jobs gets them. */
#include "base/instant.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/standing.h"

/* As a version without reconciliations would have left it. */
static enum err feed_body(struct scope *s, void *arg)
{
	const int64_t *shop_id = arg;

	return sql_feed_put(s, (struct sql_feed_put){ .shop_id = *shop_id, .name = TEXT("returns"), .every_s = 600 },
			    NULL);
}

static enum err stand_body(struct scope *s, void *arg)
{
	(void)arg;
	return standing_jobs(s);
}

static bool reconciles(struct rig *r, size_t shop)
{
	struct sql_job_of_shop_row row;
	enum err e = sql_job_of_shop(r->s,
				     (struct sql_job_of_shop){ .shop_id = r->made.shops[shop],
							       .kind = TEXT("reconcile"),
							       .key = TEXT("returns") },
				     &row);

	CHECK(e == OK || e == ERR_NO_ROW);
	if (e == OK)
		CHECK(text_is(row.state, "ready") && row.due_at > world_now(r->s->world) + 23 * HOUR_MS);
	return e == OK;
}

ON_BOTH(a_feed_without_a_reconciliation_gets_one_when_a_node_starts_or_its_shop_goes_on)
{
	struct rig r;

	rig_open(s, &r, 0);
	for (size_t i = 0; i < 2; i++)
		CHECK_OK(db_transact(s, feed_body, &r.made.shops[i]));
	CHECK_OK(shop_stop(s, r.made.shops[1]));
	CHECK(!reconciles(&r, 0) && !reconciles(&r, 1));
	CHECK_OK(db_transact(s, stand_body, NULL));
	CHECK(reconciles(&r, 0) && !reconciles(&r, 1)); /* who is stopped is left alone */
	CHECK_OK(shop_resume(s, r.made.shops[1]));
	CHECK(reconciles(&r, 1));
	CHECK_OK(db_transact(s, stand_body, NULL)); /* once more changes nothing */
	CHECK(reconciles(&r, 0) && reconciles(&r, 1));
	rig_close(&r);
}
