/* base/try_zip.h - for tests: writes zip archives, as a workbook is one. */
#pragma once
#include "base/text.h"

struct try_zip {
	struct buffer bytes, index;
	int members;
	bool packed; /* deflate what is added from now on */
};
struct try_zip try_zip_new(struct arena *a);
void try_zip_add(struct try_zip *z, const char *name, struct text body);
struct text try_zip_end(struct try_zip *z);

/* A workbook of one sheet: the inside of <sheetData>, of <sst> (NULL: there is none) and of <styleSheet> (NULL). */
struct text try_workbook(struct arena *a, const char *rows, const char *strings, const char *styles);
