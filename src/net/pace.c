/* net/pace.c - how fast a shop's endpoints may be called: a token bucket a key, all in one bounded table.
 *
 * A bucket counts in 60,000ths of a call, so that a minute's rate is what one millisecond adds: whole numbers only. */
#include "net/pace.h"
#include "base/digest.h"
#include "base/instant.h"
#include <stdlib.h>
#include <string.h>

enum {
	KEYS_MAX = 4096, /* beyond it the key that rested longest is forgotten: it starts with a full bucket */
	CHAINS = 2048,
	CALL = MINUTE_MS,         /* one call in a bucket's units */
	SLOW_MAX = 4,             /* the rate is halved at most so often: a sixteenth */
	STEP_MS = 10 * SECOND_MS, /* between two steps of recovery */
	PROMISE_MS = MINUTE_MS,   /* how far ahead the askers of one key are spread */
	BURST_MAX = 100000,
	RATE_MAX = 1000000,
};

struct bucket {
	struct bucket *chain, *newer, *older;
	struct digest128 key;
	int64_t level, filled_at; /* as of this moment */
	int64_t promised;         /* the last asker was told to come at this moment */
	int64_t until;            /* nothing goes before it */
	int64_t step_at;          /* when the rate may recover by a step */
	int slow;
	bool fresh;
};

struct pace {
	struct world *world;
	struct gate *gate;
	struct bucket *chains[CHAINS], *newest, *oldest;
	struct bucket *buckets;
	size_t used;
};

struct pace *pace_new(struct world *w)
{
	struct pace *p = calloc(1, sizeof *p);

	ASSERT(p);
	p->world = w;
	p->gate = gate_new(w);
	p->buckets = calloc(KEYS_MAX, sizeof *p->buckets);
	ASSERT(p->buckets);
	return p;
}

void pace_free(struct pace *p)
{
	if (!p)
		return;
	gate_free(p->world, p->gate);
	free(p->buckets);
	free(p);
}

static struct bucket **chain_of(struct pace *p, const struct digest128 *key)
{
	uint64_t n;

	memcpy(&n, key->bytes, sizeof n);
	return &p->chains[n % CHAINS];
}

static void unlink_age(struct pace *p, struct bucket *b)
{
	*(b->newer ? &b->newer->older : &p->newest) = b->older;
	*(b->older ? &b->older->newer : &p->oldest) = b->newer;
}

static void link_newest(struct pace *p, struct bucket *b)
{
	b->newer = NULL;
	b->older = p->newest;
	*(p->newest ? &p->newest->newer : &p->oldest) = b;
	p->newest = b;
}

/* The key that rested longest and is under no penalty; where all are, the one that rested longest. */
static struct bucket *forget_one(struct pace *p, int64_t now)
{
	struct bucket *b = p->oldest;
	struct bucket **at;

	while (b && b->until > now)
		b = b->newer;
	if (!b)
		b = p->oldest;
	ASSERT(b);
	unlink_age(p, b);
	for (at = chain_of(p, &b->key); *at != b; at = &(*at)->chain)
		;
	*at = b->chain;
	return b;
}

static struct bucket *bucket_of(struct pace *p, struct text key, int64_t now)
{
	struct digest128 d = digest_xxh3(key);
	struct bucket **chain = chain_of(p, &d);
	struct bucket *b = *chain;

	while (b && memcmp(&b->key, &d, sizeof d) != 0)
		b = b->chain;
	if (b) {
		unlink_age(p, b);
		link_newest(p, b);
		return b;
	}
	b = p->used < KEYS_MAX ? &p->buckets[p->used++] : forget_one(p, now);
	*b = (struct bucket){ .key = d, .filled_at = now, .fresh = true, .chain = *chain };
	*chain = b;
	link_newest(p, b);
	return b;
}

static int64_t at_most(int64_t n, int64_t max) { return n > max ? max : n; }

/* What the bucket gains a millisecond; never nothing, or no call would ever go again. */
static int64_t rate_of(const struct bucket *b, const struct pace_rule *r)
{
	int64_t rate = at_most(r->per_minute, RATE_MAX) >> b->slow;

	return rate > 0 ? rate : 1;
}

static void fill(struct bucket *b, const struct pace_rule *r, int64_t now)
{
	int64_t full = at_most(r->burst > 0 ? r->burst : 1, BURST_MAX) * CALL;
	int64_t rest = now - b->filled_at;

	if (b->fresh || rest > full / rate_of(b, r))
		b->level = full;
	else if (rest >= 0)
		b->level = at_most(b->level + rest * rate_of(b, r), full);
	b->fresh = false;
	b->filled_at = now;
}

/* The askers who must wait are spread over the moments at which calls become free, so that they do not all come at
 * once. */
static int64_t promise(struct bucket *b, const struct pace_rule *r, int64_t now)
{
	int64_t rate = rate_of(b, r);
	int64_t next = now + (CALL - b->level + rate - 1) / rate;
	int64_t after_last = at_most(b->promised + (CALL + rate - 1) / rate, now + PROMISE_MS);

	if (after_last > next)
		next = after_last;
	b->promised = next;
	return next;
}

static int64_t take(struct bucket *b, const struct pace_rule *r, int64_t now)
{
	if (b->until > now)
		return b->until;
	if (r->per_minute <= 0)
		return 0;
	fill(b, r, now);
	if (b->level < CALL)
		return promise(b, r, now);
	b->level -= CALL;
	return 0;
}

int64_t pace_take(struct pace *p, struct text key, const struct pace_rule *r)
{
	int64_t now = world_mono(p->world), when;

	gate_lock(p->world, p->gate);
	when = take(bucket_of(p, key, now), r, now);
	gate_unlock(p->world, p->gate);
	return when;
}

void pace_penalty(struct pace *p, struct text key, int64_t until_mono)
{
	int64_t now = world_mono(p->world);
	struct bucket *b;

	gate_lock(p->world, p->gate);
	b = bucket_of(p, key, now);
	if (b->until <= now && b->slow < SLOW_MAX)
		b->slow++; /* once a penalty, however many calls were under way when it began */
	if (until_mono > b->until)
		b->until = until_mono;
	b->level = 0;
	b->fresh = false;
	b->filled_at = b->until > now ? b->until : now;
	b->step_at = b->filled_at + STEP_MS;
	gate_unlock(p->world, p->gate);
}

void pace_ok(struct pace *p, struct text key)
{
	int64_t now = world_mono(p->world);
	struct bucket *b;

	gate_lock(p->world, p->gate);
	b = bucket_of(p, key, now);
	if (b->slow > 0 && now >= b->step_at) {
		b->slow--;
		b->step_at = now + STEP_MS;
	}
	gate_unlock(p->world, p->gate);
}

void pace_give_back(struct pace *p, struct text key)
{
	gate_lock(p->world, p->gate);
	bucket_of(p, key, world_mono(p->world))->level += CALL; /* the next take cuts it to a full bucket */
	gate_unlock(p->world, p->gate);
}
