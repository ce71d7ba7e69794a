/* work/table.h - a file as a table: CSV in any encoding that we read, or a workbook; headings, then rows. */
#pragma once
#include "base/csv.h"

struct table {
	struct csv csv;
	const char *encoding;    /* "utf-8", "utf-16", "gb18030", "xlsx" */
	struct csv_row headings; /* trimmed */
};

/* `bytes` outlive it; the name helps to say what is wrong. ERR_FILE_KIND, ERR_FILE_EMPTY, ERR_FILE_DAMAGED, ERR_BAD_TEXT,
 * ERR_TOO_LARGE. */
enum err table_open(struct scope *s, struct text bytes, struct text name, struct table *out) MUST_CHECK;
/* The next row in which anything stands. */
enum err table_next(struct scope *s, struct table *t, struct csv_row *row, bool *more) MUST_CHECK;
