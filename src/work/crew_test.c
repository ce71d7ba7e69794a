/* work/crew_test.c - the dispatcher and its workers take what is due, once, and stop without losing it. */
#include "base/instant.h"
#include "work/crew.h"
#include "work/rig.h"
#include "work/shops.h"

enum { LOOKS = 600, LOOK_MS = 50 };

static bool wait_for_count(struct rig *r, int64_t count)
{
	for (int i = 0; i < LOOKS && rig_count(r) != count; i++)
		rig_doze(r, LOOK_MS);
	return rig_count(r) == count;
}

ON_BOTH(the_workers_pull_all_shops_by_themselves_and_at_once_when_asked)
{
	struct rig r;

	rig_open(s, &r, 120);
	CHECK_OK(node_start(r.node));
	CHECK(wait_for_count(&r, 120));
	rig_place(&r, 1, 1);
	CHECK_OK(shop_pull(s, r.made.shops[1]));
	node_wake(r.node);
	CHECK(wait_for_count(&r, 121));
	node_stop(r.node);
	rig_close(&r);
}

ON_BOTH(a_job_that_was_claimed_by_a_node_that_is_no_more_is_carried_out_by_the_next)
{
	struct rig r;

	rig_open(s, &r, 30);
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	CHECK_OK(node_start(r.node));
	node_stop(r.node); /* at once: what had begun is given back */
	CHECK_OK(node_start(r.node));
	CHECK(wait_for_count(&r, 30));
	node_stop(r.node);
	rig_close(&r);
}
