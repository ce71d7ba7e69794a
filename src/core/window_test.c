/* core/window_test.c - windows, cursors and waits; a simulated feed of which no row may be missed. */
#include "base/instant.h"
#include "base/rand.h"
#include "core/window.h"
#include "tests/check.h"

static const struct window_rule rule = { 15 * DAY_MS, 5 * MINUTE_MS, 10 * SECOND_MS, SECOND_MS };

TEST(a_window_reaches_back_by_the_overlap_and_ends_where_rows_have_settled)
{
	int64_t now = 1655714431999, cursor = now - HOUR_MS;
	struct window w;

	CHECK(window_next(&rule, cursor, now, &w));
	CHECK_EQ(w.from, 1655714431000 - HOUR_MS - 5 * MINUTE_MS);
	CHECK_EQ(w.to, 1655714421000);
}

TEST(a_window_is_never_wider_than_the_channel_allows)
{
	struct window w;

	CHECK(window_next(&rule, DAY_MS, 100 * DAY_MS, &w));
	CHECK_EQ(w.to - w.from, 15 * DAY_MS);
	CHECK(window_next(&(struct window_rule){ 0, 0, 0, 1 }, DAY_MS, 100 * DAY_MS, &w));
	CHECK_EQ(w.from, DAY_MS);
	CHECK_EQ(w.to, 100 * DAY_MS);
}

TEST(nothing_is_due_before_a_whole_grain_has_settled)
{
	struct window w;

	CHECK(!window_next(&rule, 20000, 30999, &w));
	CHECK(window_caught_up(&rule, 20000, 30999));
	CHECK(window_next(&rule, 20000, 31000, &w));
	CHECK(!window_caught_up(&rule, 20000, 31000));
	CHECK_EQ(w.from, 0);
	CHECK_EQ(w.to, 21000);
}

TEST(a_clock_before_the_cursor_reads_nothing)
{
	struct window w;

	CHECK(!window_next(&rule, DAY_MS, HOUR_MS, &w));
	CHECK(!window_next(&rule, 0, 5000, &w));
}

TEST(a_cursor_never_goes_back_nor_over_a_gap)
{
	CHECK_EQ(window_cursor_after(&rule, 10000, (struct window){ 5000, 12000 }), 12000);
	CHECK_EQ(window_cursor_after(&rule, 10000, (struct window){ 11000, 12000 }), 12000);
	CHECK_EQ(window_cursor_after(&rule, 10000, (struct window){ 5000, 9000 }), 10000);
	CHECK_EQ(window_cursor_after(&rule, 10000, (struct window){ 12000, 13000 }), 10000);
}

TEST(a_window_narrower_than_the_overlap_still_goes_on)
{
	for (int64_t width = 1; width < 310; width++) {
		struct window_rule r = { width * SECOND_MS, 5 * MINUTE_MS, 0, SECOND_MS };
		int64_t cursor = DAY_MS + 500;
		struct window w;

		CHECK(window_next(&r, cursor, 2 * DAY_MS, &w));
		CHECK(w.from <= cursor && w.to > cursor);
		CHECK_EQ(w.to - w.from, width * SECOND_MS);
		CHECK_EQ(DAY_MS - w.from, width >= 302 ? 5 * MINUTE_MS : width / 2 * SECOND_MS);
	}
}

TEST(the_rest_of_a_window_follows_what_was_read_until_nothing_is_left)
{
	struct window all = { 7000, 20000 }, part;

	for (int64_t width = 0; width < 20000; width += 700) {
		struct window done = { 7000, 8000 };
		int parts = 0;

		while (window_rest(&rule, all, done, width, &part)) {
			CHECK_EQ(part.from, done.to + SECOND_MS);
			CHECK(part.to >= part.from && part.to <= all.to);
			CHECK(width < SECOND_MS || part.to - part.from + SECOND_MS <= width);
			done = part;
			parts++;
		}
		CHECK_EQ(done.to, all.to);
		CHECK(parts >= 1 && (width >= SECOND_MS || parts == 1));
	}
}

struct halves {
	int64_t next; /* where the next leaf must begin */
	int leaves;
};

static void split_all(const struct window_rule *r, struct window w, struct halves *h)
{
	struct window first, second;

	if (!window_can_split(r, w)) {
		CHECK_EQ(w.from, h->next);
		CHECK_EQ(w.to, w.from);
		h->next = w.to + r->grain_ms;
		h->leaves++;
		return;
	}
	window_split(r, w, &first, &second);
	split_all(r, first, h);
	split_all(r, second, h);
}

TEST(splitting_ends_at_single_grains_that_cover_the_window)
{
	for (int64_t grain = 1; grain <= 1000; grain *= 10)
		for (int grains = 1; grains < 130; grains++) {
			struct window_rule r = { 0, 0, 0, grain };
			struct halves h = { 7 * grain, 0 };

			split_all(&r, (struct window){ 7 * grain, (6 + grains) * grain }, &h);
			CHECK_EQ(h.leaves, grains);
		}
}

