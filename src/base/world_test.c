/* base/world_test.c - the machine as the one door to what lies outside, and scopes. */
#include "base/http.h"
#include "base/scope.h"
#include "tests/check.h"
#include <string.h>

TEST(the_clocks_run_and_the_wall_clock_is_of_this_century)
{
	struct world *w = check_scope()->world;
	int64_t mono = world_mono(w);

	CHECK(world_now(w) > INT64_C(1700000000000) && world_now(w) < INT64_C(4102444800000));
	CHECK(world_mono(w) >= mono);
	CHECK(!world_fault(w, "anywhere"));
	world_yield(w, "anywhere");
}

TEST(random_bytes_differ_each_time)
{
	struct world *w = check_scope()->world;
	unsigned char a[1000], b[1000];

	world_random(w, a, sizeof a);
	world_random(w, b, sizeof b);
	CHECK(memcmp(a, b, sizeof a) != 0);
	int zeros = 0;
	for (size_t i = 0; i < sizeof a; i++)
		zeros += a[i] == 0;
	CHECK(zeros < 50);
}

struct shared {
	struct world *world;
	struct gate *gate;
	int turn, sum;
};

static void add_on_turn(void *arg)
{
	struct shared *x = arg;

	for (int i = 0; i < 1000; i++) {
		gate_lock(x->world, x->gate);
		while (x->turn != 1)
			(void)gate_wait(x->world, x->gate, MONO_NEVER);
		x->sum++;
		x->turn = 0;
		gate_wake(x->world, x->gate);
		gate_unlock(x->world, x->gate);
	}
}

TEST(threads_take_turns_at_a_gate)
{
	struct world *w = check_scope()->world;
	struct shared x = { w, gate_new(w), 0, 0 };
	struct thread *t = world_spawn(w, "a name longer than fifteen bytes", add_on_turn, &x);

	for (int i = 0; i < 1000; i++) {
		gate_lock(w, x.gate);
		while (x.turn != 0)
			(void)gate_wait(w, x.gate, MONO_NEVER);
		x.turn = 1;
		gate_wake(w, x.gate);
		gate_unlock(w, x.gate);
	}
	world_join(w, t);
	CHECK_EQ(x.sum, 1000);
	gate_free(w, x.gate);
}

TEST(waiting_ends_at_its_moment)
{
	struct world *w = check_scope()->world;
	struct gate *g = gate_new(w);
	int64_t begin = world_mono(w);

	gate_lock(w, g);
	CHECK(!gate_wait(w, g, -5));
	while (gate_wait(w, g, begin + 30))
		continue;
	gate_unlock(w, g);
	CHECK(world_mono(w) >= begin + 30);
	gate_free(w, g);
}

static enum err answer_teapot(void *net, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	(void)s;
	(void)q;
	a->status = *(int *)net;
	return OK;
}

TEST(sending_needs_a_network_that_was_plugged_in)
{
	struct scope *s = check_scope(), other;
	struct world *w = world_real_new();
	struct http_request q = { .url = TEXT("http://localhost/") };
	struct http_answer a = { 0 };
	int status = 418;

	scope_open(&other, &(struct scope){ .world = w });
	CHECK_EQ(w->ops->send(w, &other, &q, &a), ERR_CHANNEL_DOWN);
	CHECK_TEXT(other.words, "this program has no network");
	world_real_plug(w, answer_teapot, &status);
	CHECK_EQ(w->ops->send(w, s, &q, &a), OK);
	CHECK_EQ(a.status, 418);
	scope_close(&other);
	world_real_free(w);
}

TEST(a_scope_takes_what_is_shared_from_its_parent_and_starts_afresh_otherwise)
{
	struct scope *parent = check_scope(), child;

	parent->actor_id = 9;
	parent->marks = TEXT("job=1");
	scope_open(&child, parent);
	CHECK(child.world == parent->world && child.ids == parent->ids && child.arena != parent->arena);
	CHECK_EQ(child.tenant_id, parent->tenant_id);
	CHECK_EQ(child.actor_id, 0);
	CHECK(child.marks.at == NULL && child.deadline == MONO_NEVER);
	CHECK(child.now >= parent->now);
	scope_close(&child);
}
