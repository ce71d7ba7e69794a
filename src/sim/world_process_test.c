/* sim/world_process_test.c - processes of the simulated world: they die at any step, stand still, and have clocks of their own. */
#include "base/http.h"
#include "sim/world.h"
#include "tests/check.h"

#define NOW INT64_C(1790000000000)
enum { VICTIM = 1, OTHER = 2, STEPS = 60 };

struct stage {
	struct world *world;

	int64_t steps, before, after; /* of the victim; how many it is given */
	int64_t arrived, returned, woke_at, wall, wall_other;
	int failed;
	const char *site;
};

static void walk(void *arg)
{
	struct stage *x = arg;

	for (;;) {
		world_yield(x->world, "step");
		x->steps++;
	}
}

static void two_walk(void *arg)
{
	struct stage *x = arg;

	(void)world_spawn(x->world, "second", walk, x);
	walk(x);
}

static void kill_at_a_step(void *arg)
{
	struct stage *x = arg;
	struct thread *t = sim_world_process(x->world, VICTIM, "victim", two_walk, x);

	x->before = x->steps;
	sim_world_kill_after(x->world, VICTIM, x->site, x->after);
	world_join(x->world, t);
	x->woke_at = x->steps;
	sim_world_sleep(x->world, 1000);
}

TEST(a_process_dies_at_the_step_that_was_said_with_all_its_threads)
{
	for (int64_t after = 5; after < STEPS; after += 9) {
		struct sim_world_options o = { .seed = (uint64_t)after, .now = NOW };
		struct stage x = { .world = sim_world_new(&o), .after = after };

		sim_world_run(x.world, kill_at_a_step, &x);
		CHECK(x.steps - x.before <= after && x.steps - x.before >= after - 3);
		CHECK_EQ(x.steps, x.woke_at); /* nobody walks on */
		sim_world_free(x.world);
	}
}

TEST(a_process_dies_where_it_was_said)
{
	struct sim_world_options o = { .seed = 4, .now = NOW };
	struct stage x = { .world = sim_world_new(&o), .after = 7, .site = "step" };

	sim_world_run(x.world, kill_at_a_step, &x);
	CHECK_TEXT(text_of(sim_world_killed_at(x.world)), "step");
	CHECK(!sim_world_killed_abroad(x.world));
	CHECK(x.steps - x.before <= 7);
	sim_world_free(x.world);
}

static enum err arrive(void *net, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct stage *x = net;

	(void)s, (void)q;
	a->status = 200;
	x->arrived++;
	x->wall = world_now(x->world);
	return OK;
}

static void send_one(void *arg)
{
	struct stage *x = arg;
	struct scope s = { .world = x->world };
	struct http_request q = { .url = TEXT("http://127.0.0.1/") };
	struct http_answer a = { 0 };

	x->failed += x->world->ops->send(x->world, &s, &q, &a) != OK;
	x->returned++;
}

static void kill_while_it_sends(void *arg)
{
	struct stage *x = arg;
	struct thread *t;

	sim_world_clock(x->world, VICTIM, 7777);
	t = sim_world_process(x->world, VICTIM, "victim", send_one, x);
	sim_world_sleep(x->world, 1);
	sim_world_kill(x->world, VICTIM);
	world_join(x->world, t);
	sim_world_sleep(x->world, 1000);
}

TEST(what_a_dying_process_has_sent_arrives_and_nobody_hears_the_answer)
{
	struct stage x = { 0 };
	struct sim_world_options o = {
		.seed = 1, .now = NOW, .send = arrive, .net = &x, .latency_min_ms = 20, .latency_max_ms = 20
	};

	x.world = sim_world_new(&o);
	sim_world_run(x.world, kill_while_it_sends, &x);
	CHECK(sim_world_killed_abroad(x.world));
	CHECK_EQ(x.arrived, 1);
	CHECK_EQ(x.returned, 0);
	CHECK_EQ(x.wall, NOW + 20); /* abroad, the world's clock counts */
	sim_world_free(x.world);
}

static void nap(void *arg)
{
	struct stage *x = arg;

	sim_world_sleep(x->world, 10);
	x->woke_at = world_mono(x->world);
	x->wall = world_now(x->world);
}

static void look(void *arg)
{
	struct stage *x = arg;

	sim_world_sleep(x->world, 10);
	x->wall_other = world_now(x->world);
}

static void pause_one(void *arg)
{
	struct stage *x = arg;
	struct thread *t, *u;

	sim_world_clock(x->world, VICTIM, -5000);
	t = sim_world_process(x->world, VICTIM, "victim", nap, x);
	u = sim_world_process(x->world, OTHER, "other", look, x);
	sim_world_pause(x->world, VICTIM, 3000);
	world_join(x->world, t);
	world_join(x->world, u);
}

TEST(a_paused_process_goes_on_later_by_a_clock_of_its_own)
{
	struct sim_world_options o = { .seed = 2, .now = NOW };
	struct stage x = { .world = sim_world_new(&o) };

	sim_world_run(x.world, pause_one, &x);
	CHECK_EQ(x.woke_at, 3000);
	CHECK_EQ(x.wall, NOW + 3000 - 5000);
	CHECK_EQ(x.wall_other, NOW + 10);
	sim_world_free(x.world);
}

static void ask_faults(void *arg)
{
	struct stage *x = arg;

	for (int i = 0; i < 1000; i++)
		x->failed += world_fault(x->world, "here");
}

static void fault_some(void *arg)
{
	struct stage *x = arg;

	sim_world_fault_rate(x->world, "here", 200000);
	ask_faults(x); /* the world's own thread is spared */
	ASSERT(x->failed == 0);
	world_join(x->world, sim_world_process(x->world, VICTIM, "victim", ask_faults, x));
}

TEST(a_fault_strikes_processes_as_often_as_its_rate_says)
{
	struct sim_world_options o = { .seed = 3, .now = NOW };
	struct stage x = { .world = sim_world_new(&o) };

	sim_world_run(x.world, fault_some, &x);
	CHECK(x.failed > 150 && x.failed < 250);
	CHECK_EQ(sim_world_fault_count(x.world, "here"), x.failed);
	sim_world_free(x.world);
}
