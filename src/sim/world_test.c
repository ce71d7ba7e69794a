/* sim/world_test.c - the simulated world: the same seed replays exactly, time leaps, gates hold, a deadlock is found. */
#include "base/http.h"
#include "base/instant.h"
#include "sim/sim.h"
#include "sim/world.h"
#include "tests/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW INT64_C(1790000000000)
enum { WORKERS = 12, ROUNDS = 40 };

/* Workers that count in turns under one gate, wait, wake each other and sleep. */
struct shared {
	struct world *world;
	struct gate *gate;
	int inside, count, woken;
	char order[WORKERS * ROUNDS + 1];
};

struct worker {
	struct shared *shared;
	int number;
};

static void work(void *arg)
{
	struct worker *me = arg;
	struct shared *x = me->shared;

	for (int i = 0; i < ROUNDS; i++) {
		gate_lock(x->world, x->gate);
		ASSERT(x->inside++ == 0);
		world_yield(x->world, "inside");
		x->order[x->count++] = (char)('a' + me->number);
		ASSERT(--x->inside == 0);
		if (i % 3 == 0)
			x->woken += gate_wait(x->world, x->gate, world_mono(x->world) + 50);
		else
			gate_wake(x->world, x->gate);
		gate_unlock(x->world, x->gate);
		if (i % 5 == 0)
			sim_world_sleep(x->world, 10 * (me->number + 1));
	}
}

static void start_workers(void *arg)
{
	struct shared *x = arg;
	struct worker workers[WORKERS];
	struct thread *threads[WORKERS];

	x->gate = gate_new(x->world);
	for (int i = 0; i < WORKERS; i++) {
		workers[i] = (struct worker){ x, i };
		threads[i] = world_spawn(x->world, "worker", work, &workers[i]);
	}
	for (int i = 0; i < WORKERS; i++)
		world_join(x->world, threads[i]);
	gate_free(x->world, x->gate);
}

static uint64_t digest_of_run(uint64_t seed, struct shared *x)
{
	struct sim_world_options o = { .seed = seed, .now = NOW };
	uint64_t digest;

	*x = (struct shared){ .world = sim_world_new(&o) };
	sim_world_run(x->world, start_workers, x);
	digest = sim_world_digest(x->world);
	sim_world_free(x->world);
	return digest;
}

TEST(the_same_seed_runs_the_same_way_and_another_seed_another_way)
{
	static struct shared a, b, c;
	uint64_t first = digest_of_run(42, &a);

	CHECK_EQ(a.count, WORKERS * ROUNDS);
	CHECK(a.woken > 0);
	CHECK(first == digest_of_run(42, &b));
	CHECK(strcmp(a.order, b.order) == 0);
	CHECK(first != digest_of_run(43, &c));
	CHECK(strcmp(a.order, c.order) != 0);
}

/* Written down once: no build, compiler or sanitizer may change it. It changes with the scheduler and with work(). */
TEST(a_seed_means_the_same_run_in_every_build)
{
	static struct shared x;

	CHECK_EQ(digest_of_run(7, &x), INT64_C(8384003799397890640));
}

struct clocks {
	struct world *world;
	int64_t slept, late, early, jumped;
	bool woken;
};

static void wake_later(void *arg)
{
	struct clocks *x = arg;

	sim_world_sleep(x->world, 5000);
	x->early = world_mono(x->world);
}

static void read_clocks(void *arg)
{
	struct clocks *x = arg;
	struct gate *g = gate_new(x->world);
	struct thread *t = world_spawn(x->world, "sleeper", wake_later, x);
	int64_t start = world_mono(x->world);

	for (int i = 0; i < 1000; i++)
		world_yield(x->world, "busy"); /* time stands still while somebody can run */
	ASSERT(world_mono(x->world) == start);
	gate_lock(x->world, g);
	x->woken = gate_wait(x->world, g, start + 3 * DAY_MS);
	gate_unlock(x->world, g);
	x->slept = world_mono(x->world) - start;
	x->late = world_now(x->world);
	sim_world_set_now(x->world, NOW - DAY_MS);
	x->jumped = world_now(x->world);
	ASSERT(world_mono(x->world) == start + 3 * DAY_MS);
	world_join(x->world, t);
	gate_free(x->world, g);
}

TEST(time_leaps_when_nobody_can_run_and_the_wall_clock_may_jump)
{
	struct sim_world_options o = { .seed = 1, .now = NOW };
	struct clocks x = { .world = sim_world_new(&o) };

	sim_world_run(x.world, read_clocks, &x);
	CHECK(!x.woken);
	CHECK_EQ(x.slept, 3 * DAY_MS);
	CHECK_EQ(x.late, NOW + 3 * DAY_MS);
	CHECK_EQ(x.early, 5000);
	CHECK_EQ(x.jumped, NOW - DAY_MS);
	sim_world_free(x.world);
}

/* A request through the world to a market in the same process. */
struct asking {
	struct world *world;
	struct sim *sim;
	struct scope scope;
	enum err quick, slow;
	int status;
	int64_t took;
};

static void ask_market(void *arg)
{
	struct asking *x = arg;
	struct http_request q = { .method = TEXT("GET"), .url = TEXT("https://market.example/api/v2/nothing") };
	struct http_answer a;

	scope_open(&x->scope, &(struct scope){ .world = x->world, .deadline = MONO_NEVER });
	x->quick = x->world->ops->send(x->world, &x->scope, &q, &a);
	x->status = a.status;
	x->took = world_mono(x->world);
	q.timeout_ms = 3;
	x->slow = x->world->ops->send(x->world, &x->scope, &q, &a);
	x->took = world_mono(x->world) - x->took;
	scope_close(&x->scope);
}

