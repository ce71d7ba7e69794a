/* web/order_page.c - the next orders of a list: candidates of a walk, looked at one by one. */
#include "web/order_page.h"
#include "web/order_walk.h"
#include "web/view_order.h"
#include <stdlib.h>

enum { BATCH_MAX = 200, GATHER_FEW = 1000, IDS_PAGE = 1000 };

/* A list that is being filled. */
struct filling {
	const struct order_query *query;
	struct order_walk *walk;
	size_t wanted, rows, looks; /* limits: orders to be found, index rows, orders to be looked at */
	size_t count, looked;
	struct order_place *places;
	enum order_state *states; /* of those that were looked at */
};

static struct filling filling_for(struct scope *s, const struct order_query *q, size_t wanted)
{
	struct filling x = { .query = q, .wanted = wanted };

	x.places = ARENA_ARRAY(s->arena, struct order_place, wanted);
	x.states = ARENA_ARRAY(s->arena, enum order_state, wanted);
	return x;
}

static int look_by_id(const void *a, const void *b)
{
	const struct sql_order_looks_row *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static bool fits(struct scope *s, const struct filling *x, const struct sql_order_looks_row *r, enum order_state *state)
{
	struct order_row row = { .id = r->id,
				 .shop_id = r->shop_id,
				 .placed = r->placed,
				 .due = r->due,
				 .seen_at = r->seen_at,
				 .country = r->country,
				 .method = r->delivery_method,
				 .ref = r->ref,
				 .display_no = r->display_no,
				 .unmapped = r->unmapped,
				 .waiting = r->waiting,
				 .people = r->folded };

	if (!order_state_find(r->state, &row.state) || !order_filter_fits(s->arena, &x->query->filter, &row))
		return false;
	*state = row.state;
	return true;
}

/* Looks at a batch of candidates, in the list's order; what fits is listed until the list is full. */
static enum err look(struct scope *s, struct filling *x, const struct order_place *at, size_t count)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count);
	struct sql_order_looks_rows rows;

	for (size_t i = 0; i < count; i++)
		ids[i] = at[i].id;
	TRY(sql_order_looks(s, (struct sql_order_looks){ .ids = ids, .ids_count = count }, &rows));
	if (rows.count)
		qsort(rows.at, rows.count, sizeof *rows.at, look_by_id);
	x->looked += count;
	for (size_t i = 0; i < count && x->count < x->wanted; i++) {
		struct sql_order_looks_row key = { .id = at[i].id };
		const struct sql_order_looks_row *r =
			rows.count ? bsearch(&key, rows.at, rows.count, sizeof key, look_by_id) : NULL;

		if (r && fits(s, x, r, &x->states[x->count]))
			x->places[x->count++] = at[i];
	}
	return OK;
}

/* The page is full when one more than it shows was found, or nothing is left. */
static enum err fill(struct scope *s, struct filling *x)
{
	bool sure = order_walk_checked(x->walk) && order_filter_is_head(&x->query->filter);
	struct order_place batch[BATCH_MAX];
	size_t batch_size = x->wanted < BATCH_MAX ? x->wanted : BATCH_MAX, count = 1;

	if (sure) {
		TRY(order_walk_next(s, x->walk, x->wanted - x->count, x->rows, x->places + x->count, &count));
		x->count += count;
		return OK;
	}
	while (x->count < x->wanted && count > 0 && x->looked < x->looks) {
		TRY(order_walk_next(s, x->walk, batch_size, x->rows, batch, &count));
		TRY(count ? look(s, x, batch, count) : OK);
		batch_size = BATCH_MAX;
	}
	return OK;
}

/* Ways to fill a list, one after the other until one does: the selective filter where it names few; a short walk, which
 * finds enough where the filter names very many; the filter again; the walk goes on up to the limit. */
static const struct way {
	bool gathers;
	size_t most, looks;
} ways[] = {
	{ true, GATHER_FEW, ORDERS_LOOK_MAX },
	{ false, BATCH_MAX * 4, BATCH_MAX * 4 },
	{ true, ORDERS_SCAN_MAX, ORDERS_LOOK_MAX },
	{ false, ORDERS_SCAN_MAX, ORDERS_LOOK_MAX },
};
enum { WAYS = sizeof ways / sizeof *ways };

static bool is_done(const struct filling *x) { return x->count == x->wanted || order_walk_over(x->walk); }

/* A walk that has found half of the page finds the rest soon: to gather what so common a filter names is dearer. */
static bool walks_well(const struct filling *x) { return x->walk && 2 * x->count >= x->wanted; }

/* What shall be looked at by this way: few that are gathered, or what follows on the walk, which keeps what it found. */
static enum err set_out(struct scope *s, struct filling *x, const struct way *way, bool *ready)
{
	const struct order_place *after = x->query->goes_on ? &x->query->after : NULL;
	struct order_walk *few = NULL;

	*ready = true;
	if (!way->gathers)
		return x->walk ? OK : order_walk_open(s, &x->query->filter, after, &x->walk);
	if (!walks_well(x))
		TRY(order_walk_gather(s, &x->query->filter, after, way->most, &few));
	*ready = few != NULL;
	if (!few)
		return OK;
	x->walk = few;
	x->count = x->looked = 0;
	return OK;
}

/* Tries one way; *done: the page is what it shall be. */
static enum err go(struct scope *s, struct filling *x, const struct way *way, bool *done)
{
	bool ready;

	*done = false;
	TRY(set_out(s, x, way, &ready));
	if (!ready)
		return OK;
	x->rows = way->most;
	x->looks = way->looks;
	TRY(fill(s, x));
	*done = way->gathers || is_done(x) || way == &ways[WAYS - 1];
	return OK;
}

