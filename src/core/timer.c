/* core/timer.c - how often a recurrent task comes back. */
#include "core/timer.h"

bool timer_recurs(const struct timer_rule *r) { return r->most_s > 0; }

bool timer_takes(const struct timer_rule *r, int64_t wished_s)
{
	return timer_recurs(r) && wished_s >= r->least_s && wished_s <= r->most_s;
}

int64_t timer_every(const struct timer_rule *r, int64_t wished_s, int64_t feed_s)
{
	if (wished_s)
		return wished_s;
	return r->every_s ? r->every_s : feed_s;
}
