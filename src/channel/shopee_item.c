/* channel/shopee_item.c - what a Shopee shop offers: items page by page, their names and SKUs, and their variations.
 *
 * Shapes: the channel's pages of get_item_list, get_item_base_info and get_model_list as of 2026-08-18 [doc]. That an
 * empty shop's page may come without its list, and that item_id_list is joined by commas, is [inferred] from clients. */
#include "channel/shopee.h"

enum {
	ITEMS_MAX = 100,       /* of a page; fewer are asked for */
	MODELS_MAX = 1000,     /* of one item; the channel takes far fewer */
	OFFSET_DIGITS_MAX = 9, /* more items than that no shop has */
	TITLE_MAX = 300,       /* bytes of a title that are kept */
	SKU_MAX = 128,         /* bytes of an SKU, as of an order's */
	TIERS_MAX = 3,         /* kinds of variation: colour, size */
};
#define STOCK_MAX INT64_C(1000000000)

bool shopee_offer_cut(struct text ref, struct text *item, struct text *model)
{
	*model = ref;
	return text_cut(model, '-', item) && shopee_id_fits(*item) && shopee_id_fits(*model);
}

static struct text offer_ref(struct arena *a, struct text item, struct text model)
{
	return text_format(a, "%.*s-%.*s", TEXT_ARG(item), TEXT_ARG(model));
}

/* What is not on sale may be so again at any moment: it is listed too. What was deleted or banned takes no stock. */
static enum err list_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct text offset = t->cursor.size ? t->cursor : TEXT("0");
	struct text query;

	if (!shopee_id_fits(offset) || offset.size > OFFSET_DIGITS_MAX)
		return fail(s, ERR_BAD_REQUEST, "Where the list of items goes on is said by a number.");
	query = text_format(s->arena, "&offset=%.*s&page_size=%d&item_status=NORMAL&item_status=UNLIST",
			    TEXT_ARG(offset), SHOPEE_DETAIL_MAX);
	return shopee_ask(
		s, t,
		&(struct shopee_call){ .path = "/api/v2/product/get_item_list", .for_shop = true, .query = query },
		out);
}

/* A page that does not say where the next one is, or says where this one was, would be read for ever. */
static enum err more_read(struct scope *s, struct talk *t, struct json response)
{
	struct text next = json_text(json_at(response, "next_offset"));
	int64_t at = 0, to = 0;

	if (!json_is_true(json_at(response, "has_next_page")))
		return OK;
	(void)text_to_int(t->cursor, &at);
	if (!shopee_id_fits(next) || next.size > OFFSET_DIGITS_MAX || !text_to_int(next, &to) || to <= at)
		return shopee_abnormal(s, "more items follow, but response.next_offset does not lead on");
	t->next_cursor = next;
	t->then = THEN_MORE;
	return OK;
}

static enum err list_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, response, list, v;
	size_t count;

	TRY(shopee_answer_read(s, t, in, &doc));
	response = json_at(doc, "response");
	list = json_at(response, "item");
	if (json_kind(response) != JSON_OBJECT || (json_kind(list) != JSON_ARRAY && json_kind(list) != JSON_NONE))
		return shopee_abnormal(s, "response.item is not a list");
	count = json_count(list);
	if (count > ITEMS_MAX)
		return shopee_abnormal(s, "response.item is longer than was asked for");
	t->listed = ARENA_ARRAY(s->arena, struct text, count + 1);
	v = json_first(list);
	for (size_t i = 0; i < count; i++, v = json_next(list, v)) {
		t->listed[i] = json_text(json_at(v, "item_id"));
		if (!shopee_id_fits(t->listed[i]))
			return shopee_abnormal(s, "an entry of response.item has no item_id");
	}
	TRY(more_read(s, t, response));
	t->listed_count = count;
	return OK;
}

static enum err base_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct buffer q = buffer_in(s->arena);

	ASSERT(t->ref_count > 0 && t->ref_count <= SHOPEE_DETAIL_MAX);
	buffer_add_z(&q, "&item_id_list=");
	for (size_t i = 0; i < t->ref_count; i++) {
		if (!shopee_id_fits(t->refs[i]))
			return fail(s, ERR_BAD_REQUEST, "One of the items asked for has no number of Shopee.");
		buffer_add_z(&q, i ? "%2C" : "");
		buffer_add(&q, t->refs[i]);
	}
	return shopee_ask(s, t,
			  &(struct shopee_call){ .path = "/api/v2/product/get_item_base_info",
						 .for_shop = true,
						 .query = buffer_text(&q) },
			  out);
}

