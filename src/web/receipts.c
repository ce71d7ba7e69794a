/* web/receipts.c - what the API answers about goods that came, and how people book them. */
#include "store/sql.h"
#include "web/handlers.h"
#include "web/views.h"
#include "work/node.h"
#include "work/stock.h"

enum { LIMIT = 50, LIMIT_MAX = 200, TEXT_BYTES = 800, CODE_BYTES = 400 };

enum err receipts_list(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "limit", { 0 } }, { "after", { 0 } } };
	struct sql_receipt_page q = { .before_id = INT64_MAX };
	struct sql_receipt_page_rows rows;
	struct view_receipt_page page = { 0 };
	struct view_receipt *items;
	int64_t limit = LIMIT;

	TRY(call_parameters(s, c, p, 2));
	TRY(parameter_int(s, &p[0], 1, LIMIT_MAX, &limit));
	TRY(parameter_int(s, &p[1], 1, INT64_MAX, &q.before_id));
	q.max = limit + 1;
	TRY(sql_receipt_page(s, q, &rows));
	if (rows.count > (size_t)limit)
		page.next = rows.at[--rows.count - 1].id;
	items = ARENA_ARRAY(s->arena, struct view_receipt, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_receipt_page_row *r = &rows.at[i];

		items[i] = (struct view_receipt){ .id = r->id,
						  .number = r->number,
						  .kind = r->kind,
						  .warehouse_id = r->warehouse_id,
						  .warehouse = r->warehouse,
						  .supplier = r->supplier,
						  .note = r->note,
						  .who = r->who,
						  .at = r->at,
						  .pieces = r->pieces };
	}
	page.items = (struct view_receipt_list){ items, rows.count };
	view_receipt_page_write(&c->json, NULL, &page);
	return OK;
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct sql_receipt_get_row r;
	struct sql_receipt_lines_of_rows rows;
	struct view_receipt_line *lines;
	struct view_receipt v;
	enum err e = sql_receipt_get(s, (struct sql_receipt_get){ .id = id }, &r);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_RECEIPT_UNKNOWN, "there is no receipt %lld", (long long)id);
	TRY(e);
	TRY(sql_receipt_lines_of(s, (struct sql_receipt_lines_of){ .receipt_id = id }, &rows));
	lines = ARENA_ARRAY(s->arena, struct view_receipt_line, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		lines[i] = (struct view_receipt_line){ rows.at[i].sku_id, rows.at[i].code, rows.at[i].title,
						       rows.at[i].quantity };
	v = (struct view_receipt){ .id = id,
				   .number = r.number,
				   .kind = r.kind,
				   .warehouse_id = r.warehouse_id,
				   .warehouse = r.warehouse,
				   .supplier = r.supplier,
				   .note = r.note,
				   .who = r.who,
				   .at = r.at,
				   .pieces = r.pieces,
				   .lines = { lines, rows.count } };
	view_receipt_write(&c->json, NULL, &v);
	return OK;
}

enum err receipts_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return answer(s, c, c->id);
}

/* A member that may be left out, or be empty. */
static enum err optional(struct scope *s, const struct call *c, const char *name, struct text *out)
{
	struct json v = json_at(c->body, name);

	*out = (struct text){ 0 };
	if (json_kind(v) == JSON_NONE)
		return OK;
	if (json_kind(v) != JSON_STRING || json_text(v).size > TEXT_BYTES)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a text of at most %d bytes", name, TEXT_BYTES);
	*out = text_trim(json_text(v));
	if (out->size == 0)
		*out = (struct text){ 0 };
	return OK;
}

struct lines {
	struct text *codes;
	struct receipt_item *items;
	size_t count;
};

static enum err read_lines(struct scope *s, struct json list, struct lines *out)
{
	size_t count = json_count(list);

	if (json_kind(list) != JSON_ARRAY || count == 0)
		return fail(s, ERR_BAD_REQUEST, "the body must have \"lines\" as a list of {code, quantity}");
	if (count > RECEIPT_ITEMS_MAX)
		return fail(s, ERR_TOO_LARGE,
			    "a receipt has at most %d lines, not %zu; book the others as a second one",
			    RECEIPT_ITEMS_MAX, count);
	out->codes = ARENA_ARRAY(s->arena, struct text, count);
	out->items = ARENA_ARRAY(s->arena, struct receipt_item, count);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct text code = json_text(json_at(v, "code"));

		if (json_kind(json_at(v, "code")) != JSON_STRING || code.size == 0 || code.size > CODE_BYTES)
			return fail(s, ERR_BAD_REQUEST, "line %zu must have \"code\" as a text", out->count + 1);
		if (!json_int(json_at(v, "quantity"), &out->items[out->count].quantity))
			return fail(s, ERR_BAD_NUMBER, "line %zu must have \"quantity\" as a whole number",
				    out->count + 1);
		out->codes[out->count++] = code;
	}
	return OK;
}

static enum err find_skus(struct scope *s, struct lines *l)
{
	struct sql_stock_sku_codes_rows rows;

	TRY(sql_stock_sku_codes(s, (struct sql_stock_sku_codes){ .codes = l->codes, .codes_count = l->count }, &rows));
	for (size_t i = 0; i < l->count; i++) {
		for (size_t k = 0; k < rows.count && !l->items[i].sku_id; k++)
			if (text_same(rows.at[k].code, l->codes[i]))
				l->items[i].sku_id = rows.at[k].id;
		if (!l->items[i].sku_id)
			return fail(s, ERR_SKU_UNKNOWN, "line %zu: there is no SKU \"%.*s\"", i + 1,
				    TEXT_ARG(call_quote(s, l->codes[i])));
	}
	return OK;
}

enum err receipts_add(struct scope *s, struct call *c)
{
	static const char *const members[] = { "kind", "warehouse_id", "number", "supplier", "note", "lines" };
	struct receipt_new r = { 0 };
	struct lines l = { 0 };
	struct text warehouse;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 6));
	TRY(call_text(s, c, "kind", 20, &r.kind));
	TRY(call_text(s, c, "warehouse_id", 20, &warehouse));
	if (!text_to_int(warehouse, &r.warehouse_id))
		return fail(s, ERR_BAD_REQUEST, "\"warehouse_id\" must be the number of a warehouse");
	TRY(optional(s, c, "number", &r.number));
	TRY(optional(s, c, "supplier", &r.supplier));
	TRY(optional(s, c, "note", &r.note));
	TRY(read_lines(s, json_at(c->body, "lines"), &l));
	TRY(find_skus(s, &l));
	r.items = l.items;
	r.count = l.count;
	TRY(stock_receive(s, &r));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return answer(s, c, r.id);
}
