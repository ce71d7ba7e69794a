/* work/map.h - mappings as people make, change and remove them, one by one or from a file. */
#pragma once
#include "base/scope.h"
#include "core/sku_map.h"

/* A mapping as it is to be; its parts by their codes. */
struct map_wish {
	int64_t id, ver;     /* of one that is there: as it was seen */
	struct text channel; /* "": all, or that of the shop */
	int64_t shop_id;     /* 0: all */
	int64_t from_at, until_at;
	const struct map_item *members, *parts;
	size_t member_count, part_count;
};
/* ERR_BAD_REQUEST names what cannot be; ERR_SHOP_UNKNOWN, ERR_CHANNEL_UNKNOWN, ERR_SKU_UNKNOWN; ERR_DUPLICATE: another of
 * the same place and members holds at the same time. Orders that wait for it are healed by the task. Sets the id. */
enum err map_make(struct scope *s, struct map_wish *w) MUST_CHECK;
/* Also ERR_MAP_UNKNOWN, and ERR_CONFLICT where it is not as it was seen. Orders that are resolved stay as they are. */
enum err map_change(struct scope *s, struct map_wish *w) MUST_CHECK;
enum err map_remove(struct scope *s, int64_t id) MUST_CHECK;

/* In a transaction: others that change mappings wait for this one, and orders that wait are looked at afterwards. */
enum err maps_touch(struct scope *s) MUST_CHECK;
/* Those that are there and have the same members in the same place as one of these; without their parts. */
struct map_list {
	struct sku_map *at;
	size_t count;
};
enum err maps_rivals(struct scope *s, const struct sku_map *maps, size_t count, struct map_list *out) MUST_CHECK;
/* Makes them, or gives those of their ids other parts, with what else they say; their ids are set. */
enum err maps_insert(struct scope *s, const struct sku_map *maps, size_t count) MUST_CHECK;
enum err maps_replace(struct scope *s, const struct sku_map *maps, size_t count) MUST_CHECK;
