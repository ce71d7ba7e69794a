/* web/today.c - what there is to do: each number with the page that shows what it counts. */
#include "base/instant.h"
#include "core/order.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/views.h"

enum { COUNT_MAX = 10000, EXPIRING_DAYS = 30, EXPIRING_MAX = 20 };

static struct view_today_count number(int64_t count, struct text cure)
{
	return (struct view_today_count){ count > COUNT_MAX ? COUNT_MAX : count, count > COUNT_MAX, cure };
}

/* The orders to be shipped between two moments; 0: no such bound. */
static struct text ship_by(struct scope *s, int64_t from, int64_t to)
{
	struct buffer b = buffer_in(s->arena);

	buffer_add_z(&b, "/orders?tab=pending&sort=ship_by");
	if (from)
		buffer_format(&b, "&ship_by_from=%.*s", TEXT_ARG(instant_format(s->arena, from)));
	buffer_format(&b, "&ship_by_to=%.*s", TEXT_ARG(instant_format(s->arena, to)));
	return buffer_text(&b);
}

static enum err load_ship_by(struct scope *s, int64_t now, struct view_today_ship_by *out)
{
	struct sql_today_ship_by_row n;
	int64_t day = now + DAY_MS, two = now + 2 * DAY_MS;

	TRY(sql_today_ship_by(
		s, (struct sql_today_ship_by){ .now = now, .day = day, .two_days = two, .max = COUNT_MAX + 1 }, &n));
	*out = (struct view_today_ship_by){
		.late = number(n.late, ship_by(s, 0, now)),
		.hours_24 = number(n.hours_24, ship_by(s, now, day)),
		.hours_48 = number(n.hours_48, ship_by(s, now, two)),
	};
	return OK;
}

static enum err load_states(struct scope *s, struct view_today_states *out)
{
	struct view_today_count *const places[ORDER_STATE_COUNT] = {
		[ORDER_PENDING] = &out->pending,
		[ORDER_PROCESSED] = &out->processed,
		[ORDER_MARKED_SHIPPED] = &out->marked_shipped,
		[ORDER_FROZEN] = &out->frozen,
		[ORDER_VOID] = &out->voided,
	};
	struct sql_order_count_all_rows rows;
	enum order_state state;

	TRY(sql_order_count_all(s, &rows));
	for (int i = 0; i < ORDER_STATE_COUNT; i++)
		places[i]->cure = text_format(s->arena, "/orders?tab=%s", order_state_name((enum order_state)i));
	for (size_t i = 0; i < rows.count; i++)
		if (order_state_find(rows.at[i].state, &state))
			places[state]->count = rows.at[i].count; /* by counters: exact */
	return OK;
}

static enum err load_shops(struct scope *s, int64_t now, struct view_today_shops *out)
{
	struct sql_today_shops_row n;
	struct sql_today_expiring_rows rows;
	struct view_expiring_shop *expiring;

	TRY(sql_today_shops(s, &n));
	TRY(sql_today_expiring(
		s, (struct sql_today_expiring){ .before = now + EXPIRING_DAYS * DAY_MS, .max = EXPIRING_MAX }, &rows));
	expiring = ARENA_ARRAY(s->arena, struct view_expiring_shop, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		expiring[i] =
			(struct view_expiring_shop){ rows.at[i].id, rows.at[i].title, rows.at[i].authorised_until };
	*out = (struct view_today_shops){
		.total = number(n.total, TEXT("/accounts")),
		.in_trouble = number(n.in_trouble, TEXT("/accounts?show=in_trouble")),
		.stopped = number(n.stopped, TEXT("/accounts?show=stopped")),
		.needs_authorisation = number(n.needs_authorisation, TEXT("/accounts?show=needs_authorisation")),
		.expiring = { expiring, rows.count },
	};
	return OK;
}

enum err today_get(struct scope *s, struct call *c)
{
	int64_t now = world_now(s->world);
	struct sql_today_rest_row rest;
	struct sql_today_stock_row stock;
	struct view_today v = { .undecided_updates = number(0, TEXT("/orders?tab=pending")) };

	TRY(call_parameters(s, c, NULL, 0));
	now -= now %
	       MINUTE_MS; /* the same within a minute, so that an answer that says nothing new is known by its mark */
	TRY(load_ship_by(s, now, &v.ship_by));
	TRY(load_states(s, &v.states));
	TRY(load_shops(s, now, &v.shops));
	TRY(sql_today_rest(s, (struct sql_today_rest){ .since = now - DAY_MS, .max = COUNT_MAX + 1 }, &rest));
	TRY(sql_today_stock(s, (struct sql_today_stock){ .max = COUNT_MAX + 1 }, &stock));
	v.unmapped = number(stock.unmapped, TEXT("/orders?tab=pending&needs=mapping"));
	v.oversold = number(stock.oversold, TEXT("/orders?tab=pending&needs=stock"));
	v.stock_faults = number(stock.faults, TEXT("/stock?only=wrong"));
	v.parked = number(rest.parked, TEXT("/accounts?show=parked"));
	v.failed_runs_24h = number(rest.failed, TEXT("/runs?failed=true"));
	view_today_write(&c->json, NULL, &v);
	return OK;
}
