/* sim/shopee_goods.c - what a shop sells, as the dialect lists it, and the stock that its seller tells. */
#include "base/json.h"
#include "sim/shopee_inner.h"

enum { ITEM_PAGE_MAX = 100, ITEM_DETAIL_MAX = 50, STOCK_LIST_MAX = 50, UNTOLD_STOCK = 100 };

static const struct market_shop *shop_of(const struct call *c)
{
	return market_shop(c->shopee->market, (size_t)c->shop);
}

static bool number_param(struct call *c, const char *name, int64_t *n)
{
	struct text value;

	return call_param(c, name, &value) && text_to_int(value, n);
}

/* May be given more than once, which counts as not given elsewhere. */
static bool has_status(const struct call *c)
{
	for (size_t i = 0; i < c->param_count; i++)
		if (text_is(c->params[i].name, "item_status"))
			return true;
	return false;
}

static int good_find(const struct market_shop *shop, int64_t id)
{
	for (int i = 0; i < GOODS_COUNT; i++)
		if (shop->goods[i].id == id)
			return i;
	return -1;
}

enum err item_list(struct call *c)
{
	const struct market_shop *shop = shop_of(c);
	int64_t offset, size;
	struct buffer b;

	if (!number_param(c, "offset", &offset) || offset < 0 || offset > INT32_MAX)
		return call_refuse(c, 400, "error_param", "offset is needed, from 0");
	if (!number_param(c, "page_size", &size) || size < 1 || size > ITEM_PAGE_MAX)
		return call_refuse(c, 400, "error_param", "page_size is needed, 1 to 100");
	if (!has_status(c))
		return call_refuse(c, 400, "error_param_item_status", "Item status error.");
	if (c->shopee->habits.page_max && size > c->shopee->habits.page_max)
		size = c->shopee->habits.page_max;
	int64_t end = offset + size < GOODS_COUNT ? offset + size : GOODS_COUNT;
	b = call_open(c, 0);
	PEN(&b, "\"warning\":\"\",\"response\":{\"item\":[");
	for (int64_t i = offset; i < end; i++) {
		buffer_add_z(&b, i > offset ? ",{\"item_id\":" : "{\"item_id\":");
		pen_int(&b, shop->goods[i].id);
		PEN(&b, ",\"item_status\":\"NORMAL\",\"update_time\":1700000000,\"tag\":{\"kit\":false}}");
	}
	PEN(&b, "],\"total_count\":");
	pen_int(&b, GOODS_COUNT);
	PEN(&b, ",\"has_next_page\":");
	buffer_add_z(&b, end < GOODS_COUNT ? "true" : "false");
	if (end < GOODS_COUNT) {
		PEN(&b, ",\"next_offset\":");
		pen_int(&b, end);
	}
	PEN(&b, "}");
	return call_done(c, &b);
}

static void put_stock(struct buffer *b, int32_t told)
{
	int64_t stock = told < 0 ? UNTOLD_STOCK : told;

	PEN(b, "\"stock_info_v2\":{\"summary_info\":{\"total_reserved_stock\":0,\"total_available_stock\":");
	pen_int(b, stock);
	PEN(b, "},\"seller_stock\":[{\"location_id\":\"\",\"stock\":");
	pen_int(b, stock);
	PEN(b, ",\"if_saleable\":true}],\"shopee_stock\":[]}");
}

static void put_item(struct buffer *b, const struct market_shop *shop, int good)
{
	const struct good *g = &shop->goods[good];
	bool varied = g->model[0].id != 0;

	PEN(b, "{\"item_id\":");
	pen_int(b, g->id);
	PEN(b, ",\"category_id\":100017,\"item_name\":");
	pen_z(b, g->name);
	PEN(b, ",\"item_sku\":");
	pen_z(b, g->sku);
	PEN(b, ",\"item_status\":\"NORMAL\",\"condition\":\"NEW\",\"has_model\":");
	buffer_add_z(b, varied ? "true" : "false");
	if (!varied) {
		PEN(b, ",");
		put_stock(b, shop->stock[good][0]);
	}
	PEN(b, "}");
}

enum err item_base(struct call *c)
{
	const struct market_shop *shop = shop_of(c);
	struct text list, one;
	int64_t id;
	int count = 0, known = 0;
	struct buffer b = call_open(c, 0);

	if (!call_param(c, "item_id_list", &list) || !list.size)
		return call_refuse(c, 400, "error_param", "item_id_list is needed");
	PEN(&b, "\"response\":{\"item_list\":[");
	while (text_cut(&list, ',', &one)) {
		int good = text_to_int(text_trim(one), &id) ? good_find(shop, id) : -1;

		if (++count > ITEM_DETAIL_MAX)
			return call_refuse(c, 400, "error_param", "item_id_list takes at most 50");
		if (good < 0)
			continue;
		buffer_add_z(&b, known++ ? "," : "");
		put_item(&b, shop, good);
	}
	if (!known)
		return call_refuse(c, 200, "error_item_not_found", "Item_id is not found.");
	PEN(&b, "]}");
	return call_done(c, &b);
}

static void put_model(struct buffer *b, const struct good *g, int i, int32_t told)
{
	PEN(b, "{\"model_id\":");
	pen_int(b, g->model[i].id);
	PEN(b, ",\"tier_index\":[");
	pen_int(b, i);
	PEN(b, "],\"model_sku\":");
	pen_z(b, g->model[i].sku);
	PEN(b, ",\"model_status\":\"MODEL_NORMAL\",");
	put_stock(b, told);
	PEN(b, "}");
}

