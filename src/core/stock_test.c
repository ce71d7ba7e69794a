/* core/stock_test.c - what each movement makes of a balance, as a golden matrix; and what no sequence of them can break. */
#include "base/rand.h"
#include "core/stock.h"
#include "tests/check.h"
#include <string.h>

/* One piece of each kind on the balance { 10 on the shelf, 4 reserved, 3 to be put away, 2 set aside, 2 damaged, 1 short }. */
static const struct balance before = { 10, 4, 3, 2, 2, 1 };
static const struct {
	const char *name;
	struct balance after;
	bool is_signed;
} golden[] = {
	{ "received", { 11, 4, 3, 2, 2, 1 }, false },   { "opened", { 11, 4, 3, 2, 2, 1 }, false },
	{ "adjusted", { 11, 4, 3, 2, 2, 1 }, true },    { "counted", { 11, 4, 3, 2, 2, 1 }, true },
	{ "reserved", { 10, 5, 3, 2, 2, 1 }, false },   { "released", { 10, 3, 3, 2, 2, 1 }, false },
	{ "damaged", { 9, 4, 3, 2, 3, 1 }, false },     { "repaired", { 11, 4, 3, 2, 1, 1 }, false },
	{ "quarantined", { 9, 4, 3, 3, 2, 1 }, false }, { "unquarantined", { 11, 4, 3, 1, 2, 1 }, false },
	{ "scrapped", { 10, 4, 3, 2, 1, 1 }, false },   { "dispatched", { 9, 3, 3, 2, 2, 1 }, false },
	{ "short", { 10, 4, 3, 2, 2, 2 }, false },      { "settled", { 9, 4, 3, 2, 2, 0 }, false },
	{ "returned", { 10, 4, 4, 2, 2, 1 }, false },   { "putaway", { 11, 4, 2, 2, 2, 1 }, false },
};

TEST(each_movement_changes_what_the_table_says_and_nothing_else)
{
	CHECK_EQ(sizeof golden / sizeof *golden, MOVEMENT_COUNT);
	for (int m = 0; m < MOVEMENT_COUNT; m++) {
		struct balance out = before;
		enum movement found;

		CHECK_TEXT(text_of(movement_name((enum movement)m)), golden[m].name);
		CHECK(movement_find(text_of(golden[m].name), &found) && (int)found == m);
		CHECK_EQ(movement_signed((enum movement)m), golden[m].is_signed);
		CHECK_OK(stock_move(&out, (enum movement)m, 1, &out));
		if (!balance_same(&out, &golden[m].after))
			check_failed(__FILE__, __LINE__, "%s gives another balance", golden[m].name);
		CHECK(strlen(movement_en((enum movement)m)) && strlen(movement_zh((enum movement)m)));
	}
	CHECK(!movement_find(TEXT("stolen"), &(enum movement){ 0 }));
}

/* How many pieces of each kind that balance can bear, at most. */
TEST(each_movement_stops_where_a_number_would_fall_below_zero_or_more_be_reserved_than_there_is)
{
	static const int64_t most[MOVEMENT_COUNT] = {
		[MOVE_received] = STOCK_MOST - 10,
		[MOVE_opened] = STOCK_MOST - 10,
		[MOVE_adjusted] = STOCK_MOST - 10,
		[MOVE_counted] = STOCK_MOST - 10,
		[MOVE_reserved] = 6,
		[MOVE_released] = 4,
		[MOVE_damaged] = 6,
		[MOVE_repaired] = 2,
		[MOVE_quarantined] = 6,
		[MOVE_unquarantined] = 2,
		[MOVE_scrapped] = 2,
		[MOVE_dispatched] = 4,
		[MOVE_short] = STOCK_MOST - 1,
		[MOVE_settled] = 1,
		[MOVE_returned] = STOCK_MOST - 3,
		[MOVE_putaway] = 3,
	};

	for (int m = 0; m < MOVEMENT_COUNT; m++) {
		struct balance out = before;
		bool held = most[m] > 1000;

		CHECK_OK(stock_move(&before, (enum movement)m, most[m], &out));
		CHECK(balance_holds(&out));
		out = before;
		CHECK_ERR(stock_move(&before, (enum movement)m, most[m] + 1, &out),
			  held ? ERR_BAD_NUMBER : ERR_STOCK_SHORT);
		CHECK(balance_same(&out, &before)); /* a refusal changes nothing */
	}
	CHECK_ERR(stock_move(&before, MOVE_adjusted, -7, &(struct balance){ 0 }), ERR_STOCK_SHORT);
	CHECK_OK(stock_move(&before, MOVE_adjusted, -6, &(struct balance){ 0 }));
}

