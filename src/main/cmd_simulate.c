/* main/cmd_simulate.c - program and market on virtual time; the same seed gives the same digest. */
#include "lab/lab.h"
#include "main/command.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ORDERS = 200, RATE = 1, DAYS_MAX = 3660 };

static void sweep(struct scope *s, const char *folder)
{
	static const char *const files[] = { "lockstep.db", "lockstep.db-wal", "lockstep.db-shm", "lockstep.key",
					     NULL };

	for (size_t i = 0; files[i]; i++)
		unlink(text_format(s->arena, "%s/%s", folder, files[i]).at);
	rmdir(folder);
}

enum err cmd_simulate(struct scope *s, const struct options *o)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = strdup(text_format(s->arena, "%s/lockstep-simulate-XXXXXX", tmp && *tmp ? tmp : "/tmp").at);
	struct lab_options lab = { .seed = o->seed == OPTION_UNSET ? 1 : (uint64_t)o->seed,
				   .orders = ORDERS,
				   .per_minute = RATE,
				   .folder = folder };
	struct lab_report r;
	enum err e;

	ASSERT(folder);
	e = option_number(s, "days", o->days, 1, DAYS_MAX, 1, &lab.days);
	if (e != OK) {
		free(folder);
		return e;
	}
	if (!mkdtemp(folder)) {
		free(folder);
		return fail(s, ERR_FILE, "no folder for the simulation can be made: %s", strerror(errno));
	}
	e = lab_run(s, &lab, &r);
	sweep(s, folder);
	free(folder);
	TRY(e);
	printf("seed %lld days %d digest %016llx steps %lld market %lld held %lld missing %lld stale %lld\n",
	       (long long)lab.seed, lab.days, (unsigned long long)r.digest, (long long)r.steps, (long long)r.market,
	       (long long)r.held, (long long)r.missing, (long long)r.stale);
	return r.missing || r.stale ? fail(s, ERR_INTERNAL, "seed %lld breaks an invariant", (long long)lab.seed) : OK;
}
