/* web/order_walk.c - candidates for a list of orders: several lanes, each along one index, merged into one. */
#include "web/order_walk.h"
#include "base/id.h"
#include "base/instant.h"
#include "web/order_walk_inner.h"
#include <stdlib.h>

enum { CHUNK_MAX = 1000, CHUNK_LEAST = 8 };

/* An order is stored at the moment its id was made, but a clock may have been set back meanwhile. */
enum { PULLED_SLACK_MS = HOUR_MS };

int64_t order_pulled_least(const struct order_filter *f)
{
	return f->pulled.from ? id_floor(f->pulled.from - PULLED_SLACK_MS) : 0;
}

int64_t order_pulled_end(const struct order_filter *f)
{
	return f->pulled.to ? id_floor(f->pulled.to + PULLED_SLACK_MS) : INT64_MAX;
}

static void take(struct lane *l, const struct order_filter *f, struct order_place p, const struct order_row *head)
{
	l->last = p;
	l->begun = true;
	if (!head || order_filter_head(f, head))
		l->at[l->count++] = p;
}

static bool before_all(const struct order_filter *f, int64_t placed)
{
	return f->placed.from && placed < f->placed.from;
}

static void take_rows(struct scope *s, const struct order_walk *w, struct lane *l, const order_walk_rows *rows)
{
	l->at = ARENA_ARRAY(s->arena, struct order_place, rows->count + 1);
	l->read = rows->count;
	for (size_t i = 0; i < rows->count && !l->over; i++) {
		const struct sql_order_walk_tab_row *r = &rows->at[i];
		struct order_row head = { .id = r->id,
					  .shop_id = r->shop_id,
					  .state = l->state,
					  .placed = r->placed,
					  .country = r->country,
					  .method = r->delivery_method };

		l->over = before_all(w->filter, r->placed);
		if (!l->over)
			take(l, w->filter, (struct order_place){ r->placed, r->id }, &head);
	}
}

static enum err fill_tab(struct scope *s, struct order_walk *w, struct lane *l)
{
	struct sql_order_walk_tab q = { text_of(order_state_name(l->state)), l->last.key, l->last.id, l->chunk };
	order_walk_rows rows;

	TRY(sql_order_walk_tab(s, q, &rows));
	take_rows(s, w, l, &rows);
	return OK;
}

/* The rows of both indexes are those of the tab's. */
enum err order_walk_need(struct scope *s, enum order_state state, enum order_need need, struct order_place from,
			 int64_t max, order_walk_rows *out)
{
	struct text tab = text_of(order_state_name(state));
	struct sql_order_walk_unmapped_rows unmapped;
	struct sql_order_walk_waiting_rows waiting;

	if (need == NEED_MAPPING) {
		TRY(sql_order_walk_unmapped(s, (struct sql_order_walk_unmapped){ tab, from.key, from.id, max },
					    &unmapped));
		*out = (order_walk_rows){ ARENA_ARRAY(s->arena, struct sql_order_walk_tab_row, unmapped.count + 1),
					  unmapped.count };
		for (size_t i = 0; i < unmapped.count; i++)
			out->at[i] = (struct sql_order_walk_tab_row){ unmapped.at[i].placed, unmapped.at[i].id,
								      unmapped.at[i].shop_id, unmapped.at[i].country,
								      unmapped.at[i].delivery_method };
		return OK;
	}
	TRY(sql_order_walk_waiting(s, (struct sql_order_walk_waiting){ tab, from.key, from.id, max }, &waiting));
	*out = (order_walk_rows){ ARENA_ARRAY(s->arena, struct sql_order_walk_tab_row, waiting.count + 1),
				  waiting.count };
	for (size_t i = 0; i < waiting.count; i++)
		out->at[i] =
			(struct sql_order_walk_tab_row){ waiting.at[i].placed, waiting.at[i].id, waiting.at[i].shop_id,
							 waiting.at[i].country, waiting.at[i].delivery_method };
	return OK;
}

static enum err fill_need(struct scope *s, struct order_walk *w, struct lane *l)
{
	order_walk_rows rows;

	TRY(order_walk_need(s, l->state, l->need, l->last, l->chunk, &rows));
	take_rows(s, w, l, &rows);
	return OK;
}

static enum err fill_shop(struct scope *s, struct order_walk *w, struct lane *l)
{
	struct sql_order_walk_shop q = { l->shop_id, text_of(order_state_name(l->state)), l->last.key, l->last.id,
					 l->chunk };
	struct sql_order_walk_shop_rows rows;

