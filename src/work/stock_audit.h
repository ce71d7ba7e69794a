/* work/stock_audit.h - the recurrent task that compares balances with their movements, and orders with their pieces.
 *
 * It repairs nothing: what it finds is said in stock_faults, in the log and on the pages, until it is right again. */
#pragma once
#include "work/job.h"

job_run audit_run;
/* One portion each, for tests and tools too; `over`: that was the last. The walk goes on behind `after`. */
struct audit_walk {
	int64_t after;
	bool over;
};
enum err audit_skus(struct scope *s, struct audit_walk *w) MUST_CHECK;
enum err audit_orders(struct scope *s, struct audit_walk *w) MUST_CHECK;
