/* core/update_check_test.c - may "Update order" run, does the answer make sense, and what came of it. */
#include "core/facts_text_test.h"
#include "core/update_check.h"
#include "tests/check.h"

TEST(an_update_is_refused_by_the_first_reason_in_the_handbooks_order) /* S000-06 … S000-14, S000-27, S000-30 */
{
	for (int state = 0; state < ORDER_STATE_COUNT; state++)
		for (int bits = 0; bits < 8; bits++) {
			struct update_stand u = { bits & 1, bits & 2, (enum order_state)state, bits & 4 };
			bool open = state == ORDER_PENDING || state == ORDER_VOID;
			enum err wanted = !(bits & 1)   ? ERR_CHANNEL_NOT_UPDATABLE
					  : !(bits & 2) ? ERR_SHOP_UNBOUND
					  : !open       ? ERR_ORDER_FIXED
					  : (bits & 4)  ? ERR_STOCK_PREOCCUPIED
							: OK;
			struct scope *s = check_scope();

			CHECK_ERR(update_check(&u), wanted);
			CHECK_ERR(update_refuse(s, &u), wanted);
			CHECK_EQ(update_by_release(&u), wanted == ERR_STOCK_PREOCCUPIED);
			if (wanted == ERR_ORDER_FIXED)
				CHECK(text_starts(s->words, text_z(s->arena, text_format(s->arena, "The order is %s;",
											 order_state_name(u.state)))));
		}
}

TEST(an_order_in_a_place_of_a_newer_version_is_refused)
{
	struct update_stand u = { true, true, ORDER_STATE_COUNT, 0 };

	CHECK_ERR(update_refuse(check_scope(), &u), ERR_ORDER_FIXED);
}

TEST(all_that_fails_ends_with_a_result_but_what_passes_by_itself)
{
	for (int i = 0; i < ERR_COUNT; i++) {
		enum err e = (enum err)i;
		bool ours = e == ERR_DB_LOCKED || e == ERR_DB_RETRY || e == ERR_DB_FULL || e == ERR_DB_DISK ||
			    e == ERR_DB_NEWER || e == ERR_DB_UNREACHABLE || e == ERR_STOPPING || e == ERR_FENCED;
		bool some = e == ERR_CONFLICT || e == ERR_DB;

		CHECK_EQ(update_ends(e, true, 1), e != OK && !ours && !some && e != ERR_CHANNEL_BUSY);
		CHECK_EQ(update_ends(e, false, UPDATE_ATTEMPTS_MAX), e != OK && !ours);
	}
}

static enum err judged(const char *known, const char *answer, const char *ref)
{
	struct facts was = try_facts(known), now = try_facts(answer);

	return update_judge(check_scope(), TEXT("R1"), text_of(ref), &was, &now);
}

#define KNOWN "currency=SGD|consignee_name=Ann|consignee_phone=1|consignee_address=Road 1|line_ordered@1#1=1"
#define LINE "|line_ordered@1#1=1"

TEST(an_answer_that_makes_no_sense_is_abnormal) /* S000-28 */
{
	CHECK_OK(judged(KNOWN, KNOWN, "R1"));
	CHECK_ERR(judged(KNOWN, KNOWN, "R2"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(judged(KNOWN, "currency=SGD", "R1"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_ERR(judged(KNOWN, "currency=USD" LINE, "R1"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_OK(judged(KNOWN, "total=1" LINE, "R1"));
	CHECK_OK(judged("", KNOWN, "R1"));
}

TEST(a_receiver_is_never_mixed_of_what_is_seen_and_what_is_masked)
{
	CHECK_ERR(judged(KNOWN, "consignee_name=Bob|consignee_address=R***" LINE, "R1"), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_OK(judged(KNOWN, "consignee_name=Ann|consignee_address=R***" LINE, "R1"));
	CHECK_OK(judged(KNOWN, "consignee_name=A**|consignee_address=R***" LINE, "R1"));
	CHECK_OK(judged(KNOWN, "consignee_name=Bob|consignee_address=" LINE, "R1"));
	CHECK_OK(judged(KNOWN, "consignee_name=Bob|consignee_city=T***" LINE, "R1"));
	CHECK_OK(judged("consignee_name=Ann|consignee_phone=***1", "consignee_name=Bob|consignee_phone=***2" LINE,
			"R1"));
}

TEST(a_failed_attempt_is_told_in_the_words_of_updates) /* S000-28, S000-29 */
{
	CHECK_EQ(update_failure(ERR_RECORD_UNREADABLE), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_EQ(update_failure(ERR_BAD_JSON), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_EQ(update_failure(ERR_CHANNEL_ORDER_UNKNOWN), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_EQ(update_failure(ERR_CHANNEL_TIMEOUT), ERR_CHANNEL_TIMEOUT);
	CHECK_EQ(update_failure(ERR_NEEDS_AUTHORISATION), ERR_NEEDS_AUTHORISATION);
	CHECK_EQ(update_failure(OK), OK);
}

TEST(an_update_that_lost_its_stock_says_so)
{
	CHECK_EQ(update_outcome(OUTCOME_UPDATED, 3, 3, 0), OUTCOME_UPDATED);
	CHECK_EQ(update_outcome(OUTCOME_UPDATED, 3, 2, 1), OUTCOME_UPDATED_NOT_RESERVED);
	CHECK_EQ(update_outcome(OUTCOME_MERGED, 3, 0, 0), OUTCOME_UPDATED_NOT_RESERVED);
	CHECK_EQ(update_outcome(OUTCOME_MERGED, 0, 0, 3), OUTCOME_MERGED);
	CHECK_EQ(update_outcome(OUTCOME_NO_CHANGE, 3, 0, 3), OUTCOME_NO_CHANGE);
	CHECK_EQ(update_outcome(OUTCOME_NEEDS_DECISION, 3, 0, 3), OUTCOME_NEEDS_DECISION);
}
