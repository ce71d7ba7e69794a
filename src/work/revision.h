/* work/revision.h - one immutable copy of what the channel said, read back from the store. */
#pragma once
#include "base/scope.h"
#include "core/fact.h"

/* Facts of a revision, personal ones included where they are still kept and `people` is set. ERR_NO_ROW. */
enum err revision_get(struct scope *s, int64_t order_id, int64_t seq, bool people, struct facts *out) MUST_CHECK;
/* The raw record as it came; ERR_NO_ROW when it has expired. */
enum err revision_raw(struct scope *s, int64_t order_id, int64_t seq, struct text *out) MUST_CHECK;

/* One of several; what cannot be read says so and keeps none of the others from being read. */
struct revision_want {
	int64_t order_id, seq;
	struct facts facts; /* out: sealed, personal ones included where they are still kept */
	enum err code;      /* out: OK, ERR_NO_ROW, or why it cannot be read */
};
/* By one query for each sequence number among them; an error is of the database as a whole. */
enum err revisions_get(struct scope *s, struct revision_want *wants, size_t count) MUST_CHECK;
