/* bench/growth_stand.h - for bench/growth.c: a market, nodes on databases of their own, and records without end. */
#pragma once
#include "sim/sim.h"
#include "work/node.h"
#include "work/prepare.h"

enum { SHOPS = 4, BATCH = 50 }; /* a batch as a pull's */

struct growth { /* a node on a database of its own, with records to take in */
	struct scope s;
	struct node *node;
	struct shop shop;
	struct packing packing;
	struct sighting *seen; /* one answer of the market */
	size_t seen_count;
	uint64_t next; /* number of the next order */
};

struct bench {
	struct scope root;
	struct sim *sim;
	char folder[256];
};

_Noreturn void give_up(const struct scope *s, enum err e, const char *what);
#define MUST(s, call)                               \
	do {                                        \
		enum err must_ = (call);            \
		if (must_ != OK)                    \
			give_up((s), must_, #call); \
	} while (0)

double cpu_us(void); /* of the whole process */
double wall_s(void);
double status_mib(const char *name); /* VmHWM, VmRSS */
void peak_reset(void);

void market_make(struct bench *b, int orders); /* instead of the one before */
void node_make(struct bench *b, struct growth *g, const struct db_options *db, const char *key);
void node_done(struct growth *g);
void authorise(struct bench *b, struct growth *g, int64_t shops[SHOPS]);
void records_read(struct bench *b, struct growth *g, int64_t shop_id, size_t place);

enum what { TAKE_NEW, TAKE_CHANGED, COMPARE };
/* CPU us an order of `count` orders from number `first`. */
double work(struct growth *g, enum what what, uint64_t first, size_t count, size_t batch);
