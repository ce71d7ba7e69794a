/* web/map_list.h - which mappings a person asks for, and pages of them, by platform SKU. */
#pragma once
#include "web/call.h"
#include "web/views.h"

enum { MAP_SHOPS_MAX = 200, MAP_CHANNELS_MAX = 20, MAP_TYPED_MAX = 200 };

struct map_query {
	struct text sku; /* the beginning of a platform SKU or of a code; {0}: all */
	int64_t *shops;
	struct text *channels;
	size_t shop_count, channel_count;
};
/* "sku", "shop", "channel" as routes.def describes them. */
enum err map_query_read(struct scope *s, const struct parameter *sku, const struct parameter *shop,
			const struct parameter *channel, struct map_query *out) MUST_CHECK;
/* Numbers between commas; nothing where the parameter is not given. */
enum err map_ids_read(struct scope *s, const struct parameter *p, int64_t **out, size_t *count) MUST_CHECK;

/* Where a page ends: among platform SKUs, then among codes. */
struct map_place {
	bool codes;
	struct text head;
	int64_t id;
};
struct map_page {
	int64_t *ids;
	size_t count;
	bool more;
	struct map_place place; /* of the last one */
};
enum err map_page_read(struct scope *s, const struct map_query *q, const struct map_place *after, size_t limit,
		       struct map_page *out) MUST_CHECK;
struct text map_place_format(struct scope *s, const struct map_place *p);
enum err map_place_parse(struct scope *s, struct text mark, struct map_place *out) MUST_CHECK;

/* Mappings as they are shown, in the order of the ids; those that are gone are left out. */
enum err map_views_read(struct scope *s, const int64_t *ids, size_t count, struct view_sku_map_list *out) MUST_CHECK;
