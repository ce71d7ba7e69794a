/* work/stock_audit_test.c - the auditor sees what does not add up, says it, repairs nothing, and forgets it once it is right. */
#include "work/stock_audit.h"
#include "work/stock_try.h"
#include <string.h>

static struct sql_faults_of_skus_row the_fault(struct shelf *k)
{
	struct sql_faults_of_skus_rows rows;

	CHECK_EQ(shelf_faults(k), 1);
	CHECK_OK(sql_faults_of_skus(k->s, (struct sql_faults_of_skus){ .ids = k->skus, .ids_count = TRY_SKUS }, &rows));
	return rows.at[0];
}

static void says(struct shelf *k, const char *words)
{
	struct text said = the_fault(k).words;

	if (!strstr(said.at, words))
		check_failed(__FILE__, __LINE__, "\"%s\" does not say \"%s\"", said.at, words);
}

static int64_t served(struct shelf *k)
{
	int64_t order;

	shelf_receive(k, k->home, 0, 5);
	order = shelf_order(k, k->shop, 0, 0, 2);
	shelf_serve(k, &order, 1);
	shelf_is_right(k);
	return order;
}

ON_BOTH(a_balance_that_its_movements_do_not_make_is_said_and_not_repaired)
{
	struct shelf k;

	shelf_open(s, &k);
	served(&k);
	shelf_sql(&k, "update stocks set on_shelf = on_shelf + 1 where sku_id = #", k.skus[0]);
	says(&k, "on shelf: the balance says 6, its movements make 5");
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 6);
	says(&k, "6"); /* once, however often it is looked at */
	shelf_sql(&k, "update stocks set on_shelf = on_shelf - 1 where sku_id = #", k.skus[0]);
	shelf_is_right(&k); /* gone by itself */
	shelf_sql(&k, "update movements set quantity = 4 where kind = 'received' and sku_id = #", k.skus[0]);
	says(&k, "on shelf: the balance says 5, its movements make 4");
	shelf_sql(&k, "delete from stocks where sku_id = #", k.skus[0]);
	says(&k, "there is no balance");
}

ON_BOTH(reservations_and_units_and_what_orders_say_are_compared)
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	order = served(&k);
	shelf_sql(&k, "update units set quantity = 1 where order_id = #", order);
	CHECK_EQ(shelf_faults(&k), 2); /* the balance and the order */
	shelf_sql(&k, "update units set quantity = 2 where order_id = #", order);
	shelf_is_right(&k);
	shelf_sql(&k, "update orders set reserved = 1, waiting = 1 where id = #", order);
	says(&k, "says that 1 pieces wait, but 0 do");
	shelf_sql(&k, "update orders set reserved = 0, waiting = 0 where id = #", order);
	says(&k, "and does not know of them");
	shelf_sql(&k, "update orders set reserved = 2, waiting = 0, state = 'void' where id = #", order);
	says(&k, "is void and has stock");
	shelf_sql(&k, "update orders set state = 'pending' where id = #", order);
	shelf_is_right(&k);
}

static int64_t added_up(struct shelf *k)
{
	struct sql_audit_mark_row mark = { 0 };
	enum err e = sql_audit_mark(k->s, (struct sql_audit_mark){ .sku_id = k->skus[0] }, &mark);

	CHECK(e == OK || e == ERR_NO_ROW);
	return mark.upto;
}

/* Movements that are long settled are added up; what is compared stays the same, and later ones count on top. */
ON_BOTH(old_movements_are_added_up_and_still_count)
{
	enum { MANY = 1100 };
	struct receipt_item items[MANY];
	struct shelf k;

	shelf_open(s, &k);
	for (int part = 0; part < 2; part++) {
		struct receipt_new r = {
			.kind = TEXT("receipt"), .warehouse_id = k.home, .items = items, .count = MANY / 2
		};

		for (int i = 0; i < MANY / 2; i++)
			items[i] = (struct receipt_item){ k.skus[0], 1 };
		CHECK_OK(stock_receive(s, &r));
	}
	shelf_sql(&k, "update movements set id = id - 100000000000000 where sku_id = #", k.skus[0]); /* 6 hours older */
	shelf_is_right(&k);
	CHECK(added_up(&k) > 0);
	shelf_is_right(&k);
	shelf_receive(&k, k.home, 0, 1);
	shelf_is_right(&k);
	shelf_sql(&k, "update stocks set on_shelf = on_shelf - 1 where sku_id = #", k.skus[0]);
	says(&k, "the balance says 1100, its movements make 1101");
}
