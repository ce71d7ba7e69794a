/* core/fact_order.h - in which order facts stand: by field, then by line; shared by all who join sorted lists. */
#pragma once
#include "core/fact.h"
#include <string.h>

/* Line keys are mostly views of the same bytes, so that the place is looked at before the bytes. */
static inline int line_order(struct text a, struct text b)
{
	size_t shorter = a.size < b.size ? a.size : b.size;
	int order = a.at == b.at || !shorter ? 0 : memcmp(a.at, b.at, shorter);

	return order ? order : (a.size > b.size) - (a.size < b.size);
}

static inline int fact_order(const struct fact *a, const struct fact *b)
{
	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	return line_order(a->line, b->line);
}

/* Merge-join: takes the next pair off two sorted lists; one of the two is NULL where only the other list states the
 * (field, line). False at the end of both. */
struct fact_join {
	const struct facts *a, *b;
	size_t i, j;
};

static inline bool fact_join_next(struct fact_join *k, const struct fact **a, const struct fact **b)
{
	*a = k->i < k->a->count ? &k->a->at[k->i] : NULL;
	*b = k->j < k->b->count ? &k->b->at[k->j] : NULL;
	if (*a && *b) {
		int order = fact_order(*a, *b);

		if (order < 0)
			*b = NULL;
		else if (order > 0)
			*a = NULL;
	}
	k->i += *a != NULL;
	k->j += *b != NULL;
	return *a || *b;
}

/* The facts of one field, which stand together. */
static inline struct facts facts_run(const struct facts *f, enum field field)
{
	size_t from = 0, to = f->count, high;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (f->at[middle].field < field)
			from = middle + 1;
		else
			to = middle;
	}
	for (high = from; high < f->count && f->at[high].field == field; high++)
		;
	return (struct facts){ f->count ? f->at + from : NULL, high - from, 0 };
}

/* Goes on in a sorted run to this line; NULL: it is not there. Ask for lines in their order. */
static inline const struct fact *run_step(const struct facts *run, size_t *at, struct text line)
{
	int order = -1;

	while (*at < run->count && (order = line_order(run->at[*at].line, line)) < 0)
		++*at;
	return order == 0 ? &run->at[*at] : NULL;
}
