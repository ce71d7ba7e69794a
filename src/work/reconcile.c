/* work/reconcile.c - which stretches a reconciliation lists: the last 15 days by the time of change, then by that of placing.
 *
 * The first finds what changed unseen and joins what was proved before; the second is independent of it. */
#include "work/pull_inner.h"

enum { BACK_DAYS = 15 };

static int64_t earliest(struct scope *s, const struct pull *p)
{
	int64_t grain = p->feed->rule.grain_ms, from = world_now(s->world) - BACK_DAYS * DAY_MS;
	int64_t proved = p->proved_to ? p->proved_to : p->since;

	if (!p->memo.by_placed && proved && proved < from)
		from = proved; /* what was left unproved longer ago */
	if (from < p->since)
		from = p->since; /* what was before is none of ours */
	return from > 0 ? from - from % grain : 0;
}

bool reconcile_window(struct scope *s, struct pull *p)
{
	struct pull_memo *m = &p->memo;
	const struct window_rule *r = &p->feed->rule;
	int64_t from = m->all.to + r->grain_ms;

	if (!m->looked) {
		m->looked = true;
		m->limit = p->cursor; /* beyond it the pull has not read */
		from = earliest(s, p);
	} else if (from > m->limit && !m->by_placed) {
		m->by_placed = true;
		from = earliest(s, p);
	}
	if (from > m->limit)
		return false;
	m->all = (struct window){ from, m->limit };
	if (r->window_ms && m->all.to - from > r->window_ms)
		m->all.to = from + r->window_ms;
	m->crowded_to = 0;
	return window_rest(r, m->all, (struct window){ 0, from - r->grain_ms }, DAY_MS, &m->window);
}
