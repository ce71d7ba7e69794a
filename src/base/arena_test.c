/* base/arena_test.c - memory that goes all at once. */
#include "base/arena.h"
#include "tests/check.h"
#include <string.h>

TEST(an_allocation_is_zeroed_and_aligned_whatever_stood_there_before)
{
	struct arena *a = arena_new();

	for (int round = 0; round < 2; round++) {
		for (size_t size = 1; size < 300; size += 7) {
			unsigned char *at = arena_alloc(a, size);

			CHECK_EQ((uintptr_t)at % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				CHECK_EQ(at[i], 0);
			memset(at, 0xAA, size);
		}
		arena_reset(a);
		CHECK_EQ(arena_used(a), 0);
	}
	arena_free(a);
}

TEST(allocations_of_every_size_do_not_overlap)
{
	struct arena *a = arena_new();
	enum { COUNT = 60 };
	unsigned char *at[COUNT];

	for (size_t i = 0; i < COUNT; i++) {
		at[i] = arena_alloc(a, i * i * 97 + 1);
		memset(at[i], (int)i, i * i * 97 + 1);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < i * i * 97 + 1; j++)
			CHECK_EQ(at[i][j], i);
	arena_free(a);
}

TEST(rewinding_forgets_exactly_what_came_after_the_mark)
{
	struct arena *a = arena_new();
	char *kept = arena_alloc(a, 100);

	memcpy(kept, "kept", 5);
	size_t used = arena_used(a);
	struct arena_mark m = arena_mark(a);
	for (int i = 0; i < 50; i++)
		(void)arena_alloc(a, 10000);
	CHECK(arena_used(a) >= used + 500000);
	arena_rewind(a, m);
	CHECK_EQ(arena_used(a), used);
	CHECK_TEXT(text_of(kept), "kept");
	char *again = arena_alloc(a, 16);
	CHECK_EQ(again[0], 0);
	arena_free(a);
}

TEST(the_newest_allocation_grows_in_place_and_an_older_one_as_a_copy)
{
	struct arena *a = arena_new();
	char *first = arena_raw(a, 10);

	memcpy(first, "123456789", 10);
	CHECK(arena_resize(a, first, 10, 1000) == first);
	size_t used = arena_used(a);
	CHECK(arena_resize(a, first, 1000, 500) == first);
	CHECK(arena_used(a) < used);
	(void)arena_raw(a, 1);
	char *moved = arena_resize(a, first, 500, 2000);
	CHECK(moved != first);
	CHECK_TEXT(text_of(moved), "123456789");
	char *large = arena_resize(a, moved, 2000, 1000000);
	CHECK_TEXT(text_of(large), "123456789");
	arena_free(a);
}
