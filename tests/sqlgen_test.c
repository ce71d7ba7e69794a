/* tests/sqlgen_test.c - what sqlgen makes of queries and migrations, and what it refuses and how. */
#include "tests/check.h"
#include "tools/sqlgen.h"
#include <stdlib.h>
#include <string.h>

struct made {
	struct sqlgen g;
	char *errors;
	size_t size;
};

static void begin(struct made *m)
{
	*m = (struct made){ 0 };
	m->g.errors = open_memstream(&m->errors, &m->size); /* it keeps the addresses */
	CHECK(m->g.errors);
}

static struct text end(struct scope *s, struct made *m)
{
	struct text errors;

	fclose(m->g.errors);
	errors = text_copy(s->arena, (struct text){ m->errors, m->size });
	free(m->errors);
	sqlgen_end(&m->g);
	return errors;
}

/* The text for one of the databases, or what was refused. */
static struct text form(const char *query, bool postgres)
{
	struct scope *s = check_scope();
	struct made m;
	struct text out = { 0 };

	begin(&m);
	queries_read(&m.g, "t.sql", text_format(s->arena, "-- t.sql - a test.\n%s", query).at);
	if (!m.g.refused)
		out = text_format(s->arena, "%s", postgres ? m.g.queries[0]->postgres : m.g.queries[0]->sqlite);
	struct text said = end(s, &m);
	return out.at ? out : said;
}

#define GET "-- name: x :one\n-- A sentence.\n"

TEST(parameters_become_numbers_and_the_tenant_the_last_one)
{
	const char *q = GET "-- in: b text, a int\n-- out: id int\n"
			    "select id from t where tenant_id = :tenant_id and a = :a\n and b = :b; -- a remark\n";

	CHECK_TEXT(form(q, false), "select id from t where tenant_id = ?3 and a = ?2 and b = ?1");
	CHECK_TEXT(form(q, true), "select id from t where tenant_id = $3 and a = $2 and b = $1");
}

TEST(a_list_is_a_table_here_and_an_array_there)
{
	const char *q = GET
		"-- in: ids int[]\n-- out: id int\nselect id from t where tenant_id = :tenant_id and id in (:ids);\n";

	CHECK_TEXT(form(q, false), "select id from t where tenant_id = ?2 and id in (select value from list_of(?1))");
	CHECK_TEXT(form(q, true), "select id from t where tenant_id = $2 and id = any ($1)");
}

#define BULK "-- name: x :bulk\n-- A sentence.\n-- in: id int, a text\n"

TEST(a_bulk_is_one_row_here_and_arrays_there)
{
	const char *insert = BULK "insert into t (tenant_id, id, a) values (:tenant_id, :id, coalesce(:a, 'b'))\n"
				  " on conflict (tenant_id, id) do update set a = excluded.a;";
	const char *update = BULK "update t set a = :a where tenant_id = :tenant_id and id = :id;";
	const char *remove = BULK "delete from t where tenant_id = :tenant_id and (id, a) = (:id, :a);";

	CHECK_TEXT(form(insert, false),
		   "insert into t (tenant_id, id, a) values (?3, ?1, coalesce (?2, 'b')) on conflict"
		   " (tenant_id, id) do update set a = excluded.a");
	CHECK_TEXT(form(insert, true),
		   "insert into t (tenant_id, id, a) select $3, u.in_id, coalesce (u.in_a, 'b') from"
		   " unnest($1, $2) as u(in_id, in_a) on conflict (tenant_id, id) do update set a = excluded.a");
	CHECK_TEXT(
		form(update, true),
		"update t set a = u.in_a from unnest($1, $2) as u(in_id, in_a) where tenant_id = $3 and id = u.in_id");
	CHECK_TEXT(form(remove, true), "delete from t using unnest($1, $2) as u(in_id, in_a) where tenant_id = $3 and "
				       "(id, a) = (u.in_id, u.in_a)");
}

