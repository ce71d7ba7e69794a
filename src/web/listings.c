/* web/listings.c - what the API answers about the offers of shops, and what their channels were told of them. */
#include "core/stock_push.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view_run.h"

enum { LISTINGS_LIMIT = 50, LISTINGS_LIMIT_MAX = 200, LISTING_SHOPS_MAX = 50, SHOP_NAMES_MAX = 1000 };

struct listing_ask {
	int64_t shops[LISTING_SHOPS_MAX];
	size_t shop_count;
	const char *state; /* NULL: any */
	int64_t limit, after_shop;
	struct text after;
};

static enum err read_shops(struct scope *s, const struct parameter *p, struct listing_ask *ask)
{
	struct text rest = p->value, one;

	if (p->value.at && !p->value.size)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is empty; leave it out to list all", p->name);
	while (text_cut(&rest, ',', &one)) {
		struct parameter id = { p->name, one };

		if (ask->shop_count == LISTING_SHOPS_MAX)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" has at most %d values", p->name,
				    LISTING_SHOPS_MAX);
		TRY(parameter_int(s, &id, 1, INT64_MAX, &ask->shops[ask->shop_count++]));
	}
	return OK;
}

static enum err read_only(struct scope *s, const struct parameter *p, struct listing_ask *ask)
{
	static const enum push_state states[] = { PUSH_UNMAPPED, PUSH_BEHIND, PUSH_FAILED };

	if (!p->value.at)
		return OK;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (text_is(p->value, push_state_name(states[i])))
			ask->state = push_state_name(states[i]);
	return ask->state
		       ? OK
		       : fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is one of: unmapped, behind, failed", p->name);
}

/* "SHOP/REF", as the page before gave it. */
static enum err read_after(struct scope *s, const struct parameter *p, struct listing_ask *ask)
{
	struct text shop = { 0 }, rest = p->value;

	ask->after = TEXT("");
	if (!p->value.at)
		return OK;
	if (!text_cut(&rest, '/', &shop) || shop.size == p->value.size || !text_to_int(shop, &ask->after_shop))
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is what the page before gave as \"next\"",
			    p->name);
	ask->after = rest;
	return OK;
}

static enum err read_ask(struct scope *s, const struct call *c, struct listing_ask *ask)
{
	enum { SHOP, ONLY, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "shop", { 0 } }, { "only", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };

	*ask = (struct listing_ask){ .limit = LISTINGS_LIMIT };
	TRY(call_parameters(s, c, p, COUNT));
	TRY(read_shops(s, &p[SHOP], ask));
	TRY(read_only(s, &p[ONLY], ask));
	TRY(parameter_int(s, &p[LIMIT], 1, LISTINGS_LIMIT_MAX, &ask->limit));
	return read_after(s, &p[AFTER], ask);
}

/* One more than the page holds, which tells whether there is a next one. */
static enum err load(struct scope *s, const struct listing_ask *ask, struct sql_view_listings_rows *out)
{
	struct sql_view_listings_only only = { .state = text_of(ask->state ? ask->state : ""),
					       .shops = ask->shops,
					       .shops_count = ask->shop_count,
					       .any_shop = ask->shop_count == 0,
					       .after_shop = ask->after_shop,
					       .after = ask->after,
					       .max = ask->limit + 1 };
	struct sql_view_listings all = { .shops = only.shops,
					 .shops_count = only.shops_count,
					 .any_shop = only.any_shop,
					 .after_shop = only.after_shop,
					 .after = only.after,
					 .max = only.max };
	struct sql_view_listings_only_rows rows;

	if (!ask->state)
		return sql_view_listings(s, all, out);
	TRY(sql_view_listings_only(s, only, &rows));
	out->count = rows.count;
	out->at = ARENA_ARRAY(s->arena, struct sql_view_listings_row, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		out->at[i] = (struct sql_view_listings_row){
			.shop_id = rows.at[i].shop_id,
			.ref = rows.at[i].ref,
			.platform_sku = rows.at[i].platform_sku,
			.title = rows.at[i].title,
			.stock_said = rows.at[i].stock_said,
			.stock_want = rows.at[i].stock_want,
			.said_at = rows.at[i].said_at,
			.code = rows.at[i].code,
			.words = rows.at[i].words,
		};
	return OK;
}

static struct text shop_title(const struct sql_view_shop_names_rows *shops, int64_t id)
{
	for (size_t i = 0; i < shops->count; i++)
		if (shops->at[i].id == id)
			return shops->at[i].title;
	return TEXT("");
}

static struct view_int known(int64_t n) { return (struct view_int){ n >= 0, n }; }

enum err listings_list(struct scope *s, struct call *c)
{
	struct sql_view_shop_names_rows shops;
	struct sql_view_listings_rows rows = { 0 };
	struct listing_ask ask;
	struct view_listing_page page = { 0 };
	struct view_listing *at;

	TRY(read_ask(s, c, &ask));
	TRY(load(s, &ask, &rows));
	TRY(sql_view_shop_names(s, (struct sql_view_shop_names){ .max = SHOP_NAMES_MAX }, &shops));
	page.items.count = rows.count > (size_t)ask.limit ? (size_t)ask.limit : rows.count;
	page.items.at = at = ARENA_ARRAY(s->arena, struct view_listing, page.items.count + 1);
	for (size_t i = 0; i < page.items.count; i++) {
		const struct sql_view_listings_row *r = &rows.at[i];

		at[i] = (struct view_listing){
			.shop = { r->shop_id, shop_title(&shops, r->shop_id) },
			.ref = r->ref,
			.platform_sku = r->platform_sku,
			.title = r->title,
			.said = known(r->stock_said),
			.wanted = known(r->stock_want),
			.said_at = r->said_at,
			.problem = run_trouble(s, r->code, r->words),
		};
	}
	if (rows.count > page.items.count)
		page.next = text_format(s->arena, "%lld/%.*s", (long long)at[page.items.count - 1].shop.id,
					TEXT_ARG(at[page.items.count - 1].ref));
	view_listing_page_write(&c->json, NULL, &page);
	return OK;
}
