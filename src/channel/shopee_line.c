/* channel/shopee_line.c - lines and packages of a Shopee order. */
#include "channel/shopee.h"
#include <stdlib.h>

enum { SKU_MAX = 128, TITLE_MAX = 2048, SHORT_MAX = 256 };

static const struct shopee_said line_said[] = {
	{ "cancel_requested_qty", FIELD_LINE_CANCEL_ASKED, 0 },
	{ "cancelled_qty", FIELD_LINE_CANCELLED, 0 },
	{ "item_name", FIELD_LINE_TITLE, TITLE_MAX },
	{ "model_discounted_price", FIELD_LINE_PRICE, 0 }, /* 0 inside bundle deals: kept as it came */
	{ "model_name", FIELD_LINE_VARIANT, TITLE_MAX },
	{ "model_original_price", FIELD_LINE_LIST_PRICE, 0 },
	{ "return_requested_qty", FIELD_LINE_RETURN_ASKED, 0 },
	{ "returned_qty", FIELD_LINE_RETURNED, 0 },
};

static const struct shopee_said package_said[] = {
	{ "logistics_status", FIELD_PACKAGE_STATUS, SHORT_MAX },
	{ "shipping_carrier", FIELD_PACKAGE_CARRIER, SHORT_MAX },
};

/* Where a package is: still with the seller, gone (whatever became of it then), or not to be sent any more. */
enum where { HERE, GONE, DROPPED };
static const struct {
	struct word_pair pair;
	enum where where;
} package_words[] = {
	{ { "LOGISTICS_NOT_START", WORD_paid }, HERE },
	{ { "LOGISTICS_PENDING_ARRANGE", WORD_paid }, HERE },
	{ { "LOGISTICS_READY", WORD_paid }, HERE },
	{ { "LOGISTICS_REQUEST_CREATED", WORD_arranged }, HERE },
	{ { "LOGISTICS_PICKUP_RETRY", WORD_arranged }, HERE },
	{ { "LOGISTICS_PICKUP_FAILED", WORD_on_hold }, HERE },
	{ { "LOGISTICS_PICKUP_DONE", WORD_shipped }, GONE },
	{ { "LOGISTICS_DELIVERY_DONE", WORD_delivered }, GONE },
	{ { "LOGISTICS_DELIVERY_FAILED", WORD_on_hold }, GONE },
	{ { "LOGISTICS_LOST", WORD_on_hold }, GONE },
	{ { "LOGISTICS_REQUEST_CANCELED", WORD_cancelled }, DROPPED },
	{ { "LOGISTICS_INVALID", WORD_cancelled }, DROPPED },
	{ { "LOGISTICS_COD_REJECTED", WORD_cancelled }, DROPPED },
};

/* A line's or package's key before its occurrence number, and its place in the answer. */
struct key {
	struct text same;
	size_t at;
	int64_t occurrence; /* from 1 */
};

