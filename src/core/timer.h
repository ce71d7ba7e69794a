/* core/timer.h - how often a recurrent task comes back: as a person wished, else as its kind says, else as its feed does. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct timer_rule {
	int64_t every_s;         /* 0: as the feed says */
	int64_t least_s, most_s; /* what may be wished; most 0: nothing, as the task is set off and does not recur */
};
bool timer_recurs(const struct timer_rule *r);
bool timer_takes(const struct timer_rule *r, int64_t wished_s);
/* Seconds from one end to the next beginning; wished 0: nobody has wished anything. */
int64_t timer_every(const struct timer_rule *r, int64_t wished_s, int64_t feed_s);
