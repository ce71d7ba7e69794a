/* web/view_order.c - a page of orders, the counts of tabs, and what the filters offer. */
#include "web/view_order.h"
#include "core/find.h"
#include "store/sql.h"
#include "web/order_page.h"
#include "web/view_order_item.h"

enum { FACETS_MAX = 1000 };

/* The numbers that no order has, as they were typed, each once. */
static enum err view_missing(struct scope *s, const struct order_query *q, struct json_writer *w)
{
	struct text *keys = ARENA_ARRAY(s->arena, struct text, q->number_count + 1);
	struct sql_order_find_keys_rows rows;

	if (q->number_count == 0)
		return OK;
	for (size_t i = 0; i < q->number_count; i++)
		keys[i] = find_number_key(s->arena, text_fold(s->arena, q->numbers[i]));
	TRY(sql_order_find_keys(
		s, (struct sql_order_find_keys){ .keys = keys, .keys_count = q->number_count, .max = ORDERS_SCAN_MAX },
		&rows));
	json_open_array(w, "missing");
	for (size_t i = 0; i < q->number_count; i++) {
		bool known = false;

		for (size_t r = 0; r < rows.count && !known; r++)
			known = text_same(rows.at[r].key, keys[i]);
		for (size_t before = 0; before < i && !known; before++)
			known = text_same(keys[before], keys[i]);
		if (!known)
			json_put_text(w, NULL, q->numbers[i]);
	}
	json_close_array(w);
	return OK;
}

enum err view_orders(struct scope *s, const struct order_query *q, struct json_writer *w)
{
	struct order_page page;

	TRY(order_page_read(s, q, (size_t)q->limit, &page));
	json_open(w, NULL);
	json_open_array(w, "items");
	TRY(view_order_items(s, page.at, page.count, q->people, w));
	json_close_array(w);
	if (page.more)
		json_put_text(w, "next", order_cursor_format(s->arena, q, page.place));
	else
		json_put_null(w, "next");
	TRY(view_missing(s, q, w));
	json_put_bool(w, "stopped", page.stopped);
	json_close(w);
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

	TRY(order_query_is_plain(q) ? count_plain(s, q, tabs) : order_page_count(s, q, ORDERS_COUNT_MAX, tabs));
	json_open(w, NULL);
	for (int t = 0; t < ORDER_STATE_COUNT; t++) {
		json_open(w, order_state_name((enum order_state)t));
		json_put_int(w, "count", tabs[t].count);
		json_put_bool(w, "more", tabs[t].more);
		json_close(w);
	}
	json_close(w);
	return OK;
}

static void view_values(const struct sql_order_facet_list_rows *rows, const char *kind, const char *name,
			struct json_writer *w)
{
	json_open_array(w, name);
	for (size_t i = 0; i < rows->count; i++)
		if (text_is(rows->at[i].kind, kind))
			json_put_text(w, NULL, rows->at[i].value);
	json_close_array(w);
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

	TRY(sql_order_facet_list(s, (struct sql_order_facet_list){ .max = FACETS_MAX }, &values));
	TRY(sql_view_shop_names(s, (struct sql_view_shop_names){ .max = ORDER_SHOPS_MAX }, &shops));
	json_open(w, NULL);
	view_values(&values, "country", "countries", w);
	view_values(&values, "delivery_method", "delivery_methods", w);
	json_open_array(w, "channels");
	for (size_t i = 0; i < shops.count; i++)
		if (first_of_channel(&shops, i))
			json_put_text(w, NULL, shops.at[i].channel);
	json_close_array(w);
	json_open_array(w, "shops");
	for (size_t i = 0; i < shops.count; i++) {
		json_open(w, NULL);
		json_put_id(w, "id", shops.at[i].id);
		json_put_text(w, "title", shops.at[i].title);
		json_put_text(w, "channel", shops.at[i].channel);
		json_close(w);
	}
	json_close_array(w);
	json_close(w);
	return OK;
}
