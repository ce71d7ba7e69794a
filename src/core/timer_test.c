/* core/timer_test.c - how often a recurrent task comes back. */
#include "core/timer.h"
#include "tests/check.h"

TEST(a_wish_goes_before_the_kind_and_the_kind_before_the_feed)
{
	struct timer_rule daily = { 86400, 3600, 604800 }, fed = { 0, 60, 86400 };

	CHECK_EQ(timer_every(&daily, 0, 600), 86400);
	CHECK_EQ(timer_every(&daily, 7200, 600), 7200);
	CHECK_EQ(timer_every(&fed, 0, 600), 600);
	CHECK_EQ(timer_every(&fed, 90, 600), 90);
}

TEST(a_wish_is_taken_within_the_bounds_and_only_where_the_task_recurs)
{
	struct timer_rule fed = { 0, 60, 86400 }, set_off = { 0, 0, 0 };

	CHECK(timer_recurs(&fed) && !timer_recurs(&set_off));
	CHECK(timer_takes(&fed, 60) && timer_takes(&fed, 86400));
	CHECK(!timer_takes(&fed, 59) && !timer_takes(&fed, 86401) && !timer_takes(&fed, 0) && !timer_takes(&fed, -60));
	CHECK(!timer_takes(&set_off, 0) && !timer_takes(&set_off, 60));
}
