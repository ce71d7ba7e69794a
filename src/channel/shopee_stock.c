/* channel/shopee_stock.c - Shopee is told how many of its offers there are: the variations of one item, fifty at once.
 *
 * update_stock is absolute: the same once more changes nothing [doc]. A shop that keeps stock at several locations must
 * name one, which we do not know of; it refuses, and its words stand at the offer. */
#include "channel/shopee.h"

bool shopee_stock_together(struct text ref, struct text other)
{
	struct text item, model, item2, model2;

	return shopee_offer_cut(ref, &item, &model) && shopee_offer_cut(other, &item2, &model2) &&
	       text_same(item, item2);
}

static enum err set_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct text item, model;

	ASSERT(t->stock_count > 0 && t->stock_count <= SHOPEE_DETAIL_MAX);
	json_open(&w, NULL);
	for (size_t i = 0; i < t->stock_count; i++) {
		const struct stock_told *x = &t->stocks[i];

		if (!shopee_stock_together(t->stocks[0].ref, x->ref) || x->stock < 0)
			return fail(s, ERR_BAD_REQUEST,
				    "Shopee takes the stock, from 0, of one item's variations at once.");
		(void)shopee_offer_cut(x->ref, &item, &model);
		if (i == 0) {
			json_put_raw(&w, "item_id", item);
			json_open_array(&w, "stock_list");
		}
		json_open(&w, NULL);
		json_put_raw(&w, "model_id", model);
		json_open_array(&w, "seller_stock");
		json_open(&w, NULL);
		json_put_int(&w, "stock", x->stock);
		json_close(&w);
		json_close_array(&w);
		json_close(&w);
	}
	json_close_array(&w);
	json_close(&w);
	return shopee_ask(s, t,
			  &(struct shopee_call){
				  .path = "/api/v2/product/update_stock", .for_shop = true, .body = buffer_text(&b) },
			  out);
}

/* The offer of this variation; an answer may leave the 0 of an item without any away. */
static struct stock_told *find(struct talk *t, struct json entry)
{
	struct text id = json_text(json_at(entry, "model_id")), item, model;

	for (size_t i = 0; i < t->stock_count; i++)
		if (shopee_offer_cut(t->stocks[i].ref, &item, &model) &&
		    (text_same(model, id) || (!id.size && text_is(model, "0"))))
			return &t->stocks[i];
	return NULL;
}

static void lists_read(struct scope *s, struct talk *t, struct json taken, struct json refused)
{
	for (struct json v = json_first(taken); json_kind(v) != JSON_NONE; v = json_next(taken, v)) {
		struct stock_told *x = find(t, v);

		if (x)
			x->taken = true;
	}
	for (struct json v = json_first(refused); json_kind(v) != JSON_NONE; v = json_next(refused, v)) {
		struct stock_told *x = find(t, v);

		if (!x)
			continue;
		x->taken = false;
		x->why = shopee_message(s->arena, json_text(json_at(v, "failed_reason")));
	}
}

/* All refused is an error that has the list of reasons beside it; some refused is a success with such a list. */
static enum err set_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	const struct text words = s->words;
	const enum err code = s->code;
	struct json doc = { NULL }, taken, refused;
	enum err e = shopee_answer_read(s, t, in, &doc);

	if (e == ERR_CHANNEL_REFUSED && text_ends(t->channel_code, "error_busi_update_stock_failed") &&
	    json_count(json_path(doc, "response.failure_list"))) {
		s->words = words;
		s->code = code;
		e = OK;
	}
	TRY(e);
	taken = json_path(doc, "response.success_list");
	refused = json_path(doc, "response.failure_list");
	if (json_kind(taken) != JSON_ARRAY && json_kind(refused) != JSON_ARRAY)
		return shopee_abnormal(s, "it does not say which stock was taken");
	for (size_t i = 0; i < t->stock_count; i++) {
		t->stocks[i].taken = false;
		t->stocks[i].why = TEXT("Shopee's answer does not say that it took this.");
	}
	lists_read(s, t, taken, refused);
	for (size_t i = 0; i < t->stock_count; i++)
		if (t->stocks[i].taken)
			t->stocks[i].why = TEXT("");
	return OK;
}

const struct step shopee_stock_set = { "product/update_stock", STEP_ABSOLUTE, set_ask, set_read };
