/* core/window.c - windows of time in whole grains, and waits between attempts. */
#include "core/window.h"
#include "base/error.h"

enum { WAIT_FIRST_MS = 1000, WAIT_MAX_MS = 240000, SALT_MAX = 1000 };

static int64_t whole(int64_t ms, int64_t grain) { return ms - ms % grain; }

/* The last moment that can be read to its end: rows of a later one may still show up. */
static int64_t readable(const struct window_rule *r, int64_t channel_now)
{
	return channel_now > r->lag_ms ? whole(channel_now - r->lag_ms, r->grain_ms) : 0;
}

bool window_caught_up(const struct window_rule *r, int64_t cursor, int64_t channel_now)
{
	ASSERT(r->grain_ms > 0 && r->lag_ms >= 0 && r->overlap_ms >= 0);
	return readable(r, channel_now) <= cursor;
}

/* A window that a crowd has made narrower than the overlap would end before the cursor, and the feed would stand still:
 * it reaches back by half its width only. */
static int64_t reach(const struct window_rule *r)
{
	int64_t width = whole(r->window_ms, r->grain_ms);

	if (!r->window_ms || width >= r->overlap_ms + 2 * r->grain_ms)
		return r->overlap_ms;
	ASSERT(width > 0);
	return whole(width / 2, r->grain_ms);
}

bool window_next(const struct window_rule *r, int64_t cursor, int64_t channel_now, struct window *out)
{
	if (window_caught_up(r, cursor, channel_now))
		return false;
	out->from = cursor > reach(r) ? whole(cursor - reach(r), r->grain_ms) : 0;
	out->to = readable(r, channel_now);
	if (r->window_ms && out->to - out->from > r->window_ms)
		out->to = out->from + whole(r->window_ms, r->grain_ms);
	return true;
}

bool window_can_split(const struct window_rule *r, struct window w) { return w.to - w.from >= r->grain_ms; }

void window_split(const struct window_rule *r, struct window w, struct window *first, struct window *second)
{
	int64_t middle = w.from + whole((w.to - w.from) / 2, r->grain_ms);

	ASSERT(window_can_split(r, w));
	*first = (struct window){ w.from, middle };
	*second = (struct window){ middle + r->grain_ms, w.to };
}

bool window_rest(const struct window_rule *r, struct window all, struct window done, int64_t width_ms,
		 struct window *out)
{
	int64_t width = whole(width_ms, r->grain_ms);

	*out = (struct window){ done.to + r->grain_ms, all.to };
	if (width > 0 && out->to - out->from >= width)
		out->to = out->from + width - r->grain_ms;
	return out->from <= all.to;
}

int64_t window_cursor_after(const struct window_rule *r, int64_t cursor, struct window w)
{
	/* Between the cursor and a window that begins later lies what nobody has read. */
	bool gap = w.from > cursor + r->grain_ms;

	return gap || w.to <= cursor ? cursor : w.to;
}

int64_t backoff_ms(int attempt, uint32_t salt, int64_t asked)
{
	int64_t wait = WAIT_FIRST_MS, spread;

	for (; attempt > 1 && wait < WAIT_MAX_MS; attempt--)
		wait *= 2;
	if (wait > WAIT_MAX_MS)
		wait = WAIT_MAX_MS;
	spread = wait / 4 * (salt % SALT_MAX) / SALT_MAX;
	if (asked > wait)
		wait = asked;
	return wait > INT64_MAX - spread ? wait : wait + spread;
}
