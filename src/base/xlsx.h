/* base/xlsx.h - reading workbooks (XLSX): the first sheet that is shown, as comma-separated values. */
#pragma once
#include "base/scope.h"

enum { XLSX_TEXT_MAX = 64 * 1024 * 1024, XLSX_MEMBER_MAX = 512 * 1024 * 1024, XLSX_ROWS_MAX = 1048576 };

/* Is it a zip archive, as a workbook is one? */
bool xlsx_is(struct text bytes);
/* The rows with CRLF behind each; what a formula gave last; whole numbers as they stand, others with 15 digits at most;
 * dates as "2026-11-22" or "2026-11-22 08:30:00"; no escape of formulas.
 * ERR_FILE_KIND: an archive, but no workbook. ERR_FILE_DAMAGED, ERR_TOO_LARGE: more text than XLSX_TEXT_MAX. */
enum err xlsx_read(struct scope *s, struct text bytes, struct text *out) MUST_CHECK;

/* A number of a workbook ("4.006381333931E12") as people see it; what is none comes back as it is. */
struct text xlsx_number(struct arena *a, struct text value);
/* The same as a moment, where its format says that it is one; {0}: it is none. `epoch_1904`: the workbook counts from there. */
struct text xlsx_moment(struct arena *a, struct text value, bool epoch_1904);
bool xlsx_format_is_moment(struct text format); /* "yyyy-mm-dd" */
