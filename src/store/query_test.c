/* store/query_test.c - every query stands on both databases, and reads no whole table unless it says why. */
#include "store/db_driver.h"
#include "store/migrate.h"
#include "store/try.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

ON_BOTH(every_query_prepares_and_gives_the_columns_it_declares)
{
	struct text plan;

	CHECK(sql_query_count > 50);
	for (size_t i = 0; i < sql_query_count; i++) {
		CHECK_EQ(sql_queries[i]->id, i);
		CHECK_OK(db_describe(s, sql_queries[i], &plan));
	}
}

/* Is it an index of a few rows only, those that a condition chooses? */
static bool is_partial(struct text index)
{
	for (size_t i = 0; i < migration_count; i++)
		for (const char *const *sql = migrations[i].sqlite; *sql; sql++) {
			struct text rest = text_of(*sql), word;
			size_t at = 0;
			bool named = false;

			if (!text_starts(rest, "create index ") || !strstr(*sql, " where "))
				continue;
			while (text_cut(&rest, ' ', &word))
				named |= at++ == 2 && text_same(word, index);
			if (named)
				return true;
		}
	return false;
}

/* Does the query name a subquery so? */
static bool is_subquery(const char *sql, struct text name)
{
	char as[64];

	snprintf(as, sizeof as, ") as %.*s", TEXT_ARG(text_limit(name, 40)));
	for (const char *at = strstr(sql, as); at; at = strstr(at + 1, as))
		if (!isalnum((unsigned char)at[strlen(as)]) && at[strlen(as)] != '_')
			return true;
	return false;
}

/* A step that goes over a table from end to end; list parameters, subqueries and partial indexes are small. */
static bool step_scans(const char *sql, struct text step)
{
	struct text word, table = { 0 }, index = { 0 };

	for (size_t at = 0; text_cut(&step, ' ', &word); at++) {
		if (at == 0 && !text_is(word, "SCAN"))
			return false;
		if (at == 1)
			table = word;
		index = word; /* the last word */
	}
	return !text_is(table, "list_of") && !text_is(table, "CONSTANT") && !text_starts(table, "(subquery") &&
	       !is_subquery(sql, table) && !is_partial(index);
}

static bool scans(const char *sql, struct text plan)
{
	struct text line;

	while (text_cut(&plan, '\n', &line))
		if (step_scans(sql, line))
			return true;
	return false;
}

ON_SQLITE(a_query_that_reads_a_whole_table_says_why)
{
	struct text plan;
	int wrong = 0;

	for (size_t i = 0; i < sql_query_count; i++) {
		const struct sql_query *q = sql_queries[i];

		CHECK_OK(db_describe(s, q, &plan));
		if (!scans(q->sqlite, plan) || q->scans)
			continue;
		fprintf(stderr, "%s needs \"full scan: because\", as its plan is\n%.*s", q->name, TEXT_ARG(plan));
		wrong++;
	}
	CHECK_EQ(wrong, 0);
}

TEST(the_look_for_scans_tells_tables_from_what_is_small)
{
	const char *sql = "select id from (select id from orders) as a join jobs ab on id = a.id";

	CHECK(scans(sql, TEXT("SEARCH jobs USING INDEX jobs_due (due_at<?)\nSCAN orders\n")));
	CHECK(scans(sql, TEXT("SCAN orders USING INDEX orders_by_state\n")));
	CHECK(scans(sql, TEXT("SCAN ab\n")));
	CHECK(!scans(sql, TEXT("SCAN a\n")));
	CHECK(!scans(sql, TEXT("SCAN jobs USING INDEX jobs_running\n")));
	CHECK(!scans(sql, TEXT("SEARCH orders USING PRIMARY KEY (tenant_id=? AND id=?)\nLIST SUBQUERY 1\nSCAN list_of "
			       "VIRTUAL TABLE INDEX 0:\n")));
}

ON_SQLITE(fifty_numbers_are_looked_up_rather_than_all_orders_read)
{
	struct text plan;

	for (size_t i = 0; i < sql_query_count; i++)
		if (strcmp(sql_queries[i]->name, "orders_held") == 0) {
			CHECK_OK(db_describe(s, sql_queries[i], &plan));
			CHECK(strstr(text_z(s->arena, plan), "ref=?"));
			return;
		}
	CHECK(!"the query is there");
}
