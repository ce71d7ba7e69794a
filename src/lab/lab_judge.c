/* lab/lab_judge.c - what must hold: looked at while things go wrong, and once more when all has become quiet. */
#include "base/instant.h"
#include "core/merge.h"
#include "lab/lab_inner.h"
#include "store/sql.h"
#include "work/intake.h"
#include "work/prepare.h"
#include "work/revision.h"
#include "work/token.h"
#include <stdlib.h>
#include <string.h>

enum { BATCH = 50 };

static int shop_place(const struct lab *l, int64_t shop_id)
{
	for (int i = 0; i < SHOPS; i++)
		if (l->shops[i] == shop_id)
			return i;
	return -1;
}

static void ledger_grow(struct ledger *g, size_t count)
{
	size_t room = count * 2;

	if (count <= g->room)
		return;
	g->seq = realloc(g->seq, room * sizeof *g->seq);
	g->seen = realloc(g->seen, room * sizeof *g->seen);
	ASSERT(g->seq && g->seen);
	memset(g->seq + g->room, 0, (room - g->room) * sizeof *g->seq);
	memset(g->seen + g->room, 0, (room - g->room) * sizeof *g->seen);
	g->room = room;
}

/* Every order seen before is there still, with all its revisions. */
static enum err judge_held(struct lab *l, struct scope *s, const struct market *m)
{
	struct ledger *g = &l->ledger;
	struct sql_lab_orders_rows rows;
	int64_t known = 0;

	hand_begin(l);
	TRY(sql_lab_orders(s, &rows));
	ledger_grow(g, market_order_count(m));
	g->checks++;
	for (size_t i = 0; i < rows.count; i++) {
		uint32_t n;

		if (hand_saw(l, rows.at[i].shop_id, rows.at[i].ref))
			continue;
		if (!market_find(m, rows.at[i].ref, &n)) {
			lab_broken(l, HOLDS_held_equals_channel, "the market never had %.*s", TEXT_ARG(rows.at[i].ref));
			continue;
		}
		known += g->seq[n] > 0;
		if (rows.at[i].latest_seq < g->seq[n])
			lab_broken(l, HOLDS_acknowledged_never_lost, "%.*s had %lld revisions and has %lld",
				   TEXT_ARG(rows.at[i].ref), (long long)g->seq[n], (long long)rows.at[i].latest_seq);
		g->seq[n] = rows.at[i].latest_seq;
		g->seen[n] = g->checks;
	}
	if (known != g->orders)
		lab_broken(l, HOLDS_acknowledged_never_lost, "%lld orders were held, %lld of them are",
			   (long long)g->orders, (long long)known);
	hand_end(l);
	g->orders = (int64_t)rows.count - l->hand.held;
	return OK;
}

/* Between where a first pull has read back to and the cursor nothing is unread; `parked` was read before the orders, the cursors before both. */
static void judge_cursor(struct lab *l, const struct market *m, const struct sql_lab_shops_rows *shops,
			 const struct sql_lab_parked_rows *parked)
{
	struct ledger *g = &l->ledger;
	int64_t overlap = channel_find(TEXT("shopee"))->feeds[0].rule.overlap_ms;

	for (size_t i = 0; i < parked->count; i++) {
		uint32_t n;

		if (market_find(m, parked->at[i].ref, &n))
			g->seen[n] = g->checks;
	}
	for (uint32_t n = 0; n < market_order_count(m); n++) {
		const struct market_order *o = market_order(m, n);
		const struct market_shop *shop = market_shop(m, o->shop);

		for (size_t i = 0; i < shops->count; i++)
			if (shop_place(l, shops->at[i].id) == o->shop && g->seen[n] != g->checks &&
			    (int64_t)o->updated * SECOND_MS >= shops->at[i].back_at &&
			    (int64_t)o->updated * SECOND_MS <= shops->at[i].cursor_at - overlap)
				lab_broken(l, HOLDS_cursor_not_past_unread,
					   "order %u of %s is neither held nor aside, and the cursor is past it", n,
					   shop->name);
	}
}