static bool is_selective(const struct order_filter *f)
{
	return !order_filter_is_head(f) || (f->sort == SORT_PULLED && f->one_tab) ||
	       (f->needs && f->sort != SORT_PLACED);
}

static int row_by_id(const void *a, const void *b)
{
	const struct sql_view_order_rows_row *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* The orders themselves; one that has left the tab since the index was read is left out. */
static enum err rows_of(struct scope *s, const struct filling *x, size_t count, struct order_page *out)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);
	struct sql_view_order_rows_rows rows = { 0 };

	out->at = ARENA_ARRAY(s->arena, const struct sql_view_order_rows_row *, count + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = x->places[i].id;
	if (count)
		TRY(sql_view_order_rows(s, (struct sql_view_order_rows){ .ids = ids, .ids_count = count }, &rows));
	if (rows.count)
		qsort(rows.at, rows.count, sizeof *rows.at, row_by_id);
	for (size_t i = 0; i < count; i++) {
		struct sql_view_order_rows_row key = { .id = ids[i] };
		const struct sql_view_order_rows_row *r =
			rows.count ? bsearch(&key, rows.at, rows.count, sizeof key, row_by_id) : NULL;
		const struct order_filter *f = &x->query->filter;

		if (r && (!f->one_tab || text_is(r->state, order_state_name(f->tab))))
			out->at[out->count++] = r;
	}
	return OK;
}

/* The places of the next orders; *count of them belong to the page. */
static enum err find(struct scope *s, const struct order_query *q, size_t max, struct filling *x, size_t *count,
		     struct order_page *out)
{
	bool done = false, full;

	*x = filling_for(s, q, max + 1);
	*out = (struct order_page){ 0 };
	for (size_t i = is_selective(&q->filter) ? 0 : WAYS - 1; i < WAYS && !done; i++)
		TRY(go(s, x, &ways[i], &done));
	full = x->count > max;
	out->more = full || !is_done(x);
	out->stopped = !is_done(x);
	out->place = full ? x->places[max - 1] : order_walk_place(x->walk);
	*count = full ? max : x->count;
	return OK;
}

enum err order_page_read(struct scope *s, const struct order_query *q, size_t max, struct order_page *out)
{
	struct filling x;
	size_t count;

	TRY(find(s, q, max, &x, &count, out));
	return rows_of(s, &x, count, out);
}

/* One page in a scope of its own. */
static enum err ids_of(struct scope *s, struct order_query *q, size_t max, struct order_ids *out, bool *more)
{
	struct order_page page;
	struct filling x;
	size_t count;

	TRY(find(s, q, IDS_PAGE, &x, &count, &page));
	for (size_t i = 0; i < count && out->count < max; i++)
		out->at[out->count++] = x.places[i].id;
	q->goes_on = true;
	q->after = page.place;
	*more = page.more;
	return OK;
}

enum err order_page_ids(struct scope *s, const struct order_query *q, size_t max, struct order_ids *out)
{
	struct order_query next = *q;
	bool more = true;

	*out = (struct order_ids){ .at = ARENA_ARRAY(s->arena, int64_t, max + 1) };
	while (more && out->count <= max) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = ids_of(&part, &next, max + 1, out, &more);
		TRY(scope_end(&part, s, e));
	}
	out->capped = out->count > max;
	out->count = out->capped ? max : out->count;
	return OK;
}

/* One tab, along its index. */
static enum err count_tab(struct scope *s, const struct order_query *q, size_t max, struct order_tally *out)
{
	struct filling x = filling_for(s, q, max + 1);

	x.rows = ORDERS_SCAN_MAX / 4;
	x.looks = ORDERS_LOOK_MAX / 4;
	TRY(order_walk_open(s, &q->filter, NULL, &x.walk));
	TRY(fill(s, &x));
	out->more = !order_walk_over(x.walk) || x.count > max;
	out->count = (int64_t)(x.count > max ? max : x.count);
	return OK;
}

/* The few that a selective filter names, tab by tab; *done false when it names too many. */
static enum err count_gathered(struct scope *s, const struct order_query *q, struct order_tally *out, bool *done)
{
	struct filling x = filling_for(s, q, ORDERS_LOOK_MAX);

	x.rows = x.looks = ORDERS_LOOK_MAX;
	TRY(order_walk_gather(s, &q->filter, NULL, ORDERS_LOOK_MAX / 2, &x.walk));
	*done = x.walk != NULL;
	if (!x.walk)
		return OK;
	TRY(fill(s, &x));
	for (size_t i = 0; i < x.count; i++)
		out[x.states[i]].count++;
	return OK;
}

enum err order_page_count(struct scope *s, const struct order_query *q, size_t max,
			  struct order_tally out[ORDER_STATE_COUNT])
{
	struct order_query one = *q;
	bool done;

	one.goes_on = one.filter.one_tab = false;
	one.filter.sort = SORT_PLACED;
	for (int t = 0; t < ORDER_STATE_COUNT; t++)
		out[t] = (struct order_tally){ 0 };
	TRY(count_gathered(s, &one, out, &done));
	one.filter.one_tab = true;
	for (int t = 0; t < ORDER_STATE_COUNT && !done; t++) {
		struct scope part;

		one.filter.tab = (enum order_state)t;
		scope_open(&part, s); /* what was looked at is not kept */
		TRY(scope_end(&part, s, count_tab(&part, &one, max, &out[t])));
	}
	return OK;
}
