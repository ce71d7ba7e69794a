/* web/view_order_item.c - one order as an item of a list. */
#include "web/view_order_item.h"
#include "core/order.h"
#include "core/outbound.h"
#include "store/sql.h"
#include "web/view.h"
#include <stdlib.h>

/* What belongs to the orders of a page. */
struct belongings {
	struct sql_view_order_shops_rows shops;
	struct sql_order_line_list_rows lines; /* of orders whose lines are not summed up yet */
	bool unmasked;
	struct text states[ORDER_STATE_COUNT], words[WORD_COUNT]; /* labels, made when first needed */
};

static void put_person(struct scope *s, struct json_writer *w, const char *name, struct text t, bool unmasked)
{
	json_put_text(w, name, unmasked ? t : view_mask(s, t));
}

static void view_recipient(struct scope *s, const struct belongings *b, const struct sql_view_order_rows_row *o,
			   struct json_writer *w)
{
	if (!o->people) {
		json_put_null(w, "recipient");
		return;
	}
	json_open(w, "recipient");
	put_person(s, w, "name", o->name, b->unmasked);
	put_person(s, w, "phone", o->phone, b->unmasked);
	put_person(s, w, "address", o->address, b->unmasked);
	json_put_text(w, "country", o->people_country);
	put_person(s, w, "postcode", o->postcode, b->unmasked);
	json_put_bool(w, "masked", !b->unmasked);
	json_close(w);
}

static void view_lines(struct scope *s, const struct belongings *b, const struct sql_view_order_rows_row *o,
		       struct json_writer *w)
{
	struct order_line *at;
	struct order_lines lines = { 0 };

	if (o->lines_count >= 0) {
		json_put_text(w, "lines_summary", o->lines_summary);
		json_put_int(w, "lines_count", o->lines_count);
		return;
	}
	at = ARENA_ARRAY(s->arena, struct order_line, b->lines.count + 1);
	for (size_t i = 0; i < b->lines.count; i++)
		if (b->lines.at[i].order_id == o->id)
			at[lines.count++] = (struct order_line){ .sku = b->lines.at[i].platform_sku,
								 .title = b->lines.at[i].title,
								 .ordered = b->lines.at[i].ordered };
	lines.at = at;
	json_put_text(w, "lines_summary", order_lines_summary(s->arena, &lines));
	json_put_int(w, "lines_count", (int64_t)lines.count);
}

static void put_label(struct scope *s, const char *name, struct text word, const char *zh, struct text *kept,
		      struct json_writer *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer label = json_writer_to(&b);

	if (!kept->at) {
		view_label(s, &label, NULL, word, zh);
		*kept = buffer_text(&b);
	}
	json_put_raw(w, name, *kept);
}

static void view_state(struct scope *s, struct belongings *b, const struct sql_view_order_rows_row *o,
		       struct json_writer *w)
{
	enum order_state state = ORDER_STATE_COUNT;
	enum word word = WORD_COUNT;

	json_put_text(w, "state", o->state);
	if (order_state_find(o->state, &state))
		put_label(s, "state_label", o->state, order_state_zh(state), &b->states[state], w);
	json_put_text(w, "void_reason", o->void_reason);
	json_put_text(w, "hold", o->hold_code);
	view_time(s, w, "hold_since", o->hold_since.is ? o->hold_since.value : 0);
	json_put_text(w, "word", o->word);
	if (word_find(o->word, &word))
		put_label(s, "word_label", o->word, word_zh(word), &b->words[word], w);
	json_put_text(w, "channel_status", o->channel_status);
	json_put_text(w, "payment_status", o->payment_status);
	json_put_bool(w, "history", o->history != 0);
}

static const struct sql_view_order_shops_row *shop_of(const struct belongings *b, int64_t id)
{
	for (size_t i = 0; i < b->shops.count; i++)
		if (b->shops.at[i].id == id)
			return &b->shops.at[i];
	return NULL;
}