TEST(what_is_not_in_the_one_dialect_is_refused_with_file_line_and_a_sentence)
{
	static const struct {
		const char *sql, *says;
	} bad[] = {
		{ "select id from t where tenant_id = :tenant_id and a = :b;", "t.sql:6: :b is not declared" },
		{ "select id from t where tenant_id = :tenant_id;", "t.sql:2: :a of x is declared but not used" },
		{ "select id from t where a = :a;", "does not use :tenant_id" },
		{ "select id from t where tenant_id = :tenant_id and a = :a and b < 1.5;",
		  "\"1.5\" is not a whole number" },
		{ "select id from t where tenant_id = :tenant_id and a = :a and b < 1e5;",
		  "\"1e5\" is not a whole number" },
		{ "select id from t where tenant_id = :tenant_id and a = :a and b < now();", "\"now\" is not allowed" },
		{ "select random() as id from t where tenant_id = :tenant_id and a = :a;",
		  "\"random\" is not allowed" },
		{ "select id from t where tenant_id = :tenant_id and a = :a for update;",
		  "\"for update\" is not allowed" },
		{ "select id from t where tenant_id = :tenant_id and a = :a skip locked;", "\"skip\" is not allowed" },
		{ "select id / 2 as id from t where tenant_id = :tenant_id and a = :a;", "\"/\" is not allowed" },
		{ "select a::bigint from t where tenant_id = :tenant_id and a = :a;", "\"::\" is not allowed" },
		{ "select id from t where tenant_id = :tenant_id and a = :a and b like 'x';",
		  "\"like\" is not allowed" },
		{ "select lower(b) as id from t where tenant_id = :tenant_id and a = :a;", "\"lower\" is not allowed" },
		{ "select sum(id) as id from t where tenant_id = :tenant_id and a = :a;", "cast(sum(x) as bigint)" },
		{ "select * from t where tenant_id = :tenant_id and a = :a;", "\"select *\" is not allowed" },
		{ "select id from t where tenant_id = ? and a = :a;", "parameters are written :name" },
		{ "SELECT id from t where tenant_id = :tenant_id and a = :a;", "lower case" },
		{ "select id from t where tenant_id = :tenant_id and a = :a and pg_sleep(1);",
		  "exists on one database alone" },
		{ "update t set b = :a where tenant_id = :tenant_id;", "has no returning" },
		{ "insert or replace into t (a) values (:a) returning id;", "use on conflict" },
		{ "insert into t (tenant_id, a) values (:tenant_id, :a) on conflict do nothing returning id;",
		  "names the columns" },
		{ "insert into t (tenant_id, id) select :tenant_id, :a returning id;", "an insert has values" },
		{ "drop table t;", "is no select, insert, update or delete" },
		{ "select id from t where tenant_id = :tenant_id and a = 'x;", "The string does not end" },
		{ "select id from t where tenant_id = :tenant_id and a = :a", "is not ended by a semicolon" },
		{ "select id from t where tenant_id = :tenant_id and a = :a; select 1;", "One statement a query" },
	};
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct text said =
			form(text_format(s->arena, GET "-- in: a int\n-- out: id int\n%s\n", bad[i].sql).at, false);

		if (!strstr(said.at, bad[i].says) || !text_starts(said, "t.sql:"))
			check_failed(__FILE__, __LINE__, "\"%s\" gives \"%s\" instead of \"%s\"", bad[i].sql, said.at,
				     bad[i].says);
	}
}

