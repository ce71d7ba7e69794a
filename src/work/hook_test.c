/* work/hook_test.c - pushes are proved, kept once, and worked as triggers: they add nothing that looking would not find. */
#include "base/digest.h"
#include "base/instant.h"
#include "base/rand.h"
#include "work/hook.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/token.h"

#define URL "https://shop.example/hooks/shopee/2001887"
#define KEY "lockstep-demo-push-key"

static struct text app_of(struct scope *s) { return text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID); }

static void register_push(struct rig *r, const char *url, const char *key)
{
	struct hook_address a = {
		.channel = TEXT("shopee"), .app_id = app_of(r->s), .url = text_of(url), .key = secret_of(text_of(key))
	};

	CHECK_OK(hook_register(r->node, r->s, &a));
	if (*url)
		CHECK_EQ(rig_run_due(r), 1); /* what was missed so far is asked for at once: nothing */
}

static struct text sign(struct scope *s, const char *key, const char *url, struct text body)
{
	struct digest256 d =
		digest_hmac_sha256(secret_of(text_of(key)), text_format(s->arena, "%s|%.*s", url, TEXT_ARG(body)));

	return hex_format(s->arena, d.bytes, sizeof d.bytes);
}

/* As the market's server would: one push with this key. */
static enum err push_with(struct rig *r, const char *key, struct text body)
{
	struct http_request q = { .method = TEXT("POST"), .body = body };
	struct hook_in in = { .channel = TEXT("shopee"), .app_id = app_of(r->s), .request = &q };

	http_header_add(q.headers, &q.header_count, TEXT("Authorization"), sign(r->s, key, URL, body));
	return hook_receive(r->node, r->s, &in);
}

static struct text about_order(struct rig *r, size_t shop, int code, const char *sn)
{
	return text_format(r->s->arena, "{\"data\":{\"ordersn\":\"%s\"},\"shop_id\":%lld,\"code\":%d,\"timestamp\":1}",
			   sn, (long long)sim_shop(r->sim, shop).id, code);
}

static int64_t kept(struct rig *r, const char *state)
{
	struct sql_hooks_count_row row;

	CHECK_OK(sql_hooks_count(r->s, (struct sql_hooks_count){ .state = text_of(state) }, &row));
	return row.count;
}

static int64_t all_kept(struct rig *r)
{
	return kept(r, "new") + kept(r, "done") + kept(r, "noted") + kept(r, "refused");
}

ON_BOTH(a_push_of_an_order_brings_it_at_once_and_a_double_is_one)
{
	struct rig r;
	struct text body, sn;
	int64_t runs;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	body = about_order(&r, 0, 3, text_z(s->arena, sn));
	for (int i = 0; i < 3; i++)
		CHECK_OK(push_with(&r, KEY, body));
	CHECK_EQ(kept(&r, "new"), 1);
	runs = rig_run_due(&r);
	CHECK_EQ(runs, 1);
	CHECK_TEXT(rig_order(&r, 0, sn).state, "pending");
	CHECK_EQ(kept(&r, "done"), 1);
	CHECK_OK(push_with(&r, KEY, body)); /* once more, after it was worked */
	CHECK_EQ(rig_run_due(&r), 0);
	CHECK_EQ(all_kept(&r), 1);
	rig_pull_all(&r);
	CHECK_EQ(rig_order(&r, 0, sn).latest_seq, 1);
	rig_close(&r);
}

ON_BOTH(what_nobody_we_know_has_signed_leaves_nothing)
{
	struct rig r;
	struct text body;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	body = about_order(&r, 0, 3, "2208100000000A");
	CHECK_ERR(push_with(&r, KEY, body), ERR_PUSH_FORGED); /* no address is registered */
	register_push(&r, URL, KEY);
	CHECK_ERR(push_with(&r, "another key", body), ERR_PUSH_FORGED);
	CHECK_ERR(push_with(&r, "", body), ERR_PUSH_FORGED);
	CHECK_ERR(push_with(&r, SIM_PARTNER_KEY, body), ERR_PUSH_FORGED); /* the push key has taken its place */
	register_push(&r, "https://shop.example/elsewhere", KEY);
	CHECK_ERR(push_with(&r, KEY, body), ERR_PUSH_FORGED);
	register_push(&r, URL, "");
	CHECK_OK(push_with(&r, SIM_PARTNER_KEY, body)); /* without a key of its own the app's */
	CHECK_EQ(all_kept(&r), 1);
	register_push(&r, "", "");
	CHECK_ERR(push_with(&r, SIM_PARTNER_KEY, body), ERR_PUSH_FORGED);
	CHECK_EQ(all_kept(&r), 1);
	rig_close(&r);
}

