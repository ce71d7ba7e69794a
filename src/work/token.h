/* work/token.h - a shop's access token: opened, renewed in time, and durable before it is used. */
#pragma once
#include "work/converse.h"

/* Puts a valid access token into the talk; renews it when it ends soon, or at once with `renew`.
 * ERR_NEEDS_AUTHORISATION when the channel takes none of what we have: the shop then says so. */
enum err token_use(struct scope *s, struct conversation *c, bool renew) MUST_CHECK;
/* The channel says that the authorisation is gone: noted with the shop, and ERR_NEEDS_AUTHORISATION. */
enum err token_refused(struct scope *s, struct conversation *c) MUST_CHECK;
/* Stores a grant for one shop, inside a transaction. */
enum err token_store(struct node *n, struct scope *s, int64_t account_id, int64_t shop_id,
		     const struct token_grant *g) MUST_CHECK;
