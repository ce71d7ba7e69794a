/* lab/lab_swarm.c - what goes wrong in a run: each seed draws its faults, how often they come, and when the next strikes. */
#include "base/instant.h"
#include "lab/lab_inner.h"

enum {

	RATE_MIN = 1000,
	MARKET_RATE_MAX = 60000,
	REVOKED_RATE = 2000, /* a person has to come each time */
	DB_RATE_MIN = 100,
	DB_RATE_MAX = 5000,
	DISK_RATE_MAX = 500,   /* many writes a commit */
	LOST_RATE_MIN = 10000, /* most commits are beats, and those of work are to be met too */
	LOST_RATE_MAX = 200000,
	AWAY_MIN_MS = 50,
	AWAY_MAX_MS = MINUTE_MS,
	ASKED_MAX = 40,
	BURST_MAX = 260,
	HUGE_LINES = 10000,
	LATE_MAX_S = 240, /* within the feed's overlap: later rows are beyond what the channel promises */
	PAUSE_MAX_MS = 10 * MINUTE_MS,
	PAUSE_LONG_MS = 10 * SECOND_MS,
	STEPS_MAX_BITS = 13,
	JUMP_MAX_MS = HOUR_MS,
	MARKET_JUMP_MS = 2 * MINUTE_MS, /* back and forth within the feed's overlap */
	STEPS_A_DAY = 288,
};

static bool one_in(struct lab *l, uint64_t n) { return rand_below(&l->chance, n) == 0; }

/* Small numbers as often as large ones. */
static uint32_t draw_rate(struct lab *l, uint32_t least, uint32_t most)
{
	uint32_t rate = least;

	while (rate < most && !one_in(l, 3))
		rate *= 2;
	return rate < most ? rate : most;
}

static void draw_market(struct lab *l)
{
	for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++) {
		bool masks = f == FAULT_MASKED;

		if (masks && !l->may_mask)
			continue;
		l->masked |= masks;
		sim_fault_rate(l->sim, (enum sim_fault)f,
			       !one_in(l, 3)        ? 0
			       : f == FAULT_REVOKED ? REVOKED_RATE
			       : f == FAULT_EXPIRED ? MARKET_RATE_MAX
						    : draw_rate(l, RATE_MIN, MARKET_RATE_MAX));
	}
}

/* 0, or so often a number between the two. */
static int draw_number(struct lab *l, uint64_t one_of, int64_t low, int64_t high)
{
	return one_in(l, one_of) ? (int)rand_between(&l->chance, low, high) : 0;
}

/* One draw a statement, here and below: in which order the parts of one are drawn is the compiler's choice. */
static void draw_habits(struct lab *l)
{
	struct sim_habits h = { 0 };

	h.masked = l->may_mask && one_in(l, 4);
	h.twice = one_in(l, 6);
	h.late_s = draw_number(l, 3, 1, LATE_MAX_S);
	h.page_max = draw_number(l, 4, 2, 60);
	h.detail_max = draw_number(l, 5, 2, 30);
	h.calls_per_minute = draw_number(l, 5, 6, 120);
	sim_habits(l->sim, &h);
	if (h.late_s)
		lab_reached(l, RARE_late);
	if (h.page_max)
		lab_reached(l, RARE_limits_lowered);
}

/* What the database answers, or its disk, and how often in a million. */
static const struct {
	const char *site;
	uint32_t least, most;
	enum rare reached;
} db_faults[] = {
	{ "db begin", DB_RATE_MIN, DB_RATE_MAX, RARE_begin_failed },
	{ "db commit", DB_RATE_MIN, DB_RATE_MAX, RARE_commit_failed },
	{ "db commit cut", LOST_RATE_MIN, LOST_RATE_MAX, RARE_commit_lost_unapplied },
	{ "db commit lost", LOST_RATE_MIN, LOST_RATE_MAX, RARE_commit_lost_applied },
	{ "disk full", DB_RATE_MIN, DISK_RATE_MAX, RARE_disk_full },
	{ "disk write", DB_RATE_MIN, DISK_RATE_MAX, RARE_disk_write_failed },
	{ "disk sync", DB_RATE_MIN, DISK_RATE_MAX, RARE_disk_sync_failed },
};
enum { DB_FAULTS = sizeof db_faults / sizeof *db_faults };

static void draw_db(struct lab *l)
{
	for (size_t i = 0; i < DB_FAULTS; i++)
		sim_world_fault_rate(l->world, db_faults[i].site,
				     one_in(l, 3) ? draw_rate(l, db_faults[i].least, db_faults[i].most) : 0);
}

void swarm_begin(struct lab *l)
{
	if (l->options->calm)
		return;
	l->may_mask = one_in(l, 4);
	draw_market(l);
	draw_habits(l);
	draw_db(l);
}

static struct lab_node *any_node(struct lab *l) { return &l->nodes[rand_below(&l->chance, (uint64_t)l->node_count)]; }