/* Up to when we know how the channel has it: what a later look had not to say anew was as before. */
static int64_t looked_at(const struct sql_view_order_rows_row *o, const struct sql_view_order_shops_row *shop)
{
	return shop && shop->looked_at > o->latest_asked_at ? shop->looked_at : o->latest_asked_at;
}

static void view_head(struct scope *s, struct belongings *b, const struct sql_view_order_shops_row *shop,
		      const struct sql_view_order_rows_row *o, struct json_writer *w)
{
	json_put_id(w, "id", o->id);
	json_put_text(w, "channel", shop ? shop->channel : TEXT(""));
	json_open(w, "shop");
	json_put_id(w, "id", o->shop_id);
	json_put_text(w, "title", shop ? shop->title : TEXT(""));
	json_close(w);
	json_put_text(w, "ref", o->ref);
	json_put_text(w, "number", o->display_no.size ? o->display_no : o->ref);
	view_state(s, b, o, w);
	view_time(s, w, "placed", o->placed);
	view_time(s, w, "ship_by", o->due);
	if (o->total_minor.is)
		view_money(s, w, "total", o->total_minor.value, o->currency);
	else
		json_put_null(w, "total");
	json_put_text(w, "country", o->country);
}

static void view_members(struct scope *s, struct belongings *b, const struct sql_view_order_rows_row *o,
			 struct json_writer *w)
{
	const struct sql_view_order_shops_row *shop = shop_of(b, o->shop_id);

	view_head(s, b, shop, o, w);
	view_lines(s, b, o, w);
	view_recipient(s, b, o, w);
	json_put_text(w, "delivery_method", o->delivery_method);
	put_person(s, w, "remark", o->remark, b->unmasked);
	json_put_z(w, "outbound", outbound_state_name(OUTBOUND_NONE));
	json_put_text(w, "outbound_number", TEXT(""));
	json_put_text(w, "tracking", TEXT(""));
	json_put_int(w, "revision", o->latest_seq);
	view_time(s, w, "seen_at", o->seen_at);
	view_time(s, w, "changed_at", o->changed_at);
	view_time(s, w, "looked_at", looked_at(o, shop));
	view_time(s, w, "next_look", shop ? shop->next_look : 0);
	json_put_int(w, "ver", o->ver);
}

static enum err load(struct scope *s, const struct sql_view_order_rows_row *const *at, size_t count,
		     struct belongings *b)
{
	int64_t *shops = ARENA_ARRAY(s->arena, int64_t, count + 1), *ids = ARENA_ARRAY(s->arena, int64_t, count + 1);
	size_t shop_count = 0, id_count = 0;

	for (size_t i = 0; i < count; i++) {
		size_t h = 0;

		while (h < shop_count && shops[h] != at[i]->shop_id)
			h++;
		if (h == shop_count)
			shops[shop_count++] = at[i]->shop_id;
		if (at[i]->lines_count < 0)
			ids[id_count++] = at[i]->id;
	}
	if (id_count)
		TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = ids, .ids_count = id_count },
					&b->lines));
	return sql_view_order_shops(s, (struct sql_view_order_shops){ .ids = shops, .ids_count = shop_count },
				    &b->shops);
}

enum err view_order_items(struct scope *s, const struct sql_view_order_rows_row *const *at, size_t count, bool people,
			  struct json_writer *w)
{
	struct belongings b = { .unmasked = people };

	if (count == 0)
		return OK;
	TRY(load(s, at, count, &b));
	for (size_t i = 0; i < count; i++) {
		json_open(w, NULL);
		view_members(s, &b, at[i], w);
		json_close(w);
	}
	return OK;
}

enum err view_order_head(struct scope *s, int64_t id, bool people, struct json_writer *w, struct text *currency)
{
	struct sql_view_order_rows_rows rows;
	const struct sql_view_order_rows_row *o;
	struct belongings b = { .unmasked = people };

	TRY(sql_view_order_rows(s, (struct sql_view_order_rows){ .ids = &id, .ids_count = 1 }, &rows));
	if (rows.count != 1)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)id);
	o = &rows.at[0];
	TRY(load(s, &o, 1, &b));
	view_members(s, &b, o, w);
	*currency = o->currency;
	return OK;
}
