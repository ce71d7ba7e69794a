/* lab/lab.h - whole nodes on a simulated world: virtual time, a market in the same process, one seed for everything. */
#pragma once
#include "base/scope.h"

struct lab_options {
	uint64_t seed;
	int days;           /* of virtual time; 0: 1 */
	int orders;         /* that the market begins with */
	int per_minute;     /* new orders a minute */
	const char *folder; /* where the database lives; must be empty */
};

struct lab_report {
	uint64_t digest;        /* of all that happened and of what is held in the end: the same seed gives the same */
	int64_t steps;          /* changes of the baton */
	int64_t market, held;   /* orders there and here, when all has become quiet */
	int64_t missing, stale; /* not held; held, but not as the market last said */
};

/* Runs to its end; what goes wrong inside a node is in the report, not the result. */
enum err lab_run(struct scope *s, const struct lab_options *o, struct lab_report *out) MUST_CHECK;