static void jump(struct lab *l)
{
	struct lab_node *n = any_node(l);
	int64_t most = JUMP_MAX_MS >> rand_below(&l->chance, 12), by = rand_between(&l->chance, -most, most);

	sim_world_clock(l->world, n->process, by);
	lab_reached(l, by < 0 ? RARE_clock_back : RARE_clock_forward);
	if (by > l->jumped_ms)
		l->jumped_ms = by;
}

/* A death to come: at some step, or at a place where it hurts; it may be that the power fails. */
static void arm(struct lab *l, bool power)
{
	static const char *const sites[] = { NULL,         "db begin",  "db write", "db commit", "db commit lost",
					     "disk write", "disk sync", "sleep",    "send" };
	const char *site = sites[rand_below(&l->chance, sizeof sites / sizeof *sites)];
	uint64_t most = UINT64_C(1) << rand_below(&l->chance, site ? 6 : STEPS_MAX_BITS);

	int64_t step = 1 + (int64_t)rand_below(&l->chance, most);

	l->power_fails = power;
	sim_world_kill_after(l->world, any_node(l)->process, site, step);
}

/* The database restarts, and is away for a while: for every connection of every process. */
static void restart_db(struct lab *l)
{
	int64_t most = AWAY_MAX_MS >> rand_below(&l->chance, 10);

	disk_restart(l->disk, world_mono(l->world) + rand_between(&l->chance, AWAY_MIN_MS / 2, AWAY_MIN_MS + most));
}

void swarm_asked(struct lab *l)
{
	if (l->restart_after == 0 || --l->restart_after > 0)
		return;
	restart_db(l);
	lab_reached(l, RARE_restarted_in_pull);
}

static void pause_one(struct lab *l)
{
	int64_t ms = rand_between(&l->chance, SECOND_MS, PAUSE_MAX_MS);

	sim_world_pause(l->world, any_node(l)->process, ms);
	lab_excuse_recent(l);
	if (ms > PAUSE_LONG_MS)
		lab_reached(l, RARE_paused_long);
}

/* Many orders within one second, or one that is huge. */
static enum err crowd(struct lab *l, struct scope *s)
{
	bool huge = one_in(l, 6);
	int shop = (int)rand_below(&l->chance, SHOPS);
	struct market_wish w = { .shop = shop,
				 .count = huge ? 1 : (int)rand_between(&l->chance, 2, BURST_MAX),
				 .lines = huge ? HUGE_LINES : 0,
				 .paid = true,
				 .now = sim_now(l->sim) };
	struct market *m = sim_lock(l->sim);
	uint32_t first;
	enum err e = market_place(m, s, &w, &first);

	sim_unlock(l->sim);
	if (huge)
		lab_reached(l, RARE_huge);
	else if (w.count > 100)
		lab_reached(l, RARE_burst);
	return e;
}

/* So many times a day on the average, where there is no haste. */
static bool times_a_day(struct lab *l, uint64_t times)
{
	uint64_t haste = l->options->haste > 0 ? (uint64_t)l->options->haste : 1;

	return rand_below(&l->chance, STEPS_A_DAY) < times * haste;
}

/* Five minutes of bad luck. */
enum err swarm_step(struct lab *l, struct scope *s)
{
	if (l->options->calm)
		return OK;
	if (times_a_day(l, 4)) {
		draw_market(l);
		draw_habits(l);
		draw_db(l);
	}
	if (times_a_day(l, 3))
		arm(l, false);
	if (times_a_day(l, 2))
		arm(l, true);
	if (times_a_day(l, 1))
		restart_db(l);
	if (times_a_day(l, 2)) /* while a process waits for the answer of the market */
		l->restart_after = 1 + (int64_t)rand_below(&l->chance, ASKED_MAX);
	if (times_a_day(l, 2))
		pause_one(l);
	if (times_a_day(l, 2))
		jump(l);
	if (times_a_day(l, 1))
		sim_clock_offset(l->sim, rand_between(&l->chance, -MARKET_JUMP_MS, MARKET_JUMP_MS));
	return times_a_day(l, 1) ? crowd(l, s) : OK;
}

/* Nothing goes wrong any more; the clocks are set right. */
void swarm_end(struct lab *l)
{
	for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++)
		l->report->faults |= (uint32_t)(sim_fault_count(l->sim, (enum sim_fault)f) > 0) << f;
	l->over = true;
	sim_faults_end(l->sim);
	sim_habits(l->sim, &(struct sim_habits){ 0 });
	sim_clock_offset(l->sim, 0);
	l->restart_after = 0;
	disk_restart(l->disk, 0);
	for (size_t i = 0; i < DB_FAULTS; i++) {
		if (sim_world_fault_count(l->world, db_faults[i].site) > 0)
			lab_reached(l, db_faults[i].reached);
		sim_world_fault_rate(l->world, db_faults[i].site, 0);
	}
	for (int i = 0; i < l->node_count; i++) {
		sim_world_clock(l->world, l->nodes[i].process, 0);
		sim_world_kill_after(l->world, l->nodes[i].process, NULL, 0);
	}
}