ON_BOTH(the_consoles_ping_is_answered_and_neither_kept_nor_a_way_in)
{
	struct rig r;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	CHECK_OK(
		push_with(&r, "", TEXT("{\"code\":0,\"data\":{\"verify_info\":\"This is a Verification message.\"}}")));
	CHECK_ERR(push_with(&r, "", TEXT("{\"code\":3,\"data\":{}}")), ERR_PUSH_FORGED);
	CHECK_ERR(push_with(&r, "", TEXT("not even JSON")), ERR_PUSH_FORGED);
	CHECK_OK(push_with(&r, KEY, TEXT("{\"code\":0}")));
	CHECK_OK(push_with(&r, KEY, TEXT("not even JSON")));
	CHECK_OK(push_with(&r, KEY, TEXT("{\"code\":3,\"shop_id\":999999,\"data\":{\"ordersn\":\"X\"}}")));
	CHECK_EQ(all_kept(&r), 0);
	CHECK_OK(push_with(&r, KEY,
			   text_format(s->arena, "{\"code\":10,\"shop_id\":%lld,\"data\":{\"content\":\"hello\"}}",
				       (long long)sim_shop(r.sim, 0).id)));
	CHECK_EQ(kept(&r, "noted"), 1);
	CHECK_EQ(rig_run_due(&r), 0);
	rig_close(&r);
}

ON_BOTH(an_address_is_registered_only_for_an_app_that_is_here_and_by_https)
{
	struct rig r;
	struct hook_address a = { .channel = TEXT("shopee"), .app_id = TEXT("77"), .url = TEXT(URL) };

	rig_open(s, &r, 0);
	CHECK_ERR(hook_register(r.node, s, &a), ERR_NO_ROW);
	a.url = TEXT("ftp://shop.example/x");
	CHECK_ERR(hook_register(r.node, s, &a), ERR_USAGE);
	a.channel = TEXT("nowhere");
	CHECK_ERR(hook_register(r.node, s, &a), ERR_CHANNEL_UNKNOWN);
	rig_close(&r);
}

ON_BOTH(an_order_that_the_channel_does_not_show_parks_nothing_and_holds_nothing_up)
{
	struct rig r;
	struct sql_feed_get_row feed;
	struct text sn;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 3, "260101NOTTHERE")));
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 4, text_z(s->arena, sn))));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(kept(&r, "new"), 0);
	CHECK_TEXT(rig_order(&r, 0, sn).state, "pending");
	rig_pull_all(&r);
	CHECK_OK(sql_feed_get(s, (struct sql_feed_get){ .shop_id = r.made.shops[0], .name = TEXT("orders") }, &feed));
	CHECK_EQ(feed.proved_to, feed.cursor_at);
	rig_close(&r);
}

ON_BOTH(S001_17_a_stopped_shop_keeps_its_pushes_until_it_goes_on)
{
	struct rig r;
	struct text sn;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	CHECK_OK(shop_stop(s, r.made.shops[0]));
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 3, text_z(s->arena, sn))));
	rig_run_due(&r);
	CHECK_EQ(rig_count(&r), 0);
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 15, text_z(s->arena, sn))));
	CHECK_EQ(rig_run_due(&r), 0);
	CHECK_EQ(kept(&r, "new"), 2);
	CHECK_OK(shop_resume(s, r.made.shops[0]));
	rig_run_due(&r);
	CHECK_EQ(rig_count(&r), 1);
	CHECK_EQ(kept(&r, "new"), 0);
	rig_close(&r);
}

static struct text shop_state(struct rig *r)
{
	struct shop shop;

	CHECK_OK(shop_get(r->s, r->made.shops[0], &shop));
	return shop.state;
}

static void push_authorisation_code(struct rig *r, int code, int n)
{
	CHECK_OK(push_with(r, KEY,
			   text_format(r->s->arena, "{\"code\":%d,\"shop_id\":%lld,\"timestamp\":%d}", code,
				       (long long)sim_shop(r->sim, 0).id, n)));
	rig_run_due(r);
}

ON_BOTH(a_push_about_the_authorisation_is_believed_only_after_a_call)
{
	struct rig r;
	struct http_request q = { .method = TEXT("POST"), .url = TEXT("/tokens") };
	struct http_answer a;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	push_authorisation_code(&r, 2, 1); /* "withdrawn", late or mistaken: the call succeeds */
	CHECK_TEXT(shop_state(&r), "bound");
	push_authorisation_code(&r, 12, 2);
	CHECK_TEXT(shop_state(&r), "bound");
	q.peer_loopback = true;
	q.body = text_format(s->arena, "{\"shop_id\":%lld,\"event\":\"withdrawn\"}", (long long)sim_shop(r.sim, 0).id);
	sim_control(r.sim, s, &q, &a);
	CHECK_EQ(a.status, 200);
	push_authorisation_code(&r, 2, 3);
	CHECK_TEXT(shop_state(&r), "needs_authorisation");
	push_authorisation_code(&r, 1, 4); /* said, but not so */
	CHECK_TEXT(shop_state(&r), "needs_authorisation");
	CHECK_EQ(kept(&r, "done"), 4);
	rig_close(&r);
}

