/* web/sheet.h - a table for a spreadsheet: rows of text, as CSV or XLSX. */
#pragma once
#include "base/scope.h"

enum sheet_format { SHEET_CSV, SHEET_XLSX };
struct sheet;

enum err sheet_open(struct scope *s, enum sheet_format f, const char *title, struct sheet **out) MUST_CHECK;
void sheet_cell(struct sheet *t, struct text value); /* the next one in its row; {0} is an empty one */
void sheet_end_row(struct sheet *t);
/* The whole file, in the scope of its opening; also where the sheet is not wanted any more. */
enum err sheet_close(struct sheet *t, struct text *out) MUST_CHECK;
/* CSV with a mark of UTF-8, CRLF, and an apostrophe before what a spreadsheet would take for a formula. */
void csv_cell(struct buffer *b, struct text value, bool first);
