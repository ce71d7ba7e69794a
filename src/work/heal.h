/* work/heal.h - a mapping that is made or changed heals the orders that wait for it, without a click (S001-34). */
#pragma once
#include "work/job.h"

/* Looks for platform SKUs that orders wait for and that a mapping names now; also from time to time by itself, as an order
 * may be stored while the mapping is made. */
job_run heal_run;
/* In the transaction that changes mappings, or what counts as one: the task looks as soon as it is committed. */
enum err heal_soon(struct scope *s) MUST_CHECK;
