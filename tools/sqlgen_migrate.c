/* tools/sqlgen_migrate.c - a migration as lists of statements for each database, with a checksum.
 *
 * SQLite: bigint is integer, and every table is strict, so that it minds types as PostgreSQL does. PostgreSQL: blob is
 * bytea, text collates "C", and "without rowid" is left out. A column says null or not null; a primary key begins with
 * tenant_id, unless a line "-- all tenants: because …" stands before the table. */
#include "sqlgen.h"
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS_MAX = 256 };

static unsigned long long fnv(unsigned long long h, const char *text)
{
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211ULL;
	return (h ^ ' ') * 1099511628211ULL;
}

static bool is_type(const struct tokens *t, size_t i, const char *type)
{
	return token_is(t, i, type) && i && t->at[i - 1].kind == KIND_WORD;
}

static void sqlite_statement(const struct tokens *t, FILE *out)
{
	bool table = token_is(t, 0, "create") && token_is(t, 1, "table");

	for (size_t i = 0; i < t->count; i++) {
		if (table && token_is(t, i, "without"))
			fputs(" strict,", out);
		token_write(out, t, i, is_type(t, i, "bigint") ? "integer" : t->at[i].text);
	}
	if (table && !token_is(t, t->count - 1, "rowid"))
		fputs(" strict", out);
}

static void postgres_statement(const struct tokens *t, FILE *out)
{
	for (size_t i = 0; i < t->count; i++) {
		if (token_is(t, i, "without") && token_is(t, i + 1, "rowid"))
			break;
		token_write(out, t, i,
			    is_type(t, i, "text")   ? "text collate \"C\""
			    : is_type(t, i, "blob") ? "bytea"
						    : t->at[i].text);
	}
}

static char *statement(struct sqlgen *g, const char *file, const struct tokens *t,
		       void (*write)(const struct tokens *, FILE *))
{
	char *text, *kept;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	write(t, out);
	fclose(out);
	kept = keep_text(g, text, size);
	free(text);
	if (size > TEXT_MAX)
		refuse(g, file, t->at[0].line, "The statement is longer than %d characters.", TEXT_MAX);
	return kept;
}

/* One item of a table's list, from its first token up to the comma or bracket after it. */
static void item_lint(struct sqlgen *g, const char *file, const struct tokens *t, size_t from, size_t to,
		      bool all_tenants)
{
	bool says_null = false, key = false;

	for (size_t i = from; i < to; i++) {
		says_null |= token_is(t, i, "null");
		key |= token_is(t, i, "primary") || token_is(t, i, "unique");
		if ((token_is(t, i, "primary") || token_is(t, i, "unique")) && !all_tenants) {
			size_t open = token_is(t, i, "primary") ? i + 2 : i + 1;

			if (!token_is(t, open, "(") || !token_is(t, open + 1, "tenant_id"))
				refuse(g, file, t->at[i].line,
				       "A key begins with tenant_id (R1), or the table says \"all tenants: because "
				       "…\".");
		}
	}
	if (token_is(t, from, "primary") || token_is(t, from, "unique") || token_is(t, from, "check"))
		return;
	if (!is_type(t, from + 1, "bigint") && !is_type(t, from + 1, "text") && !is_type(t, from + 1, "blob"))
		refuse(g, file, t->at[from].line, "The column %s is not of type bigint, text or blob (R4).",
		       t->at[from].text);
	if (!says_null && !key)
		refuse(g, file, t->at[from].line, "The column %s says neither null nor not null.", t->at[from].text);
}

static void table_lint(struct sqlgen *g, const char *file, const struct tokens *t, bool all_tenants)
{
	size_t open = 2, from;
	int depth = 0;

	if (!token_is(t, 0, "create") || !token_is(t, 1, "table"))
		return;
	while (open < t->count && !token_is(t, open, "("))
		open++;
	from = open + 1;
	for (size_t i = open; i < t->count; i++) {
		depth += token_is(t, i, "(") ? 1 : token_is(t, i, ")") ? -1 : 0;
		if ((depth == 1 && token_is(t, i, ",")) || (depth == 0 && token_is(t, i, ")"))) {
			item_lint(g, file, t, from, i, all_tenants);
			from = i + 1;
		}
	}
}

static void statement_add(struct sqlgen *g, const struct tokens *t, bool all_tenants, struct migration *m)
{
	tokens_lint(g, m->file, t);
	table_lint(g, m->file, t, all_tenants);
	if (m->count == STATEMENTS_MAX) {
		refuse(g, m->file, t->at[0].line, "A migration has at most %d statements.", STATEMENTS_MAX);
		return;
	}
	for (size_t i = 0; i < t->count; i++)
		m->digest = fnv(m->digest, t->at[i].text);
	m->sqlite[m->count] = statement(g, m->file, t, sqlite_statement);
	m->postgres[m->count++] = statement(g, m->file, t, postgres_statement);
}

void migration_read(struct sqlgen *g, const char *file, const char *text, struct migration *out)
{
	const char *base = strrchr(file, '/');
	struct tokens t = { 0 };
	bool all_tenants = false;
	int number = 1;

	base = base ? base + 1 : file;
	*out = (struct migration){ .file = file,
				   .name = keep_text(g, base, strcspn(base, ".")),
				   .digest = 14695981039346656037ULL };
	out->sqlite = keep(g, (STATEMENTS_MAX + 1) * sizeof *out->sqlite);
	out->postgres = keep(g, (STATEMENTS_MAX + 1) * sizeof *out->postgres);
	if (strncmp(text, "-- ", 3))
		refuse(g, file, 1, "The first line is a comment that says what the migration brings.");
	while (*text) {
		const char *end = strchr(text, '\n');
		size_t size = end ? (size_t)(end - text) + 1 : strlen(text);

		if (!strncmp(text, "-- all tenants: because ", 24))
			all_tenants = true;
		lex(g, file, &number, text, size, &t);
		if (t.count && token_is(&t, t.count - 1, ";")) {
			t.count--;
			statement_add(g, &t, all_tenants, out);
			t = (struct tokens){ 0 };
			all_tenants = false;
		}
		text += size;
	}
	if (t.count)
		refuse(g, file, number, "The last statement is not ended by a semicolon.");
}

static void list_write(FILE *out, const char *database, const struct migration *m, char *const *statements)
{
	fprintf(out, "static const char *const %s_%s[] = {\n", database, m->name);
	for (size_t i = 0; i < m->count; i++) {
		fputs("\t\"", out);
		for (const char *c = statements[i]; *c; c++)
			fprintf(out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
		fputs("\",\n", out);
	}
	fputs("\tNULL,\n};\n", out);
}

void migrations_write(const struct migration *at, size_t count, FILE *out)
{
	fputs("/* store/migrations.c - how the schema came to be, made by sqlgen from the files in migrations/. */\n"
	      "#include \"store/migrate.h\"\n#include <stddef.h>\n\n",
	      out);
	for (size_t i = 0; i < count; i++) {
		list_write(out, "sqlite", &at[i], at[i].sqlite);
		list_write(out, "postgres", &at[i], at[i].postgres);
	}
	fputs("const struct migration migrations[] = {\n", out);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "\t{ \"%s\", \"%016llx\", sqlite_%s, postgres_%s },\n", at[i].name, at[i].digest,
			at[i].name, at[i].name);
	fprintf(out, "};\nconst size_t migration_count = %zu;\n", count);
}
