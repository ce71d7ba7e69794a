/* channel/shopee_try_test.c - for Shopee's tests: an invented order that can be changed member by member. */
#include "channel/shopee_try.h"
#include "tests/check.h"
#include <string.h>

struct member {
	const char *name, *value;
};

static const struct member order_members[] = {
	{ "order_sn", "\"231114TESTSN01\"" },
	{ "region", "\"SG\"" },
	{ "currency", "\"SGD\"" },
	{ "cod", "false" },
	{ "total_amount", "24.90" },
	{ "order_status", "\"READY_TO_SHIP\"" },
	{ "create_time", "1699990000" },
	{ "update_time", "1699999999" },
	{ "pay_time", "1699990060" },
	{ "days_to_ship", "3" },
	{ "ship_by_date", "1700250000" },
	{ "message_to_seller", "\"请在周末送货，谢谢\"" },
	{ "note", "\"fragile\"" },
	{ "buyer_user_id", "9007199254740993" },
	{ "buyer_username", "\"khách_hàng\"" },
	{ "split_up", "false" },
	{ "fulfillment_flag", "\"fulfilled_by_local_seller\"" },
	{ "payment_method", "\"Credit Card\"" },
	{ "estimated_shipping_fee", "1.49" },
	{ "shipping_carrier", "\"Standard Delivery\"" },
	{ "pickup_done_time", "0" },
	{ "cancel_by", "\"\"" },
	{ "cancel_reason", "\"\"" },
	{ "buyer_cancel_reason", "\"\"" },
	{ NULL, NULL },
};
static const struct member address_members[] = {
	{ "name", "\"Nguyễn Thị Hoa\"" },
	{ "phone", "\"6591234567\"" },
	{ "full_address", "\"شارع الملك فهد 10\"" },
	{ "town", "\"\"" },
	{ "district", "\"East\"" },
	{ "city", "\"Singapore\"" },
	{ "state", "\"SG\"" },
	{ "region", "\"SG\"" },
	{ "zipcode", "\"460123\"" },
	{ NULL, NULL },
};
static const struct member item_members[] = {
	{ "item_id", "23620853561" },
	{ "order_item_id", "23620853561" },
	{ "model_id", "221404189791" },
	{ "promotion_group_id", "0" },
	{ "item_name", "\"面霜 60g\"" },
	{ "model_name", "\"Papaya\"" },
	{ "item_sku", "\"PARENT-1\"" },
	{ "model_sku", "\"CREAM-60\"" },
	{ "model_quantity_purchased", "2" },
	{ "model_original_price", "15.00" },
	{ "model_discounted_price", "11.7" },
	{ "cancelled_qty", "0" },
	{ "cancel_requested_qty", "0" },
	{ "return_requested_qty", "0" },
	{ "returned_qty", "0" },
	{ "active_qty", "2" },
	{ NULL, NULL },
};
static const struct member package_members[] = {
	{ "package_number", "\"OFG000000000000001\"" },
	{ "logistics_status", "\"LOGISTICS_READY\"" },
	{ "shipping_carrier", "\"SPX\"" },
	{ "item_list", "[{\"item_id\":23620853561,\"order_item_id\":23620853561,\"model_id\":221404189791,"
		       "\"promotion_group_id\":0,\"model_quantity\":2}]" },
	{ NULL, NULL },
};

struct swap {
	const char *place, *name, *value;
};

static void put(struct buffer *b, const char *name, const char *value)
{
	if (value)
		buffer_format(b, "%s\"%s\":%s", b->at[b->size - 1] == '{' ? "" : ",", name, value);
}

static void put_members(struct buffer *b, const struct member *m, const char *place, struct swap *c)
{
	bool here = strcmp(place, c->place) == 0, found = false;

	buffer_byte(b, '{');
	for (; m->name; m++) {
		bool it = here && strcmp(m->name, c->name) == 0;

		put(b, m->name, it ? c->value : m->value);
		found |= it;
	}
	if (here && !found && *c->name)
		put(b, c->name, c->value);
}

/* A container of the order: its own members, or what the change puts in its place. */
static void put_container(struct buffer *b, const char *name, const struct member *m, bool list, struct swap *c)
{
	if (!*c->place && strcmp(c->name, name) == 0) {
		put(b, name, c->value);
		return;
	}
	buffer_format(b, ",\"%s\":%s", name, list ? "[" : "");
	put_members(b, m, name, c);
	buffer_add_z(b, list ? "}]" : "}");
}

struct text try_order(const char *place, const char *name, const char *value)
{
	struct buffer b = buffer_in(check_scope()->arena);
	struct swap c = { place, name, value };
	bool container = strcmp(name, "recipient_address") == 0 || strcmp(name, "item_list") == 0 ||
			 strcmp(name, "package_list") == 0;
	struct swap none = { "none", "", NULL };

	put_members(&b, order_members, "", container && !*place ? &none : &c);
	put_container(&b, "recipient_address", address_members, false, &c);
	put_container(&b, "item_list", item_members, true, &c);
	put_container(&b, "package_list", package_members, true, &c);
	buffer_byte(&b, '}');
	return buffer_text(&b);
}

struct text try_orders(const char *records)
{
	return text_format(check_scope()->arena,
			   "{\"error\":\"\",\"message\":\"\",\"request_id\":\"r1\",\"response\":{\"order_list\":[%s]}}",
			   records);
}

struct talk try_talk(void)
{
	return (struct talk){ .channel = &channel_shopee,
			      .base = TEXT("https://partner.shopeemobile.com"),
			      .app_id = TEXT("2001887"),
			      .app_key = secret_of(TEXT("lockstep-demo-partner-key")),
			      .shop_ref = TEXT("600000"),
			      .access = secret_of(TEXT("c09222e3fc40ffb25fc947f738b1abf1")),
			      .refresh = secret_of(TEXT("refresh-1")),
			      .code = secret_of(TEXT("code \"1\"")),
			      .channel_now = TRY_NOW_MS };
}

struct http_answer try_answer(int status, const char *body)
{
	return (struct http_answer){ .status = status, .body = text_of(body) };
}

struct sighting try_read(struct text order)
{
	struct sighting *seen;
	size_t count;

	CHECK_OK(channel_shopee.read_file(check_scope(), order, &seen, &count));
	CHECK_EQ(count, 1);
	return *seen;
}

struct text try_fact(const struct sighting *x, enum field field, const char *line)
{
	return facts_find(&x->facts, field, text_of(line));
}

bool try_has(struct text words, const char *part)
{
	return words.at && strstr(text_z(check_scope()->arena, words), part) != NULL;
}
