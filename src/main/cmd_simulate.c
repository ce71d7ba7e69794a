/* main/cmd_simulate.c - program and market on virtual time; the same seed gives the same digest. */
#include "lab/lab.h"
#include "main/command.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ORDERS = 200, DAYS_MAX = 3660, HASTE_MAX = 100, ORDERS_MAX = 100000 };

static void sweep(struct scope *s, const char *folder)
{
	static const char *const files[] = { "lockstep.db", "lockstep.db-wal", "lockstep.db-shm", "lockstep.key",
					     NULL };

	for (size_t i = 0; files[i]; i++)
		unlink(text_format(s->arena, "%s/%s", folder, files[i]).at);
	rmdir(folder);
}

static void tell(const struct lab_options *lab, const struct lab_report *r)
{
	printf("seed %lld days %d nodes %d digest %016llx steps %lld checks %lld kills %lld cuts %lld market %lld held "
	       "%lld missing %lld stale %lld\n",
	       (long long)lab->seed, lab->days, lab->nodes, (unsigned long long)r->digest, (long long)r->steps,
	       (long long)r->checks, (long long)r->kills, (long long)r->cuts, (long long)r->market, (long long)r->held,
	       (long long)r->missing, (long long)r->stale);
	for (int i = 0; i < RARE_COUNT; i++)
		if (r->reached[i])
			printf("reached %s\n", rare_name((enum rare)i));
}

static enum err options_of(struct scope *s, const struct options *o, struct lab_options *lab)
{
	lab->seed = o->seed == OPTION_UNSET ? 1 : (uint64_t)o->seed;
	lab->calm = o->calm;
	TRY(option_number(s, "days", o->days, 0, DAYS_MAX, o->hours == OPTION_UNSET, &lab->days));
	TRY(option_number(s, "hours", o->hours, 0, DAYS_MAX, 0, &lab->hours));
	if (lab->days == 0 && lab->hours == 0)
		return fail(s, ERR_USAGE, "--days takes 1 to %d, or fewer with --hours", DAYS_MAX);
	TRY(option_number(s, "haste", o->haste, 1, HASTE_MAX, 1, &lab->haste));
	TRY(option_number(s, "nodes", o->nodes, 1, LAB_NODES_MAX, 1, &lab->nodes));
	return option_number(s, "orders", o->orders, 0, ORDERS_MAX, ORDERS, &lab->orders);
}

enum err cmd_simulate(struct scope *s, const struct options *o)
{
	const char *tmp = getenv("TMPDIR");
	struct lab_options lab = { 0 };
	char *folder;
	struct lab_report r;
	enum err e;

	TRY(options_of(s, o, &lab));
	folder = strdup(text_format(s->arena, "%s/lockstep-simulate-XXXXXX", tmp && *tmp ? tmp : "/tmp").at);
	ASSERT(folder);
	lab.folder = folder;
	if (!mkdtemp(folder)) {
		free(folder);
		return fail(s, ERR_FILE, "no folder for the simulation can be made: %s", strerror(errno));
	}
	e = lab_run(s, &lab, &r);
	sweep(s, folder);
	free(folder);
	TRY(e);
	tell(&lab, &r);
	return r.broken ? fail(s, ERR_INTERNAL, "seed %lld breaks %s: %s", (long long)lab.seed, r.broken, r.words) : OK;
}
