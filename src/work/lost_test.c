/* work/lost_test.c - pushes that nobody took are found later, kept once, worked, and confirmed only when they are durable. */
#include "base/instant.h"
#include "work/hook.h"
#include "work/lost.h"
#include "work/rig.h"
#include "work/shops.h"

#define URL "https://shop.example/hooks/shopee/2001887"
#define KEY "lockstep-demo-push-key"

enum { SECOND_TIME = 2 };

struct stand {
	struct rig rig;
	int calls_of_lost, calls_of_kept; /* to the market */
	bool deaf;                        /* the market's confirmations are lost on their way */
	bool here;                        /* pushes reach us */
	bool unheard;                     /* … and our answer does not reach the market */
};

static struct text app_of(struct scope *s) { return text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID); }

static enum err both_ways(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct stand *t = arg;
	struct hook_in in = { .channel = TEXT("shopee"), .app_id = app_of(s), .request = q };
	bool kept = text_ends(http_path(q->url), "/confirm_consumed_lost_push_message");

	t->calls_of_lost += text_ends(http_path(q->url), "/get_lost_push_message");
	t->calls_of_kept += kept;
	if (kept && t->deaf)
		return fail(s, ERR_CHANNEL_TIMEOUT, "no answer");
	if (!text_is(q->url, URL))
		return sim_send(t->rig.sim, s, q, a);
	*a = (struct http_answer){ .status = t->here ? 200 : 503 };
	if (t->here || t->unheard)
		a->status = err_status(hook_receive(t->rig.node, s, &in));
	return t->unheard ? fail(s, ERR_CHANNEL_TIMEOUT, "no answer") : OK;
}

static void stand_open(struct scope *s, struct stand *t)
{
	struct hook_address a = {
		.channel = TEXT("shopee"), .app_id = app_of(s), .url = TEXT(URL), .key = secret_of(TEXT(KEY))
	};

	*t = (struct stand){ 0 };
	rig_open(s, &t->rig, 0);
	rig_pull_all(&t->rig);
	try_plug(s, both_ways, t);
	CHECK_OK(sim_push(t->rig.sim, s, &(struct sim_push){ .url = TEXT(URL), .key = TEXT(KEY) }));
	CHECK_OK(hook_register(t->rig.node, s, &a));
	CHECK_EQ(rig_run_due(&t->rig), 1); /* asked at once: nothing was lost */
	CHECK_EQ(t->calls_of_lost, 1);
	CHECK_EQ(t->calls_of_kept, 0);
}

static int64_t hooks_of(struct stand *t, const char *state)
{
	struct sql_hooks_count_row row;

	CHECK_OK(sql_hooks_count(t->rig.s, (struct sql_hooks_count){ .state = text_of(state) }, &row));
	return row.count;
}

/* Everything is pushed to an address where nobody is; three times in vain, then it is lost. */
static void push_in_vain(struct stand *t)
{
	size_t left;

	t->here = false;
	do
		sim_push_send(t->rig.sim, t->rig.s, true, &left);
	while (left);
}

static enum err wake_body(struct scope *s, void *arg)
{
	(void)arg;
	return lost_recur(s, TEXT("shopee"), app_of(s));
}

static int ask_again(struct stand *t)
{
	CHECK_OK(db_transact(t->rig.s, wake_body, NULL));
	return rig_run_due(&t->rig);
}

static struct sql_job_of_shop_row job_of(struct stand *t)
{
	struct sql_job_of_shop_row row;

	CHECK_OK(sql_job_of_shop(
		t->rig.s,
		(struct sql_job_of_shop){ .shop_id = 0, .kind = TEXT("lost_pushes"), .key = TEXT("shopee/2001887") },
		&row));
	return row;
}

