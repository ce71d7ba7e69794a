/* sim/market_inner.h - what the parts of the market share; nobody else includes it. */
#pragma once
#include "base/rand.h"
#include "sim/journal.h"
#include "sim/market.h"
#include "sim/pool.h"
#include "sim/timeline.h"

struct market {
	uint64_t seed;
	struct market_shop *shops;
	size_t shop_count;
	struct pool orders, lines, notes; /* notes: char * */
	struct journal *journal;
	uint64_t deeds;   /* operations so far: what is drawn next follows from them */
	int64_t lived_at; /* UTC ms; -1: does not live yet */
	market_watch_fn *watch;
	void *watch_arg;
	bool replaying; /* the journal is being read: nothing is written to it */
};

static inline struct market_order *order_at(const struct market *m, uint32_t number)
{
	return pool_at(&m->orders, number);
}

static inline struct market_line *line_at(const struct market *m, const struct market_order *o, size_t i)
{
	return pool_at(&m->lines, o->first_line + i);
}

/* Durable before effect: the line goes to the journal unless it came from there. */
enum err market_note_down(struct market *m, struct scope *s, const char *format, ...)
	__attribute__((format(printf, 3, 4))) MUST_CHECK;
void market_shops_make(struct market *m, size_t count);
/* Sets when it changed last, and its place in the shop's timeline. */
void market_touch(struct market *m, uint32_t number, uint32_t second);
