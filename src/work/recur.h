/* work/recur.h - recurrent tasks as people see them: run one now, set how often it comes back. */
#pragma once
#include "base/scope.h"

/* Due now; a stopped one for this once. ERR_JOB_UNKNOWN, ERR_SHOP_UNBOUND. */
enum err recur_run(struct scope *s, int64_t job_id) MUST_CHECK;
/* From the next time on, which comes no later than that. ERR_JOB_UNKNOWN, ERR_BAD_REQUEST names the bounds. */
enum err recur_set(struct scope *s, int64_t job_id, int64_t every_s) MUST_CHECK;
