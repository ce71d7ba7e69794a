/* lab/lab_inner.h - what the parts of the lab share; nobody else includes it. */
#pragma once
#include "base/rand.h"
#include "lab/lab.h"
#include "sim/sim.h"
#include "sim/world.h"
#include "store/disk.h"
#include "work/account.h"
#include "work/node.h"

enum { SHOPS = 2, TOLD_MAX = 1024, HAND_MAX = 2000, AGREED_MAX = 8 };

/* A process that is started again whenever it ends. */
struct lab_node {
	struct lab *lab;
	int process;
	struct thread *keeper;
	struct gate *gate;
	struct node *node;
	bool up, stop, ended;
};

/* What was seen of an order once must be seen ever after; by the order's number at the market. */
struct ledger {
	int64_t *seq; /* 0: not held */
	int64_t *seen;
	size_t room;
	int64_t orders, checks;
	int64_t cursor[SHOPS], fence[SHOPS];
	int64_t told[TOLD_MAX]; /* the latest rows that were said to be kept, in a ring */
	size_t told_count;
};

/* Orders by hand, by their numbers from 1. */
struct hand {
	int64_t shop;                                /* of ours; 0: not yet */
	int64_t asked;                               /* the last number */
	bool made[HAND_MAX + 1], told[HAND_MAX + 1]; /* an answer said that it was made; … or that it is there */
	bool must[HAND_MAX + 1], seen[HAND_MAX + 1]; /* while all orders are looked at */
	int64_t held;
};

struct lab {
	const struct lab_options *options;
	struct lab_report *report;
	struct world *world;
	struct sim *sim;
	struct disk *disk;
	struct lab_node nodes[LAB_NODES_MAX];
	int node_count;
	int64_t shops[SHOPS]; /* our numbers, in the market's order */
	struct ledger ledger;
	struct hand hand;
	struct rand chance;          /* what the lab draws itself */
	bool excused[SHOPS];         /* a renewed token of it may have been lost, or it was withdrawn */
	int64_t refreshed_at[SHOPS]; /* monotonic; 0: never */
	int64_t revoked_seen;
	bool may_mask, masked; /* this run masks; it has */
	int64_t jumped_ms;     /* the largest jump forward of a wall clock */
	int64_t parked;
	struct market_act agreed[AGREED_MAX]; /* what buyers and sellers will do to orders that people have changed */
	size_t agreed_count;
	int64_t edits_after;   /* up to which order edits were judged */
	int64_t restart_after; /* orders are asked for so many times, then the database restarts; 0: it does not */
	bool over;             /* nothing goes wrong any more */
	bool power_fails;      /* the next death is a power cut */
	char cookie[256], csrf[128]; /* the session of the people */
	enum err e;
	char words[500];
};

struct node_options lab_node_options(struct lab *l, struct scope *s, int process);
/* The first that is said stays. */
void lab_broken(struct lab *l, enum invariant i, const char *format, ...) __attribute__((format(printf, 3, 4)));
void lab_reached(struct lab *l, enum rare r);

/* lab_nodes.c */
void lab_nodes_start(struct lab *l);
void lab_nodes_stop(struct lab *l);
bool lab_any_up(const struct lab *l);
void lab_kill(struct lab *l, struct lab_node *n);
void lab_power_cut(struct lab *l);
void lab_died(struct lab *l, struct lab_node *n); /* its locks are taken away */
void lab_excuse_recent(struct lab *l);            /* tokens renewed a moment ago may not be stored yet */

/* lab_swarm.c: what goes wrong, drawn from the seed. */
void swarm_begin(struct lab *l);
enum err swarm_step(struct lab *l, struct scope *s) MUST_CHECK;
void swarm_asked(struct lab *l); /* a process has asked for orders and waits */
void swarm_end(struct lab *l);

/* lab_witness.c */
void witness(void *lab_node); /* a thread of the process */
enum err judge_witness(struct lab *l, struct scope *s) MUST_CHECK;

/* lab_people.c */
void people(void *lab_node); /* a thread of the process */

/* lab_hand.c: all orders that are held are shown to it, between the first and the last of these. */
void hand_begin(struct lab *l);
bool hand_saw(struct lab *l, int64_t shop_id, struct text ref); /* is it one of these? */
void hand_end(struct lab *l);

/* lab_stock.c */
enum err judge_stock(struct lab *l, struct scope *s) MUST_CHECK;
enum err judge_healed(struct lab *l, struct scope *s) MUST_CHECK; /* in the end */

/* lab_edits.c: what was agreed on at the market is done. */
void lab_agree(struct lab *l, struct scope *s);

/* lab_shown.c */
enum err judge_edits(struct lab *l, struct scope *s, bool all) MUST_CHECK;

/* lab_tasks.c */
enum err judge_tasks(struct lab *l, struct scope *s) MUST_CHECK;
enum err judge_ended(struct lab *l, struct scope *s) MUST_CHECK; /* in the end */

/* lab_judge.c */
enum err judge_step(struct lab *l, struct scope *s) MUST_CHECK;  /* while all goes on */
enum err judge_quiet(struct lab *l, struct scope *s) MUST_CHECK; /* in the end */
/* lab_person.c: who authorises, the first time and again. */
enum err person_authorise(struct lab *l, struct scope *s) MUST_CHECK;
