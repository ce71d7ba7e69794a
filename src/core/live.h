/* core/live.h - the conditions of going live, which are the checklist of the first day too.
 *
 * Values in, verdict out: what was counted becomes a state, words and the page where it is mended. */
#pragma once
#include "base/text.h"

struct arena;

#define LIVE_STATES(X) X(GOOD, "good") X(MISSING, "missing") X(WARNING, "warning")
enum live_state {
#define X(id, name) LIVE_##id,
	LIVE_STATES(X)
#undef X
		LIVE_STATE_COUNT
};
const char *live_state_name(enum live_state s);

enum live_check_kind {
#define CHECK_OF(id, name, needed, en, zh, cure) LIVE_CHECK_##id,
#include "core/live_checks.def"
#undef CHECK_OF
	LIVE_CHECK_COUNT
};
const char *live_check_name(enum live_check_kind c);

/* What was counted. */
struct live_facts {
	int64_t accounts, verified;     /* accounts of channels, those proved by a call */
	int64_t shops, without_cutover; /* shops that are pulled, those without a cut-over time */
	int64_t unmapped;               /* platform SKUs that orders wait for */
	int64_t skus, opened;           /* articles; receipts of opening stock */
	int64_t unpulled, unproved,
		parked; /* shops never pulled to the end, whose last pull is not proved, records aside */
};
struct live_check {
	const char *name, *en, *zh, *cure; /* cure: the address of a page */
	bool needed;
	enum live_state state;
	const char *said;  /* which sentence it is, for who says it in another language */
	int64_t count, of; /* the numbers in it, where there are */
	struct text words; /* the sentence in English */
};
void live_judge(struct arena *a, const struct live_facts *f, struct live_check out[LIVE_CHECK_COUNT]);
/* Nothing that is needed is missing. */
bool live_may(const struct live_check checks[LIVE_CHECK_COUNT]);
