/* work/listings.c - the job "listings": all offers of a shop, page by page.
 *
 * A page is listed, detailed, and what has variations on it asked for one by one, in the order of their numbers. Held back
 * in their midst, the job keeps those it has and goes on behind them: the memo says when the list began, where the page
 * does, and behind which number. What the whole list did not have is gone, unless it comes again with the next. */
#include "work/listings.h"
#include "base/instant.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/token.h"
#include <stdlib.h>

enum { FIRST_MS = 5 * MINUTE_MS, PAGES_MAX = 20000 };

struct listings_work {
	struct node *node;
	struct shop shop;
	struct conversation talk;
	const struct listings *facts;
	/* the memo: */
	int64_t began;
	struct text page, behind; /* where the page begins; the last of its variations that is kept */
	int pages;
	bool more;
	/* of one page: */
	struct sql_listing_put *rows;
	size_t count, room;
};

enum err listings_recur(struct scope *s, int64_t shop_id, const struct channel *c)
{
	if (c->listings)
		TRY(job_recur(s, shop_id, "listings", TEXT(""), s->now + FIRST_MS));
	if (!channel_deed(c, "set_stock"))
		return OK;
	return job_recur(s, shop_id, "push_stock", TEXT(""), s->now + FIRST_MS);
}

enum err listings_standing(struct scope *s)
{
	struct sql_shops_unlisted_rows rows;

	TRY(sql_shops_unlisted(s, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct channel *c = channel_find(rows.at[i].channel);

		if (c)
			TRY(listings_recur(s, rows.at[i].shop_id, c));
	}
	return OK;
}

static void add(struct scope *s, struct listings_work *w, const struct offer *x, struct text title)
{
	if (w->count == w->room) {
		size_t room = w->room ? w->room * 2 : 64;
		struct sql_listing_put *rows = ARENA_ARRAY(s->arena, struct sql_listing_put, room);

		for (size_t i = 0; i < w->count; i++)
			rows[i] = w->rows[i];
		w->rows = rows;
		w->room = room;
	}
	w->rows[w->count++] = (struct sql_listing_put){ .shop_id = w->shop.id,
							.ref = x->ref,
							.platform_sku = x->platform_sku,
							.title = title,
							.stock_seen = x->stock,
							.seen_at = w->began };
}

static int by_ref(const void *a, const void *b)
{
	return text_order(((const struct offer *)a)->ref, ((const struct offer *)b)->ref);
}

/* The variations of one thing, called by its title and their own. */
static enum err take_parts(struct scope *s, struct listings_work *w, const struct offer *of)
{
	struct talk *t = &w->talk.talk;

	t->refs = &of->ref;
	t->ref_count = 1;
	TRY(converse(s, &w->talk, w->facts->parts));
	for (size_t i = 0; i < t->offer_count; i++) {
		const struct offer *x = &t->offers[i];
		struct text title =
			x->title.size ? text_format(s->arena, "%.*s, %.*s", TEXT_ARG(of->title), TEXT_ARG(x->title))
				      : of->title;

		add(s, w, x, title);
	}
	w->behind = of->ref;
	return OK;
}

/* What is on one page: kept as far as it came, whatever holds us back then. */
static enum err take_page(struct scope *s, struct listings_work *w, struct text *next)
{
	struct talk *t = &w->talk.talk;
	struct offer *varied;
	size_t varied_count;

	t->cursor = w->page;
	TRY(converse(s, &w->talk, w->facts->list));
	w->more = t->then == THEN_MORE;
	*next = t->next_cursor;
	if (t->listed_count == 0)
		return OK;
	t->refs = t->listed;
	t->ref_count = t->listed_count;
	TRY(converse(s, &w->talk, w->facts->detail));
	for (size_t i = 0; i < t->offer_count; i++)
		add(s, w, &t->offers[i], t->offers[i].title);
	varied = t->varied;
	varied_count = t->varied_count;
	if (varied_count > 1)
		qsort(varied, varied_count, sizeof *varied, by_ref);
	for (size_t i = 0; i < varied_count; i++)
		if (text_order(varied[i].ref, w->behind) > 0)
			TRY(take_parts(s, w, &varied[i]));
	return OK;
}

static enum err keep(struct scope *s, void *arg)
{
	struct listings_work *w = arg;

