/* sim/shopee_items.c - the lines and the packages of an order, and what they come to. */
#include "sim/dice.h"
#include "sim/shopee_order.h"

enum { PACKAGE_SIGNS = 15, PROMOTION_FIRST = 7000 };

static int64_t active(const struct market_line *l) { return l->quantity - l->cancelled; }

static const struct model *model_of(const struct order_sheet *x, const struct market_line *l)
{
	return &x->shop->goods[l->good].model[l->model];
}

/* An amount as it is in this order, whose prices may have fallen since. */
static int64_t fallen(const struct order_sheet *x, int64_t price) { return price - price * x->o->discount / 100; }

/* What one piece costs: a part of a bundle has no price of its own there, but it is not free. */
int64_t sheet_price(const struct order_sheet *x, const struct market_line *l)
{
	const struct model *m = model_of(x, l);

	return fallen(x, m->price ? m->price : m->original);
}

int64_t sheet_shipping(const struct order_sheet *x)
{
	return x->region->step * (x->region->cheap / 10 + x->number % 7);
}

int64_t sheet_total(const struct order_sheet *x)
{
	int64_t total = sheet_shipping(x);

	for (size_t i = 0; i < x->o->lines; i++) {
		const struct market_line *l = market_line(x->market, x->o, i);

		total += sheet_price(x, l) * active(l);
	}
	return total;
}

int64_t sheet_grams(const struct order_sheet *x)
{
	int64_t grams = 0;

	for (size_t i = 0; i < x->o->lines; i++) {
		const struct market_line *l = market_line(x->market, x->o, i);

		grams += x->shop->goods[l->good].grams * active(l);
	}
	return grams;
}

static void put_quantities(struct buffer *b, const struct order_sheet *x, const struct market_line *l)
{
	PEN(b, ",\"model_quantity_purchased\":");
	pen_int(b, active(l));
	PEN(b, ",\"active_qty\":");
	pen_int(b, active(l) - l->returned);
	PEN(b, ",\"cancel_requested_qty\":");
	pen_int(b, x->o->state == MARKET_IN_CANCEL ? active(l) : 0);
	PEN(b, ",\"cancelled_qty\":");
	pen_int(b, l->cancelled);
	PEN(b, ",\"return_requested_qty\":");
	pen_int(b, x->o->state == MARKET_RETURNING ? active(l) : 0);
	PEN(b, ",\"returned_qty\":");
	pen_int(b, l->returned);
}

static void put_prices(struct buffer *b, const struct order_sheet *x, const struct market_line *l)
{
	const struct model *m = model_of(x, l);

	PEN(b, ",\"model_original_price\":");
	pen_decimal(b, m->original, x->region->exponent);
	PEN(b, ",\"model_discounted_price\":");
	pen_decimal(b, fallen(x, m->price), x->region->exponent);
}

static void put_group(struct buffer *b, const struct market_line *l)
{
	PEN(b, "\"promotion_group_id\":");
	pen_int(b, l->copy == 2 ? PROMOTION_FIRST + l->good : 0);
}

static void put_promotion(struct buffer *b, const struct good *g, const struct market_line *l)
{
	PEN(b, ",\"promotion_type\":");
	pen_z(b, g->bundle ? "bundle_deal" : l->copy ? "add_on_free_gift_sub" : "");
	PEN(b, ",\"promotion_id\":");
	pen_int(b, g->bundle ? 779222207758000 + l->good : 0);
	PEN(b, ",");
	put_group(b, l);
}

static void put_location(struct buffer *b, const struct order_sheet *x)
{
	PEN(b, "\"");
	buffer_add_z(b, x->region->code);
	PEN(b, "10001Z\"");
}

static void put_item(struct buffer *b, const struct order_sheet *x, const struct market_line *l)
{
	const struct good *g = &x->shop->goods[l->good];
	const struct model *m = model_of(x, l);

	PEN(b, "{\"item_id\":");
	pen_int(b, g->id);
	PEN(b, ",\"item_name\":");
	pen_z(b, g->name);
	PEN(b, ",\"item_sku\":");
	pen_z(b, g->sku);
	PEN(b, ",\"model_id\":");
	pen_int(b, m->id);
	PEN(b, ",\"model_name\":");
	pen_z(b, m->name);
	PEN(b, ",\"model_sku\":");
	pen_z(b, m->sku);
	put_quantities(b, x, l);
	put_prices(b, x, l);
	PEN(b, ",\"wholesale\":false,\"weight\":");
	pen_decimal(b, g->grams, 3);
	PEN(b, ",\"add_on_deal\":false,\"main_item\":false,\"add_on_deal_id\":0");
	put_promotion(b, g, l);
	PEN(b, ",\"order_item_id\":");
	pen_int(b, g->id);
	PEN(b, ",\"image_info\":{\"image_url\":\"https://img.market.example/");
	pen_int(b, g->id);
	PEN(b, ".jpg\"},\"product_location_id\":[");
	put_location(b, x);
	PEN(b, "],\"is_prescription_item\":false,\"is_b2c_owned_item\":false}");
}

