/* base/world.h - the only door to what lies outside: clocks, randomness, the network, threads, waiting.
 *
 * In production it is the machine (base/world_real.c + net/http); in simulation a virtual clock, one baton and
 * markets in the same process (sim/world.c). No other file reads a clock, opens a socket or starts a thread. */
#pragma once
#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scope;
struct world;
struct gate;   /* a lock one can wait at */
struct thread; /* a thread that must be joined */
struct http_request;
struct http_answer;

struct world_ops {
	int64_t (*now)(struct world *w);                         /* wall clock: UTC in ms; may jump */
	int64_t (*mono)(struct world *w);                        /* monotonic clock in ms, from no particular moment */
	void (*random)(struct world *w, void *out, size_t size); /* fit for secrets in production */
	/* One attempt of one request; no redirect is followed. OK for every answer that came whole, whatever its status;
	 * ERR_CHANNEL_DOWN, ERR_CHANNEL_TIMEOUT, ERR_CHANNEL_DATA_ABNORMAL (cut short), ERR_TOO_LARGE, ERR_HOST_FORBIDDEN. */
	enum err (*send)(struct world *w, struct scope *s, const struct http_request *q, struct http_answer *a);
	struct gate *(*gate_new)(struct world *w);
	void (*gate_free)(struct world *w, struct gate *g);
	void (*gate_lock)(struct world *w, struct gate *g);
	void (*gate_unlock)(struct world *w, struct gate *g);
	bool (*gate_wait)(struct world *w, struct gate *g, int64_t until_mono); /* false: the moment came first */
	void (*gate_wake)(struct world *w, struct gate *g);                     /* all who wait */
	struct thread *(*spawn)(struct world *w, const char *name, void (*run)(void *), void *arg);
	void (*join)(struct world *w, struct thread *t);
	void (*yield)(struct world *w, const char *site); /* another may run here; nothing in production */
	bool (*fault)(struct world *w, const char *site); /* shall this fail now? false in production */
};

struct world {
	const struct world_ops *ops;
};

#define MONO_NEVER INT64_MAX

static inline int64_t world_now(struct world *w) { return w->ops->now(w); }
static inline int64_t world_mono(struct world *w) { return w->ops->mono(w); }
static inline void world_random(struct world *w, void *out, size_t size) { w->ops->random(w, out, size); }
static inline struct gate *gate_new(struct world *w) { return w->ops->gate_new(w); }
static inline void gate_free(struct world *w, struct gate *g) { w->ops->gate_free(w, g); }
static inline void gate_lock(struct world *w, struct gate *g) { w->ops->gate_lock(w, g); }
static inline void gate_unlock(struct world *w, struct gate *g) { w->ops->gate_unlock(w, g); }
static inline bool gate_wait(struct world *w, struct gate *g, int64_t until) { return w->ops->gate_wait(w, g, until); }
static inline void gate_wake(struct world *w, struct gate *g) { w->ops->gate_wake(w, g); }
/* Sleeps for so long; nobody wakes it. */
static inline void world_nap(struct world *w, int64_t ms)
{
	struct gate *g = gate_new(w);

	gate_lock(w, g);
	(void)gate_wait(w, g, world_mono(w) + ms);
	gate_unlock(w, g);
	gate_free(w, g);
}
static inline struct thread *world_spawn(struct world *w, const char *name, void (*run)(void *), void *arg)
{
	return w->ops->spawn(w, name, run, arg);
}
static inline void world_join(struct world *w, struct thread *t) { w->ops->join(w, t); }
static inline void world_yield(struct world *w, const char *site) { w->ops->yield(w, site); }
static inline bool world_fault(struct world *w, const char *site) { return w->ops->fault(w, site); }

/* The machine itself. `send` is plugged in by net/http; until then it answers ERR_CHANNEL_DOWN. */
struct world *world_real_new(void);
void world_real_free(struct world *w);
typedef enum err world_send_fn(void *net, struct scope *s, const struct http_request *q, struct http_answer *a);
void world_real_plug(struct world *w, world_send_fn *send, void *net);
