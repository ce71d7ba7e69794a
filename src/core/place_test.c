/* core/place_test.c - shops are shared evenly, everybody reckons the same, and few move when a node comes or goes. */
#include "core/place.h"
#include "tests/check.h"

enum { SHOPS = 1000, NODES = 8 };

static void place(const int64_t *nodes, size_t node_count, struct placed *shops, size_t shop_count)
{
	size_t load[NODES], sum = 0;

	for (size_t i = 0; i < shop_count; i++)
		shops[i] = (struct placed){ .shop = 7000 + (int64_t)i * 4096 };
	place_shops(nodes, node_count, shops, shop_count, load);
	for (size_t n = 0; n < node_count; n++) {
		CHECK(load[n] <= place_limit(shop_count, node_count));
		sum += load[n];
	}
	CHECK_EQ(sum, shop_count);
}

TEST(no_node_has_more_than_an_even_share_and_a_fifth)
{
	static const int64_t nodes[NODES] = { 1, 2, 3, 5, 8, 13, 21, 1023 };
	struct placed shops[SHOPS];

	CHECK_EQ(place_limit(0, 3), 0);
	CHECK_EQ(place_limit(1, 3), 1);
	CHECK_EQ(place_limit(7, 3), 3);
	CHECK_EQ(place_limit(15, 3), 6);
	CHECK_EQ(place_limit(1000, 8), 150);
	for (size_t n = 1; n <= NODES; n++)
		for (size_t shops_now = 0; shops_now <= SHOPS; shops_now = shops_now * 3 + 1)
			place(nodes, n, shops, shops_now);
}

TEST(the_only_node_has_all_shops)
{
	struct placed shops[5];

	place((const int64_t[]){ 42 }, 1, shops, 5);
	for (int i = 0; i < 5; i++)
		CHECK_EQ(shops[i].node, 42);
}

TEST(when_a_node_goes_the_shops_of_the_others_mostly_stay)
{
	static const int64_t before[] = { 1, 2, 3, 4 }, after[] = { 1, 2, 4 };
	struct placed a[SHOPS], b[SHOPS];
	int moved = 0;

	place(before, 4, a, SHOPS);
	place(after, 3, b, SHOPS);
	for (int i = 0; i < SHOPS; i++)
		moved += a[i].node != 3 && a[i].node != b[i].node;
	CHECK(moved < SHOPS / 10);
}
