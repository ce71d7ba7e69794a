/* tests/fuzz/sqlgen_fuzz.c - any bytes are queries and migrations or are refused with a line; what is taken is whole. */
#include "tests/fuzz/fuzz.h"
#include "tools/sqlgen.h"
#include <stdlib.h>

struct run {
	struct sqlgen g;
	FILE *errors, *out;
	char *said, *made;
	size_t said_size, made_size;
};

static void begin(struct run *r)
{
	r->errors = open_memstream(&r->said, &r->said_size);
	r->out = open_memstream(&r->made, &r->made_size);
	ASSERT(r->errors && r->out);
	r->g.errors = r->errors;
}

/* Refused with words, or taken with what follows from it. */
static void end(struct run *r, bool something)
{
	int refused = r->g.refused;

	ASSERT(fclose(r->errors) == 0 && fclose(r->out) == 0);
	ASSERT((refused > 0) == (r->said_size > 0));
	ASSERT(refused > 0 || !something || r->made_size > 0);
	free(r->said);
	free(r->made);
	sqlgen_end(&r->g);
}

static void read_queries(const char *text)
{
	struct run r = { 0 };

	begin(&r);
	queries_read(&r.g, "f.sql", text);
	for (size_t i = 0; i < r.g.count && !r.g.refused; i++)
		ASSERT(r.g.queries[i]->name && r.g.queries[i]->sqlite && r.g.queries[i]->postgres);
	if (!r.g.refused) {
		header_write(&r.g, r.out);
		code_write(&r.g, r.out);
	}
	end(&r, true);
}

static void read_migration(const char *text)
{
	struct migration m = { 0 };
	struct run r = { 0 };

	begin(&r);
	migration_read(&r.g, "0001.sql", text, &m);
	if (!r.g.refused)
		migrations_write(&m, 1, r.out);
	end(&r, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scope s = fuzz_scope();
	const char *text = text_z(s.arena, fuzz_text(data, size));

	read_queries(text);
	read_migration(text);
	scope_close(&s);
	return 0;
}

FUZZ_SEEDS("-- f.sql - a test.\n-- name: x :one\n-- A sentence.\n-- in: b text, a int?\n-- out: id int\n"
	   "select id from t where tenant_id = :tenant_id and a = :a and b = :b;\n",
	   "-- f.sql - a test.\n-- name: y :many\n-- A sentence.\n-- in: ids int[]\n-- out: id int, w text?\n"
	   "select id, w from t where tenant_id = :tenant_id and id in (:ids) order by id;\n",
	   "-- f.sql - a test.\n-- name: z :bulk\n-- A sentence.\n-- in: id int, name text, raw blob\n"
	   "insert into t (tenant_id, id, name, raw) values (:tenant_id, :id, :name, :raw)\n"
	   "on conflict (tenant_id, id) do update set name = excluded.name;\n",
	   "-- f.sql - a test.\n-- name: u :do\n-- A sentence.\n-- in: id int\n"
	   "update t set ver = ver + 1 where tenant_id = :tenant_id and id = :id; -- a remark\n",
	   "-- 0001.sql - tables.\ncreate table t (\n\ttenant_id bigint not null,\n\tid bigint not null,\n\tname text "
	   "null,\n"
	   "\tprimary key (tenant_id, id)\n) without rowid;\ncreate index t_by_name on t (tenant_id, name);\n",
	   "")