	TRY(shop_fence(w->node, s, &w->shop));
	return sql_listing_put(s, w->rows, w->count, NULL);
}

static enum err end_list(struct scope *s, void *arg)
{
	struct listings_work *w = arg;

	TRY(shop_fence(w->node, s, &w->shop));
	TRY(sql_listings_drop(s, (struct sql_listings_drop){ .shop_id = w->shop.id, .began = w->began }, NULL));
	return sql_listings_gone(s, (struct sql_listings_gone){ .shop_id = w->shop.id, .began = w->began }, NULL);
}

/* One page in a scope of its own; what the next one needs goes to the outer. */
static enum err page_of(struct scope *outer, struct listings_work *w)
{
	struct text next = { 0 };
	struct scope s;
	enum err e, kept = OK;

	scope_open(&s, outer);
	s.marks = outer->marks;
	w->rows = NULL;
	w->count = w->room = 0;
	e = node_leaves(w->node, w->shop.id) ? ERR_STOPPING : token_use(&s, &w->talk, false);
	if (e == OK)
		e = take_page(&s, w, &next);
	if (w->count)
		kept = db_transact(&s, keep, w);
	if (e == OK)
		w->page = w->more ? text_copy(outer->arena, next) : (struct text){ 0 };
	w->behind = e == OK ? TEXT("") : text_copy(outer->arena, w->behind);
	return scope_end(&s, outer, kept == OK ? e : kept);
}

static void read_memo(struct scope *s, struct listings_work *w, struct text memo)
{
	struct text began = { 0 };

	w->page = w->behind = TEXT("");
	w->began = 0;
	if (!text_cut(&memo, ' ', &began) || !text_to_int(began, &w->began) || !text_cut(&memo, ' ', &w->page)) {
		w->began = world_now(s->world);
		w->page = TEXT("");
		return;
	}
	w->behind = memo.at ? memo : TEXT("");
}

static enum err work(struct scope *s, struct listings_work *w, const struct job *job)
{
	TRY(shop_get(s, job->shop_id, &w->shop));
	w->facts = w->shop.channel->listings;
	if (!w->facts)
		return OK;
	if (!w->shop.bound)
		return fail(s,
			    text_is(w->shop.state, "needs_authorisation") ? ERR_NEEDS_AUTHORISATION : ERR_SHOP_UNBOUND,
			    "shop \"%.*s\" is not authorised", TEXT_ARG(w->shop.title));
	TRY(shop_lease(w->node, s, &w->shop));
	TRY(converse_open(w->node, s, &w->shop, &w->talk));
	w->more = true;
	for (w->pages = 0; w->more; w->pages++) {
		if (w->pages == PAGES_MAX)
			return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "the offers of shop %lld do not end after %d pages",
				    (long long)w->shop.id, PAGES_MAX);
		TRY(page_of(s, w));
	}
	return db_transact(s, end_list, w);
}

enum err listings_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct listings_work w = { .node = n };
	enum err e;

	read_memo(s, &w, job->memo);
	e = work(s, &w, job);
	if (e != OK && err_retry(e) != RETRY_NEVER)
		end->memo = text_format(s->arena, "%lld %.*s %.*s", (long long)w.began, TEXT_ARG(w.page),
					TEXT_ARG(w.behind));
	if (job_waits(s, e, w.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	if (e == ERR_CONFLICT || e == ERR_FENCED) /* else its timer or the back-off decides */
		end->again_at = job_next_day(s, e);
	return e;
}
