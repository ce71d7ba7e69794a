/* work/proof_test.c - "complete" is said only of what was proved; rows that a listing hides are found, named and fetched. */
#include "base/instant.h"
#include "work/rig.h"
#include "work/shops.h"
#include <string.h>

/* Between us and the market: what the listings leave out, what the details do not show, which call fails. */
struct veil {
	struct rig rig;
	struct text unlisted, unshown; /* order numbers; {0}: none */
	int lists;                     /* listings so far */
	int hide_until;                /* the first so many leave it out */
	int fails_at;                  /* this listing finds nobody there; 0: none */
	int busy_at;                   /* this one is asked to wait a second */
};

static const char *find(struct text t, struct text part)
{
	for (size_t i = 0; part.size && i + part.size <= t.size; i++)
		if (memcmp(t.at + i, part.at, part.size) == 0)
			return t.at + i;
	return NULL;
}

/* {"order_sn":"X","order_status":"…"} leaves the answer, with a comma beside it. */
static void leave_out(struct scope *s, struct http_answer *a, struct text sn)
{
	const char *at = find(a->body, sn), *end = a->body.at + a->body.size, *from = at, *to = at;
	struct buffer b = buffer_in(s->arena);

	if (!at)
		return;
	while (*from != '{')
		from--;
	while (*to != '}')
		to++;
	to++;
	if (*to == ',')
		to++;
	else if (from[-1] == ',')
		from--;
	buffer_add(&b, (struct text){ a->body.at, (size_t)(from - a->body.at) });
	buffer_add(&b, (struct text){ to, (size_t)(end - to) });
	a->body = buffer_text(&b);
}

static enum err through(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct veil *v = arg;
	struct http_request other = *q;
	const char *at = find(q->url, v->unshown);
	bool lists = find(q->url, TEXT("get_order_list")) != NULL;

	if (lists && ++v->lists == v->fails_at)
		return fail(s, ERR_CHANNEL_DOWN, "the veil is drawn");
	if (lists && v->lists == v->busy_at)
		sim_fault(v->rig.sim, FAULT_BUSY, 1, 1);
	if (at) { /* another number of the same length, which no order has */
		char *url = ARENA_ARRAY(s->arena, char, q->url.size);

		memcpy(url, q->url.at, q->url.size);
		memset(url + (at - q->url.at), 'Z', v->unshown.size);
		other.url = (struct text){ url, q->url.size };
	}
	TRY(sim_send(v->rig.sim, s, &other, a));
	if (lists && v->unlisted.at && v->lists <= v->hide_until)
		leave_out(s, a, v->unlisted);
	return OK;
}

enum { FOR_EVER = 1000000 };

static void veil_open(struct scope *s, struct veil *v, int orders)
{
	*v = (struct veil){ 0 };
	try_hurry(20); /* many calls: our own pace would hold them back */
	rig_open(s, &v->rig, orders);
	rig_pull_all(&v->rig);
	try_plug(s, through, v);
}

static struct sql_view_runs_some_row last_run(struct veil *v)
{
	struct sql_run_page_shop_rows ids;
	struct sql_view_runs_some_rows rows;

	CHECK_OK(sql_run_page_shop(
		v->rig.s,
		(struct sql_run_page_shop){
			.shop_id = v->rig.made.shops[0], .feed = TEXT(""), .before_id = INT64_MAX, .max = 1 },
		&ids));
	CHECK_EQ(ids.count, 1);
	CHECK_OK(sql_view_runs_some(v->rig.s, (struct sql_view_runs_some){ .ids = &ids.at[0].id, .ids_count = 1 },
				    &rows));
	return rows.at[0];
}

static struct sql_feed_get_row feed(struct veil *v)
{
	struct sql_feed_get_row row;

	CHECK_OK(sql_feed_get(v->rig.s,
			      (struct sql_feed_get){ .shop_id = v->rig.made.shops[0], .name = TEXT("orders") }, &row));
	return row;
}

static enum err ask_reconcile(struct scope *s, void *arg)
{
	return job_ask_now(s, *(int64_t *)arg, "reconcile", TEXT("orders"));
}

