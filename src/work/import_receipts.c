/* work/import_receipts.c - files of goods that came, or that were there at the beginning.
 *
 * Rows of one number are one receipt; rows without a number that go to the same warehouse from the same supplier are one
 * for each batch. Stock has transactions of its own, so each receipt carries which file and row it is of: one that was
 * booked by a task that was cut off is known again. */
#include "base/scope.h"
#include "store/sql.h"
#include "work/import.h"
#include "work/sku.h"
#include "work/stock.h"
#include "work/warehouse.h"

enum { CODE, QUANTITY, WAREHOUSE, KIND, SUPPLIER, NUMBER, COLUMNS };
enum { QUANTITY_MAX = 10000000, NUMBER_MAX = 60 };

static const struct import_column columns[COLUMNS] = {
	[CODE] = { "code", true, SKU_CODE_MAX, "sku|sku code|oms sku|article|货号|商品编码|系统sku|артикул|код",
		   "The article's code." },
	[QUANTITY] = { "quantity", true, 12, "qty|pieces|stock|amount|数量|库存|количество|кол-во|остаток", "Pieces." },
	[WAREHOUSE] = { "warehouse", false, WAREHOUSE_CODE_MAX, "warehouse code|location|仓库|仓库编码|склад",
			"The warehouse's code; may be left out where there is one." },
	[KIND] = { "kind", false, 10, "type|类型|тип",
		   "opening (stock at the beginning) or receipt, which it is unless said." },
	[SUPPLIER] = { "supplier", false, RECEIPT_TEXT_MAX, "vendor|from|供应商|поставщик", "From whom." },
	[NUMBER] = { "number", false, NUMBER_MAX, "receipt|receipt number|delivery note|入库单号|单号|номер|накладная",
		     "The number of the delivery note: its rows stand together and are one receipt." },
};

struct state {
	struct sql_warehouse_list_rows warehouses;
	int64_t usual;        /* where the file does not say; 0: it must */
	struct text number;   /* of the rows before … */
	size_t count;         /* … and how many there are */
	int64_t first;        /* the first of them */
	int64_t warehouse_id; /* what they say */
	bool opening;
	struct text supplier;
};

struct item {
	int64_t warehouse_id, quantity, sku_id;
	bool opening;
};

static bool serves(const struct sql_warehouse_list_row *w)
{
	return text_is(w->kind, "own") && text_is(w->state, "active");
}

static enum err begin(struct scope *s, struct import *im)
{
	struct state *t = ARENA_NEW(import_arena(im), struct state);
	struct warehouse w;
	size_t count = 0;

	import_keep(im, t);
	TRY(sql_warehouse_list(s, (struct sql_warehouse_list){ .max = WAREHOUSES_MAX }, &t->warehouses));
	for (size_t i = 0; i < t->warehouses.count; i++)
		if (serves(&t->warehouses.at[i]) && ++count == 1)
			t->usual = t->warehouses.at[i].id;
	if (count > 1)
		t->usual = 0;
	if (import_warehouse(im)) {
		TRY(warehouse_get(s, import_warehouse(im), &w));
		t->usual = w.id;
	}
	return OK;
}

static void read_warehouse(struct import *im, struct import_row *row, struct item *v)
{
	const struct state *t = import_state(im);
	struct text code = row->cells[WAREHOUSE];

	v->warehouse_id = t->usual;
	if (code.size == 0 && !t->usual)
		import_fault(im, row, WAREHOUSE, ERR_CELL_EMPTY, "say which warehouse: there is not exactly one");
	if (code.size == 0)
		return;
	for (size_t i = 0; i < t->warehouses.count; i++) {
		const struct sql_warehouse_list_row *w = &t->warehouses.at[i];

		if (!text_same(w->code, code))
			continue;
		v->warehouse_id = w->id;
		if (!text_is(w->state, "active"))
			import_fault(im, row, WAREHOUSE, ERR_WAREHOUSE_CLOSED, "this warehouse is closed");
		else if (!text_is(w->kind, "own"))
			import_fault(im, row, WAREHOUSE, ERR_CELL_WRONG,
				     "this warehouse is its channel's: it counts itself");
		return;
	}
	import_fault(im, row, WAREHOUSE, ERR_WAREHOUSE_UNKNOWN, "there is no such warehouse");
}

