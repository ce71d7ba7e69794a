/* work/push_stock.c - the job "push_stock": what there is of each offer is reckoned, and told where the channel knows otherwise.
 *
 * Reckoned: the offer's mapping says of which articles one is made; what is free of them on our own shelves, less what
 * orders wait for, by the shop's rule (core/stock_push.h). Recorded: what is to be told. Told: the offers that fit into one
 * call together. Recorded: what the channel took, and why it did not take the rest. The next run begins anew. */
#include "work/push_stock.h"
#include "base/log.h"
#include "core/stock_push.h"
#include "store/sql.h"
#include "work/live.h"
#include "work/map_read.h"
#include "work/node.h"
#include "work/token.h"
#include <stdlib.h>

enum { BATCH = 500, WORDS_MAX = 500 };

struct push_line { /* an offer */
	const struct sql_push_listings_row *row;
	struct push_offer offer;
	enum push_state state;
};

struct pushing {
	struct node *node;
	struct shop shop;
	struct conversation talk;
	const struct deed *deed;
	struct push_rule rule;
	struct text behind; /* the last offer of the batch before */
	bool more;
	int64_t told, refused;
	/* of one batch: */
	struct push_line *lines;
	size_t count;
	struct stock_told *stocks; /* of one call */
	size_t stock_count;
	enum err how; /* a call that was refused as a whole */
	struct text words;
};

/* ---- reckon ---- */

struct reckoning {
	struct sku_maps maps;
	struct map_units *units;        /* what one of each offer is made of; nothing: no mapping says */
	struct sql_push_free_rows free; /* by SKU */
	struct sql_push_waited_rows waited;
};

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The mappings of the batch's platform SKUs. */
static enum err load_maps(struct scope *s, const struct pushing *p, struct reckoning *r)
{
	struct text *skus = ARENA_ARRAY(s->arena, struct text, p->count);
	struct maps_for want = { .shop_id = p->shop.id, .channel = text_of(p->shop.channel->name), .skus = skus };
	struct map_mark mark;

	for (size_t i = 0; i < p->count; i++)
		skus[i] = p->lines[i].row->platform_sku;
	qsort(skus, p->count, sizeof *skus, by_text);
	for (size_t i = 0; i < p->count; i++)
		if (want.count == 0 || !text_same(skus[want.count - 1], skus[i]))
			skus[want.count++] = skus[i];
	TRY(map_mark_read(s, &mark));
	want.same_code = mark.same_code;
	want.own_codes = p->shop.channel->own_codes;
	return maps_read(s, &want, &r->maps);
}

/* One of an offer, resolved as the line of an order placed now would be: sets say nothing of one piece. */
static void resolve(struct scope *s, const struct pushing *p, struct reckoning *r)
{
	struct map_order by = { text_of(p->shop.channel->name), p->shop.id, world_now(s->world) };

	r->units = ARENA_ARRAY(s->arena, struct map_units, p->count);
	for (size_t i = 0; i < p->count; i++) {
		struct map_line line = { .sku = p->lines[i].row->platform_sku, .pieces = 1 };

		sku_map_resolve(s->arena, &r->maps, &by, &line, 1, &r->units[i]);
	}
}

static enum err load_stocks(struct scope *s, const struct pushing *p, struct reckoning *r)
{
	size_t count = 0, kept = 0;
	int64_t *ids;

	for (size_t i = 0; i < p->count; i++)
		count += r->units[i].count;
	if (count == 0)
		return OK;
	ids = ARENA_ARRAY(s->arena, int64_t, count);
	count = 0;
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < r->units[i].count; k++)
			ids[count++] = r->units[i].at[k].sku_id;
	qsort(ids, count, sizeof *ids, by_number);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || ids[i] != ids[kept - 1])
			ids[kept++] = ids[i];
	TRY(sql_push_free(s, (struct sql_push_free){ .sku_ids = ids, .sku_ids_count = kept }, &r->free));
	return sql_push_waited(s, (struct sql_push_waited){ .sku_ids = ids, .sku_ids_count = kept }, &r->waited);
}

static int free_by_sku(const void *key, const void *member)
{
	return by_number(key, &((const struct sql_push_free_row *)member)->sku_id);
}

