/* lab/lab.h - whole nodes on a simulated world: virtual time, a market in the same process, one seed for everything. */
#pragma once
#include "base/scope.h"

enum { LAB_NODES_MAX = 3 };

/* Rare situations, and what must hold; both with a name and a sentence. */
enum rare {
#define RARE(name, sentence) RARE_##name,
#include "lab/rare.def"
#undef RARE
	RARE_COUNT
};
enum invariant {
#define INVARIANT(name, sentence) HOLDS_##name,
#include "lab/invariants.def"
#undef INVARIANT
	INVARIANT_COUNT
};
const char *rare_name(enum rare r);
const char *invariant_name(enum invariant i);

struct lab_options {
	uint64_t seed;
	int days, hours;    /* of virtual time in which things go wrong; both 0: a day */
	int haste;          /* bad luck comes so many times as often; 0: 1 */
	int nodes;          /* 1 to LAB_NODES_MAX; 0: 1 */
	int orders;         /* that the market begins with */
	int per_day;        /* new orders a day, about; 0: 100 */
	bool calm;          /* nothing goes wrong */
	const char *folder; /* where the database lives; must be empty */
};

struct lab_report {
	uint64_t digest;        /* of all that happened and of what is held in the end: the same seed gives the same */
	int64_t steps;          /* changes of the baton */
	int64_t market, held;   /* orders there and here, when all has become quiet */
	int64_t missing, stale; /* not held; held, but not as the market last said */
	int64_t kills, cuts, checks;
	bool reached[RARE_COUNT];
	uint32_t faults;    /* of the market that happened: a bit each */
	const char *broken; /* the first invariant that did not hold; NULL: all held */
	char words[300];    /* … how and when */
};

/* Runs to its end; what goes wrong inside a node is in the report, not the result. */
enum err lab_run(struct scope *s, const struct lab_options *o, struct lab_report *out) MUST_CHECK;
