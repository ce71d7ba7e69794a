/* tools/tidy_words.c - functions and words that are not used here, and SQL outside of .sql files. */
#include "tools/tidy.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LITERAL_SIZE = 512 };

enum kind { CALL, WORD, PREFIX };

#define TESTS TESTS_BESIDE "tests/* bench/* tools/*"
#define WORLD "src/base/world_real*.c src/net/* " TESTS
#define ASK_WORLD "what lies outside is reached through base/world.h only"
#define UNBOUNDED "it knows no bound"
#define SLOPPY "it cannot say that it failed: use text_to_int"

static const struct {
	const char *word;
	enum kind kind;
	const char *in, *but; /* files it is banned in; those where it is allowed all the same */
	const char *why;
} bans[] = {
	{ "gets", CALL, "*", "", UNBOUNDED },
	{ "strcpy", CALL, "*", "", UNBOUNDED },
	{ "stpcpy", CALL, "*", "", UNBOUNDED },
	{ "strcat", CALL, "*", "", UNBOUNDED },
	{ "sprintf", CALL, "*", "", UNBOUNDED },
	{ "vsprintf", CALL, "*", "", UNBOUNDED },
	{ "scanf", CALL, "*", "", UNBOUNDED },
	{ "fscanf", CALL, "*", "", UNBOUNDED },
	{ "sscanf", CALL, "*", "", UNBOUNDED },
	{ "alloca", CALL, "*", "", UNBOUNDED },
	{ "strtok", CALL, "*", "", "it keeps a state of its own: use text_cut" },
	{ "atoi", CALL, "*", "", SLOPPY },
	{ "atol", CALL, "*", "", SLOPPY },
	{ "atoll", CALL, "*", "", SLOPPY },
	{ "atof", CALL, "*", "", SLOPPY },
	{ "setlocale", CALL, "*", "", "what a letter is must not depend on the machine" },
	{ "setjmp", CALL, "*", "", "errors are values here" },
	{ "longjmp", CALL, "*", "", "errors are values here" },
	{ "system", CALL, "*", "", "no shell is started" },
	{ "popen", CALL, "*", "", "no shell is started" },
	{ "goto", WORD, "*", "", "what a scope made goes with it, so nothing has to be jumped to" },
	{ "float", WORD, "src/*", "", "numbers are whole here, money above all" },
	{ "double", WORD, "src/*", "", "numbers are whole here, money above all" },
	{ "time", CALL, "src/*", WORLD, ASK_WORLD },
	{ "clock_gettime", CALL, "src/*", WORLD, ASK_WORLD },
	{ "gettimeofday", CALL, "src/*", WORLD, ASK_WORLD },
	{ "localtime", CALL, "*", "", "it keeps a state of its own: use base/instant.h" },
	{ "gmtime", CALL, "*", "", "it keeps a state of its own: use base/instant.h" },
	{ "sleep", CALL, "src/*", WORLD, ASK_WORLD },
	{ "usleep", CALL, "src/*", WORLD, ASK_WORLD },
	{ "nanosleep", CALL, "src/*", WORLD, ASK_WORLD },
	{ "rand", CALL, "src/*", WORLD, ASK_WORLD },
	{ "srand", CALL, "src/*", WORLD, ASK_WORLD },
	{ "random", CALL, "src/*", WORLD, ASK_WORLD },
	{ "getrandom", CALL, "src/*", WORLD, ASK_WORLD },
	{ "getentropy", CALL, "src/*", WORLD, ASK_WORLD },
	{ "randombytes_buf", CALL, "src/*", TESTS, ASK_WORLD },
	{ "pthread_", PREFIX, "src/*", WORLD, ASK_WORLD },
	{ "thrd_", PREFIX, "src/*", WORLD, ASK_WORLD },
	{ "socket", CALL, "src/*", WORLD, ASK_WORLD },
	{ "getaddrinfo", CALL, "src/*", WORLD, ASK_WORLD },
	{ "world_now", WORD, "src/core/* src/channel/*", TESTS, "a decision takes its time from its caller" },
	{ "world_mono", WORD, "src/core/* src/channel/*", TESTS, "a decision takes its time from its caller" },
	{ "world_random", WORD, "src/core/* src/channel/*", TESTS, "a decision has no luck of its own" },
	{ "world_spawn", WORD, "src/core/* src/channel/*", TESTS, "a decision starts no thread" },
	{ "gate_", PREFIX, "src/core/* src/channel/*", TESTS, "a decision waits for nobody" },
	{ "ops", WORD, "src/core/* src/channel/*", TESTS, "a decision does not reach into the world" },
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_call(const struct source *s, size_t at, const char *word)
{
	const char *after = s->code + at + strlen(word);

	if (at > 0 && s->code[at - 1] == '.')
		return false;
	if (at > 1 && s->code[at - 1] == '>' && s->code[at - 2] == '-')
		return false;
	return word_at(s, at, word) && after[strspn(after, " \t")] == '(';
}

static bool stands_at(const struct source *s, size_t at, size_t ban)
{
	switch (bans[ban].kind) {
	case CALL:
		return is_call(s, at, bans[ban].word);
	case WORD:
		return word_at(s, at, bans[ban].word);
	case PREFIX:
		return word_begins(s, at) && strncmp(s->code + at, bans[ban].word, strlen(bans[ban].word)) == 0;
	}
	return false;
}

void check_words(const struct source *s)
{
	for (size_t ban = 0; ban < COUNT(bans); ban++) {
		const char *found = s->code;

		if (!path_in(s->path, bans[ban].in) || path_in(s->path, bans[ban].but))
			continue;
		for (; (found = strstr(found, bans[ban].word)); found++) {
			size_t at = (size_t)(found - s->code);

			if (stands_at(s, at, ban))
				complain(s, at, "uses %s: %s.", bans[ban].word, bans[ban].why);
		}
	}
}

/* Statements are told from sentences ("Select a shop", "Update the order") by case and by what follows. A sentence
 * begins with one capital; a statement is all of one case. */
static const struct {
	const char *first, *then; /* the second must stand somewhere behind the first */
	const char *but;          /* files where it is allowed */
} statements[] = {
	{ "select ", "", "src/store/db_pg_info.c" }, /* what only PostgreSQL is asked */
	{ "insert ", "into ", "src/store/db_sqlite_plan.c" },
	{ "update ", " set ", "" },
	{ "delete ", "from ", "" },
	{ "create ", "table ", "src/store/db_sqlite*.c" }, /* SQLite has a virtual table declare itself so */
	{ "create ", "index ", "" },
	{ "drop ", "table ", "src/store/db_sqlite_plan.c" },
	{ "alter ", "table ", "" },
	{ "with ", " as (", "" },
	{ "pragma ", "", "src/store/db_sqlite*.c" },
	{ "savepoint ", "", "src/store/db_sqlite*.c src/store/db_pg*.c" },
	{ "release ", "savepoint", "src/store/db_sqlite*.c src/store/db_pg*.c" },
	{ "begin ", "", "src/store/db_sqlite*.c src/store/db_pg*.c" },
};

static bool holds(const char *text, const char *part)
{
	for (size_t size = strlen(part); *text; text++)
		if (strncasecmp(text, part, size) == 0)
			return true;
	return !*part;
}

static bool is_statement(const char *text, size_t i)
{
	const char *first = statements[i].first;

	if (strncasecmp(text, first, strlen(first)) != 0)
		return false;
	if (isupper((unsigned char)text[0]) && islower((unsigned char)text[1]))
		return false;
	return holds(text, statements[i].then);
}

static void check_literal(const struct source *s, size_t at, const char *text)
{
	text += strspn(text, " \t");
	for (size_t i = 0; i < COUNT(statements); i++)
		if (is_statement(text, i) && !path_in(s->path, statements[i].but)) {
			complain(s, at, "has SQL in quotes: write it in a .sql file under src/store.");
			return;
		}
}

/* Literals that stand side by side are one. */
void check_sql(const struct source *s)
{
	char text[LITERAL_SIZE];

	if (!path_in(s->path, "src/*.c src/*.h") || path_in(s->path, TESTS))
		return;
	for (size_t at = 0; at < s->size; at++) {
		size_t begin = at, filled = 0;

		while (s->code[at] == '"') {
			for (at++; at < s->size && s->code[at] != '"' && s->code[at] != '\n'; at++)
				if (filled + 1 < sizeof text)
					text[filled++] = s->raw[at];
			at += at < s->size;
			while (at < s->size && isspace((unsigned char)s->code[at]))
				at++;
		}
		text[filled] = 0;
		if (at > begin) {
			check_literal(s, begin, text);
			at--;
		}
	}
}
