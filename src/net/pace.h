/* net/pace.h - how fast a shop's endpoints may be called: token buckets and penalties; nobody sleeps here.
 *
 * A caller asks before it sends; when it may not yet, it gives its job back with the moment named. */
#pragma once
#include "base/text.h"
#include "base/world.h"

struct pace;
struct pace_rule {
	int64_t per_minute; /* calls a minute in the long run; 0: no limit known */
	int64_t burst;      /* calls at once */
};
struct pace *pace_new(struct world *w);
void pace_free(struct pace *p);
/* 0: go now (counted). Otherwise the monotonic ms from which it may be tried; `key` = account and endpoint. */
int64_t pace_take(struct pace *p, struct text key, const struct pace_rule *r);
/* The channel asked to wait: nothing with this key goes before `until_mono`; it also halves the rate for a while. */
void pace_penalty(struct pace *p, struct text key, int64_t until_mono);
void pace_ok(struct pace *p, struct text key); /* an answer without complaint: the rate recovers */
/* A call that was counted does not count after all. */
void pace_give_back(struct pace *p, struct text key);
