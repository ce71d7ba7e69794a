/* work/rig.h - for tests: a market of two shops, authorised, and a node whose jobs run when the test says so. */
#pragma once
#include "channel/channel.h"
#include "sim/sim.h"
#include "store/try.h"
#include "work/account.h"
#include "work/node.h"

struct rig {
	struct scope *s; /* on the node's database */
	struct node *node;
	struct sim *sim;
	struct ids *ids; /* of the scope before */
	struct account_made made;
	char key_file[256];
};

/* A market with so many orders of the last 14 days; its main account has approved. */
void rig_open(struct scope *s, struct rig *r, int orders);
void rig_open_alone(struct scope *s, struct rig *r, int orders); /* nobody has approved yet */
void rig_close(struct rig *r);

void rig_doze(struct rig *r, int64_t ms);

/* Runs every job that is due, one after the other, in this thread; says how many ran. */
int rig_run_due(struct rig *r);
/* Pulls one shop now; fails the test unless the pull itself succeeds. */
void rig_pull(struct rig *r, size_t shop);
void rig_pull_all(struct rig *r);
/* How the last job that ran ended. */
struct text rig_job_code(struct rig *r, size_t shop);
struct text rig_job_state(struct rig *r, size_t shop);

/* One act in the market on an order, at the market's now. */
void rig_act(struct rig *r, enum market_verb verb, uint32_t order);
void rig_act_with(struct rig *r, enum market_verb verb, uint32_t order, int64_t what);
uint32_t rig_place(struct rig *r, size_t shop, int count);
uint32_t rig_place_lines(struct rig *r, size_t shop, int lines); /* one order of so many lines */
struct text rig_sn(struct rig *r, uint32_t order);

int64_t rig_count(struct rig *r); /* orders held in all tabs */
/* One order by the channel's number; fails the test when it is not there. */
struct sql_order_get_row rig_order(struct rig *r, size_t shop, struct text sn);
