/* sim/timeline_test.c - the timeline against a plain sorted list. */
#include "base/rand.h"
#include "sim/timeline.h"
#include "tests/check.h"

enum { PLACES = 3000 };

static int later_first(const uint64_t *list, uint64_t before, uint64_t least, uint64_t *out, size_t max)
{
	int count = 0;

	for (int i = PLACES; i-- && (size_t)count < max;)
		if (list[i] && list[i] < before && list[i] >= least)
			out[count++] = list[i];
	return count;
}

TEST(a_timeline_lists_what_a_sorted_list_would)
{
	static uint64_t list[PLACES];
	struct rand r = rand_seed(check_seed());
	struct timeline *t = timeline_new();
	uint64_t got[100], want[100];

	for (uint32_t i = 0; i < PLACES; i++) /* sorted by construction; zero stands for absent */
		list[i] = 0;
	for (int round = 0; round < 20000; round++) {
		uint32_t i = (uint32_t)rand_below(&r, PLACES);

		if (list[i])
			timeline_remove(t, list[i]);
		else
			timeline_add(t, timeline_place(100 + i / 7, i));
		list[i] = list[i] ? 0 : timeline_place(100 + i / 7, i);
		if (round % 50)
			continue;
		uint64_t before = timeline_place(100 + (uint32_t)rand_below(&r, PLACES / 7 + 9),
						 (uint32_t)rand_below(&r, PLACES));
		uint64_t least = timeline_place(100 + (uint32_t)rand_below(&r, PLACES / 7), 0);
		size_t max = 1 + rand_below(&r, 100);
		int count = later_first(list, before, least, want, max);
		CHECK_EQ(timeline_list(t, before, least, got, max), count);
		for (int k = 0; k < count; k++)
			CHECK(got[k] == want[k]);
	}
	timeline_free(t);
}

TEST(an_empty_timeline_lists_nothing)
{
	struct timeline *t = timeline_new();
	uint64_t got[1];

	CHECK_EQ(timeline_list(t, UINT64_MAX, 0, got, 1), 0);
	timeline_add(t, timeline_place(5, 1));
	CHECK_EQ(timeline_list(t, 0, 0, got, 1), 0);
	CHECK_EQ(timeline_list(t, UINT64_MAX, 0, got, 1), 1);
	timeline_remove(t, timeline_place(5, 1));
	CHECK_EQ(timeline_list(t, UINT64_MAX, 0, got, 1), 0);
	CHECK_EQ(timeline_count(t), 0);
	timeline_free(t);
}