TEST(a_request_takes_its_virtual_time_and_no_longer_than_its_timeout)
{
	struct scope *s = check_scope();
	struct asking x = { 0 };
	struct sim_options so = { .seed = 1, .shops = 1 };

	CHECK_OK(sim_open(s, &so, &x.sim)); /* its gate is of the real world: nobody contends */
	x.world = sim_world_new(&(struct sim_world_options){ .seed = 1, .now = NOW, .send = sim_send, .net = x.sim });
	sim_world_run(x.world, ask_market, &x);
	CHECK_EQ(x.quick, OK);
	CHECK_EQ(x.status, 404);
	CHECK_EQ(x.slow, ERR_CHANNEL_TIMEOUT);
	CHECK_EQ(x.took, 3);
	sim_world_free(x.world);
	sim_close(x.sim);
}

/* Pullers of a market inside the world, while it lives. */
struct crowd {
	struct world *world;
	struct sim *sim;
	struct digest128 digest;
	size_t orders;
};

static void crowd_ask(void *arg)
{
	struct crowd *x = arg;
	struct scope s;
	struct http_request q = { .method = TEXT("GET"), .url = TEXT("https://market.example/api/v2/nothing") };
	struct http_answer a;

	scope_open(&s, &(struct scope){ .world = x->world, .deadline = MONO_NEVER });
	for (int i = 0; i < 30; i++) {
		ASSERT(x->world->ops->send(x->world, &s, &q, &a) == OK);
		ASSERT(sim_live(x->sim, &s) == OK);
	}
	scope_close(&s);
}

static void crowd_run(void *arg)
{
	struct crowd *x = arg;
	struct scope s;
	struct sim_options so = { .seed = 5, .shops = 2, .orders = 100, .per_minute = 600 };
	struct thread *t[8];

	scope_open(&s, &(struct scope){ .world = x->world, .deadline = MONO_NEVER });
	ASSERT(sim_open(&s, &so, &x->sim) == OK);
	for (int i = 0; i < 8; i++)
		t[i] = world_spawn(x->world, "puller", crowd_ask, x);
	for (int i = 0; i < 8; i++)
		world_join(x->world, t[i]);
	struct market *m = sim_lock(x->sim);
	x->orders = market_order_count(m);
	x->digest = market_digest(m, s.arena);
	sim_unlock(x->sim);
	sim_close(x->sim);
	scope_close(&s);
}

static enum err crowd_send(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	return sim_answer(((struct crowd *)arg)->sim, s, q, a);
}

static uint64_t crowd_digest(uint64_t seed, struct crowd *x)
{
	struct sim_world_options o = { .seed = seed, .now = NOW, .send = crowd_send, .net = x };
	uint64_t digest;

	x->world = sim_world_new(&o);
	sim_world_run(x->world, crowd_run, x);
	digest = sim_world_digest(x->world);
	sim_world_free(x->world);
	return digest;
}

TEST(a_market_that_lives_in_the_world_replays_with_it)
{
	struct crowd a = { 0 }, b = { 0 }, c = { 0 };
	uint64_t first = crowd_digest(9, &a);

	CHECK(a.orders > 110);
	CHECK(first == crowd_digest(9, &b));
	CHECK(memcmp(&a.digest, &b.digest, sizeof a.digest) == 0);
	CHECK(first != crowd_digest(10, &c));
}

static void lock_for_ever(void *arg)
{
	struct shared *x = arg;

	gate_lock(x->world, x->gate);
	gate_unlock(x->world, x->gate);
}

static void deadlock(void *arg)
{
	struct shared *x = arg;
	struct thread *t;

	x->gate = gate_new(x->world);
	gate_lock(x->world, x->gate);
	t = world_spawn(x->world, "locker", lock_for_ever, x);
	world_join(x->world, t);
}

static void run_away(void *arg)
{
	struct shared *x = arg;

	for (;;)
		world_yield(x->world, "round and round");
}

static void sleep_too_long(void *arg)
{
	struct shared *x = arg;

	sim_world_sleep(x->world, 400 * DAY_MS);
}

/* What a world that must die says on the way; empty when it did not die. */
static struct text last_words(void (*run)(void *))
{
	struct buffer b = buffer_in(check_scope()->arena);
	char chunk[512];
	int ends[2], status;
	ssize_t got;

	CHECK_EQ(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		struct sim_world_options o = { .seed = 6, .now = NOW, .step_limit = 1000 };
		struct shared x = { .world = sim_world_new(&o) };

		dup2(ends[1], STDERR_FILENO);
		sim_world_run(x.world, run, &x);
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], chunk, sizeof chunk)) > 0)
		buffer_add(&b, (struct text){ chunk, (size_t)got });
	close(ends[0]);
	CHECK_EQ(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? TEXT("") : buffer_text(&b);
}

TEST(a_deadlock_dies_with_a_listing_of_who_waits_where)
{
	struct text said = last_words(deadlock);

	CHECK(strstr(said.at, "nobody can run"));
	CHECK(strstr(said.at, "thread 0 main: joins thread 1"));
	CHECK(strstr(said.at, "thread 1 locker: wants the lock of gate 0 held by thread 0"));
}

TEST(a_run_that_does_not_end_dies_at_its_limit)
{
	CHECK(strstr(last_words(run_away).at, "more steps than its limit"));
	CHECK(strstr(last_words(sleep_too_long).at, "longer than its limit"));
}
