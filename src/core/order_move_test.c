/* core/order_move_test.c - the moves of an order as a golden matrix (S001-41, 42, 63, 64), and what stands against one. */
#include "base/scope.h"
#include "core/order_block.h"
#include "tests/check.h"
#include <string.h>

/* Letters: P pending, R processed, M marked shipped, F frozen, V void, "<" back whence it came, "." refused. Columns as
 * order_moves.def: converted, withdrawn, frozen, unfrozen, voided, restored, dispatched, confirmed, shipped by hand,
 * shipped undone, dispatch undone. */
static const char *const golden[ORDER_STATE_COUNT] = {
	[ORDER_PENDING] = "R.F.V.M....", [ORDER_PROCESSED] = ".PF.V.MMM..", [ORDER_MARKED_SHIPPED] = ".........RR",
	[ORDER_FROZEN] = "...<V.M....",  [ORDER_VOID] = ".....PM....",
};

TEST(every_move_from_every_place_is_listed_or_refused)
{
	static const char letters[] = "PRMFV";

	for (int from = 0; from < ORDER_STATE_COUNT; from++) {
		CHECK_EQ(strlen(golden[from]), ORDER_MOVE_COUNT);
		for (int m = 0; m < ORDER_MOVE_COUNT; m++)
			for (int whence = ORDER_PENDING; whence <= ORDER_PROCESSED; whence++) {
				enum order_state to = ORDER_VOID;
				bool may = order_move_find((enum order_state)from, (enum order_state)whence,
							   (enum order_move)m, &to);
				char wanted = golden[from][m] == '<' ? letters[whence] : golden[from][m];

				if ((may ? letters[to] : '.') != wanted)
					check_failed(__FILE__, __LINE__, "%s, %s: %c, not %c",
						     order_state_name((enum order_state)from),
						     order_move_words((enum order_move)m), may ? letters[to] : '.',
						     wanted);
			}
	}
}

static struct order_stand at(enum order_state state)
{
	return (struct order_stand){ .state = state,
				     .word = WORD_paid,
				     .hold = state == ORDER_FROZEN ? HOLD_BY_HAND : NULL };
}

/* Columns: freeze, unfreeze, void, restore, reserve, release. */
TEST(a_deed_is_refused_by_name_where_the_place_does_not_take_it)
{
	static const enum err wanted[ORDER_STATE_COUNT][ORDER_DEED_COUNT] = {
		[ORDER_PENDING] = { OK, ERR_MOVE_REFUSED, OK, ERR_MOVE_REFUSED, OK, OK },
		[ORDER_PROCESSED] = { OK, ERR_MOVE_REFUSED, OK, ERR_MOVE_REFUSED, OK, OK },
		[ORDER_MARKED_SHIPPED] = { ERR_MOVE_REFUSED, ERR_MOVE_REFUSED, ERR_MOVE_REFUSED, ERR_MOVE_REFUSED,
					   ERR_ORDER_SHIPPED, OK },
		[ORDER_FROZEN] = { ERR_MOVE_REFUSED, OK, OK, ERR_MOVE_REFUSED, ERR_ORDER_FROZEN, OK },
		[ORDER_VOID] = { ERR_MOVE_REFUSED, ERR_MOVE_REFUSED, ERR_MOVE_REFUSED, OK, ERR_ORDER_VOID,
				 ERR_ORDER_VOID },
	};

	for (int state = 0; state < ORDER_STATE_COUNT; state++)
		for (int d = 0; d < ORDER_DEED_COUNT; d++) {
			struct order_stand o = at((enum order_state)state);

			CHECK_EQ(order_deed_check(&o, (enum order_deed)d), wanted[state][d]);
			CHECK_EQ(order_deed_refuse(check_scope(), &o, (enum order_deed)d), wanted[state][d]);
		}
}

TEST(a_refusal_names_the_place_and_what_was_to_be_done)
{
	struct order_stand o = at(ORDER_MARKED_SHIPPED);

	CHECK_ERR(order_deed_refuse(check_scope(), &o, DEED_FREEZE), ERR_MOVE_REFUSED);
	CHECK_TEXT(check_scope()->words, "the order is marked_shipped and cannot be frozen");
}

