/* web/view_order.c - a page of orders, the counts of tabs, and what the filters offer. */
#include "web/view_order.h"
#include "core/find.h"
#include "store/sql.h"
#include "web/order_page.h"
#include "web/view_order_item.h"

enum { FACETS_MAX = 1000 };

/* The numbers that no order has, as they were typed, each once. */
static enum err missing(struct scope *s, const struct order_query *q, struct view_texts *out)
{
	struct text *names = ARENA_ARRAY(s->arena, struct text, q->number_count + 1);
	struct text *keys = ARENA_ARRAY(s->arena, struct text, q->number_count + 1);
	struct sql_order_find_keys_rows rows;

	if (q->number_count == 0)
		return OK;
	for (size_t i = 0; i < q->number_count; i++)
		keys[i] = find_number_key(s->arena, text_fold(s->arena, q->numbers[i]));
	TRY(sql_order_find_keys(
		s, (struct sql_order_find_keys){ .keys = keys, .keys_count = q->number_count, .max = ORDERS_SCAN_MAX },
		&rows));
	*out = (struct view_texts){ names, 0 };
	for (size_t i = 0; i < q->number_count; i++) {
		bool known = false;

		for (size_t r = 0; r < rows.count && !known; r++)
			known = text_same(rows.at[r].key, keys[i]);
		for (size_t before = 0; before < i && !known; before++)
			known = text_same(keys[before], keys[i]);
		if (!known)
			names[out->count++] = q->numbers[i];
	}
	return OK;
}

enum err view_orders(struct scope *s, const struct order_query *q, struct json_writer *w)
{
	struct view_order_page v = { 0 };
	struct order_page page;

	TRY(order_page_read(s, q, (size_t)q->limit, &page));
	TRY(view_order_items(s, page.at, page.count, q->people, &v.items));
	if (page.more)
		v.next = order_cursor_format(s->arena, q, page.place);
	TRY(missing(s, q, &v.missing));
	v.stopped = page.stopped;
	view_order_page_write(w, NULL, &v);
	return OK;
}

static void tally(struct order_tally out[ORDER_STATE_COUNT], struct text state, int64_t count)
{
	enum order_state tab;

	if (order_state_find(state, &tab))
		out[tab].count += count;
}

/* By the counters, which are exact. */
static enum err count_plain(struct scope *s, const struct order_query *q, struct order_tally out[ORDER_STATE_COUNT])
{
	const struct order_filter *f = &q->filter;
	struct sql_order_count_shops_rows some;
	struct sql_order_count_all_rows all;

	for (int t = 0; t < ORDER_STATE_COUNT; t++)
		out[t] = (struct order_tally){ 0 };
	if (f->by_shop) {
		TRY(sql_order_count_shops(
			s, (struct sql_order_count_shops){ .shop_ids = f->shops, .shop_ids_count = f->shop_count },
			&some));
		for (size_t i = 0; i < some.count; i++)
			tally(out, some.at[i].state, some.at[i].count);
		return OK;
	}
	TRY(sql_order_count_all(s, &all));
	for (size_t i = 0; i < all.count; i++)
		tally(out, all.at[i].state, all.at[i].count);
	return OK;
}

enum err view_counts(struct scope *s, const struct order_query *q, struct json_writer *w)
{
	struct order_tally tabs[ORDER_STATE_COUNT];
	struct view_order_counts v;
	struct view_count *const to[ORDER_STATE_COUNT] = {
		[ORDER_PENDING] = &v.pending,
		[ORDER_PROCESSED] = &v.processed,
		[ORDER_MARKED_SHIPPED] = &v.marked_shipped,
		[ORDER_FROZEN] = &v.frozen,
		[ORDER_VOID] = &v.voided,
	};

	TRY(order_query_is_plain(q) ? count_plain(s, q, tabs) : order_page_count(s, q, ORDERS_COUNT_MAX, tabs));
	for (int t = 0; t < ORDER_STATE_COUNT; t++)
		*to[t] = (struct view_count){ tabs[t].count, tabs[t].more };
	view_order_counts_write(w, NULL, &v);
	return OK;
}

static struct view_texts values_of(struct scope *s, const struct sql_order_facet_list_rows *rows, const char *kind)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, rows->count + 1);
	struct view_texts v = { at, 0 };

	for (size_t i = 0; i < rows->count; i++)
		if (text_is(rows->at[i].kind, kind))
			at[v.count++] = rows->at[i].value;
	return v;
}

static bool first_of_channel(const struct sql_view_shop_names_rows *shops, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (text_same(shops->at[before].channel, shops->at[i].channel))
			return false;
	return true;
}

enum err view_facets(struct scope *s, struct json_writer *w)
{
	struct sql_order_facet_list_rows values;
	struct sql_view_shop_names_rows shops;
	struct view_order_facets v;
	struct view_facet_shop *at;
	struct text *channels;

	TRY(sql_order_facet_list(s, (struct sql_order_facet_list){ .max = FACETS_MAX }, &values));
	TRY(sql_view_shop_names(s, (struct sql_view_shop_names){ .max = ORDER_SHOPS_MAX }, &shops));
	at = ARENA_ARRAY(s->arena, struct view_facet_shop, shops.count + 1);
	channels = ARENA_ARRAY(s->arena, struct text, shops.count + 1);
	v = (struct view_order_facets){
		.countries = values_of(s, &values, "country"),
		.delivery_methods = values_of(s, &values, "delivery_method"),
		.channels = { channels, 0 },
		.shops = { at, shops.count },
	};
	for (size_t i = 0; i < shops.count; i++) {
		at[i] = (struct view_facet_shop){ shops.at[i].id, shops.at[i].title, shops.at[i].channel };
		if (first_of_channel(&shops, i))
			channels[v.channels.count++] = shops.at[i].channel;
	}
	view_order_facets_write(w, NULL, &v);
	return OK;
}
