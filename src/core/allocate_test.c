/* core/allocate_test.c - ship-by first, then age; the shop's warehouse first, then by priority; never more than is free. */
#include "base/rand.h"
#include "core/allocate.h"
#include "tests/check.h"

enum { ROOM = 64 };

TEST(what_must_be_shipped_first_is_served_first_then_the_older_order)
{
	struct allocate_unit units[] = {
		{ .unit_id = 1, .order_id = 1, .due = 0, .quantity = 2 },
		{ .unit_id = 2, .order_id = 4, .due = 500, .quantity = 2 },
		{ .unit_id = 3, .order_id = 3, .due = 500, .quantity = 2 },
		{ .unit_id = 4, .order_id = 9, .due = 100, .quantity = 2 },
	};
	struct allocate_place place = { .warehouse_id = 1, .serves = true, .free = 5 };
	struct allocate_grant grants[ROOM];
	size_t count = allocate(units, 4, &place, 1, grants);

	CHECK_EQ(count, 3);
	CHECK_EQ(units[grants[0].unit].unit_id, 4);
	CHECK_EQ(units[grants[1].unit].unit_id, 3);
	CHECK_EQ(units[grants[2].unit].unit_id, 2);
	CHECK_EQ(grants[2].quantity, 1); /* piece by piece */
	CHECK_EQ(place.free, 0);
}

TEST(the_shops_warehouse_comes_before_the_others_and_these_by_priority)
{
	struct allocate_unit unit = { .unit_id = 1, .order_id = 1, .quantity = 10, .warehouse_id = 3 };
	struct allocate_place places[] = {
		{ .warehouse_id = 1, .priority = 2, .serves = true, .free = 4 },
		{ .warehouse_id = 2, .priority = 1, .serves = true, .free = 4 },
		{ .warehouse_id = 3, .priority = 9, .serves = true, .free = 4 },
	};
	struct allocate_grant grants[ROOM];

	CHECK_EQ(allocate(&unit, 1, places, 3, grants), 3);
	CHECK_EQ(places[grants[0].place].warehouse_id, 3);
	CHECK_EQ(places[grants[1].place].warehouse_id, 2);
	CHECK_EQ(places[grants[2].place].warehouse_id, 1);
	CHECK_EQ(grants[2].quantity, 2);
}

TEST(a_channels_or_a_closed_warehouse_serves_nobody_even_where_the_shop_names_it)
{
	struct allocate_unit unit = { .unit_id = 1, .order_id = 1, .quantity = 1, .warehouse_id = 7 };
	struct allocate_place place = { .warehouse_id = 7, .serves = false, .free = 100 };
	struct allocate_grant grants[ROOM];

	CHECK_EQ(allocate(&unit, 1, &place, 1, grants), 0);
	CHECK_EQ(place.free, 100);
	CHECK_EQ(allocate(&unit, 0, &place, 1, grants), 0);
	CHECK_EQ(allocate(&unit, 1, &place, 0, grants), 0);
}

/* Nobody gets more than was asked, no place gives more than it has, and nothing stays free while somebody waits. */
TEST(all_that_is_free_is_given_while_somebody_waits_and_no_piece_more)
{
	struct rand r = rand_seed(check_seed());

	for (int round = 0; round < 2000; round++) {
		struct allocate_unit units[12];
		struct allocate_place places[4];
		struct allocate_grant grants[16];
		int64_t wanted = 0, free = 0, given = 0, got[12] = { 0 };
		size_t n = (size_t)rand_below(&r, 12), m = (size_t)rand_below(&r, 4), count;

		for (size_t i = 0; i < n; i++) {
			units[i] = (struct allocate_unit){ .unit_id = (int64_t)i + 1,
							   .order_id = (int64_t)rand_below(&r, 5),
							   .due = (int64_t)rand_below(&r, 3),
							   .quantity = (int64_t)rand_below(&r, 9) + 1,
							   .warehouse_id = (int64_t)rand_below(&r, 5) };
			wanted += units[i].quantity;
		}
		for (size_t i = 0; i < m; i++) {
			places[i] = (struct allocate_place){ .warehouse_id = (int64_t)i + 1,
							     .priority = (int64_t)rand_below(&r, 2),
							     .serves = rand_below(&r, 4) > 0,
							     .free = (int64_t)rand_below(&r, 15) };
			free += places[i].serves ? places[i].free : 0;
		}
		count = allocate(units, n, places, m, grants);
		CHECK(count <= n + m);
		for (size_t i = 0; i < count; i++) {
			CHECK(grants[i].quantity > 0);
			got[grants[i].unit] += grants[i].quantity;
			given += grants[i].quantity;
			CHECK(places[grants[i].place].serves);
		}
		CHECK_EQ(given, wanted < free ? wanted : free);
		for (size_t i = 0; i < n; i++) {
			CHECK(got[i] <= units[i].quantity);
			if (i) /* nobody is served while one before lacks pieces */
				CHECK(got[i] == 0 || got[i - 1] == units[i - 1].quantity);
		}
		for (size_t i = 0; i < m; i++)
			CHECK(places[i].free >= 0);
	}
}