static void reconcile(struct veil *v)
{
	struct rig *r = &v->rig;

	CHECK_OK(db_transact(r->s, ask_reconcile, &r->made.shops[0]));
	CHECK(rig_run_due(r) > 0);
	for (int i = 0; i < 300 && !(last_run(v).ended.is && text_is(last_run(v).feed, "reconcile")); i++) {
		rig_doze(r, 1000); /* our own pace, or a failure, held it back */
		rig_run_due(r);
	}
	CHECK_TEXT(last_run(v).feed, "reconcile");
	CHECK_TEXT(last_run(v).code, "");
}

static struct text listed_is_held(struct veil *v, int64_t n)
{
	return text_format(v->rig.s->arena, "listed %lld = held %lld", (long long)n, (long long)n);
}

ON_BOTH(a_run_says_complete_only_after_a_second_listing_and_a_count_of_what_is_held)
{
	struct veil v;
	struct sql_view_runs_some_row run;

	veil_open(s, &v, 0);
	rig_place(&v.rig, 0, 130);
	rig_pull(&v.rig, 0);
	run = last_run(&v);
	CHECK_EQ(run.listed, 130);
	CHECK_SAME(run.proof, listed_is_held(&v, 130));
	CHECK_TEXT(run.words, "");
	CHECK_EQ(feed(&v).proved_to, feed(&v).cursor_at);
	rig_pull(&v.rig, 0);
	CHECK_SAME(last_run(&v).proof, listed_is_held(&v, last_run(&v).listed));
	rig_close(&v.rig);
}

ON_BOTH(a_row_that_the_first_listing_hides_is_found_by_the_second_and_named)
{
	struct veil v;
	struct sql_view_runs_some_row run;
	uint32_t first;

	veil_open(s, &v, 0);
	first = rig_place(&v.rig, 0, 3);
	v.unlisted = rig_sn(&v.rig, first + 1);
	v.hide_until = v.lists + 1;
	rig_pull(&v.rig, 0);
	run = last_run(&v);
	CHECK_EQ(run.listed, 2);
	CHECK_EQ(run.stored, 3);
	CHECK_SAME(run.proof, listed_is_held(&v, 3));
	CHECK_SAME(run.words, text_format(s->arena, "1 of 3 listed were not held: %.*s; fetched by their numbers",
					  TEXT_ARG(v.unlisted)));
	CHECK_TEXT(rig_order(&v.rig, 0, v.unlisted).state, "pending");
	CHECK_EQ(feed(&v).proved_to, feed(&v).cursor_at);
	rig_close(&v.rig);
}

/* It was placed and hidden while the cursor went two hours past it. */
static void hide_and_pass(struct veil *v)
{
	v->unlisted = rig_sn(&v->rig, rig_place(&v->rig, 0, 1));
	v->hide_until = FOR_EVER;
	rig_place(&v->rig, 0, 2);
	rig_pull(&v->rig, 0);
	sim_clock_offset(v->rig.sim, 2 * HOUR_MS);
	rig_pull(&v->rig, 0);
	v->hide_until = 0;
	rig_pull(&v->rig, 0);
	CHECK_EQ(rig_count(&v->rig), 2);
}

ON_BOTH(a_row_that_shows_up_too_late_for_every_pull_is_found_by_the_reconciliation)
{
	struct veil v;
	struct sql_view_runs_some_row run;

	veil_open(s, &v, 0);
	hide_and_pass(&v);
	reconcile(&v);
	run = last_run(&v);
	CHECK_TEXT(rig_order(&v.rig, 0, v.unlisted).state, "pending");
	CHECK(find(run.words, TEXT("1 of ")) && find(run.words, v.unlisted));
	CHECK_EQ(run.stored, 1);
	CHECK_SAME(run.proof, listed_is_held(&v, run.listed));
	reconcile(&v);
	CHECK_TEXT(last_run(&v).words, "");
	CHECK_EQ(rig_count(&v.rig), 3);
	CHECK_TEXT(rig_job_code(&v.rig, 0), "");
	rig_close(&v.rig);
}

ON_BOTH(a_hole_that_cannot_be_fetched_is_named_and_parked_until_it_can)
{
	struct veil v;
	struct sql_parked_count_row parked;
	struct sql_parked_count key = { .feed = TEXT("orders") };

	veil_open(s, &v, 0);
	key.shop_id = v.rig.made.shops[0];
	hide_and_pass(&v);
	v.unshown = v.unlisted;
	reconcile(&v);
	CHECK(find(last_run(&v).words, v.unlisted));
	CHECK_TEXT(last_run(&v).proof, "done, not proved: 1 parked");
	CHECK_OK(sql_parked_count(s, key, &parked));
	CHECK_EQ(parked.count, 1);
	v.unshown = (struct text){ 0 };
	rig_pull(&v.rig, 0);
	CHECK_EQ(rig_count(&v.rig), 3);
	CHECK_OK(sql_parked_count(s, key, &parked));
	CHECK_EQ(parked.count, 0);
	rig_close(&v.rig);
}

