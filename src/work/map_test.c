/* work/map_test.c - mappings made, changed and removed; orders resolved by them at the pull, and healed when they come. */
#include "base/id.h"
#include "store/db_driver.h"
#include "work/heal.h"
#include "work/map.h"
#include "work/rig.h"
#include "work/settings.h"
#include "work/stock.h"
#include "work/units.h"
#include "work/unmapped.h"

/* ---- what a test begins with ---- */

struct statement {
	const char *text;
};

static enum err run_statement(struct scope *s, void *arg) { return db_statement(s, ((struct statement *)arg)->text); }

static int64_t article(struct scope *s, const char *code)
{
	int64_t id = id_next(s->ids);
	struct statement x = {
		text_format(
			s->arena,
			"insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, supplier_offer, "
			"photo, state, made_at, ver) values (%lld, %lld, '%s', '', '', 0, '', '', '', 'active', 0, 1)",
			(long long)s->tenant_id, (long long)id, code)
			.at
	};

	CHECK_OK(db_transact(s, run_statement, &x));
	return id;
}

static struct map_wish wish(struct scope *s, struct text sku, const char *code, int64_t quantity)
{
	struct map_item *items = ARENA_ARRAY(s->arena, struct map_item, 2);

	items[0] = (struct map_item){ sku, 1 };
	items[1] = (struct map_item){ text_of(code), quantity };
	return (struct map_wish){ .members = items, .member_count = 1, .parts = items + 1, .part_count = 1 };
}

static int64_t map(struct scope *s, struct text sku, const char *code, int64_t quantity)
{
	struct map_wish w = wish(s, sku, code, quantity);

	CHECK_OK(map_make(s, &w));
	return w.id;
}

static struct sql_resolve_lines_row line_of(struct rig *r, int64_t order_id)
{
	struct sql_resolve_lines_rows rows;

	CHECK_OK(sql_resolve_lines(r->s, (struct sql_resolve_lines){ .ids = &order_id, .ids_count = 1 }, &rows));
	CHECK(rows.count == 1);
	return rows.at[0];
}

static struct sql_resolve_orders_row head_of(struct rig *r, int64_t order_id)
{
	struct sql_resolve_orders_rows rows;

	CHECK_OK(sql_resolve_orders(r->s, (struct sql_resolve_orders){ .ids = &order_id, .ids_count = 1 }, &rows));
	CHECK(rows.count == 1);
	return rows.at[0];
}

static struct sql_stock_units_rows units_of(struct rig *r, int64_t order_id)
{
	struct sql_stock_units_rows rows;

	CHECK_OK(
		sql_stock_units(r->s, (struct sql_stock_units){ .order_ids = &order_id, .order_ids_count = 1 }, &rows));
	return rows;
}

/* A paid order of one line in shop 0, pulled. */
static int64_t order(struct rig *r)
{
	uint32_t n = rig_place_lines(r, 0, 1);

	rig_pull(r, 0);
	return rig_order(r, 0, rig_sn(r, n)).id;
}

