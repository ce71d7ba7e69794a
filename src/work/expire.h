/* work/expire.h - the recurrent job that removes personal data and raw answers whose time is over. */
#pragma once
#include "work/job.h"

enum { PEOPLE_KEPT_DAYS = 180, RAW_KEPT_DAYS = 90 };

job_run expire_run;
