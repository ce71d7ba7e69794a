/* web/view_shop.c - shops with the state of their feeds. */
#include "web/view_shop.h"
#include "store/sql.h"
#include "web/view_run.h"
#include <stdlib.h>

enum { COUNT_MAX = 10000 };

static struct view_count count_of(int64_t count)
{
	return (struct view_count){ count > COUNT_MAX ? COUNT_MAX : count, count > COUNT_MAX };
}

static const struct view_run *last_run(struct scope *s, const struct sql_view_runs_some_rows *runs, int64_t id)
{
	struct view_run *v = ARENA_NEW(s->arena, struct view_run);

	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].id == id) {
			*v = run_view(s, &runs->at[i]);
			return v;
		}
	return NULL;
}

static struct view_shop shop_view(struct scope *s, const struct sql_view_shops_row *h,
				  const struct sql_view_runs_some_rows *runs)
{
	return (struct view_shop){
		.id = h->id,
		.title = h->title,
		.channel = h->channel,
		.channel_ref = h->channel_ref,
		.state = h->state,
		.pull = h->pull,
		.complete_from = h->complete_to ? h->complete_from : 0,
		.complete_to = h->complete_to,
		.pulling = text_is(h->job_state, "running"),
		.next_look = text_is(h->job_state, "ready") ? h->due_at : 0,
		.every_s = h->every_s,
		.problem = run_trouble(s, h->code, h->detail),
		.orders = count_of(h->orders),
		.parked = count_of(h->parked),
		.last_run = last_run(s, runs, h->last_run),
	};
}

static enum err load(struct scope *s, int64_t only, struct sql_view_shops_rows *shops,
		     struct sql_view_runs_some_rows *runs)
{
	int64_t *ids;

	TRY(sql_view_shops(s, (struct sql_view_shops){ .only = only, .count_max = COUNT_MAX + 1, .max = SHOPS_MAX },
			   shops));
	*runs = (struct sql_view_runs_some_rows){ 0 };
	if (shops->count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, shops->count);
	for (size_t i = 0; i < shops->count; i++)
		ids[i] = shops->at[i].last_run;
	return sql_view_runs_some(s, (struct sql_view_runs_some){ .ids = ids, .ids_count = shops->count }, runs);
}

static int by_title(const void *a, const void *b)
{
	const struct sql_view_shops_row *x = a, *y = b;
	int order = text_order(x->title, y->title);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

enum err view_shops(struct scope *s, struct json_writer *w)
{
	struct sql_view_shops_rows shops;
	struct sql_view_runs_some_rows runs;
	struct view_shop *items;

	TRY(load(s, 0, &shops, &runs));
	if (shops.count > 0)
		qsort(shops.at, shops.count, sizeof *shops.at, by_title);
	items = ARENA_ARRAY(s->arena, struct view_shop, shops.count + 1);
	for (size_t i = 0; i < shops.count; i++)
		items[i] = shop_view(s, &shops.at[i], &runs);
	view_shop_page_write(w, NULL, &(struct view_shop_page){ .items = { items, shops.count } });
	return OK;
}

enum err view_shop(struct scope *s, int64_t id, struct json_writer *w)
{
	struct sql_view_shops_rows shops = { 0 };
	struct sql_view_runs_some_rows runs;
	struct view_shop v;

	if (id != 0)
		TRY(load(s, id, &shops, &runs));
	if (shops.count != 1)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no shop %lld", (long long)id);
	v = shop_view(s, &shops.at[0], &runs);
	view_shop_write(w, NULL, &v);
	return OK;
}
