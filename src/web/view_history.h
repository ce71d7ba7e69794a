/* web/view_history.h - how an order came to be as it is: its revisions, what changed, where each fact came from. */
#pragma once
#include "core/fact_show.h"
#include "web/views.h"

enum { REVISIONS_SHOWN = 20, REVISIONS_SHOWN_MAX = 100, LINES_SHOWN = 200, LINES_SHOWN_MAX = 1000 };

/* Revisions before one, newest first, and, if `origins` is set, the facts of the first of them with where they came from.
 * Both end early where an order is so large that comparing would take long: `next` leads on. */
struct history {
	struct view_revision_list revisions;
	int64_t next; /* the last one shown, where older ones follow; 0: none do */
	struct facts facts;
	struct fact_origins origins;
	const struct view_revision_mark *marks; /* of the revisions that were looked at */
	size_t mark_count;
};
enum err history_read(struct scope *s, int64_t order_id, int64_t before_seq, int64_t limit, bool origins,
		      struct history *out) MUST_CHECK;
/* The revision that a fact's origin names; NULL: not known. */
const struct view_revision_mark *history_mark(const struct history *h, int64_t seq);

/* A value as a person reads it: money with its decimals, moments in RFC 3339. */
struct text history_value(struct scope *s, enum field field, struct text value, struct text currency);

/* An order's lines behind `after`, by their keys; `next` is {0} at the end. */
enum err history_lines(struct scope *s, int64_t order_id, struct text currency, struct text after, int64_t limit,
		       struct view_order_line_list *out, struct text *next) MUST_CHECK;
