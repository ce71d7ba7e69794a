/* work/import_orders.c - files of orders: rows of one number, one after another, are one order; a cell may pack several SKUs. */
#include "base/money.h"
#include "base/scope.h"
#include "core/sku_map.h"
#include "store/sql.h"
#include "work/hand.h"
#include "work/import.h"

enum {
	NUMBER,
	NAME,
	PHONE,
	ADDRESS,
	COUNTRY,
	POSTCODE,
	METHOD,
	REMARK,
	PAID,
	SHIP_BY,
	PLACED,
	CURRENCY,
	HEAD, /* those before belong to the order, those behind to the line */
	SKU = HEAD,
	TITLE,
	QUANTITY,
	PRICE,
	COLUMNS
};
enum { PACKED_MAX = 200 };

static const struct import_column columns[COLUMNS] = {
	[NUMBER] = { "number", true, HAND_NUMBER_MAX,
		     "order|order number|order no|order id|order sn|订单号|订单编号|номер|номер заказа|заказ",
		     "Its number; rows of one number, one after another, are one order." },
	[NAME] = { "name", false, HAND_TEXT_MAX,
		   "recipient|receiver|consignee|buyer|收件人|收货人|姓名|получатель|имя|фио", "Who receives it." },
	[PHONE] = { "phone", false, HAND_TEXT_MAX, "mobile|telephone|tel|电话|手机|手机号|телефон", "Phone." },
	[ADDRESS] = { "address", false, HAND_TEXT_MAX, "full address|street|地址|收货地址|详细地址|адрес",
		      "The whole address." },
	[COUNTRY] = { "country", false, 2, "country code|国家|国家代码|страна", "ISO 3166 alpha-2." },
	[POSTCODE] = { "postcode", false, HAND_NUMBER_MAX,
		       "zip|zip code|postal code|邮编|邮政编码|индекс|почтовый индекс", "Postal code." },
	[METHOD] = { "delivery_method", false, HAND_TEXT_MAX,
		     "delivery|shipping|shipping method|carrier|物流方式|配送方式|доставка|способ доставки",
		     "How it is delivered." },
	[REMARK] = { "remark", false, HAND_TEXT_MAX, "note|comment|message|备注|留言|примечание|комментарий",
		     "A note." },
	[PAID] = { "paid", false, 10, "payment|payment status|付款|付款状态|是否付款|оплачен|оплата",
		   "yes or no; yes where it is empty." },
	[SHIP_BY] = { "ship_by", false, 40, "ship by|deadline|due|最晚发货时间|发货截止|отправить до|срок",
		      "The last moment to ship." },
	[PLACED] = { "placed", false, 40, "date|order date|placed at|created|下单时间|日期|дата|дата заказа",
		     "When it was placed; now where it is empty." },
	[CURRENCY] = { "currency", false, 3, "币种|货币|валюта", "ISO 4217; the shop's where it is empty." },
	[SKU] = { "sku", true, 4000, "platform sku|item|item sku|seller sku|商品编码|货号|артикул|товар",
		  "What is sold: a SKU, or several packed as SKU*2;OTHER*1." },
	[TITLE] = { "title", false, HAND_TEXT_MAX, "product|product name|item name|商品名称|品名|название",
		    "What it is." },
	[QUANTITY] = { "quantity", false, 12, "qty|pieces|count|amount|数量|件数|количество|кол-во",
		       "Pieces; 1 where it is empty." },
	[PRICE] = { "price", false, 30, "unit price|单价|价格|цена", "The price of one piece." },
};

struct state {
	struct shop shop;
	struct text why;  /* "file 4711": by which an order is known again that this file has made */
	struct text last; /* the number of the row before */
	int64_t last_row;
};

struct row { /* what `read` makes of a row */
	struct hand_line *lines;
	size_t line_count;
	int64_t ship_by, placed;
	bool paid;
};

static enum err begin(struct scope *s, struct import *im)
{
	struct state *st = arena_alloc(import_arena(im), sizeof *st);

	*st = (struct state){ .why = text_format(import_arena(im), "file %lld", (long long)import_id(im)) };
	if (!import_shop(im))
		return fail(s, ERR_BAD_REQUEST, "say by \"shop\" to which shop the orders belong");
	TRY(hand_shop(s, import_shop(im), &st->shop));
	import_keep(im, st);
	return OK;
}

/* ---- a row by itself ---- */

static struct text currency_of(const struct import *im, const struct import_row *row)
{
	const struct state *st = import_state(im);

	return row->cells[CURRENCY].size ? row->cells[CURRENCY] : st->shop.currency;
}

