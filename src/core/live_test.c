/* core/live_test.c - the conditions of going live: each good, missing or a warning, with words that count. */
#include "base/scope.h"
#include "core/live.h"
#include "tests/check.h"

static const struct live_facts ready = { .accounts = 2, .verified = 2, .shops = 3, .skus = 5, .opened = 1 };

static struct live_check one(const struct live_facts *f, enum live_check_kind kind, bool *may)
{
	struct live_check checks[LIVE_CHECK_COUNT];

	live_judge(check_scope()->arena, f, checks);
	*may = live_may(checks);
	return checks[kind];
}

TEST(a_tenant_that_has_all_may_go_live)
{
	struct live_check checks[LIVE_CHECK_COUNT];

	live_judge(check_scope()->arena, &ready, checks);
	for (int i = 0; i < LIVE_CHECK_COUNT; i++) {
		CHECK_EQ(checks[i].state, LIVE_GOOD);
		CHECK(checks[i].words.size > 0 && checks[i].cure[0] == '/' && *checks[i].en && *checks[i].zh);
		CHECK_TEXT(text_of(checks[i].name), live_check_name((enum live_check_kind)i));
	}
	CHECK(live_may(checks));
}

static const struct {
	struct live_facts f;
	enum live_check_kind kind;
	enum live_state state;
	bool may;
	const char *words;
} cases[] = {
	{ { .accounts = 0, .shops = 3, .skus = 1, .opened = 1 },
	  LIVE_CHECK_ACCOUNTS,
	  LIVE_MISSING,
	  false,
	  "No account is connected." },
	{ { .accounts = 2, .verified = 1, .shops = 3, .skus = 1, .opened = 1 },
	  LIVE_CHECK_ACCOUNTS,
	  LIVE_MISSING,
	  false,
	  "1 of 2 accounts are verified." },
	{ { .accounts = 1, .verified = 1, .shops = 1, .skus = 1, .opened = 1, .unmapped = 4 },
	  LIVE_CHECK_MAPPINGS,
	  LIVE_MISSING,
	  false,
	  "4 platform SKUs that orders wait for have no mapping." },
	{ { .accounts = 1, .verified = 1, .shops = 1, .opened = 1 },
	  LIVE_CHECK_MAPPINGS,
	  LIVE_WARNING,
	  true,
	  "There are no SKUs yet, and no order waits for one." },
	{ { .accounts = 1, .verified = 1, .shops = 1, .skus = 1 },
	  LIVE_CHECK_COUNTS,
	  LIVE_MISSING,
	  false,
	  "No opening stock is booked." },
	{ { .accounts = 1, .verified = 1, .shops = 2, .skus = 1, .opened = 1, .without_cutover = 1 },
	  LIVE_CHECK_CUTOVER,
	  LIVE_WARNING,
	  true,
	  "1 of 2 shops have no cut-over time: all their open orders are fulfilled here." },
	{ { .accounts = 1, .verified = 1, .skus = 1, .opened = 1 },
	  LIVE_CHECK_REHEARSAL,
	  LIVE_MISSING,
	  false,
	  "No shop is pulled yet." },
	{ { .accounts = 1, .verified = 1, .shops = 3, .skus = 1, .opened = 1, .unpulled = 1, .unproved = 1 },
	  LIVE_CHECK_REHEARSAL,
	  LIVE_MISSING,
	  false,
	  "2 of 3 shops have a last pull that is not proved." },
	{ { .accounts = 1, .verified = 1, .shops = 3, .skus = 1, .opened = 1, .parked = 7 },
	  LIVE_CHECK_REHEARSAL,
	  LIVE_MISSING,
	  false,
	  "7 records could not be read and wait aside." },
};

/* Who says the sentence in another language has its code and all of its numbers. */
static void check_numbers(const struct live_check *c)
{
	struct text numbers =
		c->of      ? text_format(check_scope()->arena, "%lld of %lld ", (long long)c->count, (long long)c->of)
		: c->count ? text_format(check_scope()->arena, "%lld ", (long long)c->count)
			   : TEXT("");

	CHECK(*c->said);
	CHECK(c->words.size > numbers.size && text_same((struct text){ c->words.at, numbers.size }, numbers));
	for (size_t i = numbers.size; i < c->words.size; i++)
		CHECK(c->words.at[i] < '0' || c->words.at[i] > '9');
}

TEST(each_condition_that_is_not_met_says_so_and_holds_back_where_it_is_needed)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool may;
		struct live_check c = one(&cases[i].f, cases[i].kind, &may);

		CHECK_EQ(c.state, cases[i].state);
		CHECK_TEXT(c.words, cases[i].words);
		check_numbers(&c);
		CHECK_EQ(may, cases[i].may);
	}
}

TEST(states_have_names)
{
	CHECK_TEXT(text_of(live_state_name(LIVE_GOOD)), "good");
	CHECK_TEXT(text_of(live_state_name(LIVE_WARNING)), "warning");
}