	TRY(sql_order_walk_shop(s, q, &rows));
	l->at = ARENA_ARRAY(s->arena, struct order_place, rows.count + 1);
	l->read = rows.count;
	for (size_t i = 0; i < rows.count && !l->over; i++) {
		l->over = before_all(w->filter, rows.at[i].placed);
		if (!l->over)
			take(l, w->filter, (struct order_place){ rows.at[i].placed, rows.at[i].id }, NULL);
	}
	return OK;
}

/* First those that have a moment to ship by, then those that have none, where these are wanted. */
static enum err fill_due(struct scope *s, struct order_walk *w, struct lane *l)
{
	struct span span = w->filter->ship_by;
	struct sql_order_walk_due q = { text_of(order_state_name(l->state)), l->last.key, l->last.id,
					l->dateless ? 1
					: span.to   ? span.to
						    : INT64_MAX,
					l->chunk };
	struct sql_order_walk_due_rows rows;

	TRY(sql_order_walk_due(s, q, &rows));
	l->at = ARENA_ARRAY(s->arena, struct order_place, rows.count + 1);
	l->read = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		take(l, w->filter, (struct order_place){ rows.at[i].due, rows.at[i].id }, NULL);
	if (rows.count == (size_t)l->chunk || l->dateless || span.from || span.to)
		return OK;
	l->dateless = true;
	l->more = true;
	l->last = (struct order_place){ 0, 0 };
	return OK;
}

static enum err fill_pulled(struct scope *s, struct order_walk *w, struct lane *l)
{
	struct sql_order_walk_pulled q = { order_pulled_least(w->filter), l->last.id, l->chunk };
	struct sql_order_walk_pulled_rows rows;

	TRY(sql_order_walk_pulled(s, q, &rows));
	l->at = ARENA_ARRAY(s->arena, struct order_place, rows.count + 1);
	l->read = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_order_walk_pulled_row *r = &rows.at[i];
		struct order_row head = { .id = r->id,
					  .shop_id = r->shop_id,
					  .placed = r->placed,
					  .country = r->country,
					  .method = r->delivery_method };

		if (!order_state_find(r->state, &head.state))
			return fail(s, ERR_DB_CORRUPT, "an order stands in \"%.*s\", which is no tab",
				    TEXT_ARG(r->state));
		take(l, w->filter, (struct order_place){ 0, r->id }, &head);
	}
	return OK;
}

static enum err fill(struct scope *s, struct order_walk *w, struct lane *l)
{
	l->count = l->next = 0;
	l->more = false;
	TRY(w->fill(s, w, l));
	w->scanned += l->read;
	if (l->read < (size_t)l->chunk && !l->more)
		l->over = true;
	l->chunk = l->chunk * 2 < CHUNK_MAX ? l->chunk * 2 : CHUNK_MAX;
	return OK;
}

static bool is_empty(const struct lane *l) { return l->next == l->count; }

/* The lane whose next candidate stands first; every lane that is not over has one, or is at its limit. */
static enum err choose(struct scope *s, struct order_walk *w, size_t limit, struct lane **out)
{
	const struct lane *barrier = NULL; /* nothing behind its place is known */
	struct lane *best = NULL;

	for (size_t i = 0; i < w->lane_count; i++) {
		struct lane *l = &w->lanes[i];

		while (is_empty(l) && !l->over && (!l->begun || w->scanned < limit))
			TRY(fill(s, w, l));
		if (!is_empty(l) &&
		    (!best || order_place_order(w->filter->sort, l->at[l->next], best->at[best->next]) < 0))
			best = l;
		if (is_empty(l) && !l->over &&
		    (!barrier || order_place_order(w->filter->sort, l->last, barrier->last) < 0))
			barrier = l;
	}
	if (barrier && (!best || order_place_order(w->filter->sort, barrier->last, best->at[best->next]) < 0)) {
		w->place = barrier->last;
		best = NULL;
	}
	w->over = !best && !barrier;
	*out = best;
	return OK;
}

enum err order_walk_next(struct scope *s, struct order_walk *w, size_t max, size_t rows, struct order_place *to,
			 size_t *count)
{
	*count = 0;
	while (*count < max && !w->over) {
		struct lane *l;

		TRY(choose(s, w, rows, &l));
		if (!l)
			return OK;
		struct order_place next = l->at[l->next++];
		bool twice = w->given && order_place_order(w->filter->sort, next, w->place) == 0;

		w->place = next;
		w->given = true;
		if (!twice) /* what lacks both stands in both indexes */
			to[(*count)++] = next;
	}
	return OK;
}