void sheet_items(struct order_sheet *x)
{
	PEN(x->b, "[");
	for (size_t i = 0; i < x->o->lines; i++) {
		if (i)
			PEN(x->b, ",");
		put_item(x->b, x, market_line(x->market, x->o, i));
	}
	PEN(x->b, "]");
}

const char *sheet_carrier(const struct order_sheet *x)
{
	static const char *const carriers[CARRIERS] = { "Standard Delivery", "SPX Express", "J&T Express",
							"Giao Hàng Nhanh",   "全家",        "Kurir Rekomendasi",
							"Flash Express" };

	return carriers[x->o->carrier ? x->o->carrier - 1U : dice(x->number, 9) % CARRIERS];
}

static const char *package_word(const struct market_order *o, int package)
{
	switch ((enum package_state)o->package[package]) {
	case PACKAGE_WAITING:
		return o->state == MARKET_UNPAID || o->state == MARKET_PENDING || o->state == MARKET_INVOICE_PENDING
			       ? "LOGISTICS_NOT_START"
			       : "LOGISTICS_READY";
	case PACKAGE_ARRANGED:
		return "LOGISTICS_REQUEST_CREATED";
	case PACKAGE_MISSED:
		return "LOGISTICS_PICKUP_RETRY";
	case PACKAGE_SHIPPED:
		return "LOGISTICS_PICKUP_DONE";
	case PACKAGE_DELIVERED:
		return "LOGISTICS_DELIVERY_DONE";
	case PACKAGE_CANCELLED:
		break;
	}
	return o->tracked ? "LOGISTICS_REQUEST_CANCELED" : "LOGISTICS_INVALID";
}

static void put_package_items(struct buffer *b, const struct order_sheet *x, int package)
{
	bool first = true;

	PEN(b, ",\"item_list\":[");
	for (size_t i = 0; i < x->o->lines; i++) {
		const struct market_line *l = market_line(x->market, x->o, i);

		if (l->package != package)
			continue;
		buffer_add_z(b, first ? "{\"item_id\":" : ",{\"item_id\":");
		pen_int(b, x->shop->goods[l->good].id);
		PEN(b, ",\"model_id\":");
		pen_int(b, model_of(x, l)->id);
		PEN(b, ",\"model_quantity\":");
		pen_int(b, active(l));
		PEN(b, ",\"order_item_id\":");
		pen_int(b, x->shop->goods[l->good].id);
		PEN(b, ",");
		put_group(b, l);
		PEN(b, ",\"product_location_id\":");
		put_location(b, x);
		PEN(b, "}");
		first = false;
	}
	PEN(b, "]");
}

void sheet_packages(struct order_sheet *x)
{
	struct buffer *b = x->b;

	PEN(b, "[");
	for (int i = 0; i < x->o->packages; i++) {
		struct label number = { 0 };

		label_add(&number, "OFG");
		label_digits(&number, 166000000000000 + (uint64_t)x->number * 8 + (uint64_t)i, PACKAGE_SIGNS);
		buffer_add_z(b, i ? ",{\"package_number\":" : "{\"package_number\":");
		pen_text(b, (struct text){ number.at, number.size });
		PEN(b, ",\"group_shipment_id\":null,\"logistics_status\":");
		pen_z(b, package_word(x->o, i));
		PEN(b, ",\"logistics_channel_id\":");
		pen_int(b, 18000 + (int64_t)(x->number % 90));
		PEN(b, ",\"shipping_carrier\":");
		pen_z(b, sheet_carrier(x));
		PEN(b, ",\"allow_self_design_awb\":true");
		put_package_items(b, x, i);
		PEN(b, ",\"parcel_chargeable_weight_gram\":");
		pen_int(b, sheet_grams(x));
		PEN(b, ",\"sorting_group\":\"North\"}");
	}
	PEN(b, "]");
}
