/* web/view_shop.h - shops with the state of their feeds, as the API shows them. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

enum { SHOPS_MAX = 1000 };

/* {items, next}: all shops, sorted by title; next is always null, as there are at most SHOPS_MAX. */
enum err view_shops(struct scope *s, struct json_writer *w) MUST_CHECK;
/* One shop alone. ERR_SHOP_UNKNOWN. */
enum err view_shop(struct scope *s, int64_t id, struct json_writer *w) MUST_CHECK;