/* The rows of one number stand together, say the same, and are not too many. */
static void read_number(struct import *im, struct import_row *row, const struct item *v)
{
	struct state *t = import_state(im);
	struct text number = row->cells[NUMBER];
	int64_t before;

	if (number.size == 0 || !text_same(number, t->number)) {
		t->number = text_copy(import_arena(im), number);
		t->supplier = text_copy(import_arena(im), row->cells[SUPPLIER]);
		t->count = 0;
		t->first = row->number;
		t->warehouse_id = v->warehouse_id;
		t->opening = v->opening;
		before = number.size ? import_seen(im, number, row->number) : 0;
		if (before)
			import_fault(im, row, NUMBER, ERR_ROW_TWICE,
				     "this number stands in row %lld already: its rows must follow each other",
				     (long long)before);
	}
	t->count++;
	if (number.size == 0)
		return;
	if (t->count > RECEIPT_ITEMS_MAX)
		import_fault(im, row, NUMBER, ERR_TOO_LARGE, "a receipt has at most %d rows", RECEIPT_ITEMS_MAX);
	else if (t->warehouse_id != v->warehouse_id || t->opening != v->opening ||
		 !text_same(t->supplier, row->cells[SUPPLIER]))
		import_fault(im, row, NUMBER, ERR_CELL_WRONG,
			     "row %lld has this number with another warehouse, kind or supplier", (long long)t->first);
}

static enum err read(struct scope *s, struct import *im, struct import_row *row)
{
	struct item *v = ARENA_NEW(s->arena, struct item);
	size_t kind;

	row->value = v;
	(void)import_int(im, row, QUANTITY, 1, QUANTITY_MAX, 0, &v->quantity);
	(void)import_word(im, row, KIND, "receipt|opening", &kind);
	v->opening = kind == 1;
	read_warehouse(im, row, v);
	read_number(im, row, v);
	return OK;
}

/* ---- against the database ---- */

static enum err check_skus(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct text *codes = ARENA_ARRAY(s->arena, struct text, rows->count);
	struct sku_known_list known;

	for (size_t i = 0; i < rows->count; i++)
		codes[i] = rows->at[i].cells[CODE];
	TRY(skus_by_code(s, codes, rows->count, &known));
	for (size_t i = 0; i < rows->count; i++) {
		const struct sku_known *k = sku_known_find(&known, codes[i]);

		if (rows->at[i].faulty)
			continue;
		if (!k)
			import_fault(im, &rows->at[i], CODE, ERR_SKU_UNKNOWN, "there is no such SKU: make it first");
		else if (k->archived)
			import_fault(im, &rows->at[i], CODE, ERR_SKU_ARCHIVED, "this SKU is archived");
		else
			((struct item *)rows->at[i].value)->sku_id = k->id;
	}
	return OK;
}

/* Which file and row a receipt is of. */
static struct text mark_of(struct scope *s, const struct import *im, const struct import_row *row)
{
	return text_format(s->arena, "row %lld, import %lld", (long long)row->number, (long long)import_id(im));
}

static bool of_this_import(struct scope *s, const struct import *im, struct text note)
{
	return text_ends(note, text_format(s->arena, ", import %lld", (long long)import_id(im)).at);
}

static const struct sql_receipts_numbered_row *numbered(const struct sql_receipts_numbered_rows *rows,
							struct text number)
{
	for (size_t i = 0; i < rows->count; i++)
		if (text_same(rows->at[i].number, number))
			return &rows->at[i];
	return NULL;
}

static enum err find_numbers(struct scope *s, const struct text *numbers, size_t count,
			     struct sql_receipts_numbered_rows *out)
{
	*out = (struct sql_receipts_numbered_rows){ 0 };
	return count ? sql_receipts_numbered(s, (struct sql_receipts_numbered){ numbers, count }, out) : OK;
}

static enum err check(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct text *numbers = ARENA_ARRAY(s->arena, struct text, rows->count);
	struct sql_receipts_numbered_rows there;
	size_t count = 0;

	TRY(check_skus(s, im, rows));
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].cells[NUMBER].size &&
		    (!count || !text_same(numbers[count - 1], rows->at[i].cells[NUMBER])))
			numbers[count++] = rows->at[i].cells[NUMBER];
	TRY(find_numbers(s, numbers, count, &there));
	for (size_t i = 0; i < rows->count && there.count; i++) {
		const struct sql_receipts_numbered_row *r = numbered(&there, rows->at[i].cells[NUMBER]);

		if (r && !rows->at[i].faulty && !of_this_import(s, im, r->note))
			import_fault(im, &rows->at[i], NUMBER, ERR_DUPLICATE,
				     "the receipt of this number is booked already");
	}
	return OK;
}

