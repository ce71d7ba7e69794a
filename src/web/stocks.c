/* web/stocks.c - what the API answers about balances and their movements, and how people correct a balance. */
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view.h"
#include "web/view_stock.h"
#include "work/node.h"
#include "work/stock.h"

enum { WHY_MAX = 1000 };

enum err stocks_list(struct scope *s, struct call *c)
{
	enum { FIND, WAREHOUSE, SKU, ONLY, MAX, AFTER, COUNT };
	struct parameter p[COUNT] = { { "find", { 0 } }, { "warehouse", { 0 } }, { "sku", { 0 } },
				      { "only", { 0 } }, { "limit", { 0 } },     { "after", { 0 } } };
	struct stock_query q = { .limit = STOCKS_LIMIT };

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[WAREHOUSE], 1, INT64_MAX, &q.warehouse_id));
	TRY(parameter_int(s, &p[SKU], 1, INT64_MAX, &q.sku_id));
	TRY(parameter_int(s, &p[MAX], 1, STOCKS_LIMIT_MAX, &q.limit));
	q.find = p[FIND].value;
	q.only = p[ONLY].value;
	q.after = p[AFTER].value;
	return view_stocks(s, &q, &c->json);
}

/* ---- corrections ---- */

static enum err body_id(struct scope *s, const struct call *c, const char *name, int64_t *out)
{
	struct text t;

	TRY(call_text(s, c, name, 20, &t));
	if (!text_to_int(t, out) || *out < 1)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a number as it was given, not \"%.*s\"", name,
			    TEXT_ARG(call_quote(s, t)));
	return OK;
}

static enum err body_number(struct scope *s, struct json v, const char *name, int64_t *out)
{
	return json_int(v, out) ? OK : fail(s, ERR_BAD_NUMBER, "\"%s\" must be a whole number", name);
}

static enum err read_adjust(struct scope *s, const struct call *c, struct stock_adjust *a)
{
	static const char *const members[] = { "warehouse_id", "sku_id", "counted", "change", "kind", "why" };
	struct json counted = json_at(c->body, "counted"), change = json_at(c->body, "change");
	struct text kind;

	TRY(call_members(s, c, members, 6));
	TRY(body_id(s, c, "warehouse_id", &a->warehouse_id));
	TRY(body_id(s, c, "sku_id", &a->sku_id));
	TRY(call_text(s, c, "kind", 20, &kind));
	TRY(call_text(s, c, "why", WHY_MAX, &a->why));
	if (!adjust_kind_find(kind, &a->kind))
		return fail(s, ERR_BAD_REQUEST, "\"kind\" must be shelf, damage, repair, quarantine, release or scrap");
	a->is_count = json_kind(counted) != JSON_NONE;
	if (a->is_count == (json_kind(change) != JSON_NONE))
		return fail(s, ERR_BAD_REQUEST, "the body must have either \"counted\" or \"change\"");
	if (!a->is_count)
		return body_number(s, change, "change", &a->quantity);
	TRY(call_if_match(s, c, &a->seen_ver));
	return body_number(s, counted, "counted", &a->quantity);
}

enum err stocks_adjust(struct scope *s, struct call *c)
{
	struct stock_adjust a = { 0 };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(read_adjust(s, c, &a));
	TRY(stock_adjust(s, &a));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return view_stock(s, a.warehouse_id, a.sku_id, &c->json);
}

/* ---- movements ---- */

static struct view_movement movement_of(struct scope *s, const struct sql_view_movements_row *r)
{
	struct view_movement v = { .id = r->id,
				   .at = r->at,
				   .kind = r->kind,
				   .warehouse = r->warehouse,
				   .quantity = r->quantity,
				   .order_id = r->order_id,
				   .order_number = r->order_number,
				   .receipt_id = r->receipt_id,
				   .who = r->who,
				   .why = r->why };
	enum movement kind;

	v.kind_label = view_label_of(s, r->kind, "");
	if (movement_find(r->kind, &kind)) {
		struct balance e = movement_effect(kind);

		v.kind_label = (struct view_label){ text_of(movement_en(kind)), text_of(movement_zh(kind)) };
		v.on_shelf = e.on_shelf * r->quantity;
		v.reserved = e.reserved * r->quantity;
		v.quantity = (e.on_shelf < 0 || (e.on_shelf == 0 && (e.reserved < 0 || e.damaged < 0)) ? -1 : 1) *
			     r->quantity;
	}
	return v;
}

enum err skus_movements(struct scope *s, struct call *c)
{
	enum { WAREHOUSE, MAX, AFTER, COUNT };
	struct parameter p[COUNT] = { { "warehouse", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct sql_view_movements q = { .sku_id = c->id, .before_id = INT64_MAX };
	struct sql_view_movements_rows rows;
	struct sql_stock_skus_rows sku;
	struct view_movement_page page = { 0 };
	struct view_movement *items;
	int64_t limit = STOCKS_LIMIT;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(parameter_int(s, &p[WAREHOUSE], 1, INT64_MAX, &q.warehouse_id));
	TRY(parameter_int(s, &p[MAX], 1, STOCKS_LIMIT_MAX, &limit));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &q.before_id));
	TRY(sql_stock_skus(s, (struct sql_stock_skus){ .ids = &c->id, .ids_count = 1 }, &sku));
	if (sku.count == 0)
		return fail(s, ERR_SKU_UNKNOWN, "there is no SKU %lld", (long long)c->id);
	q.max = limit + 1;
	TRY(sql_view_movements(s, q, &rows));
	if (rows.count > (size_t)limit)
		page.next = rows.at[--rows.count - 1].id;
	items = ARENA_ARRAY(s->arena, struct view_movement, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		items[i] = movement_of(s, &rows.at[i]);
	page.items = (struct view_movement_list){ items, rows.count };
	view_movement_page_write(&c->json, NULL, &page);
	return OK;
}
