/* base/world_real.c - the machine itself: its clocks, its random numbers, its threads. */
#include "base/scope.h"
#include "base/world.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <time.h>

enum { STACK_SIZE = 1024 * 1024, THREAD_NAME_SIZE = 16 };

struct real {
	struct world world; /* first, as the world is what others hold */
	world_send_fn *send;
	void *net;
};

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t woken;
};

struct thread {
	pthread_t id;
	char name[THREAD_NAME_SIZE];
	void (*run)(void *);
	void *arg;
};

static int64_t clock_ms(clockid_t clock)
{
	struct timespec t;

	ASSERT(clock_gettime(clock, &t) == 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t real_now(struct world *w)
{
	(void)w;
	return clock_ms(CLOCK_REALTIME);
}

static int64_t real_mono(struct world *w)
{
	(void)w;
	return clock_ms(CLOCK_MONOTONIC);
}

static void real_random(struct world *w, void *out, size_t size)
{
	char *at = out;

	(void)w;
	while (size) {
		ssize_t got = getrandom(at, size, 0);

		ASSERT(got > 0 || errno == EINTR);
		if (got > 0) {
			at += got;
			size -= (size_t)got;
		}
	}
}

static enum err real_send(struct world *w, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct real *r = (struct real *)(void *)w;

	if (!r->send)
		return fail(s, ERR_CHANNEL_DOWN, "this program has no network");
	return r->send(r->net, s, q, a);
}

static struct gate *real_gate_new(struct world *w)
{
	struct gate *g = malloc(sizeof *g);
	pthread_condattr_t attr;

	(void)w;
	ASSERT(g);
	ASSERT(pthread_mutex_init(&g->lock, NULL) == 0);
	ASSERT(pthread_condattr_init(&attr) == 0);
	ASSERT(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0);
	ASSERT(pthread_cond_init(&g->woken, &attr) == 0);
	ASSERT(pthread_condattr_destroy(&attr) == 0);
	return g;
}

static void real_gate_free(struct world *w, struct gate *g)
{
	(void)w;
	if (!g)
		return;
	ASSERT(pthread_cond_destroy(&g->woken) == 0);
	ASSERT(pthread_mutex_destroy(&g->lock) == 0);
	free(g);
}

static void real_gate_lock(struct world *w, struct gate *g)
{
	(void)w;
	ASSERT(pthread_mutex_lock(&g->lock) == 0);
}

static void real_gate_unlock(struct world *w, struct gate *g)
{
	(void)w;
	ASSERT(pthread_mutex_unlock(&g->lock) == 0);
}

static bool real_gate_wait(struct world *w, struct gate *g, int64_t until_mono)
{
	struct timespec until;
	int got;

	(void)w;
	if (until_mono == MONO_NEVER) {
		ASSERT(pthread_cond_wait(&g->woken, &g->lock) == 0);
		return true;
	}
	if (until_mono < 0)
		until_mono = 0;
	until = (struct timespec){ .tv_sec = until_mono / 1000, .tv_nsec = until_mono % 1000 * 1000000 };
	got = pthread_cond_timedwait(&g->woken, &g->lock, &until);
	ASSERT(got == 0 || got == ETIMEDOUT);
	return got == 0;
}

static void real_gate_wake(struct world *w, struct gate *g)
{
	(void)w;
	ASSERT(pthread_cond_broadcast(&g->woken) == 0);
}

static void *thread_main(void *arg)
{
	struct thread *t = arg;

	(void)prctl(PR_SET_NAME, t->name, 0, 0, 0); /* only what a debugger shows */
	t->run(t->arg);
	return NULL;
}

static struct thread *real_spawn(struct world *w, const char *name, void (*run)(void *), void *arg)
{
	struct thread *t = calloc(1, sizeof *t);
	pthread_attr_t attr;
	sigset_t all, before;

	(void)w;
	ASSERT(t);
	(void)snprintf(t->name, sizeof t->name, "%s", name);
	t->run = run;
	t->arg = arg;
	ASSERT(pthread_attr_init(&attr) == 0);
	ASSERT(pthread_attr_setstacksize(&attr, STACK_SIZE) == 0);
	/* Signals are the first thread's business: the new one starts with all of them blocked. */
	ASSERT(sigfillset(&all) == 0);
	ASSERT(pthread_sigmask(SIG_SETMASK, &all, &before) == 0);
	ASSERT(pthread_create(&t->id, &attr, thread_main, t) == 0);
	ASSERT(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
	ASSERT(pthread_attr_destroy(&attr) == 0);
	return t;
}

static void real_join(struct world *w, struct thread *t)
{
	(void)w;
	ASSERT(pthread_join(t->id, NULL) == 0);
	free(t);
}

static void real_yield(struct world *w, const char *site)
{
	(void)w;
	(void)site;
}

static bool real_fault(struct world *w, const char *site)
{
	(void)w;
	(void)site;
	return false;
}

static const struct world_ops real_ops = {
	.now = real_now,
	.mono = real_mono,
	.random = real_random,
	.send = real_send,
	.gate_new = real_gate_new,
	.gate_free = real_gate_free,
	.gate_lock = real_gate_lock,
	.gate_unlock = real_gate_unlock,
	.gate_wait = real_gate_wait,
	.gate_wake = real_gate_wake,
	.spawn = real_spawn,
	.join = real_join,
	.yield = real_yield,
	.fault = real_fault,
};

struct world *world_real_new(void)
{
	struct real *r = calloc(1, sizeof *r);

	ASSERT(r);
	r->world.ops = &real_ops;
	return &r->world;
}

void world_real_free(struct world *w) { free(w); }

void world_real_plug(struct world *w, world_send_fn *send, void *net)
{
	struct real *r = (struct real *)(void *)w;

	ASSERT(w->ops == &real_ops);
	r->send = send;
	r->net = net;
}
