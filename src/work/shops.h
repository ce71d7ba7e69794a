/* work/shops.h - shops as people and jobs use them: load, pull now, stop, resume. */
#pragma once
#include "base/scope.h"
#include "base/secret.h"

struct channel;
struct node;

struct shop {
	int64_t id, account_id, ver, cutover_at, fence;
	int64_t authorised_until; /* its account: UTC ms; 0: not said */
	struct text channel_ref, title, state, pull, currency;
	const struct channel *channel;
	struct text app_id, base, account_ref;
	bool bound;
	bool known; /* its account is here: what was written without one cannot be called */
};

/* ERR_SHOP_UNKNOWN; ERR_CHANNEL_UNKNOWN: all but its channel is filled in. */
enum err shop_get(struct scope *s, int64_t shop_id, struct shop *out) MUST_CHECK;
/* OK when calls may be made in its name; else why not: ERR_NEEDS_AUTHORISATION, ERR_ACCOUNT_UNVERIFIED, ERR_ACCOUNT_CANCELLED,
 * ERR_SHOP_UNBOUND. */
enum err shop_usable(struct scope *s, const struct shop *shop) MUST_CHECK;
/* It is bound by an account that is here. */
bool shop_authorised(const struct shop *shop);
/* Its orders may be asked of its channel by "Update order": not where they are made by hand or come from a file. */
bool shop_updatable(const struct shop *shop);
/* The app's key, opened for one conversation. */
enum err shop_app_key(struct node *n, struct scope *s, const struct shop *shop, struct secret *out) MUST_CHECK;

/* Due at once, outside the schedule; a stopped shop is pulled this once. ERR_SHOP_UNBOUND when it is not authorised. */
enum err shop_pull(struct scope *s, int64_t shop_id) MUST_CHECK;
/* No further automatic pull until resumed; orders already here stay. Doing it twice is no error. */
enum err shop_stop(struct scope *s, int64_t shop_id) MUST_CHECK;
enum err shop_resume(struct scope *s, int64_t shop_id) MUST_CHECK;

/* This node's lease of the shop; every later writing transaction checks its fence. A process without a crew takes it from
 * whoever does not beat; a crew's shops are shared out by its watch. ERR_FENCED: another node works for the shop. */
enum err shop_lease(struct node *n, struct scope *s, struct shop *shop) MUST_CHECK;
/* Inside a transaction: ERR_FENCED when another node has taken the shop over. */
enum err shop_fence(struct node *n, struct scope *s, const struct shop *shop) MUST_CHECK;
/* The same where orders or parked records are written: whoever listens hears of it (web/events.h). */
enum err shop_fence_change(struct node *n, struct scope *s, const struct shop *shop) MUST_CHECK;
/* The same for people and tasks that change orders without working for the shop: first in their transaction, as it takes
 * the lease's row before those of orders and stock. */
enum err shop_note_change(struct scope *s, int64_t shop_id) MUST_CHECK;
