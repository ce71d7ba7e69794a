/* work/stock_orders_test.c - stock and orders: reserve, release, drop, dispatch; who comes first; what is not served. */
#include "base/instant.h"
#include "work/stock_allocate.h"
#include "work/stock_try.h"

static void stands(struct shelf *k, int64_t order, int64_t waiting, int64_t reserved)
{
	struct sql_stock_orders_row o = shelf_head(k, order);
	int64_t pieces;

	CHECK_EQ(o.waiting, waiting);
	CHECK_EQ(o.reserved, reserved);
	shelf_units(k, order, "waiting", &pieces);
	CHECK_EQ(pieces, waiting);
	shelf_units(k, order, "reserved", &pieces);
	CHECK_EQ(pieces, reserved);
	CHECK_EQ(o.reserved_at != 0, reserved != 0);
}

/* S001-31: whatever platform SKU was ordered, the units are of the one system SKU, and its stock is used. */
ON_BOTH(new_orders_reserve_what_is_free_the_soonest_to_be_shipped_first)
{
	struct shelf k;
	int64_t ids[3];

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 5);
	ids[0] = shelf_order(&k, k.shop, 0, 0, 3);
	ids[1] = shelf_order(&k, k.shop, 900, 0, 3);
	ids[2] = shelf_order(&k, k.shop, 500, 0, 1);
	shelf_serve(&k, ids, 3);
	stands(&k, ids[2], 0, 1);
	stands(&k, ids[1], 0, 3);
	stands(&k, ids[0], 2, 1); /* a part of it */
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, 5);
	shelf_is_right(&k);
}

ON_BOTH(a_shop_that_reserves_by_hand_waits_for_a_person)
{
	struct shelf k;
	int64_t order;
	struct stock_served got;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 5);
	order = shelf_order(&k, k.hand_shop, 0, 0, 3);
	shelf_serve(&k, &order, 1);
	shelf_allocate(&k);
	stands(&k, order, 3, 0);
	got = shelf_reserve(&k, order);
	CHECK_EQ(got.pieces, 3);
	CHECK_EQ(got.reserved, 3);
	stands(&k, order, 0, 3);
	CHECK_EQ(shelf_reserve(&k, order).pieces, 0); /* twice is once */
	shelf_is_right(&k);
}

ON_BOTH(frozen_void_history_and_shipped_orders_are_not_served)
{
	static const char *const sql[] = { "update orders set state = 'frozen' where id = #",
					   "update orders set state = 'void' where id = #",
					   "update orders set history = 1 where id = #",
					   "update orders set state = 'marked_shipped' where id = #" };
	struct shelf k;
	int64_t ids[4];

	shelf_open(s, &k);
	for (int i = 0; i < 4; i++) {
		ids[i] = shelf_order(&k, k.shop, 0, 0, 1);
		shelf_sql(&k, sql[i], ids[i]);
	}
	shelf_receive(&k, k.home, 0, 9);
	shelf_serve(&k, ids, 4);
	shelf_allocate(&k);
	for (int i = 0; i < 4; i++) {
		CHECK_EQ(shelf_reserve(&k, ids[i]).pieces, 0);
		stands(&k, ids[i], 1, 0);
	}
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, 0);
}

/* Orders come, then goods: each receipt serves who comes first; a unit that got a part is one unit again when it has all. */
ON_BOTH(goods_that_come_serve_who_waits_by_ship_by_then_age_piece_by_piece)
{
	struct shelf k;
	int64_t old, young, urgent, pieces;

	shelf_open(s, &k);
	old = shelf_order(&k, k.shop, 0, 0, 4);
	young = shelf_order(&k, k.shop, 0, 0, 4);
	urgent = shelf_order(&k, k.shop, 100, 0, 2);
	shelf_receive(&k, k.home, 0, 3);
	shelf_allocate(&k);
	stands(&k, urgent, 0, 2);
	stands(&k, old, 3, 1);
	stands(&k, young, 4, 0);
	shelf_receive(&k, k.home, 0, 4);
	shelf_allocate(&k);
	stands(&k, old, 0, 4);
	stands(&k, young, 3, 1);
	CHECK_EQ(shelf_units(&k, old, "reserved", &pieces), 1);
	shelf_receive(&k, k.spare, 0, 10);
	shelf_allocate(&k);
	CHECK_EQ(shelf_units(&k, young, "reserved", &pieces), 2); /* from two warehouses */
	CHECK_EQ(shelf_balance(&k, k.spare, 0).reserved, 3);
	shelf_is_right(&k);
}

