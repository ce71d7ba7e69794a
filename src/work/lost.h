/* work/lost.h - pushes that did not reach us: asked for by the app that they were meant for, kept as those that came. */
#pragma once
#include "base/scope.h"
#include "work/job.h"

/* Inside a transaction: from now on the pushes that this app missed are asked for, first at once. */
enum err lost_recur(struct scope *s, struct text channel, struct text app_id) MUST_CHECK;

/* The job: its key is "channel/app". */
job_run lost_run;
