/* work/map_read.h - the mappings by which orders of a shop are resolved, read for many platform SKUs at once. */
#pragma once
#include "base/scope.h"
#include "core/sku_map.h"

/* What says whether mappings are still as they were read. */
struct map_mark {
	int64_t ver;
	bool same_code; /* the tenant wants a platform SKU to stand for the article of that code, where no mapping says more */
};
enum err map_mark_read(struct scope *s, struct map_mark *out) MUST_CHECK;

struct maps_for {
	int64_t shop_id;
	struct text channel;
	const struct text *skus; /* each once */
	size_t count;
	bool same_code; /* the tenant's wish, or */
	bool own_codes; /* … the channel's nature: core/sku_map */
};
/* Which of these platform SKUs are codes of articles in use, added to `out`. */
enum err own_codes_read(struct scope *s, const struct text *skus, size_t count, struct sku_maps *out) MUST_CHECK;
enum err maps_read(struct scope *s, const struct maps_for *f, struct sku_maps *out) MUST_CHECK;
