/* lab/lab.c - a whole run: first everything goes wrong, then nothing does, and what must hold is looked at throughout. */
#include "lab/lab.h"
#include "base/instant.h"
#include "lab/lab_inner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LIFE_MS = 5 * MINUTE_MS,
	CHECK_EVERY = 12, /* steps of life between two looks */
	PER_DAY = 100,
	POLL_MS = 10 * MINUTE_MS,
	BACKOFF_MS = 5 * MINUTE_MS, /* the longest */
	QUIET_MS = 2 * POLL_MS + 2 * BACKOFF_MS,
	FLIGHT_MS = 2 * MINUTE_MS, /* no request is under way for longer */
	PERSON_TRIES = 3,
	PATIENCES = 6, /* from 0, everybody drawn anew at each step, to 15 of 16 */
};
#define STEPS_MAX INT64_C(4000000000)

/* 2026-01-01T00:00:00Z: every run begins at the same moment. */
#define LAB_BEGIN INT64_C(1767225600000)

const char *rare_name(enum rare r)
{
	static const char *const names[] = {
#define RARE(name, sentence) #name,
#include "lab/rare.def"
#undef RARE
	};
	return names[r];
}

const char *invariant_name(enum invariant i)
{
	static const char *const names[] = {
#define INVARIANT(name, sentence) #name,
#include "lab/invariants.def"
#undef INVARIANT
	};
	return names[i];
}

void lab_broken(struct lab *l, enum invariant i, const char *format, ...)
{
	char how[200];
	va_list v;

	if (l->report->broken)
		return;
	va_start(v, format);
	vsnprintf(how, sizeof how, format, v);
	va_end(v);
	l->report->broken = invariant_name(i);
	snprintf(l->report->words, sizeof l->report->words, "after %lld min: %s",
		 (long long)(world_mono(l->world) / MINUTE_MS), how);
}

void lab_reached(struct lab *l, enum rare r) { l->report->reached[r] = true; }

static bool says(struct text t, struct text word)
{
	for (size_t i = 0; i + word.size <= t.size; i++)
		if (memcmp(t.at + i, word.at, word.size) == 0)
			return true;
	return false;
}

/* A token that the market renewed: until the next one is heard of, its answer may have been lost; heard of, it may be lost
 * by a death before it is stored, and while who asked for it stands still another may spend the old one once more. */
static void note_refresh(struct lab *l, enum err e, const struct http_request *q, const struct http_answer *a)
{
	bool lost = e != OK || a->status != 200 || !says(a->body, TEXT("\"access_token\"")) ||
		    !text_ends(a->body, "}") || sim_world_asker_is_dead(l->world) ||
		    sim_world_asker_is_paused(l->world);
	char id[32];

	if (e == OK && says(a->body, TEXT("refresh_token\",\"message\"")))
		return; /* refused: what was sent had been spent before */
	if (lost)
		lab_reached(l, RARE_refresh_lost);
	for (size_t i = 0; i < SHOPS; i++) {
		snprintf(id, sizeof id, "\"shop_id\":%lld", (long long)sim_shop(l->sim, i).id);
		if (!says(q->body, text_of(id)))
			continue;
		l->excused[i] = lost;
		l->refreshed_at[i] = world_mono(l->world);
	}
}

/* The world is made before the market it speaks with. */
static enum err lab_send(void *lab, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct lab *l = lab;
	enum err e = sim_send(l->sim, s, q, a);

	if (text_is(http_path(q->url), "/api/v2/auth/access_token/get"))
		note_refresh(l, e, q, a);
	else if (text_starts(http_path(q->url), "/api/v2/order/"))
		swarm_asked(l);
	else if (text_ends(http_path(q->url), "/update_stock"))
		lab_reached(l, RARE_stock_told);
	return e;
}

static enum err open_all(struct lab *l, struct scope *s)
{
	struct sim_options sim = {
		.seed = l->options->seed, .shops = SHOPS, .orders = l->options->orders, .per_minute = 1
	};

	TRY(sim_open(s, &sim, &l->sim));
	l->disk = disk_new(l->world);
	return person_authorise(l, s);
}

/* So many orders a day on the average, in lumps. */
static bool market_sleeps(struct lab *l, int64_t since)
{
	int64_t per_day = l->options->per_day ? l->options->per_day : PER_DAY;
	int64_t due = l->options->orders + (world_mono(l->world) - since) * per_day / DAY_MS + 1;
	struct market *m = sim_lock(l->sim);
	bool enough = (int64_t)market_order_count(m) > due;

	sim_unlock(l->sim);
	return enough;
}