TEST(what_has_left_is_not_voided_and_what_the_channel_cancelled_is_not_restored) /* S001-64 */
{
	struct order_stand o = at(ORDER_PENDING);

	o.dispatched = true;
	CHECK_ERR(order_deed_check(&o, DEED_VOID), ERR_VOID_DISPATCHED);
	o = at(ORDER_VOID);
	o.word = WORD_cancelled;
	CHECK_ERR(order_deed_check(&o, DEED_RESTORE), ERR_RESTORE_CANCELLED);
	o = at(ORDER_FROZEN);
	o.hold = HOLD_CANCEL_REQUESTED;
	CHECK_ERR(order_deed_check(&o, DEED_UNFREEZE), ERR_HELD_BY_CHANNEL);
	o = at(ORDER_PENDING);
	o.history = true;
	CHECK_ERR(order_deed_check(&o, DEED_RESERVE), ERR_ORDER_HISTORY);
	o = at(ORDER_PENDING);
	o.unmapped = 1;
	CHECK_ERR(order_deed_check(&o, DEED_RESERVE), ERR_NOT_MAPPED);
}

TEST(only_deeds_that_change_something_are_offered)
{
	struct order_stand o = at(ORDER_PENDING);

	CHECK_EQ(order_deeds_allowed(&o), 1u << DEED_FREEZE | 1u << DEED_VOID);
	o.waiting = o.reserved = 1;
	CHECK_EQ(order_deeds_allowed(&o),
		 1u << DEED_FREEZE | 1u << DEED_VOID | 1u << DEED_RESERVE | 1u << DEED_RELEASE);
	o = at(ORDER_VOID);
	CHECK_EQ(order_deeds_allowed(&o), 1u << DEED_RESTORE);
	o = at(ORDER_MARKED_SHIPPED);
	CHECK_EQ(order_deeds_allowed(&o), 0);
}

TEST(a_deed_by_its_name)
{
	enum order_deed d;

	for (int i = 0; i < ORDER_DEED_COUNT; i++)
		CHECK(order_deed_find(text_of(order_deed_name((enum order_deed)i)), &d) && (int)d == i);
	CHECK(!order_deed_find(TEXT("convert"), &d));
}

TEST(frozen_returns_whence_it_came_and_hears_the_channel_again) /* S001-63 */
{
	struct order_stand o = at(ORDER_PROCESSED);
	struct order_moved m = order_deed_apply(&o, DEED_FREEZE);

	CHECK_EQ(m.state, ORDER_FROZEN);
	CHECK_EQ(m.frozen_from, ORDER_PROCESSED);
	CHECK_TEXT(text_of(m.hold), "by_hand");
	o.state = m.state;
	o.frozen_from = m.frozen_from;
	o.hold = m.hold;
	m = order_deed_apply(&o, DEED_UNFREEZE);
	CHECK_EQ(m.state, ORDER_PROCESSED);
	CHECK(m.hold == NULL);
	o.word = WORD_cancel_requested; /* asked for meanwhile */
	m = order_deed_apply(&o, DEED_UNFREEZE);
	CHECK_EQ(m.state, ORDER_FROZEN);
	CHECK_EQ(m.frozen_from, ORDER_PROCESSED);
	CHECK_TEXT(text_of(m.hold), "cancel_requested");
	o.word = WORD_on_hold;
	m = order_deed_apply(&o, DEED_UNFREEZE);
	CHECK_EQ(m.state, ORDER_PROCESSED);
	CHECK_TEXT(text_of(m.hold), "on_hold");
}

TEST(void_says_why_and_holds_nothing_and_restored_is_pending) /* S001-64 */
{
	struct order_stand o = at(ORDER_FROZEN);
	struct order_moved m = order_deed_apply(&o, DEED_VOID);

	CHECK_EQ(m.state, ORDER_VOID);
	CHECK(m.hold == NULL);
	CHECK_TEXT(text_of(m.void_reason), "by_hand");
	o = at(ORDER_VOID);
	m = order_deed_apply(&o, DEED_RESTORE);
	CHECK_EQ(m.state, ORDER_PENDING);
	CHECK(m.hold == NULL && m.void_reason == NULL);
	o = at(ORDER_PENDING);
	m = order_deed_apply(&o, DEED_RESERVE);
	CHECK_EQ(m.state, ORDER_PENDING);
}

