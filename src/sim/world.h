/* sim/world.h - the simulated world: virtual clocks, and threads of which exactly one runs, the one with the baton.
 *
 * Who runs next is drawn from the seed at each yield, lock, unlock, wait, wake, send and end of a thread. Time stands
 * still while anybody can run; when nobody can, it leaps to the earliest moment somebody waits for. What happened is
 * kept as one running digest of names, thread numbers and moments: the same seed gives the same digest in every build. */
#pragma once
#include "base/world.h"

struct sim_world_options {
	uint64_t seed;
	int64_t now;         /* wall clock at the start, UTC ms */
	world_send_fn *send; /* who answers requests; NULL: nobody, ERR_CHANNEL_DOWN */
	void *net;
	int64_t latency_min_ms, latency_max_ms; /* each way; both 0: 5 to 120 */
	int64_t mono_limit_ms; /* a run longer than this has lost its way: it dies with a listing; 0: 366 days */
	int64_t step_limit;    /* … or more changes of the baton than this; 0: 100 million */
};

struct world *sim_world_new(const struct sim_world_options *o);
void sim_world_free(struct world *w); /* after the run */
/* Runs `run` as the first thread and returns when it and all threads it spawned have ended. Once a world. */
void sim_world_run(struct world *w, void (*run)(void *), void *arg);
uint64_t sim_world_digest(const struct world *w);
int64_t sim_world_steps(const struct world *w);
/* The wall clock jumps, as real ones do; the monotonic one does not. */
void sim_world_set_now(struct world *w, int64_t now);
/* Sleeps so many virtual milliseconds: for the database's busy handler and for scripts. */
void sim_world_sleep(struct world *w, int64_t ms);