enum err item_models(struct call *c)
{
	const struct market_shop *shop = shop_of(c);
	int64_t id;
	int good = number_param(c, "item_id", &id) ? good_find(shop, id) : -1;
	struct buffer b;

	if (good < 0)
		return call_refuse(c, 200, "error_item_not_found", "Item_id is not found.");
	const struct good *g = &shop->goods[good];
	bool varied = g->model[0].id != 0;
	b = call_open(c, 0);
	PEN(&b, "\"response\":{\"tier_variation\":[{\"name\":\"Variation\",\"option_list\":[");
	for (int i = 0; varied && i < g->models; i++) {
		buffer_add_z(&b, i ? ",{\"option\":" : "{\"option\":");
		pen_z(&b, g->model[i].name);
		PEN(&b, "}");
	}
	PEN(&b, "]}],\"model\":[");
	for (int i = 0; varied && i < g->models; i++) {
		buffer_add_z(&b, i ? "," : "");
		put_model(&b, g, i, shop->stock[good][i]);
	}
	PEN(&b, "]}");
	return call_done(c, &b);
}

struct said {
	int model;
	int64_t stock;
};

static int model_find(const struct good *g, int64_t id)
{
	for (int i = 0; i < g->models; i++)
		if (g->model[i].id == id)
			return i;
	return -1;
}

/* Reads the whole list before anything is done; what is wrong with it, or NULL. */
static const char *read_list(struct json list, const struct good *g, struct said out[STOCK_LIST_MAX], int *count)
{
	*count = 0;
	if (json_kind(list) != JSON_ARRAY || json_count(list) < 1 || json_count(list) > STOCK_LIST_MAX)
		return "Length should be between 1 to 50.";
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct json places = json_at(v, "seller_stock");
		struct said *x = &out[*count];
		int64_t id = 0;

		if (json_kind(json_at(v, "model_id")) != JSON_NONE && !json_int(json_at(v, "model_id"), &id))
			return "Wrong model_id.";
		x->model = model_find(g, id);
		if (x->model < 0)
			return "Wrong model_id.";
		for (int i = 0; i < *count; i++)
			if (out[i].model == x->model)
				return "Repeat model_id.";
		if (json_count(places) != 1 || !json_int(json_at(json_first(places), "stock"), &x->stock) ||
		    x->stock < 0 || x->stock > MARKET_STOCK_MAX)
			return "Parameter is not match the constraints, stock.";
		++*count;
	}
	return NULL;
}

static void put_verdict(struct buffer *b, const struct good *g, const struct said *x, bool taken)
{
	if (b->at[b->size - 1] == '}')
		PEN(b, ",");
	PEN(b, "{\"model_id\":");
	pen_int(b, g->model[x->model].id);
	if (taken) {
		PEN(b, ",\"location_id\":\"\",\"stock\":");
		pen_int(b, x->stock);
	} else {
		PEN(b, ",\"failed_reason\":\"Stock should be larger than reserved stock.\"");
	}
	PEN(b, "}");
}

/* A part of a bundle deal has stock reserved for the deal: it cannot be told to be gone. */
static bool takes(const struct good *g, const struct said *x) { return !g->bundle || x->stock > 0; }

static enum err answer_update(struct call *c, const struct good *g, const struct said *list, int count)
{
	struct buffer b = buffer_in(c->s->arena);
	int taken = 0;

	for (int i = 0; i < count; i++)
		taken += takes(g, &list[i]);
	if (taken)
		b = call_open(c, 0);
	else
		PEN(&b, "{\"error\":\"error_busi_update_stock_failed\",\"message\":\"Update stock failed, please check "
			"failure_list for detailed reason\",");
	PEN(&b, "\"response\":{\"failure_list\":[");
	for (int i = 0; i < count; i++)
		if (!takes(g, &list[i]))
			put_verdict(&b, g, &list[i], false);
	PEN(&b, "],\"success_list\":[");
	for (int i = 0; i < count; i++)
		if (takes(g, &list[i]))
			put_verdict(&b, g, &list[i], true);
	PEN(&b, "]}");
	return call_done(c, &b);
}

enum err stock_update(struct call *c)
{
	const struct market_shop *shop = shop_of(c);
	struct said list[STOCK_LIST_MAX];
	struct json body;
	const char *why;
	int64_t id;
	int good, count;

	if (json_parse(c->s, c->q->body, &body) != OK || !json_int(json_at(body, "item_id"), &id))
		return call_refuse(c, 400, "error_param", "There is no item_id.");
	good = good_find(shop, id);
	if (good < 0)
		return call_refuse(c, 200, "error_item_not_found", "Item_id is not found.");
	why = read_list(json_at(body, "stock_list"), &shop->goods[good], list, &count);
	if (why)
		return call_refuse(c, 400, "error_param", "%s", why);
	for (int i = 0; i < count; i++) {
		struct market_stock x = { c->shop, good, list[i].model, (int32_t)list[i].stock };

		if (takes(&shop->goods[good], &list[i]))
			TRY(market_stock_set(c->shopee->market, c->s, &x));
	}
	return answer_update(c, &shop->goods[good], list, count);
}
