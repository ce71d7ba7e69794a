/* core/live.c - the conditions of going live: what was counted becomes a state and words. */
#include "core/live.h"

static const char *const states[LIVE_STATE_COUNT] = {
#define X(id, name) [LIVE_##id] = name,
	LIVE_STATES(X)
#undef X
};
const char *live_state_name(enum live_state s) { return states[s]; }

static const struct live_check checks[LIVE_CHECK_COUNT] = {
#define CHECK_OF(id, name, needed, en, zh, cure) [LIVE_CHECK_##id] = { name, en, zh, cure, needed, LIVE_GOOD, { 0 } },
#include "core/live_checks.def"
#undef CHECK_OF
};
const char *live_check_name(enum live_check_kind c) { return checks[c].name; }

static long long n(int64_t count) { return count; }

static void judge_accounts(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->accounts > 0 && f->verified == f->accounts ? LIVE_GOOD : LIVE_MISSING;
	c->words = f->accounts ? text_format(a, "%lld of %lld accounts are verified.", n(f->verified), n(f->accounts))
			       : TEXT("No account is connected.");
}

/* Orders may come before the mappings do: what waits is what is missing. */
static void judge_mappings(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->unmapped ? LIVE_MISSING : f->skus ? LIVE_GOOD : LIVE_WARNING;
	c->words = f->unmapped ? text_format(a, "Orders wait for the mapping of %lld platform SKUs.", n(f->unmapped))
		   : f->skus   ? TEXT("No order waits for a mapping.")
			       : TEXT("There are no SKUs yet, and no order waits for one.");
}

static void judge_counts(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->opened ? LIVE_GOOD : LIVE_MISSING;
	c->words = f->opened ? text_format(a, "%lld receipts of stock are booked.", n(f->opened))
			     : TEXT("No opening stock is booked.");
}

static void judge_cutover(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->shops && !f->without_cutover ? LIVE_GOOD : LIVE_WARNING;
	if (!f->shops)
		c->words = TEXT("No shop is pulled yet.");
	else if (f->without_cutover)
		c->words = text_format(
			a, "%lld of %lld shops have no cut-over time: all their open orders are fulfilled here.",
			n(f->without_cutover), n(f->shops));
	else
		c->words = TEXT("Each shop has a cut-over time.");
}

static void judge_rehearsal(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	int64_t behind = f->unpulled + f->unproved;

	c->state = f->shops && !behind && !f->parked ? LIVE_GOOD : LIVE_MISSING;
	if (!f->shops)
		c->words = TEXT("No shop is pulled yet.");
	else if (behind)
		c->words = text_format(a, "The last pull of %lld of %lld shops is not proved.", n(behind), n(f->shops));
	else if (f->parked)
		c->words = text_format(a, "%lld records could not be read and wait aside.", n(f->parked));
	else
		c->words = text_format(a, "The last pull of each of %lld shops is proved, without gaps.", n(f->shops));
}

void live_judge(struct arena *a, const struct live_facts *f, struct live_check out[LIVE_CHECK_COUNT])
{
	static void (*const judges[LIVE_CHECK_COUNT])(struct arena *, const struct live_facts *,
						      struct live_check *) = {
		[LIVE_CHECK_ACCOUNTS] = judge_accounts,   [LIVE_CHECK_MAPPINGS] = judge_mappings,
		[LIVE_CHECK_COUNTS] = judge_counts,       [LIVE_CHECK_CUTOVER] = judge_cutover,
		[LIVE_CHECK_REHEARSAL] = judge_rehearsal,
	};

	for (int i = 0; i < LIVE_CHECK_COUNT; i++) {
		out[i] = checks[i];
		judges[i](a, f, &out[i]);
	}
}

bool live_may(const struct live_check c[LIVE_CHECK_COUNT])
{
	for (int i = 0; i < LIVE_CHECK_COUNT; i++)
		if (c[i].needed && c[i].state == LIVE_MISSING)
			return false;
	return true;
}
