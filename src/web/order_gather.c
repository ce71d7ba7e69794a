/* web/order_gather.c - the few orders that a selective filter names, in the list's order. */
#include "core/find.h"
#include "web/order_walk_inner.h"
#include <stdlib.h>

/* What was gathered; a moment of -1 is not known yet. */
struct gathering {
	const struct order_filter *filter;
	size_t most, count;
	struct gathered {
		int64_t id, placed, due;
	} * at;
};

static bool is_full(const struct gathering *g) { return g->count > g->most; }

static void add(struct gathering *g, int64_t id, int64_t placed, int64_t due)
{
	if (!is_full(g))
		g->at[g->count++] = (struct gathered){ id, placed, due };
}

static int64_t left(const struct gathering *g) { return (int64_t)(g->most + 1 - g->count); }

static enum err by_numbers(struct scope *s, struct gathering *g)
{
	const struct order_filter *f = g->filter;
	struct text *keys = ARENA_ARRAY(s->arena, struct text, f->number_count);
	struct sql_order_find_keys_rows rows;

	for (size_t i = 0; i < f->number_count; i++)
		keys[i] = find_number_key(s->arena, f->numbers[i]);
	TRY(sql_order_find_keys(
		s, (struct sql_order_find_keys){ .keys = keys, .keys_count = f->number_count, .max = left(g) }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(g, rows.at[i].order_id, rows.at[i].placed, -1);
	return OK;
}

/* All keys that begin so; behind them stands the highest character there is. */
static enum err by_key(struct scope *s, struct gathering *g, struct text low)
{
	struct text high = text_format(s->arena, "%.*s\xF4\x8F\xBF\xBF", TEXT_ARG(low));
	struct sql_order_find_range_rows rows;

	TRY(sql_order_find_range(s, (struct sql_order_find_range){ .low = low, .high = high, .max = left(g) }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(g, rows.at[i].order_id, rows.at[i].placed, -1);
	return OK;
}

static enum err by_number(struct scope *s, struct gathering *g)
{
	return by_key(s, g, find_number_key(s->arena, g->filter->number));
}

static enum err by_phone(struct scope *s, struct gathering *g)
{
	return by_key(s, g, find_phone_key(s->arena, g->filter->phone));
}

static enum err by_name(struct scope *s, struct gathering *g) { return by_key(s, g, find_name_key(g->filter->name)); }

static enum err by_ship_by(struct scope *s, struct gathering *g)
{
	const struct order_filter *f = g->filter;

	for (int t = 0; t < ORDER_STATE_COUNT && !is_full(g); t++) {
		struct sql_order_walk_due q = { .state = text_of(order_state_name((enum order_state)t)),
						.due = f->ship_by.from > 0 ? f->ship_by.from - 1 : 0,
						.id = INT64_MAX,
						.before = f->ship_by.to ? f->ship_by.to : INT64_MAX,
						.max = left(g) };
		struct sql_order_walk_due_rows rows;

		if (f->one_tab && (enum order_state)t != f->tab)
			continue;
		TRY(sql_order_walk_due(s, q, &rows));
		for (size_t i = 0; i < rows.count; i++)
			add(g, rows.at[i].id, -1, rows.at[i].due);
	}
	return OK;
}

static enum err by_pulled(struct scope *s, struct gathering *g)
{
	struct sql_order_walk_pulled q = { order_pulled_least(g->filter), order_pulled_end(g->filter), left(g) };
	struct sql_order_walk_pulled_rows rows;

	TRY(sql_order_walk_pulled(s, q, &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(g, rows.at[i].id, rows.at[i].placed, rows.at[i].due);
	return OK;
}

static enum err by_tab(struct scope *s, struct gathering *g)
{
	struct sql_order_walk_tab q = { text_of(order_state_name(g->filter->tab)), INT64_MAX, INT64_MAX, left(g) };
	struct sql_order_walk_tab_rows rows;

	TRY(sql_order_walk_tab(s, q, &rows));
	for (size_t i = 0; i < rows.count; i++)
		add(g, rows.at[i].id, rows.at[i].placed, -1);
	return OK;
}

/* What lacks something, tab by tab. */
static enum err by_need(struct scope *s, struct gathering *g)
{
	const struct order_filter *f = g->filter;
	const struct order_place start = { INT64_MAX, INT64_MAX };

	for (int t = 0; t < ORDER_STATE_COUNT; t++)
		for (int n = 0; n < ORDER_NEED_COUNT && !is_full(g); n++) {
			order_walk_rows rows;

			if ((f->one_tab && (enum order_state)t != f->tab) || !(f->needs >> n & 1))
				continue;
			TRY(order_walk_need(s, (enum order_state)t, (enum order_need)n, start, left(g), &rows));
			for (size_t i = 0; i < rows.count; i++)
				add(g, rows.at[i].id, rows.at[i].placed, -1);
		}
	return OK;
}

typedef enum err gather_by(struct scope *s, struct gathering *g);

/* The most selective first. What the list is sorted by is left to the walk, which goes along it anyway. */
static gather_by *best_of(const struct order_filter *f)
{
	if (f->number_count)
		return by_numbers;
	if (f->number.size)
		return by_number;
	if (f->phone.size)
		return by_phone;
	if (f->name.size)
		return by_name;
	if ((f->ship_by.from || f->ship_by.to) && f->sort != SORT_SHIP_BY)
		return by_ship_by;
	if ((f->pulled.from || f->pulled.to) && f->sort != SORT_PULLED)
		return by_pulled;
	if (f->needs && f->sort != SORT_PLACED)
		return by_need;
	return f->one_tab && f->sort == SORT_PULLED ? by_tab : NULL;
}

static int by_id(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* An order may have several keys that fit; it is listed once. */
static void make_distinct(struct gathering *g)
{
	size_t kept = 0;

	if (g->count)
		qsort(g->at, g->count, sizeof *g->at, by_id);
	for (size_t i = 0; i < g->count; i++)
		if (kept == 0 || g->at[kept - 1].id != g->at[i].id)
			g->at[kept++] = g->at[i];
	g->count = kept;
}

/* The moments that the list is sorted by, where the index did not carry them. */
static enum err complete(struct scope *s, struct gathering *g)
{
	enum order_sort sort = g->filter->sort;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, g->count + 1);
	struct sql_order_places_rows rows;
	size_t kept = 0;

	if (g->count == 0 || sort == SORT_PULLED || (sort == SORT_PLACED ? g->at[0].placed : g->at[0].due) >= 0)
		return OK;
	for (size_t i = 0; i < g->count; i++)
		ids[i] = g->at[i].id;
	TRY(sql_order_places(s, (struct sql_order_places){ .ids = ids, .ids_count = g->count }, &rows));
	for (size_t i = 0; i < rows.count; i++) /* no more than were asked for */
		g->at[kept++] = (struct gathered){ rows.at[i].id, rows.at[i].placed, rows.at[i].due };
	g->count = kept;
	return OK;
}

#define BY_PLACE(name, SORT)                                                                                    \
	static int name(const void *a, const void *b)                                                           \
	{                                                                                                       \
		return order_place_order(SORT, *(const struct order_place *)a, *(const struct order_place *)b); \
	}
BY_PLACE(by_placed_place, SORT_PLACED)
BY_PLACE(by_pulled_place, SORT_PULLED)
BY_PLACE(by_ship_by_place, SORT_SHIP_BY)
#undef BY_PLACE

/* One lane that has been read to its end. */
static void lay_out(struct scope *s, const struct gathering *g, const struct order_place *after, struct order_walk *w)
{
	static int (*const orders[])(const void *, const void *) = {
		[SORT_PLACED] = by_placed_place, [SORT_PULLED] = by_pulled_place, [SORT_SHIP_BY] = by_ship_by_place
	};
	enum order_sort sort = g->filter->sort;
	struct lane *l = ARENA_NEW(s->arena, struct lane);

	l->at = ARENA_ARRAY(s->arena, struct order_place, g->count + 1);
	l->over = l->begun = true;
	for (size_t i = 0; i < g->count; i++) {
		struct order_place p = order_place_of(sort, g->at[i].id, g->at[i].placed, g->at[i].due);

		if (!after || order_place_order(sort, *after, p) < 0)
			l->at[l->count++] = p;
	}
	if (l->count)
		qsort(l->at, l->count, sizeof *l->at, orders[sort]);
	w->lanes = l;
	w->lane_count = 1;
}

enum err order_walk_gather(struct scope *s, const struct order_filter *f, const struct order_place *after, size_t most,
			   struct order_walk **out)
{
	struct gathering g = { .filter = f, .most = most };
	gather_by *by = best_of(f);

	*out = NULL;
	if (!by)
		return OK;
	g.at = ARENA_ARRAY(s->arena, struct gathered, most + 1);
	TRY(by(s, &g));
	if (is_full(&g))
		return OK;
	make_distinct(&g);
	TRY(complete(s, &g));
	*out = ARENA_NEW(s->arena, struct order_walk);
	**out = (struct order_walk){ .filter = f };
	lay_out(s, &g, after, *out);
	return OK;
}
