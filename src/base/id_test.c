/* base/id_test.c - never the same id twice. */
#include "base/id.h"
#include "base/scope.h"
#include "tests/check.h"
#include <stdlib.h>

struct fake {
	struct world world;
	int64_t now;
};

static int64_t fake_now(struct world *w) { return ((struct fake *)(void *)w)->now; }

static const struct world_ops fake_ops = { .now = fake_now };
#define YEAR_2026 INT64_C(1795300876000)

TEST(an_id_is_time_node_and_counter)
{
	struct fake f = { { &fake_ops }, INT64_C(1577836800000) + 5 };
	struct ids *ids = ids_new(&f.world, 3);

	CHECK_EQ(id_next(ids), INT64_C(5) << 22 | 3 << 12);
	CHECK_EQ(id_next(ids), INT64_C(5) << 22 | 3 << 12 | 1);
	f.now += 2;
	CHECK_EQ(id_next(ids), INT64_C(7) << 22 | 3 << 12);
	ids_free(ids);
}

TEST(ids_rise_while_the_clock_stands_still_or_goes_back)
{
	struct fake f = { { &fake_ops }, YEAR_2026 };
	struct ids *ids = ids_new(&f.world, NODE_MAX);
	int64_t last = 0;

	for (int i = 0; i < 30000; i++) {
		int64_t id = id_next(ids);

		CHECK(id > last);
		CHECK_EQ(id >> 12 & 1023, NODE_MAX);
		last = id;
		if (i % 1000 == 500)
			f.now -= 60000;
		if (i % 1000 == 700)
			f.now += 59000;
	}
	f.now = 0;
	CHECK(id_next(ids) > last);
	ids_free(ids);
}

TEST(nodes_never_meet)
{
	struct fake f = { { &fake_ops }, YEAR_2026 };
	struct ids *a = ids_new(&f.world, 1), *b = ids_new(&f.world, 2);

	for (int i = 0; i < 5000; i++)
		CHECK((id_next(a) & 0x3FF000) != (id_next(b) & 0x3FF000));
	ids_free(a);
	ids_free(b);
}

enum { THREADS = 8, EACH = 20000 };
struct taker {
	struct ids *ids;
	int64_t *out;
};

static void take(void *arg)
{
	struct taker *t = arg;

	for (int i = 0; i < EACH; i++)
		t->out[i] = id_next(t->ids);
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

TEST(threads_never_get_the_same_id)
{
	struct scope *s = check_scope();
	int64_t *all = ARENA_ARRAY(s->arena, int64_t, THREADS * EACH);
	struct taker takers[THREADS];
	struct thread *threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		takers[i] = (struct taker){ s->ids, all + i * EACH };
		threads[i] = world_spawn(s->world, "taker", take, &takers[i]);
	}
	for (int i = 0; i < THREADS; i++)
		world_join(s->world, threads[i]);
	qsort(all, THREADS * EACH, sizeof *all, by_value);
	for (int i = 1; i < THREADS * EACH; i++)
		CHECK(all[i - 1] != all[i]);
}
