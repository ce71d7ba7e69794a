/* web/view_import.h - files that came in, as the API shows them. */
#pragma once
#include "web/views.h"
#include "work/imports.h"

/* With its first rows and faults. ERR_IMPORT_UNKNOWN. */
enum err view_import_of(struct scope *s, int64_t id, struct view_import *out) MUST_CHECK;
/* Those before this one, newest first; of one kind where it is not NULL. */
enum err view_imports(struct scope *s, const struct import_kind *kind, int64_t before, int64_t limit,
		      struct view_import_page *out) MUST_CHECK;
/* Without the values of its rows. */
void view_import_mask(struct scope *s, struct view_import *v);