ON_BOTH(orders_whose_pushes_nobody_took_are_fetched_when_we_are_back)
{
	struct stand t;
	uint32_t first;

	stand_open(s, &t);
	first = rig_place(&t.rig, 0, 3);
	push_in_vain(&t);
	CHECK_EQ(rig_count(&t.rig), 0);
	CHECK_EQ(ask_again(&t), 2); /* asks, then fetches; no pull is due */
	CHECK_EQ(t.calls_of_kept, 1);
	CHECK_EQ(rig_count(&t.rig), 3);
	CHECK_TEXT(rig_order(&t.rig, 0, rig_sn(&t.rig, first)).state, "pending");
	CHECK_EQ(hooks_of(&t, "done"), 3);
	CHECK_TEXT(job_of(&t).code, "");
	CHECK(job_of(&t).due_at > world_now(s->world) + 20 * MINUTE_MS);
	CHECK(job_of(&t).due_at < world_now(s->world) + 40 * MINUTE_MS);
	CHECK_EQ(ask_again(&t), 1); /* confirmed: there are no more */
	CHECK_EQ(t.calls_of_kept, 1);
	rig_close(&t.rig);
}

ON_BOTH(many_pages_are_read_and_confirmed_one_by_one)
{
	struct stand t;

	stand_open(s, &t);
	rig_place(&t.rig, 0, 130);
	rig_place(&t.rig, 1, 120);
	push_in_vain(&t);
	CHECK(ask_again(&t) >= 3);
	CHECK_EQ(t.calls_of_lost, 1 + 3);
	CHECK_EQ(t.calls_of_kept, 3);
	CHECK_EQ(hooks_of(&t, "done"), 250);
	CHECK_EQ(rig_count(&t.rig), 250);
	rig_close(&t.rig);
}

ON_BOTH(what_was_kept_but_not_confirmed_is_told_again_and_kept_once)
{
	struct stand t;

	stand_open(s, &t);
	rig_place(&t.rig, 0, 2);
	push_in_vain(&t);
	t.deaf = true;
	CHECK_EQ(ask_again(&t), 2); /* fails after the pushes were kept; they are worked */
	CHECK_TEXT(job_of(&t).code, "channel_timeout");
	CHECK_EQ(hooks_of(&t, "done"), 2);
	t.deaf = false;
	rig_doze(&t.rig, 1600);
	CHECK_EQ(rig_run_due(&t.rig), 1); /* by its back-off: told again, known already */
	CHECK_EQ(t.calls_of_kept, SECOND_TIME);
	CHECK_EQ(hooks_of(&t, "done") + hooks_of(&t, "new"), 2);
	CHECK_TEXT(job_of(&t).code, "");
	rig_close(&t.rig);
}

ON_BOTH(a_push_that_came_and_is_told_as_lost_too_is_one)
{
	struct stand t;

	stand_open(s, &t);
	rig_place(&t.rig, 0, 2);
	t.unheard = true;
	push_in_vain(&t);
	CHECK_EQ(hooks_of(&t, "new"), 2);
	t.unheard = false;
	CHECK_EQ(ask_again(&t), 2);
	CHECK_EQ(t.calls_of_kept, 1);
	CHECK_EQ(hooks_of(&t, "done"), 2);
	CHECK_EQ(hooks_of(&t, "new"), 0);
	CHECK_EQ(rig_count(&t.rig), 2);
	rig_close(&t.rig);
}

ON_BOTH(who_has_no_address_any_more_asks_no_more)
{
	struct stand t;
	struct hook_address none = { .channel = TEXT("shopee"), .app_id = app_of(s), .url = TEXT("") };

	stand_open(s, &t);
	rig_place(&t.rig, 0, 1);
	push_in_vain(&t);
	CHECK_OK(hook_register(t.rig.node, s, &none));
	CHECK_EQ(ask_again(&t), 1);
	CHECK_EQ(t.calls_of_lost, 1);
	CHECK_EQ(hooks_of(&t, "new"), 0);
	rig_close(&t.rig);
}

ON_BOTH(a_refusal_waits_for_a_day_and_a_pause_for_as_long_as_was_asked)
{
	struct stand t;

	stand_open(s, &t);
	sim_fault(t.rig.sim, FAULT_BUSY, 1, 120);
	ask_again(&t);
	CHECK_TEXT(job_of(&t).code, "channel_busy");
	CHECK(job_of(&t).due_at > world_now(s->world) + MINUTE_MS);
	CHECK(job_of(&t).due_at <= world_now(s->world) + 2 * MINUTE_MS + SECOND_MS);
	rig_close(&t.rig);
}
