/* web/orders.c - what the API answers about orders. */
#include "web/handlers.h"
#include "web/order_export.h"
#include "web/view_order.h"

static bool may_see_people(const struct call *c) { return right_held(c->session.rights, RIGHT_READ_PEOPLE); }

enum err orders_list(struct scope *s, struct call *c)
{
	struct order_parameters p = order_parameters();
	struct order_query q;

	TRY(call_parameters(s, c, p.at, ORDER_PARAMETER_COUNT));
	TRY(order_query_read(s, &p, may_see_people(c), &q));
	return view_orders(s, &q, &c->json);
}

enum err orders_count(struct scope *s, struct call *c)
{
	struct order_parameters p = order_parameters();
	struct order_query q;

	TRY(call_parameters(s, c, p.at, ORDER_FILTER_COUNT));
	TRY(order_query_read(s, &p, may_see_people(c), &q));
	return view_counts(s, &q, &c->json);
}

/* The list's filters, tab and sort, or ids alone. */
enum err orders_export(struct scope *s, struct call *c)
{
	enum { FORMAT = ORDER_P_LIMIT, COLUMNS, IDS, COUNT };
	struct order_parameters p = order_parameters();
	struct parameter given[COUNT];
	struct order_export x;
	struct order_query q;
	struct text file;

	for (int i = 0; i < ORDER_P_LIMIT; i++)
		given[i] = p.at[i];
	given[FORMAT] = (struct parameter){ "format", { 0 } };
	given[COLUMNS] = (struct parameter){ "columns", { 0 } };
	given[IDS] = (struct parameter){ "ids", { 0 } };
	TRY(call_parameters(s, c, given, COUNT));
	for (int i = 0; i < ORDER_P_LIMIT; i++) {
		p.at[i] = given[i];
		if (given[IDS].value.at && given[i].value.at)
			return fail(s, ERR_BAD_REQUEST, "\"ids\" stands alone, not beside \"%s\"", given[i].name);
	}
	TRY(order_query_read(s, &p, may_see_people(c), &q));
	TRY(order_export_read(s, given[FORMAT].value, given[COLUMNS].value, given[IDS].value, &x));
	TRY(order_export_write(s, &x, &q, &file));
	buffer_add(&c->out, file);
	c->type = x.format == SHEET_XLSX ? TEXT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
					 : TEXT("text/csv; charset=utf-8");
	c->file = x.format == SHEET_XLSX ? TEXT("orders.xlsx") : TEXT("orders.csv");
	return OK;
}

enum err orders_facets(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return view_facets(s, &c->json);
}

enum err orders_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return view_order(s, c->id, may_see_people(c), &c->json);
}
