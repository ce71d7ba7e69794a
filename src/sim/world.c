/* sim/world.c - the doors of the simulated world: clocks, randomness, gates, requests and threads, all virtual. */
#include "sim/world.h"
#include "base/http.h"
#include "base/instant.h"
#include "base/scope.h"
#include "sim/world_inner.h"
#include <stdlib.h>
#include <string.h>

enum { LATENCY_MIN_MS = 5, LATENCY_MAX_MS = 120, TIMEOUT_MS = 30000, STEP_LIMIT = 100000000 };
#define MONO_LIMIT_MS (366 * DAY_MS)

/* Each process has a wall clock of its own; a request that is abroad meets the world's. */
static int64_t virtual_now(struct world *world)
{
	const struct sim_world *w = world_of(world);
	const struct thread *me = w->running;

	return w->mono + w->wall_offset + (me && !me->abroad ? w->processes[me->process].clock_offset : 0);
}

static int64_t virtual_mono(struct world *world) { return world_of(world)->mono; }

static void virtual_random(struct world *world, void *out, size_t size)
{
	struct sim_world *w = world_of(world);
	unsigned char *at = out;

	for (size_t i = 0; i < size; i++)
		at[i] = (unsigned char)rand_next(&w->chance);
}

void sim_world_sleep(struct world *world, int64_t ms)
{
	struct sim_world *w = world_of(world);

	ASSERT(w->running);
	w->running->state = SLEEPS;
	w->running->until = w->mono + (ms > 0 ? ms : 0);
	baton_pass(w, "sleep");
}

/* A request takes its time there and back; the market answers in between, at that virtual moment. */
static enum err send_abroad(struct world *world, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct sim_world *w = world_of(world);
	int64_t timeout = q->timeout_ms ? q->timeout_ms : TIMEOUT_MS, low = w->options.latency_min_ms,
		high = w->options.latency_max_ms;
	int64_t there = rand_between(&w->chance, low, high), back = rand_between(&w->chance, low, high);

	if (!w->options.send) {
		baton_pass(w, "send");
		return fail(s, ERR_CHANNEL_DOWN, "nobody answers in this world");
	}
	if (there >= timeout) { /* it arrives, but nobody waits for its answer any more */
		sim_world_sleep(world, timeout);
		return fail(s, ERR_CHANNEL_TIMEOUT, "no answer within %lld ms", (long long)timeout);
	}
	sim_world_sleep(world, there);
	enum err e = w->options.send(w->options.net, s, q, a);
	if (there + back > timeout) {
		sim_world_sleep(world, timeout - there);
		return fail(s, ERR_CHANNEL_TIMEOUT, "no answer within %lld ms", (long long)timeout);
	}
	sim_world_sleep(world, back);
	return e;
}

/* What has been sent arrives, though its process may be dead by then. */
static enum err virtual_send(struct world *world, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct thread *me = world_of(world)->running;
	enum err e;

	me->abroad = true;
	e = send_abroad(world, s, q, a);
	me->abroad = false;
	if (me->doomed)
		baton_pass(world_of(world), "doomed");
	return e;
}

static struct gate *virtual_gate_new(struct world *world)
{
	struct gate *g = calloc(1, sizeof *g);

	ASSERT(g);
	g->number = world_of(world)->gate_count++;
	return g;
}

static void virtual_gate_free(struct world *world, struct gate *g)
{
	(void)world;
	ASSERT(!g || !g->holder);
	free(g);
}

static void virtual_gate_lock(struct world *world, struct gate *g)
{
	struct sim_world *w = world_of(world);
	struct thread *me = w->running;

	if (!me) { /* before or after the run there is one thread and nobody to wait for */
		ASSERT(!g->holder);
		return;
	}
	ASSERT(g->holder != me);
	me->state = WANTS_LOCK;
	me->gate = g;
	baton_pass(w, "lock");
	g->holder = me;
}

static void virtual_gate_unlock(struct world *world, struct gate *g)
{
	struct sim_world *w = world_of(world);

	if (!w->running)
		return;
	ASSERT(g->holder == w->running);
	g->holder = NULL;
	baton_pass(w, "unlock");
}

static bool virtual_gate_wait(struct world *world, struct gate *g, int64_t until_mono)
{
	struct sim_world *w = world_of(world);
	struct thread *me = w->running;

	ASSERT(me && g->holder == me);
	g->holder = NULL;
	me->state = WAITS;
	me->gate = g;
	me->woken = false;
	me->until = until_mono;
	if (until_mono <= w->mono) { /* the moment has passed already: only the others get their turn */
		me->until = MONO_NEVER;
		me->state = WANTS_LOCK;
	}
	baton_pass(w, "wait");
	g->holder = me;
	me->until = MONO_NEVER;
	return me->woken;
}

static void virtual_gate_wake(struct world *world, struct gate *g)
{
	struct sim_world *w = world_of(world);

	for (uint32_t i = 0; i < w->thread_count; i++)
		if (w->threads[i]->state == WAITS && w->threads[i]->gate == g) {
			w->threads[i]->woken = true;
			w->threads[i]->until = MONO_NEVER;
		}
	if (w->running)
		baton_pass(w, "wake");
}

static struct thread *virtual_spawn(struct world *world, const char *name, void (*run)(void *), void *arg)
{
	struct sim_world *w = world_of(world);
	struct thread *t;

	ASSERT(w->running); /* only from within the run */
	t = baton_spawn(w, w->running->process, name, run, arg);
	baton_pass(w, "spawn");
	return t;
}

static void virtual_join(struct world *world, struct thread *t)
{
	struct sim_world *w = world_of(world);

	w->running->state = JOINS;
	w->running->other = t;
	baton_pass(w, "join");
	baton_forget(w, t);
}

