/* work/saved.h - a person's saved views: what a page shows, under a name. */
#pragma once
#include "base/scope.h"

enum { SAVED_MAX = 50, SAVED_NAME_MAX = 80, SAVED_QUERY_MAX = 4000, SAVED_COLUMNS_MAX = 60, SAVED_WORD_MAX = 40 };

struct saved {
	int64_t id, user_id, ver;
	struct text page, name, query;
	const struct text *columns;
	size_t column_count;
};
/* All: ERR_BAD_REQUEST names what cannot be kept, ERR_DUPLICATE: the person has one of this name for the page. */
/* Makes it and sets its id. ERR_SAVED_FULL. */
enum err saved_make(struct scope *s, struct saved *v) MUST_CHECK;
/* Changes all but the page. ERR_SAVED_UNKNOWN, ERR_CONFLICT when it is not as seen. */
enum err saved_change(struct scope *s, const struct saved *v) MUST_CHECK;
enum err saved_remove(struct scope *s, int64_t id, int64_t user_id) MUST_CHECK; /* ERR_SAVED_UNKNOWN */
