/* work/import_orders_test.c - orders from files: several rows, packed cells, exact money; what is faulty is named and not taken. */
#include "base/id.h"
#include "store/db_driver.h"
#include "work/imports.h"
#include "work/rig.h"
#include <string.h>

struct desk {
	struct rig rig;
	struct scope *s;
	int64_t shop, import;
	struct sql_import_get_row row;
	struct sql_import_fault_list_rows faults;
};

static enum err run_sql(struct scope *s, void *arg) { return db_statement(s, arg); }

static void desk_open(struct scope *s, struct desk *d)
{
	int64_t id;
	char *sql;

	*d = (struct desk){ .s = s };
	rig_open(s, &d->rig, 0);
	d->shop = id = id_next(s->ids);
	sql = (char *)(uintptr_t)text_format(
		      s->arena,
		      "insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, "
		      "currency, state, pull, cutover_at, policy, ver) values (%lld, %lld, 0, 'manual', "
		      "'m', 'Counter', 'UTC', 'SGD', 'bound', 'on', 0, '', 1)",
		      (long long)s->tenant_id, (long long)id)
		      .at;
	CHECK_OK(db_transact(s, run_sql, sql));
}

static enum err send(struct desk *d, const char *csv)
{
	struct import_new f = { .kind = import_kind_find(TEXT("orders")),
				.name = TEXT("orders.csv"),
				.bytes = text_of(csv),
				.shop_id = d->shop };

	CHECK(f.kind);
	TRY(import_add(d->rig.node, d->s, &f, &d->import));
	CHECK_OK(sql_import_get(d->s, (struct sql_import_get){ d->import }, &d->row));
	CHECK_OK(sql_import_fault_list(d->s, (struct sql_import_fault_list){ d->import, 0, 20000 }, &d->faults));
	return OK;
}

static enum err take(struct desk *d, bool all)
{
	TRY(import_start(d->s, d->import, all, 0));
	TRY(import_go_on(d->rig.node, d->s, d->import));
	CHECK_OK(sql_import_get(d->s, (struct sql_import_get){ d->import }, &d->row));
	CHECK_OK(sql_import_fault_list(d->s, (struct sql_import_fault_list){ d->import, 0, 20000 }, &d->faults));
	return OK;
}

static struct sql_order_get_row order(struct desk *d, const char *number)
{
	struct sql_order_by_ref_row found;
	struct sql_order_get_row row;

	CHECK_OK(sql_order_by_ref(d->s, (struct sql_order_by_ref){ .shop_id = d->shop, .ref = text_of(number) },
				  &found));
	CHECK_OK(sql_order_get(d->s, (struct sql_order_get){ .id = found.id }, &row));
	return row;
}

static void fault_is(struct desk *d, size_t at, int64_t row, const char *column, const char *code)
{
	CHECK(at < d->faults.count);
	CHECK_EQ(d->faults.at[at].at_row, row);
	CHECK_TEXT(d->faults.at[at].at_column, column);
	CHECK_TEXT(d->faults.at[at].code, code);
}

ON_BOTH(rows_of_one_number_are_one_order_and_a_cell_may_pack_several)
{
	struct sql_order_line_list_rows lines;
	struct desk d;
	int64_t id;

	desk_open(s, &d);
	CHECK_OK(send(&d, "订单号,收件人,地址,国家,SKU,数量,单价,付款\n"
			  "T-1,王小明,南京路 1 号,CN,A,2,12.30,是\n"
			  "T-1,,,,B,1,0.05,\n"
			  "T-2,Ann,2 Road,SG,C*3;D;,,,否\n"));
	CHECK_TEXT(d.row.state, "checked");
	CHECK_EQ(d.row.good, 3);
	CHECK_EQ(rig_count(&d.rig), 0); /* nothing is taken yet */
	CHECK_OK(take(&d, true));
	CHECK_TEXT(d.row.state, "done");
	CHECK_EQ(rig_count(&d.rig), 2);
	CHECK_EQ(order(&d, "T-1").total_minor.value, 2 * 1230 + 5);
	CHECK_TEXT(order(&d, "T-1").currency, "SGD");
	CHECK_TEXT(order(&d, "T-1").word, "paid");
	CHECK_TEXT(order(&d, "T-2").word, "unpaid");
	CHECK(!order(&d, "T-2").total_minor.is);
	id = order(&d, "T-2").id;
	CHECK_OK(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &id, .ids_count = 1 }, &lines));
	CHECK_EQ(lines.count, 2);
	CHECK_TEXT(lines.at[0].platform_sku, "C");
	CHECK_EQ(lines.at[0].ordered, 3);
	CHECK_EQ(lines.at[1].ordered, 1);
	rig_close(&d.rig);
}

