/* bench/many.h - orders written in bulk through the tables of the intake, without revisions: a list as it is after years. */
#pragma once
#include "base/scope.h"

enum { MANY_SHOPS = 20 };

struct many {
	int64_t shops[MANY_SHOPS];
	size_t from, count, all;
};

/* Makes shops of its own and l->all orders in them; the same orders for the same number. */
void many_load(struct scope *root, struct many *l);
int64_t many_placed(size_t n); /* when the n-th was placed */
struct text many_ref(struct arena *a, size_t n);