/* A channel's rows: updated at `at`, listed by the grain of it, shown only from `shown` on. */
enum { ROWS = 400 };
struct row {
	int64_t at, shown;
	bool read;
};
struct feed_sim {
	struct rand rand;
	struct window_rule rule;
	struct row rows[ROWS];
	int64_t now, cursor;
	int page_max;
};

static int64_t listed(const struct feed_sim *f, const struct row *row) { return row->at - row->at % f->rule.grain_ms; }

static bool in(const struct feed_sim *f, const struct row *row, struct window w)
{
	return row->shown <= f->now && listed(f, row) >= w.from && listed(f, row) <= w.to;
}

static void check_cursor(const struct feed_sim *f)
{
	for (int i = 0; i < ROWS; i++)
		CHECK(f->rows[i].read || listed(f, &f->rows[i]) >= f->cursor);
}

/* Reads a window, in halves where it does not fit a page; false when an attempt failed and the round is over. */
static bool read_window(struct feed_sim *f, struct window w)
{
	struct window first, second;
	int count = 0;

	f->now += (int64_t)rand_below(&f->rand, 700);
	if (rand_chance(&f->rand, 50000))
		return false;
	for (int i = 0; i < ROWS; i++)
		count += in(f, &f->rows[i], w);
	if (count > f->page_max && window_can_split(&f->rule, w)) {
		window_split(&f->rule, w, &first, &second);
		return read_window(f, first) && read_window(f, second);
	}
	for (int i = 0; i < ROWS; i++)
		f->rows[i].read |= in(f, &f->rows[i], w);
	f->cursor = window_cursor_after(&f->rule, f->cursor, w);
	check_cursor(f);
	return true;
}

static void feed_start(struct feed_sim *f, uint64_t seed)
{
	int64_t at = 1000000;

	f->rand = rand_seed(seed);
	f->rule.grain_ms = rand_chance(&f->rand, 500000) ? 1000 : 1;
	f->rule.lag_ms = rand_between(&f->rand, 0, 9000);
	f->rule.overlap_ms = rand_between(&f->rand, 0, 5000);
	f->rule.window_ms = rand_chance(&f->rand, 300000) ? 0 : rand_between(&f->rand, f->rule.grain_ms, 90000);
	f->page_max = (int)rand_between(&f->rand, 1, 50);
	f->now = f->cursor = at;
	for (int i = 0; i < ROWS; i++) {
		if (!rand_chance(&f->rand, 700000)) /* else: of the same burst */
			at += rand_between(&f->rand, 0, 4000);
		f->rows[i] = (struct row){ at, at + rand_between(&f->rand, 0, f->rule.lag_ms), false };
	}
}

TEST(no_row_of_a_feed_is_ever_missed)
{
	uint64_t seed = check_seed();

	for (uint64_t run = 0; run < 60; run++) {
		struct feed_sim f;
		struct window w;
		int64_t end;

		feed_start(&f, seed + run);
		end = f.rows[ROWS - 1].at + f.rule.lag_ms + 2 * f.rule.grain_ms;
		while (f.cursor <= end) {
			f.now += rand_between(&f.rand, 1, 20000);
			while (window_next(&f.rule, f.cursor, f.now, &w)) {
				int64_t before = f.cursor;

				CHECK(w.from <= f.cursor && w.to > f.cursor);
				CHECK(!f.rule.window_ms || w.to - w.from <= f.rule.window_ms);
				if (!read_window(&f, w))
					break;
				CHECK(f.cursor > before);
			}
		}
		for (int i = 0; i < ROWS; i++)
			CHECK(f.rows[i].read);
	}
}

TEST(waits_double_up_to_four_minutes)
{
	static const int64_t golden[] = { 1000, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 240000, 240000 };

	for (int attempt = 0; attempt < 11; attempt++)
		CHECK_EQ(backoff_ms(attempt, 0, 0), golden[attempt]);
	CHECK_EQ(backoff_ms(INT32_MAX, 0, 0), 240000);
	CHECK_EQ(backoff_ms(-1, 0, 0), 1000);
}

TEST(waits_are_spread_but_stay_within_five_minutes)
{
	CHECK_EQ(backoff_ms(1, 500, 0), 1125);
	CHECK_EQ(backoff_ms(3, 999, 0), 4999);
	CHECK_EQ(backoff_ms(3, 1999, 0), 4999);
	CHECK(backoff_ms(40, 999, 0) < 5 * MINUTE_MS);
}

TEST(nobody_comes_back_before_the_channel_asked)
{
	CHECK_EQ(backoff_ms(1, 0, 60000), 60000);
	CHECK_EQ(backoff_ms(1, 500, 60000), 60125);
	CHECK_EQ(backoff_ms(9, 0, 60000), 240000);
	CHECK_EQ(backoff_ms(1, 999, INT64_MAX), INT64_MAX);
}
