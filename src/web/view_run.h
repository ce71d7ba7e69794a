/* web/view_run.h - runs as the API shows them. */
#pragma once
#include "store/sql.h"
#include "web/views.h"

enum { RUNS_LIMIT = 50, RUNS_LIMIT_MAX = 200 };

/* What the sentence for a person is: that of the code, with the words of this case; NULL where there is no code. */
const struct view_trouble *run_trouble(struct scope *s, struct text code, struct text words);
struct view_run run_view(struct scope *s, const struct sql_view_runs_some_row *r);

struct run_query {
	int64_t shop_id;  /* 0: of all shops */
	struct text feed; /* empty: of all feeds */
	bool failed;      /* only those that failed */
	int64_t before, limit;
};
/* {items, next}: runs newest first; begins before the run `before`. */
enum err view_runs(struct scope *s, const struct run_query *q, struct json_writer *w) MUST_CHECK;
