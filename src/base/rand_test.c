/* base/rand_test.c - the same seed gives the same numbers, everywhere and forever. */
#include "base/rand.h"
#include "tests/check.h"

TEST(a_seed_fills_the_state_by_splitmix64)
{
	struct rand r = rand_seed(0);

	CHECK(r.state[0] == UINT64_C(0xE220A8397B1DCDAF) && r.state[1] == UINT64_C(0x6E789E6AA1B965F4));
	CHECK(r.state[2] == UINT64_C(0x06C45D188009454F) && r.state[3] == UINT64_C(0xF88BB8A8724C81EC));
}

TEST(the_numbers_are_those_of_xoshiro256_star_star)
{
	struct rand r = { { 1, 2, 3, 4 } };
	static const uint64_t golden[] = { 11520, 0, 1509978240, UINT64_C(1215971899390074240) };

	for (size_t i = 0; i < sizeof golden / sizeof *golden; i++)
		CHECK(rand_next(&r) == golden[i]);
}

TEST(two_streams_of_one_seed_run_alike_and_a_split_one_differs)
{
	struct rand a = rand_seed(42), b = rand_seed(42), split = rand_split(&a);

	(void)rand_next(&b);
	CHECK(a.state[0] == b.state[0] && a.state[3] == b.state[3]);
	for (int i = 0; i < 100; i++) {
		uint64_t n = rand_next(&a);

		CHECK(n == rand_next(&b));
		CHECK(n != rand_next(&split));
	}
}

TEST(bounds_are_kept_and_reached)
{
	struct rand r = rand_seed(check_seed());
	int seen[6] = { 0 }, hits = 0;

	for (int i = 0; i < 60000; i++) {
		int64_t n = rand_between(&r, -2, 3);

		CHECK(n >= -2 && n <= 3);
		seen[n + 2]++;
		hits += rand_chance(&r, 250000);
	}
	for (int i = 0; i < 6; i++)
		CHECK(seen[i] > 9000 && seen[i] < 11000);
	CHECK(hits > 14000 && hits < 16000);
	CHECK_EQ(rand_below(&r, 1), 0);
	CHECK_EQ(rand_between(&r, 7, 7), 7);
	(void)rand_between(&r, INT64_MIN, INT64_MAX);
	CHECK(rand_chance(&r, 1000000) && !rand_chance(&r, 0));
}

TEST(numbers_below_a_bound_that_does_not_divide_are_without_bias)
{
	struct rand r = rand_seed(7);
	uint64_t bound = UINT64_MAX / 3 * 2;
	int low = 0;

	/* Taking the remainder alone would give two of three numbers to the lower half. */
	for (int i = 0; i < 30000; i++)
		low += rand_below(&r, bound) < bound / 2;
	CHECK(low > 14400 && low < 15600);
}
