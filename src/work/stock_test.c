/* work/stock_test.c - goods come, are counted and corrected; what cannot be is refused with its reason and changes nothing. */
#include "base/instant.h"
#include "work/stock_try.h"
#include <stdio.h>
#include <string.h>

static struct receipt_new receipt_of(struct shelf *k, struct receipt_item *items, size_t count)
{
	return (struct receipt_new){ .kind = TEXT("receipt"), .warehouse_id = k->home, .items = items, .count = count };
}

ON_BOTH(what_is_received_lies_on_the_shelf_and_stands_in_the_ledger)
{
	struct shelf k;
	struct receipt_item items[] = { { 0, 5 }, { 0, 7 }, { 0, 1 } };
	struct receipt_new r;
	struct sql_receipt_lines_of_rows lines;
	struct sql_receipt_get_row head;

	shelf_open(s, &k);
	items[0].sku_id = items[2].sku_id = k.skus[0]; /* a SKU may come twice */
	items[1].sku_id = k.skus[1];
	r = receipt_of(&k, items, 3);
	r.supplier = TEXT("Supplier 行");
	CHECK_OK(stock_receive(s, &r));
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 6);
	CHECK_EQ(shelf_balance(&k, k.home, 1).on_shelf, 7);
	CHECK_OK(sql_receipt_get(s, (struct sql_receipt_get){ .id = r.id }, &head));
	CHECK_EQ(head.pieces, 13);
	CHECK_TEXT(head.supplier, "Supplier 行");
	CHECK_OK(sql_receipt_lines_of(s, (struct sql_receipt_lines_of){ .receipt_id = r.id }, &lines));
	CHECK_EQ(lines.count, 3);
	CHECK_TEXT(lines.at[1].code, "SKU-1");
	CHECK_OK(stock_receive(s, &r)); /* the same one again, as after a commit that was not heard of */
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 6);
	shelf_is_right(&k);
}

ON_BOTH(receipts_without_a_number_get_ours_one_after_the_other_in_the_tenants_day)
{
	struct shelf k;
	struct receipt_item item;
	struct instant_parts p;
	char wanted[32];

	shelf_open(s, &k);
	item = (struct receipt_item){ k.skus[0], 1 };
	for (int i = 1; i <= 3; i++) {
		struct receipt_new r = receipt_of(&k, &item, 1);

		CHECK_OK(stock_receive(s, &r));
		p = instant_parts(s->now);
		snprintf(wanted, sizeof wanted, "R-%02d%02d%02d-%05d", p.year % 100, p.month, p.day, i);
		CHECK_TEXT(r.number, wanted);
	}
	shelf_sql(&k, "update tenants set zone = '+14:00'", 0);
	struct receipt_new east = receipt_of(&k, &item, 1);
	CHECK_OK(stock_receive(s, &east));
	p = instant_parts(s->now + 14 * HOUR_MS);
	snprintf(wanted, sizeof wanted, "R-%02d%02d%02d-", p.year % 100, p.month, p.day);
	CHECK(text_starts(east.number, wanted));
}

ON_BOTH(a_receipt_that_cannot_be_is_refused_and_takes_no_number)
{
	struct shelf k;
	struct receipt_item item, many[RECEIPT_ITEMS_MAX + 1] = { { 0 } };
	struct receipt_new r, good;
	static const int64_t wrong[] = { 0, -1, MOVE_MOST + 1, INT64_MAX, INT64_MIN };

	shelf_open(s, &k);
	item = (struct receipt_item){ k.skus[0], 1 };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		item.quantity = wrong[i];
		r = receipt_of(&k, &item, 1);
		CHECK_ERR(stock_receive(s, &r), ERR_BAD_NUMBER);
	}
	item = (struct receipt_item){ 99, 1 };
	r = receipt_of(&k, &item, 1);
	CHECK_ERR(stock_receive(s, &r), ERR_SKU_UNKNOWN);
	CHECK(strstr(s->words.at, "line 1"));
	item.sku_id = k.skus[0];
	r = receipt_of(&k, &item, 1);
	r.warehouse_id = 99;
	CHECK_ERR(stock_receive(s, &r), ERR_WAREHOUSE_UNKNOWN);
	r.warehouse_id = k.closed;
	CHECK_ERR(stock_receive(s, &r), ERR_WAREHOUSE_CLOSED);
	r.warehouse_id = k.channel;
	CHECK_ERR(stock_receive(s, &r), ERR_WAREHOUSE_CHANNEL);
	r = receipt_of(&k, &item, 0);
	CHECK_ERR(stock_receive(s, &r), ERR_BAD_REQUEST);
	r = receipt_of(&k, many, RECEIPT_ITEMS_MAX + 1);
	CHECK_ERR(stock_receive(s, &r), ERR_TOO_LARGE);
	r = receipt_of(&k, &item, 1);
	r.kind = TEXT("gift");
	CHECK_ERR(stock_receive(s, &r), ERR_BAD_REQUEST);
	r = receipt_of(&k, &item, 1);
	r.number = TEXT("DN-7");
	CHECK_OK(stock_receive(s, &r));
	r.id = 0;
	CHECK_ERR(stock_receive(s, &r), ERR_DUPLICATE);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 1);
	good = receipt_of(&k, &item, 1);
	CHECK_OK(stock_receive(s, &good));
	CHECK(text_ends(good.number, "-00001")); /* no number was lost by what was refused */
}