TEST(a_head_that_is_wrong_is_refused)
{
	static const struct {
		const char *query, *says;
	} bad[] = {
		{ "-- name: x :one\n-- in: a int\nselect id from t where tenant_id = :tenant_id and a = :a;",
		  "gives rows, but no" },
		{ "-- name: x :one\n-- out: id int\nselect id from t where tenant_id = :tenant_id;",
		  "needs a sentence" },
		{ "-- name: x :all\n-- A.\n-- out: id int\nselect id from t where tenant_id = :tenant_id;",
		  "one of :one, :many" },
		{ "-- name: X :one\n-- A.\n-- out: id int\nselect id from t where tenant_id = :tenant_id;",
		  "A query begins with" },
		{ GET "-- out: id number\nselect id from t where tenant_id = :tenant_id;", "is not a name and one of" },
		{ GET "-- out: void int\nselect id from t where tenant_id = :tenant_id;", "is not a name and one of" },
		{ GET "-- out: id int, id int\nselect id from t where tenant_id = :tenant_id;", "stands here twice" },
		{ GET "-- in: tenant_id int\n-- out: id int\nselect id from t where tenant_id = :tenant_id;",
		  "never a parameter" },
		{ GET "-- all tenants: of course.\n-- out: id int\nselect id from t;", "Say why" },
		{ GET "-- all tenants: because.\n-- out: id int\nselect id from t;", "Say why" },
		{ GET "-- in: a int[]\n-- out: id int\nselect id from t where tenant_id = :tenant_id and id = :a;",
		  "is a list" },
		{ GET
		  "-- in: a int[]\n-- out: id int\nselect id from t where tenant_id = :tenant_id and id not in (:a);",
		  "is a list" },
		{ "-- name: x :do\n-- A.\nselect id from t where tenant_id = :tenant_id;",
		  "only reads, but gives no rows" },
		{ BULK "update t set a = :tenant_id, b = :a, id = :id;", "needs a where" },
		{ BULK "insert into t (tenant_id, id) values (:tenant_id, :id), (:tenant_id, :a);", "needs one" },
		{ BULK "insert into t (tenant_id, id) values (:tenant_id, :id) on conflict (id) do update set a = :a;",
		  "outside of values" },
		{ "select 1;", "without \"-- name:\"" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct text said = form(text_format(check_scope()->arena, "%s\n", bad[i].query).at, true);

		if (!strstr(said.at, bad[i].says) || !text_starts(said, "t.sql:"))
			check_failed(__FILE__, __LINE__, "\"%s\" gives \"%s\" instead of \"%s\"", bad[i].query, said.at,
				     bad[i].says);
	}
}

static struct text migration(const char *sql, bool postgres)
{
	struct scope *s = check_scope();
	struct made m;
	struct migration out;
	struct text first = { 0 };

	begin(&m);
	migration_read(&m.g, "migrations/0009.sql", sql, &out);
	if (!m.g.refused)
		first = text_format(s->arena, "%s", postgres ? out.postgres[0] : out.sqlite[0]);
	struct text said = end(s, &m);
	return first.at ? first : said;
}

TEST(a_table_is_strict_here_and_collates_binary_there)
{
	const char *sql =
		"-- 0009.sql - a test.\ncreate table ts (\n\ttenant_id bigint not null, -- whose\n\ta text not null,\n"
		"\tb blob null,\n\tprimary key (tenant_id, a)\n) without rowid;\n";

	CHECK_TEXT(migration(sql, false), "create table ts (tenant_id integer not null, a text not null, b blob null,"
					  " primary key (tenant_id, a)) strict, without rowid");
	CHECK_TEXT(migration(sql, true), "create table ts (tenant_id bigint not null, a text collate \"C\" not null,"
					 " b bytea null, primary key (tenant_id, a))");
}

TEST(a_table_outside_of_the_dialect_is_refused)
{
	static const struct {
		const char *table, *says;
	} bad[] = {
		{ "a bigint not null, primary key (a)", "A key begins with tenant_id" },
		{ "tenant_id bigint not null, a integer not null, primary key (tenant_id, a)",
		  "not of type bigint, text or blob" },
		{ "tenant_id bigint not null, a text, primary key (tenant_id)", "neither null nor not null" },
		{ "tenant_id bigint not null, a real not null, primary key (tenant_id)", "\"real\" is not allowed" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct text sql = text_format(check_scope()->arena, "-- 0009.sql - a test.\ncreate table ts (%s);\n",
					      bad[i].table);

		CHECK(strstr(migration(sql.at, false).at, bad[i].says));
	}
	CHECK(strstr(migration("-- x\ncreate table ts (a bigint not null primary key)", false).at,
		     "not ended by a semicolon"));
}

TEST(a_checksum_minds_words_and_not_remarks)
{
	struct made m;
	struct migration a, b, c;

	begin(&m);
	migration_read(&m.g, "0001.sql", "-- one\ncreate index i on t (tenant_id);", &a);
	migration_read(&m.g, "0001.sql", "-- one, said better\ncreate index i\n on t (tenant_id); -- so\n", &b);
	migration_read(&m.g, "0001.sql", "-- one\ncreate index i on t (tenant_id, id);", &c);
	CHECK(a.digest == b.digest);
	CHECK(a.digest != c.digest);
	CHECK_EQ(m.g.refused, 0);
	(void)end(check_scope(), &m);
}
