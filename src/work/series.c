/* work/series.c - numbers of documents: a prefix, the day where the tenant is, and a count without gaps. */
#include "work/series.h"
#include "base/instant.h"
#include "store/sql.h"

enum err series_day(struct scope *s, struct text *out)
{
	int64_t here = instant_of_parts((struct instant_parts){ .year = 2000, .month = 1, .day = 1 }), at = here;
	struct sql_tenant_zone_row row;
	struct instant_parts p;

	TRY(sql_tenant_zone(s, &row));
	if (!instant_from_rfc3339(text_format(s->arena, "2000-01-01T00:00:00%.*s", TEXT_ARG(row.zone)), &at))
		at = here;
	p = instant_parts(s->now + here - at);
	*out = text_format(s->arena, "%02d%02d%02d", p.year % 100, p.month, p.day);
	return OK;
}

enum err series_take(struct scope *s, const char *series, const char *prefix, struct text day, int64_t *number)
{
	struct sql_sequence_take_row row;

	TRY(sql_sequence_take(
		s, (struct sql_sequence_take){ .series = text_of(series), .period = day, .prefix = text_of(prefix) },
		&row));
	*number = row.number;
	return OK;
}

struct text series_number(struct arena *a, const char *prefix, struct text day, int64_t number)
{
	return text_format(a, "%s-%.*s-%05lld", prefix, TEXT_ARG(day), (long long)number);
}