/* How many orders wait for this platform SKU of shop 0. */
static int64_t waiting_for(struct rig *r, struct text sku)
{
	struct sql_unmapped_page q = { .orders = INT64_MAX,
				       .platform_sku = TEXT(""),
				       .any_shop = 1,
				       .low = sku,
				       .high = text_format(r->s->arena, "%.*s~", TEXT_ARG(sku)),
				       .max = 100 };
	struct sql_unmapped_page_rows rows;

	CHECK_OK(sql_unmapped_page(r->s, q, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (text_same(rows.at[i].platform_sku, sku) && rows.at[i].shop_id == r->made.shops[0])
			return rows.at[i].orders;
	return 0;
}

static void check_resolved(struct rig *r, int64_t id, int64_t sku_id, int64_t quantity)
{
	struct sql_stock_units_rows units = units_of(r, id);

	CHECK_EQ(units.count, 1);
	CHECK_EQ(units.at[0].sku_id, sku_id);
	CHECK_EQ(units.at[0].quantity, quantity);
	CHECK_TEXT(units.at[0].state, "waiting");
	CHECK_TEXT(line_of(r, id).sku_state, "mapped");
	CHECK_EQ(head_of(r, id).unmapped, 0);
}

/* ---- orders ---- */

ON_BOTH(a_line_without_a_mapping_waits_says_so_and_heals_when_it_comes_S001_33_34)
{
	struct rig r;
	struct sql_resolve_lines_row line;
	int64_t id, sku;

	rig_open(s, &r, 0);
	id = order(&r);
	line = line_of(&r, id);
	CHECK_TEXT(line.sku_state, "unmapped");
	CHECK_EQ(head_of(&r, id).unmapped, 1);
	CHECK_EQ(units_of(&r, id).count, 0);
	CHECK_EQ(waiting_for(&r, line.platform_sku), 1);
	sku = article(s, "OURS-1");
	(void)map(s, line.platform_sku, "OURS-1", 2);
	CHECK(rig_run_due(&r) > 0);
	check_resolved(&r, id, sku, line.ordered * 2);
	CHECK_EQ(waiting_for(&r, line.platform_sku), 0);
	rig_close(&r);
}

/* The market sells a few articles: one of them is ordered again before long. */
static int64_t order_of(struct rig *r, struct text sku)
{
	for (int i = 0; i < 400; i++) {
		int64_t id = order(r);

		if (text_same(line_of(r, id).platform_sku, sku))
			return id;
	}
	return 0;
}

ON_SQLITE(later_resolutions_use_the_changed_row_and_none_that_was_deleted_S001_22_23_24_29)
{
	struct rig r;
	struct map_wish w;
	struct text sku;
	int64_t id, one, two, before;

	rig_open(s, &r, 0);
	before = order(&r);
	sku = line_of(&r, before).platform_sku;
	one = article(s, "OURS-1");
	two = article(s, "OURS-2");
	w = wish(s, sku, "OURS-1", 1);
	CHECK_OK(map_make(s, &w));
	rig_run_due(&r);
	id = order_of(&r, sku);
	CHECK(id);
	check_resolved(&r, id, one, line_of(&r, id).ordered);
	w.ver = 1;
	w.parts = wish(s, sku, "OURS-2", 3).parts;
	CHECK_OK(map_change(s, &w));
	id = order_of(&r, sku);
	check_resolved(&r, id, two, line_of(&r, id).ordered * 3);
	check_resolved(&r, before, one, line_of(&r, before).ordered);
	CHECK_OK(map_remove(s, w.id));
	id = order_of(&r, sku);
	CHECK_TEXT(line_of(&r, id).sku_state, "unmapped");
	CHECK_ERR(map_remove(s, w.id), ERR_MAP_UNKNOWN);
	rig_close(&r);
}

ON_BOTH(an_equal_code_is_believed_only_where_the_tenant_says_so)
{
	struct rig r;
	int64_t id, sku;

	rig_open(s, &r, 0);
	id = order(&r);
	sku = article(s, text_z(s->arena, line_of(&r, id).platform_sku));
	CHECK_OK(heal_run(r.node, s, &(struct job){ 0 }, &(struct job_end){ 0 }));
	CHECK_EQ(units_of(&r, id).count, 0);
	CHECK_OK(setting_put(s, TEXT("map_same_code"), TEXT("1")));
	rig_run_due(&r);
	check_resolved(&r, id, sku, line_of(&r, id).ordered);
	rig_close(&r);
}

/* ---- inside the intake's transaction ---- */

struct late {
	struct units_plan *plan;
	int64_t id; /* of an order to be made again */
};

static enum err check_late(struct scope *s, void *arg) { return units_check(s, ((struct late *)arg)->plan); }

ON_BOTH(a_mapping_made_between_reading_and_storing_is_not_missed)
{
	struct rig r;
	struct order_line line = { .key = TEXT("1"), .sku = TEXT("SOLD"), .ordered = 3 };
	struct order_lines lines = { &line, 1 };
	struct units_order o = { .id = 1, .placed = 1, .lines = &lines };
	struct units_plan plan = { .channel = TEXT("shopee"), .orders = &o, .count = 1 };
	int64_t sku;

	rig_open(s, &r, 0);
	plan.shop_id = r.made.shops[0];
	sku = article(s, "OURS-1");
	CHECK_OK(units_plan(s, &plan));
	CHECK_EQ(o.unmapped, 1);
	(void)map(s, TEXT("SOLD"), "OURS-1", 1);
	CHECK_OK(db_transact(s, check_late, &(struct late){ .plan = &plan }));
	CHECK_EQ(o.unmapped, 0);
	CHECK_EQ(o.waiting, 3);
	CHECK_EQ(o.units.at[0].sku_id, sku);
	rig_close(&r);
}

static enum err remake(struct scope *s, void *arg)
{
	struct pieces_list surplus;

	TRY(units_remake(s, ((struct late *)arg)->id, &surplus));
	CHECK_EQ(surplus.count, 0);
	return OK;
}
static enum err forget(struct scope *s, void *arg)
{
	struct late *l = arg;

	TRY(stock_drop_orders(s, &l->id, 1));
	return unmapped_forget(s, &l->id, 1);
}

ON_BOTH(a_restored_order_is_resolved_anew)
{
	struct rig r;
	struct text sku;
	struct late l;
	int64_t ours;

	rig_open(s, &r, 0);
	l.id = order(&r);
	sku = line_of(&r, l.id).platform_sku;
	CHECK_OK(db_transact(s, forget, &l));
	CHECK_EQ(waiting_for(&r, sku), 0);
	CHECK_OK(db_transact(s, remake, &l));
	CHECK_EQ(head_of(&r, l.id).unmapped, 1);
	CHECK_EQ(waiting_for(&r, sku), 1);
	CHECK_OK(db_transact(s, forget, &l));
	ours = article(s, "OURS-1");
	(void)map(s, sku, "OURS-1", 1);
	CHECK_OK(db_transact(s, remake, &l));
	check_resolved(&r, l.id, ours, line_of(&r, l.id).ordered);
	rig_close(&r);
}

/* ---- what people get wrong ---- */

ON_BOTH(what_cannot_be_is_refused_by_name)
{
	struct rig r;
	struct map_wish w;

	rig_open(s, &r, 0);
	(void)article(s, "OURS-1");
	w = wish(s, TEXT("P"), "OURS-1", 1);
	CHECK_OK(map_make(s, &w));
	CHECK_ERR(map_make(s, &w), ERR_DUPLICATE);
	w.shop_id = r.made.shops[1]; /* another place is another mapping: S001-28 */
	CHECK_OK(map_make(s, &w));
	w.shop_id = 99;
	CHECK_ERR(map_make(s, &w), ERR_SHOP_UNKNOWN);
	w.shop_id = 0;
	w.channel = TEXT("of nobody");
	CHECK_ERR(map_make(s, &w), ERR_CHANNEL_UNKNOWN);
	w = wish(s, TEXT("Q"), "NOT-OURS", 1);
	CHECK_ERR(map_make(s, &w), ERR_SKU_UNKNOWN);
	w = wish(s, TEXT("Q"), "OURS-1", 0);
	CHECK_ERR(map_make(s, &w), ERR_BAD_REQUEST);
	w = wish(s, TEXT("Q"), "OURS-1", MAP_QUANTITY_MAX + 1);
	CHECK_ERR(map_make(s, &w), ERR_BAD_REQUEST);
	w = wish(s, TEXT(""), "OURS-1", 1);
	CHECK_ERR(map_make(s, &w), ERR_BAD_REQUEST);
	w = wish(s, TEXT("OURS-1"), "OURS-1", 1); /* sold under our own code: that is usual */
	CHECK_OK(map_make(s, &w));
	w.ver = 1;
	w.until_at = 1000;
	CHECK_OK(map_change(s, &w));
	CHECK_ERR(map_change(s, &w), ERR_CONFLICT);
	w.id = 1;
	CHECK_ERR(map_change(s, &w), ERR_MAP_UNKNOWN);
	rig_close(&r);
}
