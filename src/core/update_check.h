/* core/update_check.h - may "Update order" run on this order, and does the channel's answer make sense?
 *
 * Values in, verdict out. Asked before the channel is, and again in the transaction that records. */
#pragma once
#include "core/merge.h"
#include "core/order_move.h"

struct update_stand {
	bool channel_can;       /* has batch_update, and the order came from a channel: not by hand, not from a file */
	bool shop_bound;        /* and its account is here */
	enum order_state state; /* ORDER_STATE_COUNT: one that this version does not know */
	int64_t reserved;       /* pieces reserved for this order */
};
/* OK, or the reason a person should hear first: ERR_CHANNEL_NOT_UPDATABLE, ERR_SHOP_UNBOUND, ERR_ORDER_FIXED,
 * ERR_STOCK_PREOCCUPIED. */
enum err update_check(const struct update_stand *u) MUST_CHECK;
/* The same, with words. */
enum err update_refuse(struct scope *s, const struct update_stand *u) MUST_CHECK;
/* Would releasing its stock be enough? Then "release, update, reserve again" is offered. */
bool update_by_release(const struct update_stand *u);

/* ERR_CHANNEL_DATA_ABNORMAL, with words, where the answer is another order, has no line, is in another currency, or shows a
 * changed receiver of whom a part is masked that we know unmasked: to take what is seen would mix two receivers. `known`: the
 * base (facts_assemble), or empty where there is none yet. */
enum err update_judge(struct scope *s, struct text wanted_ref, struct text got_ref, const struct facts *known,
		      const struct facts *answer) MUST_CHECK;

/* What fails is a result of the orders that it is about, so that their task ends. Only what passes by itself is tried again:
 * the program stops, another node goes on, our database is away, or it is known until when the channel wants us to wait. Where
 * others were quicker, or our database refuses, so many attempts are made. `attempt` counts those that failed, from 1 on. */
enum { UPDATE_ATTEMPTS_MAX = 5 };
bool update_ends(enum err e, bool wait_known, int64_t attempt);

/* What a failure of the attempt is for the person: a time-out stays one, an unreadable record or an unknown order is abnormal
 * data; anything else is said as it is. */
enum err update_failure(enum err e);

/* The outcome of "release, update, reserve again" by what the merge came to and how many pieces are short after it. */
enum merge_outcome update_outcome(enum merge_outcome merged, int64_t was_reserved, int64_t reserved, int64_t waiting);
