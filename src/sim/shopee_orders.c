/* sim/shopee_orders.c - get_order_list: windows of at most 15 days, pages by cursor, the latest first. */
#include "sim/dice.h"
#include "sim/shopee_inner.h"
#include "sim/timeline.h"
#include <string.h>

/* The dialect's words, in the market's order of states. What was returned is closed there, with its returned_qty. */
static const char *const words[MARKET_STATE_COUNT] = {
	[MARKET_UNPAID] = "UNPAID",
	[MARKET_PENDING] = "PENDING",
	[MARKET_INVOICE_PENDING] = "INVOICE_PENDING",
	[MARKET_READY] = "READY_TO_SHIP",
	[MARKET_PROCESSED] = "PROCESSED",
	[MARKET_RETRY_SHIP] = "RETRY_SHIP",
	[MARKET_SHIPPED] = "SHIPPED",
	[MARKET_DELIVERED] = "TO_CONFIRM_RECEIVE",
	[MARKET_COMPLETED] = "COMPLETED",
	[MARKET_IN_CANCEL] = "IN_CANCEL",
	[MARKET_CANCELLED] = "CANCELLED",
	[MARKET_RETURNING] = "TO_RETURN",
	[MARKET_RETURNED] = "COMPLETED",
};

const char *status_word(const struct market_order *o, bool pending_asked)
{
	return o->state == MARKET_PENDING && !pending_asked ? "UNPAID" : words[o->state];
}

struct list_ask {
	bool by_update, with_status, with_pending;
	uint64_t least, before; /* places in the timeline */
	uint64_t skipped;       /* rows of earlier pages, where the cursor counts rows */
	size_t page_size;
	struct text status; /* {0}: any */
};

/* Opaque to others: the place where the page before ended, turned so that nobody takes it for a number of rows. */
#define CURSOR_TURN UINT64_C(0xA5C3F00D5EED1234)
enum { CURSOR_SIZE = 16 };

static struct text cursor_format(struct scope *s, uint64_t place)
{
	return text_format(s->arena, "%016llx", (unsigned long long)(place ^ CURSOR_TURN));
}

static bool cursor_parse(struct text t, uint64_t *place)
{
	uint64_t n = 0;

	if (t.size != CURSOR_SIZE)
		return false;
	for (size_t i = 0; i < t.size; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, t.at[i], sizeof digits - 1);

		if (!digit)
			return false;
		n = n << 4 | (uint64_t)(digit - digits);
	}
	*place = n ^ CURSOR_TURN;
	return true;
}

static bool status_known(struct text status)
{
	for (int i = 0; i < MARKET_STATE_COUNT; i++)
		if (text_is(status, words[i]))
			return true;
	return false;
}

static bool number_param(struct call *c, const char *name, int64_t *n)
{
	struct text value;

	return call_param(c, name, &value) && text_to_int(value, n);
}

static bool asked(struct call *c, const char *name, const char *wanted)
{
	struct text value, one;

	if (!call_param(c, name, &value))
		return false;
	while (text_cut(&value, ',', &one))
		if (text_is(text_trim(one), wanted))
			return true;
	return false;
}

/* Reads the window; *why says what is wrong with it. */
static const char *read_window(struct call *c, struct list_ask *ask, const char **why)
{
	struct text field, cursor;
	int64_t from, to;

	if (!call_param(c, "time_range_field", &field) ||
	    (!text_is(field, "create_time") && !text_is(field, "update_time")))
		return *why = "time_range_field is create_time or update_time", "error_param";
	if (!number_param(c, "time_from", &from) || !number_param(c, "time_to", &to) || from < 0 || to > UINT32_MAX)
		return *why = "time_from and time_to are needed, in seconds", "error_param";
	if (from > to || to - from > LIST_WINDOW_S)
		return *why = "Start time must be earlier than end time and diff in 15days.",
		       "order.order_list_invalid_time";
	ask->by_update = text_is(field, "update_time");
	ask->least = timeline_place((uint32_t)from, 0);
	ask->before = timeline_place((uint32_t)to, UINT32_MAX);
	if (call_param(c, "cursor", &cursor) && cursor.size && !text_is(cursor, "\"\"")) {
		uint64_t place;

		if (c->shopee->habits.row_cursor && cursor_parse(cursor, &place) && place < UINT32_MAX) {
			ask->skipped = place;
			return NULL;
		}
		if (!cursor_parse(cursor, &place) || place < ask->least || place > ask->before)
			return *why = "cursor is not one of this list", "error_param";
		ask->before = place;
	}
	return NULL;
}

