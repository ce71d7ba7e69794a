/* lab/scenario_test.c - plays every script of tests/scenario on both databases, and shows that a wrong one is caught. */
#include "lab/scenario.h"
#include "store/try.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME_SIZE = 256 };
#define SCRIPTS CHECK_ROOT "/tests/scenario"

static enum err play(struct scope *s, const char *file)
{
	const char *key = text_format(s->arena, "%s/lockstep-scenario-%lld.key",
				      getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long long)getpid())
				  .at;
	struct scenario_options o = { .file = file, .db = try_options(), .key_file = key };
	enum err e;

	o.db.no_sync = true; /* what a script shows does not need the disk */
	unlink(key);
	e = scenario_run(s, &o);
	unlink(key);
	return e;
}

/* "S001-16_pull_now on sqlite" → the script of that name. */
static void play_named(struct scope *s)
{
	struct text rest = text_of(check_name()), name;

	CHECK(text_cut(&rest, ' ', &name));
	CHECK_OK(play(s, text_format(s->arena, SCRIPTS "/%.*s.scn", TEXT_ARG(name)).at));
}
static void on_sqlite(void) { try_run(DB_SQLITE, play_named); }
static void on_postgres(void) { try_run(DB_POSTGRES, play_named); }

static void add(const char *script, int size, const char *kind, void (*run)(void))
{
	struct check_test *t = calloc(1, sizeof *t);
	char *name = malloc(NAME_SIZE);

	ASSERT(t && name);
	snprintf(name, NAME_SIZE, "%.*s on %s", size, script, kind);
	*t = (struct check_test){ name, run, NULL };
	check_add(t);
}

static int is_script(const struct dirent *d)
{
	size_t size = strlen(d->d_name);

	return size > 4 && strcmp(d->d_name + size - 4, ".scn") == 0;
}

/* Each script is two tests, in the order of names. */
__attribute__((constructor)) static void add_scripts(void)
{
	struct dirent **found;
	int count = scandir(SCRIPTS, &found, is_script, alphasort);

	ASSERT(count > 0);
	for (int i = 0; i < count; i++) {
		int size = (int)strlen(found[i]->d_name) - 4;

		add(found[i]->d_name, size, "sqlite", on_sqlite);
		add(found[i]->d_name, size, "postgres", on_postgres);
		free(found[i]);
	}
	free(found);
}

/* ---- a script that is wrong ---- */

static struct text write_script(struct scope *s, const char *lines)
{
	struct text path = text_format(s->arena, "%s/lockstep-%lld.scn", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp",
				       (long long)getpid());
	FILE *file = fopen(path.at, "w");

	CHECK(file);
	CHECK(fputs(lines, file) >= 0 && fclose(file) == 0);
	return path;
}

/* Ends with these words after the file, the line and the line's text. */
static void refused(struct scope *s, const char *lines, int line, const char *words)
{
	struct text path = write_script(s, lines);

	CHECK(play(s, path.at) != OK);
	unlink(path.at);
	CHECK(text_starts(s->words, text_format(s->arena, "%s:%d: ", path.at, line).at));
	if (!strstr(s->words.at, words))
		check_failed(__FILE__, __LINE__, "\"%s\" does not say \"%s\"", s->words.at, words);
}

ON_SQLITE(an_expectation_that_is_not_met_names_its_line)
{
	refused(s, "place A paid in shop 1\nauthorise\nwait until quiet\n\nexpect A in frozen\n", 5,
		"expect A in frozen: \"state\" is expected to be \"frozen\", but it is \"pending\"");
}

ON_SQLITE(a_missing_order_is_noticed)
{
	refused(s, "authorise\nwait until quiet\nplace A paid in shop 2\nexpect A in pending\n", 4, "we have none");
}

ON_SQLITE(what_the_market_has_and_we_have_not_is_noticed)
{
	refused(s, "authorise\nwait until quiet\nplace 3 orders in shop 2\nexpect all as at the market\n", 4,
		"not held");
}

ON_SQLITE(a_change_that_we_have_not_seen_is_noticed)
{
	refused(s,
		"place A paid in shop 1\nauthorise\nwait until quiet\nnote A \"two parcels\"\nexpect all as at the "
		"market\n",
		5, "older");
}

ON_SQLITE(a_pull_that_should_not_be_is_noticed)
{
	refused(s, "authorise\nwait until quiet\nwatch\nwait 11 minutes\nexpect no pull of shop 1\n", 5, "was asked");
}

ON_SQLITE(an_unknown_verb_names_those_that_begin_alike)
{
	refused(s, "# a comment\nexpect A here\n", 2, "expect <order> in <tab>");
}

ON_SQLITE(words_that_mean_nothing_are_refused) { refused(s, "frobnicate\n", 1, "no verb begins with \"frobnicate\""); }

ON_SQLITE(a_quote_is_closed) { refused(s, "note A \"unfinished\n", 1, "a quote is not closed"); }

ON_SQLITE(an_order_without_a_name_is_refused) { refused(s, "pay B\n", 1, "no order was placed under the name B"); }

ON_SQLITE(what_the_market_refuses_is_said)
{
	refused(s, "place A in shop 1\ndeliver A\n", 2, "deliver is not possible while the order is unpaid");
}

/* ---- its documents ---- */

static struct text file_whole(struct scope *s, const char *path)
{
	struct buffer b = buffer_in(s->arena);
	FILE *file = fopen(path, "rb");
	char chunk[4096];
	size_t got;

	CHECK(file);
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buffer_add(&b, (struct text){ chunk, got });
	fclose(file);
	return buffer_text(&b);
}

TEST(the_page_of_scenarios_names_every_verb_and_no_other)
{
	struct scope *s = check_scope();
	struct text page = file_whole(s, CHECK_ROOT "/docs/scenarios.md"), rest = page, line;
	size_t count, rows = 0;
	const struct scenario_verb *verbs = scenario_verbs(&count);

	for (size_t i = 0; i < count; i++) {
		struct text row = text_format(s->arena, "\n| `%s` | %s |\n", verbs[i].form, verbs[i].sentence);

		if (!strstr(page.at, row.at))
			check_failed(__FILE__, __LINE__, "docs/scenarios.md lacks the line%s", row.at);
	}
	while (text_cut(&rest, '\n', &line))
		rows += text_starts(line, "| `");
	CHECK_EQ(rows, count);
}

TEST(every_script_names_its_statement)
{
	struct dirent **found;
	int count = scandir(SCRIPTS, &found, is_script, alphasort);

	CHECK(count > 0);
	for (int i = 0; i < count; i++) {
		const char *n = found[i]->d_name;

		/* "S001-16_pull_now.scn": a group of three digits and a number */
		if (n[0] != 'S' || strspn(n + 1, "0123456789") != 3 || n[4] != '-' || strspn(n + 5, "0123456789") == 0)
			check_failed(__FILE__, __LINE__, "%s does not begin with a statement's number", n);
		free(found[i]);
	}
	free(found);
}
