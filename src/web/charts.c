/* web/charts.c - what the API answers where people look rather than read: counts hour by hour, from those kept by the hour. */
#include "base/instant.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/views.h"
#include <stdlib.h>

enum { HOURS = 48, HOURS_MAX = 168, SERIES_MAX = 12, SHOPS_MAX = 1000 };

struct chart {
	int64_t from, hours;
	struct sql_hours_of_rows rows;
};

static enum err load(struct scope *s, struct call *c, struct chart *out)
{
	struct parameter p[] = { { "hours", { 0 } } };
	int64_t now = world_now(s->world);

	out->hours = HOURS;
	TRY(call_parameters(s, c, p, 1));
	TRY(parameter_int(s, &p[0], 1, HOURS_MAX, &out->hours));
	out->from = now - now % HOUR_MS - (out->hours - 1) * HOUR_MS;
	return sql_hours_of(s, (struct sql_hours_of){ .since = out->from }, &out->rows);
}

/* Which hour of the chart a row belongs to; below 0: it lies ahead, as a channel's clock may. */
static int64_t place_of(const struct chart *h, const struct sql_hours_of_row *r)
{
	int64_t i = (r->hour - h->from) / HOUR_MS;

	return i < h->hours ? i : -1;
}

struct curve {
	int64_t shop_id, sum;
	struct text title;
	int64_t *counts;
};

static int by_id(const void *a, const void *b)
{
	const struct curve *x = a, *y = b;

	return (x->shop_id > y->shop_id) - (x->shop_id < y->shop_id);
}

static int by_sum(const void *a, const void *b)
{
	const struct curve *x = a, *y = b;

	return x->sum != y->sum ? (x->sum < y->sum) - (x->sum > y->sum) : by_id(a, b);
}

/* A curve a shop, with what was placed there. */
static enum err curves_of(struct scope *s, const struct chart *h, struct curve **out, size_t *count)
{
	struct sql_chart_shops_rows shops; /* by id */
	struct curve *curves;

	TRY(sql_chart_shops(s, (struct sql_chart_shops){ .max = SHOPS_MAX }, &shops));
	curves = ARENA_ARRAY(s->arena, struct curve, shops.count + 1);
	for (size_t i = 0; i < shops.count; i++)
		curves[i] = (struct curve){ shops.at[i].id, 0, shops.at[i].title,
					    ARENA_ARRAY(s->arena, int64_t, (size_t)h->hours) };
	for (size_t i = 0; i < h->rows.count; i++) {
		struct curve key = { .shop_id = h->rows.at[i].shop_id }, *curve;
		int64_t at = place_of(h, &h->rows.at[i]);

		curve = shops.count ? bsearch(&key, curves, shops.count, sizeof key, by_id) : NULL;
		if (!curve || at < 0)
			continue;
		curve->counts[at] += h->rows.at[i].orders;
		curve->sum += h->rows.at[i].orders;
	}
	*out = curves;
	*count = shops.count;
	return OK;
}

enum err charts_orders(struct scope *s, struct call *c)
{
	struct view_order_series series[SERIES_MAX + 1];
	struct view_shop_name names[SERIES_MAX];
	struct view_order_chart v = { .step_s = HOUR_MS / SECOND_MS, .series = { series, 0 } };
	struct chart h;
	struct curve *curves;
	int64_t *others;
	size_t count, i;

	TRY(load(s, c, &h));
	TRY(curves_of(s, &h, &curves, &count));
	if (count)
		qsort(curves, count, sizeof *curves, by_sum);
	for (i = 0; i < count && i < SERIES_MAX; i++) {
		names[i] = (struct view_shop_name){ curves[i].shop_id, curves[i].title };
		series[i] = (struct view_order_series){ &names[i], { curves[i].counts, (size_t)h.hours } };
	}
	v.series.count = i;
	others = ARENA_ARRAY(s->arena, int64_t, (size_t)h.hours);
	for (; i < count; i++)
		for (int64_t at = 0; at < h.hours; at++)
			others[at] += curves[i].counts[at];
	if (count > SERIES_MAX)
		series[v.series.count++] = (struct view_order_series){ NULL, { others, (size_t)h.hours } };
	v.from = h.from;
	view_order_chart_write(&c->json, NULL, &v);
	return OK;
}

enum err charts_runs(struct scope *s, struct call *c)
{
	struct view_run_chart v = { .step_s = HOUR_MS / SECOND_MS };
	int64_t *lag, *failed, *runs;
	struct chart h;

	TRY(load(s, c, &h));
	lag = ARENA_ARRAY(s->arena, int64_t, (size_t)h.hours);
	failed = ARENA_ARRAY(s->arena, int64_t, (size_t)h.hours);
	runs = ARENA_ARRAY(s->arena, int64_t, (size_t)h.hours);
	for (size_t i = 0; i < h.rows.count; i++) {
		const struct sql_hours_of_row *r = &h.rows.at[i];
		int64_t at = place_of(&h, r);
		if (at < 0)
			continue;
		lag[at] = r->lag_ms / SECOND_MS > lag[at] ? r->lag_ms / SECOND_MS : lag[at];
		failed[at] += r->failed;
		runs[at] += r->runs;
	}
	v.from = h.from;
	v.lag_s = (struct view_ints){ lag, (size_t)h.hours };
	v.failed = (struct view_ints){ failed, (size_t)h.hours };
	v.runs = (struct view_ints){ runs, (size_t)h.hours };
	view_run_chart_write(&c->json, NULL, &v);
	return OK;
}