ON_BOTH(the_shops_warehouse_serves_first_and_a_channels_never)
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 5);
	shelf_receive(&k, k.spare, 0, 2);
	shelf_sql(&k,
		  "insert into stocks (tenant_id, warehouse_id, sku_id, on_shelf, reserved, awaiting_putaway, "
		  "quarantine, "
		  "damaged, shortfall, ver) select tenant_id, id, (select min(id) from skus), 50, 0, 0, 0, 0, 0, 1 "
		  "from warehouses where id = #",
		  k.channel);
	shelf_sql(&k, "update shops set warehouse_id = # where title = 'Quick'", k.spare);
	order = shelf_order(&k, k.shop, 0, 0, 9);
	shelf_serve(&k, &order, 1);
	CHECK_EQ(shelf_balance(&k, k.spare, 0).reserved, 2);
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, 5);
	CHECK_EQ(shelf_balance(&k, k.channel, 0).reserved, 0);
	stands(&k, order, 2, 7);
}

/* S000-11 needs it: what a person has released stays released, and goes to others. */
ON_BOTH(what_is_released_goes_to_others_and_not_back_by_itself)
{
	struct shelf k;
	int64_t first, second, pieces;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 3);
	first = shelf_order(&k, k.shop, 100, 0, 3);
	second = shelf_order(&k, k.shop, 200, 0, 2);
	shelf_allocate(&k);
	stands(&k, first, 0, 3);
	CHECK_EQ(shelf_release(&k, first), 3);
	stands(&k, first, 3, 0);
	CHECK_EQ(shelf_release(&k, first), 0);
	shelf_allocate(&k);
	stands(&k, second, 0, 2);
	stands(&k, first, 3, 0);
	CHECK_EQ(shelf_reserve(&k, first).pieces, 1); /* what was left */
	CHECK_EQ(shelf_release(&k, first), 1);
	CHECK_EQ(shelf_units(&k, first, "waiting", &pieces), 1); /* siblings are one again */
	CHECK_EQ(shelf_reserve(&k, first).waiting, 2);
	shelf_receive(&k, k.home, 0, 9);
	shelf_allocate(&k); /* a person has reserved it: it is served again */
	stands(&k, first, 0, 3);
	shelf_is_right(&k);
}

/* S001-42: a void order holds no stock. */
ON_BOTH(an_order_that_is_void_holds_no_stock_and_what_it_held_serves_others)
{
	struct shelf k;
	int64_t gone, other, pieces;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 4);
	gone = shelf_order(&k, k.shop, 100, 0, 3);
	shelf_more(&k, gone, 100, 1, 2);
	other = shelf_order(&k, k.shop, 200, 0, 4);
	shelf_allocate(&k);
	stands(&k, gone, 2, 3);
	stands(&k, other, 3, 1);
	shelf_sql(&k, "update orders set state = 'void' where id = #", gone);
	CHECK_EQ(shelf_faults(&k), 1); /* the auditor sees a void order that holds stock */
	shelf_drop(&k, gone);
	stands(&k, gone, 0, 0);
	CHECK_EQ(shelf_units(&k, gone, "waiting", &pieces), 0);
	shelf_allocate(&k);
	stands(&k, other, 0, 4);
	shelf_drop(&k, gone); /* twice is once */
	shelf_is_right(&k);
}

ON_BOTH(what_left_at_the_channel_leaves_the_shelf_and_the_rest_is_short)
{
	struct shelf k;
	int64_t order, pieces;
	struct balance b;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 2);
	order = shelf_order(&k, k.shop, 0, 0, 2);
	shelf_serve(&k, &order, 1);
	shelf_more(&k, order, 0, 0, 4);
	shelf_receive(&k, k.home, 0, 1); /* free when it leaves */
	shelf_sql(&k, "update orders set state = 'marked_shipped' where id = #", order);
	shelf_ship(&k, order);
	b = shelf_balance(&k, k.home, 0);
	CHECK_EQ(b.on_shelf, 0);
	CHECK_EQ(b.reserved, 0);
	CHECK_EQ(b.shortfall, 3);
	stands(&k, order, 0, 0);
	shelf_units(&k, order, "dispatched", &pieces);
	CHECK_EQ(pieces, 6);
	shelf_ship(&k, order); /* twice is once */
	CHECK_EQ(shelf_balance(&k, k.home, 0).shortfall, 3);
	shelf_is_right(&k);
}

