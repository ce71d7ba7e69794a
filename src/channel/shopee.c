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
	.token_get = &shopee_token_get,
	.token_refresh = &shopee_token_refresh,
	.shop_info = &shopee_shop_info,
	.shop_list = &shopee_shop_list,
	.read_file = shopee_file_read,
	.push_fits = shopee_push_fits,
	.push_read = shopee_push_read,
	.push_lost = &shopee_push_lost,
	.push_kept = &shopee_push_kept,
	.form = 1,
};