ON_BOTH(a_change_that_no_pull_saw_is_found_by_the_reconciliation)
{
	struct veil v;
	uint32_t order;

	veil_open(s, &v, 0);
	order = rig_place(&v.rig, 0, 1);
	rig_pull(&v.rig, 0);
	for (int days = 3; days <= 6; days += 3) {
		sim_clock_offset(v.rig.sim, days * DAY_MS);
		if (days == 3) {
			v.unlisted = rig_sn(&v.rig, order);
			v.hide_until = FOR_EVER;
			rig_act(&v.rig, MARKET_CANCEL, order);
		}
		rig_pull(&v.rig, 0);
	}
	v.hide_until = 0;
	rig_pull(&v.rig, 0);
	CHECK_TEXT(rig_order(&v.rig, 0, v.unlisted).state, "pending");
	reconcile(&v);
	CHECK_TEXT(rig_order(&v.rig, 0, v.unlisted).state, "void");
	CHECK_TEXT(last_run(&v).words, "1 had changed unseen; fetched by their numbers");
	rig_close(&v.rig);
}

ON_BOTH(what_is_parked_is_not_complete_and_complete_catches_up_when_it_heals)
{
	struct veil v;
	uint32_t first;
	int64_t proved;

	veil_open(s, &v, 0);
	proved = feed(&v).proved_to;
	first = rig_place(&v.rig, 0, 3);
	v.unshown = rig_sn(&v.rig, first);
	rig_pull(&v.rig, 0);
	CHECK_EQ(rig_count(&v.rig), 2);
	CHECK_TEXT(last_run(&v).proof, "done, not proved: 1 parked");
	sim_clock_offset(v.rig.sim, 2 * HOUR_MS);
	rig_pull(&v.rig, 0);
	CHECK_TEXT(last_run(&v).proof, "done, not proved: 1 parked");
	CHECK_EQ(feed(&v).proved_to, proved);
	CHECK(feed(&v).cursor_at > proved + HOUR_MS);
	v.unshown = (struct text){ 0 };
	rig_pull(&v.rig, 0);
	CHECK_EQ(rig_count(&v.rig), 3);
	CHECK_SAME(last_run(&v).proof, listed_is_held(&v, 3));
	CHECK_EQ(feed(&v).proved_to, feed(&v).cursor_at);
	rig_close(&v.rig);
}

ON_BOTH(a_second_listing_that_fails_is_tried_again_and_nothing_is_called_complete_meanwhile)
{
	struct veil v;
	int64_t proved;

	veil_open(s, &v, 0);
	proved = feed(&v).proved_to;
	rig_place(&v.rig, 0, 5);
	v.fails_at = v.lists + 2;
	CHECK_OK(shop_pull(s, v.rig.made.shops[0]));
	rig_run_due(&v.rig);
	CHECK_TEXT(rig_job_code(&v.rig, 0), "channel_down");
	CHECK_EQ(rig_count(&v.rig), 5);
	CHECK_EQ(feed(&v).proved_to, proved);
	rig_pull(&v.rig, 0);
	CHECK_EQ(feed(&v).proved_to, feed(&v).cursor_at);
	CHECK(text_starts(last_run(&v).proof, "listed "));
	rig_close(&v.rig);
}

ON_BOTH(a_reconciliation_that_is_held_up_goes_on_where_it_stood)
{
	struct veil v;
	int64_t n;
	int lists;

	veil_open(s, &v, 40);
	reconcile(&v);
	n = last_run(&v).listed;
	lists = v.lists;
	CHECK(n > 0);
	v.busy_at = v.lists + lists - 2; /* it has nearly ended */
	reconcile(&v);
	CHECK_EQ(last_run(&v).listed, n);
	CHECK_SAME(last_run(&v).proof, listed_is_held(&v, n));
	CHECK(v.lists >= v.busy_at);
	CHECK(v.lists <= 2 * lists + 3); /* anew it would list nearly twice as often; windows shift as time goes by */
	rig_close(&v.rig);
}