ON_BOTH(each_fault_is_named_and_its_whole_order_is_left_out)
{
	struct desk d;

	desk_open(s, &d);
	CHECK_OK(send(&d, "number,name,address,sku,quantity,price,currency,country\n"
			  "G-1,Ann,1 Road,A,1,,,SG\n"         /* row 2 */
			  "B-1,Ann,1 Road,A,0,,,SG\n"         /* row 3: no pieces */
			  "B-2,Ann,1 Road,A,1,1.234,SGD,SG\n" /* row 4: a tenth of a cent */
			  "B-3,Ann,1 Road,A,1,,,SG\n"         /* row 5: … */
			  "B-3,Bob,1 Road,B,1,,,SG\n"         /* row 6: somebody else */
			  "B-4,,1 Road,A,1,,,SG\n"            /* row 7: nobody */
			  "G-1,Ann,1 Road,A,1,,,SG\n"         /* row 8: not behind row 2 */
			  "B-5,Ann,1 Road,A*x,1,,,SG\n"       /* row 9 */
			  "B-6,Ann,1 Road,A,1,5,XYZ,SG\n"     /* row 10 */
			  "G-2,Ann,1 Road,A,1,5,,\n"));
	CHECK_EQ(d.row.total, 10);
	CHECK_EQ(d.row.good, 2);
	fault_is(&d, 0, 3, "quantity", "bad_number");
	fault_is(&d, 1, 4, "price", "bad_money");
	CHECK_ERR(take(&d, true), ERR_IMPORT_FAULTY);
	CHECK_EQ(rig_count(&d.rig), 0);
	CHECK_OK(take(&d, false));
	CHECK_EQ(rig_count(&d.rig), 2);
	CHECK_EQ(order(&d, "G-2").total_minor.value, 500);
	rig_close(&d.rig);
}

ON_BOTH(an_order_that_is_there_is_no_order_of_the_file)
{
	struct desk d;

	desk_open(s, &d);
	CHECK_OK(send(&d, "number,name,address,sku\nX-1,Ann,1 Road,A\n"));
	CHECK_OK(take(&d, true));
	CHECK_OK(send(&d, "number,name,address,sku\nX-1,Ann,1 Road,A\nX-2,Ann,1 Road,A\n"));
	fault_is(&d, 0, 2, "number", "duplicate");
	CHECK_OK(take(&d, false));
	CHECK_EQ(rig_count(&d.rig), 2);
	CHECK_EQ(order(&d, "X-1").latest_seq, 1);
	rig_close(&d.rig);
}

/* The program ends between the orders of a batch and the mark of how far the file is. */
ON_SQLITE(a_file_that_is_taken_on_makes_each_order_once)
{
	struct desk d;

	desk_open(s, &d);
	CHECK_OK(send(&d, "number,name,address,sku\nX-1,Ann,1 Road,A\nX-2,Ann,1 Road,A\n"));
	CHECK_OK(take(&d, true));
	CHECK_EQ(rig_count(&d.rig), 2);
	CHECK_OK(db_transact(s, run_sql,
			     (char *)(uintptr_t) "update imports set state = 'running', at_row = 0, done = 0"));
	CHECK_OK(import_go_on(d.rig.node, s, d.import));
	CHECK_OK(sql_import_get(s, (struct sql_import_get){ d.import }, &d.row));
	CHECK_TEXT(d.row.state, "done");
	CHECK_EQ(d.row.done, 2);
	CHECK_EQ(d.row.faulty, 0);
	CHECK_EQ(rig_count(&d.rig), 2);
	rig_close(&d.rig);
}

ON_SQLITE(a_file_of_orders_needs_a_shop_for_orders_by_hand)
{
	struct desk d;

	desk_open(s, &d);
	d.shop = 0;
	CHECK_ERR(send(&d, "number,sku\nX,A\n"), ERR_BAD_REQUEST);
	d.shop = d.rig.made.shops[0];
	CHECK_ERR(send(&d, "number,sku\nX,A\n"), ERR_NOT_BY_HAND);
	rig_close(&d.rig);
}