static void judge_shops(struct lab *l, const struct sql_lab_shops_rows *shops)
{
	struct ledger *g = &l->ledger;

	for (size_t i = 0; i < shops->count; i++) {
		const struct sql_lab_shops_row *r = &shops->at[i];
		int at = shop_place(l, r->id);

		if (at < 0)
			continue;
		if (r->cursor_at < g->cursor[at])
			lab_broken(l, HOLDS_cursor_never_back, "the cursor of shop %d went back by %lld ms", at,
				   (long long)(g->cursor[at] - r->cursor_at));
		if (r->fence < g->fence[at])
			lab_broken(l, HOLDS_fence_respected, "the fence of shop %d fell from %lld to %lld", at,
				   (long long)g->fence[at], (long long)r->fence);
		g->cursor[at] = r->cursor_at;
		g->fence[at] = r->fence;
	}
}

static enum err judge_sums(struct lab *l, struct scope *s)
{
	struct sql_lab_twice_row twice;
	struct sql_lab_sums_row sums;

	TRY(sql_lab_twice(s, &twice));
	if (twice.orders || twice.revisions)
		lab_broken(l, HOLDS_one_row_an_order, "%lld orders and %lld revisions are there twice",
			   (long long)twice.orders, (long long)twice.revisions);
	TRY(sql_lab_sums(s, &sums));
	if (sums.first != sums.stored || sums.seqs != sums.revisions || sums.later != sums.changed)
		lab_broken(
			l, HOLDS_totals_add_up,
			"%lld orders and %lld changes by runs, which say %lld and %lld; %lld revisions, %lld numbered",
			(long long)sums.first, (long long)sums.later, (long long)sums.stored, (long long)sums.changed,
			(long long)sums.revisions, (long long)sums.seqs);
	return OK;
}

/* A shop that asks for a person: rightly, then a person comes; or a token was lost. */
static enum err judge_tokens(struct lab *l, struct scope *s, const struct sql_lab_shops_rows *shops)
{
	int64_t revoked = sim_fault_count(l->sim, FAULT_REVOKED);
	bool asks = false;

	for (size_t i = 0; i < shops->count; i++) {
		int at = shop_place(l, shops->at[i].id);

		if (!text_is(shops->at[i].state, "needs_authorisation"))
			continue;
		asks = true;
		if (revoked == l->revoked_seen && at >= 0 && !l->excused[at])
			lab_broken(l, HOLDS_no_token_lost, "shop %d asks for an authorisation that nobody took away",
				   at);
	}
	if (!asks)
		return OK;
	if (person_authorise(l, s) !=
	    OK) { /* the market may have given new tokens, which nobody keeps: no old one is good */
		for (int i = 0; i < SHOPS; i++)
			l->excused[i] = true;
		return OK;
	}
	l->revoked_seen = revoked;
	memset(l->excused, 0, sizeof l->excused);
	lab_reached(l, RARE_authorised_again);
	return OK;
}

static enum err judge_open(struct lab *l, struct scope *s, struct sql_lab_shops_rows *shops)
{
	struct sql_lab_parked_rows parked;
	struct market *m;
	enum err e;

	TRY(sql_lab_shops(s, shops));
	TRY(sql_lab_parked(s, &parked));
	m = sim_lock(l->sim);
	e = judge_held(l, s, m);
	if (e == OK)
		judge_cursor(l, m, shops, &parked);
	sim_unlock(l->sim);
	TRY(e);
	judge_shops(l, shops);
	if (parked.count)
		lab_reached(l, RARE_parked);
	if ((int64_t)parked.count < l->parked)
		lab_reached(l, RARE_healed);
	l->parked = (int64_t)parked.count;
	TRY(judge_witness(l, s));
	TRY(judge_stock(l, s));
	TRY(judge_tasks(l, s));
	TRY(judge_edits(l, s, l->over));
	return judge_sums(l, s);
}

