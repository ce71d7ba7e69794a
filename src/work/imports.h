/* work/imports.h - files that come in, as the web and the command line use them: check, take, report, templates. */
#pragma once
#include "base/scope.h"
#include "work/import.h"
#include "work/job.h"

enum { IMPORT_FILE_MAX = 64 * 1024 * 1024, IMPORT_NAME_MAX = 200, IMPORT_KEPT_DAYS = 30, IMPORT_PREVIEW = 5 };

struct import_new {
	const struct import_kind *kind;
	struct text name, bytes;
	struct text columns; /* "our column=its heading; …"; {0}: by what headings are known as */
	int64_t template_id, shop_id, warehouse_id; /* 0: none */
};
/* Looks at all rows and keeps the file with what it found; nothing is taken. A file that is no table is refused as a whole
 * (work/table.h); one whose headings do not fit is kept, in state "refused". */
enum err import_add(struct node *n, struct scope *s, const struct import_new *f, int64_t *id) MUST_CHECK;

/* Has it taken by the task "import", from `due_at` on. ERR_IMPORT_UNKNOWN; ERR_IMPORT_TAKEN; ERR_IMPORT_FAULTY: all of it is to
 * be taken and rows are faulty, or all of them are. */
enum err import_start(struct scope *s, int64_t id, bool all, int64_t due_at) MUST_CHECK;
/* Takes a started file to its end, or to where it cannot go on. ERR_STOPPING: the node stops, the rest is taken later. */
enum err import_go_on(struct node *n, struct scope *s, int64_t id) MUST_CHECK;
job_run import_run;

/* The result of each row as CSV: what is good, taken, faulty and why; with the values that are faulty, or without. */
enum err import_report(struct node *n, struct scope *s, int64_t id, bool values, struct text *out) MUST_CHECK;

/* Within a transaction: files older than IMPORT_KEPT_DAYS go, with what they hold. */
enum err import_expire(struct scope *s) MUST_CHECK;

/* Of a stored import: what its options say. */
struct import_facts {
	const struct import_kind *kind;
	struct text encoding;
	struct text *headings;
	size_t heading_count;
	int at[IMPORT_COLUMNS_MAX]; /* of our columns: which heading, or -1 */
	struct text preview;        /* JSON: [{"row": 2, "cells": […]}, …] */
	int64_t shop_id, warehouse_id;
};
enum err import_facts_read(struct scope *s, struct text kind, struct text options, struct import_facts *out) MUST_CHECK;

struct template_pair {
	struct text name, heading;
};
enum { TEMPLATE_NAME_MAX = 80, TEMPLATES_MAX = 200 };
/* One of the same name is replaced. ERR_BAD_REQUEST. */
enum err template_put(struct scope *s, const struct import_kind *kind, struct text name,
		      const struct template_pair *pairs, size_t count, int64_t *id) MUST_CHECK;
enum err template_drop(struct scope *s, int64_t id) MUST_CHECK; /* ERR_TEMPLATE_UNKNOWN */
enum err template_pairs(struct scope *s, struct text columns, struct template_pair at[IMPORT_COLUMNS_MAX],
			size_t *count) MUST_CHECK;