static const char *read_list(struct call *c, struct list_ask *ask, const char **why)
{
	int64_t size;
	const char *error = read_window(c, ask, why);

	if (error)
		return error;
	if (!number_param(c, "page_size", &size) || size < 1 || size > LIST_PAGE_MAX)
		return *why = "page_size is needed, 1 to 100", "error_param";
	ask->page_size = (size_t)size;
	if (c->shopee->habits.page_max && ask->page_size > (size_t)c->shopee->habits.page_max)
		ask->page_size = (size_t)c->shopee->habits.page_max;
	ask->with_status = asked(c, "response_optional_fields", "order_status");
	ask->with_pending = asked(c, "request_order_status_pending", "true");
	if (call_param(c, "order_status", &ask->status) && ask->status.size && !status_known(ask->status))
		return *why = "order_status is not one of the known words", "error_param";
	return NULL;
}

/* Does the list show it yet? Each order has a delay of its own. */
static bool shows(const struct call *c, uint32_t number, const struct market_order *o)
{
	int late_s = c->shopee->habits.late_s;

	return !late_s || (int64_t)(o->updated + dice(o->updated, number) % ((uint64_t)late_s + 1)) <= c->now;
}

static bool wanted(const struct market_order *o, const struct list_ask *ask)
{
	if (o->state == MARKET_PENDING && !ask->with_pending)
		return false;
	return !ask->status.size || text_is(ask->status, words[o->state]);
}

static bool row_counts(const struct call *c, const struct list_ask *ask, uint32_t number)
{
	const struct market_order *o = market_order(c->shopee->market, number);

	return wanted(o, ask) && shows(c, number, o);
}

/* Finds at most page_size orders, and one more to know whether there are more. */
static size_t find_page(struct call *c, const struct list_ask *ask, uint64_t found[LIST_PAGE_MAX + 1])
{
	const struct market_shop *shop = market_shop(c->shopee->market, (size_t)c->shop);
	const struct timeline *t = ask->by_update ? shop->updated : shop->created;
	uint64_t places[LIST_PAGE_MAX + 1], before = ask->before, skip = ask->skipped;
	size_t count = 0, got;

	do {
		got = timeline_list(t, before, ask->least, places, ask->page_size + 1);
		for (size_t i = 0; i < got && count <= ask->page_size; i++)
			if (row_counts(c, ask, place_number(places[i])) && (!skip || skip-- == 0))
				found[count++] = places[i];
		if (got)
			before = places[got - 1];
	} while (got && count <= ask->page_size);
	return count;
}

enum err order_list(struct call *c)
{
	struct list_ask ask = { 0 };
	uint64_t found[LIST_PAGE_MAX + 1];
	const char *why, *error = read_list(c, &ask, &why);

	if (error)
		return call_refuse(c, text_is(text_of(error), "error_param") ? 400 : 200, error, "%s", why);
	size_t count = find_page(c, &ask, found);
	bool more = count > ask.page_size;
	struct buffer b = call_open(c, 0);
	PEN(&b, "\"response\":{\"more\":");
	buffer_add_z(&b, more ? "true" : "false");
	PEN(&b, ",\"next_cursor\":");
	pen_text(&b, more ? cursor_format(c->s, c->shopee->habits.row_cursor ? ask.skipped + ask.page_size
									     : found[ask.page_size - 1])
			  : TEXT(""));
	PEN(&b, ",\"order_list\":[");
	count = more ? ask.page_size : count;
	size_t rows = count + (count && c->shopee->habits.twice);
	for (size_t i = 0; i < rows; i++) {
		uint32_t number = place_number(found[rows > count ? (count - i) % count : i]);
		char sn[ORDER_SN_SIZE];

		market_sn(c->shopee->market, number, sn);
		buffer_add_z(&b, i ? ",{\"order_sn\":" : "{\"order_sn\":");
		pen_text(&b, (struct text){ sn, sizeof sn });
		if (ask.with_status) {
			PEN(&b, ",\"order_status\":");
			pen_z(&b, status_word(market_order(c->shopee->market, number), ask.with_pending));
		}
		PEN(&b, "}");
	}
	PEN(&b, "]}");
	return call_done(c, &b);
}