static void read_price(struct scope *s, struct import *im, struct import_row *row, struct row *r)
{
	struct text price = row->cells[PRICE], currency = currency_of(im, row);
	int64_t minor;

	if (price.size == 0)
		return;
	if (r->line_count != 1)
		import_fault(im, row, PRICE, ERR_CELL_WRONG, "a price belongs to one SKU, but the cell packs %zu",
			     r->line_count);
	else if (currency_exponent(currency) < 0)
		import_fault(im, row, PRICE, ERR_CURRENCY_UNKNOWN,
			     "a price needs a currency that is known: give the column \"currency\", or the shop one");
	else if (money_parse(s, price, currency, &minor) != OK)
		import_fault(im, row, PRICE, ERR_BAD_MONEY, "%.*s", TEXT_ARG(s->words));
	else {
		r->lines[0].has_price = true;
		r->lines[0].price_minor = minor;
	}
}

/* "A", "A*2" or "A*2;B": the quantity of the cell goes before the column's. */
static void read_lines(struct scope *s, struct import *im, struct import_row *row, struct row *r)
{
	struct map_item *items = ARENA_ARRAY(s->arena, struct map_item, PACKED_MAX);
	struct text fault;
	int64_t quantity = 1;

	(void)import_int(im, row, QUANTITY, 1, HAND_QUANTITY_MAX, 1, &quantity);
	fault = map_unpack(s->arena, row->cells[SKU], PACKED_MAX, items, &r->line_count);
	if (fault.at || r->line_count == 0) {
		import_fault(im, row, SKU, ERR_CELL_WRONG, "%.*s: write a SKU, or several as SKU*2;OTHER*1",
			     TEXT_ARG(fault.at ? fault : TEXT("there is no SKU")));
		r->line_count = 0;
		return;
	}
	r->lines = ARENA_ARRAY(s->arena, struct hand_line, r->line_count);
	for (size_t i = 0; i < r->line_count; i++)
		r->lines[i] = (struct hand_line){ .sku = items[i].name,
						  .title = r->line_count == 1 ? row->cells[TITLE] : TEXT(""),
						  .quantity = items[i].quantity ? items[i].quantity : quantity };
	if (r->line_count > 1 && row->cells[QUANTITY].size)
		import_fault(im, row, QUANTITY, ERR_CELL_WRONG,
			     "the cell packs several SKUs: write their quantities there, as SKU*2");
	read_price(s, im, row, r);
}

static enum err read(struct scope *s, struct import *im, struct import_row *row)
{
	struct state *st = import_state(im);
	struct row *r = ARENA_NEW(s->arena, struct row);
	struct text number = row->cells[NUMBER];
	size_t paid = 0;
	int64_t before;

	*r = (struct row){ 0 };
	row->value = r;
	read_lines(s, im, row, r);
	(void)import_word(im, row, PAID, "yes|no|true|false|1|0|paid|unpaid|y|n|是|否|已付款|未付款|да|нет", &paid);
	r->paid = paid % 2 == 0;
	(void)import_time(im, row, SHIP_BY, &r->ship_by);
	(void)import_time(im, row, PLACED, &r->placed);
	if (text_same(number, st->last))
		return OK;
	st->last = text_copy(import_arena(im), number);
	before = import_seen(im, number, row->number);
	if (before)
		import_fault(im, row, NUMBER, ERR_ROW_TWICE,
			     "this number stands in row %lld already: rows of one order follow one another",
			     (long long)before);
	return OK;
}

/* ---- the rows of one order ---- */

struct group {
	struct import_row *at;
	size_t count;
	bool faulty;
};

static bool next_group(struct import_rows *rows, size_t *from, struct group *g)
{
	if (*from == rows->count)
		return false;
	*g = (struct group){ .at = rows->at + *from };
	while (*from < rows->count && text_same(rows->at[*from].cells[NUMBER], g->at[0].cells[NUMBER])) {
		g->faulty |= rows->at[*from].faulty;
		g->count++;
		++*from;
	}
	return true;
}

/* What the first row says of the order, the others may leave out or repeat. */
static void agree(struct import *im, struct group *g)
{
	for (size_t i = 1; i < g->count; i++)
		for (int c = NAME; c < HEAD; c++) {
			struct text first = g->at[0].cells[c], here = g->at[i].cells[c];

			if (here.size && !text_same(first, here))
				import_fault(im, &g->at[i], c, ERR_CELL_WRONG,
					     "this differs from row %lld of the same order",
					     (long long)g->at[0].number);
		}
}