ON_BOTH(a_thousand_lines_are_one_receipt)
{
	struct shelf k;
	struct receipt_item items[RECEIPT_ITEMS_MAX];
	struct receipt_new r;

	shelf_open(s, &k);
	for (int i = 0; i < RECEIPT_ITEMS_MAX; i++)
		items[i] = (struct receipt_item){ k.skus[i % TRY_SKUS], MOVE_MOST };
	r = receipt_of(&k, items, RECEIPT_ITEMS_MAX);
	CHECK_OK(stock_receive(s, &r));
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, INT64_C(334) * MOVE_MOST);
	shelf_is_right(&k);
}

static struct stock_adjust change(struct shelf *k, enum adjust_kind kind, int64_t quantity)
{
	return (struct stock_adjust){ .warehouse_id = k->home,
				      .sku_id = k->skus[0],
				      .kind = kind,
				      .quantity = quantity,
				      .why = TEXT("broken box") };
}

static void adjust(struct shelf *k, enum adjust_kind kind, int64_t quantity)
{
	struct stock_adjust a = change(k, kind, quantity);

	CHECK_OK(stock_adjust(k->s, &a));
}

static void refused(struct shelf *k, enum adjust_kind kind, int64_t quantity, enum err code, const char *words)
{
	struct stock_adjust a = change(k, kind, quantity);
	struct balance before = shelf_balance(k, k->home, 0), after;

	CHECK_ERR(stock_adjust(k->s, &a), code);
	if (!strstr(k->s->words.at, words))
		check_failed(__FILE__, __LINE__, "\"%s\" does not say \"%s\"", k->s->words.at, words);
	after = shelf_balance(k, k->home, 0);
	CHECK(balance_same(&before, &after));
}

ON_BOTH(people_correct_a_balance_and_are_told_how_many_are_reserved)
{
	struct shelf k;
	int64_t order;

	shelf_open(s, &k);
	shelf_receive(&k, k.home, 0, 10);
	order = shelf_order(&k, k.shop, 0, 0, 4);
	shelf_serve(&k, &order, 1);
	adjust(&k, ADJUST_SHELF, -2);
	adjust(&k, ADJUST_DAMAGE, 2);
	adjust(&k, ADJUST_QUARANTINE, 1);
	refused(&k, ADJUST_SHELF, -2, ERR_STOCK_SHORT,
		"5 are on the shelf and 4 of them are reserved for orders: release 1");
	refused(&k, ADJUST_DAMAGE, 3, ERR_STOCK_SHORT, "release 2 of these first");
	refused(&k, ADJUST_REPAIR, 3, ERR_STOCK_SHORT, "2 are damaged");
	refused(&k, ADJUST_SCRAP, 3, ERR_STOCK_SHORT, "2 are damaged");
	refused(&k, ADJUST_RELEASE, 2, ERR_STOCK_SHORT, "1 are in quarantine");
	refused(&k, ADJUST_SHELF, 0, ERR_BAD_NUMBER, "and not 0");
	refused(&k, ADJUST_SHELF, MOVE_MOST + 1, ERR_BAD_NUMBER, "whole number");
	refused(&k, ADJUST_DAMAGE, -1, ERR_BAD_NUMBER, "from 1 to");
	refused(&k, ADJUST_DAMAGE, INT64_MIN, ERR_BAD_NUMBER, "from 1 to");
	adjust(&k, ADJUST_REPAIR, 1);
	adjust(&k, ADJUST_SCRAP, 1);
	adjust(&k, ADJUST_RELEASE, 1);
	adjust(&k, ADJUST_SHELF, 3);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 10);
	CHECK_EQ(shelf_balance(&k, k.home, 0).damaged, 0);
	shelf_is_right(&k);
}

