/* work/expire.h - the recurrent job that removes personal data and raw answers whose time is over. */
#pragma once
#include "work/job.h"

/* What `expire_at` of a row is reckoned by when it is stored. Where the tenant's settings say otherwise (settings.def), the
 * job moves its moment by the difference, so that a setting holds for what was stored before it, too. */
enum { PEOPLE_KEPT_DAYS = 180, RAW_KEPT_DAYS = 90 };

job_run expire_run;
