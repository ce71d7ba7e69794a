/* core/window.h - which stretch of time a feed reads next, when it is split, and when its cursor may move.
 *
 * Rules (design.md section 7): the lower end is inclusive and reaches back by the overlap; the upper end is the
 * channel's clock less its lag; a window that does not fit in one page is split at the middle, and paged only when it
 * is one second wide; a cursor moves to a window's end only when every record of it was read (or parked). All times UTC
 * ms. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct window_rule {
	int64_t window_ms; /* the widest request, a grain or more (narrower than the overlap it reaches back less); 0: no limit */
	int64_t overlap_ms; /* how far back each window reaches */
	int64_t lag_ms;     /* how late a row may show */
	int64_t grain_ms;   /* the channel's resolution, at least 1 */
};
struct window {
	int64_t from, to; /* both ends included, in whole grains */
};
/* The next window of a feed whose cursor stands at `cursor`: all before it was read, its own grain may have grown
 * since. False when there is nothing to read before `channel_now` yet. */
bool window_next(const struct window_rule *r, int64_t cursor, int64_t channel_now, struct window *out);
bool window_can_split(const struct window_rule *r, struct window w);
/* Into halves; `first` is the earlier. */
void window_split(const struct window_rule *r, struct window w, struct window *first, struct window *second);
/* The part of `all` that follows `done`, at most `width_ms` of whole grains (0: all of it); false: `done` was the last.
 * A split window goes on with this and not with window_next, which would begin at the overlap again. */
bool window_rest(const struct window_rule *r, struct window all, struct window done, int64_t width_ms,
		 struct window *out);
/* Where the cursor stands after `w` was read to its end; never back, and not over a gap that was left before `w`. */
int64_t window_cursor_after(const struct window_rule *r, int64_t cursor, struct window w);
/* No further window is due now. */
bool window_caught_up(const struct window_rule *r, int64_t cursor, int64_t channel_now);

/* When a failed attempt is tried again: 1 s, 2 s, 4 s … up to 4 min, and up to a quarter more
 * by `salt` (0 … 999), so at most 5 min; never before `asked` ms, spread too. */
int64_t backoff_ms(int attempt, uint32_t salt, int64_t asked);
