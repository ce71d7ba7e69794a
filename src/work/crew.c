/* work/crew.c - the dispatcher and the workers of a node.
 *
 * The dispatcher claims what is due, as much as there are idle workers; a lane never has two jobs at once, for the claim
 * takes none whose lane is running. Nobody sleeps on a job: waiting is a later due time in the table. */
#include "work/crew.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/node.h"
#include <stdatomic.h>
#include <stdlib.h>

enum { LOOK_MS = 2000, BEAT_MS = 2000 };

struct slot { /* one worker */
	struct crew *crew;
	struct thread *thread;
	struct scope scope; /* its arena holds the claimed job */
	struct job job;
	bool busy;
};

struct crew {
	struct node *node;
	struct gate *gate; /* guards all below */
	struct thread *dispatcher;
	struct slot slots[WORKERS_MAX];
	int workers, idle;
	bool woken;
	atomic_bool stopping;
};

static void job_keep(struct arena *a, const struct sql_job_claim_row *row, struct job *out)
{
	*out = (struct job){
		.id = row->id,
		.shop_id = row->shop_id,
		.attempt = row->attempt,
		.due_at = row->due_at,
		.lane = text_copy(a, row->lane),
		.kind = text_copy(a, row->kind),
		.key = text_copy(a, row->key),
		.memo = text_copy(a, row->memo),
	};
}

static void work_one(struct slot *slot)
{
	struct scope *s = &slot->scope;
	struct node *n = slot->crew->node;
	const struct job_kind *kind = job_kind_find(slot->job.kind);
	struct job_end end = { 0 };
	enum err how;

	s->marks = text_format(s->arena, "job=%lld shop=%lld", (long long)slot->job.id, (long long)slot->job.shop_id);
	s->now = world_now(s->world);
	how = kind ? kind->run(n, s, &slot->job, &end)
		   : fail(s, ERR_INTERNAL, "this version knows no job of the kind \"%.*s\"", TEXT_ARG(slot->job.kind));
	if (how != OK && !end.gave_back)
		LOG(s, err_retry(how) == RETRY_NEVER ? LOG_ERROR : LOG_WARN, "job_failed",
		    L_TEXT("kind", slot->job.kind), L_ERR("code", how), L_TEXT("words", s->words));
	how = job_finish(s, &slot->job, how, &end);
	if (how != OK) /* it stays claimed and is freed when a node starts */
		LOG(s, LOG_ERROR, "job_not_finished", L_ERR("code", how), L_TEXT("words", s->words));
}

static void worker(void *arg)
{
	struct slot *slot = arg;
	struct crew *c = slot->crew;
	struct world *w = c->node->root.world;

	gate_lock(w, c->gate);
	while (!c->stopping || slot->busy) {
		if (!slot->busy) {
			gate_wait(w, c->gate, MONO_NEVER);
			continue;
		}
		gate_unlock(w, c->gate);
		work_one(slot);
		scope_close(&slot->scope);
		gate_lock(w, c->gate);
		slot->busy = false;
		c->idle++;
		c->woken = true;
		gate_wake(w, c->gate);
	}
	gate_unlock(w, c->gate);
}

struct claim {
	struct crew *crew;
	int max;
	struct sql_job_claim_rows rows;
};

static enum err claim_body(struct scope *s, void *arg)
{
	struct claim *c = arg;

	return sql_job_claim(s,
			     (struct sql_job_claim){ .node = c->crew->node->number,
						     .incarnation = c->crew->node->incarnation,
						     .now = s->now,
						     .max = c->max },
			     &c->rows);
}

static void hand_out(struct crew *c, const struct sql_job_claim_rows *rows)
{
	struct world *w = c->node->root.world;
	size_t next = 0;

	gate_lock(w, c->gate);
	for (int i = 0; i < c->workers && next < rows->count; i++) {
		struct slot *slot = &c->slots[i];

		if (slot->busy)
			continue;
		scope_open(&slot->scope, &c->node->root);
		job_keep(slot->scope.arena, &rows->at[next++], &slot->job);
		slot->busy = true;
		c->idle--;
	}
	ASSERT(next == rows->count); /* no more were claimed than workers were idle */
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
}

/* Claims and hands out; gives the wall-clock moment at which the next job is due, 0 when more may be due at once. */
static enum err look(struct crew *c, struct scope *s, int idle, int64_t *next_due)
{
	struct sql_job_next_due_row next;
	struct claim claim = { .crew = c, .max = idle };

