/* work/shop_set.h - how a shop is worked for, as people set it. */
#pragma once
#include "base/scope.h"

enum { SHOP_NAME_MAX = 40, STOCK_SAFETY_MAX = 1000000 };

struct shop_settings {
	struct text short_name; /* may be empty */
	int64_t cutover_at;     /* orders placed before are history; 0: none */
	int64_t warehouse_id;   /* from where it is served first; 0: by priority */
	struct text reserve_at; /* "intake" or "hand" */
	struct text stock_push; /* "on" or "off" */
	int64_t stock_safety, stock_percent;
	int64_t ver;
};
/* ERR_SHOP_UNKNOWN. */
enum err shop_settings_get(struct scope *s, int64_t shop_id, struct shop_settings *out) MUST_CHECK;
/* All of them, at the version they were read at: ERR_CONFLICT, ERR_BAD_REQUEST, ERR_SHOP_UNKNOWN. */
enum err shop_settings_put(struct scope *s, int64_t shop_id, const struct shop_settings *v) MUST_CHECK;