static int by_key(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int order = text_order(a->same, b->same);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

static int by_place(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

/* Numbers those that are alike in the order of their places. */
static void number(struct key *keys, size_t count)
{
	if (count < 2) /* also: qsort takes no NULL */
		return;
	qsort(keys, count, sizeof *keys, by_key);
	for (size_t i = 1; i < count; i++)
		if (text_same(keys[i].same, keys[i - 1].same))
			keys[i].occurrence = keys[i - 1].occurrence + 1;
	qsort(keys, count, sizeof *keys, by_place);
}

/* "order_item_id/model_id/promotion_group_id": the parts that together name a line. Outside bundle deals the first is
 * the item_id, which stands for it where it is missing; a model or group that is not there is 0. */
static enum err key_read(const struct shopee_record *r, struct json item, struct text *same)
{
	struct text id, model, group;

	if (json_kind(item) != JSON_OBJECT)
		return shopee_refuse(r, "this", "is not an object");
	TRY(shopee_id(r, item, "order_item_id", &id));
	if (!id.at)
		TRY(shopee_id(r, item, "item_id", &id));
	if (!id.at)
		return shopee_refuse(r, "item_id", "is not stated");
	TRY(shopee_id(r, item, "model_id", &model));
	TRY(shopee_id(r, item, "promotion_group_id", &group));
	*same = text_format(r->s->arena, "%.*s/%.*s/%.*s", TEXT_ARG(id), TEXT_ARG(model.at ? model : TEXT("0")),
			    TEXT_ARG(group.at ? group : TEXT("0")));
	return OK;
}

/* Keys of all elements of an array. */
static enum err keys_read(struct shopee_record *r, struct json list, const char *name, struct key **keys)
{
	size_t count = json_count(list), i = 0;

	r->list = name;
	if (count > LINES_MAX) {
		r->list = NULL;
		return shopee_refuse(r, name, "has more lines than we take (20000)");
	}
	*keys = ARENA_ARRAY(r->s->arena, struct key, count);
	for (struct json v = json_first(list); i < count; v = json_next(list, v), i++) {
		r->at = i;
		(*keys)[i] = (struct key){ .at = i, .occurrence = 1 };
		TRY(key_read(r, v, &(*keys)[i].same));
	}
	number(*keys, count);
	return OK;
}

static struct text key_text(struct arena *a, const struct key *k)
{
	return text_format(a, "%.*s#%lld", TEXT_ARG(k->same), (long long)k->occurrence);
}

/* model_sku where there is a variation, else item_sku; a seller may leave it blank, then the numbers stand for it. */
static enum err sku_read(const struct shopee_record *r, struct json item, struct text *sku)
{
	struct text id, model, item_sku, model_sku;

	TRY(shopee_id(r, item, "item_id", &id));
	TRY(shopee_id(r, item, "model_id", &model));
	TRY(shopee_text(r, item, "item_sku", SKU_MAX, &item_sku));
	TRY(shopee_text(r, item, "model_sku", SKU_MAX, &model_sku));
	bool varies = model.at && !text_is(model, "0");

	*sku = varies ? model_sku : item_sku;
	if (!text_trim(*sku).size && !id.at)
		return shopee_refuse(r, "item_id", "is not stated");
	*sku = shopee_sku(r->s->arena, *sku, id, varies ? model : TEXT("0"));
	return OK;
}

/* How many were ordered; it must never fall by a cancellation. After a partial one Shopee lowers a quantity and does
 * not document whether it is model_quantity_purchased or only active_qty (what is still to be fulfilled). What is
 * active, was cancelled or came back are parts of what was ordered that do not overlap, and model_quantity_purchased
 * is at most all of it: the larger of the two is it. Requested quantities may still count as active: left out. */
static enum err ordered_read(const struct shopee_record *r, struct json item, int64_t *ordered)
{
	enum json_kind stated = json_kind(json_at(item, "model_quantity_purchased"));
	int64_t active, cancelled, returned;

	if (stated == JSON_NONE || stated == JSON_NULL)
		return shopee_refuse(r, "model_quantity_purchased", "is not stated");
	TRY(shopee_count(r, item, "model_quantity_purchased", ordered));
	TRY(shopee_count(r, item, "active_qty", &active));
	TRY(shopee_count(r, item, "cancelled_qty", &cancelled));
	TRY(shopee_count(r, item, "returned_qty", &returned));
	if (active + cancelled + returned > *ordered)
		*ordered = active + cancelled + returned;
	return OK;
}

static enum err line_read(struct shopee_record *r, struct json item, struct text key)
{
	struct arena *a = r->s->arena;
	struct text sku;
	int64_t ordered;

	TRY(sku_read(r, item, &sku));
	TRY(ordered_read(r, item, &ordered));
	facts_add(a, r->facts, FIELD_LINE_SKU, key, sku);
	facts_add(a, r->facts, FIELD_LINE_ORDERED, key, shopee_digits(a, ordered));
	return shopee_said(r, item, line_said, sizeof line_said / sizeof *line_said, key);
}

/* item_list is asked for each time: without it the order would look as if it had lost all its lines. */
enum err shopee_lines_read(struct shopee_record *r, struct json order)
{
	struct json list = json_at(order, "item_list"), item = json_first(list);
	struct key *keys;

	if (json_kind(list) != JSON_ARRAY || !json_count(list))
		return shopee_refuse(r, "item_list", "is not a list of at least one line");
	TRY(keys_read(r, list, "item_list", &keys));
	for (size_t i = 0; i < json_count(list); i++, item = json_next(list, item)) {
		r->at = i;
		TRY(line_read(r, item, key_text(r->s->arena, &keys[i])));
	}
	r->list = NULL;
	return OK;
}

/* What is in a package: "line key*pieces; …". Of lines that are alike the n-th in a package is taken for the n-th. */
static enum err contents_read(struct shopee_record *r, struct json package, struct text key)
{
	struct json list = json_at(package, "item_list"), item = json_first(list);
	struct buffer b = buffer_in(r->s->arena);
	struct key *keys;
	int64_t pieces;

	if (json_kind(list) == JSON_NONE || json_kind(list) == JSON_NULL)
		return OK;
	if (json_kind(list) != JSON_ARRAY)
		return shopee_refuse(r, "item_list", "is not a list");
	TRY(keys_read(r, list, "package_list.item_list", &keys));
	for (size_t i = 0; i < json_count(list); i++, item = json_next(list, item)) {
		r->at = i;
		TRY(shopee_count(r, item, "model_quantity", &pieces));
		buffer_format(&b, "%s%.*s*%lld", i ? "; " : "", TEXT_ARG(key_text(r->s->arena, &keys[i])),
			      (long long)pieces);
	}
	facts_add(r->s->arena, r->facts, FIELD_PACKAGE_ITEMS, key, buffer_text(&b));
	return OK;
}

/* A status that we do not know is held, and says nothing of where the package is. */
static void package_word(struct shopee_record *r, struct text status, struct text key, struct shopee_left *left)
{
	enum word word = WORD_on_hold;

	if (!status.size)
		return;
	for (size_t i = 0; i < sizeof package_words / sizeof *package_words; i++)
		if (text_is(status, package_words[i].pair.theirs)) {
			word = package_words[i].pair.ours;
			left->gone += package_words[i].where == GONE;
			left->here += package_words[i].where == HERE;
		}
	facts_add(r->s->arena, r->facts, FIELD_PACKAGE_WORD, key, text_of(word_name(word)));
}

/* A package without a number yet is named "#1", "#2", … among those. */
static enum err package_read(struct shopee_record *r, struct json package, int64_t *unnamed, struct shopee_left *left)
{
	struct json number = json_at(package, "package_number");
	struct text key, status;

	if (json_kind(package) != JSON_OBJECT)
		return shopee_refuse(r, "this", "is not an object");
	if (json_kind(number) == JSON_NUMBER)
		TRY(shopee_id(r, package, "package_number", &key));
	else
		TRY(shopee_text(r, package, "package_number", SHOPEE_REF_MAX, &key));
	if (!text_trim(key).size)
		key = text_format(r->s->arena, "#%lld", (long long)++*unnamed);
	TRY(shopee_text(r, package, "logistics_status", SHORT_MAX, &status));
	package_word(r, status, key, left);
	TRY(shopee_said(r, package, package_said, sizeof package_said / sizeof *package_said, key));
	return contents_read(r, package, key);
}

enum err shopee_packages_read(struct shopee_record *r, struct json order, struct shopee_left *left)
{
	struct json list = json_at(order, "package_list"), package = json_first(list);
	int64_t unnamed = 0;

	if (json_kind(list) == JSON_NONE || json_kind(list) == JSON_NULL)
		return OK;
	if (json_kind(list) != JSON_ARRAY)
		return shopee_refuse(r, "package_list", "is not a list");
	if (json_count(list) > LINES_MAX)
		return shopee_refuse(r, "package_list", "has more packages than we take (20000)");
	for (size_t i = 0; i < json_count(list); i++, package = json_next(list, package)) {
		r->list = "package_list";
		r->at = i;
		TRY(package_read(r, package, &unnamed, left));
	}
	r->list = NULL;
	return OK;
}
