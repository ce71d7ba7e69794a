/* web/orders.c - what the API answers about orders. */
#include "web/handlers.h"
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