ON_BOTH(a_correction_says_why_and_of_what)
{
	struct shelf k;
	struct stock_adjust a;
	char why[1000];

	shelf_open(s, &k);
	a = change(&k, ADJUST_SHELF, 1);
	a.why = TEXT("");
	CHECK_ERR(stock_adjust(s, &a), ERR_BAD_REQUEST);
	memset(why, 'x', sizeof why);
	a.why = (struct text){ why, 201 };
	CHECK_ERR(stock_adjust(s, &a), ERR_BAD_REQUEST);
	a = change(&k, ADJUST_SHELF, 1);
	a.sku_id = 99;
	CHECK_ERR(stock_adjust(s, &a), ERR_SKU_UNKNOWN);
	a.sku_id = k.skus[0];
	a.warehouse_id = k.channel;
	CHECK_ERR(stock_adjust(s, &a), ERR_WAREHOUSE_CHANNEL);
	a.warehouse_id = k.closed;
	CHECK_ERR(stock_adjust(s, &a), ERR_WAREHOUSE_CLOSED);
	a.warehouse_id = 5;
	CHECK_ERR(stock_adjust(s, &a), ERR_WAREHOUSE_UNKNOWN);
	a = change(&k, ADJUST_DAMAGE, 1);
	a.is_count = true;
	CHECK_ERR(stock_adjust(s, &a), ERR_BAD_REQUEST);
}

static int64_t ver_of(struct shelf *k)
{
	struct sql_stock_balances_rows rows;

	CHECK_OK(sql_stock_balances(k->s, (struct sql_stock_balances){ .sku_ids = &k->skus[0], .sku_ids_count = 1 },
				    &rows));
	return rows.count ? rows.at[0].ver : 0;
}

/* Two people at the same SKU: both changes count; of two counts the second must look again. */
ON_BOTH(two_people_who_count_the_same_shelf_do_not_overwrite_each_other)
{
	struct shelf k;
	struct stock_adjust mine, yours;

	shelf_open(s, &k);
	mine = change(&k, ADJUST_SHELF, 7);
	mine.is_count = true;
	mine.seen_ver = 0;
	yours = mine;
	yours.quantity = 9;
	CHECK_OK(stock_adjust(s, &mine));
	CHECK_ERR(stock_adjust(s, &yours), ERR_CONFLICT);
	CHECK(strstr(s->words.at, "7 are on the shelf now"));
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 7);
	yours.seen_ver = ver_of(&k);
	CHECK_OK(stock_adjust(s, &yours));
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 9);
	adjust(&k, ADJUST_SHELF, -1);
	adjust(&k, ADJUST_SHELF, -1);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 7);
	mine.seen_ver = ver_of(&k);
	mine.quantity = 7; /* as it is: nothing is written */
	CHECK_OK(stock_adjust(s, &mine));
	CHECK_EQ(ver_of(&k), mine.seen_ver);
	mine.quantity = -1;
	CHECK_ERR(stock_adjust(s, &mine), ERR_BAD_NUMBER);
	shelf_is_right(&k);
}

/* domain.md section 6: a dispatch without stock books to shortfall, settled by the next receipt or count. */
ON_BOTH(a_shortfall_is_settled_by_the_next_receipt_or_count)
{
	struct shelf k;
	struct stock_adjust count;

	shelf_open(s, &k);
	shelf_ship(&k, shelf_order(&k, k.shop, 0, 0, 5));
	CHECK_EQ(shelf_balance(&k, k.home, 0).shortfall, 5);
	shelf_receive(&k, k.home, 0, 3);
	CHECK_EQ(shelf_balance(&k, k.home, 0).shortfall, 2);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 0);
	shelf_is_right(&k);
	count = change(&k, ADJUST_SHELF, 6);
	count.is_count = true;
	count.seen_ver = ver_of(&k);
	CHECK_OK(stock_adjust(s, &count));
	CHECK_EQ(shelf_balance(&k, k.home, 0).shortfall, 0);
	CHECK_EQ(shelf_balance(&k, k.home, 0).on_shelf, 6);
	shelf_is_right(&k);
}
