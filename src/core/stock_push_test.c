/* core/stock_push_test.c - what a channel is told of what there is. */
#include "base/rand.h"
#include "core/stock_push.h"
#include "tests/check.h"

static const struct push_rule all = { 0, 100 };

static int64_t want(struct push_rule r, int64_t free, int64_t waited, int64_t quantity)
{
	return push_want(&r, &(struct push_part){ free, waited, quantity }, 1);
}

TEST(what_is_free_is_offered_less_safety_and_by_share)
{
	CHECK_EQ(want(all, 10, 0, 1), 10);
	CHECK_EQ(want((struct push_rule){ 3, 100 }, 10, 0, 1), 7);
	CHECK_EQ(want((struct push_rule){ 3, 50 }, 10, 0, 1), 3);
	CHECK_EQ(want((struct push_rule){ 11, 100 }, 10, 0, 1), 0);
	CHECK_EQ(want((struct push_rule){ 0, 0 }, 10, 0, 1), 0);
}

TEST(what_orders_wait_for_is_not_offered_once_more)
{
	CHECK_EQ(want(all, 10, 4, 1), 6);
	CHECK_EQ(want(all, 10, 14, 1), 0);
}

TEST(a_bundle_offers_what_its_scarcest_article_allows)
{
	const struct push_part parts[] = { { 10, 0, 1 }, { 9, 0, 4 }, { 100, 0, 2 } };

	CHECK_EQ(push_want(&all, parts, 3), 2);
	CHECK_EQ(push_want(&all, parts, 1), 10);
	CHECK_EQ(want(all, 7, 0, 2), 3);
}

TEST(nothing_is_said_of_what_stands_for_no_article_and_never_more_than_a_channel_takes)
{
	CHECK_EQ(push_want(&all, NULL, 0), -1);
	CHECK_EQ(want(all, INT64_C(1000000000000), 0, 1), PUSH_STOCK_MOST);
}

TEST(an_offer_is_told_when_it_was_told_otherwise_or_shows_otherwise)
{
	const struct {
		struct push_offer o;
		enum push_state state;
	} cases[] = {
		{ { .want = -1, .said = 5, .seen = 5 }, PUSH_UNMAPPED },
		{ { .want = 5, .said = -1, .seen = -1 }, PUSH_BEHIND },
		{ { .want = 5, .said = -1, .seen = 5 }, PUSH_BEHIND }, /* it was never told: by chance the same */
		{ { .want = 5, .said = 5, .seen = -1 }, PUSH_SAME },
		{ { .want = 5, .said = 5, .seen = 5 }, PUSH_SAME },
		{ { .want = 5, .said = 5, .seen = 6 }, PUSH_BEHIND },
		{ { .want = 4, .said = 5, .seen = -1 }, PUSH_BEHIND },
		{ { .want = 0, .said = 5, .seen = 5, .failed = true, .tried = 0, .tried_at = 1000 }, PUSH_FAILED },
		{ { .want = 1, .said = 5, .seen = 5, .failed = true, .tried = 0, .tried_at = 1000 }, PUSH_BEHIND },
		{ { .want = 0, .said = 5, .seen = 5, .failed = true, .tried = 0, .tried_at = 9000 }, PUSH_BEHIND },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_EQ(push_judge(&cases[i].o, 2000), cases[i].state);
	CHECK_EQ(push_judge(&cases[7].o, 1000 + PUSH_AGAIN_MS), PUSH_BEHIND);
}

/* Whatever is sold of what is offered can be served: no article is promised twice. */
TEST(what_is_offered_is_there)
{
	struct rand r = rand_seed(check_seed());

	for (int i = 0; i < 20000; i++) {
		struct push_rule rule = { (int64_t)rand_below(&r, 5), (int64_t)rand_below(&r, 101) };
		struct push_part parts[3];
		size_t count = 1 + rand_below(&r, 3);

		for (size_t k = 0; k < count; k++)
			parts[k] = (struct push_part){ (int64_t)rand_below(&r, 60), (int64_t)rand_below(&r, 40),
						       1 + (int64_t)rand_below(&r, 5) };
		int64_t n = push_want(&rule, parts, count);
		CHECK(n >= 0);
		for (size_t k = 0; n && k < count; k++)
			CHECK(n * parts[k].quantity <= parts[k].free - parts[k].waited - rule.safety);
	}
}
