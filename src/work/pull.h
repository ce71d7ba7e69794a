/* work/pull.h - the recurrent jobs of a feed: read what is new, and once a day look whether anything is missing. */
#pragma once
#include "work/job.h"

job_run pull_run;
/* Once a day: the last 15 days listed anew, by the time of change and by the time of placing, against what is held. What
 * is missing is named in the run's words, fetched by its id, and parked where it cannot be. */
job_run reconcile_run;
