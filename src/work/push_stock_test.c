/* work/push_stock_test.c - offers are listed, and channels are told what there is of them: once, exactly, and again when it
 * changes. */
#include "base/instant.h"
#include "store/db_driver.h"
#include "work/listings.h"
#include "work/push_stock.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/stock.h"

enum { ROUNDS_MAX = 400, WAIT_MS = 50 };

struct stand {
	struct rig rig;
	int calls, lists; /* of update_stock, of get_item_list */
	int good;         /* what is sold without variations, … */
	int varied;       /* … and with */
};

static enum err counted(void *arg, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct stand *t = arg;

	t->calls += text_ends(http_path(q->url), "/update_stock");
	t->lists += text_ends(http_path(q->url), "/get_item_list");
	return sim_send(t->rig.sim, s, q, a);
}

static const struct market_shop *shop_of(struct stand *t)
{
	const struct market_shop *shop = market_shop(sim_lock(t->rig.sim), 0);

	sim_unlock(t->rig.sim);
	return shop;
}

static int find_good(struct stand *t, bool varied)
{
	const struct market_shop *shop = shop_of(t);

	for (int i = 0; i < GOODS_COUNT; i++)
		if ((shop->goods[i].model[0].id != 0) == varied && !shop->goods[i].bundle)
			return i;
	check_failed(__FILE__, __LINE__, "no such thing");
}

static void stand_open(struct scope *s, struct stand *t)
{
	*t = (struct stand){ 0 };
	rig_open(s, &t->rig, 0);
	rig_pull_all(&t->rig);
	try_plug(s, counted, t);
	t->good = find_good(t, false);
	t->varied = find_good(t, true);
}

struct wish {
	int64_t shop_id;
	const char *kind;
};

static enum err ask(struct scope *s, void *arg)
{
	const struct wish *w = arg;

	return job_ask_now(s, w->shop_id, w->kind, TEXT(""));
}

static struct sql_job_of_shop_row job_of(struct stand *t, const char *kind)
{
	struct sql_job_of_shop_row row;

	CHECK_OK(sql_job_of_shop(
		t->rig.s,
		(struct sql_job_of_shop){ .shop_id = t->rig.made.shops[0], .kind = text_of(kind), .key = TEXT("") },
		&row));
	return row;
}

/* Runs a task of the first shop now, as often as its pace gives it back. */
static void run(struct stand *t, const char *kind)
{
	CHECK_OK(db_transact(t->rig.s, ask, &(struct wish){ t->rig.made.shops[0], kind }));
	rig_run_due(&t->rig);
	for (int i = 0; i < ROUNDS_MAX && text_is(job_of(t, kind).code, "channel_busy"); i++) {
		rig_doze(&t->rig, WAIT_MS);
		rig_run_due(&t->rig);
	}
}

static struct sql_listing_get_row offer(struct stand *t, int good, int model)
{
	const struct good *g = &shop_of(t)->goods[good];
	struct text ref = text_format(t->rig.s->arena, "%lld-%lld", (long long)g->id, (long long)g->model[model].id);
	struct sql_listing_get_row row;

	CHECK_OK(sql_listing_get(t->rig.s, (struct sql_listing_get){ .shop_id = t->rig.made.shops[0], .ref = ref },
				 &row));
	return row;
}

ON_BOTH(every_offer_is_listed_with_its_variations)
{
	struct stand t;
	struct sql_push_listings_rows rows;
	size_t wanted = 0;

	stand_open(s, &t);
	run(&t, "listings");
	CHECK_TEXT(job_of(&t, "listings").code, "");
	for (int i = 0; i < GOODS_COUNT; i++)
		wanted += (size_t)shop_of(&t)->goods[i].models;
	CHECK_OK(sql_push_listings(
		s, (struct sql_push_listings){ .shop_id = t.rig.made.shops[0], .after = TEXT(""), .max = 1000 },
		&rows));
	CHECK_EQ(rows.count, wanted);
	CHECK_TEXT(offer(&t, t.good, 0).title, shop_of(&t)->goods[t.good].name);
	CHECK_TEXT(offer(&t, t.good, 0).state, "unmapped");
	CHECK_EQ(offer(&t, t.good, 0).stock_seen, 100);
	CHECK_EQ(offer(&t, t.good, 0).stock_said, -1);
	CHECK_TEXT(offer(&t, t.varied, 1).platform_sku, shop_of(&t)->goods[t.varied].model[1].sku);
	CHECK(job_of(&t, "listings").due_at > world_now(s->world) + 50 * MINUTE_MS);
	rig_close(&t.rig);
}

