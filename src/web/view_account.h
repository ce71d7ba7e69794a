/* web/view_account.h - accounts with their shops, as the API shows them. */
#pragma once
#include "base/json.h"
#include "base/scope.h"
#include "core/account.h"
#include "web/views.h"

enum { ACCOUNTS_MAX = 1000 };

/* Which accounts are listed. */
struct account_query {
	const struct text *channels; /* NULL: of all */
	size_t channel_count;
	struct text name;                 /* in a name of the account or of a shop of it, folded; {0}: any */
	bool states[ACCOUNT_STATE_COUNT]; /* where any is set, only accounts that stand so */
	bool by_state;
};
/* {items, next}: by channel and name; next is always null, as there are at most ACCOUNTS_MAX. */
enum err view_accounts(struct scope *s, const struct account_query *q, struct json_writer *w) MUST_CHECK;
/* One alone. ERR_ACCOUNT_UNKNOWN. */
enum err view_account(struct scope *s, int64_t id, struct view_account *out) MUST_CHECK;
/* One shop alone. ERR_SHOP_UNKNOWN. */
enum err view_account_shop(struct scope *s, int64_t id, struct view_account_shop *out) MUST_CHECK;
