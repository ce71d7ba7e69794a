/* core/order_sight_test.c - first and later sight as golden tables, from domain.md sections 2, 4 and 5. */
#include "core/order.h"
#include "tests/check.h"
#include <string.h>

TEST(an_order_seen_first_takes_its_place_by_its_word)
{
	static const struct {
		enum word word;
		enum order_state state;
		bool history, take;
	} golden[] = {
		{ WORD_unpaid, ORDER_PENDING, false, true },
		{ WORD_paid, ORDER_PENDING, false, true },
		{ WORD_arranged, ORDER_PENDING, false, true },
		{ WORD_partially_shipped, ORDER_PENDING, false, true },
		{ WORD_shipped, ORDER_MARKED_SHIPPED, true, true },
		{ WORD_delivered, ORDER_MARKED_SHIPPED, true, true },
		{ WORD_completed, ORDER_MARKED_SHIPPED, true, true },
		{ WORD_cancel_requested, ORDER_PENDING, false, true },
		{ WORD_cancelled, ORDER_VOID, false, true },
		{ WORD_on_hold, ORDER_PENDING, false, true },
		{ WORD_return_requested, ORDER_PENDING, false, true },
		{ WORD_returned, ORDER_MARKED_SHIPPED, true, true },
		{ WORD_refunded, ORDER_MARKED_SHIPPED, true, true },
		{ WORD_ignore, ORDER_PENDING, false, false },
	};

	CHECK_EQ(sizeof golden / sizeof *golden, WORD_COUNT);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		struct first_sight f = order_first_sight(golden[i].word, 1000, 0);

		CHECK_EQ(f.state, golden[i].state);
		CHECK_EQ(f.history, golden[i].history);
		CHECK_EQ(f.take, golden[i].take);
		CHECK_TEXT(text_of(f.void_reason), f.state == ORDER_VOID ? "channel" : NULL);
	}
}

TEST(an_order_placed_before_the_cutover_is_history)
{
	CHECK(order_first_sight(WORD_paid, 999, 1000).history);
	CHECK(!order_first_sight(WORD_paid, 1000, 1000).history);
	CHECK(!order_first_sight(WORD_paid, 999, 0).history);
	CHECK(!order_first_sight(WORD_paid, 0, 1000).history);
	CHECK(order_first_sight(WORD_shipped, 2000, 1000).history);
	CHECK_EQ(order_first_sight(WORD_paid, 999, 1000).state, ORDER_PENDING);
}

/* A cell: the place (P pending, R processed, M marked shipped, V void, F< frozen from), then the hold (+c
 * cancel_requested, +h on_hold, +x a person's), then ! for the reason "channel". */
static struct text cell(struct arena *a, const struct later_sight *l)
{
	static const char letters[ORDER_STATE_COUNT + 1] = "PRMFV";
	struct buffer b = buffer_in(a);

	buffer_byte(&b, letters[l->state]);
	if (l->state == ORDER_FROZEN)
		buffer_format(&b, "<%c", letters[l->frozen_from]);
	if (l->hold_code)
		buffer_add_z(&b, !strcmp(l->hold_code, "cancel_requested") ? "+c"
				 : !strcmp(l->hold_code, "on_hold")        ? "+h"
				 : !strcmp(l->hold_code, "by_hand")        ? "+x"
									   : "+?");
	if (l->void_reason)
		buffer_add_z(&b, !strcmp(l->void_reason, "channel") ? "!" : "?");
	return buffer_text(&b);
}