static int waited_by_sku(const void *key, const void *member)
{
	return by_number(key, &((const struct sql_push_waited_row *)member)->sku_id);
}

static int64_t want_of(struct scope *s, const struct pushing *p, const struct reckoning *r, const struct map_units *u)
{
	struct push_part *parts = ARENA_ARRAY(s->arena, struct push_part, u->count + 1);

	for (size_t i = 0; i < u->count; i++) {
		const int64_t *sku = &u->at[i].sku_id;
		const struct sql_push_free_row *free =
			r->free.count ? bsearch(sku, r->free.at, r->free.count, sizeof *r->free.at, free_by_sku) : NULL;
		const struct sql_push_waited_row *waited =
			r->waited.count
				? bsearch(sku, r->waited.at, r->waited.count, sizeof *r->waited.at, waited_by_sku)
				: NULL;

		parts[i] = (struct push_part){ free ? free->free : 0, waited ? waited->waited : 0, u->at[i].quantity };
	}
	return push_want(&p->rule, parts, u->count);
}

static enum err reckon(struct scope *s, struct pushing *p)
{
	struct reckoning r = { 0 };

	TRY(load_maps(s, p, &r));
	resolve(s, p, &r);
	TRY(load_stocks(s, p, &r));
	for (size_t i = 0; i < p->count; i++) {
		struct push_line *l = &p->lines[i];

		l->offer = (struct push_offer){ .want = want_of(s, p, &r, &r.units[i]),
						.said = l->row->stock_said,
						.seen = l->row->stock_seen,
						.failed = text_is(l->row->state, push_state_name(PUSH_FAILED)),
						.tried = l->row->tried,
						.tried_at = l->row->tried_at };
		l->state = push_judge(&l->offer, world_now(s->world));
	}
	return OK;
}

/* ---- record what is to be told ---- */

static enum err record_wants(struct scope *s, void *arg)
{
	struct pushing *p = arg;
	struct sql_listing_want *rows = ARENA_ARRAY(s->arena, struct sql_listing_want, p->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct push_line *l = &p->lines[i];
		struct text state = text_of(push_state_name(l->state));

		if (l->offer.want != l->row->stock_want || !text_same(state, l->row->state))
			rows[count++] = (struct sql_listing_want){
				.shop_id = p->shop.id, .ref = l->row->ref, .stock_want = l->offer.want, .state = state
			};
	}
	if (count == 0)
		return OK;
	TRY(shop_fence(p->node, s, &p->shop));
	return sql_listing_want(s, rows, count, NULL);
}

/* ---- tell ---- */

static enum err record_told(struct scope *s, void *arg)
{
	struct pushing *p = arg;
	struct sql_listing_took *took = ARENA_ARRAY(s->arena, struct sql_listing_took, p->stock_count);
	struct sql_listing_refused *not = ARENA_ARRAY(s->arena, struct sql_listing_refused, p->stock_count);
	size_t took_count = 0, not_count = 0;

	TRY(shop_fence(p->node, s, &p->shop));
	for (size_t i = 0; i < p->stock_count; i++) {
		const struct stock_told *x = &p->stocks[i];

		if (p->how == OK && x->taken)
			took[took_count++] = (struct sql_listing_took){
				.shop_id = p->shop.id, .ref = x->ref, .stock = x->stock, .now = s->now
			};
		else
			not [not_count++] = (struct sql_listing_refused){
				.shop_id = p->shop.id,
				.ref = x->ref,
				.stock = x->stock,
				.now = s->now,
				.code = text_of(err_name(p->how == OK ? ERR_CHANNEL_REFUSED : p->how)),
				.words = p->how == OK ? x->why : text_limit(p->words, WORDS_MAX),
			};
	}
	if (took_count)
		TRY(sql_listing_took(s, took, took_count, NULL));
	return not_count ? sql_listing_refused(s, not, not_count, NULL) : OK;
}