/* Looks by a connection of its own, which is gone again before anything else happens. */
static enum err look(struct lab *l, struct scope *s, struct sql_lab_shops_rows *shops)
{
	struct node_options o = lab_node_options(l, s, 0);
	struct sql_tenant_list_rows tenants;
	enum err e;

	o.db.make = false;
	TRY(db_open(s, &o.db, &s->db));
	e = sql_tenant_list(s, &tenants);
	if (e == OK && tenants.count) {
		s->tenant_id = tenants.at[0].id;
		e = judge_open(l, s, shops);
	}
	db_close(s, s->db);
	s->db = NULL;
	return e;
}

enum err judge_step(struct lab *l, struct scope *outer)
{
	struct sql_lab_shops_rows shops = { 0 };
	struct scope s;
	enum err e;

	if (!lab_any_up(l))
		return OK; /* so that who starts next finds the log as the death left it */
	scope_open(&s, outer);
	e = look(l, &s, &shops);
	l->report->checks += e == OK;
	if (e == ERR_DB_LOCKED)
		e = OK; /* a process stands still with the lock: later */
	if (e == OK)
		e = judge_tokens(l, &s, &shops);
	return scope_end(&s, outer, e);
}

/* The next orders of one shop of the market, as their public numbers; *at moves on. */
static size_t take_refs(struct lab *l, struct scope *s, size_t shop, uint32_t *at, struct text refs[BATCH])
{
	struct market *m = sim_lock(l->sim);
	size_t count = 0;

	for (; *at < market_order_count(m) && count < BATCH; ++*at) {
		char sn[ORDER_SN_SIZE + 1] = "";

		if (market_order(m, *at)->shop != shop)
			continue;
		market_sn(m, *at, sn);
		refs[count++] = text_copy(s->arena, (struct text){ sn, ORDER_SN_SIZE });
	}
	sim_unlock(l->sim);
	return count;
}

/* One more call, when our own pace allows it. */
static enum err ask(struct lab *l, struct scope *s, struct conversation *c)
{
	enum err e;

	while ((e = converse(s, c, c->talk.channel->feeds->detail)) == ERR_CHANNEL_BUSY && c->wait_until)
		sim_world_sleep(l->world, c->wait_until - world_now(l->world));
	return e;
}

/* Fact by fact, whatever digests say, settled as it would be stored; personal ones may be masked by now. */
static enum err same_facts(struct scope *s, const struct prepared *p, bool *same)
{
	struct facts held = { 0 }, now = p->seen->facts;

	*same = true;
	if (!p->held.id || p->seen->trouble)
		return OK;
	TRY(revision_get(s, p->held.id, p->held.latest_seq, false, &held));
	facts_settle(s->arena, &held, &now);
	*same = text_same(facts_format(s->arena, &held, false), facts_format(s->arena, &now, false));
	return OK;
}

/* Asks the channel for each order by its id: what it says must be what we hold, word for word. */
static enum err compare_shop(struct lab *l, struct node *n, struct scope *s, size_t index)
{
	struct packing packing = { 0 };
	struct text refs[BATCH];
	struct conversation c;
	struct shop shop;
	uint32_t at = 0;
	size_t count;

	TRY(shop_get(s, l->shops[index], &shop));
	TRY(shop_lease(n, s, &shop));
	TRY(converse_open(n, s, &shop, &c));
	TRY(token_use(s, &c, false));
	while ((count = take_refs(l, s, index, &at, refs)) > 0) {
		struct intake in = { .node = n, .shop = &shop, .packing = &packing };
		struct prepared *all;

		c.talk.refs = refs;
		c.talk.ref_count = count;
		TRY(ask(l, s, &c));
		in.seen = c.talk.seen;
		in.count = c.talk.seen_count;
		for (size_t i = 0; i < in.count; i++)
			in.seen[i].asked_at = c.asked_at;
		TRY(prepare_compare(s, &in, &all));
		for (size_t i = 0; i < in.count; i++) {
			bool same;

			TRY(same_facts(s, &all[i], &same));
			l->report->missing += all[i].fate == FATE_NEW;
			l->report->stale += !same || (all[i].fate != FATE_NEW && all[i].fate != FATE_UNCHANGED);
		}
	}
	return OK;
}

