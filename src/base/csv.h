/* base/csv.h - reading comma-separated values: RFC 4180 and what spreadsheets write.
 *
 * The separator (comma, semicolon or tab) is found in the first line, or named there as "sep=;". Rows end with CRLF, LF or
 * CR. Cells may be quoted, with quotes doubled and line ends inside. Writing is in web/sheet.h. */
#pragma once
#include "base/scope.h"

enum { CSV_CELLS_MAX = 256, CSV_CELL_MAX = 64 * 1024 };

struct csv {
	struct text rest; /* what has not been read */
	char separator;
	bool escaped;   /* an apostrophe before what looks like a formula is an escape of ours */
	int64_t number; /* of the row read last, as a spreadsheet counts; 0: none yet */
};

/* `text` is valid UTF-8 and outlives the reader. */
void csv_open(struct csv *c, struct text text, bool escaped);

struct csv_row {
	int64_t number;
	const struct text *cells; /* views of the text, or in the arena */
	size_t count;             /* 0: the line is empty */
};
/* false in `more`: the text is over. ERR_TOO_LARGE, ERR_FILE_DAMAGED: a quote that does not end; both name the row. */
enum err csv_next(struct scope *s, struct csv *c, struct csv_row *row, bool *more) MUST_CHECK;

/* The value without the apostrophe that the export puts before what a spreadsheet would run. */
struct text csv_plain(struct text cell);
/* Does a spreadsheet run it, once all apostrophes before it are gone? Then the export puts one more before it. */
bool csv_needs_escape(struct text value);
/* A cell as the export writes it, with that apostrophe where it is needed; between quotes, or as it is. */
void csv_put(struct buffer *b, struct text value, bool quoted);