ON_BOTH(a_list_that_is_cut_off_goes_on_where_it_stood)
{
	struct stand t;
	int first;

	stand_open(s, &t);
	run(&t, "listings");
	first = t.lists;
	CHECK(first > 1); /* its pace held it back, and each time the page was listed once more */
	sim_fault(t.rig.sim, FAULT_BUSY, 1, 0);
	run(&t, "listings");
	CHECK_TEXT(job_of(&t, "listings").code, "");
	rig_close(&t.rig);
}

/* ---- what there is ---- */

struct statement {
	struct text sql;
};

static enum err statement(struct scope *s, void *arg) { return db_statement(s, ((struct statement *)arg)->sql.at); }

static void put(struct stand *t, const char *table, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void put(struct stand *t, const char *table, const char *format, ...)
{
	struct scope *s = t->rig.s;
	struct statement x;
	va_list v;

	va_start(v, format);
	x.sql = text_format(s->arena, "insert into %s values (%lld, %s)", table, (long long)s->tenant_id,
			    text_format_v(s->arena, format, v).at);
	va_end(v);
	CHECK_OK(db_transact(s, statement, &x));
}

static void set_push(struct stand *t, const char *on, int safety, int percent)
{
	struct statement x = { text_format(t->rig.s->arena,
					   "update shops set stock_push = '%s', stock_safety = %d, stock_percent = %d",
					   on, safety, percent) };

	CHECK_OK(db_transact(t->rig.s, statement, &x));
}

static void set_shelf(struct stand *t, int64_t sku_id, int64_t on_shelf, int64_t reserved)
{
	struct statement x = { text_format(t->rig.s->arena, "delete from stocks where sku_id = %lld",
					   (long long)sku_id) };

	CHECK_OK(db_transact(t->rig.s, statement, &x));
	put(t, "stocks", "1, %lld, %lld, %lld, 0, 0, 0, 0, 1", (long long)sku_id, (long long)on_shelf,
	    (long long)reserved);
}

struct mapped {
	struct sql_map_insert map;
	struct sql_map_member_insert member;
	struct sql_map_part_insert part;
};

static enum err make_map(struct scope *s, void *arg)
{
	const struct mapped *m = arg;

	TRY(sql_map_insert(s, &m->map, 1, NULL));
	TRY(sql_map_member_insert(s, &m->member, 1, NULL));
	return sql_map_part_insert(s, &m->part, 1, NULL);
}

static void map_one(struct stand *t, int64_t id, int64_t shop_id, struct text sku, int64_t sku_id, int64_t quantity)
{
	struct mapped m = { .map = { .id = id,
				     .channel = shop_id ? TEXT("shopee") : TEXT(""),
				     .shop_id = shop_id,
				     .head = sku,
				     .members = 1 },
			    .member = { .map_id = id, .platform_sku = sku, .folded = sku, .quantity = 1 },
			    .part = { .map_id = id, .sku_id = sku_id, .quantity = quantity } };

	CHECK_OK(db_transact(t->rig.s, make_map, &m));
}

static int32_t at_market(struct stand *t, int good, int model) { return shop_of(t)->stock[good][model]; }

static enum err set_live(struct scope *s, void *arg)
{
	struct sql_live_since_row row;

	TRY(sql_live_since(s, (struct sql_live_since){ .id = s->tenant_id }, &row));
	return sql_live_set(
		s, (struct sql_live_set){ .id = s->tenant_id, .ver = row.ver, .live = *(const bool *)arg ? s->now : 0 },
		NULL);
}

/* Whatever stands against it. */
static void live(struct stand *t, bool is) { CHECK_OK(db_transact(t->rig.s, set_live, &is)); }

/* Offers listed, one warehouse, the shop pushes. */
static void stock_open(struct scope *s, struct stand *t)
{
	stand_open(s, t);
	run(t, "listings");
	put(t, "warehouses", "1, 'MAIN', 'Main', 'own', 1, 'active', 1");
	put(t, "warehouses", "2, 'FBS', 'Theirs', 'channel', 2, 'active', 1");
	set_push(t, "on", 0, 100);
	live(t, true);
	t->calls = 0;
}

ON_BOTH(what_is_free_is_told_and_only_what_differs_is_told_again)
{
	struct stand t;

	stock_open(s, &t);
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	map_one(&t, 2, 0, offer(&t, t.varied, 0).platform_sku, 12, 2);
	map_one(&t, 3, 0, offer(&t, t.varied, 1).platform_sku, 11, 1);
	set_shelf(&t, 11, 10, 3);
	set_shelf(&t, 12, 9, 0);
	run(&t, "push_stock");
	CHECK_EQ(at_market(&t, t.good, 0), 7);
	CHECK_EQ(at_market(&t, t.varied, 0), 4);
	CHECK_EQ(at_market(&t, t.varied, 1), 7);
	CHECK_EQ(t.calls, 2); /* the variations of one item together */
	CHECK_TEXT(offer(&t, t.good, 0).state, "same");
	CHECK_EQ(offer(&t, t.good, 0).stock_said, 7);
	CHECK(offer(&t, t.good, 0).said_at > 0);
	run(&t, "push_stock");
	CHECK_EQ(t.calls, 2);
	set_shelf(&t, 12, 1, 0);
	run(&t, "push_stock");
	CHECK_EQ(t.calls, 3);
	CHECK_EQ(at_market(&t, t.varied, 0), 0);
	rig_close(&t.rig);
}

ON_BOTH(a_shops_own_mapping_safety_and_share_decide)
{
	struct stand t;

	stock_open(s, &t);
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	map_one(&t, 2, t.rig.made.shops[0], offer(&t, t.good, 0).platform_sku, 12, 1);
	map_one(&t, 3, t.rig.made.shops[1], offer(&t, t.good, 0).platform_sku, 13, 1);
	set_shelf(&t, 11, 10, 0);
	set_shelf(&t, 12, 30, 0);
	set_shelf(&t, 13, 50, 0);
	set_push(&t, "on", 5, 50);
	run(&t, "push_stock");
	CHECK_EQ(at_market(&t, t.good, 0), 12);
	rig_close(&t.rig);
}

ON_BOTH(what_the_channel_shows_otherwise_is_told_again)
{
	struct stand t;
	struct market_stock by_hand = { 0 };

	stock_open(s, &t);
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	set_shelf(&t, 11, 10, 0);
	run(&t, "push_stock");
	by_hand = (struct market_stock){ 0, t.good, 0, 77 };
	CHECK_OK(market_stock_set(sim_lock(t.rig.sim), s, &by_hand));
	sim_unlock(t.rig.sim);
	run(&t, "push_stock");
	CHECK_EQ(at_market(&t, t.good, 0), 77); /* nobody has looked */
	run(&t, "listings");
	CHECK_EQ(offer(&t, t.good, 0).stock_seen, 77);
	run(&t, "push_stock");
	CHECK_EQ(at_market(&t, t.good, 0), 10);
	CHECK_EQ(offer(&t, t.good, 0).stock_seen, -1);
	rig_close(&t.rig);
}

ON_BOTH(a_shop_that_does_not_push_tells_nothing)
{
	struct stand t;

	stock_open(s, &t);
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	set_shelf(&t, 11, 10, 0);
	set_push(&t, "off", 0, 100);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "");
	CHECK_EQ(t.calls, 0);
	CHECK_EQ(at_market(&t, t.good, 0), -1);
	rig_close(&t.rig);
}

