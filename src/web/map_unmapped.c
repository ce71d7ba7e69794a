/* web/map_unmapped.c - platform SKUs without a mapping, with the articles that they may stand for. */
#include "core/sku_suggest.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/map_list.h"
#include <stdlib.h>

enum { PAGE_USUAL = 50, PAGE_MOST = 200, FOUND_MAX = 5000 };

/* What was found for a whole page. */
struct hints {
	struct sql_suggest_found_rows found;   /* by key */
	struct sql_suggest_mapped_rows mapped; /* by platform SKU */
};

static int by_text(const void *a, const void *b)
{
	return text_order(*(const struct text *)a, *(const struct text *)b);
}

static enum err read_hints(struct scope *s, const struct sql_unmapped_page_rows *rows, size_t count, struct hints *out)
{
	struct text *keys = ARENA_ARRAY(s->arena, struct text, count * SUGGEST_KEYS_MAX + 1);
	struct text *skus = ARENA_ARRAY(s->arena, struct text, count + 1);
	size_t key_count = 0, kept = 0;

	*out = (struct hints){ 0 };
	for (size_t i = 0; i < count; i++) {
		struct suggest_for f = { rows->at[i].platform_sku, rows->at[i].title };

		skus[i] = f.sku;
		key_count += sku_suggest_keys(s->arena, &f, keys + key_count);
	}
	if (key_count)
		qsort(keys, key_count, sizeof *keys, by_text);
	for (size_t i = 0; i < key_count; i++)
		if (kept == 0 || !text_same(keys[kept - 1], keys[i]))
			keys[kept++] = keys[i];
	if (count == 0)
		return OK;
	TRY(sql_suggest_found(s, (struct sql_suggest_found){ .keys = keys, .keys_count = kept, .max = FOUND_MAX },
			      &out->found));
	return sql_suggest_mapped(s, (struct sql_suggest_mapped){ .skus = skus, .skus_count = count, .max = FOUND_MAX },
				  &out->mapped);
}

