/* core/fact_show.h - what a person is shown of an order's facts: masked or not, compared, and where each came from. */
#pragma once
#include "core/fact.h"

/* The first letter and stars; a text that the channel has masked, and an empty one, stay as they are. */
struct text text_mask(struct arena *a, struct text t);
/* Each personal value masked, for who may not see it. */
void facts_mask(struct arena *a, struct facts *f);

/* What differs between two revisions of one order, as facts_diff. Personal values count only where both still have
 * any: those of an old one may be gone, and that is no change. Without `people` they are masked. */
void facts_compare(struct arena *a, const struct facts *before, const struct facts *after, bool people,
		   struct changes *out);

/* Which revision brought each fact of the newest one: the first of those that have said the same ever since. Give the
 * revisions before it, newest first, as long as any fact is open; at the last there is, say so. */
struct fact_origins {
	const struct facts *newest;
	int64_t *seqs; /* a fact's revision; 0: not known, because it is older than what was given or kept */
	bool *open;    /* it may be older still */
	size_t open_count;
};
void fact_origins_begin(struct arena *a, const struct facts *newest, int64_t seq, struct fact_origins *out);
void fact_origins_step(struct fact_origins *o, const struct facts *older, int64_t seq);
void fact_origins_end(struct fact_origins *o, bool was_first); /* was the last one given the order's first? */