static struct hand_order order_of(struct scope *s, struct import *im, const struct group *g)
{
	const struct text *c = g->at[0].cells;
	const struct row *first = g->at[0].value;
	const struct state *st = import_state(im);
	struct hand_order o = { .number = c[NUMBER],
				.name = c[NAME],
				.phone = c[PHONE],
				.address = c[ADDRESS],
				.country = c[COUNTRY],
				.postcode = c[POSTCODE],
				.delivery_method = c[METHOD],
				.remark = c[REMARK],
				.currency = currency_of(im, &g->at[0]),
				.paid = first->paid,
				.placed = first->placed,
				.ship_by = first->ship_by,
				.why = st->why };
	size_t count = 0, all = 0;
	struct hand_line *lines;

	for (size_t i = 0; i < g->count; i++)
		all += ((const struct row *)g->at[i].value)->line_count;
	lines = ARENA_ARRAY(s->arena, struct hand_line, all + 1);
	for (size_t i = 0; i < g->count; i++) {
		const struct row *r = g->at[i].value;

		for (size_t k = 0; k < r->line_count; k++)
			lines[count++] = r->lines[k];
	}
	o.lines = lines;
	o.line_count = count;
	return o;
}

static const struct sql_hand_held_row *held(const struct sql_hand_held_rows *rows, struct text ref)
{
	for (size_t i = 0; i < rows->count; i++)
		if (text_same(rows->at[i].ref, ref))
			return &rows->at[i];
	return NULL;
}

static enum err find_held(struct scope *s, struct import *im, struct import_rows *rows, struct sql_hand_held_rows *out)
{
	const struct state *st = import_state(im);
	struct text *refs = ARENA_ARRAY(s->arena, struct text, rows->count + 1);
	size_t from = 0, count = 0;
	struct group g;

	while (next_group(rows, &from, &g))
		refs[count++] = g.at[0].cells[NUMBER];
	return sql_hand_held(s, (struct sql_hand_held){ .shop_id = st->shop.id, .refs = refs, .refs_count = count },
			     out);
}

/* A fault of one row is a fault of its order. */
static void spread(struct import *im, struct group *g)
{
	int64_t bad = 0;

	for (size_t i = 0; i < g->count && !bad; i++)
		bad = g->at[i].faulty ? g->at[i].number : 0;
	for (size_t i = 0; i < g->count && bad; i++)
		if (!g->at[i].faulty)
			import_fault(im, &g->at[i], -1, ERR_CELL_WRONG, "row %lld of the same order is faulty",
				     (long long)bad);
}

static enum err check(struct scope *s, struct import *im, struct import_rows *rows)
{
	const struct state *st = import_state(im);
	struct sql_hand_held_rows there;
	size_t from = 0;
	struct group g;

	TRY(find_held(s, im, rows, &there));
	while (next_group(rows, &from, &g)) {
		const struct sql_hand_held_row *was = held(&there, g.at[0].cells[NUMBER]);

		agree(im, &g);
		if (was && !text_same(was->why, st->why))
			import_fault(im, &g.at[0], NUMBER, ERR_DUPLICATE,
				     "the shop has an order of this number already");
		if (!g.faulty) {
			struct hand_order o = order_of(s, im, &g);
			enum err e = hand_order_check(s, &o);

			if (e != OK)
				import_fault(im, &g.at[0], -1, e, "%.*s", TEXT_ARG(s->words));
		}
		spread(im, &g);
	}
	return OK;
}

/* Each order in a transaction of its own; one that this file has made before is made. */
static enum err take(struct scope *s, struct import *im, struct import_rows *rows)
{
	const struct state *st = import_state(im);
	struct sql_hand_held_rows there;
	size_t from = 0;
	struct group g;

	TRY(find_held(s, im, rows, &there));
	while (next_group(rows, &from, &g)) {
		const struct sql_hand_held_row *was = held(&there, g.at[0].cells[NUMBER]);
		struct hand_made made;
		struct hand_order o;
		enum err e;

		if (g.faulty || was)
			continue;
		o = order_of(s, im, &g);
		e = hand_order_make(import_node(im), s, &st->shop, &o, "file", &made);
		if (e == ERR_DUPLICATE)
			import_fault(im, &g.at[0], NUMBER, e, "the shop has an order of this number already");
		else
			TRY(e);
		spread(im, &g);
	}
	return OK;
}

const struct import_kind import_orders = { .name = "orders",
					   .columns = columns,
					   .column_count = COLUMNS,
					   .together = NUMBER,
					   .by_itself = true,
					   .people = true,
					   .begin = begin,
					   .read = read,
					   .check = check,
					   .take = take };
