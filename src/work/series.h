/* work/series.h - numbers of documents: a prefix, the day where the tenant is, and a count without gaps. */
#pragma once
#include "base/scope.h"

/* "261122": the day of s->now in the tenant's zone, which is "UTC" or "+08:00"; another name is taken for UTC. */
enum err series_day(struct scope *s, struct text *out) MUST_CHECK;
/* The next number of a series on that day, within a transaction and last in it, as all others wait for it. */
enum err series_take(struct scope *s, const char *series, const char *prefix, struct text day,
		     int64_t *number) MUST_CHECK;
/* "M-261122-00001" */
struct text series_number(struct arena *a, const char *prefix, struct text day, int64_t number);