static enum err follow(struct scope *s, void *arg) { return stock_follow(s, arg); }

ON_BOTH(one_turn_drops_ships_and_serves)
{
	struct shelf k;
	int64_t gone, left, fresh;
	struct stock_news n;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 5);
	gone = shelf_order(&k, k.shop, 0, 0, 3);
	left = shelf_order(&k, k.shop, 0, 0, 2);
	shelf_allocate(&k);
	fresh = shelf_order(&k, k.shop, 0, 0, 3);
	n = (struct stock_news){ .fresh = &fresh,
				 .dropped = &gone,
				 .shipped = &left,
				 .fresh_count = 1,
				 .dropped_count = 1,
				 .shipped_count = 1 };
	CHECK_OK(db_transact(s, follow, &n));
	stands(&k, gone, 0, 0);
	stands(&k, left, 0, 0);
	stands(&k, fresh, 0, 3);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 3);
	shelf_is_right(&k);
}

ON_BOTH(cancelled_pieces_leave_what_waits_first_and_then_what_is_reserved)
{
	struct shelf k;
	int64_t order;
	struct sql_stock_units_rows units;
	struct stock_less less = { .was = 6, .now = 5 };
	struct stock_news n = { .lessened = &less, .lessened_count = 1 };

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 4);
	less.order_id = order = shelf_order(&k, k.shop, 0, 0, 6);
	shelf_allocate(&k);
	stands(&k, order, 2, 4);
	CHECK_OK(sql_stock_units(s, (struct sql_stock_units){ .order_ids = &order, .order_ids_count = 1 }, &units));
	less.line = units.at[0].line;
	CHECK_OK(db_transact(s, follow, &n));
	stands(&k, order, 1, 4);
	less.was = 5;
	less.now = 2;
	CHECK_OK(db_transact(s, follow, &n));
	stands(&k, order, 0, 2);
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, 2);
	less.was = 2;
	less.now = 0;
	CHECK_OK(db_transact(s, follow, &n));
	stands(&k, order, 0, 0);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 4);
	shelf_is_right(&k);
}

struct unpaid {
	int64_t before;
	bool more;
};

static enum err take_back(struct scope *s, void *arg)
{
	struct unpaid *x = arg;

	return stock_release_unpaid(s, x->before, &x->more);
}

ON_BOTH(an_unpaid_order_holds_stock_for_so_long_and_is_served_again_once_it_is_paid)
{
	struct shelf k;
	struct unpaid x = { 0 };
	int64_t order;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 5);
	order = shelf_order(&k, k.shop, 0, 0, 3);
	shelf_sql(&k, "update orders set payment_status = 'unpaid' where id = #", order);
	shelf_allocate(&k);
	stands(&k, order, 0, 3);
	x.before = shelf_head(&k, order).reserved_at - 1;
	CHECK_OK(db_transact(s, take_back, &x));
	stands(&k, order, 0, 3);
	x.before++;
	CHECK_OK(db_transact(s, take_back, &x));
	stands(&k, order, 3, 0);
	shelf_allocate(&k);
	stands(&k, order, 3, 0);
	shelf_sql(&k, "update orders set payment_status = 'paid' where id = #", order);
	shelf_allocate(&k);
	stands(&k, order, 0, 3);
	CHECK_OK(db_transact(s, take_back, &x));
	stands(&k, order, 0, 3);
	shelf_is_right(&k);
}

ON_BOTH(more_units_than_a_portion_are_served_in_turns)
{
	enum { ORDERS = 700 };
	struct shelf k;
	int64_t first = 0, last = 0;

	shelf_open(s, &k);
	for (int i = 0; i < ORDERS; i++) {
		last = shelf_order(&k, k.shop, 1000 + i, 0, 1);
		first = first ? first : last;
	}
	shelf_receive(&k, k.home, 0, ORDERS - 1);
	shelf_allocate(&k);
	stands(&k, first, 0, 1);
	stands(&k, last, 1, 0);
	CHECK_EQ(shelf_balance(&k, k.home, 0).reserved, ORDERS - 1);
	shelf_is_right(&k);
}
