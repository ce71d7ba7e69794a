/* work/rig.c - for tests: a market of two shops, authorised, and a node whose jobs run when the test says so. */
#include "work/rig.h"
#include "base/id.h"
#include "base/instant.h"
#include "work/shops.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { JOBS_MAX = 8, ROUNDS_MAX = 50, WAITS_MAX = 300, WAIT_MS = 50 };

static void rig_authorise(struct rig *r)
{
	struct sim_shop shop = sim_shop(r->sim, 0);
	struct text code;
	struct account_new a = {
		.channel = TEXT("shopee"),
		.app_id = text_format(r->s->arena, "%lld", (long long)SIM_PARTNER_ID),
		.app_key = secret_of(TEXT(SIM_PARTNER_KEY)),
		.code_ref = text_format(r->s->arena, "%lld", (long long)shop.account),
		.main_account = true,
		.base = TEXT("http://127.0.0.1:1"), /* requests reach the market in this process */
	};

	CHECK_OK(sim_authorise(r->sim, r->s, 0, true, &code));
	a.code = secret_of(code);
	CHECK_OK(account_add(r->node, r->s, &a, &r->made));
	CHECK_EQ(r->made.shop_count, sim_shop_count(r->sim));
}

void rig_open_alone(struct scope *s, struct rig *r, int orders)
{
	struct sim_options sim = { .seed = 7, .shops = 2, .orders = orders };
	struct node_options o = { .db = try_options(), .private_hosts = true, .role = "test" };
	const char *tmp = getenv("TMPDIR");
	int fd;

	*r = (struct rig){ .s = s, .ids = s->ids };
	snprintf(r->key_file, sizeof r->key_file, "%s/lockstep-key-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	fd = mkstemp(r->key_file);
	CHECK(fd >= 0);
	close(fd);
	unlink(r->key_file);
	o.key_file = r->key_file;
	o.db.make = true;
	CHECK_OK(sim_open(s, &sim, &r->sim));
	try_plug(s, sim_send, r->sim);
	CHECK_OK(node_open(s, &o, &r->node));
	s->tenant_id = r->node->root.tenant_id;
	s->ids = r->node->root.ids; /* two makers of ids with one node's number would make doubles */
}

void rig_open(struct scope *s, struct rig *r, int orders)
{
	rig_open_alone(s, r, orders);
	rig_authorise(r);
}

void rig_close(struct rig *r)
{
	r->s->ids = r->ids;
	node_close(r->node);
	try_plug(r->s, NULL, NULL);
	sim_close(r->sim);
	unlink(r->key_file);
}

struct claim {
	struct rig *r;
	struct sql_job_claim_rows rows;
};

static enum err claim(struct scope *s, void *arg)
{
	struct claim *c = arg;
	struct node *n = c->r->node;

	return sql_job_claim(s,
			     (struct sql_job_claim){
				     .node = n->number, .incarnation = n->incarnation, .now = s->now, .max = JOBS_MAX },
			     &c->rows);
}

static void run_one(struct rig *r, const struct sql_job_claim_row *row)
{
	struct job job = { .id = row->id,
			   .incarnation = r->node->incarnation,
			   .shop_id = row->shop_id,
			   .attempt = row->attempt,
			   .due_at = row->due_at,
			   .lane = row->lane,
			   .kind = row->kind,
			   .key = row->key,
			   .memo = row->memo };
	struct job_end end = { 0 };
	struct scope s;
	enum err how;

	scope_open(&s, &r->node->root);
	s.now = world_now(s.world);
	how = job_kind_find(job.kind)->run(r->node, &s, &job, &end);
	CHECK_OK(job_finish(r->node, &s, &job, how, &end));
	scope_close(&s);
}

/* A node without a crew has no watch that leases the shops. */
static void lease_all(struct rig *r)
{
	for (size_t i = 0; i < r->made.shop_count; i++) {
		struct shop shop;

		if (shop_get(r->s, r->made.shops[i], &shop) != ERR_CHANNEL_UNKNOWN) /* a test may unlearn it */
			CHECK_OK(shop_lease(r->node, r->s, &shop));
	}
}

int rig_run_due(struct rig *r)
{
	int ran = 0;

	lease_all(r);

	for (int round = 0; round < ROUNDS_MAX; round++) {
		struct claim c = { .r = r };

		CHECK_OK(db_transact(r->s, claim, &c));
		if (c.rows.count == 0)
			return ran;
		for (size_t i = 0; i < c.rows.count; i++, ran++)
			run_one(r, &c.rows.at[i]);
	}
	return ran;
}

void rig_doze(struct rig *r, int64_t ms) { world_nap(r->s->world, ms); }

static struct sql_job_of_shop_row job_of(struct rig *r, size_t shop)
{
	struct sql_job_of_shop_row row;

	CHECK_OK(sql_job_of_shop(
		r->s,
		(struct sql_job_of_shop){ .shop_id = r->made.shops[shop], .kind = TEXT("pull"), .key = TEXT("orders") },
		&row));
	return row;
}

struct text rig_job_code(struct rig *r, size_t shop) { return job_of(r, shop).code; }
struct text rig_job_state(struct rig *r, size_t shop) { return job_of(r, shop).state; }

void rig_pull(struct rig *r, size_t shop)
{
	CHECK_OK(shop_pull(r->s, r->made.shops[shop]));
	CHECK(rig_run_due(r) > 0);
	for (int i = 0; i < WAITS_MAX && text_is(rig_job_code(r, shop), "channel_busy"); i++) {
		rig_doze(r, WAIT_MS); /* our own pace held it back */
		rig_run_due(r);
	}
	CHECK_TEXT(rig_job_code(r, shop), "");
}

void rig_pull_all(struct rig *r)
{
	for (size_t i = 0; i < r->made.shop_count; i++)
		rig_pull(r, i);
}

void rig_act(struct rig *r, enum market_verb verb, uint32_t order) { rig_act_with(r, verb, order, 0); }

void rig_act_with(struct rig *r, enum market_verb verb, uint32_t order, int64_t what)
{
	struct market_act act = { .verb = verb, .order = order, .what = what, .now = sim_now(r->sim) };
	struct market *m = sim_lock(r->sim);
	enum err e = market_do(m, r->s, &act);

	sim_unlock(r->sim);
	CHECK_OK(e);
}

static uint32_t place(struct rig *r, struct market_wish wish)
{
	struct market *m = sim_lock(r->sim);
	uint32_t first = 0;
	enum err e;

	wish.paid = true;
	wish.now = sim_now(r->sim);
	e = market_place(m, r->s, &wish, &first);

	sim_unlock(r->sim);
	CHECK_OK(e);
	return first;
}

uint32_t rig_place(struct rig *r, size_t shop, int count)
{
	return place(r, (struct market_wish){ .shop = (int)shop, .count = count });
}

uint32_t rig_place_lines(struct rig *r, size_t shop, int lines)
{
	return place(r, (struct market_wish){ .shop = (int)shop, .count = 1, .lines = lines });
}

struct text rig_sn(struct rig *r, uint32_t order)
{
	char sn[ORDER_SN_SIZE + 1] = "";
	struct market *m = sim_lock(r->sim);

	market_sn(m, order, sn);
	sim_unlock(r->sim);
	return text_format(r->s->arena, "%.*s", (int)ORDER_SN_SIZE, sn);
}

int64_t rig_count(struct rig *r)
{
	struct sql_order_count_state_rows rows;
	int64_t sum = 0;

	CHECK_OK(sql_order_count_state(r->s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].count;
	return sum;
}

struct sql_order_get_row rig_order(struct rig *r, size_t shop, struct text sn)
{
	struct sql_order_by_ref_row found;
	struct sql_order_get_row row;

	CHECK_OK(
		sql_order_by_ref(r->s, (struct sql_order_by_ref){ .shop_id = r->made.shops[shop], .ref = sn }, &found));
	CHECK_OK(sql_order_get(r->s, (struct sql_order_get){ .id = found.id }, &row));
	return row;
}
