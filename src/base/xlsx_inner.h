/* base/xlsx_inner.h - what the parts of the workbook reader share. */
#pragma once
#include "base/unzip.h"
#include "base/xlsx.h"
#include "base/xml.h"

struct xlsx {
	struct scope *s;
	struct zip *zip;
	struct xml *xml; /* the member that is being read */
	bool epoch_1904;
	/* Of the package: paths within the archive; {0}: there is none. */
	struct text sheet, strings, styles;
	/* The shared strings. */
	struct text *shared;
	size_t shared_count, shared_room, text_size;
	/* Of each cell format: its values are moments. */
	bool *moments;
	size_t moment_count;
};

/* A member through calls; `what` names it for people. A member that is not there is ERR_FILE_DAMAGED. */
enum err xlsx_member(struct xlsx *x, struct text path, const char *what, const struct xml_calls *calls,
		     void *self) MUST_CHECK;
enum err xlsx_strings(struct xlsx *x) MUST_CHECK;
enum err xlsx_styles(struct xlsx *x) MUST_CHECK;
enum err xlsx_sheet(struct xlsx *x, struct text *out) MUST_CHECK;
