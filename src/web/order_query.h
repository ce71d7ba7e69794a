/* web/order_query.h - a list of orders as a person asks for it: filters, sort, size and mark of the page. */
#pragma once
#include "base/scope.h"
#include "core/order_filter.h"
#include "web/call.h"

enum {
	ORDERS_LIMIT = 50,
	ORDERS_LIMIT_MAX = 100,
	ORDERS_NUMBERS_MAX = 500,
	ORDERS_VALUES_MAX = 50,
	ORDER_SHOPS_MAX = 1000
};

/* The parameters in the address; the command line has some of them as options. ORDER_PARAMETERS(X) X(ID, name) */
#define ORDER_PARAMETERS(X)                   \
	X(SHOP, "shop")                       \
	X(CHANNEL, "channel")                 \
	X(NUMBER, "number")                   \
	X(NUMBERS, "numbers")                 \
	X(COUNTRY, "country")                 \
	X(NAME, "name")                       \
	X(PHONE, "phone")                     \
	X(DELIVERY_METHOD, "delivery_method") \
	X(NEEDS, "needs")                     \
	X(OUTBOUND, "outbound")               \
	X(PULLED_FROM, "pulled_from")         \
	X(PULLED_TO, "pulled_to")             \
	X(PLACED_FROM, "placed_from")         \
	X(PLACED_TO, "placed_to")             \
	X(SHIP_BY_FROM, "ship_by_from")       \
	X(SHIP_BY_TO, "ship_by_to")           \
	X(TAB, "tab")                         \
	X(SORT, "sort")                       \
	X(LIMIT, "limit")                     \
	X(AFTER, "after")
enum order_parameter {
#define X(id, name) ORDER_P_##id,
	ORDER_PARAMETERS(X)
#undef X
		ORDER_PARAMETER_COUNT,
	ORDER_FILTER_COUNT = ORDER_P_TAB /* so many narrow the list; those behind say which page of which tab */
};
struct order_parameters {
	struct parameter at[ORDER_PARAMETER_COUNT];
};
struct order_parameters order_parameters(void);

struct order_query {
	struct order_filter filter;
	int64_t limit;
	bool goes_on; /* behind `after` */
	struct order_place after;
	struct text
		*numbers; /* as they were typed, in the order of typing; filter.numbers has them folded and sorted */
	size_t number_count;
	uint32_t mark; /* of sort and filters: a cursor belongs to one list */
	bool people;   /* personal data as they are, not masked, and searched */
};

/* ERR_BAD_REQUEST names the parameter and what is wrong; ERR_FORBIDDEN where people are searched without the right to
 * see them. Shops of channels and values that no order has are looked up. */
enum err order_query_read(struct scope *s, const struct order_parameters *p, bool people,
			  struct order_query *out) MUST_CHECK;
/* The parameters that narrow a list, but tab, sort and those of the page, have values. */
bool order_query_is_plain(const struct order_query *q);
struct text order_cursor_format(struct arena *a, const struct order_query *q, struct order_place at);