TEST(a_quantity_that_moves_nothing_or_cannot_be_held_is_refused)
{
	static const int64_t wrong[] = { 0, STOCK_MOST + 1, INT64_MAX, INT64_MIN, -STOCK_MOST - 1 };
	struct balance out;

	for (int m = 0; m < MOVEMENT_COUNT; m++) {
		for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
			CHECK_ERR(stock_move(&before, (enum movement)m, wrong[i], &out), ERR_BAD_NUMBER);
		if (!movement_signed((enum movement)m))
			CHECK_ERR(stock_move(&before, (enum movement)m, -1, &out), ERR_BAD_NUMBER);
	}
}

static void add(int64_t *to, int64_t effect, int64_t quantity) { *to += effect * quantity; }

/* Whatever is tried in whatever order: what was taken adds up to the balance, and the balance always holds. */
TEST(the_sum_of_the_movements_taken_is_the_balance)
{
	struct rand r = rand_seed(check_seed());

	for (int round = 0; round < 200; round++) {
		struct balance b = { 0 }, sum = { 0 };

		for (int i = 0; i < 200; i++) {
			enum movement m = (enum movement)rand_below(&r, MOVEMENT_COUNT);
			int64_t quantity = (int64_t)rand_below(&r, 12) - (movement_signed(m) ? 6 : 0);
			struct balance e = movement_effect(m);
			enum err how = stock_move(&b, m, quantity, &b);

			CHECK(how == OK || how == ERR_STOCK_SHORT || (how == ERR_BAD_NUMBER && quantity == 0));
			if (how != OK)
				continue;
			add(&sum.on_shelf, e.on_shelf, quantity);
			add(&sum.reserved, e.reserved, quantity);
			add(&sum.awaiting_putaway, e.awaiting_putaway, quantity);
			add(&sum.quarantine, e.quarantine, quantity);
			add(&sum.damaged, e.damaged, quantity);
			add(&sum.shortfall, e.shortfall, quantity);
			CHECK(balance_holds(&b) && balance_same(&b, &sum));
		}
	}
}

TEST(a_shortfall_is_settled_by_what_lies_free_and_no_more)
{
	CHECK_EQ(balance_settles(&(struct balance){ .on_shelf = 5, .shortfall = 3 }), 3);
	CHECK_EQ(balance_settles(&(struct balance){ .on_shelf = 5, .reserved = 4, .shortfall = 3 }), 1);
	CHECK_EQ(balance_settles(&(struct balance){ .on_shelf = 5 }), 0);
}

TEST(states_of_units_and_kinds_of_adjustments_are_found_by_their_names)
{
	enum unit_state u;
	enum adjust_kind k;

	for (int i = 0; i < UNIT_STATE_COUNT; i++)
		CHECK(unit_state_find(text_of(unit_state_name((enum unit_state)i)), &u) && (int)u == i);
	CHECK(!unit_state_find(TEXT("lost"), &u));
	for (int i = 0; i < ADJUST_KIND_COUNT; i++)
		CHECK(adjust_kind_find(text_of(adjust_kind_name((enum adjust_kind)i)), &k) && (int)k == i);
	CHECK(!adjust_kind_find(TEXT("steal"), &k));
	CHECK_EQ(adjust_movement(ADJUST_RELEASE), MOVE_unquarantined);
}
