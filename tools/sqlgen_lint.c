/* tools/sqlgen_lint.c - refuses what is not in the one dialect, or would mean different things on two databases. */
#include "sqlgen.h"
#include <string.h>

/* Words that stand nowhere, and words that are refused only as a function's name. */
static const struct {
	const char *word, *why;
	bool call;
} banned[] = {
	{ "now", "time comes from the scope as a parameter", true },
	{ "random", "random numbers come from the world as a parameter", true },
	{ "current_timestamp", "time comes from the scope as a parameter", false },
	{ "current_date", "time comes from the scope as a parameter", false },
	{ "current_time", "time comes from the scope as a parameter", false },
	{ "datetime", "time comes from the scope as a parameter", true },
	{ "strftime", "time comes from the scope as a parameter", true },
	{ "unixepoch", "time comes from the scope as a parameter", true },
	{ "clock_timestamp", "time comes from the scope as a parameter", true },
	{ "timestamp", "moments are bigint, UTC in ms", false },
	{ "timestamptz", "moments are bigint, UTC in ms", false },
	{ "skip", "claims are conditional updates (R9)", false },
	{ "serial", "ids are made by the application (R3)", false },
	{ "bigserial", "ids are made by the application (R3)", false },
	{ "autoincrement", "ids are made by the application (R3)", false },
	{ "nextval", "ids are made by the application (R3)", false },
	{ "real", "there is no float near money (R4)", false },
	{ "float", "there is no float near money (R4)", false },
	{ "double", "there is no float near money (R4)", false },
	{ "numeric", "numbers are bigint (R4)", false },
	{ "decimal", "numbers are bigint (R4)", false },
	{ "boolean", "a flag is a bigint, 0 or 1 (R4)", false },
	{ "jsonb", "columns are bigint, text and blob (R4)", false },
	{ "json", "columns are bigint, text and blob (R4)", false },
	{ "avg", "an average is no whole number (R13)", true },
	{ "lower", "case is folded in the application (R19)", true },
	{ "upper", "case is folded in the application (R19)", true },
	{ "like", "it minds case on one database and not on the other (R19)", false },
	{ "ilike", "it exists on PostgreSQL alone", false },
	{ "glob", "it exists on SQLite alone", false },
	{ "nocase", "columns collate binary (R19)", false },
	{ "row", "row values are written (a, b) (R23)", true },
	{ "greatest", "it exists on PostgreSQL alone; use case", true },
	{ "least", "it exists on PostgreSQL alone; use case", true },
	{ "trigger", "there are no triggers (R14)", false },
	{ "procedure", "there are no procedures (R14)", false },
	{ "deferrable", "there are no deferrable constraints (R14)", false },
	{ "listen", "nothing depends on LISTEN (R8)", false },
	{ "notify", "nothing depends on NOTIFY (R8)", false },
	{ "temp", "there are no temporary tables (R14)", false },
	{ "temporary", "there are no temporary tables (R14)", false },
	{ "concurrently", "it exists on PostgreSQL alone (R21)", false },
};
static const struct {
	const char *mark, *why;
} banned_marks[] = {
	{ "/", "whole numbers divide differently on the databases (R13)" },
	{ "::", "a cast is written cast(x as bigint)" },
	{ "\"", "names need no quotes" },
	{ "`", "names need no quotes" },
	{ "[", "there are no arrays (R4)" },
	{ "?", "parameters are written :name" },
	{ "$", "parameters are written :name" },
	{ "@", "parameters are written :name" },
	{ "==", "equality is written =" },
	{ "!=", "inequality is written <>" },
	{ "->", "there are no JSON operators (R4)" },
	{ "#", "it means something on PostgreSQL alone" },
	{ "~", "it means something else on PostgreSQL" },
};