ON_BOTH(S004_11_a_merchant_who_is_not_live_tells_nothing_and_the_task_says_so)
{
	struct stand t;

	stock_open(s, &t);
	live(&t, false);
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	set_shelf(&t, 11, 10, 0);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "not_live");
	CHECK_TEXT(job_of(&t, "push_stock").detail, "Sync not allowed as Tenant is not Live yet.");
	CHECK_EQ(t.calls, 0);
	CHECK_EQ(at_market(&t, t.good, 0), -1);
	live(&t, true);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "");
	CHECK_EQ(at_market(&t, t.good, 0), 10);
	rig_close(&t.rig);
}

/* A lost answer: the market took it, we do not know; told once more it is the same. */
ON_BOTH(a_refusal_stands_at_its_offer_and_a_lost_answer_is_told_again)
{
	struct stand t;
	int bundle;

	stock_open(s, &t);
	for (bundle = 0; !shop_of(&t)->goods[bundle].bundle; bundle++)
		;
	map_one(&t, 1, 0, offer(&t, bundle, 0).platform_sku, 11, 1);
	map_one(&t, 2, 0, offer(&t, t.good, 0).platform_sku, 12, 1);
	set_shelf(&t, 12, 5, 0);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "");
	CHECK_TEXT(offer(&t, bundle, 0).state, "failed");
	CHECK_TEXT(offer(&t, bundle, 0).code, "channel_refused");
	CHECK_TEXT(offer(&t, bundle, 0).words, "Stock should be larger than reserved stock.");
	CHECK_EQ(at_market(&t, t.good, 0), 5);
	CHECK_EQ(t.calls, 2);
	run(&t, "push_stock");
	CHECK_EQ(t.calls, 2); /* not asked again at once … */
	set_shelf(&t, 11, 3, 0);
	run(&t, "push_stock");
	CHECK_EQ(at_market(&t, bundle, 0), 3); /* … but with another number */
	CHECK_TEXT(offer(&t, bundle, 0).state, "same");
	set_shelf(&t, 12, 4, 0);
	sim_fault(t.rig.sim, FAULT_CUT, 1, 0);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "channel_data_abnormal");
	CHECK_EQ(at_market(&t, t.good, 0), 4);
	CHECK_EQ(offer(&t, t.good, 0).stock_said, 5);
	run(&t, "push_stock");
	CHECK_TEXT(job_of(&t, "push_stock").code, "");
	CHECK_EQ(offer(&t, t.good, 0).stock_said, 4);
	rig_close(&t.rig);
}

