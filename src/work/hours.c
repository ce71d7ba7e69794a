/* work/hours.c - what each hour brought a shop, kept as counts. */
#include "work/hours.h"
#include "base/instant.h"
#include "store/sql.h"

static void join(struct sql_hours_add *row, const struct hour_note *n)
{
	row->orders += n->orders;
	row->runs += n->runs;
	row->failed += n->failed;
	row->lag_ms = n->lag_ms > row->lag_ms ? n->lag_ms : row->lag_ms;
}

enum err hours_add(struct scope *s, int64_t shop_id, const struct hour_note *notes, size_t count)
{
	struct sql_hours_add *rows = ARENA_ARRAY(s->arena, struct sql_hours_add, count + 1);
	size_t used = 0, k;

	for (size_t i = 0; i < count; i++) {
		int64_t hour = notes[i].at - notes[i].at % HOUR_MS;
		if (hour < s->now - HOURS_KEPT_DAYS * DAY_MS || hour > s->now + DAY_MS)
			continue; /* too old for any chart, or a moment that cannot be */
		for (k = 0; k < used && rows[k].hour != hour; k++)
			;
		if (k == used)
			rows[used++] = (struct sql_hours_add){ .hour = hour, .shop_id = shop_id };
		join(&rows[k], &notes[i]);
	}
	return sql_hours_add(s, rows, used, NULL);
}

enum err hours_began(struct scope *s, int64_t shop_id, int64_t proved_to)
{
	struct hour_note n = { .at = s->now, .runs = 1 };

	if (proved_to > 0 && proved_to < s->now)
		n.lag_ms = s->now - proved_to;
	return hours_add(s, shop_id, &n, 1);
}

enum err hours_failed(struct scope *s, int64_t shop_id)
{
	return hours_add(s, shop_id, &(struct hour_note){ .at = s->now, .failed = 1 }, 1);
}
