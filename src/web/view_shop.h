/* web/view_shop.h - shops with the state of their feeds, and runs. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

enum { SHOPS_MAX = 1000, RUNS_LIMIT = 50, RUNS_LIMIT_MAX = 200 };

/* {items, next}: all shops, sorted by title; next is always null, as there are at most SHOPS_MAX. */
enum err view_shops(struct scope *s, struct json_writer *w) MUST_CHECK;
/* One shop alone. ERR_SHOP_UNKNOWN. */
enum err view_shop(struct scope *s, int64_t id, struct json_writer *w) MUST_CHECK;
/* {items, next}: runs newest first, of one shop or (0) of all; begins before the run `before`. */
enum err view_runs(struct scope *s, int64_t shop_id, int64_t before, int64_t limit, struct json_writer *w) MUST_CHECK;
