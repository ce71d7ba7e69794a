/* store/migrate_test.c - a schema goes forward only, and only from what this program knows. */
#include "store/migrate.h"
#include "store/try.h"
#include <string.h>

enum { STARTERS = 8, LIST_MAX = 64 };

#define EMPTY_ON_BOTH(sentence)                                                \
	static void sentence(struct scope *s);                                 \
	TEST(sentence##_on_sqlite) { try_run_empty(DB_SQLITE, sentence); }     \
	TEST(sentence##_on_postgres) { try_run_empty(DB_POSTGRES, sentence); } \
	static void sentence(struct scope *s)

EMPTY_ON_BOTH(a_new_database_gets_every_migration_once)
{
	struct sql_migration_list_rows rows;

	CHECK_OK(migrate_run(s));
	CHECK_OK(migrate_run(s));
	CHECK_OK(sql_migration_list(s, &rows));
	CHECK_EQ(rows.count, migration_count);
	CHECK_TEXT(rows.at[1].name, "0001");
	CHECK(rows.at[1].applied_at > 0);
}

static void start(struct scope *s, void *arg) { *(enum err *)arg = migrate_run(s); }

EMPTY_ON_BOTH(several_processes_may_start_at_once)
{
	enum err results[STARTERS];
	struct sql_migration_list_rows rows;

	try_threads(s, STARTERS, start, results, sizeof *results);
	for (int i = 0; i < STARTERS; i++)
		CHECK_EQ(results[i], OK);
	CHECK_OK(sql_migration_list(s, &rows));
	CHECK_EQ(rows.count, migration_count);
}

ON_BOTH(a_newer_database_is_refused_by_name)
{
	CHECK_ERR(migrate_list(s, migrations, 1), ERR_DB_NEWER);
	CHECK(strstr(s->words.at, "0001"));
	CHECK_OK(migrate_run(s));
}

ON_BOTH(a_migration_that_was_altered_afterwards_is_refused_by_name)
{
	struct migration list[2] = { migrations[0], migrations[1] };

	list[1].digest = "0000000000000000";
	CHECK_ERR(migrate_list(s, list, 2), ERR_DB_NEWER);
	CHECK(strstr(s->words.at, "0001") && strstr(s->words.at, migrations[1].digest));
}

ON_BOTH(a_migration_that_fails_leaves_nothing_and_the_next_start_tries_again)
{
	static const char *const bad[] = { "drop table settings", "drop table nowhere", NULL };
	struct migration list[LIST_MAX];
	struct sql_migration_list_rows rows;

	CHECK(migration_count < LIST_MAX);
	memcpy(list, migrations, migration_count * sizeof *list);
	list[migration_count] = (struct migration){ "9999", "1", bad, bad };
	CHECK_ERR(migrate_list(s, list, migration_count + 1), ERR_DB);
	CHECK_OK(sql_migration_list(s, &rows));
	CHECK_EQ(rows.count, migration_count);
	CHECK(!try_get(s, "a").at);
	CHECK_EQ(s->code, ERR_DB);
	CHECK_OK(migrate_run(s));
}
