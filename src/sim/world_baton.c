/* sim/world_baton.c - the one baton: who runs next, when time moves, and what it means that nobody can run. */
#include "sim/world_inner.h"
#include "sim/world_turn.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE_ALL = 16 };

struct baton {
	struct turn *outside; /* who waits until all have ended */
	struct turn *dead[THREADS_MAX];
	int dead_count; /* not yet buried */
};

struct baton *baton_new(void)
{
	struct baton *b = calloc(1, sizeof *b);

	ASSERT(b);
	b->outside = turn_own();
	return b;
}

/* Nobody runs on their stacks when this is called. */
static void bury_all(struct baton *b)
{
	while (b->dead_count)
		turn_bury(b->dead[--b->dead_count]);
}

void baton_free(struct baton *b)
{
	bury_all(b);
	turn_free(b->outside);
	free(b);
}

static void digest_add(struct sim_world *w, uint64_t x)
{
	w->digest = (w->digest ^ x) * UINT64_C(0x9E3779B97F4A7C15);
	w->digest ^= w->digest >> 29;
}

/* Names count, not addresses: those differ from build to build. */
static uint64_t name_number(const char *z)
{
	uint64_t h = UINT64_C(14695981039346656037);

	while (*z)
		h = (h ^ (unsigned char)*z++) * UINT64_C(1099511628211);
	return h;
}

static const char *state_word(const struct thread *t)
{
	switch (t->state) {
	case CAN_RUN:
		return "can run";
	case WANTS_LOCK:
		return "wants the lock of";
	case WAITS:
		return "waits at";
	case SLEEPS:
		return "sleeps";
	case JOINS:
		return "joins";
	case ENDED:
	case DEAD:
		break;
	}
	return "has ended";
}

/* Says who stands where, and stops. */
static _Noreturn void die_listing(const struct sim_world *w, const char *why)
{
	fprintf(stderr, "simulated world, seed %llu: %s at %lld ms after %lld steps\n",
		(unsigned long long)w->options.seed, why, (long long)w->mono, (long long)w->steps);
	for (uint32_t i = 0; i < w->thread_count; i++) {
		const struct thread *t = w->threads[i];

		if (t->state == ENDED)
			continue;
		fprintf(stderr, "  thread %u %s: %s", t->number, t->name, state_word(t));
		if (t->state == WANTS_LOCK || t->state == WAITS)
			fprintf(stderr, " gate %u", t->gate->number);
		if (t->state == WANTS_LOCK && t->gate->holder)
			fprintf(stderr, " held by thread %u", t->gate->holder->number);
		if (t->state == JOINS)
			fprintf(stderr, " thread %u", t->other->number);
		if (t->until != MONO_NEVER)
			fprintf(stderr, " until %lld", (long long)t->until);
		fprintf(stderr, ", since \"%s\"\n", t->site);
	}
	die(__FILE__, __LINE__, why);
}

/* Nothing but a pause of its process keeps it from running. */
static bool is_able(const struct thread *t)
{
	switch (t->state) {
	case CAN_RUN:
		return true;
	case WANTS_LOCK:
		return !t->gate->holder;
	case JOINS:
		return t->other->state == ENDED || t->other->state == DEAD;
	case WAITS:
		return t->woken && !t->gate->holder;
	case SLEEPS:
	case ENDED:
	case DEAD:
		break;
	}
	return false;
}

static int64_t paused_until(const struct thread *t)
{
	return t->abroad ? 0 : t->world->processes[t->process].paused_until;
}

static bool can_run(const struct thread *t) { return is_able(t) && paused_until(t) <= t->world->mono; }

/* Wakes all whose moment has come. A waiting thread still needs its gate's lock back. */
static void wake_due(struct sim_world *w)
{
	for (uint32_t i = 0; i < w->thread_count; i++) {
		struct thread *t = w->threads[i];

		if (t->until > w->mono)
			continue;
		t->until = MONO_NEVER;
		if (t->state == SLEEPS)
			t->state = CAN_RUN;
		else if (t->state == WAITS && !t->woken)
			t->state = WANTS_LOCK; /* not woken: the moment came first */
	}
}

/* Nobody can run: time leaps to the earliest moment that is waited for. */
static void leap(struct sim_world *w)
{
	int64_t next = MONO_NEVER;

	for (uint32_t i = 0; i < w->thread_count; i++) {
		const struct thread *t = w->threads[i];
		int64_t at = is_able(t) ? paused_until(t) : t->until;

		if (t->state != ENDED && at < next)
			next = at;
	}
	if (next == MONO_NEVER)
		die_listing(w, "nobody can run and nobody waits for a moment");
	if (next > w->options.mono_limit_ms)
		die_listing(w, "the run takes longer than its limit");
	if (next > w->mono)
		w->mono = next;
	wake_due(w);
}

