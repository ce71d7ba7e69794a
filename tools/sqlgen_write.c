/* tools/sqlgen_write.c - the queries as C: a struct for what goes in, one for a row, one function each. */
#include "sqlgen.h"
#include <string.h>

static void text_write(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void member_write(FILE *out, const struct param *p)
{
	if (p->list && p->type == TYPE_INT)
		fprintf(out, "\tconst int64_t *%s;\n\tsize_t %s_count;\n", p->name, p->name);
	else if (p->list)
		fprintf(out, "\tconst struct text *%s;\n\tsize_t %s_count;\n", p->name, p->name);
	else if (p->type == TYPE_INT)
		fprintf(out, "\t%s %s;\n", p->nullable ? "struct sql_opt" : "int64_t", p->name);
	else
		fprintf(out, "\tstruct text %s;%s\n", p->name, p->nullable ? " /* {0}: none */" : "");
}

static void struct_write(FILE *out, const struct query *q, const char *tail, const struct params *p)
{
	if (!p->count)
		return;
	fprintf(out, "struct sql_%s%s {\n", q->name, tail);
	for (size_t i = 0; i < p->count; i++)
		member_write(out, &p->at[i]);
	fputs("};\n", out);
}

/* The function's head, without what ends it. */
static void head_write(FILE *out, const struct query *q)
{
	fprintf(out, "enum err sql_%s(struct scope *s", q->name);
	if (q->shape == SHAPE_BULK)
		fprintf(out, ", const struct sql_%s *in, size_t count", q->name);
	else if (q->in.count)
		fprintf(out, ", struct sql_%s in", q->name);
	switch (q->shape) {
	case SHAPE_ONE:
		fprintf(out, ", struct sql_%s_row *out)", q->name);
		break;
	case SHAPE_MANY:
		fprintf(out, ", struct sql_%s_rows *out)", q->name);
		break;
	case SHAPE_BULK:
	case SHAPE_DO:
		fputs(", int64_t *changed)", out);
		break;
	}
}

void header_write(const struct sqlgen *g, FILE *out)
{
	fputs("/* store/sql.h - one typed function a query, made by sqlgen from the .sql files.\n *\n"
	      " * One row: ERR_NO_ROW, without words, where there is none. `changed` may be NULL. Queries of many rows "
	      "at once\n"
	      " * (in, count) are given rows of different keys. */\n#pragma once\n#include \"store/db.h\"\n",
	      out);
	for (size_t i = 0; i < g->count; i++) {
		const struct query *q = g->queries[i];

		fprintf(out, "\n/* %s */\n", q->sentence);
		struct_write(out, q, "", &q->in);
		struct_write(out, q, "_row", &q->out);
		if (q->shape == SHAPE_MANY)
			fprintf(out, "struct sql_%s_rows {\n\tstruct sql_%s_row *at;\n\tsize_t count;\n};\n", q->name,
				q->name);
		head_write(out, q);
		fputs(" MUST_CHECK;\n", out);
	}
}

static void fields_write(FILE *out, const struct query *q, const char *which, const char *tail, const struct params *p)
{
	static const char *const types[] = {
		[TYPE_INT] = "SQL_INT", [TYPE_TEXT] = "SQL_TEXT", [TYPE_BLOB] = "SQL_BLOB"
	};

	if (!p->count)
		return;
	fprintf(out, "static const struct sql_field %s_%s[] = {\n", q->name, which);
	for (size_t i = 0; i < p->count; i++) {
		const struct param *f = &p->at[i];

		fprintf(out, "\t{ \"%s\", %s, %s, %s, offsetof(struct sql_%s%s, %s), ", f->name, types[f->type],
			f->nullable ? "true" : "false", f->list ? "true" : "false", q->name, tail, f->name);
		if (f->list)
			fprintf(out, "offsetof(struct sql_%s%s, %s_count) },\n", q->name, tail, f->name);
		else
			fputs("0 },\n", out);
	}
	fputs("};\n", out);
}

static void size_write(FILE *out, const struct query *q, const char *tail, const struct params *p)
{
	if (p->count)
		fprintf(out, ", sizeof(struct sql_%s%s)", q->name, tail);
	else
		fputs(", 0", out);
}

static void query_write(FILE *out, const struct query *q, size_t id)
{
	static const char *const shapes[] = {
		[SHAPE_ONE] = "SQL_ONE", [SHAPE_MANY] = "SQL_MANY", [SHAPE_BULK] = "SQL_BULK", [SHAPE_DO] = "SQL_DO"
	};

	fields_write(out, q, "in", "", &q->in);
	fields_write(out, q, "out", "_row", &q->out);
	fprintf(out, "static const struct sql_query %s = {\n\t\"%s\",\n\t", q->name, q->name);
	text_write(out, q->sqlite);
	fputs(",\n\t", out);
	text_write(out, q->postgres);
	fprintf(out, ",\n\t%s, %s, %s, %d, %zu, %zu, %zu", shapes[q->shape], q->writes ? "true" : "false",
		q->full_scan ? "true" : "false", q->rank, id, q->in.count, q->out.count);
	size_write(out, q, "", &q->in);
	size_write(out, q, "_row", &q->out);
	fprintf(out, ", %s%s, %s%s, %s\n};\n", q->in.count ? q->name : "NULL", q->in.count ? "_in" : "",
		q->out.count ? q->name : "NULL", q->out.count ? "_out" : "", q->tenant ? "true" : "false");
}

static void call_write(FILE *out, const struct query *q)
{
	const char *in = q->in.count ? "&in" : "NULL";

	head_write(out, q);
	fputs("\n{\n", out);
	if (q->shape == SHAPE_BULK)
		fprintf(out, "\treturn sql_run(s, &%s, in, count, NULL, changed);\n", q->name);
	else if (q->shape == SHAPE_DO)
		fprintf(out, "\treturn sql_run(s, &%s, %s, 1, NULL, changed);\n", q->name, in);
	else
		fprintf(out, "\tstruct sql_rows rows;\n\n\tTRY(sql_run(s, &%s, %s, 1, &rows, NULL));\n", q->name, in);
	if (q->shape == SHAPE_ONE)
		fputs("\tif (!rows.count)\n\t\treturn ERR_NO_ROW;\n"
		      "\tmemcpy(out, rows.at, sizeof *out);\n\treturn OK;\n",
		      out);
	if (q->shape == SHAPE_MANY)
		fputs("\tout->at = rows.at;\n\tout->count = rows.count;\n\treturn OK;\n", out);
	fputs("}\n\n", out);
}

void code_write(const struct sqlgen *g, FILE *out)
{
	fputs("/* store/sql.c - the queries, made by sqlgen from the .sql files. */\n#include \"store/sql.h\"\n"
	      "#include <stddef.h>\n#include <string.h>\n\n",
	      out);
	for (size_t i = 0; i < g->count; i++) {
		query_write(out, g->queries[i], i);
		call_write(out, g->queries[i]);
	}
	fputs("const struct sql_query *const sql_queries[] = {\n", out);
	for (size_t i = 0; i < g->count; i++)
		fprintf(out, "\t&%s,\n", g->queries[i]->name);
	fprintf(out, "};\nconst size_t sql_query_count = %zu;\n", g->count);
}
