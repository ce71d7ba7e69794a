/* work/node.h - one running program on one database: its number, keys and workers.
 *
 * What its threads share is exactly this: the queue of claimed jobs with its lanes, the pace, the net thread behind
 * world->send, and the wake-up gate. Everything else is in the database. */
#pragma once
#include "base/scope.h"
#include "base/seal.h"
#include "net/pace.h"
#include "store/db.h"
#include "work/job.h"

enum { WORKERS_DEFAULT = 64, WORKERS_MAX = 256 };

struct node_options {
	struct db_options db;
	const char *key_file; /* NULL: no secrets are needed */
	bool private_hosts;   /* channels on this machine may be called: demo and tests */
	int workers;          /* 0: WORKERS_DEFAULT */
	bool alone;           /* it is known that no other node lives on this database: a lock on its file says so */
	const char *role;     /* "serve", "pull" … for the log */
};

struct crew; /* dispatcher, workers, queue; private to crew.c */

struct node {
	struct scope root; /* every scope of this node is opened like this one */
	struct node_options options;
	int64_t number, incarnation;
	struct seal_key key; /* seals secrets; all zero without a key file */
	uint8_t people_key[32];
	struct pace *pace;
	struct crew *crew; /* NULL while not started */
};

/* Opens the database, brings it up to date, makes the first tenant, claims a node number. `root` gives world and log. */
enum err node_open(struct scope *root, const struct node_options *o, struct node **out) MUST_CHECK;
void node_close(struct node *n);

/* Starts the dispatcher and the workers, or stops them. Draining: nothing more is claimed, jobs under way are given back at
 * their next step, then the shops are handed over; after DRAIN_MS at the latest, when what still runs is fenced off. */
enum { DRAIN_MS = 10000 };
enum err node_start(struct node *n) MUST_CHECK;
void node_drain(struct node *n);
void node_stop(struct node *n); /* drains first; then ends the threads, which may wait for a request's end */
bool node_stopping(const struct node *n);
/* Work for this shop must be given back now: the node stops, or the shop falls to another. */
bool node_leaves(const struct node *n, int64_t shop_id);
/* No other can have declared us dead yet: asked before what may be done once only. */
bool node_sure(const struct node *n);
void node_wake(struct node *n); /* something is due: look now */
