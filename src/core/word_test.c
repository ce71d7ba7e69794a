/* core/word_test.c - the words against domain.md sections 2 and 3. */
#include "core/word.h"
#include "tests/check.h"

static const struct {
	enum word word;
	const char *name, *order, *payment, *delivery;
	enum word_first first;
	enum word_later later;
} golden[] = {
	{ WORD_unpaid, "unpaid", "open", "unpaid", "none", FIRST_PENDING, LATER_NOTES },
	{ WORD_paid, "paid", "open", "paid", "none", FIRST_PENDING, LATER_PAYS },
	{ WORD_arranged, "arranged", "open", "paid", "arranged", FIRST_PENDING, LATER_PAYS },
	{ WORD_partially_shipped, "partially_shipped", "open", "paid", "partial", FIRST_PENDING, LATER_PAYS },
	{ WORD_shipped, "shipped", "open", "paid", "shipped", FIRST_SHIPPED, LATER_PAYS },
	{ WORD_delivered, "delivered", "open", "paid", "delivered", FIRST_SHIPPED, LATER_PAYS },
	{ WORD_completed, "completed", "completed", "paid", "delivered", FIRST_SHIPPED, LATER_PAYS },
	{ WORD_cancel_requested, "cancel_requested", "open", "unknown", "none", FIRST_PENDING, LATER_ASKS_CANCEL },
	{ WORD_cancelled, "cancelled", "cancelled", "unknown", "none", FIRST_VOID, LATER_CANCELS },
	{ WORD_on_hold, "on_hold", "held", "unknown", "none", FIRST_PENDING, LATER_NOTES },
	{ WORD_return_requested, "return_requested", "open", "paid", "shipped", FIRST_PENDING, LATER_NOTES },
	{ WORD_returned, "returned", "completed", "paid", "returned", FIRST_SHIPPED, LATER_NOTES },
	{ WORD_refunded, "refunded", "completed", "refunded", "returned", FIRST_SHIPPED, LATER_NOTES },
	{ WORD_ignore, "ignore", "none", "unknown", "none", FIRST_NOT_YET, LATER_NOTES },
};

TEST(every_word_means_what_the_domain_says)
{
	CHECK_EQ(sizeof golden / sizeof *golden, WORD_COUNT);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		enum word w = golden[i].word, found;

		CHECK_TEXT(text_of(word_name(w)), golden[i].name);
		CHECK_TEXT(text_of(word_order_status(w)), golden[i].order);
		CHECK_TEXT(text_of(word_payment_status(w)), golden[i].payment);
		CHECK_TEXT(text_of(word_delivery_status(w)), golden[i].delivery);
		CHECK_EQ(word_first(w), golden[i].first);
		CHECK_EQ(word_later(w), golden[i].later);
		CHECK(word_zh(w)[0] != '\0' && text_valid(text_of(word_zh(w))));
		CHECK(word_find(text_of(golden[i].name), &found));
		CHECK_EQ(found, w);
	}
}

TEST(a_name_that_is_no_word_is_not_found)
{
	enum word w;

	CHECK(!word_find(TEXT("PAID"), &w));
	CHECK(!word_find(TEXT(""), &w));
	CHECK(!word_find((struct text){ 0 }, &w));
}

TEST(a_channels_word_never_seen_before_is_on_hold)
{
	static const struct word_pair pairs[] = { { "READY", WORD_paid }, { "GONE", WORD_shipped }, { 0 } };
	bool known = false;

	CHECK_EQ(word_of(pairs, TEXT("GONE"), &known), WORD_shipped);
	CHECK(known);
	CHECK_EQ(word_of(pairs, TEXT("gone"), &known), WORD_on_hold);
	CHECK(!known);
	known = true;
	CHECK_EQ(word_of(pairs, (struct text){ 0 }, &known), WORD_on_hold);
	CHECK(!known);
}