enum { CASES = 15 };
static const struct order_now cases[CASES] = {
	{ ORDER_PENDING, NULL, ORDER_PENDING, false },
	{ ORDER_PROCESSED, NULL, ORDER_PENDING, false },
	{ ORDER_MARKED_SHIPPED, NULL, ORDER_PENDING, false },
	{ ORDER_VOID, NULL, ORDER_PENDING, false },
	{ ORDER_FROZEN, "cancel_requested", ORDER_PENDING, false },
	{ ORDER_FROZEN, "cancel_requested", ORDER_PROCESSED, false },
	{ ORDER_FROZEN, "by_hand", ORDER_PROCESSED, false },
	{ ORDER_FROZEN, NULL, ORDER_PENDING, false },
	{ ORDER_FROZEN, "on_hold", ORDER_PROCESSED, false },
	{ ORDER_PENDING, "on_hold", ORDER_PENDING, false },
	{ ORDER_MARKED_SHIPPED, "cancel_requested", ORDER_PENDING, false },
	{ ORDER_VOID, "cancel_requested", ORDER_PENDING, false },
	{ ORDER_PENDING, NULL, ORDER_PENDING, true },
	{ ORDER_MARKED_SHIPPED, NULL, ORDER_PENDING, true },
	{ ORDER_PENDING, "cancel_requested", ORDER_PENDING, false }, /* as first sight leaves it */
};
static const char *const before[CASES] = {
	"P", "R", "M", "V", "F<P+c", "F<R+c", "F<R+x", "F<P", "F<R+h", "P+h", "M+c", "V+c", "P", "M", "P+c",
};

/* "=": nothing changes. Each row is one word, each column one case of the list above. */
/* clang-format off */
#define GOES_ON { "=", "=", "=", "=", "P", "R", "=", "=", "F<R", "P", "M", "V", "=", "=", "P" }
#define DISPATCHED { "M", "M", "=", "M", "M", "M", "M", "M", "M", "M", "M", "M", "M", "=", "M" }
#define NOTHING { "=", "=", "=", "=", "=", "=", "=", "=", "=", "=", "=", "=", "=", "=", "=" }
/* clang-format on */
static const char *const later[WORD_COUNT][CASES] = {
	[WORD_unpaid] = GOES_ON,
	[WORD_paid] = GOES_ON,
	[WORD_arranged] = GOES_ON,
	[WORD_partially_shipped] = GOES_ON,
	[WORD_shipped] = DISPATCHED,
	[WORD_delivered] = DISPATCHED,
	[WORD_completed] = DISPATCHED,
	[WORD_cancel_requested] = { "F<P+c", "F<R+c", "M+c", "V+c", "=", "=", "=", "=", "=", "F<P+c", "=", "=", "=",
				    "=", "F<P+c" },
	[WORD_cancelled] = { "V!", "V!", "=", "=", "V!", "V!", "V!", "V!", "V!", "V!", "M", "V", "V!", "=", "V!" },
	[WORD_on_hold] = { "P+h", "R+h", "M+h", "V+h", "=", "=", "=", "F<P+h", "=", "=", "=", "=", "=", "=", "=" },
	[WORD_return_requested] = NOTHING,
	[WORD_returned] = DISPATCHED,
	[WORD_refunded] = DISPATCHED,
	[WORD_ignore] = NOTHING,
};

TEST(a_later_word_does_at_once_what_the_domain_says)
{
	struct arena *a = check_scope()->arena;

	for (int w = 0; w < WORD_COUNT; w++)
		for (int c = 0; c < CASES; c++) {
			struct later_sight l = order_later_sight(&cases[c], (enum word)w);
			bool same = !strcmp(later[w][c], "=");
			struct text got = cell(a, &l), wanted = text_of(same ? before[c] : later[w][c]);

			if (!text_same(got, wanted) || l.changed == same)
				check_failed(__FILE__, __LINE__, "%s on %s gives %.*s (%s), not %s",
					     word_name((enum word)w), before[c], TEXT_ARG(got),
					     l.changed ? "changed" : "unchanged", later[w][c]);
		}
}

TEST(a_word_heard_twice_changes_nothing_more)
{
	for (int w = 0; w < WORD_COUNT; w++)
		for (int c = 0; c < CASES; c++) {
			struct later_sight once = order_later_sight(&cases[c], (enum word)w);
			struct order_now now = { once.state, once.hold_code, once.frozen_from, cases[c].history };

			CHECK(!order_later_sight(&now, (enum word)w).changed);
		}
}

TEST(a_withdrawn_request_leaves_the_order_as_it_was)
{
	for (int state = 0; state < ORDER_STATE_COUNT; state++) {
		struct order_now now = { .state = (enum order_state)state }, asked;
		struct later_sight l = order_later_sight(&now, WORD_cancel_requested);

		asked = (struct order_now){ l.state, l.hold_code, l.frozen_from, false };
		l = order_later_sight(&asked, WORD_arranged);
		CHECK_EQ(l.state, now.state);
		CHECK(!l.hold_code);
	}
}