/* One call. A refusal of these offers is noted at them and holds up no others; what else goes wrong ends the run. */
static enum err tell(struct scope *s, struct pushing *p)
{
	p->talk.talk.stocks = p->stocks;
	p->talk.talk.stock_count = p->stock_count;
	p->how = converse(s, &p->talk, p->deed->step);
	p->words = s->words;
	if (p->how != OK && p->how != ERR_CHANNEL_REFUSED && p->how != ERR_BAD_REQUEST)
		return p->how;
	for (size_t i = 0; i < p->stock_count; i++) {
		bool taken = p->how == OK && p->stocks[i].taken;

		p->told += taken;
		p->refused += !taken;
	}
	return db_transact(s, record_told, p);
}

static enum err tell_all(struct scope *s, struct pushing *p)
{
	size_t most = (size_t)p->deed->batch_max;

	p->stocks = ARENA_ARRAY(s->arena, struct stock_told, most);
	for (size_t i = 0; i < p->count;) {
		p->stock_count = 0;
		for (; i < p->count && p->stock_count < most; i++) {
			const struct push_line *l = &p->lines[i];

			if (l->state != PUSH_BEHIND)
				continue;
			if (p->stock_count && !p->deed->together(p->stocks[0].ref, l->row->ref))
				break;
			p->stocks[p->stock_count++] = (struct stock_told){ .ref = l->row->ref, .stock = l->offer.want };
		}
		if (p->stock_count == 0)
			return OK;
		if (node_leaves(p->node, p->shop.id))
			return ERR_STOPPING;
		TRY(token_use(s, &p->talk, false));
		TRY(tell(s, p));
	}
	return OK;
}

static enum err batch(struct scope *s, struct pushing *p)
{
	struct sql_push_listings_rows rows;

	TRY(sql_push_listings(s, (struct sql_push_listings){ .shop_id = p->shop.id, .after = p->behind, .max = BATCH },
			      &rows));
	p->more = rows.count == BATCH;
	p->count = rows.count;
	if (rows.count == 0)
		return OK;
	p->behind = rows.at[rows.count - 1].ref;
	p->lines = ARENA_ARRAY(s->arena, struct push_line, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		p->lines[i].row = &rows.at[i];
	TRY(reckon(s, p));
	TRY(db_transact(s, record_wants, p));
	return tell_all(s, p);
}

static enum err batch_of(struct scope *outer, struct pushing *p)
{
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	s.marks = outer->marks;
	e = batch(&s, p);
	p->behind = text_copy(outer->arena, p->behind);
	return scope_end(&s, outer, e);
}

/* *may is false where the shop's stock is not pushed. */
static enum err open_push(struct scope *s, struct pushing *p, const struct job *job, bool *may)
{
	struct sql_push_shop_row row;

	*may = false;
	TRY(shop_get(s, job->shop_id, &p->shop));
	TRY(sql_push_shop(s, (struct sql_push_shop){ .id = p->shop.id }, &row));
	p->deed = channel_deed(p->shop.channel, "set_stock");
	if (!p->deed || !text_is(row.stock_push, "on"))
		return OK;
	if (!p->shop.bound)
		return fail(s,
			    text_is(p->shop.state, "needs_authorisation") ? ERR_NEEDS_AUTHORISATION : ERR_SHOP_UNBOUND,
			    "shop \"%.*s\" is not authorised", TEXT_ARG(p->shop.title));
	TRY(live_is(s));
	p->rule = (struct push_rule){ row.stock_safety, row.stock_percent };
	TRY(shop_lease(p->node, s, &p->shop));
	TRY(converse_open(p->node, s, &p->shop, &p->talk));
	*may = true;
	return OK;
}

static enum err work(struct scope *s, struct pushing *p, const struct job *job)
{
	TRY(open_push(s, p, job, &p->more));
	while (p->more)
		TRY(batch_of(s, p));
	return OK;
}

enum err push_stock_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct pushing p = { .node = n, .behind = TEXT("") };
	enum err e = work(s, &p, job);

	if (p.told + p.refused)
		LOG(s, p.refused ? LOG_WARN : LOG_INFO, "stock_pushed", L_INT("shop", p.shop.id), L_INT("told", p.told),
		    L_INT("refused", p.refused));
	if (job_waits(s, e, p.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	if (e == ERR_CONFLICT || e == ERR_FENCED) /* else its timer or the back-off decides */
		end->again_at = job_next_day(s, e);
	return e;
}