static enum err life_step(struct lab *l, struct scope *s, int64_t since)
{
	TRY(swarm_step(l, s));
	lab_agree(l, s);
	return market_sleeps(l, since) ? OK : sim_live(l->sim, s);
}

static enum err live(struct lab *l, struct scope *outer)
{
	const struct lab_options *o = l->options;
	int64_t since = world_mono(l->world), end = since + o->days * DAY_MS + o->hours * HOUR_MS;

	if (!o->days && !o->hours)
		end += DAY_MS;

	for (int step = 1; world_mono(l->world) < end && !l->report->broken; step++) {
		struct scope s;
		enum err e;

		sim_world_sleep(l->world, LIFE_MS);
		scope_open(&s, outer);
		e = life_step(l, &s, since);
		scope_close(&s);
		TRY(e);
		if (step % CHECK_EVERY == 0)
			TRY(judge_step(l, outer));
	}
	return OK;
}

/* What was masked and is not any more has changed: the channel says so, or nobody could know. */
static enum err unmask(struct lab *l, struct scope *s)
{
	struct market *m = sim_lock(l->sim);
	enum err e = OK;

	for (uint32_t n = 0; l->masked && e == OK && n < market_order_count(m); n++)
		e = market_do(m, s,
			      &(struct market_act){ .verb = MARKET_NOTE,
						    .order = n,
						    .words = TEXT("unmasked"),
						    .now = world_now(l->world) });
	sim_unlock(l->sim);
	return e;
}

/* Nothing goes wrong any more: within two polls and twice the longest back-off all must be well. A person looks whether
 * a shop asks for him, as one would. */
static enum err calm_down(struct lab *l, struct scope *s)
{
	swarm_end(l);
	TRY(unmask(l, s));
	sim_world_sleep(l->world, l->jumped_ms); /* what was due by a clock that was fast */
	for (int i = 0; i < PERSON_TRIES; i++) {
		sim_world_sleep(l->world, BACKOFF_MS);
		TRY(judge_step(l, s));
	}
	sim_world_sleep(l->world, QUIET_MS);
	return OK;
}

/* The first thread of the simulated world. */
static void run(void *arg)
{
	struct lab *l = arg;
	struct scope like = { .world = l->world, .deadline = MONO_NEVER }, s;

	scope_open(&s, &like);
	s.now = world_now(l->world);
	l->e = open_all(l, &s);
	if (l->e == OK) {
		lab_nodes_start(l);
		swarm_begin(l);
		l->e = live(l, &s);
		if (l->e == OK && !l->report->broken)
			l->e = calm_down(l, &s);
		swarm_end(l);
		lab_nodes_stop(l);
		sim_world_sleep(l->world, FLIGHT_MS); /* what a dead process had sent comes to its end */
	}
	if (l->e == OK && !l->report->broken)
		l->e = judge_quiet(l, &s);
	if (l->report->broken)
		l->e = OK; /* that is the report; what came of it is not */
	if (l->e != OK)
		snprintf(l->words, sizeof l->words, "%.*s", TEXT_ARG(s.words));
	disk_free(l->disk);
	sim_close(l->sim);
	free(l->ledger.seq);
	free(l->ledger.seen);
	scope_close(&s);
}

enum err lab_run(struct scope *s, const struct lab_options *o, struct lab_report *out)
{
	struct lab *l = calloc(1, sizeof *l);
	struct sim_world_options world = { .seed = o->seed,
					   .now = LAB_BEGIN,
					   .send = lab_send,
					   .net = l,
					   .patience = (uint32_t)(o->seed % PATIENCES) * 3,
					   .step_limit = STEPS_MAX };
	enum err e;

	ASSERT(l && o->nodes >= 0 && o->nodes <= LAB_NODES_MAX);
	*out = (struct lab_report){ 0 };
	l->options = o;
	l->report = out;
	l->node_count = o->nodes ? o->nodes : 1;
	l->chance = rand_seed(o->seed ^ UINT64_C(0x1AB));
	l->world = sim_world_new(&world);
	sim_world_run(l->world, run, l);
	out->steps = sim_world_steps(l->world);
	out->digest ^= sim_world_digest(l->world);
	sim_world_free(l->world);
	e = l->e == OK ? OK : fail(s, l->e, "in the simulated world: %s", l->words);
	free(l);
	return e;
}
