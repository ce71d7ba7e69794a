/* lab/lab_test.c - a seed repeats a whole world, and in it every order arrives. */
#include "lab/lab.h"
#include "tests/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct lab_report lab(uint64_t seed)
{
	static const char *const files[] = { "lockstep.db", "lockstep.db-wal", "lockstep.db-shm", "lockstep.key",
					     NULL };
	const char *tmp = getenv("TMPDIR");
	char folder[256];
	struct lab_report r;

	snprintf(folder, sizeof folder, "%s/lockstep-lab-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	CHECK(mkdtemp(folder));
	CHECK_OK(lab_run(
		check_scope(),
		&(struct lab_options){ .seed = seed, .days = 2, .orders = 150, .per_minute = 1, .folder = folder },
		&r));
	for (size_t i = 0; files[i]; i++) {
		char path[300];

		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		unlink(path);
	}
	CHECK(rmdir(folder) == 0);
	return r;
}

TEST(the_same_seed_gives_the_same_world_and_another_seed_another)
{
	struct lab_report a = lab(1), b = lab(1), c = lab(2);

	CHECK(a.digest == b.digest);
	CHECK_EQ(a.steps, b.steps);
	CHECK(a.digest != c.digest);
}

TEST(when_all_is_quiet_every_order_of_the_market_is_held_as_it_last_was)
{
	uint64_t seed = check_seed();
	struct lab_report r = lab(seed);

	CHECK(r.market > 150);
	CHECK_EQ(r.held, r.market);
	CHECK_EQ(r.missing, 0);
	CHECK_EQ(r.stale, 0);
}