	TRY(sql_job_next_due(s, &next));
	*next_due = next.due_at.is ? next.due_at.value : INT64_MAX;
	if (*next_due > world_now(s->world) || idle == 0)
		return OK;
	TRY(db_transact(s, claim_body, &claim));
	if (claim.rows.count == 0)
		return OK; /* what is due waits for its lane */
	hand_out(c, &claim.rows);
	*next_due = 0;
	return OK;
}

static enum err beat_body(struct scope *s, void *arg)
{
	const struct node *n = arg;

	return sql_node_beat(
		s, (struct sql_node_beat){ .number = n->number, .incarnation = n->incarnation, .now = s->now }, NULL);
}

static void rest(struct crew *c, int64_t next_due)
{
	struct world *w = c->node->root.world;
	int64_t wait = next_due - world_now(w);

	if (wait > LOOK_MS || wait <= 0)
		wait = next_due == 0 ? 0 : LOOK_MS;
	gate_lock(w, c->gate);
	if (!c->woken && !c->stopping && wait > 0)
		gate_wait(w, c->gate, world_mono(w) + wait);
	c->woken = false;
	gate_unlock(w, c->gate);
}

static int count_idle(struct crew *c)
{
	struct world *w = c->node->root.world;
	int idle;

	gate_lock(w, c->gate);
	idle = c->idle;
	gate_unlock(w, c->gate);
	return idle;
}

static void dispatcher(void *arg)
{
	struct crew *c = arg;
	struct world *w = c->node->root.world;
	int64_t beat_at = 0;

	while (!c->stopping) {
		struct scope s;
		int64_t next_due = INT64_MAX;
		enum err e = OK;

		scope_open(&s, &c->node->root);
		s.marks = TEXT("dispatcher");
		if (world_mono(w) >= beat_at) {
			e = db_transact(&s, beat_body, c->node);
			beat_at = world_mono(w) + BEAT_MS;
		}
		if (e == OK)
			e = look(c, &s, count_idle(c), &next_due);
		if (e != OK)
			LOG(&s, LOG_ERROR, "dispatch_failed", L_ERR("code", e), L_TEXT("words", s.words));
		scope_close(&s);
		rest(c, next_due);
	}
}

/* Jobs claimed by this database's nodes that are no more: ready again. Runs they had open are closed as interrupted. */
static enum err free_jobs(struct scope *s, void *arg)
{
	const struct node *n = arg;

	TRY(sql_jobs_free(s, (struct sql_jobs_free){ .node = n->number, .now = s->now }, NULL));
	TRY(sql_runs_interrupt(s, (struct sql_runs_interrupt){ .now = s->now }, NULL));
	return job_recur(s, 0, "expire", TEXT(""), s->now);
}

enum err crew_start(struct node *n, struct crew **out)
{
	struct crew *c = calloc(1, sizeof *c);
	struct world *w = n->root.world;
	struct scope s;
	enum err e;

	ASSERT(c);
	c->node = n;
	c->gate = gate_new(w);
	c->workers = n->options.workers ? n->options.workers : WORKERS_DEFAULT;
	ASSERT(c->workers > 0 && c->workers <= WORKERS_MAX);
	c->idle = c->workers;
	scope_open(&s, &n->root);
	e = db_transact(&s, free_jobs, n);
	scope_close(&s);
	if (e != OK) {
		gate_free(w, c->gate);
		free(c);
		return e;
	}
	for (int i = 0; i < c->workers; i++) {
		c->slots[i].crew = c;
		c->slots[i].thread = world_spawn(w, "worker", worker, &c->slots[i]);
	}
	c->dispatcher = world_spawn(w, "dispatcher", dispatcher, c);
	*out = c;
	return OK;
}

void crew_stop(struct crew *c)
{
	struct world *w = c->node->root.world;

	gate_lock(w, c->gate);
	c->stopping = true;
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
	world_join(w, c->dispatcher);
	for (int i = 0; i < c->workers; i++)
		world_join(w, c->slots[i].thread);
	gate_free(w, c->gate);
	free(c);
}

bool crew_stopping(const struct crew *c) { return c->stopping; }

void crew_wake(struct crew *c)
{
	struct world *w = c->node->root.world;

	gate_lock(w, c->gate);
	c->woken = true;
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
}
