/* store/pg_test.c - PostgreSQL: deadlocks, servers that are not there. */
#include "store/try.h"
#include <string.h>

struct pair {
	const char *first, *second;
	struct gate *gate;
	int *arrived;
	int runs;
	enum err result;
};

/* Both hold their first row before either asks for its second: the database must end one of them. */
static enum err lock_both(struct scope *s, void *arg)
{
	struct pair *p = arg;

	TRY(try_set(s, p->first, "1"));
	if (!p->runs++) {
		int64_t until = world_mono(s->world) + 5000;

		gate_lock(s->world, p->gate);
		++*p->arrived;
		gate_wake(s->world, p->gate);
		while (*p->arrived < 2 && gate_wait(s->world, p->gate, until))
			;
		gate_unlock(s->world, p->gate);
	}
	return try_set(s, p->second, "2");
}

static void lock_both_thread(struct scope *s, void *arg)
{
	struct pair *p = arg;

	p->result = db_transact(s, lock_both, p);
}

ON_POSTGRES(of_two_transactions_in_each_others_way_one_is_run_again)
{
	int arrived = 0;
	struct gate *gate = gate_new(s->world);
	struct pair pairs[2] = { { "a", "b", gate, &arrived, 0, OK }, { "b", "a", gate, &arrived, 0, OK } };

	CHECK_OK(db_transact(s, lock_both, &(struct pair){ "a", "b", gate, &(int){ 2 }, 0, OK }));
	try_threads(s, 2, lock_both_thread, pairs, sizeof *pairs);
	gate_free(s->world, gate);
	CHECK_EQ(pairs[0].result, OK);
	CHECK_EQ(pairs[1].result, OK);
	CHECK(pairs[0].runs + pairs[1].runs >= 3); /* a slow machine may have them meet once more */
}

TEST(a_server_that_is_not_there_is_named_and_no_password_with_it)
{
	struct scope *s = check_scope();
	struct db_options o = { .url = "postgresql://someone:hushhush@127.0.0.1:1/nowhere" };
	struct db *db;

	CHECK_ERR(db_open(s, &o, &db), ERR_DB_UNREACHABLE);
	CHECK(strstr(s->words.at, "127.0.0.1"));
	CHECK(!strstr(s->words.at, "hushhush"));
}
