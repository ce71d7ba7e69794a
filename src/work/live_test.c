/* work/live_test.c - the tenant goes live by its checks, and what waits for it hears of it. */
#include "store/db_driver.h"
#include "work/live.h"
#include "work/rig.h"
#include <string.h>

static enum err run_sql(struct scope *s, void *arg) { return db_statement(s, arg); }

static void sql(struct scope *s, struct text statement)
{
	char *z = arena_alloc(s->arena, statement.size + 1);

	memcpy(z, statement.at, statement.size);
	z[statement.size] = '\0';
	CHECK_OK(db_transact(s, run_sql, z));
}

static enum live_state state_of(struct scope *s, enum live_check_kind kind)
{
	struct live l;

	CHECK_OK(live_look(s, &l));
	return l.checks[kind].state;
}

static void open_stock(struct scope *s)
{
	sql(s,
	    text_format(s->arena,
			"insert into receipts (tenant_id, id, number, kind, warehouse_id, supplier, note, user_id, at, "
			"pieces) values (%lld, 1, 'R-1', 'opening', 1, '', '', 0, 1, 1)",
			(long long)s->tenant_id));
}

ON_BOTH(what_is_needed_and_missing_holds_back_and_is_named)
{
	struct live l;
	struct rig r;

	rig_open(s, &r, 5);
	CHECK_ERR(live_is(s), ERR_NOT_LIVE);
	CHECK_TEXT(s->words, "Sync not allowed as Tenant is not Live yet.");
	CHECK_ERR(live_go(s, true, &l), ERR_LIVE_REFUSED);
	CHECK(strstr(s->words.at, "Rehearse") && strstr(s->words.at, "opening stock"));
	CHECK_ERR(live_is(s), ERR_NOT_LIVE);
	CHECK_EQ(state_of(s, LIVE_CHECK_REHEARSAL), LIVE_MISSING);
	rig_pull_all(&r);
	CHECK_EQ(state_of(s, LIVE_CHECK_REHEARSAL), LIVE_GOOD);
	CHECK_EQ(state_of(s, LIVE_CHECK_CUTOVER), LIVE_WARNING);
	CHECK_EQ(state_of(s, LIVE_CHECK_COUNTS), LIVE_MISSING);
	rig_close(&r);
}

ON_BOTH(going_live_wakes_what_waited_and_going_back_is_always_allowed)
{
	struct live l;
	struct rig r;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	open_stock(s);
	sql(s, text_format(s->arena, "update accounts set state = 'verified' where tenant_id = %lld",
			   (long long)s->tenant_id));
	sql(s,
	    text_format(s->arena,
			"update jobs set code = 'not_live', due_at = 4000000000000 where tenant_id = %lld and kind = "
			"'pull'",
			(long long)s->tenant_id));
	CHECK_OK(live_look(s, &l));
	CHECK(l.may && l.since == 0 && l.waiting == 2);
	CHECK_OK(live_go(s, true, &l));
	CHECK(l.since > 0);
	CHECK_OK(live_is(s));
	CHECK(rig_run_due(&r) >= 2);
	CHECK_OK(live_go(s, true, &l)); /* twice is no error */
	CHECK_OK(live_go(s, false, &l));
	CHECK(l.since == 0);
	CHECK_ERR(live_is(s), ERR_NOT_LIVE);
	CHECK_OK(live_go(s, false, &l));
	rig_close(&r);
}
