/* core/account.h - how an account stands, what a call in its name says of that, and how near its end is.
 *
 * Only a verified account is used (S001-11): its shops are bound, those of any other are not. */
#pragma once
#include "base/error.h"
#include <stdbool.h>
#include <stdint.h>

struct text;

/* From good to bad: an account stands as the worst of its shops does. The second word is how its shops stand then. */
#define ACCOUNT_STATES(X)                                                    \
	X(VERIFIED, "verified", "bound")                                     \
	X(UNVERIFIED, "unverified", "unverified")                            \
	X(NEEDS_AUTHORISATION, "needs_authorisation", "needs_authorisation") \
	X(REFUSED, "refused", "refused")                                     \
	X(CANCELLED, "cancelled", "cancelled")
enum account_state {
#define X(id, name, shop) ACCOUNT_##id,
	ACCOUNT_STATES(X)
#undef X
		ACCOUNT_STATE_COUNT
};
const char *account_state_name(enum account_state s);
const char *account_shop_state(enum account_state s);
bool account_state_find(struct text name, enum account_state *out); /* by an account's word or a shop's */
enum account_state account_worst(enum account_state a, enum account_state b);

/* What a call in a shop's name says, by how it ended; false: nothing, as the channel was away or busy, or an access token
 * had ended, which its successor may cure. */
bool account_judge(enum err call, enum account_state *out);

#define EXPIRIES(X)                \
	X(NONE, "none", INT64_MIN) \
	X(FAR, "far", 30)          \
	X(DAYS_30, "days_30", 7)   \
	X(DAYS_7, "days_7", 1)     \
	X(DAYS_1, "days_1", 0)     \
	X(OVER, "over", INT64_MIN)
enum expiry {
#define X(id, name, days) EXPIRY_##id,
	EXPIRIES(X)
#undef X
		EXPIRY_COUNT
};
const char *expiry_name(enum expiry e);
/* `until` UTC ms; 0: not said. On the day of the limit it counts as reached. */
enum expiry expiry_forecast(int64_t until, int64_t now);

/* How far a first pull has come, 0 to 100: from `began` it goes back to `goal`, and is at `at`. */
int first_pull_percent(int64_t began, int64_t goal, int64_t at);
/* Seconds that the rest may take, if it goes on as it went; -1: nothing can be said yet. */
int64_t first_pull_estimate(int64_t began, int64_t now, int percent);
