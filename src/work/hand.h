/* work/hand.h - orders without an API: made by hand or read from a file, they go the way of any other order.
 *
 * What is stated becomes facts of ours, and they are taken in as a channel's answer would be. */
#pragma once
#include "work/intake.h"

enum { HAND_LINES_MAX = 1000, HAND_QUANTITY_MAX = 100000, HAND_NUMBER_MAX = 64, HAND_TEXT_MAX = 500 };

struct hand_line {
	struct text sku, title; /* title may be empty */
	int64_t quantity;
	bool has_price;
	int64_t price_minor;
};
struct hand_order {
	struct text number; /* empty: ours, by a sequence without gaps */
	struct text name, phone, address, country, postcode, delivery_method, remark, currency; /* empty: not stated */
	bool paid;
	int64_t placed, ship_by; /* UTC ms; 0: now; not stated */
	const struct hand_line *lines;
	size_t line_count;
	struct text why; /* noted beside who made it; empty: how it came */
	struct text raw; /* as it came; empty: its own words as JSON */
};
struct hand_made {
	int64_t id;
	struct text number;
};

/* ERR_NOT_BY_HAND: the shop's orders come from its channel. */
enum err hand_shop(struct scope *s, int64_t shop_id, struct shop *out) MUST_CHECK;
/* All that can be said without the database. ERR_BAD_REQUEST, ERR_CURRENCY_UNKNOWN. */
enum err hand_order_check(struct scope *s, const struct hand_order *o) MUST_CHECK;
/* Makes it. `source`: "hand" or "file". ERR_DUPLICATE: the shop has an order of this number. */
enum err hand_order_make(struct node *n, struct scope *s, const struct shop *shop, const struct hand_order *o,
			 const char *source, struct hand_made *out) MUST_CHECK;