/* Each counter says what is held; together they say all that is. */
static enum err judge_counters(struct lab *l, struct scope *s)
{
	struct sql_order_count_wrong_rows wrong;
	struct sql_order_count_all_rows all;
	int64_t sum = 0;

	TRY(sql_order_count_wrong(s, &wrong));
	TRY(sql_order_count_all(s, &all));
	for (size_t i = 0; i < all.count; i++)
		sum += all.at[i].count;
	if (wrong.count || sum != l->report->held)
		lab_broken(l, HOLDS_counters_are_exact, "%zu counters are wrong, all say %lld of %lld", wrong.count,
			   (long long)sum, (long long)l->report->held);
	return OK;
}

static enum err compare(struct lab *l, struct node *n, struct scope *s)
{
	struct sql_order_count_state_rows tabs;
	struct buffer seen = buffer_in(s->arena);
	struct digest128 d;

	TRY(sql_order_count_state(s, &tabs));
	for (size_t i = 0; i < tabs.count; i++) {
		l->report->held += tabs.at[i].count;
		buffer_format(&seen, "%.*s=%lld\n", TEXT_ARG(tabs.at[i].state), (long long)tabs.at[i].count);
	}
	TRY(judge_counters(l, s));
	l->report->held -= l->hand.held; /* the market knows nothing of them */
	for (size_t i = 0; i < SHOPS; i++)
		TRY(compare_shop(l, n, s, i));
	d = digest_xxh3(buffer_text(&seen));
	memcpy(&l->report->digest, d.bytes, sizeof l->report->digest);
	if (l->report->missing || l->report->stale)
		lab_broken(l, HOLDS_held_equals_channel, "%lld orders are missing, %lld are not as the channel says",
			   (long long)l->report->missing, (long long)l->report->stale);
	return OK;
}

static void judge_content(struct lab *l, const struct sql_lab_shops_rows *shops)
{
	if (shops->count != SHOPS)
		lab_broken(l, HOLDS_nobody_is_stuck, "%zu shops pull", shops->count);
	for (size_t i = 0; i < shops->count; i++) {
		const struct sql_lab_shops_row *r = &shops->at[i];

		if (!text_is(r->state, "bound") || !text_is(r->job_state, "ready") || r->code.size)
			lab_broken(l, HOLDS_nobody_is_stuck, "shop %zu is %.*s, its job %.*s %.*s: %.*s", i,
				   TEXT_ARG(r->state), TEXT_ARG(r->job_state), TEXT_ARG(r->code), TEXT_ARG(r->detail));
	}
	if (l->parked)
		lab_broken(l, HOLDS_nobody_is_stuck, "%lld records still wait aside", (long long)l->parked);
}

enum err judge_quiet(struct lab *l, struct scope *outer)
{
	struct node_options o = lab_node_options(l, outer, 0);
	struct sql_lab_shops_rows shops = { 0 };
	struct market *m = sim_lock(l->sim);
	struct node *n;
	struct scope s;
	enum err e;

	l->report->market = (int64_t)market_order_count(m);
	sim_unlock(l->sim);
	TRY(node_open(outer, &o, &n));
	scope_open(&s, &n->root);
	s.now = world_now(s.world);
	e = judge_open(l, &s, &shops);
	if (e == OK) {
		judge_content(l, &shops);
		e = judge_healed(l, &s);
	}
	if (e == OK)
		e = judge_ended(l, &s);
	if (e == OK) {
		e = compare(l, n, &s);
	}
	e = scope_end(&s, outer, e);
	node_close(n);
	return e;
}
