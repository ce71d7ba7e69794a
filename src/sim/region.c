/* sim/region.c - the markets as a table. */
#include "sim/region.h"

static const struct region_facts facts[] = {
#define REGION(code, currency, exponent, step, cheap, phone) { #code, currency, exponent, step, cheap, phone },
#include "sim/regions.def"
#undef REGION
};

const struct region_facts *region_facts(enum region r) { return &facts[r]; }
