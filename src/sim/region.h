/* sim/region.h - the markets: currency, prices, telephone. */
#pragma once
#include <stdint.h>

enum region {
#define REGION(code, currency, exponent, step, cheap, phone) REGION_##code,
#include "sim/regions.def"
#undef REGION
	REGION_COUNT
};

struct region_facts {
	const char *code, *currency;
	int exponent;
	int64_t step, cheap;
	const char *phone;
};

const struct region_facts *region_facts(enum region r);
