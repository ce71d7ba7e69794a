/* work/import.h - files that come in: checked as a whole first, then taken by a task, a batch a transaction.
 *
 * Each kind of file is a struct import_kind in a file of its own (import_skus.c …), listed in import_kinds.def. It says which
 * columns there are, what is wrong with a row, and how good rows are taken. The file is read from its first row to its
 * last, in batches of IMPORT_BATCH rows: `read` sees each row alone, `check` the batch against the database, `take` writes. */
#pragma once
#include "base/error.h"
#include "base/text.h"

struct import;
struct node;
struct scope;

enum { IMPORT_BATCH = 500, IMPORT_COLUMNS_MAX = 40, IMPORT_FAULTS_MAX = 10000, IMPORT_ROWS_MAX = 1000000 };

struct import_column {
	const char *name; /* ours: "quantity" */
	bool needed;      /* the file must have it, and each row a value */
	size_t most;      /* characters of a value */
	const char *
		headings; /* what it is called elsewhere, in any case: "qty|数量|количество"; its own name goes without saying */
	const char *sentence; /* what it holds */
};

struct import_row {
	int64_t number;           /* as a spreadsheet counts; the headings are row 1 */
	const struct text *cells; /* by the kind's columns, trimmed; "" where it is empty or not in the file */
	void *value;              /* the kind's own, made by `read` in the batch's arena */
	bool faulty;              /* import_fault() was called for it */
};

struct import_rows {
	struct import_row *at;
	size_t count;
};

struct import_kind {
	const char *name; /* as the API calls it */
	const struct import_column *columns;
	size_t column_count;
	/* Rows one after another with the same value in this column stay in one batch (up to IMPORT_TOGETHER_MAX); -1: none.
	 * An empty value is like no other. */
	int together;
	/* The rows hold personal data: who may not see people is shown no values of them. */
	bool people;
	/* `take` makes transactions of its own: it may be called again for rows that it has taken, and must find them. */
	bool by_itself;
	/* Once, before the first row: ERR_… where the options do not fit. Makes import_state(); NULL: nothing to do. */
	enum err (*begin)(struct scope *s, struct import *im);
	/* A row by itself, and against those before it (import_seen): outside of transactions, once a row, in the file's order.
	 * Needed cells are there and none is too long. `s` lives as long as the batch. */
	enum err (*read)(struct scope *s, struct import *im, struct import_row *row);
	/* The batch against the database: in a dry run, and again in the transaction that takes it. Rows that are faulty stay
	 * among them and are passed over. It may run more than once for a batch, and keeps nothing. NULL: nothing to do. */
	enum err (*check)(struct scope *s, struct import *im, struct import_rows *rows);
	/* Takes all rows of the batch that are not faulty, within the transaction that notes how far the file is. It may note
	 * faults of rows too, which are then not taken; an error gives up the batch as a whole. */
	enum err (*take)(struct scope *s, struct import *im, struct import_rows *rows);
};
enum { IMPORT_TOGETHER_MAX = 1000 };

extern const struct import_kind *const import_kinds[];
extern const size_t import_kind_count;
const struct import_kind *import_kind_find(struct text name); /* or NULL */

/* What a kind may ask of the import that it is called for. */
int64_t import_id(const struct import *im);
int64_t import_user(const struct import *im);
int64_t import_shop(const struct import *im);      /* 0: none was named */
int64_t import_warehouse(const struct import *im); /* 0: none was named */
struct node *import_node(const struct import *im);
/* Lives as long as the import is worked on, as the kind's state. */
struct arena *import_arena(const struct import *im);
void *import_state(const struct import *im);
void import_keep(struct import *im, void *state);

/* Notes what is wrong with a row: the kind's column (-1: the row as a whole), the code, the words: what, and what to do. */
void import_fault(struct import *im, struct import_row *row, int column, enum err code, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* The row in which this key was seen first, or 0: it is noted as of `row`. For what may stand once in a file. */
int64_t import_seen(struct import *im, struct text key, int64_t row);
/* The value of a cell; false where it is none, and then the fault is noted. An empty cell gives `otherwise`. */
bool import_int(struct import *im, struct import_row *row, int column, int64_t least, int64_t most, int64_t otherwise,
		int64_t *out);
/* A moment: RFC 3339, "2026-11-22 08:30", "2026-11-22" or "2026/11/22", in UTC unless it says otherwise; 0 for an empty one. */
bool import_time(struct import *im, struct import_row *row, int column, int64_t *out);
/* Which of the words, "a|b|c", compared without case; an empty cell is the first. */
bool import_word(struct import *im, struct import_row *row, int column, const char *words, size_t *out);
