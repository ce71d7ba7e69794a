/* work/stock_allocate.h - the recurrent task that serves what waits, and takes back what was held unpaid for too long. */
#pragma once
#include "work/job.h"

job_run allocate_run;
/* Inside a transaction, first in it: orders that have held stock unpaid since before then give it back; `more`: again. */
enum err stock_release_unpaid(struct scope *s, int64_t before, bool *more) MUST_CHECK;
