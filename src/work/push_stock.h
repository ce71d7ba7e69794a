/* work/push_stock.h - a shop's channel is told how much there is of what it offers. */
#pragma once
#include "work/job.h"

/* The job "push_stock": what is to be told is reckoned anew for all offers of the shop, and told where it is not what the
 * channel was told last, or shows. A number is absolute: told twice, after a crash, it is the same. */
job_run push_stock_run;
