/* work/finds.h - the task that gives orders of an earlier version what the list shows and searches. */
#pragma once
#include "work/job.h"

/* The form of what is made; another number and all is made anew. */
enum { FINDS_FORM = 1 };

job_run finds_run;
