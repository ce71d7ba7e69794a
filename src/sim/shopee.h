/* sim/shopee.h - Shopee's side of the conversation: apps, codes, tokens, and the answers of its Open Platform API v2.
 *
 * Written from channels/shopee.md alone. Whoever calls holds the market's gate. */
#pragma once
#include "base/http.h"
#include "base/scope.h"
#include "sim/habits.h"
#include "sim/market.h"

struct lost;
struct shopee;

enum err shopee_open(struct scope *s, struct market *m, const char *journal, struct shopee **out) MUST_CHECK;
void shopee_close(struct shopee *h);
void shopee_lost(struct shopee *h, struct lost *lost); /* the pushes that it is asked for */

/* Answers one request; `now` is the market's clock in UTC ms. */
enum err shopee_answer(struct shopee *h, struct scope *s, int64_t now, const struct http_request *q,
		       struct http_answer *a) MUST_CHECK;
struct sim_habits *shopee_habits(struct shopee *h); /* to be changed at will */

enum err shopee_app_add(struct shopee *h, struct scope *s, int64_t partner, struct text key) MUST_CHECK;
/* A code for the app with this partner id and one shop, or a whole main account. */
struct shopee_asked {
	int64_t partner, shop, account; /* shop or account is 0 */
	int64_t now;                    /* UTC ms */
};
enum err shopee_code(struct shopee *h, struct scope *s, const struct shopee_asked *ask, struct text *code) MUST_CHECK;
/* What happens to a shop's authorisation (account is not read). */
enum shopee_event { SHOPEE_ACCESS_EXPIRES, SHOPEE_REFRESH_EXPIRES, SHOPEE_WITHDRAWN, SHOPEE_ENDS };
enum err shopee_event(struct shopee *h, struct scope *s, const struct shopee_asked *ask,
		      enum shopee_event event) MUST_CHECK;
/* An order's status in the dialect's words. Who does not ask for PENDING is told the word of the time before it existed. */
const char *status_word(const struct market_order *o, bool pending_asked);
