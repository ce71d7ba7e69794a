/* core/update_check.c - may "Update order" run on this order, and does the channel's answer make sense? */
#include "core/update_check.h"
#include "base/scope.h"
#include "core/fact_order.h"

static bool channel_cannot(const struct update_stand *u) { return !u->channel_can; }
static bool shop_unbound(const struct update_stand *u) { return !u->shop_bound; }
static bool order_fixed(const struct update_stand *u) { return u->state != ORDER_PENDING && u->state != ORDER_VOID; }
static bool stock_held(const struct update_stand *u) { return u->reserved > 0; }

/* In the order in which a person should hear them. */
static const struct {
	bool (*broken)(const struct update_stand *u);
	enum err why;
} rules[] = {
	{ channel_cannot, ERR_CHANNEL_NOT_UPDATABLE },
	{ shop_unbound, ERR_SHOP_UNBOUND },
	{ order_fixed, ERR_ORDER_FIXED },
	{ stock_held, ERR_STOCK_PREOCCUPIED },
};

enum err update_check(const struct update_stand *u)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].broken(u))
			return rules[i].why;
	return OK;
}

enum err update_refuse(struct scope *s, const struct update_stand *u)
{
	enum err e = update_check(u);

	if (e == ERR_ORDER_FIXED && u->state == ORDER_STATE_COUNT)
		return fail(s, e, "The order stands where this version knows no place; install a newer one.");
	if (e == ERR_ORDER_FIXED)
		return fail(s, e, "The order is %s; only pending and void orders are updated.",
			    order_state_name(u->state));
	if (e == ERR_STOCK_PREOCCUPIED)
		return fail(s, e, "%lld pieces are reserved for the order; release them first, then update.",
			    (long long)u->reserved);
	if (e == ERR_SHOP_UNBOUND)
		return fail(s, e, "The shop of the order is not authorised any more; authorise its account again.");
	if (e == ERR_CHANNEL_NOT_UPDATABLE)
		return fail(s, e, "The order is not connected to a sales platform that can be updated.");
	return OK;
}

bool update_by_release(const struct update_stand *u) { return update_check(u) == ERR_STOCK_PREOCCUPIED; }

static struct text stated(const struct facts *f, enum field field) { return facts_find(f, field, TEXT("")); }

/* Who receives is known to us in full, the answer hides a part of it, and what it shows is another. */
static bool half_masked(const struct facts *known, const struct facts *answer)
{
	bool hides = false, differs = false;

	for (int f = 0; f < FIELD_COUNT; f++) {
		struct text was = stated(known, (enum field)f), now = stated(answer, (enum field)f);

		if (field_group((enum field)f) != GROUP_CONSIGNEE || !was.size || !now.size || fact_is_masked(was))
			continue;
		if (fact_is_masked(now))
			hides = true;
		else if (!text_same(was, now))
			differs = true;
	}
	return hides && differs;
}

enum err update_judge(struct scope *s, struct text wanted_ref, struct text got_ref, const struct facts *known,
		      const struct facts *answer)
{
	struct text was = stated(known, FIELD_CURRENCY), now = stated(answer, FIELD_CURRENCY);
	const enum err e = ERR_CHANNEL_DATA_ABNORMAL;

	if (!text_same(wanted_ref, got_ref))
		return fail(s, e, "The channel was asked for order %.*s and answered with %.*s; nothing was taken.",
			    TEXT_ARG(text_limit(wanted_ref, 80)), TEXT_ARG(text_limit(got_ref, 80)));
	if (facts_run(answer, FIELD_LINE_ORDERED).count == 0)
		return fail(s, e, "The channel's answer has no lines; nothing was taken.");
	if (was.size && now.size && !text_same(was, now))
		return fail(s, e, "The channel's answer is in %.*s and the order in %.*s; nothing was taken.",
			    TEXT_ARG(text_limit(now, 10)), TEXT_ARG(text_limit(was, 10)));
	if (half_masked(known, answer))
		return fail(s, e, "The channel shows a changed receiver and masks a part of it; nothing was taken.");
	return OK;
}

bool update_ends(enum err e, bool wait_known, int64_t attempt)
{
	static const enum err passing[] = { OK,          ERR_STOPPING, ERR_FENCED,   ERR_DB_LOCKED,     ERR_DB_RETRY,
					    ERR_DB_FULL, ERR_DB_DISK,  ERR_DB_NEWER, ERR_DB_UNREACHABLE };

	for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
		if (e == passing[i])
			return false;
	if (e == ERR_CHANNEL_BUSY)
		return !wait_known;
	if (e == ERR_CONFLICT || e == ERR_DB)
		return attempt >= UPDATE_ATTEMPTS_MAX;
	return true;
}

enum err update_failure(enum err e)
{
	return e == ERR_RECORD_UNREADABLE || e == ERR_BAD_JSON || e == ERR_CHANNEL_ORDER_UNKNOWN
		       ? ERR_CHANNEL_DATA_ABNORMAL
		       : e;
}

enum merge_outcome update_outcome(enum merge_outcome merged, int64_t was_reserved, int64_t reserved, int64_t waiting)
{
	bool done = merged == OUTCOME_UPDATED || merged == OUTCOME_MERGED;

	return done && was_reserved > 0 && (waiting > 0 || reserved == 0) ? OUTCOME_UPDATED_NOT_RESERVED : merged;
}
