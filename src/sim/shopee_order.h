/* sim/shopee_order.h - one order while it is being written; shared by the two files that write it. */
#pragma once
#include "sim/buyer.h"
#include "sim/shopee_inner.h"

struct order_sheet {
	const struct market *market;
	const struct market_order *o;
	const struct market_shop *shop;
	const struct region_facts *region;
	uint32_t number;
	bool masked, pending_asked;
	struct buyer buyer;
	struct buffer *b;
};

/* Amounts in the currency's minor units. */
int64_t sheet_price(const struct order_sheet *x, const struct market_line *l);
int64_t sheet_shipping(const struct order_sheet *x);
int64_t sheet_total(const struct order_sheet *x);
int64_t sheet_grams(const struct order_sheet *x);
void sheet_items(struct order_sheet *x);
void sheet_packages(struct order_sheet *x);
const char *sheet_carrier(const struct order_sheet *x);
