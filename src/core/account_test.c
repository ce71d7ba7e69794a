/* core/account_test.c - accounts: what calls say of them, the forecast of their end, how far a first pull is. */
#include "base/instant.h"
#include "core/account.h"
#include "tests/check.h"

TEST(only_a_verified_accounts_shops_are_bound)
{
	for (int s = 0; s < ACCOUNT_STATE_COUNT; s++) {
		enum account_state found = ACCOUNT_STATE_COUNT;

		CHECK_EQ(text_is(text_of(account_shop_state((enum account_state)s)), "bound"), s == ACCOUNT_VERIFIED);
		CHECK(account_state_find(text_of(account_state_name((enum account_state)s)), &found));
		CHECK_EQ(found, s);
		CHECK(account_state_find(text_of(account_shop_state((enum account_state)s)), &found));
		CHECK_EQ(found, s);
	}
	CHECK(!account_state_find(TEXT("unbound"), &(enum account_state){ ACCOUNT_VERIFIED }));
}

TEST(an_account_stands_as_the_worst_of_its_shops)
{
	for (int a = 0; a < ACCOUNT_STATE_COUNT; a++)
		for (int b = 0; b < ACCOUNT_STATE_COUNT; b++)
			CHECK_EQ(account_worst((enum account_state)a, (enum account_state)b), a > b ? a : b);
}

TEST(only_the_channels_word_judges_an_account)
{
	enum account_state s = ACCOUNT_STATE_COUNT;

	CHECK(account_judge(OK, &s) && s == ACCOUNT_VERIFIED);
	CHECK(account_judge(ERR_NEEDS_AUTHORISATION, &s) && s == ACCOUNT_NEEDS_AUTHORISATION);
	CHECK(!account_judge(ERR_TOKEN_EXPIRED, &s));
	CHECK(account_judge(ERR_SHOP_UNBOUND, &s) && s == ACCOUNT_NEEDS_AUTHORISATION);
	CHECK(account_judge(ERR_CHANNEL_SIGNATURE, &s) && s == ACCOUNT_REFUSED);
	CHECK(account_judge(ERR_CHANNEL_REFUSED, &s) && s == ACCOUNT_REFUSED);
	CHECK(account_judge(ERR_BAD_REQUEST, &s) && s == ACCOUNT_REFUSED);
	for (enum err e = ERR_CHANNEL_BUSY; e <= ERR_CHANNEL_DATA_ABNORMAL; e++)
		CHECK(!account_judge(e, &s));
	CHECK(!account_judge(ERR_DB_UNREACHABLE, &s));
	CHECK(!account_judge(ERR_FENCED, &s));
}

TEST(the_forecast_changes_30_7_and_1_days_before_the_end)
{
	static const struct {
		int64_t left;
		enum expiry is;
	} cases[] = {
		{ 400 * DAY_MS, EXPIRY_FAR },
		{ 30 * DAY_MS + 1, EXPIRY_FAR },
		{ 30 * DAY_MS, EXPIRY_DAYS_30 },
		{ 7 * DAY_MS + 1, EXPIRY_DAYS_30 },
		{ 7 * DAY_MS, EXPIRY_DAYS_7 },
		{ DAY_MS + 1, EXPIRY_DAYS_7 },
		{ DAY_MS, EXPIRY_DAYS_1 },
		{ 1, EXPIRY_DAYS_1 },
		{ 0, EXPIRY_OVER },
		{ -1, EXPIRY_OVER },
		{ -400 * DAY_MS, EXPIRY_OVER },
	};
	int64_t now = INT64_C(1700000000000);

	CHECK_EQ(expiry_forecast(0, now), EXPIRY_NONE);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_EQ(expiry_forecast(now + cases[i].left, now), cases[i].is);
	CHECK_TEXT(text_of(expiry_name(EXPIRY_NONE)), "none");
	CHECK_TEXT(text_of(expiry_name(EXPIRY_DAYS_1)), "days_1");
	CHECK_TEXT(text_of(expiry_name(EXPIRY_OVER)), "over");
}

TEST(a_first_pull_is_as_far_as_its_stretch_is_read)
{
	CHECK_EQ(first_pull_percent(1000, 0, 1000), 0);
	CHECK_EQ(first_pull_percent(1000, 0, 2000), 0);
	CHECK_EQ(first_pull_percent(1000, 0, 967), 3);
	CHECK_EQ(first_pull_percent(1000, 0, 1), 99);
	CHECK_EQ(first_pull_percent(1000, 0, 0), 100);
	CHECK_EQ(first_pull_percent(1000, 1000, 1000), 100);
	CHECK_EQ(first_pull_estimate(0, 60000, 0), -1);
	CHECK_EQ(first_pull_estimate(60000, 60000, 50), -1);
	CHECK_EQ(first_pull_estimate(0, 60000, 25), 180);
	CHECK_EQ(first_pull_estimate(0, 60000, 100), 0);
}
