/* work/token.h - a shop's access token: opened, renewed in time, and durable before it is used. */
#pragma once
#include "store/db.h"
#include "work/converse.h"

/* Puts a valid access token into the talk; renews it when it ends soon, or at once with `renew`.
 * ERR_NEEDS_AUTHORISATION when the channel takes none of what we have: the shop then says so. */
enum err token_use(struct scope *s, struct conversation *c, bool renew) MUST_CHECK;
/* The channel takes the tokens in the talk no more: the shop asks for an authorisation. Gives ERR_NEEDS_AUTHORISATION;
 * ERR_CONFLICT when there are newer tokens already. */
enum err token_refused(struct scope *s, struct conversation *c) MUST_CHECK;
/* New tokens in the place of those in the talk, which were spent for them: held until the database takes them, and kept
 * whoever works for the shop by now; where the old ones had been refused meanwhile the shop is proved anew. ERR_CONFLICT
 * when there are newer ones. */
enum err token_keep(struct scope *s, struct conversation *c, const struct token_grant *g) MUST_CHECK;
/* A transaction that keeps what the channel gives but once: tried again for half a minute while the database is away, full or
 * locked; `holder`, a node at work (NULL: none), goes on for as long as it is not to stop. ERR_CONFLICT is its last word. */
enum err token_surely(struct scope *s, db_body *body, void *arg, const struct node *holder) MUST_CHECK;
/* Stores a grant for one shop, inside a transaction. */
enum err token_store(struct node *n, struct scope *s, int64_t account_id, int64_t shop_id,
		     const struct token_grant *g) MUST_CHECK;
/* Inside a transaction: the tokens are still those of the talk. ERR_CONFLICT when newer ones have come since: what the
 * channel said of the old ones tells nothing of how the shop stands now. */
enum err token_unchanged(struct scope *s, const struct conversation *c) MUST_CHECK;
