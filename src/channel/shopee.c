/* channel/shopee.c - Shopee, Open Platform API v2: its facts in one place. */
#include "channel/shopee.h"

/* General, mainland China, Brazil; then the sandboxes, newest first. */
static const char *const hosts[] = {
	"partner.shopeemobile.com",
	"openplatform.shopee.cn",
	"openplatform.shopee.com.br",
	"openplatform.sandbox.test-stable.shopee.sg",
	"openplatform.sandbox.test-stable.shopee.cn",
	"partner.test-stable.shopeemobile.com",
	NULL,
};

/* What says nothing of a person. Not here: buyer_*, recipient_address, message_to_seller, note, dropshipper*,
 * invoice_data, and whatever Shopee may add. */
static const char *const plain[] = {
	"active_qty",
	"actual_shipping_fee",
	"actual_shipping_fee_confirmed",
	"add_on_deal",
	"add_on_deal_id",
	"allow_self_design_awb",
	"booking_sn",
	"buyer_cancel_reason",
	"cancel_by",
	"cancel_reason",
	"cancel_requested_qty",
	"cancelled_qty",
	"cod",
	"create_time",
	"currency",
	"days_to_ship",
	"estimated_shipping_fee",
	"fulfillment_flag",
	"goods_to_declare",
	"group_shipment_id",
	"image_info",
	"image_url",
	"is_prescription_item",
	"item_id",
	"item_list",
	"item_name",
	"item_sku",
	"logistics_channel_id",
	"logistics_status",
	"main_item",
	"model_discounted_price",
	"model_id",
	"model_name",
	"model_original_price",
	"model_quantity",
	"model_quantity_purchased",
	"model_sku",
	"note_update_time",
	"order_chargeable_weight_gram",
	"order_item_id",
	"order_sn",
	"order_status",
	"package_list",
	"package_number",
	"parcel_chargeable_weight_gram",
	"pay_time",
	"payment_method",
	"pickup_done_time",
	"product_location_id",
	"promotion_group_id",
	"promotion_id",
	"promotion_type",
	"region",
	"return_requested_qty",
	"returned_qty",
	"reverse_shipping_fee",
	"ship_by_date",
	"shipping_carrier",
	"sorting_group",
	"split_up",
	"total_amount",
	"update_time",
	"weight",
	"wholesale",
	NULL,
};

/* Listings are by whole seconds of update_time and at most 15 days wide; only order numbers come back, so that the
 * window itself is the cursor. A row may show up late: each window reaches five minutes back, up to Shopee's own now.
 * The first pull goes back 30 days: beyond that an order has been shipped, returned or closed. */
static const struct feed feeds[] = {
	{ .name = "orders",
	  .paging = PAGING_WINDOW,
	  .rule = { .window_ms = 15 * DAY_MS, .overlap_ms = 300 * SECOND_MS, .lag_ms = 0, .grain_ms = SECOND_MS },
	  .every_s = 600,
	  .first_back_ms = 30 * DAY_MS,
	  .list_max = SHOPEE_LIST_MAX,
	  .detail_max = SHOPEE_DETAIL_MAX,
	  .list = &shopee_list,
	  .detail = &shopee_detail },
	{ .name = NULL },
};

/* A page is as long as a detail call takes. An hour is what a change of the offers may wait: their stock is told by us. */
static const struct listings listings = {
	.every_s = 3600,
	.list_max = SHOPEE_DETAIL_MAX,
	.list = &shopee_item_list,
	.detail = &shopee_item_base,
	.parts = &shopee_item_models,
};

static const struct deed deeds[] = {
	{ "set_stock", SHOPEE_DETAIL_MAX, shopee_stock_together, &shopee_stock_set },
	{ .name = NULL },
};

const struct channel channel_shopee = {
	.name = "shopee",
	.title = "Shopee",
	.family = "shopee",
	.source = "Shopee Open Platform API v2, pages of 2025-12-03 and 2026-08-18",
	.flow = FLOW_CODE,
	.hosts = hosts,
	.words = shopee_words,
	/* No number is published. A client of the older API spoke of 1,000 a minute and an hour's ban: stay below. */
	.pace = { .per_minute = 600, .burst = 20 },
	.access_early_ms = 15 * MINUTE_MS, /* of 4 hours; an old token works 5 minutes beside its successor */
	.feeds = feeds,
	.batch_update = true,
	.listings = &listings,
	.deeds = deeds,
	.token_get = &shopee_token_get,
	.token_refresh = &shopee_token_refresh,
	.shop_info = &shopee_shop_info,
	.shop_list = &shopee_shop_list,
	.approve_link = shopee_approve_link,
	.cancel_link = shopee_cancel_link,
	.read_file = shopee_file_read,
	.push_fits = shopee_push_fits,
	.push_read = shopee_push_read,
	.push_lost = &shopee_push_lost,
	.push_kept = &shopee_push_kept,
	.plain = plain,
	.form = 1,
};
