/* work/token_test.c - tokens are renewed in time, and a renewed one is kept whatever happens meanwhile. */
#include "base/instant.h"
#include "work/keys.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/token.h"

ON_BOTH(an_access_token_is_renewed_in_time_and_the_new_pair_is_kept)
{
	struct rig r;
	struct sql_token_of_shop_row before, after;
	struct sql_token_of_shop key;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	key = (struct sql_token_of_shop){ .account_id = r.made.account_id, .shop_id = r.made.shops[0] };
	CHECK_OK(sql_token_of_shop(s, key, &before));
	for (int hours = 5; hours <= 15; hours += 5) { /* each time the one before is spent */
		sim_clock_offset(r.sim, hours * HOUR_MS);
		rig_place(&r, 0, 1);
		rig_pull(&r, 0);
	}
	CHECK_OK(sql_token_of_shop(s, key, &after));
	CHECK(!text_same(after.refresh, before.refresh));
	CHECK_TEXT(after.state, "valid");
	CHECK_EQ(rig_count(&r), 3);
	rig_close(&r);
}

ON_BOTH(an_authorisation_that_ended_is_said_and_the_shop_waits)
{
	struct rig r;
	struct shop shop;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	sim_clock_offset(r.sim, 40 * DAY_MS); /* past the life of the refresh token too */
	CHECK_OK(shop_pull(s, r.made.shops[0]));
	rig_run_due(&r);
	CHECK_TEXT(rig_job_code(&r, 0), "needs_authorisation");
	CHECK_TEXT(rig_job_state(&r, 0), "paused");
	CHECK_OK(shop_get(s, r.made.shops[0], &shop));
	CHECK_TEXT(shop.state, "needs_authorisation");
	CHECK_ERR(shop_pull(s, r.made.shops[0]), ERR_NEEDS_AUTHORISATION);
	rig_close(&r);
}

static enum err steal(struct scope *s, void *arg)
{
	struct sql_lease_take_row row;

	return sql_lease_take(
		s, (struct sql_lease_take){ .shop_id = *(int64_t *)arg, .node = 999, .incarnation = 1, .seen = 1 },
		&row);
}

static enum err refuse(struct scope *s, void *arg)
{
	return sql_token_refused(s, *(const struct sql_token_refused *)arg, NULL);
}

/* The shop was taken over while the channel's answer to a renewal was on its way, and who took it over spent the old token
 * once more: the new one is good for whoever works. */
ON_BOTH(tokens_renewed_by_a_node_that_was_taken_over_are_kept)
{
	struct token_grant grant = { .access = secret_of(TEXT("new access")),
				     .refresh = secret_of(TEXT("new refresh")) };
	struct rig r;
	struct shop shop;
	struct conversation c;
	struct sql_token_of_shop_row row;
	struct sql_token_of_shop key;
	struct sql_job_of_shop_row job;

	rig_open(s, &r, 0);
	rig_pull(&r, 0);
	key = (struct sql_token_of_shop){ .account_id = r.made.account_id, .shop_id = r.made.shops[0] };
	CHECK_OK(shop_get(s, r.made.shops[0], &shop));
	CHECK_OK(shop_lease(r.node, s, &shop));
	CHECK_OK(converse_open(r.node, s, &shop, &c));
	CHECK_OK(token_use(s, &c, false));
	CHECK_OK(db_transact(s, steal, &shop.id));
	CHECK_OK(db_transact(
		s, refuse,
		&(struct sql_token_refused){ .account_id = key.account_id, .shop_id = shop.id, .ver = c.token_ver }));
	CHECK_OK(token_keep(s, &c, &grant));
	CHECK_OK(token_keep(s, &c, &grant)); /* once more: the commit had not been heard of */
	c.talk.refresh = secret_of(TEXT("spent before"));
	CHECK_ERR(token_keep(s, &c, &(struct token_grant){ .refresh = secret_of(TEXT("stale")) }), ERR_CONFLICT);
	CHECK_OK(sql_token_of_shop(s, key, &row));
	CHECK_TEXT(row.state, "valid");
	CHECK_OK(seal_open(s, &r.node->key, keys_token_place(s, key.account_id, shop.id, "refresh"), row.refresh,
			   &c.talk.refresh));
	CHECK_TEXT(secret_reveal(c.talk.refresh), "new refresh");
	CHECK_OK(sql_job_of_shop(s, (struct sql_job_of_shop){ shop.id, TEXT("verify"), TEXT("") }, &job));
	CHECK_TEXT(job.state, "ready"); /* to be proved anew */
	rig_close(&r);
}