static void virtual_yield(struct world *world, const char *site)
{
	if (world_of(world)->running)
		baton_pass(world_of(world), site);
}

static struct fault_site *site_find(struct sim_world *w, const char *name)
{
	for (int i = 0; i < w->site_count; i++)
		if (strcmp(w->sites[i].name, name) == 0)
			return &w->sites[i];
	return NULL;
}

/* A turn for the others; then the seed says whether it strikes. The world's own threads are spared. */
static bool virtual_fault_at(struct world *world, const char *site)
{
	struct sim_world *w = world_of(world);
	struct fault_site *f;

	virtual_yield(world, site);
	f = site_find(w, site);
	if (!f || !f->per_million || !w->running || !w->running->process || !rand_chance(&w->chance, f->per_million))
		return false;
	f->happened++;
	return true;
}

static const struct world_ops ops = { .now = virtual_now,
				      .mono = virtual_mono,
				      .random = virtual_random,
				      .send = virtual_send,
				      .gate_new = virtual_gate_new,
				      .gate_free = virtual_gate_free,
				      .gate_lock = virtual_gate_lock,
				      .gate_unlock = virtual_gate_unlock,
				      .gate_wait = virtual_gate_wait,
				      .gate_wake = virtual_gate_wake,
				      .spawn = virtual_spawn,
				      .join = virtual_join,
				      .yield = virtual_yield,
				      .fault = virtual_fault_at };

struct world *sim_world_new(const struct sim_world_options *o)
{
	struct sim_world *w = calloc(1, sizeof *w);
	struct rand seed = rand_seed(o->seed);

	ASSERT(w);
	w->world.ops = &ops;
	w->options = *o;
	if (!o->latency_min_ms && !o->latency_max_ms) {
		w->options.latency_min_ms = LATENCY_MIN_MS;
		w->options.latency_max_ms = LATENCY_MAX_MS;
	}
	ASSERT(w->options.latency_min_ms >= 0 && w->options.latency_min_ms <= w->options.latency_max_ms);
	if (!o->mono_limit_ms)
		w->options.mono_limit_ms = MONO_LIMIT_MS;
	if (!o->step_limit)
		w->options.step_limit = STEP_LIMIT;
	w->wall_offset = o->now;
	w->killed_at = "";
	w->choice = rand_split(&seed);
	w->chance = rand_split(&seed);
	w->baton = baton_new();
	return &w->world;
}

void sim_world_free(struct world *world)
{
	struct sim_world *w = world_of(world);

	if (!world)
		return;
	ASSERT(!w->thread_count);
	baton_free(w->baton);
	free(w);
}

void sim_world_run(struct world *world, void (*run)(void *), void *arg)
{
	struct sim_world *w = world_of(world);

	ASSERT(!w->spawned);
	baton_start(w, baton_spawn(w, 0, "main", run, arg));
	w->running = NULL;
	while (w->thread_count)
		baton_forget(w, w->threads[0]);
}

uint64_t sim_world_digest(const struct world *world) { return ((const struct sim_world *)(const void *)world)->digest; }
int64_t sim_world_steps(const struct world *world) { return ((const struct sim_world *)(const void *)world)->steps; }

void sim_world_set_now(struct world *world, int64_t now)
{
	struct sim_world *w = world_of(world);

	w->wall_offset = now - w->mono;
}

struct thread *sim_world_process(struct world *world, int process, const char *name, void (*run)(void *), void *arg)
{
	struct sim_world *w = world_of(world);
	struct thread *t;

	ASSERT(w->running && process > 0 && process < PROCESSES_MAX);
	w->processes[process] = (struct process){ .clock_offset = w->processes[process].clock_offset };
	t = baton_spawn(w, process, name, run, arg);
	baton_pass(w, "spawn");
	return t;
}

static struct process *process_of(struct sim_world *w, int process)
{
	ASSERT(process > 0 && process < PROCESSES_MAX);
	return &w->processes[process];
}

void sim_world_kill_after(struct world *world, int process, const char *site, int64_t steps)
{
	process_of(world_of(world), process)->site = site;
	process_of(world_of(world), process)->steps_left = steps;
}

void sim_world_kill(struct world *world, int process)
{
	ASSERT(process > 0 && process < PROCESSES_MAX && world_of(world)->running->process != process);
	baton_kill(world_of(world), process);
}

void sim_world_pause(struct world *world, int process, int64_t ms)
{
	process_of(world_of(world), process)->paused_until = world_of(world)->mono + ms;
}

void sim_world_clock(struct world *world, int process, int64_t offset_ms)
{
	process_of(world_of(world), process)->clock_offset = offset_ms;
}

void sim_world_fault_rate(struct world *world, const char *site, uint32_t per_million)
{
	struct sim_world *w = world_of(world);
	struct fault_site *f = site_find(w, site);

	if (!f) {
		ASSERT(w->site_count < FAULT_SITES_MAX);
		f = &w->sites[w->site_count++];
		f->name = site;
	}
	f->per_million = per_million;
}

int64_t sim_world_fault_count(struct world *world, const char *site)
{
	const struct fault_site *f = site_find(world_of(world), site);

	return f ? f->happened : 0;
}

const char *sim_world_killed_at(const struct world *world)
{
	return ((const struct sim_world *)(const void *)world)->killed_at;
}

bool sim_world_killed_abroad(const struct world *world)
{
	return ((const struct sim_world *)(const void *)world)->killed_abroad;
}

bool sim_world_asker_is_dead(const struct world *world)
{
	return ((const struct sim_world *)(const void *)world)->running->doomed;
}

bool sim_world_asker_is_paused(const struct world *world)
{
	const struct sim_world *w = (const struct sim_world *)(const void *)world;

	return w->processes[w->running->process].paused_until > w->mono;
}
