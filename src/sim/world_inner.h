/* sim/world_inner.h - what the scheduler and the doors of the simulated world share; nobody else includes it. */
#pragma once
#include "base/rand.h"
#include "sim/world.h"

enum { THREADS_MAX = 512, THREAD_NAME_SIZE = 32, PROCESSES_MAX = 8, FAULT_SITES_MAX = 32 };

enum thread_state { CAN_RUN, WANTS_LOCK, WAITS, SLEEPS, JOINS, ENDED, DEAD };

struct gate {
	uint32_t number; /* in the order of making */
	const struct thread *holder;
};

struct thread {
	struct sim_world *world;
	struct turn *turn; /* its stack and where it stands there */
	char name[THREAD_NAME_SIZE];
	uint32_t number;
	enum thread_state state;
	const char *site;           /* where it gave the baton away */
	const struct gate *gate;    /* that it wants or waits at */
	const struct thread *other; /* that it joins */
	int64_t until;              /* when it wakes by itself; MONO_NEVER */
	bool woken;                 /* by somebody, not by time */
	int process;                /* 0: the world's own */
	bool abroad;                /* its request is under way: it does not die before the market has answered */
	bool doomed;                /* … and then it does */
	void (*run)(void *);
	void *arg;
};

struct process {
	int64_t paused_until; /* monotonic; its threads do not run before */
	int64_t steps_left;   /* dies after so many of its own steps; 0: lives */
	const char *site;     /* … counted there only; NULL: anywhere */
	int64_t clock_offset; /* its wall clock less the world's */
};

struct fault_site {
	const char *name;
	uint32_t per_million;
	int64_t happened;
};

struct sim_world {
	struct world world; /* first, as the world is what others hold */
	struct sim_world_options options;
	struct baton *baton;
	struct thread *threads[THREADS_MAX];
	uint32_t thread_count, living, spawned, gate_count; /* living: not ended; the others wait to be joined */
	struct thread *running;                             /* who has the baton */
	struct rand choice, chance;                         /* who runs next; everything else that is drawn */
	struct process processes[PROCESSES_MAX];
	struct fault_site sites[FAULT_SITES_MAX];
	int site_count;
	const char *killed_at;
	bool killed_abroad; /* a request of it was under way */
	int64_t mono, wall_offset, steps;
	uint64_t digest;
};

static inline struct sim_world *world_of(struct world *w) { return (struct sim_world *)(void *)w; }

struct baton *baton_new(void);
void baton_free(struct baton *b);
/* The running thread gives the baton away and comes back when it has it again. Its state says what it waits for;
 * as long as it is CAN_RUN, this is just a turn for the others. */
void baton_pass(struct sim_world *w, const char *site);
/* All threads of a process stop where they are, for ever. Its memory stays: they may hold it. */
void baton_kill(struct sim_world *w, int process);
struct thread *baton_spawn(struct sim_world *w, int process, const char *name, void (*run)(void *), void *arg);
void baton_forget(struct sim_world *w, struct thread *t);    /* one that has ended, or is dead */
void baton_start(struct sim_world *w, struct thread *first); /* gives it the baton and waits until all have ended */
