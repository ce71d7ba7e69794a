/* store/group_test.c - many writers at once: what was acknowledged is there, what failed left nothing. */
#include "store/try.h"
#include <string.h>

enum { WRITERS = 32, ROUNDS = 40, FAILS_EVERY = 5 };

struct writer {
	int64_t number, round;
	int64_t kept[ROUNDS]; /* what the database said of each */
};

static enum err body(struct scope *s, void *arg)
{
	const struct writer *w = arg;
	const char *name = text_format(s->arena, "w%lld.%lld", (long long)w->number, (long long)w->round).at;
	const char *other = text_format(s->arena, "%s.b", name).at;

	TRY(try_set(s, name, "1"));
	if (w->round % FAILS_EVERY == w->number % FAILS_EVERY)
		return ERR_CONFLICT;
	return try_set(s, other, "2");
}

static void write_all(struct scope *s, void *arg)
{
	struct writer *w = arg;

	for (w->round = 0; w->round < ROUNDS; w->round++)
		w->kept[w->round] = db_transact(s, body, w);
}

ON_BOTH(of_many_writers_each_keeps_what_was_acknowledged_and_nothing_else)
{
	struct writer *writers = ARENA_ARRAY(s->arena, struct writer, WRITERS);

	for (int64_t i = 0; i < WRITERS; i++)
		writers[i].number = i;
	try_threads(s, WRITERS, write_all, writers, sizeof *writers);
	for (int64_t i = 0; i < WRITERS; i++)
		for (int64_t n = 0; n < ROUNDS; n++) {
			const char *name = text_format(s->arena, "w%lld.%lld", (long long)i, (long long)n).at;
			bool fails = n % FAILS_EVERY == i % FAILS_EVERY;

			CHECK_EQ(writers[i].kept[n], fails ? ERR_CONFLICT : OK);
			CHECK((try_get(s, name).at != NULL) == !fails);
			CHECK((try_get(s, text_format(s->arena, "%s.b", name).at).at != NULL) == !fails);
		}
}

static enum err set_a(struct scope *s, void *arg)
{
	(void)arg;
	return try_set(s, "a", "1");
}

ON_SQLITE(a_commit_that_fails_keeps_nothing_and_is_said)
{
	try_fault("db commit", 1);
	CHECK_ERR(db_transact(s, set_a, NULL), ERR_DB_FULL);
	CHECK(strstr(s->words.at, "nothing of the transaction was kept"));
	CHECK(!try_get(s, "a").at);
	CHECK_OK(db_transact(s, set_a, NULL));
	CHECK_TEXT(try_get(s, "a"), "1");
}

ON_SQLITE(a_transaction_that_cannot_begin_is_said_and_the_next_one_can)
{
	try_fault("db begin", 1);
	CHECK_ERR(db_transact(s, set_a, NULL), ERR_DB_LOCKED);
	CHECK_OK(db_transact(s, set_a, NULL));
}

struct once {
	int runs;
	bool keyed; /* by a key that was made before */
};

static enum err insert_once(struct scope *s, void *arg)
{
	struct once *o = arg;

	o->runs++;
	if (o->keyed)
		return sql_login_insert(s, (struct sql_login_insert){ .token_hash = TEXT("key"), .kind = TEXT("x") },
					NULL);
	return try_set(s, "a", "1");
}

/* PostgreSQL may lose a connection at any time; SQLite does so in simulations. */
ON_BOTH(a_connection_lost_before_a_commit_keeps_nothing_and_the_body_is_run_again)
{
	struct once o = { 0, true };

	try_fault("db commit cut", 1);
	CHECK_OK(db_transact(s, insert_once, &o));
	CHECK_EQ(o.runs, 2);
	CHECK(!s->words.at); /* what the first run said is over */
}

ON_BOTH(a_connection_lost_after_a_commit_makes_the_body_meet_its_own_key)
{
	struct once keyed = { 0, true }, absolute = { 0, false };

	try_fault("db commit lost", 1);
	CHECK_ERR(db_transact(s, insert_once, &keyed), ERR_DUPLICATE);
	CHECK_EQ(keyed.runs, 2);
	try_fault("db commit lost", 1);
	CHECK_OK(db_transact(s, insert_once, &absolute));
	CHECK_EQ(absolute.runs, 2);
	CHECK_TEXT(try_get(s, "a"), "1");
}

ON_BOTH(a_connection_that_is_lost_each_time_is_said_after_a_bounded_number_of_runs)
{
	struct once o = { 0, false };

	try_fault("db commit cut", 1000);
	CHECK_ERR(db_transact(s, insert_once, &o), ERR_DB_UNREACHABLE);
	CHECK(o.runs > 1 && o.runs < 20);
	CHECK(!try_get(s, "a").at);
}

/* Commits fail now and then under many writers: what was acknowledged must be there all the same. */
ON_SQLITE(commits_that_fail_now_and_then_take_their_whole_group_and_nobody_else)
{
	struct writer *writers = ARENA_ARRAY(s->arena, struct writer, WRITERS);
	int64_t lost = 0;

	for (int64_t i = 0; i < WRITERS; i++)
		writers[i].number = i;
	try_fault("db commit", 10);
	try_threads(s, WRITERS, write_all, writers, sizeof *writers);
	for (int64_t i = 0; i < WRITERS; i++)
		for (int64_t n = 0; n < ROUNDS; n++) {
			const char *name = text_format(s->arena, "w%lld.%lld", (long long)i, (long long)n).at;

			CHECK((try_get(s, name).at != NULL) == (writers[i].kept[n] == OK));
			lost += writers[i].kept[n] == ERR_DB_FULL;
		}
	CHECK(lost > 0);
}
