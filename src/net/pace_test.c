/* net/pace_test.c - how fast a key may go, on a clock of the test's own. */
#include "net/pace.h"
#include "tests/check.h"

struct fake {
	struct world world;
	struct world_ops ops;
	int64_t mono;
	int held;
};

static int64_t fake_mono(struct world *w) { return ((struct fake *)(void *)w)->mono; }
static struct gate *fake_gate_new(struct world *w) { return (struct gate *)(void *)&((struct fake *)(void *)w)->held; }
static void fake_gate_free(struct world *w, struct gate *g)
{
	(void)g;
	ASSERT(((struct fake *)(void *)w)->held == 0);
}
static void fake_lock(struct world *w, struct gate *g)
{
	(void)g;
	ASSERT(((struct fake *)(void *)w)->held++ == 0);
}
static void fake_unlock(struct world *w, struct gate *g)
{
	(void)g;
	ASSERT(((struct fake *)(void *)w)->held-- == 1);
}

static struct pace *open_pace(struct fake *f, int64_t mono)
{
	*f = (struct fake){ .mono = mono };
	f->ops.mono = fake_mono;
	f->ops.gate_new = fake_gate_new;
	f->ops.gate_free = fake_gate_free;
	f->ops.gate_lock = fake_lock;
	f->ops.gate_unlock = fake_unlock;
	f->world.ops = &f->ops;
	return pace_new(&f->world);
}

static const struct pace_rule sixty = { .per_minute = 60, .burst = 3 };

TEST(a_burst_goes_at_once_and_the_next_call_is_told_when)
{
	struct fake f;
	struct pace *p = open_pace(&f, 5000);

	for (int i = 0; i < 3; i++)
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
	CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 6000);
	f.mono = 5999;
	CHECK(pace_take(p, TEXT("a"), &sixty) > 5999);
	f.mono = 6000;
	CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
	pace_free(p);
}

TEST(in_the_long_run_exactly_the_rate_goes)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1);
	struct pace_rule r = { .per_minute = 97, .burst = 5 };
	int went = 0;

	for (f.mono = 1; f.mono <= 60 * 60000; f.mono += 7)
		went += pace_take(p, TEXT("a"), &r) == 0;
	CHECK(went >= 97 * 60 && went <= 97 * 60 + 5);
	pace_free(p);
}

TEST(keys_do_not_slow_each_other)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1);

	while (pace_take(p, TEXT("a"), &sixty) == 0)
		;
	CHECK_EQ(pace_take(p, TEXT("b"), &sixty), 0);
	pace_free(p);
}

TEST(those_who_wait_are_spread_over_the_moments_that_become_free)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);

	for (int i = 0; i < 3; i++)
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
	for (int i = 1; i <= 60; i++)
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 1000 + i * 1000);
	CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 61000); /* never told to come later than a minute from now */
	for (int i = 1; i <= 60; i++) {
		f.mono = 1000 + i * 1000;
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
	}
	pace_free(p);
}

TEST(without_a_known_limit_everything_goes_until_a_penalty)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);
	struct pace_rule none = { 0 };

	for (int i = 0; i < 1000; i++)
		CHECK_EQ(pace_take(p, TEXT("a"), &none), 0);
	pace_penalty(p, TEXT("a"), 4000);
	CHECK_EQ(pace_take(p, TEXT("a"), &none), 4000);
	CHECK_EQ(pace_take(p, TEXT("b"), &none), 0);
	f.mono = 4000;
	CHECK_EQ(pace_take(p, TEXT("a"), &none), 0);
	pace_free(p);
}

static int calls_in_a_minute(struct fake *f, struct pace *p, bool thank)
{
	int went = 0;

	for (int64_t end = f->mono + 60000; f->mono < end; f->mono += 10)
		if (pace_take(p, TEXT("a"), &sixty) == 0) {
			went++;
			if (thank)
				pace_ok(p, TEXT("a"));
		}
	return went;
}

TEST(a_penalty_halves_the_rate_and_good_answers_bring_it_back)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);

	pace_penalty(p, TEXT("a"), 2000);
	pace_penalty(p, TEXT("a"), 2000); /* of another call under way: the same penalty */
	f.mono = 2000;
	CHECK(calls_in_a_minute(&f, p, false) <= 31);
	CHECK(calls_in_a_minute(&f, p, true) >= 50);
	CHECK(calls_in_a_minute(&f, p, true) >= 59);
	pace_free(p);
}

TEST(an_earlier_penalty_never_shortens_a_later_one)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);

	pace_penalty(p, TEXT("a"), 9000);
	pace_penalty(p, TEXT("a"), 3000);
	CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 9000);
	pace_free(p);
}

TEST(a_call_given_back_may_go_again_but_never_beyond_the_burst)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);

	for (int i = 0; i < 50; i++) {
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
		pace_give_back(p, TEXT("a"));
	}
	for (int i = 0; i < 50; i++)
		pace_give_back(p, TEXT("a"));
	for (int i = 0; i < 3; i++)
		CHECK_EQ(pace_take(p, TEXT("a"), &sixty), 0);
	CHECK(pace_take(p, TEXT("a"), &sixty) != 0);
	pace_free(p);
}

TEST(many_keys_are_bounded_and_one_under_penalty_is_remembered)
{
	struct fake f;
	struct pace *p = open_pace(&f, 1000);

	pace_penalty(p, TEXT("slow"), 1000000);
	for (int i = 0; i < 20000; i++)
		CHECK_EQ(pace_take(p, text_format(check_scope()->arena, "key %d", i), &sixty), 0);
	CHECK_EQ(pace_take(p, TEXT("slow"), &sixty), 1000000);
	pace_free(p);
}

TEST(extreme_rules_and_clocks_neither_block_for_ever_nor_overflow)
{
	struct fake f;
	struct pace *p = open_pace(&f, INT64_MAX / 1000);
	struct pace_rule wild = { .per_minute = INT64_MAX, .burst = INT64_MAX };
	struct pace_rule rare = { .per_minute = 1, .burst = 0 };

	CHECK_EQ(pace_take(p, TEXT("wild"), &wild), 0);
	CHECK_EQ(pace_take(p, TEXT("rare"), &rare), 0);
	CHECK_EQ(pace_take(p, TEXT("rare"), &rare), f.mono + 60000);
	for (int i = 0; i < 20; i++) {
		f.mono += 10;
		pace_penalty(p, TEXT("rare"), f.mono + 5);
	}
	f.mono += 60005;
	CHECK_EQ(pace_take(p, TEXT("rare"), &rare), 0);
	pace_free(p);
}
