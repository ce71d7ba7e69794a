/* sim/world_inner.h - what the scheduler and the doors of the simulated world share; nobody else includes it. */
#pragma once
#include "base/rand.h"
#include "sim/world.h"

enum { THREADS_MAX = 512, THREAD_NAME_SIZE = 32 };

enum thread_state { CAN_RUN, WANTS_LOCK, WAITS, SLEEPS, JOINS, ENDED };

struct gate {
	uint32_t number; /* in the order of making */
	const struct thread *holder;
};

struct thread {
	struct sim_world *world;
	struct turn *turn; /* the machine's thread and what it is called with */
	char name[THREAD_NAME_SIZE];
	uint32_t number;
	enum thread_state state;
	const char *site;           /* where it gave the baton away */
	const struct gate *gate;    /* that it wants or waits at */
	const struct thread *other; /* that it joins */
	int64_t until;              /* when it wakes by itself; MONO_NEVER */
	bool woken;                 /* by somebody, not by time */
	void (*run)(void *);
	void *arg;
};

struct sim_world {
	struct world world; /* first, as the world is what others hold */
	struct sim_world_options options;
	struct baton *baton;
	struct thread *threads[THREADS_MAX];
	uint32_t thread_count, living, spawned, gate_count; /* living: not ended; the others wait to be joined */
	struct thread *running;                             /* who has the baton */
	struct rand choice, chance;                         /* who runs next; everything else that is drawn */
	int64_t mono, wall_offset, steps;
	uint64_t digest;
};

static inline struct sim_world *world_of(struct world *w) { return (struct sim_world *)(void *)w; }

struct baton *baton_new(void);
void baton_free(struct baton *b);
/* The running thread gives the baton away and comes back when it has it again. Its state says what it waits for;
 * as long as it is CAN_RUN, this is just a turn for the others. */
void baton_pass(struct sim_world *w, const char *site);
struct thread *baton_spawn(struct sim_world *w, const char *name, void (*run)(void *), void *arg);
void baton_forget(struct sim_world *w, struct thread *t);    /* one that has ended */
void baton_start(struct sim_world *w, struct thread *first); /* gives it the baton and waits until all have ended */
