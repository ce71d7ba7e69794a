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
	uint32_t patience;     /* so often in 16 who can go on does, before anybody is drawn; a switch costs most */
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

/* Processes 1 … 7: a thread belongs to the process of the one that spawned it, the first thread to the world. */
struct thread *sim_world_process(struct world *w, int process, const char *name, void (*run)(void *), void *arg);
/* Its threads never run again; a request that was sent still arrives. Who joins one of them goes on. What they
 * hold stays to the end of the program. */
void sim_world_kill(struct world *w, int process);
/* At its n-th step from now; with a site, at the n-th that it takes there. 0: not. */
void sim_world_kill_after(struct world *w, int process, const char *site, int64_t steps);
void sim_world_pause(struct world *w, int process, int64_t ms);        /* its threads stand still, the clocks do not */
void sim_world_clock(struct world *w, int process, int64_t offset_ms); /* its wall clock less the world's */
/* How often world_fault(site) says yes to a process's thread. The name must outlive the world. */
void sim_world_fault_rate(struct world *w, const char *site, uint32_t per_million);
int64_t sim_world_fault_count(struct world *w, const char *site);
/* Where the thread stood that was running when a process died last: a site, or "lock", "send" …; "" before. */
const char *sim_world_killed_at(const struct world *w);
/* Asked where a request is answered: who sent it died meanwhile and hears nothing. */
bool sim_world_asker_is_dead(const struct world *w);
bool sim_world_asker_is_paused(const struct world *w);
bool sim_world_killed_abroad(const struct world *w); /* a request of it was under way */
