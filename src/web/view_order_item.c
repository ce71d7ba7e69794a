/* web/view_order_item.c - one order as an item of a list. */
#include "web/view_order_item.h"
#include "core/order.h"
#include "store/sql.h"
#include "web/view.h"
#include <stdlib.h>

enum { SUMMARY_MAX = 200 };

/* What belongs to the orders of a page, each list sorted by order. */
struct belongings {
	struct sql_order_people_get_rows people;
	struct sql_order_line_list_rows lines;
	bool unmasked;
};

static int64_t people_order(const void *row) { return ((const struct sql_order_people_get_row *)row)->order_id; }

static int people_compare(const void *a, const void *b)
{
	int64_t x = people_order(a), y = people_order(b);

	return (x > y) - (x < y);
}

static const struct sql_order_people_get_row *people_of(const struct belongings *b, int64_t order_id)
{
	struct sql_order_people_get_row key = { .order_id = order_id };

	if (b->people.count == 0)
		return NULL;
	return bsearch(&key, b->people.at, b->people.count, sizeof key, people_compare);
}

static void put_person(struct scope *s, struct json_writer *w, const char *name, struct text t, bool unmasked)
{
	json_put_text(w, name, unmasked || !t.at ? t : view_mask(s, t));
}

static void view_recipient(struct scope *s, const struct belongings *b, int64_t order_id, struct json_writer *w)
{
	const struct sql_order_people_get_row *p = people_of(b, order_id);

	if (!p) {
		json_put_null(w, "recipient");
		return;
	}
	json_open(w, "recipient");
	put_person(s, w, "name", p->name, b->unmasked);
	put_person(s, w, "phone", p->phone, b->unmasked);
	json_put_text(w, "country", p->country);
	put_person(s, w, "postcode", p->postcode, b->unmasked);
	json_put_bool(w, "masked", !b->unmasked);
	json_close(w);
}

/* "CCD007*1; X-2*3", ended by "…" where it would be too long. */
static struct text summary(struct scope *s, const struct belongings *b, int64_t order_id)
{
	struct buffer out = buffer_in(s->arena);
	size_t low = 0, high = b->lines.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (b->lines.at[middle].order_id < order_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < b->lines.count && b->lines.at[low].order_id == order_id; low++) {
		const struct sql_order_line_list_row *l = &b->lines.at[low];
		struct text what = l->platform_sku.size ? l->platform_sku : l->title;
		if (out.size + what.size > SUMMARY_MAX) {
			buffer_add_z(&out, out.size ? "; …" : "…");
			break;
		}
		buffer_format(&out, "%s%.*s*%lld", out.size ? "; " : "", TEXT_ARG(what), (long long)l->ordered);
	}
	return buffer_text(&out);
}

static void view_state(struct scope *s, const struct sql_view_order_rows_row *o, struct json_writer *w)
{
	enum order_state state;
	enum word word;

	json_put_text(w, "state", o->state);
	view_label(s, w, "state", o->state, order_state_find(o->state, &state) ? order_state_zh(state) : NULL);
	json_put_text(w, "void_reason", o->void_reason);
	json_put_text(w, "hold", o->hold_code);
	view_time(s, w, "hold_since", o->hold_since.is ? o->hold_since.value : 0);
	json_put_text(w, "word", o->word);
	view_label(s, w, "word", o->word, word_find(o->word, &word) ? word_zh(word) : NULL);
	json_put_text(w, "channel_status", o->channel_status);
	json_put_text(w, "payment_status", o->payment_status);
	json_put_bool(w, "history", o->history != 0);
}

static void view_members(struct scope *s, const struct belongings *b, const struct sql_view_order_rows_row *o,
			 struct json_writer *w)
{
	json_put_id(w, "id", o->id);
	json_put_text(w, "channel", o->channel);
	json_open(w, "shop");
	json_put_id(w, "id", o->shop_id);
	json_put_text(w, "title", o->shop_title);
	json_close(w);
	json_put_text(w, "ref", o->ref);
	json_put_text(w, "number", o->display_no.size ? o->display_no : o->ref);
	view_state(s, o, w);
	view_time(s, w, "placed", o->placed);
	view_time(s, w, "ship_by", o->due);
	if (o->total_minor.is)
		view_money(s, w, "total", o->total_minor.value, o->currency);
	else
		json_put_null(w, "total");
	json_put_text(w, "country", o->country);
	json_put_text(w, "lines_summary", summary(s, b, o->id));
	view_recipient(s, b, o->id, w);
	json_put_text(w, "delivery_method", o->delivery_method);
	json_put_int(w, "revision", o->latest_seq);
	view_time(s, w, "seen_at", o->seen_at);
	view_time(s, w, "changed_at", o->changed_at);
	json_put_int(w, "ver", o->ver);
}

static enum err load(struct scope *s, int64_t *ids, size_t count, struct sql_view_order_rows_rows *orders,
		     struct belongings *b)
{
	TRY(sql_view_order_rows(s, (struct sql_view_order_rows){ .ids = ids, .ids_count = count }, orders));
	TRY(sql_order_people_get(s, (struct sql_order_people_get){ .ids = ids, .ids_count = count }, &b->people));
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = ids, .ids_count = count }, &b->lines));
	if (b->people.count > 0)
		qsort(b->people.at, b->people.count, sizeof *b->people.at, people_compare);
	return OK;
}

enum err view_order_items(struct scope *s, int64_t *ids, size_t count, bool people, struct json_writer *w)
{
	struct sql_view_order_rows_rows orders;
	struct belongings b = { .unmasked = people };

	if (count == 0)
		return OK;
	TRY(load(s, ids, count, &orders, &b));
	for (size_t i = 0; i < orders.count; i++) {
		json_open(w, NULL);
		view_members(s, &b, &orders.at[i], w);
		json_close(w);
	}
	return OK;
}

enum err view_order_head(struct scope *s, int64_t id, bool people, struct json_writer *w, struct text *currency)
{
	struct sql_view_order_rows_rows orders;
	struct belongings b = { .unmasked = people };

	TRY(load(s, &id, 1, &orders, &b));
	if (orders.count != 1)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)id);
	view_members(s, &b, &orders.at[0], w);
	*currency = orders.at[0].currency;
	return OK;
}
