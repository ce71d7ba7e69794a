/* work/pull_window.c - which stretch of time a pull reads next: what is new, and beside it what was before.
 *
 * A first pull reads the newest day, and then goes back day by day (wider where little happened) to where its history
 * begins. Whenever the new has grown by some minutes it is read in between. What was read back is complete from its end on
 * by its own proof: feeds.since moves down, as proved_to moves up. */
#include "store/sql.h"
#include "work/pull_inner.h"

#define SKEW_MS (5 * SECOND_MS)
#define BACK_MS DAY_MS
#define WIDEST_MS (365 * DAY_MS)

int64_t pull_channel_now(struct scope *s, const struct pull *p) { return world_now(s->world) + p->talk.skew_ms; }

/* A pull begins at the cursor; where that is ahead of what was proved and nothing is parked any more, at the latter, so
 * that "complete up to" catches up. Likewise history that was read and not proved is read once more. */
enum err pull_start(struct scope *s, struct pull *p)
{
	int64_t proved = p->proved_to ? p->proved_to : p->since;
	bool ahead = proved != 0 && proved < p->cursor;
	bool behind = p->first_from && p->back_at <= p->first_from && p->since > p->first_from;
	struct sql_parked_count_row parked;

	p->memo.start = p->cursor;
	if (!ahead && !behind)
		return OK;
	TRY(sql_parked_count(s, (struct sql_parked_count){ .shop_id = p->shop.id, .feed = text_of(p->feed->name) },
			     &parked));
	if (parked.count)
		return OK;
	if (ahead)
		p->memo.start = proved;
	if (behind)
		p->back_at = p->since;
	return OK;
}

/* The stretch from the cursor to now, and its first piece: as wide as the last one that fitted. A pull looks at least
 * once, even where our clock says that nothing can be new: only the channel's answer tells its clock. */
static bool open_new(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	const struct window_rule *r = &p->feed->rule;
	int64_t from = m->looked ? p->cursor : m->start;

	/* What came while we read is the next pull's; but where the channel's clock turned out to run before ours, what
	 * it had when we were asked to pull lies beyond the stretch that was read. */
	if (m->looked && p->talk.skew_ms - p->skew_taken_ms <= SKEW_MS &&
	    pull_channel_now(s, p) - p->cursor < r->overlap_ms + MINUTE_MS)
		return false;
	p->skew_taken_ms = p->talk.skew_ms;
	if (!window_next(r, from, pull_channel_now(s, p), &m->all)) {
		if (m->looked)
			return false;
		m->all = (struct window){ from - r->overlap_ms, from };
	}
	m->looked = true;
	return window_rest(r, m->all, (struct window){ 0, m->all.from - r->grain_ms }, m->width_ms, &m->window);
}

/* The stretch before what was read back so far. */
static bool open_history(struct pull *p)
{
	struct pull_memo *m = &p->memo;
	const struct window_rule *r = &p->feed->rule;
	int64_t wide = m->back_ms ? m->back_ms : BACK_MS;

	if (p->first_from == 0 || p->back_at <= p->first_from)
		return false;
	if (r->window_ms && wide > r->window_ms - r->grain_ms)
		wide = r->window_ms - r->grain_ms;
	m->all.to = p->back_at - p->back_at % r->grain_ms + r->grain_ms;
	m->all.from = p->back_at - wide > p->first_from ? p->back_at - wide : p->first_from;
	m->all.from -= m->all.from % r->grain_ms;
	m->back = true;
	m->back_gap = false;
	m->back_listed = 0;
	return window_rest(r, m->all, (struct window){ 0, m->all.from - r->grain_ms }, m->width_ms, &m->window);
}

bool pull_window(struct scope *s, struct pull *p)
{
	p->memo.back = false;
	if (p->reconciles)
		return reconcile_window(s, p);
	p->memo.crowded_to = 0;
	return open_new(s, p) || open_history(p);
}

static enum err went_back(struct scope *s, void *arg)
{
	const struct pull *p = arg;
	const struct pull_memo *m = &p->memo;

	TRY(shop_fence(p->node, s, &p->shop));
	return sql_feed_back(
		s,
		(struct sql_feed_back){ .shop_id = p->shop.id,
					.name = text_of(p->feed->name),
					.from_at = m->all.from > p->first_from ? m->all.from : p->first_from,
					.to_at = m->all.to,
					.proved = !m->back_gap },
		NULL);
}

enum err pull_went_back(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	int64_t wide = m->back_ms ? m->back_ms : BACK_MS;

	TRY(db_transact(s, went_back, p));
	p->back_at = m->all.from > p->first_from ? m->all.from : p->first_from;
	m->back_ms = m->back_listed <= p->feed->list_max / 2 && wide < WIDEST_MS ? wide * 2 : wide;
	m->back = false;
	return OK;
}
