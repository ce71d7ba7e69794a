/* core/live.c - the conditions of going live: what was counted becomes a state and words. */
#include "core/live.h"

static const char *const states[LIVE_STATE_COUNT] = {
#define X(id, name) [LIVE_##id] = name,
	LIVE_STATES(X)
#undef X
};
const char *live_state_name(enum live_state s) { return states[s]; }

static const struct live_check checks[LIVE_CHECK_COUNT] = {
#define CHECK_OF(id, name, needed, en, zh, cure) \
	[LIVE_CHECK_##id] = { name, en, zh, cure, needed, LIVE_GOOD, "", 0, 0, { 0 } },
#include "core/live_checks.def"
#undef CHECK_OF
};
const char *live_check_name(enum live_check_kind c) { return checks[c].name; }

/* A sentence by its code. Its numbers are given beside it, so that it can be said in any language. */
static void say(struct live_check *c, const char *said, struct text words)
{
	c->said = said;
	c->words = words;
}

static void say_count(struct arena *a, struct live_check *c, const char *said, int64_t count, const char *what)
{
	c->count = count;
	say(c, said, text_format(a, "%lld %s", (long long)count, what));
}

static void say_of(struct arena *a, struct live_check *c, const char *said, int64_t count, int64_t of, const char *what)
{
	c->count = count;
	c->of = of;
	say(c, said, text_format(a, "%lld of %lld %s", (long long)count, (long long)of, what));
}

static void judge_accounts(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->accounts > 0 && f->verified == f->accounts ? LIVE_GOOD : LIVE_MISSING;
	if (f->accounts)
		say_of(a, c, "verified", f->verified, f->accounts, "accounts are verified.");
	else
		say(c, "no_account", TEXT("No account is connected."));
}

/* Orders may come before the mappings do: what waits is what is missing. */
static void judge_mappings(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->unmapped ? LIVE_MISSING : f->skus ? LIVE_GOOD : LIVE_WARNING;
	if (f->unmapped)
		say_count(a, c, "unmapped", f->unmapped, "platform SKUs that orders wait for have no mapping.");
	else if (f->skus)
		say(c, "all_mapped", TEXT("No order waits for a mapping."));
	else
		say(c, "no_sku", TEXT("There are no SKUs yet, and no order waits for one."));
}

static void judge_counts(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->opened ? LIVE_GOOD : LIVE_MISSING;
	if (f->opened)
		say_count(a, c, "booked", f->opened, "receipts of stock are booked.");
	else
		say(c, "no_stock", TEXT("No opening stock is booked."));
}

static void judge_cutover(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	c->state = f->shops && !f->without_cutover ? LIVE_GOOD : LIVE_WARNING;
	if (!f->shops)
		say(c, "no_shop", TEXT("No shop is pulled yet."));
	else if (f->without_cutover)
		say_of(a, c, "no_cutover", f->without_cutover, f->shops,
		       "shops have no cut-over time: all their open orders are fulfilled here.");
	else
		say(c, "cutover", TEXT("Each shop has a cut-over time."));
}

static void judge_rehearsal(struct arena *a, const struct live_facts *f, struct live_check *c)
{
	int64_t behind = f->unpulled + f->unproved;

	c->state = f->shops && !behind && !f->parked ? LIVE_GOOD : LIVE_MISSING;
	if (!f->shops)
		say(c, "no_shop", TEXT("No shop is pulled yet."));
	else if (behind)
		say_of(a, c, "unproved", behind, f->shops, "shops have a last pull that is not proved.");
	else if (f->parked)
		say_count(a, c, "parked", f->parked, "records could not be read and wait aside.");
	else
		say_of(a, c, "proved", f->shops, f->shops, "shops have a last pull that is proved, without gaps.");
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
