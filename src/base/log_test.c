/* base/log_test.c - one line an event, whatever stands in it. */
#include "base/log.h"
#include "tests/check.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int64_t fixed_now(struct world *w)
{
	(void)w;
	return INT64_C(1795300876000);
}

static const struct world_ops fixed_ops = { .now = fixed_now };

struct trial {
	struct world world;
	struct scope scope;
	int fd;
};

static void begin(struct trial *t, enum log_level least)
{
	char path[] = "/tmp/lockstep-log-XXXXXX";

	*t = (struct trial){ .world = { &fixed_ops } };
	t->fd = mkstemp(path);
	CHECK(t->fd >= 0 && unlink(path) == 0);
	t->scope = (struct scope){ .arena = check_scope()->arena,
				   .world = &t->world,
				   .log = log_new(&t->world, t->fd, least) };
}

/* What was written, from the start. */
static struct text end(struct trial *t)
{
	char *at = arena_alloc(check_scope()->arena, 16384);
	ssize_t size = pread(t->fd, at, 16384, 0);

	CHECK(size >= 0 && close(t->fd) == 0);
	log_free(t->scope.log);
	return (struct text){ at, (size_t)size };
}

TEST(a_line_has_time_level_event_marks_and_values)
{
	struct trial t;

	begin(&t, LOG_INFO);
	t.scope.marks = TEXT("job=17 shop=3");
	LOG(&t.scope, LOG_WARN, "order_parked", L_Z("ref", "220101ABC"), L_INT("tries", -3),
	    L_ERR("code", ERR_CHANNEL_BUSY));
	LOG(&t.scope, LOG_DEBUG, "too_fine", L_INT("n", 1));
	log_line(&t.scope, LOG_ERROR, "bare", &(struct log_value){ LOG_END, NULL, { 0 }, 0 });
	CHECK_TEXT(end(&t),
		   "at=2026-11-21T22:41:16Z level=warn event=order_parked job=17 shop=3 ref=220101ABC tries=-3 "
		   "code=channel_busy\n"
		   "at=2026-11-21T22:41:16Z level=error event=bare job=17 shop=3\n");
}

TEST(a_value_can_neither_end_the_line_nor_forge_a_field)
{
	static const struct {
		const char *value, *shown;
	} rows[] = {
		{ "two words", "\"two words\"" },
		{ "a=b", "\"a=b\"" },
		{ "", "\"\"" },
		{ "say \"x\"", "\"say \\\"x\\\"\"" },
		{ "back\\slash", "\"back\\\\slash\"" },
		{ "x\nlevel=error", "\"x\\nlevel=error\"" },
		{ "x\r\ty\x1B[31m\x7F", "\"x\\x0d\\x09y\\x1b[31m\\x7f\"" },
		{ "中", "\"中\"" },
		{ "\xC2\x85", "\"\\xc2\\x85\"" },
		{ "\xE2\x80\xA8\xE2\x80\xAE", "\"\\xe2\\x80\\xa8\\xe2\\x80\\xae\"" },
		{ "bad\xFF", "\"bad\\xff\"" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct trial t;

		begin(&t, LOG_DEBUG);
		LOG(&t.scope, LOG_INFO, "e", L_Z("v", rows[i].value));
		CHECK_SAME(end(&t), text_format(check_scope()->arena,
						"at=2026-11-21T22:41:16Z level=info event=e v=%s\n", rows[i].shown));
	}
}

TEST(a_nul_in_a_value_is_shown_and_a_long_value_is_cut)
{
	struct trial t;
	char *x = arena_alloc(check_scope()->arena, 5001);

	memset(x, 'x', 5000);
	begin(&t, LOG_DEBUG);
	LOG(&t.scope, LOG_INFO, "e", L_TEXT("nul", ((struct text){ "a\0b", 3 })), L_Z("long", x));
	struct text line = end(&t);
	CHECK(text_starts(line, "at=2026-11-21T22:41:16Z level=info event=e nul=\"a\\x00b\" long=\"xxx"));
	CHECK(text_ends(line, "xxx…\"\n"));
	CHECK(line.size < 1200);
}

TEST(without_a_log_all_is_silent_and_logging_leaves_no_memory_behind)
{
	struct trial t;
	struct scope *s = check_scope();

	LOG(s, LOG_ERROR, "unheard", L_INT("n", 1));
	begin(&t, LOG_DEBUG);
	size_t used = arena_used(t.scope.arena);
	for (int i = 0; i < 10; i++)
		LOG(&t.scope, LOG_INFO, "e", L_INT("n", i));
	CHECK_EQ(arena_used(t.scope.arena), used);
	CHECK(end(&t).size > 300);
}

TEST(a_log_that_cannot_be_written_does_not_stop_the_work)
{
	struct trial t;

	begin(&t, LOG_DEBUG);
	log_free(t.scope.log);
	t.scope.log = log_new(&t.world, -1, LOG_DEBUG);
	LOG(&t.scope, LOG_ERROR, "lost", L_INT("n", 1));
	CHECK_EQ(end(&t).size, 0);
}