/* ---- woken ---- */

static void comes(struct stand *t, int64_t sku_id, int64_t pieces)
{
	struct receipt_item item = { sku_id, pieces };
	struct receipt_new receipt = { .kind = TEXT("receipt"),
				       .warehouse_id = 1,
				       .supplier = TEXT(""),
				       .note = TEXT(""),
				       .items = &item,
				       .count = 1 };

	CHECK_OK(stock_receive(t->rig.s, &receipt));
}

static void rests(struct stand *t, const char *state, int64_t due_at)
{
	struct statement x = { text_format(t->rig.s->arena,
					   "update jobs set state = '%s', due_at = %lld where kind = 'push_stock'",
					   state, (long long)due_at) };

	CHECK_OK(db_transact(t->rig.s, statement, &x));
}

/* When the first shop's stock is looked at, from now. */
static int64_t due_in(struct stand *t) { return job_of(t, "push_stock").due_at - world_now(t->rig.s->world); }

ON_BOTH(a_shop_that_tells_what_has_changed_is_looked_at_soon_and_once)
{
	struct stand t;
	int64_t due;

	stock_open(s, &t);
	put(&t, "skus", "11, 'A-11', '', '', 0, '', '', '', 'active', 0, 1");
	put(&t, "skus", "12, 'A-12', '', '', 0, '', '', '', 'active', 0, 1");
	map_one(&t, 1, 0, offer(&t, t.good, 0).platform_sku, 11, 1);
	rests(&t, "ready", world_now(s->world) + HOUR_MS);
	comes(&t, 12, 5);
	CHECK(due_in(&t) > 50 * MINUTE_MS); /* nobody offers it */
	comes(&t, 11, 5);
	due = job_of(&t, "push_stock").due_at;
	CHECK(due_in(&t) <= 5 * SECOND_MS);
	comes(&t, 11, 5);
	CHECK_EQ(job_of(&t, "push_stock").due_at, due); /* not once for each movement */
	rests(&t, "running", INT64_MAX / 2);
	comes(&t, 11, 5);
	CHECK(due_in(&t) <= 5 * SECOND_MS); /* once more at its end */
	rests(&t, "paused", world_now(s->world) + HOUR_MS);
	comes(&t, 11, 5);
	CHECK(due_in(&t) > 50 * MINUTE_MS);
	rests(&t, "ready", world_now(s->world) + HOUR_MS);
	set_push(&t, "off", 0, 100);
	comes(&t, 11, 5);
	CHECK(due_in(&t) > 50 * MINUTE_MS);
	set_push(&t, "on", 0, 100);
	live(&t, false);
	comes(&t, 11, 5);
	CHECK(due_in(&t) > 50 * MINUTE_MS);
	live(&t, true);
	comes(&t, 11, 5);
	CHECK(due_in(&t) <= 5 * SECOND_MS);
	rig_close(&t.rig);
}

ON_BOTH(orders_that_reserve_wake_it_and_those_that_reserve_nothing_do_not)
{
	struct sql_push_listings_rows rows;
	struct stand t;

	stock_open(s, &t);
	put(&t, "skus", "11, 'A-11', '', '', 0, '', '', '', 'active', 0, 1");
	CHECK_OK(sql_push_listings(
		s, (struct sql_push_listings){ .shop_id = t.rig.made.shops[0], .after = TEXT(""), .max = 1000 },
		&rows));
	for (size_t i = 0; i < rows.count; i++)
		map_one(&t, (int64_t)i + 1, 0, rows.at[i].platform_sku, 11, 1);
	rests(&t, "ready", world_now(s->world) + HOUR_MS);
	(void)rig_place(&t.rig, 0, 1);
	rig_pull(&t.rig, 0);
	CHECK(due_in(&t) > 50 * MINUTE_MS);
	comes(&t, 11, 1000);
	rig_run_due(&t.rig);
	rests(&t, "ready", world_now(s->world) + HOUR_MS);
	(void)rig_place(&t.rig, 0, 1);
	rig_pull(&t.rig, 0);
	CHECK(due_in(&t) <= 5 * SECOND_MS);
	rig_close(&t.rig);
}