static enum err until_body(struct scope *s, void *arg)
{
	const struct rig *r = arg;
	struct shop shop;

	TRY(shop_get(s, r->made.shops[0], &shop));
	return sql_account_until(s, (struct sql_account_until){ .until = 1, .id = shop.account_id }, NULL);
}

static int64_t until(struct rig *r)
{
	struct shop shop;

	CHECK_OK(shop_get(r->s, r->made.shops[0], &shop));
	return shop.authorised_until;
}

/* The list of the app's shops comes in two pages, or is refused. */
struct ends {
	struct rig *rig;
	int64_t of[2]; /* seconds; 0: the list is refused */
};

static enum err list_ends(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct ends *t = arg;
	struct text page;
	size_t i;

	if (!text_ends(http_path(q->url), "/get_shops_by_partner"))
		return sim_send(t->rig->sim, s, q, a);
	CHECK(http_query(s->arena, q->url, "page_no", &page));
	i = text_is(page, "1") ? 0 : 1;
	*a = (struct http_answer){ .status = 200 };
	a->body = t->of[0] ? text_format(s->arena,
					 "{\"authed_shop_list\":[{\"shop_id\":7,\"expire_time\":5},{\"shop_id\":%lld,"
					 "\"region\":\"SG\",\"expire_time\":%lld}],\"more\":%s}",
					 (long long)sim_shop(t->rig->sim, i).id, (long long)t->of[i],
					 i ? "false" : "true")
			   : TEXT("{\"error\":\"error_permission\",\"message\":\"\"}");
	return OK;
}

/* A person approves anew while a call by the tokens before is under way. */
struct meanwhile {
	struct rig *rig;
	bool done;
};

static enum err store_other(struct scope *s, void *arg)
{
	struct rig *r = arg;
	struct token_grant g = { .access = secret_of(TEXT("of the new approval")),
				 .refresh = secret_of(TEXT("of the new approval too")),
				 .access_until = world_now(s->world) + DAY_MS };

	return token_store(r->node, s, r->made.account_id, r->made.shops[0], &g);
}

static enum err approved_meanwhile(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct meanwhile *m = arg;

	if (!m->done && text_ends(http_path(q->url), "/get_shop_info")) {
		m->done = true;
		CHECK_OK(db_transact(m->rig->s, store_other, m->rig));
	}
	return sim_send(m->rig->sim, s, q, a);
}

ON_BOTH(what_a_call_by_older_tokens_found_says_nothing_of_newer_ones)
{
	struct rig r;
	struct meanwhile m = { .rig = &r };

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	try_plug(s, approved_meanwhile, &m);
	push_authorisation_code(&r, 2, 1);
	CHECK(m.done);
	CHECK_EQ(kept(&r, "new"), 1); /* asked again, by the new ones */
	CHECK_EQ(kept(&r, "done"), 0);
	rig_close(&r);
}

ON_BOTH(a_push_that_the_authorisation_ends_soon_reads_when_it_ends)
{
	struct rig r;
	struct ends ends = { .rig = &r, .of = { 1900000000, 1800000000 } };
	int64_t told;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	told = until(&r);
	CHECK(told > world_now(s->world) + 300 * DAY_MS);
	CHECK_OK(db_transact(s, until_body, &r));
	CHECK_EQ(until(&r), 1);
	CHECK_OK(push_with(&r, KEY,
			   text_format(s->arena, "{\"data\":{\"shop_expire_soon\":[%lld]},\"code\":12,\"timestamp\":1}",
				       (long long)sim_shop(r.sim, 0).id)));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(until(&r), told);
	try_plug(s, list_ends, &ends);
	push_authorisation_code(&r, 12, 2);
	CHECK_EQ(until(&r), INT64_C(1800000000000)); /* of the shop whose end comes first, of whichever page */
	ends.of[0] = 0;
	push_authorisation_code(&r, 1, 3); /* given anew: the shop itself says until when */
	CHECK_EQ(until(&r), told);
	CHECK_TEXT(shop_state(&r), "bound");
	CHECK_EQ(kept(&r, "done"), 3);
	rig_close(&r);
}

ON_BOTH(a_busy_channel_leaves_the_pushes_waiting)
{
	struct rig r;
	struct text sn;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	sn = rig_sn(&r, rig_place(&r, 0, 1));
	sim_fault(r.sim, FAULT_DOWN, 1, 0);
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 3, text_z(s->arena, sn))));
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(kept(&r, "new"), 1);
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 4, text_z(s->arena, sn))));
	CHECK_EQ(rig_run_due(&r), 0); /* it waits after the failure, however many come */
	rig_doze(&r, 1600);
	CHECK_EQ(rig_run_due(&r), 1);
	CHECK_EQ(kept(&r, "new"), 0);
	CHECK_EQ(rig_count(&r), 1);
	rig_close(&r);
}

