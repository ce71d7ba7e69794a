/* work/pull.h - the recurrent job "new orders": one feed of one shop, read window by window up to now. */
#pragma once
#include "work/job.h"

job_run pull_run;