static void word_lint(struct sqlgen *g, const char *file, const struct tokens *t, size_t i)
{
	const struct token *k = &t->at[i];

	for (size_t b = 0; b < sizeof banned / sizeof *banned; b++)
		if (!strcmp(k->text, banned[b].word) && (!banned[b].call || token_is(t, i + 1, "(")))
			refuse(g, file, k->line, "\"%s\" is not allowed: %s.", k->text, banned[b].why);
	if (!strcmp(k->text, "rowid") && !(i && token_is(t, i - 1, "without")))
		refuse(g, file, k->line, "\"rowid\" is not allowed: it exists on SQLite alone.");
	if (!strncmp(k->text, "pg_", 3) || !strncmp(k->text, "sqlite_", 7))
		refuse(g, file, k->line, "\"%s\" exists on one database alone.", k->text);
	if (!strcmp(k->text, "for") && (token_is(t, i + 1, "update") || token_is(t, i + 1, "share")))
		refuse(g, file, k->line, "\"for %s\" is not allowed: claims are conditional updates (R9).",
		       t->at[i + 1].text);
	if (!strcmp(k->text, "or") && i && (token_is(t, i - 1, "insert") || token_is(t, i - 1, "update")))
		refuse(g, file, k->line, "\"%s or\" exists on SQLite alone; use on conflict (R16).", t->at[i - 1].text);
	if (!strcmp(k->text, "sum") && token_is(t, i + 1, "(") &&
	    !(i >= 2 && token_is(t, i - 1, "(") && token_is(t, i - 2, "cast")))
		refuse(g, file, k->line, "A sum is written cast(sum(x) as bigint): PostgreSQL gives numeric.");
	if (!strcmp(k->text, "on") && token_is(t, i + 1, "conflict") && !token_is(t, i + 2, "("))
		refuse(g, file, k->line, "\"on conflict\" names the columns of its key (R16).");
	if (!strcmp(k->text, "select") && token_is(t, i + 1, "*"))
		refuse(g, file, k->line, "\"select *\" is not allowed: name the columns.");
}

void tokens_lint(struct sqlgen *g, const char *file, const struct tokens *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct token *k = &t->at[i];

		if (k->kind == KIND_WORD)
			word_lint(g, file, t, i);
		if (k->kind == KIND_NUMBER && k->text[strspn(k->text, "0123456789")])
			refuse(g, file, k->line, "\"%s\" is not a whole number.", k->text);
		if (k->kind == KIND_MARK)
			for (size_t b = 0; b < sizeof banned_marks / sizeof *banned_marks; b++)
				if (!strcmp(k->text, banned_marks[b].mark))
					refuse(g, file, k->line, "\"%s\" is not allowed: %s.", k->text,
					       banned_marks[b].why);
	}
}

static struct param *param_find(struct query *q, const char *name)
{
	for (size_t i = 0; i < q->in.count; i++)
		if (!strcmp(q->in.at[i].name, name))
			return &q->in.at[i];
	return NULL;
}

static void param_use(struct sqlgen *g, struct query *q, size_t i)
{
	const struct token *k = &q->sql.at[i];
	struct param *p;

	if (!strcmp(k->text, "tenant_id")) {
		q->tenant = true;
		return;
	}
	p = param_find(q, k->text);
	if (!p) {
		refuse(g, q->file, k->line, ":%s is not declared by an \"in:\" line of %s.", k->text, q->name);
		return;
	}
	p->used = true;
	if (p->list && !(i >= 2 && token_is(&q->sql, i - 1, "(") && token_is(&q->sql, i - 2, "in") &&
			 token_is(&q->sql, i + 1, ")") && !(i >= 3 && token_is(&q->sql, i - 3, "not"))))
		refuse(g, q->file, k->line, ":%s is a list: it stands as \"x in (:%s)\" alone.", k->text, k->text);
}