bool order_walk_over(const struct order_walk *w) { return w->over; }
bool order_walk_checked(const struct order_walk *w) { return w->checked; }
struct order_place order_walk_place(const struct order_walk *w) { return w->place; }

static bool any_placed(const struct order_filter *f) { return f->placed.from || f->placed.to; }

static bool excludes_all(const struct order_filter *f)
{
	return (f->outbounds && !(f->outbounds >> OUTBOUND_NONE & 1)) || (f->by_shop && f->shop_count == 0);
}

/* One lane a tab, and a shop where these are few. */
static void add_lanes(struct scope *s, struct order_walk *w, size_t shops, struct order_place start)
{
	const struct order_filter *f = w->filter;
	size_t room = (shops ? shops : 1) * ORDER_STATE_COUNT;

	w->lanes = ARENA_ARRAY(s->arena, struct lane, room);
	for (size_t h = 0; h < (shops ? shops : 1); h++)
		for (int t = 0; t < ORDER_STATE_COUNT; t++)
			if (!f->one_tab || (enum order_state)t == f->tab)
				w->lanes[w->lane_count++] = (struct lane){ .state = (enum order_state)t,
									   .shop_id = shops ? f->shops[h] : 0,
									   .last = start };
}

/* One lane a tab and need. */
static void open_needs(struct scope *s, struct order_walk *w, struct order_place start)
{
	const struct order_filter *f = w->filter;

	w->lanes = ARENA_ARRAY(s->arena, struct lane, ORDER_STATE_COUNT * ORDER_NEED_COUNT);
	for (int t = 0; t < ORDER_STATE_COUNT; t++)
		for (int n = 0; n < ORDER_NEED_COUNT; n++)
			if ((!f->one_tab || (enum order_state)t == f->tab) && f->needs >> n & 1)
				w->lanes[w->lane_count++] = (struct lane){ .state = (enum order_state)t,
									   .need = (enum order_need)n,
									   .last = start };
	w->fill = fill_need;
	w->checked = true;
}

static void open_placed(struct scope *s, struct order_walk *w, const struct order_place *after)
{
	const struct order_filter *f = w->filter;
	struct order_place start = after ? *after : (struct order_place){ INT64_MAX, INT64_MAX };
	size_t shops = f->by_shop && f->shop_count <= ORDER_LANE_SHOPS_MAX ? f->shop_count : 0;

	if (f->placed.to && f->placed.to <= start.key)
		start = (struct order_place){ f->placed.to, 0 };
	if (f->needs) {
		open_needs(s, w, start);
		return;
	}
	add_lanes(s, w, shops, start);
	w->fill = shops ? fill_shop : fill_tab;
	w->checked = !shops || (!f->country_count && !f->method_count);
}

static void open_ship_by(struct scope *s, struct order_walk *w, const struct order_place *after)
{
	const struct order_filter *f = w->filter;
	struct order_place start = { f->ship_by.from > 0 ? f->ship_by.from - 1 : 0, INT64_MAX };

	if (after)
		start = *after;
	add_lanes(s, w, 0, start);
	for (size_t i = 0; i < w->lane_count; i++)
		w->lanes[i].dateless = after && after->key == 0;
	w->fill = fill_due;
	w->checked = !f->by_shop && !f->country_count && !f->method_count && !any_placed(f) && !f->needs;
}

static void open_pulled(struct scope *s, struct order_walk *w, const struct order_place *after)
{
	int64_t start = after ? after->id : INT64_MAX, most = order_pulled_end(w->filter);

	w->lanes = ARENA_NEW(s->arena, struct lane);
	w->lane_count = 1;
	w->lanes[0] = (struct lane){ .last = { 0, start < most ? start : most } };
	w->fill = fill_pulled;
	w->checked = !w->filter->needs;
}

enum err order_walk_open(struct scope *s, const struct order_filter *f, const struct order_place *after,
			 struct order_walk **out)
{
	struct order_walk *w = ARENA_NEW(s->arena, struct order_walk);

	*w = (struct order_walk){ .filter = f };
	*out = w;
	w->over = excludes_all(f);
	if (f->sort == SORT_PLACED)
		open_placed(s, w, after);
	else if (f->sort == SORT_SHIP_BY)
		open_ship_by(s, w, after);
	else
		open_pulled(s, w, after);
	for (size_t i = 0; i < w->lane_count; i++)
		w->lanes[i].chunk = ORDER_WALK_FIRST / (int64_t)w->lane_count + CHUNK_LEAST;
	return OK;
}