/* The seller's own stock at all his locations; what lies in Shopee's warehouses is not ours to tell. */
static int64_t stock_read(struct json v)
{
	struct json places = json_path(v, "stock_info_v2.seller_stock");
	int64_t sum = -1, n;

	for (struct json p = json_first(places); json_kind(p) != JSON_NONE; p = json_next(places, p))
		if (json_int(json_at(p, "stock"), &n) && n >= 0 && n <= STOCK_MAX && sum < STOCK_MAX)
			sum = (sum < 0 ? 0 : sum) + n;
	return sum;
}

static struct text text_read(struct json v, const char *name, size_t max)
{
	struct json member = json_at(v, name);

	return json_kind(member) == JSON_STRING ? text_limit(text_trim(json_text(member)), max) : TEXT("");
}

static bool asked_for(const struct talk *t, struct text ref)
{
	for (size_t i = 0; i < t->ref_count; i++)
		if (text_same(t->refs[i], ref))
			return true;
	return false;
}

static enum err base_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list;
	size_t count;

	TRY(shopee_answer_read(s, t, in, &doc));
	list = json_path(doc, "response.item_list");
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "response.item_list is not a list");
	count = json_count(list);
	if (count > t->ref_count)
		return shopee_abnormal(s, "response.item_list is longer than was asked for");
	t->offers = ARENA_ARRAY(s->arena, struct offer, count + 1);
	t->varied = ARENA_ARRAY(s->arena, struct offer, count + 1);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct text id = json_text(json_at(v, "item_id"));
		struct offer x = { .title = text_read(v, "item_name", TITLE_MAX), .stock = stock_read(v) };

		if (!shopee_id_fits(id) || !asked_for(t, id))
			return shopee_abnormal(s, "it holds an item that was not asked for");
		x.platform_sku = shopee_sku(s->arena, text_read(v, "item_sku", SKU_MAX), id, TEXT("0"));
		if (json_is_true(json_at(v, "has_model"))) {
			x.ref = id;
			t->varied[t->varied_count++] = x;
		} else {
			x.ref = offer_ref(s->arena, id, TEXT("0"));
			t->offers[t->offer_count++] = x;
		}
	}
	return OK;
}

static enum err models_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	ASSERT(t->ref_count == 1);
	if (!shopee_id_fits(t->refs[0]))
		return fail(s, ERR_BAD_REQUEST, "The item asked for has no number of Shopee.");
	return shopee_ask(s, t,
			  &(struct shopee_call){
				  .path = "/api/v2/product/get_model_list",
				  .for_shop = true,
				  .query = text_format(s->arena, "&item_id=%.*s", TEXT_ARG(t->refs[0])),
			  },
			  out);
}

/* "Red, XL": the model's own name where it is told, else the options that its places in the tiers name. */
static struct text model_title(struct arena *a, struct json tiers, struct json model)
{
	struct text name = text_read(model, "model_name", TITLE_MAX);
	struct json places = json_at(model, "tier_index"), place = json_first(places), tier = json_first(tiers);
	struct buffer b = buffer_in(a);

	if (name.size)
		return name;
	for (int i = 0; i < TIERS_MAX && json_kind(tier) != JSON_NONE && json_kind(place) != JSON_NONE; i++) {
		struct json options = json_at(tier, "option_list"), option = json_first(options);
		int64_t at = 0;

		if (!json_int(place, &at))
			break;
		while (at-- > 0 && json_kind(option) != JSON_NONE)
			option = json_next(options, option);
		buffer_format(&b, "%s%.*s", b.size ? ", " : "", TEXT_ARG(text_read(option, "option", TITLE_MAX)));
		tier = json_next(tiers, tier);
		place = json_next(places, place);
	}
	return text_limit(buffer_text(&b), TITLE_MAX);
}

static enum err models_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list, tiers;

	TRY(shopee_answer_read(s, t, in, &doc));
	list = json_path(doc, "response.model");
	tiers = json_path(doc, "response.tier_variation");
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "response.model is not a list");
	if (json_count(list) > MODELS_MAX)
		return shopee_abnormal(s, "response.model has more than 1,000 variations");
	t->offers = ARENA_ARRAY(s->arena, struct offer, json_count(list) + 1);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct text id = json_text(json_at(v, "model_id"));

		if (!shopee_id_fits(id))
			return shopee_abnormal(s, "an entry of response.model has no model_id");
		t->offers[t->offer_count++] = (struct offer){
			.ref = offer_ref(s->arena, t->refs[0], id),
			.platform_sku = shopee_sku(s->arena, text_read(v, "model_sku", SKU_MAX), t->refs[0], id),
			.title = model_title(s->arena, tiers, v),
			.stock = stock_read(v),
		};
	}
	return OK;
}

const struct step shopee_item_list = { "product/get_item_list", STEP_READS, list_ask, list_read };
const struct step shopee_item_base = { "product/get_item_base_info", STEP_READS, base_ask, base_read };
const struct step shopee_item_models = { "product/get_model_list", STEP_READS, models_ask, models_read };
