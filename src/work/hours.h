/* work/hours.h - what each hour brought a shop, kept as counts, so that charts read neither orders nor runs. */
#pragma once
#include "base/scope.h"

/* All within a transaction that has touched the shop's lease. */
enum { HOURS_KEPT_DAYS = 90 };

struct hour_note {
	int64_t at; /* the moment that it belongs to */
	int64_t orders, runs, failed;
	int64_t lag_ms; /* how far behind the shop was; of an hour the most is kept */
};
/* What lies before HOURS_KEPT_DAYS is dropped. */
enum err hours_add(struct scope *s, int64_t shop_id, const struct hour_note *notes, size_t count) MUST_CHECK;
/* A run began, and had this far to catch up (0: not known, or it catches nothing up); a run failed. */
enum err hours_began(struct scope *s, int64_t shop_id, int64_t proved_to) MUST_CHECK;
enum err hours_failed(struct scope *s, int64_t shop_id) MUST_CHECK;
