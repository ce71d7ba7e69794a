/* sim/buyer.h - people who buy: made from their number, so that a million of them take no memory. */
#pragma once
#include "sim/region.h"
#include <stdbool.h>
#include <stdint.h>

/* A fixed place for a composed text; what does not fit is cut (the tables are far smaller). */
struct label {
	uint32_t size;
	char at[764];
};

struct buyer {
	int64_t id;
	struct label username, name, phone, address, zipcode;
	const char *state, *city, *district, *town;
};

/* The buyer with this number as he is after `moves` changes of his address. */
void buyer_make(struct buyer *b, enum region region, uint32_t number, uint32_t moves);
void label_add(struct label *l, const char *z);
void label_digits(struct label *l, uint64_t digits, int count); /* the last `count` decimal digits */
