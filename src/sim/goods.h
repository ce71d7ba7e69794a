/* sim/goods.h - what a shop sells: made from the shop's region and the thing's number. */
#pragma once
#include "sim/region.h"
#include <stdbool.h>
#include <stdint.h>

enum { GOODS_COUNT = 48, MODELS_MAX = 4 };

struct model {
	int64_t id; /* 0: the thing has no variations */
	char name[96], sku[48];
	int64_t original, price; /* minor units; price 0: part of a bundle deal */
};

struct good {
	int64_t id;
	char name[320], sku[48];
	int models; /* at least one */
	struct model model[MODELS_MAX];
	int grams;
	bool bundle;
};

/* The n-th thing of a shop in this region; things with the same number have the same SKU in every shop. */
void good_make(struct good *g, enum region region, uint32_t shop, uint32_t n);
