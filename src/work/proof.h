/* work/proof.h - ids that were listed against ids that are held: what "complete" rests on. */
#pragma once
#include "base/scope.h"

struct proof {
	int64_t held, parked;
	struct text *missing; /* neither held nor parked */
	size_t missing_count;
};
/* Compares in the database, at once. An id that is parked counts as parked, whatever is held of it. `least_ver`: held as
 * it was at that version of the channel's or later; 0: in any. `refs` are sorted, each once. */
enum err proof_compare(struct scope *s, int64_t shop_id, struct text feed, int64_t least_ver, const struct text *refs,
		       size_t count, struct proof *out) MUST_CHECK;
int proof_by_bytes(const void *a, const void *b); /* for qsort of texts */
