/* web/view_order.c - a page of orders, and the counts of tabs. */
#include "web/view_order.h"
#include "store/sql.h"
#include "web/view.h"
#include "web/view_order_item.h"

enum { COUNT_MAX = 10000 };

enum err order_query_tab(struct scope *s, struct text tab, struct order_query *q)
{
	struct buffer b = buffer_in(s->arena);

	q->one_tab = tab.size > 0 && !text_is(tab, "all");
	if (!q->one_tab || order_state_find(tab, &q->tab))
		return OK;
	for (int i = 0; i < ORDER_STATE_COUNT; i++)
		buffer_format(&b, ", %s", order_state_name((enum order_state)i));
	return fail(s, ERR_BAD_REQUEST, "there is no such tab; the tabs are: all%.*s", TEXT_ARG(buffer_text(&b)));
}

struct text order_cursor_format(struct arena *a, struct order_cursor c)
{
	unsigned char bytes[16];

	for (int i = 0; i < 8; i++) {
		bytes[i] = (unsigned char)((uint64_t)c.placed >> (56 - 8 * i));
		bytes[8 + i] = (unsigned char)((uint64_t)c.id >> (56 - 8 * i));
	}
	return hex_format(a, bytes, sizeof bytes);
}

enum err order_cursor_parse(struct scope *s, struct text t, struct order_cursor *out)
{
	struct text bytes = hex_parse(s->arena, t);
	uint64_t placed = 0, id = 0;

	if (!bytes.at || bytes.size != 16)
		return fail(s, ERR_BAD_REQUEST, "\"after\" must be what the page before gave as \"next\"");
	for (size_t i = 0; i < 8; i++) {
		placed = placed << 8 | (unsigned char)bytes.at[i];
		id = id << 8 | (unsigned char)bytes.at[8 + i];
	}
	*out = (struct order_cursor){ true, (int64_t)placed, (int64_t)id };
	return OK;
}

/* Where a page stands: the places of its orders, and one more if there is a next page. */
struct page {
	int64_t *ids;
	struct order_cursor last;
	size_t count;
	bool more;
};

/* The four queries give rows of the same form; this takes them over. */
#define PAGE_TAKE(rows)                                                                                        \
	do {                                                                                                   \
		p->count = (rows).count;                                                                       \
		p->ids = ARENA_ARRAY(s->arena, int64_t, p->count + 1);                                         \
		for (size_t i = 0; i < p->count; i++) {                                                        \
			p->ids[i] = (rows).at[i].id;                                                           \
			if (i + 1 < p->count || p->count <= (size_t)limit)                                     \
				p->last = (struct order_cursor){ true, (rows).at[i].placed, (rows).at[i].id }; \
		}                                                                                              \
	} while (0)

static enum err page_of_shop(struct scope *s, const struct order_query *q, int64_t limit, struct page *p)
{
	struct sql_order_page_shop_rows all;
	struct sql_order_page_shop_state_rows tab;

	if (!q->one_tab) {
		TRY(sql_order_page_shop(
			s,
			(struct sql_order_page_shop){
				.shop_id = q->shop_id, .placed = q->after.placed, .id = q->after.id, .max = limit + 1 },
			&all));
		PAGE_TAKE(all);
		return OK;
	}
	TRY(sql_order_page_shop_state(s,
				      (struct sql_order_page_shop_state){ .shop_id = q->shop_id,
									  .state = text_of(order_state_name(q->tab)),
									  .placed = q->after.placed,
									  .id = q->after.id,
									  .max = limit + 1 },
				      &tab));
	PAGE_TAKE(tab);
	return OK;
}

static enum err page_of_all(struct scope *s, const struct order_query *q, int64_t limit, struct page *p)
{
	struct sql_order_page_rows all;
	struct sql_order_page_state_rows tab;

	if (!q->one_tab) {
		TRY(sql_order_page(
			s, (struct sql_order_page){ .placed = q->after.placed, .id = q->after.id, .max = limit + 1 },
			&all));
		PAGE_TAKE(all);
		return OK;
	}
	TRY(sql_order_page_state(s,
				 (struct sql_order_page_state){ .state = text_of(order_state_name(q->tab)),
								.placed = q->after.placed,
								.id = q->after.id,
								.max = limit + 1 },
				 &tab));
	PAGE_TAKE(tab);
	return OK;
}

enum err view_orders(struct scope *s, const struct order_query *q, struct json_writer *w)
{
	struct order_query query = *q;
	int64_t limit = q->limit > 0 ? q->limit : ORDERS_LIMIT;
	struct page p = { 0 };

	if (!query.after.is)
		query.after = (struct order_cursor){ true, INT64_MAX, INT64_MAX };
	TRY(query.shop_id ? page_of_shop(s, &query, limit, &p) : page_of_all(s, &query, limit, &p));
	p.more = p.count > (size_t)limit;
	json_open(w, NULL);
	json_open_array(w, "items");
	TRY(view_order_items(s, p.ids, p.more ? (size_t)limit : p.count, q->people, w));
	json_close_array(w);
	if (p.more)
		json_put_text(w, "next", order_cursor_format(s->arena, p.last));
	else
		json_put_null(w, "next");
	json_close(w);
	return OK;
}

static void view_count(struct json_writer *w, enum order_state tab, int64_t count)
{
	json_open(w, order_state_name(tab));
	json_put_int(w, "count", count > COUNT_MAX ? COUNT_MAX : count);
	json_put_bool(w, "more", count > COUNT_MAX);
	json_close(w);
}

enum err view_counts(struct scope *s, int64_t shop_id, struct json_writer *w)
{
	struct sql_view_counts_row n;
	struct sql_view_counts_shop_row of_shop;

	if (shop_id) {
		TRY(sql_view_counts_shop(s, (struct sql_view_counts_shop){ .shop_id = shop_id, .max = COUNT_MAX + 1 },
					 &of_shop));
		n = (struct sql_view_counts_row){ of_shop.pending, of_shop.processed, of_shop.marked_shipped,
						  of_shop.frozen, of_shop.voided };
	} else {
		TRY(sql_view_counts(s, (struct sql_view_counts){ .max = COUNT_MAX + 1 }, &n));
	}
	json_open(w, NULL);
	view_count(w, ORDER_PENDING, n.pending);
	view_count(w, ORDER_PROCESSED, n.processed);
	view_count(w, ORDER_MARKED_SHIPPED, n.marked_shipped);
	view_count(w, ORDER_FROZEN, n.frozen);
	view_count(w, ORDER_VOID, n.voided);
	json_close(w);
	return OK;
}
