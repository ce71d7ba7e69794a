/* lab/lab.c - whole nodes on a simulated world: virtual time, a market in the same process, one seed for everything. */
#include "lab/lab.h"
#include "base/digest.h"
#include "base/instant.h"
#include "sim/sim.h"
#include "sim/world.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/node.h"
#include "work/prepare.h"
#include "work/token.h"
#include <string.h>

enum { LIFE_MS = 5 * MINUTE_MS, QUIET_MS = 25 * MINUTE_MS, WORKERS = 4 };

/* 2026-01-01T00:00:00Z: every run begins at the same moment. */
#define LAB_BEGIN INT64_C(1767225600000)

struct lab {
	const struct lab_options *options;
	struct lab_report *report;
	struct world *world;
	struct sim *sim;
	struct node *node;
	struct scope scope;
	struct account_made made;
	enum err e;
	char words[500];
};

/* The world is made before the market it speaks with. */
static enum err lab_send(void *lab, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	return sim_send(((struct lab *)lab)->sim, s, q, a);
}

static enum err authorise(struct lab *l, struct scope *s)
{
	struct text code;
	struct account_new a = {
		.channel = TEXT("shopee"),
		.app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
		.app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
		.code_ref = text_format(s->arena, "%lld", (long long)sim_shop(l->sim, 0).account),
		.main_account = true,
		.base = TEXT("http://127.0.0.1:1"),
	};

	TRY(sim_authorise(l->sim, s, 0, true, &code));
	a.code = secret_of(code);
	return account_add(l->node, s, &a, &l->made);
}

/* The market lives, a few minutes at a time, while the node works as it will; then all is left in peace. */
static enum err live(struct lab *l)
{
	int64_t end = world_mono(l->world) + (l->options->days ? l->options->days : 1) * DAY_MS;

	while (world_mono(l->world) < end) {
		struct scope s;
		enum err e;

		sim_world_sleep(l->world, LIFE_MS);
		scope_open(&s, &l->scope);
		e = sim_live(l->sim, &s);
		scope_close(&s);
		TRY(e);
	}
	sim_world_sleep(l->world, QUIET_MS);
	return OK;
}

enum { BATCH = 50 };

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

/* Asks the channel for each order by its id: what it says must be what we hold, word for word. */
static enum err compare_shop(struct lab *l, struct scope *s, size_t index)
{
	struct packing packing = { 0 };
	struct text refs[BATCH];
	struct conversation c;
	struct shop shop;
	uint32_t at = 0;
	size_t count;

	TRY(shop_get(s, l->made.shops[index], &shop));
	TRY(shop_lease(l->node, s, &shop));
	TRY(converse_open(l->node, s, &shop, &c));
	TRY(token_use(s, &c, false));
	while ((count = take_refs(l, s, index, &at, refs)) > 0) {
		struct intake in = { .node = l->node, .shop = &shop, .packing = &packing };
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
			l->report->missing += all[i].fate == FATE_NEW;
			l->report->stale += all[i].fate == FATE_CHANGED || all[i].fate == FATE_PARKED;
		}
	}
	return OK;
}

static enum err compare(struct lab *l, struct scope *s, struct buffer *seen)
{
	struct sql_order_count_state_rows tabs;

	TRY(sql_order_count_state(s, &tabs));
	for (size_t i = 0; i < tabs.count; i++) {
		l->report->held += tabs.at[i].count;
		buffer_format(seen, "%.*s=%lld\n", TEXT_ARG(tabs.at[i].state), (long long)tabs.at[i].count);
	}
	for (size_t i = 0; i < l->made.shop_count; i++)
		TRY(compare_shop(l, s, i));
	return OK;
}

static enum err judge(struct lab *l)
{
	struct scope *s = &l->scope;
	struct buffer seen = buffer_in(s->arena);
	struct market *m = sim_lock(l->sim);
	struct digest128 d;

	l->report->market = (int64_t)market_order_count(m);
	sim_unlock(l->sim);
	TRY(compare(l, s, &seen));
	d = digest_xxh3(buffer_text(&seen));
	memcpy(&l->report->digest, d.bytes, sizeof l->report->digest);
	return OK;
}

static enum err open_all(struct lab *l, struct scope *s)
{
	struct sim_options sim = {
		.seed = l->options->seed, .shops = 2, .orders = l->options->orders, .per_minute = l->options->per_minute
	};
	struct node_options node = {
		.db = { .path = text_format(s->arena, "%s/lockstep.db", l->options->folder).at,
			.make = true,
			.no_sync = true },
		.key_file = text_format(s->arena, "%s/lockstep.key", l->options->folder).at,
		.private_hosts = true,
		.workers = WORKERS,
		.role = "lab",
	};

	TRY(sim_open(s, &sim, &l->sim));
	TRY(node_open(s, &node, &l->node));
	scope_open(&l->scope, &l->node->root);
	TRY(authorise(l, &l->scope));
	return node_start(l->node);
}

/* The first thread of the simulated world. */
static void run(void *arg)
{
	struct lab *l = arg;
	struct scope like = { .world = l->world, .deadline = MONO_NEVER }, s;

	scope_open(&s, &like);
	s.now = world_now(l->world);
	l->e = open_all(l, &s);
	if (l->e == OK)
		l->e = live(l);
	if (l->node && l->node->crew)
		node_stop(l->node);
	if (l->e == OK)
		l->e = judge(l);
	if (l->e != OK) {
		struct text words = l->node && l->scope.words.size ? l->scope.words : s.words;

		memcpy(l->words, words.at ? words.at : "",
		       words.size < sizeof l->words ? words.size : sizeof l->words - 1);
	}
	if (l->node) {
		scope_close(&l->scope);
		node_close(l->node);
	}
	sim_close(l->sim);
	scope_close(&s);
}

enum err lab_run(struct scope *s, const struct lab_options *o, struct lab_report *out)
{
	struct lab lab = { .options = o, .report = out };
	struct sim_world_options world = { .seed = o->seed, .now = LAB_BEGIN, .send = lab_send, .net = &lab };

	*out = (struct lab_report){ 0 };
	lab.world = sim_world_new(&world);
	sim_world_run(lab.world, run, &lab);
	out->steps = sim_world_steps(lab.world);
	out->digest ^= sim_world_digest(lab.world);
	sim_world_free(lab.world);
	return lab.e == OK ? OK : fail(s, lab.e, "in the simulated world: %s", lab.words);
}
