/* bench/stock.c - orders of three units that reserve three stocks, and orders that leave with three movements; each beside
 * the same rows written by a bare connection. On SQLite and on PostgreSQL. */
#include "work/stock.h"
#include "base/id.h"
#include "base/instant.h"
#include "bench/raw.h"
#include "core/order.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include <sqlite3.h>

enum { ORDERS = 20000, UNITS = 3, SKUS = 60, BATCH = 100, THREADS = 64, SINGLES = 4000, IDS_MAX = 1000000 };

static const struct raw_table tables[] = { { "orders", 1 }, { "units", 2 }, { "movements", 6 } };

struct shop_floor {
	struct bench_table *table;
	struct stand st;
	const char *where;
	int64_t shop, warehouse, skus[SKUS];
	int64_t *orders; /* in the order in which they were made */
	size_t count, all;
};

static enum err statement(struct scope *s, void *arg) { return db_statement(s, arg); }

static void does(struct shop_floor *f, const char *sql)
{
	MUST_IN(&f->st.s, db_transact(&f->st.s, statement, (void *)(uintptr_t)sql));
}

static enum err put_shop(struct scope *s, void *arg)
{
	struct shop_floor *f = arg;
	struct sql_shop_put_row row;
	struct sql_shop_put shop = { .id = id_next(s->ids),
				     .account_id = 1,
				     .channel = TEXT("shopee"),
				     .channel_ref = TEXT("1"),
				     .title = TEXT("Shop") };

	TRY(sql_shop_put(s, shop, &row));
	f->shop = row.id;
	return OK;
}

static void stock_up(struct shop_floor *f)
{
	struct receipt_item items[SKUS];
	struct receipt_new r = { .kind = TEXT("opening"), .items = items, .count = SKUS };
	long long tenant = (long long)f->st.s.tenant_id;

	MUST_IN(&f->st.s, db_transact(&f->st.s, put_shop, f));
	f->warehouse = r.warehouse_id = id_next(f->st.s.ids);
	does(f, bench_text("insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver) "
			   "values (%lld, %lld, 'W', 'W', 'own', 1, 'active', 1)",
			   tenant, (long long)f->warehouse));
	for (int i = 0; i < SKUS; i++) {
		items[i] = (struct receipt_item){ f->skus[i] = id_next(f->st.s.ids), MOVE_MOST };
		does(f, bench_text("insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, "
				   "supplier_offer, "
				   "photo, state, made_at, ver) values (%lld, %lld, 'S-%d', '', '', 0, '', '', '', "
				   "'active', 0, 1)",
				   tenant, (long long)f->skus[i], i));
	}
	MUST_IN(&f->st.s, stock_receive(&f->st.s, &r));
}

/* ---- orders that come and reserve ---- */

static struct sql_order_insert order_of(struct scope *s, const struct shop_floor *f, int64_t id)
{
	struct text ref = text_format(s->arena, "26%lld", (long long)id);

	return (struct sql_order_insert){ .id = id,
					  .shop_id = f->shop,
					  .ref = ref,
					  .display_no = ref,
					  .state = TEXT("pending"),
					  .word = TEXT("paid"),
					  .channel_status = TEXT("READY_TO_SHIP"),
					  .payment_status = TEXT("paid"),
					  .delivery_method = TEXT("SPX Express"),
					  .total_minor = { true, 1230 },
					  .currency = TEXT("SGD"),
					  .country = TEXT("SG"),
					  .placed = s->now,
					  .due = s->now + DAY_MS,
					  .lines_summary = TEXT("A*1; B*1; C*1"),
					  .lines_count = UNITS,
					  .digest = TEXT("0123456789abcdef"),
					  .seen_at = s->now,
					  .waiting = UNITS };
}

static enum err come(struct scope *s, void *arg)
{
	struct shop_floor *f = arg;
	struct sql_order_insert *orders = ARENA_ARRAY(s->arena, struct sql_order_insert, BATCH);
	struct sql_unit_make *units = ARENA_ARRAY(s->arena, struct sql_unit_make, BATCH * UNITS);
	int64_t *ids = f->orders + f->count;

	for (int i = 0; i < BATCH; i++) {
		ids[i] = id_next(s->ids);
		orders[i] = order_of(s, f, ids[i]);
		for (int u = 0; u < UNITS; u++)
			units[i * UNITS + u] =
				(struct sql_unit_make){ .id = id_next(s->ids),
							.order_id = ids[i],
							.line = text_format(s->arena, "L%d", u),
							.sku_id = f->skus[(f->count + (size_t)(i * 7 + u * 11)) % SKUS],
							.quantity = 1,
							.state = TEXT("waiting"),
							.due = orders[i].due };
	}
	TRY(sql_order_insert(s, orders, BATCH, NULL));
	TRY(sql_unit_make(s, units, (size_t)BATCH * UNITS, NULL));
	return stock_serve_orders(s, ids, BATCH);
}