static void params_lint(struct sqlgen *g, struct query *q)
{
	for (size_t i = 0; i < q->sql.count; i++)
		if (q->sql.at[i].kind == KIND_PARAM)
			param_use(g, q, i);
	for (size_t i = 0; i < q->in.count; i++) {
		const struct param *p = &q->in.at[i];

		if (!strcmp(p->name, "tenant_id"))
			refuse(g, q->file, q->line,
			       ":tenant_id is bound from the scope; it is never a parameter of %s.", q->name);
		else if (!p->used)
			refuse(g, q->file, q->line, ":%s of %s is declared but not used.", p->name, q->name);
		if (p->list && q->shape == SHAPE_BULK)
			refuse(g, q->file, q->line, "A :bulk query takes no lists, but :%s is one.", p->name);
	}
	for (size_t i = 0; i < q->out.count; i++)
		if (q->out.at[i].list)
			refuse(g, q->file, q->line, "A column is no list, but %s is one.", q->out.at[i].name);
	if (!q->tenant && !q->all_tenants)
		refuse(g, q->file, q->line, "%s does not use :tenant_id and does not say \"all tenants: because …\".",
		       q->name);
	if (q->tenant && q->all_tenants)
		refuse(g, q->file, q->line, "%s uses :tenant_id and says \"all tenants\".", q->name);
}

static bool has_word(const struct query *q, const char *word)
{
	for (size_t i = 0; i < q->sql.count; i++)
		if (q->sql.at[i].kind == KIND_WORD && !strcmp(q->sql.at[i].text, word))
			return true;
	return false;
}

static void shape_lint(struct sqlgen *g, struct query *q)
{
	bool gives = q->shape == SHAPE_ONE || q->shape == SHAPE_MANY;

	if (gives && !q->out.count)
		refuse(g, q->file, q->line, "%s gives rows, but no \"out:\" line names their columns.", q->name);
	if (!gives && q->out.count)
		refuse(g, q->file, q->line, "%s gives no rows, but has an \"out:\" line.", q->name);
	if (gives && q->writes && !has_word(q, "returning"))
		refuse(g, q->file, q->line, "%s writes and gives rows, but has no returning.", q->name);
	if (!gives && !q->writes)
		refuse(g, q->file, q->line, "%s only reads, but gives no rows.", q->name);
	if (q->shape == SHAPE_BULK && !q->in.count)
		refuse(g, q->file, q->line, "%s is :bulk, but takes no parameters.", q->name);
	if (has_word(q, "insert") && has_word(q, "select"))
		refuse(g, q->file, q->line, "%s inserts what it selects; an insert has values (R15).", q->name);
}

/* Transactions lock in one order, so that they do not wait for each other in a circle. An insert waits for nobody's row. */
static int rank_of(const struct query *q)
{
	static const char *const order[] = { "leases", "orders", "stocks", "sequences" };
	size_t at = token_is(&q->sql, 0, "update") ? 1 : token_is(&q->sql, 0, "delete") ? 2 : q->sql.count;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (token_is(&q->sql, at, order[i]))
			return (int)i + 1;
	return 0;
}

void query_lint(struct sqlgen *g, struct query *q)
{
	size_t size = q->sentence ? strlen(q->sentence) : 0;

	if (!q->sql.count) {
		refuse(g, q->file, q->line, "%s has no SQL.", q->name);
		return;
	}
	if (!size || q->sentence[size - 1] != '.')
		refuse(g, q->file, q->line, "%s needs a sentence that says what it is for, ended by a full stop.",
		       q->name);
	if (size && (strstr(q->sentence, "*/") || strstr(q->sentence, "/*")))
		refuse(g, q->file, q->line, "The sentence of %s would end the comment it goes into.", q->name);
	q->writes = has_word(q, "insert") || has_word(q, "update") || has_word(q, "delete");
	if (!q->writes && !token_is(&q->sql, 0, "select") && !token_is(&q->sql, 0, "with"))
		refuse(g, q->file, q->line, "%s is no select, insert, update or delete.", q->name);
	q->rank = rank_of(q);
	tokens_lint(g, q->file, &q->sql);
	params_lint(g, q);
	shape_lint(g, q);
}
