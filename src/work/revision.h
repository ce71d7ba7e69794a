/* work/revision.h - one immutable copy of what the channel said, read back from the store. */
#pragma once
#include "base/scope.h"
#include "core/fact.h"

/* Facts of a revision, personal ones included where they are still kept and `people` is set. ERR_NO_ROW. */
enum err revision_get(struct scope *s, int64_t order_id, int64_t seq, bool people, struct facts *out) MUST_CHECK;
/* The raw record as it came; ERR_NO_ROW when it has expired. */
enum err revision_raw(struct scope *s, int64_t order_id, int64_t seq, struct text *out) MUST_CHECK;
