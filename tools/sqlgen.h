/* tools/sqlgen.h - what the parts of sqlgen share: a query as read, its tokens, and the list of all. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PARAMS_MAX = 48, TOKENS_MAX = 4096, TEXT_MAX = 4000, QUERIES_MAX = 1024 };

enum type { TYPE_INT, TYPE_TEXT, TYPE_BLOB };
struct param {
	char *name;
	enum type type;
	bool nullable, list, used;
};
struct params {
	struct param at[PARAMS_MAX];
	size_t count;
};

enum kind { KIND_WORD, KIND_NUMBER, KIND_STRING, KIND_PARAM, KIND_MARK };
struct token {
	enum kind kind;
	char *text; /* of a parameter: its name without the colon */
	int line;
};
struct tokens {
	struct token *at;
	size_t count, room;
};

enum shape { SHAPE_ONE, SHAPE_MANY, SHAPE_BULK, SHAPE_DO };
struct query {
	const char *file;
	int line;
	char *name, *sentence;
	enum shape shape;
	bool all_tenants, full_scan; /* the reasons were given */
	bool writes, tenant;
	int rank; /* of the table that it locks rows of, in the order in which a transaction may; 0: none of these */
	struct params in, out;
	struct tokens sql;
	char *sqlite, *postgres;
};

struct migration {
	const char *file;
	char *name;
	char **sqlite, **postgres; /* one statement each */
	size_t count;
	unsigned long long digest; /* over the words of the file, so that a comment may be mended */
};

struct kept; /* memory that goes with the run */
struct sqlgen {
	struct query *queries[QUERIES_MAX];
	size_t count;
	FILE *errors;
	int refused;
	struct kept *kept;
};

/* sqlgen.c */
void sqlgen_end(struct sqlgen *g);

/* sqlgen_lex.c */
void *keep(struct sqlgen *g, size_t size); /* zeroed */
char *keep_text(struct sqlgen *g, const char *at, size_t size);
void refuse(struct sqlgen *g, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Adds the tokens of one stretch of SQL, comments left out. */
void lex(struct sqlgen *g, const char *file, int *line, const char *sql, size_t size, struct tokens *out);
bool token_is(const struct tokens *t, size_t at, const char *text); /* a word or mark, within bounds */
void token_write(FILE *out, const struct tokens *t, size_t at,
		 const char *text); /* with the blank that belongs before it */

/* sqlgen_read.c: the queries of one file. */
void queries_read(struct sqlgen *g, const char *file, const char *text);

/* sqlgen_lint.c: the rules of one dialect; sets writes and tenant, marks the parameters that are used. */
void query_lint(struct sqlgen *g, struct query *q);
void tokens_lint(struct sqlgen *g, const char *file, const struct tokens *t);

/* sqlgen_form.c: the text for each database. */
void query_form(struct sqlgen *g, struct query *q);

/* sqlgen_write.c */
void header_write(const struct sqlgen *g, FILE *out);
void code_write(const struct sqlgen *g, FILE *out);

/* sqlgen_migrate.c */
void migration_read(struct sqlgen *g, const char *file, const char *text, struct migration *out);
void migrations_write(const struct migration *at, size_t count, FILE *out);
