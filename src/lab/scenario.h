/* lab/scenario.h - a script of verbs against a whole node and a market, on virtual time (docs/scenarios.md).
 *
 * One line is one verb. What is not as the script expects ends it with the file, the line and what was expected. */
#pragma once
#include "store/db.h"

struct scenario_options {
	const char *file;     /* the script */
	struct db_options db; /* empty; SQLite or PostgreSQL */
	const char *key_file; /* made by the run */
	uint64_t seed;        /* whose turn it is, latencies, and what the market draws; 0: 1 */
};

enum err scenario_run(struct scope *s, const struct scenario_options *o) MUST_CHECK;

/* Every verb there is, in the order of verbs.def. */
struct scenario_verb {
	const char *form, *sentence;
};
const struct scenario_verb *scenario_verbs(size_t *count);
