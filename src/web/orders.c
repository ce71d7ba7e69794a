/* web/orders.c - what the API answers about orders. */
#include "web/handlers.h"
#include "web/view_order.h"

static bool may_see_people(const struct call *c) { return right_held(c->session.rights, RIGHT_READ_PEOPLE); }

enum err orders_list(struct scope *s, struct call *c)
{
	enum { TAB, SHOP, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "tab", { 0 } }, { "shop", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct order_query q = { .people = may_see_people(c) };

	TRY(call_parameters(s, c, p, COUNT));
	TRY(order_query_tab(s, p[TAB].value, &q));
	TRY(parameter_int(s, &p[SHOP], 1, INT64_MAX, &q.shop_id));
	TRY(parameter_int(s, &p[LIMIT], 1, ORDERS_LIMIT_MAX, &q.limit));
	if (p[AFTER].value.at)
		TRY(order_cursor_parse(s, p[AFTER].value, &q.after));
	return view_orders(s, &q, &c->json);
}

enum err orders_count(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "shop", { 0 } } };
	int64_t shop_id = 0;

	TRY(call_parameters(s, c, p, 1));
	TRY(parameter_int(s, &p[0], 1, INT64_MAX, &shop_id));
	return view_counts(s, shop_id, &c->json);
}

enum err orders_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return view_order(s, c->id, may_see_people(c), &c->json);
}