struct took {
	double wall, cpu; /* seconds */
};
static struct took begin(void) { return (struct took){ bench_now(), bench_cpu() }; }
static struct took since(struct took t) { return (struct took){ bench_now() - t.wall, bench_cpu() - t.cpu }; }

static struct took all_come(struct shop_floor *f)
{
	struct took began = begin();

	for (f->count = 0; f->count < f->all; f->count += BATCH) {
		struct scope s;

		scope_open(&s, &f->st.s);
		MUST_IN(&s, db_transact(&s, come, f));
		scope_close(&s);
	}
	return since(began);
}

/* PostgreSQL plans by what it knows of a table, and learns of it once a minute; here at once. */
static void learn(struct shop_floor *f)
{
	size_t all = f->all;

	if (!f->st.url)
		return;
	f->all = (size_t)BATCH * 10;
	(void)all_come(f);
	does(f, "analyze");
	f->all = all;
}

static const char *cpu_note(struct took t, size_t count)
{
	return bench_text("CPU an order: %.0f us", t.cpu / (double)count * 1e6);
}

static void come_rows(struct shop_floor *f, enum db_kind kind)
{
	struct took ours = all_come(f);
	double raw = (kind == DB_SQLITE ? raw_sqlite : raw_postgres)(&f->st, tables, sizeof tables / sizeof *tables,
								     RAW_ORDERS);

	bench_row(f->table, (struct bench_row){
				    .figure = bench_text("orders of 3 units, 3 stocks reserved, %s", f->where),
				    .value = (double)f->all / ours.wall,
				    .unit = "orders/s",
				    .limit = (double)f->all / raw,
				    .limit_is = bench_text("raw inserts of the same orders, units and movements, %d a "
							   "commit",
							   RAW_ORDERS),
				    .goal = kind == DB_SQLITE ? ">= 15000/s" : "",
				    .note = cpu_note(ours, f->all) });
}

/* ---- orders that leave ---- */

struct leaving {
	struct shop_floor *f;
	const int64_t *ids;
	size_t count;
};

static enum err leave(struct scope *s, void *arg)
{
	const struct leaving *l = arg;
	struct buffer b = buffer_in(s->arena);

	buffer_format(&b,
		      "update orders set ver = ver + 1, state = 'marked_shipped', word = 'shipped' where tenant_id = "
		      "%lld and id in (",
		      (long long)s->tenant_id);
	for (size_t i = 0; i < l->count; i++)
		buffer_format(&b, "%s%lld", i ? ", " : "", (long long)l->ids[i]);
	buffer_add_z(&b, ")");
	TRY(db_statement(s, buffer_text(&b).at));
	return stock_ship_orders(s, l->ids, l->count);
}

static void leave_now(struct scope *like, struct leaving *l)
{
	struct scope s;

	scope_open(&s, like);
	MUST_IN(&s, db_transact(&s, leave, l));
	scope_close(&s);
}

static void leave_alone(void *arg)
{
	struct leaving *l = arg;

	for (size_t i = 0; i < l->count; i++)
		leave_now(&l->f->st.s, &(struct leaving){ l->f, l->ids + i, 1 });
}

/* Raw: what a status change with three movements writes, by a bare connection. */
static double raw_leave(struct shop_floor *f, size_t count, size_t batch)
{
	static const char *const sql[] = {
		"update orders set ver = ver + 1, state = 'marked_shipped', word = 'shipped', reserved = 0 where "
		"tenant_id = ?1 and id = ?2",
		"update units set state = 'dispatched' where tenant_id = ?1 and order_id = ?2",
		"insert into movements select tenant_id, id + 1000000000, warehouse_id, sku_id, 'dispatched', "
		"quantity, order_id, id, 0, 0, '', 0 "
		"from units where tenant_id = ?1 and order_id = ?2",
		"update stocks set on_shelf = on_shelf - 1, reserved = reserved - 1, ver = ver + 1 where tenant_id = "
		"?1 and sku_id in "
		"(select sku_id from units where tenant_id = ?1 and order_id = ?2)",
	};
	enum { STATEMENTS = sizeof sql / sizeof *sql };
	sqlite3_stmt *stmts[STATEMENTS];
	sqlite3 *db;
	double began;

	bench_check(sqlite3_open(f->st.file, &db) == SQLITE_OK, "the file opens");
	bench_check(
		sqlite3_exec(db,
			     "pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 16000",
			     NULL, NULL, NULL) == SQLITE_OK,
		"it is set");
	for (int i = 0; i < STATEMENTS; i++)
		bench_check(sqlite3_prepare_v2(db, sql[i], -1, &stmts[i], NULL) == SQLITE_OK, sql[i]);
	began = bench_now();
	for (size_t i = 0; i < count; i++) {
		if (i % batch == 0)
			bench_check(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL) == SQLITE_OK, "begin");
		for (int n = 0; n < STATEMENTS; n++) {
			sqlite3_bind_int64(stmts[n], 1, f->st.s.tenant_id);
			sqlite3_bind_int64(stmts[n], 2, f->orders[f->count + i]);
			bench_check(sqlite3_step(stmts[n]) == SQLITE_DONE, "a row is written");
			sqlite3_reset(stmts[n]);
		}
		if ((i + 1) % batch == 0 || i + 1 == count)
			bench_check(sqlite3_exec(db, "commit", NULL, NULL, NULL) == SQLITE_OK, "commit");
	}
	began = bench_now() - began;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(stmts[i]);
	sqlite3_close(db);
	return began;
}