TEST(what_people_have_frozen_or_voided_stays_so_while_the_channel_speaks) /* S001-63, 64 */
{
	for (int w = 0; w < WORD_COUNT; w++) {
		bool ends = word_later((enum word)w) == LATER_CANCELS,
		     shipped = word_first((enum word)w) == FIRST_SHIPPED;
		struct order_now frozen = { ORDER_FROZEN, HOLD_BY_HAND, ORDER_PENDING, false };
		struct order_now gone = { ORDER_VOID, NULL, ORDER_PENDING, false };
		struct later_sight l = order_later_sight(&frozen, (enum word)w);

		CHECK_EQ(l.state, ends ? ORDER_VOID : shipped ? ORDER_MARKED_SHIPPED : ORDER_FROZEN);
		CHECK(ends || shipped || (l.hold_code && !strcmp(l.hold_code, HOLD_BY_HAND)));
		l = order_later_sight(&gone, (enum word)w);
		CHECK_EQ(l.state, shipped ? ORDER_MARKED_SHIPPED : ORDER_VOID);
		CHECK(l.void_reason == NULL); /* as it was */
	}
}

static bool among(const enum err *at, size_t count, enum err e)
{
	while (count--)
		if (at[count] == e)
			return true;
	return false;
}

TEST(all_that_stands_against_an_order_is_said_at_once) /* S001-41, 42, 43 */
{
	static const struct {
		struct order_stand o;
		enum order_stage stage;
		enum err wanted[4];
	} cases[] = {
		{ { .state = ORDER_PENDING, .word = WORD_paid }, STAGE_SHIP, { OK } },
		{ { .state = ORDER_FROZEN, .word = WORD_paid, .hold = HOLD_BY_HAND },
		  STAGE_CONVERT,
		  { ERR_ORDER_FROZEN } },
		{ { .state = ORDER_VOID, .word = WORD_cancelled }, STAGE_CONVERT, { ERR_ORDER_VOID } },
		{ { .state = ORDER_MARKED_SHIPPED, .word = WORD_shipped, .history = true },
		  STAGE_CONVERT,
		  { ERR_ORDER_SHIPPED } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .history = true },
		  STAGE_CONVERT,
		  { ERR_ORDER_HISTORY } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .unmapped = 2 }, STAGE_CONVERT, { ERR_NOT_MAPPED } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .waiting = 2 }, STAGE_CONVERT, { OK } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .waiting = 2 }, STAGE_AUDIT, { ERR_NOT_ALLOCATED } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .waiting = 2 }, STAGE_SHIP, { ERR_NOT_ALLOCATED } },
		{ { .state = ORDER_PENDING, .word = WORD_on_hold, .hold = HOLD_ON_HOLD },
		  STAGE_CONVERT,
		  { ERR_ORDER_HELD } },
		{ { .state = ORDER_PENDING, .word = WORD_paid, .greyed = true },
		  STAGE_CONVERT,
		  { ERR_UPDATE_UNDECIDED } },
		{ { .state = ORDER_FROZEN,
		    .word = WORD_cancel_requested,
		    .hold = HOLD_CANCEL_REQUESTED,
		    .unpaid = true,
		    .unmapped = 1,
		    .waiting = 1 },
		  STAGE_CONVERT,
		  { ERR_ORDER_FROZEN, ERR_CANCEL_REQUESTED, ERR_AWAITING_PAYMENT, ERR_NOT_MAPPED } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum err got[ORDER_BLOCKS_MAX];
		size_t count = order_blocks(&cases[i].o, cases[i].stage, got), wanted = 0;

		while (wanted < 4 && cases[i].wanted[wanted] != OK)
			CHECK(among(got, count, cases[i].wanted[wanted++]));
		CHECK_EQ(count, wanted);
	}
}
