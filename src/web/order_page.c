/* web/order_page.c - the next orders of a list: candidates of a walk, looked at one by one. */
#include "web/order_page.h"
#include "web/order_walk.h"
#include "web/view_order.h"
#include <stdlib.h>

enum { BATCH_MAX = 200, GATHER_FEW = 1000 };

/* A list that is being filled. */
struct filling {
	const struct order_query *query;
	struct order_walk *walk;
	size_t wanted, rows, looks; /* limits: orders to be found, index rows, orders to be looked at */
	struct order_page *page;
	size_t room, looked;
};

static int row_by_id(const void *a, const void *b)
{
	const struct sql_view_order_rows_row *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static enum err rows_of(struct scope *s, const struct order_place *at, size_t count,
			struct sql_view_order_rows_rows *out)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);

	for (size_t i = 0; i < count; i++)
		ids[i] = at[i].id;
	TRY(sql_view_order_rows(s, (struct sql_view_order_rows){ .ids = ids, .ids_count = count }, out));
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, row_by_id);
	return OK;
}

static bool fits(struct scope *s, const struct filling *x, const struct sql_view_order_rows_row *r)
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
				 .people = r->folded };

	return order_state_find(r->state, &row.state) && order_filter_fits(s->arena, &x->query->filter, &row);
}

/* Looks at a batch of candidates, in the list's order; what fits is listed until the list is full. */
static enum err look(struct scope *s, struct filling *x, const struct order_place *at, size_t count)
{
	struct sql_view_order_rows_rows rows;
	struct order_page *p = x->page;

	TRY(rows_of(s, at, count, &rows));
	x->looked += count;
	for (size_t i = 0; i < count && p->count < x->wanted; i++) {
		struct sql_view_order_rows_row key = { .id = at[i].id };
		const struct sql_view_order_rows_row *r =
			rows.count ? bsearch(&key, rows.at, rows.count, sizeof key, row_by_id) : NULL;

		if (r && fits(s, x, r)) /* it may have moved, or changed, since the index was read */
			p->at[p->count++] = r;
	}
	return OK;
}

/* The page is full when one more than it shows was found, or nothing is left. */
static enum err fill(struct scope *s, struct filling *x)
{
	struct order_place batch[BATCH_MAX];
	size_t batch_size = x->wanted < BATCH_MAX ? x->wanted : BATCH_MAX, count = 1;
	struct order_page *p = x->page;

	while (p->count < x->wanted && count > 0 && x->looked < x->looks) {
		TRY(order_walk_next(s, x->walk, batch_size, x->rows, batch, &count));
		TRY(count ? look(s, x, batch, count) : OK);
		batch_size = BATCH_MAX;
	}
	return OK;
}

/* Ways to fill a list, one after the other until one does: the selective filter where it names few; a short walk, which
 * finds enough where the filter names very many; the filter again; a walk up to the limit. */
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

static bool is_done(const struct filling *x) { return x->page->count == x->wanted || (order_walk_over(x->walk)); }

/* Tries one way; *done: the page is what it shall be. */
static enum err go(struct scope *s, struct filling *x, const struct way *way, bool *done)
{
	const struct order_place *after = x->query->goes_on ? &x->query->after : NULL;

	if (way->gathers)
		TRY(order_walk_gather(s, &x->query->filter, after, way->most, &x->walk));
	else
		TRY(order_walk_open(s, &x->query->filter, after, &x->walk));
	*done = false;
	if (!x->walk)
		return OK;
	x->page->count = x->looked = 0;
	x->rows = way->most;
	x->looks = way->looks;
	TRY(fill(s, x));
	*done = way->gathers || is_done(x) || way == &ways[WAYS - 1];
	return OK;
}

static bool is_selective(const struct order_filter *f)
{
	return !order_filter_is_head(f) || (f->sort == SORT_PULLED && f->one_tab);
}

enum err order_page_read(struct scope *s, const struct order_query *q, size_t max, struct order_page *out)
{
	struct filling x = { .query = q, .wanted = max + 1, .page = out };
	bool done = false;

	*out = (struct order_page){ 0 };
	out->at = ARENA_ARRAY(s->arena, const struct sql_view_order_rows_row *, max + 1);
	for (size_t i = is_selective(&q->filter) ? 0 : WAYS - 1; i < WAYS && !done; i++)
		TRY(go(s, &x, &ways[i], &done));
	out->more = !is_done(&x) || out->count > max;
	out->stopped = !is_done(&x);
	if (out->count > max) {
		const struct sql_view_order_rows_row *last = out->at[max - 1];

		out->count = max;
		out->place = order_place_of(q->filter.sort, last->id, last->placed, last->due);
	} else {
		out->place = order_walk_place(x.walk);
	}
	return OK;
}

/* Candidates that need no look are counted as they come. */
static enum err count_heads(struct scope *s, const struct filling *x, size_t max, struct order_tally *out)
{
	struct order_place batch[BATCH_MAX];
	size_t count = 1;

	while (count > 0 && (size_t)out->count <= max) {
		TRY(order_walk_next(s, x->walk, BATCH_MAX, x->rows, batch, &count));
		out->count += (int64_t)count;
	}
	return OK;
}

static void settle(const struct filling *x, size_t max, struct order_tally *t)
{
	t->more = !order_walk_over(x->walk) || (size_t)t->count > max;
	if ((size_t)t->count > max)
		t->count = (int64_t)max;
}

/* One tab, along its index. */
static enum err count_tab(struct scope *s, const struct order_query *q, size_t max, struct order_tally *out)
{
	struct order_page page = { 0 };
	struct filling x = { .query = q, .wanted = max + 1, .rows = ORDERS_SCAN_MAX / 4, .page = &page };

	x.looks = ORDERS_LOOK_MAX / 4;
	TRY(order_walk_open(s, &q->filter, NULL, &x.walk));
	if (order_walk_checked(x.walk) && order_filter_is_head(&q->filter)) {
		TRY(count_heads(s, &x, max, out));
	} else {
		page.at = ARENA_ARRAY(s->arena, const struct sql_view_order_rows_row *, max + 1);
		TRY(fill(s, &x));
		out->count = (int64_t)page.count;
	}
	settle(&x, max, out);
	return OK;
}

/* The few that a selective filter names, tab by tab; *done false when it names too many. */
static enum err count_gathered(struct scope *s, const struct order_query *q, struct order_tally *out, bool *done)
{
	struct order_page page = { 0 };
	struct filling x = { .query = q, .wanted = ORDERS_LOOK_MAX, .rows = ORDERS_LOOK_MAX, .page = &page };
	enum order_state state;

	TRY(order_walk_gather(s, &q->filter, NULL, ORDERS_LOOK_MAX / 2, &x.walk));
	*done = x.walk != NULL;
	if (!x.walk)
		return OK;
	x.looks = ORDERS_LOOK_MAX;
	page.at = ARENA_ARRAY(s->arena, const struct sql_view_order_rows_row *, x.wanted);
	TRY(fill(s, &x));
	for (size_t i = 0; i < page.count; i++)
		if (order_state_find(page.at[i]->state, &state))
			out[state].count++;
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
		enum err e;

		one.filter.tab = (enum order_state)t;
		scope_open(&part, s); /* what was looked at is not kept */
		e = count_tab(&part, &one, max, &out[t]);
		if (e != OK)
			s->words = text_copy(s->arena, part.words);
		scope_close(&part);
		TRY(e);
	}
	return OK;
}
