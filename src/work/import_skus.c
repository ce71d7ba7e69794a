/* work/import_skus.c - files of articles: a code that is there changes its article, where the file says something. */
#include "base/id.h"
#include "base/scope.h"
#include "store/sql.h"
#include "work/import.h"
#include "work/sku.h"

enum { CODE, TITLE, BARCODE, WEIGHT, TAX, OFFER, STATE, COLUMNS };

static const struct import_column columns[COLUMNS] = {
	[CODE] = { "code", true, SKU_CODE_MAX,
		   "sku|sku code|oms sku|item code|article|货号|商品编码|系统sku|артикул|код",
		   "What is stuck on the goods." },
	[TITLE] = { "title", false, SKU_TITLE_MAX,
		    "name|product name|description|名称|商品名称|品名|标题|название|наименование", "What it is." },
	[BARCODE] = { "barcode", false, SKU_BARCODE_MAX, "ean|upc|gtin|条码|条形码|штрихкод|штрих-код",
		      "Its barcode." },
	[WEIGHT] = { "weight_g", false, 12, "weight|weight g|grams|重量|重量g|重量克|вес|вес г", "Grams." },
	[TAX] = { "tax_class", false, SKU_TAX_MAX, "tax|vat|税类|税率类别|налог|ндс", "Its tax class." },
	[OFFER] = { "supplier_offer", false, SKU_OFFER_MAX,
		    "supplier|supplier link|offer|供应商链接|采购链接|поставщик", "Where it is bought." },
	[STATE] = { "state", false, 10, "status|状态|статус", "active or archived." },
};

/* The text of a cell that people see on one line. */
static bool one_line(struct import *im, struct import_row *row, int column)
{
	struct text t = row->cells[column];

	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] < ' ' || t.at[i] == 0x7f) {
			import_fault(im, row, column, ERR_CELL_WRONG,
				     "this must be one line without control characters");
			return false;
		}
	return true;
}

static enum err read(struct scope *s, struct import *im, struct import_row *row)
{
	struct sku *k = ARENA_NEW(s->arena, struct sku);
	const struct text *c = row->cells;
	int64_t before, weight;
	size_t state;

	row->value = k;
	for (int i = 0; i < COLUMNS; i++)
		(void)one_line(im, row, i);
	(void)import_int(im, row, WEIGHT, 0, SKU_WEIGHT_MAX, 0, &weight);
	(void)import_word(im, row, STATE, "active|archived", &state);
	*k = (struct sku){ .weight_g = weight,
			   .ver = -1,
			   .code = c[CODE],
			   .barcode = c[BARCODE],
			   .title = c[TITLE],
			   .tax_class = c[TAX],
			   .supplier_offer = c[OFFER],
			   .state = state ? TEXT("archived") : TEXT("active") };
	before = import_seen(im, c[CODE], row->number);
	if (before)
		import_fault(im, row, CODE, ERR_ROW_TWICE, "this code stands in row %lld already", (long long)before);
	return OK;
}

/* An empty cell leaves what is there. */
static void merge(struct sku *k, const struct import_row *row, const struct sql_sku_full_by_codes_row *was)
{
	const struct text *c = row->cells;

	k->id = was->id;
	k->barcode = c[BARCODE].size ? c[BARCODE] : was->barcode;
	k->title = c[TITLE].size ? c[TITLE] : was->title;
	k->weight_g = c[WEIGHT].size ? k->weight_g : was->weight_g;
	k->tax_class = c[TAX].size ? c[TAX] : was->tax_class;
	k->supplier_offer = c[OFFER].size ? c[OFFER] : was->supplier_offer;
	k->state = c[STATE].size ? k->state : was->state;
}

static const struct sql_sku_full_by_codes_row *known(const struct sql_sku_full_by_codes_rows *rows, struct text code)
{
	size_t low = 0, high = rows->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = text_order(rows->at[middle].code, code);

		if (order == 0)
			return &rows->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static enum err take(struct scope *s, struct import *im, struct import_rows *rows)
{
	struct text *codes = ARENA_ARRAY(s->arena, struct text, rows->count);
	struct sku *fresh = ARENA_ARRAY(s->arena, struct sku, rows->count);
	struct sku *changed = ARENA_ARRAY(s->arena, struct sku, rows->count);
	size_t count = 0, fresh_count = 0, changed_count = 0;
	struct sql_sku_full_by_codes_rows there;

	(void)im;
	for (size_t i = 0; i < rows->count; i++)
		if (!rows->at[i].faulty)
			codes[count++] = rows->at[i].cells[CODE];
	TRY(sql_sku_full_by_codes(s, (struct sql_sku_full_by_codes){ .codes = codes, .codes_count = count }, &there));
	for (size_t i = 0; i < rows->count; i++) {
		const struct sql_sku_full_by_codes_row *was;
		struct sku k;

		if (rows->at[i].faulty)
			continue;
		k = *(const struct sku *)rows->at[i].value;
		was = known(&there, k.code);
		if (was) {
			merge(&k, &rows->at[i], was);
			changed[changed_count++] = k;
		} else {
			k.id = id_next(s->ids);
			fresh[fresh_count++] = k;
		}
	}
	TRY(skus_insert(s, fresh, fresh_count));
	return skus_update(s, changed, changed_count);
}

const struct import_kind import_skus = {
	.name = "skus", .columns = columns, .column_count = COLUMNS, .together = -1, .read = read, .take = take
};
