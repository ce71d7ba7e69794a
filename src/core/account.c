/* core/account.c - how an account stands, what a call in its name says of that, and how near its end is. */
#include "core/account.h"
#include "base/instant.h"
#include "base/text.h"

static const struct {
	const char *name, *shop;
} states[] = {
#define X(id, name, shop) { name, shop },
	ACCOUNT_STATES(X)
#undef X
};

const char *account_state_name(enum account_state s) { return states[s].name; }
const char *account_shop_state(enum account_state s) { return states[s].shop; }

bool account_state_find(struct text name, enum account_state *out)
{
	for (int i = 0; i < ACCOUNT_STATE_COUNT; i++)
		if (text_is(name, states[i].name) || text_is(name, states[i].shop)) {
			*out = (enum account_state)i;
			return true;
		}
	return false;
}

enum account_state account_worst(enum account_state a, enum account_state b) { return a > b ? a : b; }

bool account_judge(enum err call, enum account_state *out)
{
	static const struct {
		enum err call;
		enum account_state state;
	} verdicts[] = {
		{ OK, ACCOUNT_VERIFIED },
		{ ERR_NEEDS_AUTHORISATION, ACCOUNT_NEEDS_AUTHORISATION },
		{ ERR_SHOP_UNBOUND, ACCOUNT_NEEDS_AUTHORISATION },
		{ ERR_CHANNEL_SIGNATURE, ACCOUNT_REFUSED },
		{ ERR_CHANNEL_REFUSED, ACCOUNT_REFUSED },
		{ ERR_BAD_REQUEST, ACCOUNT_REFUSED },
	};

	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (verdicts[i].call == call) {
			*out = verdicts[i].state;
			return true;
		}
	return false;
}

/* Each with the days that are left when the next one begins. */
static const struct {
	const char *name;
	int64_t days;
} expiries[] = {
#define X(id, name, days) { name, days },
	EXPIRIES(X)
#undef X
};

const char *expiry_name(enum expiry e) { return expiries[e].name; }

enum expiry expiry_forecast(int64_t until, int64_t now)
{
	if (until == 0)
		return EXPIRY_NONE;
	for (int e = EXPIRY_FAR; e < EXPIRY_OVER; e++)
		if (until - now > expiries[e].days * DAY_MS)
			return (enum expiry)e;
	return EXPIRY_OVER;
}

int first_pull_percent(int64_t began, int64_t goal, int64_t at)
{
	if (at <= goal || began <= goal)
		return 100;
	return at >= began ? 0 : (int)((began - at) * 100 / (began - goal));
}

int64_t first_pull_estimate(int64_t began, int64_t now, int percent)
{
	if (percent <= 0 || now <= began)
		return -1;
	return (now - began) * (100 - percent) / percent / SECOND_MS;
}