static struct took in_batches(struct shop_floor *f, size_t count)
{
	struct took began = begin();

	for (size_t i = 0; i < count; i += BATCH)
		leave_now(&f->st.s, &(struct leaving){ f, f->orders + f->count + i, BATCH });
	f->count += count;
	return since(began);
}

static struct took one_by_one(struct shop_floor *f, size_t count)
{
	struct leaving l[THREADS];
	struct thread *threads[THREADS];
	size_t share = count / THREADS;
	struct took began = begin();

	for (size_t i = 0; i < THREADS; i++) {
		l[i] = (struct leaving){ f, f->orders + f->count + i * share, share };
		threads[i] = world_spawn(f->st.s.world, "leave", leave_alone, &l[i]);
	}
	for (size_t i = 0; i < THREADS; i++)
		world_join(f->st.s.world, threads[i]);
	f->count += share * THREADS;
	return since(began);
}

static void leave_rows(struct shop_floor *f, enum db_kind kind)
{
	size_t many = f->all / 4 / BATCH * BATCH,
	       few = many < SINGLES ? many / THREADS * THREADS : SINGLES / THREADS * THREADS;
	struct took batches, singles;
	double raw = 0, raw_single = 0;

	f->count = 0;
	batches = in_batches(f, many);
	singles = one_by_one(f, few);
	if (kind == DB_SQLITE) {
		raw = raw_leave(f, many, BATCH);
		f->count += many;
		raw_single = raw_leave(f, few, 1);
	}
	bench_row(f->table, (struct bench_row){ .figure = bench_text("status change with 3 movements, %d a commit, %s",
								     BATCH, f->where),
						.value = (double)many / batches.wall,
						.unit = "orders/s",
						.limit = raw > 0 ? (double)many / raw : 0,
						.limit_is = "raw updates and inserts of the same",
						.goal = kind == DB_SQLITE ? ">= 10000/s" : "",
						.note = cpu_note(batches, many) });
	bench_row(f->table, (struct bench_row){ .figure = bench_text("  one a commit, 64 threads, %s", f->where),
						.value = (double)few / singles.wall,
						.unit = "orders/s",
						.limit = raw_single > 0 ? (double)few / raw_single : 0,
						.limit_is = "the same by one connection, one a commit",
						.goal = kind == DB_SQLITE ? ">= 5000/s" : "",
						.note = cpu_note(singles, few) });
}

static void measure(struct scope *root, struct bench_table *t, enum db_kind kind, size_t orders)
{
	struct shop_floor f = { .table = t, .where = kind == DB_SQLITE ? "SQLite" : "PostgreSQL", .all = orders };

	stand_open(root, &f.st, kind, NULL);
	f.orders = arena_array(root->arena, orders + BATCH, sizeof *f.orders);
	stock_up(&f);
	learn(&f);
	come_rows(&f, kind);
	leave_rows(&f, kind);
	stand_close(&f.st);
}

int main(int argc, char **argv)
{
	int64_t orders = bench_argument(argc, argv, ORDERS) / BATCH * BATCH;
	struct scope *root = bench_scope();
	struct bench_table *t = bench_table_new(bench_text("stock: %lld orders of 3 units", (long long)orders));

	bench_check(orders >= 4 * BATCH && orders <= IDS_MAX, "400 to 1,000,000 orders are asked for");
	measure(root, t, DB_SQLITE, (size_t)orders);
	if (stand_postgres())
		measure(root, t, DB_POSTGRES, (size_t)orders);
	bench_table_print(t);
	return 0;
}