/* The first of a list sorted by the text with which its rows begin. */
static size_t first_of(const void *rows, size_t count, size_t size, struct text key)
{
	const char *at = rows;
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (text_order(*(const struct text *)(const void *)(at + middle * size), key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct candidates {
	struct suggest_candidate *at;
	size_t count, room;
};

static void add(struct scope *s, struct candidates *c, struct suggest_candidate x)
{
	if (c->count == c->room) {
		size_t room = c->room ? c->room * 2 : 16;

		c->at = arena_resize(s->arena, c->at, c->room * sizeof *c->at, room * sizeof *c->at);
		c->room = room;
	}
	c->at[c->count++] = x;
}

static struct candidates candidates_of(struct scope *s, const struct hints *h, const struct suggest_for *f)
{
	struct text keys[SUGGEST_KEYS_MAX];
	size_t count = sku_suggest_keys(s->arena, f, keys);
	struct candidates c = { 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t k = first_of(h->found.at, h->found.count, sizeof *h->found.at, keys[i]);
		     k < h->found.count && text_same(h->found.at[k].key, keys[i]); k++) {
			const struct sql_suggest_found_row *r = &h->found.at[k];

			add(s, &c, (struct suggest_candidate){ r->id, r->code, r->barcode, r->title, 0 });
		}
	for (size_t k = first_of(h->mapped.at, h->mapped.count, sizeof *h->mapped.at, f->sku);
	     k < h->mapped.count && text_same(h->mapped.at[k].platform_sku, f->sku); k++) {
		const struct sql_suggest_mapped_row *r = &h->mapped.at[k];

		add(s, &c, (struct suggest_candidate){ r->sku_id, r->code, r->barcode, r->title, r->quantity });
	}
	return c;
}

static struct view_map_suggestion_list suggestions_of(struct scope *s, const struct hints *h,
						      const struct suggest_for *f)
{
	struct candidates c = candidates_of(s, h, f);
	struct suggestion best[SUGGESTIONS_MAX];
	size_t count = sku_suggest(s->arena, f, c.at, c.count, best);
	struct view_map_suggestion *at = ARENA_ARRAY(s->arena, struct view_map_suggestion, count + 1);

	for (size_t i = 0; i < count; i++) {
		const struct suggest_candidate *x = &c.at[best[i].candidate];

		at[i] = (struct view_map_suggestion){ x->sku_id, x->code, x->title, best[i].quantity,
						      text_of(suggestion_reason_name(best[i].reason)) };
	}
	return (struct view_map_suggestion_list){ at, count };
}

/* "40 7 CCD007": orders, shop, platform SKU. */
static enum err read_mark(struct scope *s, struct text mark, struct sql_unmapped_page *q)
{
	struct text plain = hex_parse(s->arena, mark), orders, shop;

	if (plain.size && text_valid(plain) && text_cut(&plain, ' ', &orders) && text_cut(&plain, ' ', &shop) &&
	    text_to_int(orders, &q->orders) && text_to_int(shop, &q->shop_id)) {
		q->platform_sku = plain.at ? plain : TEXT("");
		return OK;
	}
	return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
}

static struct text mark_of(struct scope *s, const struct sql_unmapped_page_row *r)
{
	struct text plain = text_format(s->arena, "%lld %lld %.*s", (long long)r->orders, (long long)r->shop_id,
					TEXT_ARG(r->platform_sku));

	return hex_format(s->arena, plain.at, plain.size);
}

static enum err write_page(struct scope *s, struct call *c, const struct sql_unmapped_page_rows *rows, size_t limit)
{
	size_t count = rows->count < limit ? rows->count : limit;
	struct view_unmapped_sku *items = ARENA_ARRAY(s->arena, struct view_unmapped_sku, count + 1);
	struct view_unmapped_page page = { { items, count }, { 0 } };
	struct hints hints;

	TRY(read_hints(s, rows, count, &hints));
	for (size_t i = 0; i < count; i++) {
		const struct sql_unmapped_page_row *r = &rows->at[i];
		struct suggest_for f = { r->platform_sku, r->title };

		items[i] = (struct view_unmapped_sku){ .platform_sku = r->platform_sku,
						       .title = r->title,
						       .shop = { r->shop_id, r->shop_title },
						       .channel = r->channel,
						       .orders = { r->orders, false },
						       .since = r->since,
						       .suggestions = suggestions_of(s, &hints, &f) };
	}
	if (rows->count > limit)
		page.next = mark_of(s, &rows->at[limit - 1]);
	view_unmapped_page_write(&c->json, NULL, &page);
	return OK;
}

enum err maps_unmapped(struct scope *s, struct call *c)
{
	enum { SHOP, FIND, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "shop", { 0 } }, { "find", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct sql_unmapped_page q = { .orders = INT64_MAX, .platform_sku = TEXT("") };
	struct sql_unmapped_page_rows rows;
	int64_t limit = PAGE_USUAL, *shops;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(map_ids_read(s, &p[SHOP], &shops, &q.shops_count));
	q.shops = shops;
	q.any_shop = q.shops_count == 0;
	TRY(parameter_int(s, &p[LIMIT], 1, PAGE_MOST, &limit));
	if (p[FIND].value.size > MAP_TYPED_MAX)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"find\" has at most %d bytes", MAP_TYPED_MAX);
	q.low = p[FIND].value.at ? p[FIND].value : TEXT("");
	q.high = text_format(s->arena, "%.*s\xF4\x8F\xBF\xBF", TEXT_ARG(q.low));
	if (p[AFTER].value.at)
		TRY(read_mark(s, p[AFTER].value, &q));
	q.max = limit + 1;
	TRY(sql_unmapped_page(s, q, &rows));
	return write_page(s, c, &rows, (size_t)limit);
}
