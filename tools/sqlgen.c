/* tools/sqlgen.c - makes typed C of SQL.
 *
 *   sqlgen OUT.h OUT.c FILE.sql…            the queries
 *   sqlgen --migrations OUT.c NNNN.sql…     the migrations, in the order of their names
 *
 * A query is written so (several in: and out: lines add up; the sentence may take several lines):
 *
 *   -- name: order_by_ref :one              or :many, :do (says how many rows it changed), :bulk (an array of rows)
 *   -- The order of a shop by the channel's id.
 *   -- all tenants: because …               where it does not use :tenant_id, which comes from the scope
 *   -- full scan: because …                 where it reads a whole table
 *   -- in:  shop_id int, ref text           types: int, text, blob; int? may be null; refs text[] is a list for "in (:refs)"
 *   -- out: id int, void_reason text?
 *   select id, void_reason from orders where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref;
 *
 * A :bulk query is an insert with one "values (…)", or an update or delete with a where, as for one row; SQLite runs it
 * row by row, PostgreSQL once over arrays. Whatever is not in the one dialect is refused with file, line and a sentence. */
#include "sqlgen.h"
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

static char *file_read(struct sqlgen *g, const char *path)
{
	FILE *in = fopen(path, "rb");
	char *text;
	size_t size = 0, got;

	if (!in) {
		refuse(g, path, 0, "The file cannot be read.");
		return keep(g, 1);
	}
	text = keep(g, FILE_MAX + 1);
	while (size < FILE_MAX && (got = fread(text + size, 1, FILE_MAX - size, in)) > 0)
		size += got;
	if (size == FILE_MAX)
		refuse(g, path, 0, "The file is larger than %d bytes.", FILE_MAX);
	fclose(in);
	return text;
}

static FILE *made(const char *path)
{
	FILE *out = fopen(path, "wb");

	if (!out)
		fprintf(stderr, "sqlgen: %s cannot be written.\n", path);
	return out;
}

static int ended(FILE *out)
{
	if (out && fclose(out) == 0)
		return 0;
	fprintf(stderr, "sqlgen: a file could not be written to its end.\n");
	return 1;
}

static int migrations(struct sqlgen *g, const char *out_path, char **files, size_t count)
{
	struct migration *all = keep(g, count * sizeof *all);
	FILE *out;

	for (size_t i = 0; i < count; i++) {
		migration_read(g, files[i], file_read(g, files[i]), &all[i]);
		if (i && strcmp(all[i - 1].name, all[i].name) >= 0)
			refuse(g, files[i], 1, "The migrations are not in the order of their names.");
	}
	if (g->refused || !(out = made(out_path)))
		return 1;
	migrations_write(all, count, out);
	return ended(out);
}

static int queries(struct sqlgen *g, const char *header, const char *code, char **files, size_t count)
{
	FILE *out;
	int bad;

	for (size_t i = 0; i < count; i++)
		queries_read(g, files[i], file_read(g, files[i]));
	if (g->refused || !(out = made(header)))
		return 1;
	header_write(g, out);
	bad = ended(out);
	out = made(code);
	if (!out)
		return 1;
	code_write(g, out);
	return ended(out) | bad;
}

int main(int argc, char **argv)
{
	struct sqlgen g = { .errors = stderr };
	int status;

	if (argc < 4) {
		fprintf(stderr, "usage: sqlgen OUT.h OUT.c FILE.sql…, or sqlgen --migrations OUT.c NNNN.sql…\n");
		return 2;
	}
	if (!strcmp(argv[1], "--migrations"))
		status = migrations(&g, argv[2], argv + 3, (size_t)argc - 3);
	else
		status = queries(&g, argv[1], argv[2], argv + 3, (size_t)argc - 3);
	sqlgen_end(&g);
	return status;
}
