/* work/stock_try.c - for tests of stock: warehouses, SKUs and orders as other parts make them, and what must always hold. */
#include "work/stock_try.h"
#include "base/id.h"
#include "store/db_driver.h"
#include "work/stock_allocate.h"
#include "work/stock_audit.h"

struct statement {
	const char *text;
};

static enum err run_statement(struct scope *s, void *arg) { return db_statement(s, ((struct statement *)arg)->text); }

static void run(struct scope *s, struct text sql)
{
	struct statement x = { sql.at };

	CHECK_OK(db_transact(s, run_statement, &x));
}

void shelf_sql(struct shelf *k, const char *sql, int64_t id)
{
	struct text rest = text_of(sql), head;
	struct buffer b = buffer_in(k->s->arena);

	CHECK(text_cut(&rest, '#', &head));
	buffer_add(&b, head);
	if (head.size < text_of(sql).size) {
		buffer_int(&b, id);
		buffer_add(&b, rest);
	}
	run(k->s, buffer_text(&b));
}

static int64_t warehouse(struct scope *s, const char *code, const char *kind, const char *state, int priority)
{
	int64_t id = id_next(s->ids);

	run(s, text_format(s->arena,
			   "insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver) "
			   "values (%lld, %lld, '%s', '%s', '%s', %d, '%s', 1)",
			   (long long)s->tenant_id, (long long)id, code, code, kind, priority, state));
	return id;
}

static int64_t shop(struct scope *s, const char *title, const char *reserve_at)
{
	int64_t id = id_next(s->ids);

	run(s, text_format(s->arena,
			   "insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, "
			   "state, pull, "
			   "cutover_at, policy, ver, reserve_at) values (%lld, %lld, 1, 'shopee', '%s', '%s', 'UTC', "
			   "'SGD', 'bound', "
			   "'on', 0, '', 1, '%s')",
			   (long long)s->tenant_id, (long long)id, title, title, reserve_at));
	return id;
}

static enum err put_tenant(struct scope *s, void *arg)
{
	(void)arg;
	return sql_tenant_insert(
		s,
		(struct sql_tenant_insert){
			.id = s->tenant_id, .name = TEXT("one"), .zone = TEXT("UTC"), .base_currency = TEXT("") },
		NULL);
}

void shelf_open(struct scope *s, struct shelf *k)
{
	*k = (struct shelf){ .s = s };
	if (!s->tenant_id)
		s->tenant_id = 1;
	CHECK_OK(db_transact(s, put_tenant, NULL));
	run(s, text_format(
		       s->arena,
		       "insert into accounts (tenant_id, id, channel, app_id, channel_ref, region, title, base, state, "
		       "authorised_at, authorised_until, ver) values (%lld, 1, 'shopee', '', '1', '', 'One', '', "
		       "'verified', 0, 0, 1)",
		       (long long)s->tenant_id));
	k->home = warehouse(s, "HOME", "own", "active", 1);
	k->spare = warehouse(s, "SPARE", "own", "active", 2);
	k->closed = warehouse(s, "OLD", "own", "closed", 0);
	k->channel = warehouse(s, "FBS", "channel", "active", 0);
	k->shop = shop(s, "Quick", "intake");
	k->hand_shop = shop(s, "Slow", "hand");
	for (int i = 0; i < TRY_SKUS; i++) {
		k->skus[i] = id_next(s->ids);
		run(s, text_format(s->arena,
				   "insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, "
				   "supplier_offer, "
				   "photo, state, made_at, ver) values (%lld, %lld, 'SKU-%d', '', 'Thing %d', 0, '', "
				   "'', '', 'active', 0, 1)",
				   (long long)s->tenant_id, (long long)k->skus[i], i, i));
	}
}

struct ordering {
	int64_t id, shop, due, sku, quantity;
	bool more;
};

static enum err put_order(struct scope *s, void *arg)
{
	const struct ordering *x = arg;
	struct sql_order_insert o = { .id = x->id,
				      .shop_id = x->shop,
				      .ref = text_format(s->arena, "N%lld", (long long)x->id),
				      .display_no = TEXT(""),
				      .state = TEXT("pending"),
				      .word = TEXT("paid"),
				      .channel_status = TEXT(""),
				      .payment_status = TEXT("paid"),
				      .delivery_method = TEXT(""),
				      .currency = TEXT(""),
				      .country = TEXT(""),
				      .placed = s->now,
				      .due = x->due,
				      .lines_summary = TEXT(""),
				      .digest = TEXT(""),
				      .seen_at = s->now };
	int64_t unit = id_next(s->ids);
	struct sql_unit_make u = { .id = unit,
				   .order_id = x->id,
				   .line = text_format(s->arena, "L%lld", (long long)unit),
				   .sku_id = x->sku,
				   .quantity = x->quantity,
				   .state = TEXT("waiting"),
				   .due = x->due };

	if (!x->more)
		TRY(sql_order_insert(s, &o, 1, NULL));
	TRY(sql_unit_make(s, &u, 1, NULL));
	return db_statement(s, text_format(s->arena,
					   "update orders set waiting = waiting + %lld, ver = ver + 1 where tenant_id "
					   "= %lld and id = %lld",
					   (long long)x->quantity, (long long)s->tenant_id, (long long)x->id)
				       .at);
}