static struct thread *choose(struct sim_world *w)
{
	for (;;) {
		struct thread *able[THREADS_MAX];
		uint32_t count = 0;

		if (w->options.patience && can_run(w->running) &&
		    rand_below(&w->choice, PATIENCE_ALL) < w->options.patience)
			return w->running;
		for (uint32_t i = 0; i < w->thread_count; i++)
			if (can_run(w->threads[i]))
				able[count++] = w->threads[i];
		if (count)
			return able[rand_below(&w->choice, count)];
		leap(w);
	}
}

/* Whom the seed gives the baton next. Only who has it looks at the others, so that this needs no lock. */
static struct thread *next_of(struct sim_world *w, const char *site)
{
	struct thread *from = w->running, *to;

	digest_add(w, name_number(site));
	digest_add(w, from->number);
	if (++w->steps > w->options.step_limit)
		die_listing(w, "the run takes more steps than its limit");
	to = choose(w);
	to->state = CAN_RUN; /* a dead thread is never chosen: it waits for ever */
	digest_add(w, to->number);
	digest_add(w, (uint64_t)w->mono);
	return to;
}

static void die_in_place(struct sim_world *w, struct thread *t)
{
	uint32_t at = 0;

	while (w->threads[at] != t)
		at++;
	w->thread_count--;
	memmove(w->threads + at, w->threads + at + 1, (w->thread_count - at) * sizeof(struct thread *));
	t->state = DEAD;
	w->baton->dead[w->baton->dead_count++] = t->turn;
	w->living--;
	digest_add(w, t->number);
}

void baton_kill(struct sim_world *w, int process)
{
	digest_add(w, name_number("kill"));
	w->killed_abroad = false;
	w->killed_at = w->running && w->running->process == process ? w->running->site : "elsewhere";
	w->processes[process] = (struct process){ .clock_offset = w->processes[process].clock_offset };
	for (uint32_t i = w->thread_count; i-- > 0;) {
		struct thread *t = w->threads[i];

		if (t->process != process || t->state == ENDED)
			continue;
		t->doomed = true;
		w->killed_abroad |= t->abroad;
		if (!t->abroad)
			die_in_place(w, t);
	}
}

/* One step of a process: its last, when it was told to die at this one; and the last of a thread that outlived it. */
static void step(struct sim_world *w, struct thread *me, const char *site)
{
	struct process *p = &w->processes[me->process];

	if (me->doomed && !me->abroad)
		die_in_place(w, me);
	else if (!me->doomed && p->steps_left && (!p->site || strcmp(p->site, site) == 0) && --p->steps_left == 0)
		baton_kill(w, me->process);
}

void baton_pass(struct sim_world *w, const char *site)
{
	struct thread *me = w->running, *to;

	me->site = site;
	step(w, me, site);
	to = next_of(w, site);
	if (to == me)
		return;
	w->running = to;
	turn_switch(me->turn, to->turn);
}

static void thread_body(void *arg)
{
	struct thread *t = arg;
	struct sim_world *w = t->world;

	t->run(t->arg);
	t->state = ENDED;
	w->living--;
	if (w->living)
		w->running = next_of(w, "end");
	turn_leave(t->turn, w->living ? w->running->turn : w->baton->outside);
}

struct thread *baton_spawn(struct sim_world *w, int process, const char *name, void (*run)(void *), void *arg)
{
	struct thread *t = calloc(1, sizeof *t);

	bury_all(w->baton);
	ASSERT(t && w->thread_count < THREADS_MAX);
	*t = (struct thread){ .world = w,
			      .process = process,
			      .number = w->spawned++,
			      .site = "spawn",
			      .until = MONO_NEVER,
			      .run = run,
			      .arg = arg };
	snprintf(t->name, sizeof t->name, "%s", name);
	t->turn = turn_new(thread_body, t);
	w->threads[w->thread_count++] = t;
	w->living++;
	digest_add(w, name_number(name));
	return t;
}

void baton_forget(struct sim_world *w, struct thread *t)
{
	uint32_t at = 0;

	if (t->state == DEAD)
		return; /* it stands for ever where it stood */
	ASSERT(t->state == ENDED);
	while (w->threads[at] != t)
		at++;
	w->thread_count--;
	memmove(w->threads + at, w->threads + at + 1, (w->thread_count - at) * sizeof *w->threads);
	turn_free(t->turn);
	free(t);
}

void baton_start(struct sim_world *w, struct thread *first)
{
	w->running = first;
	turn_switch(w->baton->outside, first->turn);
}
