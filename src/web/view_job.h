/* web/view_job.h - recurrent tasks as the API shows them. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

enum { JOBS_LIMIT = 100, JOB_RUNS = 5 };

struct job_query {
	int64_t shop_id; /* 0: of all shops, and those of none first */
	int64_t limit;   /* at most JOBS_LIMIT */
	int64_t after;   /* the last task of the page before; 0: the first page */
};
/* {items, next}: recurrent tasks by shop and kind, each with its last runs. */
enum err view_jobs(struct scope *s, const struct job_query *q, struct json_writer *w) MUST_CHECK;
/* One alone. ERR_JOB_UNKNOWN. */
enum err view_job(struct scope *s, int64_t id, struct json_writer *w) MUST_CHECK;
