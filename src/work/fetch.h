/* work/fetch.h - one order is fetched from its channel by its number, as a person asked. */
#pragma once
#include "base/scope.h"
#include "work/job.h"

enum { FETCH_NUMBER_MAX = 64, FETCHES_KEPT_DAYS = 7 };

#define FETCH_STATES(X) X(WAITING, "waiting") X(DONE, "done") X(FAILED, "failed")
enum fetch_state {
#define X(id, name) FETCH_##id,
	FETCH_STATES(X)
#undef X
		FETCH_STATE_COUNT
};
const char *fetch_state_name(enum fetch_state f);

struct fetch {
	int64_t id, shop_id, order_id;   /* order_id: 0 until it is here */
	struct text number, code, words; /* code: why it failed, or fails for now; empty: it does not */
	enum fetch_state state;
};
/* Asks for it; asked again while it is under way it is the same fetch. ERR_CANNOT_FETCH, ERR_SHOP_UNBOUND, ERR_BAD_REQUEST. */
enum err fetch_ask(struct scope *s, int64_t shop_id, struct text number, struct fetch *out) MUST_CHECK;
/* ERR_FETCH_UNKNOWN. */
enum err fetch_get(struct scope *s, int64_t id, struct fetch *out) MUST_CHECK;
job_run fetch_run;