/* ---- booking ---- */

struct booking {
	struct receipt_new receipt;
	struct import_row *first; /* of its rows, whether they are good or not */
	struct text key;          /* what makes rows without a number one receipt */
	struct receipt_item *items;
	size_t *rows; /* where its items come from */
	size_t room;
};

/* The receipt that a row belongs to, as the file alone says. */
static struct booking *booking_of(struct scope *s, struct booking *all, size_t *count, struct import_row *row)
{
	const struct item *v = row->value;
	struct text number = row->cells[NUMBER], key = number;
	struct booking *b;

	if (number.size == 0)
		key = text_format(s->arena, "%lld %d\n%.*s", (long long)v->warehouse_id, v->opening,
				  TEXT_ARG(row->cells[SUPPLIER]));
	for (size_t i = *count; i-- > 0;)
		if ((all[i].receipt.number.size > 0) == (number.size > 0) && text_same(all[i].key, key))
			return &all[i];
	b = &all[(*count)++];
	*b = (struct booking){ .first = row, .key = key };
	b->receipt.kind = v->opening ? TEXT("opening") : TEXT("receipt");
	b->receipt.warehouse_id = v->warehouse_id;
	b->receipt.supplier = row->cells[SUPPLIER];
	b->receipt.number = number;
	return b;
}

/* Its rows are faulty after all: another was quicker, or what they name has changed. */
static enum err refuse(struct scope *s, struct import *im, struct import_rows *rows, const struct booking *b,
		       enum err e)
{
	if (e == OK || err_retry(e) != RETRY_NEVER || err_status(e) >= 500 || e == ERR_CONFLICT)
		return e;
	for (size_t i = 0; i < b->receipt.count; i++)
		import_fault(im, &rows->at[b->rows[i]], -1, e, "%.*s", TEXT_ARG(s->words));
	return OK;
}

static enum err book(struct scope *s, struct import *im, struct import_rows *rows, struct booking *b)
{
	struct text mark = mark_of(s, im, b->first);
	struct sql_receipts_numbered_rows there;

	if (b->receipt.count == 0)
		return OK;
	if (b->receipt.number.size == 0)
		b->receipt.number = text_format(s->arena, "I-%llx-%lld", (unsigned long long)import_id(im),
						(long long)b->first->number);
	b->receipt.note = mark;
	TRY(find_numbers(s, &b->receipt.number, 1, &there));
	if (there.count && of_this_import(s, im, there.at[0].note))
		return OK; /* the task was cut off behind it */
	return refuse(s, im, rows, b, stock_receive(s, &b->receipt));
}

/* Faulty in itself, today as in any run before. */
static bool says_nothing(const struct import_row *row)
{
	return !row->value || ((const struct item *)row->value)->warehouse_id == 0;
}

static void put(struct scope *s, struct booking *b, const struct import_rows *rows, size_t i)
{
	const struct item *v = rows->at[i].value;

	if (!b->items) {
		b->items = ARENA_ARRAY(s->arena, struct receipt_item, b->room);
		b->rows = ARENA_ARRAY(s->arena, size_t, b->room);
		b->receipt.items = b->items;
	}
	b->rows[b->receipt.count] = i;
	b->items[b->receipt.count++] = (struct receipt_item){ v->sku_id, v->quantity };
}

static enum err take(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct booking *all = ARENA_ARRAY(s->arena, struct booking, rows->count);
	struct booking **of = ARENA_ARRAY(s->arena, struct booking *, rows->count);
	size_t count = 0;
	enum err e = OK;

	for (size_t i = 0; i < rows->count; i++)
		if (!says_nothing(&rows->at[i])) {
			of[i] = booking_of(s, all, &count, &rows->at[i]);
			of[i]->room++;
		}
	for (size_t i = 0; i < rows->count; i++)
		if (of[i] && !rows->at[i].faulty)
			put(s, of[i], rows, i);
	for (size_t i = 0; i < count && e == OK; i++)
		e = book(s, im, rows, &all[i]);
	return e;
}

const struct import_kind import_receipts = { .name = "receipts",
					     .columns = columns,
					     .column_count = COLUMNS,
					     .together = NUMBER,
					     .by_itself = true,
					     .begin = begin,
					     .read = read,
					     .check = check,
					     .take = take };
