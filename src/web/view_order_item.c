/* web/view_order_item.c - one order as an item of a list. */
#include "web/view_order_item.h"
#include "core/order.h"
#include "core/outbound.h"
#include "store/sql.h"
#include "web/view.h"
#include "work/listing.h"
#include <stdlib.h>

/* What belongs to the orders of a page. */
struct belongings {
	struct sql_view_order_shops_rows shops;
	struct sql_order_line_list_rows lines; /* of orders whose lines are not summed up yet */
	bool unmasked;
	struct view_label states[ORDER_STATE_COUNT], words[WORD_COUNT]; /* made when first needed */
};

static struct text person(struct scope *s, const struct belongings *b, struct text t)
{
	return b->unmasked ? t : view_mask(s, t);
}

static const struct view_recipient *recipient(struct scope *s, const struct belongings *b,
					      const struct sql_view_order_rows_row *o)
{
	struct view_recipient *v = ARENA_NEW(s->arena, struct view_recipient);

	if (!o->people)
		return NULL;
	*v = (struct view_recipient){
		.name = person(s, b, o->name),
		.phone = person(s, b, o->phone),
		.address = person(s, b, o->address),
		.country = o->people_country,
		.postcode = person(s, b, o->postcode),
		.masked = !b->unmasked,
	};
	return v;
}

static void put_lines(struct scope *s, const struct belongings *b, const struct sql_view_order_rows_row *o,
		      struct view_order_item *v)
{
	struct order_lines lines;

	v->lines_summary = o->lines_summary;
	v->lines_count = o->lines_count;
	if (o->lines_count >= 0)
		return;
	lines = listing_lines(s->arena, &b->lines, o->id);
	v->lines_summary = order_lines_summary(s->arena, &lines);
	v->lines_count = (int64_t)lines.count;
}

static struct view_label label(struct scope *s, struct text word, const char *zh, struct view_label *kept)
{
	if (!kept->en.at)
		*kept = view_label_of(s, word, zh);
	return *kept;
}

static void put_state(struct scope *s, struct belongings *b, const struct sql_view_order_rows_row *o,
		      struct view_order_item *v)
{
	enum order_state state = ORDER_STATE_COUNT;
	enum word word = WORD_COUNT;

	v->state = o->state;
	if (order_state_find(o->state, &state))
		v->state_label = label(s, o->state, order_state_zh(state), &b->states[state]);
	v->void_reason = o->void_reason;
	v->hold = o->hold_code;
	v->hold_since = o->hold_since.is ? o->hold_since.value : 0;
	v->hold_why = o->hold_why;
	v->hold_until = o->hold_until;
	v->unmapped = o->unmapped;
	v->waiting = o->waiting;
	v->reserved = o->reserved;
	v->word = o->word;
	if (word_find(o->word, &word))
		v->word_label = label(s, o->word, word_zh(word), &b->words[word]);
	v->channel_status = o->channel_status;
	v->payment_status = o->payment_status;
	v->history = o->history != 0;
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

static struct view_order_item item(struct scope *s, struct belongings *b, const struct sql_view_order_rows_row *o)
{
	const struct sql_view_order_shops_row *shop = shop_of(b, o->shop_id);
	struct view_order_item v = {
		.id = o->id,
		.channel = shop ? shop->channel : TEXT(""),
		.shop = { o->shop_id, shop ? shop->title : TEXT("") },
		.ref = o->ref,
		.number = o->display_no.size ? o->display_no : o->ref,
		.placed = o->placed,
		.ship_by = o->due,
		.total = o->total_minor.is ? view_money_of(s, o->total_minor.value, o->currency) : NULL,
		.country = o->country,
		.recipient = recipient(s, b, o),
		.delivery_method = o->delivery_method,
		.edited = o->edits > 0,
		.remark = person(s, b, o->remark),
		.outbound = text_of(outbound_state_name(OUTBOUND_NONE)),
		.revision = o->latest_seq,
		.seen_at = o->seen_at,
		.changed_at = o->changed_at,
		.looked_at = looked_at(o, shop),
		.next_look = shop ? shop->next_look : 0,
		.ver = o->ver,
	};

	put_state(s, b, o, &v);
	put_lines(s, b, o, &v);
	return v;
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
			  struct view_order_item_list *out)
{
	struct view_order_item *items = ARENA_ARRAY(s->arena, struct view_order_item, count + 1);
	struct belongings b = { .unmasked = people };

	*out = (struct view_order_item_list){ items, count };
	if (count == 0)
		return OK;
	TRY(load(s, at, count, &b));
	for (size_t i = 0; i < count; i++)
		items[i] = item(s, &b, at[i]);
	return OK;
}

enum err view_order_head(struct scope *s, int64_t id, bool people, struct view_order_item *out, struct text *currency)
{
	struct sql_view_order_rows_rows rows;
	const struct sql_view_order_rows_row *o;
	struct belongings b = { .unmasked = people };

	TRY(sql_view_order_rows(s, (struct sql_view_order_rows){ .ids = &id, .ids_count = 1 }, &rows));
	if (rows.count != 1)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)id);
	o = &rows.at[0];
	TRY(load(s, &o, 1, &b));
	*out = item(s, &b, o);
	*currency = o->currency;
	return OK;
}