int64_t shelf_order(struct shelf *k, int64_t shop_id, int64_t due, size_t sku, int64_t quantity)
{
	struct ordering x = { id_next(k->s->ids), shop_id, due, k->skus[sku], quantity, false };

	CHECK_OK(db_transact(k->s, put_order, &x));
	return x.id;
}

void shelf_more(struct shelf *k, int64_t order, int64_t due, size_t sku, int64_t quantity)
{
	struct ordering x = { order, 0, due, k->skus[sku], quantity, true };

	CHECK_OK(db_transact(k->s, put_order, &x));
}

void shelf_receive(struct shelf *k, int64_t warehouse_id, size_t sku, int64_t quantity)
{
	struct receipt_item item = { k->skus[sku], quantity };
	struct receipt_new r = { .kind = TEXT("receipt"), .warehouse_id = warehouse_id, .items = &item, .count = 1 };

	CHECK_OK(stock_receive(k->s, &r));
}

struct balance shelf_balance(struct shelf *k, int64_t warehouse_id, size_t sku)
{
	struct sql_stock_balances_rows rows;

	CHECK_OK(sql_stock_balances(k->s, (struct sql_stock_balances){ .sku_ids = &k->skus[sku], .sku_ids_count = 1 },
				    &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_stock_balances_row *r = &rows.at[i];

		if (r->warehouse_id == warehouse_id)
			return (struct balance){ r->on_shelf,   r->reserved, r->awaiting_putaway,
						 r->quarantine, r->damaged,  r->shortfall };
	}
	return (struct balance){ 0 };
}

struct sql_stock_orders_row shelf_head(struct shelf *k, int64_t order)
{
	struct sql_stock_orders_rows rows;

	CHECK_OK(sql_stock_orders(k->s, (struct sql_stock_orders){ .ids = &order, .ids_count = 1 }, &rows));
	CHECK_EQ(rows.count, 1);
	return rows.at[0];
}

size_t shelf_units(struct shelf *k, int64_t order, const char *state, int64_t *pieces)
{
	struct sql_stock_units_rows rows;
	size_t count = 0;

	*pieces = 0;
	CHECK_OK(sql_stock_units(k->s, (struct sql_stock_units){ .order_ids = &order, .order_ids_count = 1 }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (text_is(rows.at[i].state, state)) {
			count++;
			*pieces += rows.at[i].quantity;
		}
	return count;
}

struct deed {
	const int64_t *ids;
	size_t count;
	int64_t pieces;
	struct stock_served served;
	bool more;
};

static enum err allocate_one(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_allocate(s, x->ids[0], &x->more);
}

void shelf_allocate(struct shelf *k)
{
	for (int i = 0; i < TRY_SKUS; i++) {
		struct deed x = { .ids = &k->skus[i], .more = true };

		while (x.more)
			CHECK_OK(db_transact(k->s, allocate_one, &x));
	}
}

static enum err reserve(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_reserve_order(s, x->ids[0], &x->served);
}

struct stock_served shelf_reserve(struct shelf *k, int64_t order)
{
	struct deed x = { .ids = &order };

	CHECK_OK(db_transact(k->s, reserve, &x));
	return x.served;
}

static enum err release(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_release_order(s, x->ids[0], TEXT("a test"), &x->pieces);
}

int64_t shelf_release(struct shelf *k, int64_t order)
{
	struct deed x = { .ids = &order };

	CHECK_OK(db_transact(k->s, release, &x));
	return x.pieces;
}

static enum err serve(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_serve_orders(s, x->ids, x->count);
}

void shelf_serve(struct shelf *k, const int64_t *ids, size_t count)
{
	struct deed x = { .ids = ids, .count = count };

	CHECK_OK(db_transact(k->s, serve, &x));
}

static enum err drop(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_drop_orders(s, x->ids, 1);
}

void shelf_drop(struct shelf *k, int64_t order)
{
	struct deed x = { .ids = &order };

	CHECK_OK(db_transact(k->s, drop, &x));
}

static enum err ship(struct scope *s, void *arg)
{
	struct deed *x = arg;

	return stock_ship_orders(s, x->ids, 1);
}

void shelf_ship(struct shelf *k, int64_t order)
{
	struct deed x = { .ids = &order };

	CHECK_OK(db_transact(k->s, ship, &x));
}

size_t shelf_faults(struct shelf *k)
{
	struct sql_faults_of_skus_rows rows;

	for (struct audit_walk w = { 0 }; !w.over;)
		CHECK_OK(audit_skus(k->s, &w));
	for (struct audit_walk w = { 0 }; !w.over;)
		CHECK_OK(audit_orders(k->s, &w));
	CHECK_OK(sql_faults_of_skus(k->s, (struct sql_faults_of_skus){ .ids = k->skus, .ids_count = TRY_SKUS }, &rows));
	return rows.count;
}

void shelf_is_right(struct shelf *k) { CHECK_EQ(shelf_faults(k), 0); }