static enum err expire_all(struct scope *s, void *arg)
{
	(void)arg;
	return sql_hooks_expire(s, (struct sql_hooks_expire){ .now = s->now + 8 * DAY_MS }, NULL);
}

ON_BOTH(what_was_pushed_goes_after_a_week)
{
	struct rig r;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	CHECK_OK(push_with(&r, KEY, about_order(&r, 0, 3, "2208100000000A")));
	CHECK_EQ(all_kept(&r), 1);
	CHECK_OK(db_transact(s, expire_all, NULL));
	CHECK_EQ(all_kept(&r), 0);
	rig_close(&r);
}

/* Requests of the market's own go to us; ours go to the market. */
static enum err both_ways(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct rig *r = arg;
	struct hook_in in = { .channel = TEXT("shopee"), .app_id = app_of(s), .request = q };

	struct push p;

	if (!text_is(q->url, URL))
		return sim_send(r->sim, s, q, a);
	*a = (struct http_answer){ .status = 200 };
	if (channel_shopee.push_read(s, q->body, &p) == OK &&
	    text_same(p.shop_refs[0], text_format(s->arena, "%lld", (long long)sim_shop(r->sim, 0).id)))
		a->status = err_status(hook_receive(r->node, s, &in));
	return OK;
}

enum { PAIRS = 12, ROUNDS = 40 };

/* The same happens to a pair of orders, one in each shop; only the first shop's pushes come through. */
static void act_on_pair(struct rig *r, const uint32_t first[2], struct rand *rand)
{
	static const enum market_verb verbs[] = { MARKET_ARRANGE,       MARKET_TRACK,      MARKET_SHIP,
						  MARKET_CANCEL,        MARKET_ASK_CANCEL, MARKET_REJECT_CANCEL,
						  MARKET_ACCEPT_CANCEL, MARKET_MASK,       MARKET_DELIVER };
	uint32_t which = (uint32_t)rand_below(rand, PAIRS);
	enum market_verb verb = verbs[rand_below(rand, sizeof verbs / sizeof *verbs)];

	for (int shop = 0; shop < 2; shop++) {
		struct market_act act = { .verb = verb, .order = first[shop] + which, .now = sim_now(r->sim) };

		(void)!market_do(sim_lock(r->sim), r->s, &act); /* what its state does not allow changes nothing */
		sim_unlock(r->sim);
	}
}

static void check_pairs(struct rig *r, const uint32_t first[2])
{
	for (uint32_t i = 0; i < PAIRS; i++) {
		struct sql_order_get_row a = rig_order(r, 0, rig_sn(r, first[0] + i));
		struct sql_order_get_row b = rig_order(r, 1, rig_sn(r, first[1] + i));

		CHECK_SAME(a.state, b.state);
		CHECK_SAME(a.word, b.word);
		CHECK_SAME(a.channel_status, b.channel_status);
		CHECK(text_same(a.hold_code, b.hold_code));
		CHECK(text_same(a.void_reason, b.void_reason));
	}
	CHECK_EQ(rig_count(r), 2 * PAIRS);
}

ON_BOTH(any_pushes_in_any_order_leave_the_same_orders_as_looking_alone)
{
	struct rig r;
	struct rand rand = rand_seed(check_seed());
	uint32_t first[2];
	size_t left;

	rig_open(s, &r, 0);
	rig_pull_all(&r);
	register_push(&r, URL, KEY);
	try_plug(s, both_ways, &r);
	CHECK_OK(sim_push(r.sim, s,
			  &(struct sim_push){ .url = TEXT(URL),
					      .key = TEXT(KEY),
					      .delay_ms = 400,
					      .doubled = 300000,
					      .forged = 300000,
					      .lost = 100000 }));
	first[0] = rig_place(&r, 0, PAIRS);
	first[1] = rig_place(&r, 1, PAIRS);
	rig_pull_all(&r); /* an order is put by its first sight, which may differ; all that follows may not */
	for (int i = 0; i < ROUNDS; i++) {
		act_on_pair(&r, first, &rand);
		sim_push_send(r.sim, s, rand_below(&rand, 4) == 0, &left);
		if (rand_below(&rand, 3) == 0)
			rig_run_due(&r);
		if (rand_below(&rand, 10) == 0)
			rig_pull_all(&r);
	}
	do
		sim_push_send(r.sim, s, true, &left);
	while (left);
	rig_run_due(&r);
	rig_pull_all(&r);
	CHECK(kept(&r, "done") > 0);
	check_pairs(&r, first);
	rig_close(&r);
}
