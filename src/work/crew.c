/* work/crew.c - the heart, the dispatcher and the workers of a node.
 *
 * The heart beats. The dispatcher watches the other nodes and claims what is due of its shops, as much as there are idle
 * workers; a lane never has two jobs at once, for the claim takes none whose lane is running. Nobody sleeps on a job:
 * waiting is a later due time in the table. A node that finds itself declared dead is lost: its workers give up what they
 * hold, and it begins anew as another incarnation. */
#include "work/crew.h"
#include "base/log.h"
#include "store/nodes.h"
#include "store/sql.h"
#include "work/heart.h"
#include "work/node.h"
#include "work/standing.h"
#include "work/watch.h"
#include <stdatomic.h>
#include <stdlib.h>

enum { TRY_MS = 500 }; /* how soon a job's end is noted again that the database did not take */

struct slot { /* one worker */
	struct crew *crew;
	struct thread *thread;
	struct scope scope; /* its arena holds the claimed job */
	struct job job;
	bool busy, leaves; /* leaves: its shop falls to another node */
};

struct crew {
	struct node *node;
	struct gate *gate; /* guards the slots and what says how many are idle */
	struct thread *dispatcher;
	struct heart heart;
	struct slot slots[WORKERS_MAX];
	int workers, idle;
	bool woken, drained;
	atomic_bool stopping, over; /* over: drained; the ends of jobs are no longer waited for */
	struct watch watch;         /* the dispatcher's */
};

static void job_keep(struct arena *a, const struct sql_job_claim_row *row, int64_t incarnation, struct job *out)
{
	*out = (struct job){
		.id = row->id,
		.shop_id = row->shop_id,
		.incarnation = incarnation,
		.attempt = row->attempt,
		.due_at = row->due_at,
		.lane = text_copy(a, row->lane),
		.kind = text_copy(a, row->kind),
		.key = text_copy(a, row->key),
		.memo = text_copy(a, row->memo),
	};
}

static void pause_ms(struct crew *c, int64_t ms)
{
	struct world *w = c->node->root.world;
	int64_t until = world_mono(w) + ms;

	gate_lock(w, c->gate);
	while (!c->over && world_mono(w) < until)
		gate_wait(w, c->gate, until);
	gate_unlock(w, c->gate);
}

/* A job is let go of only when its end is noted: the database may be away for a while. */
static void finish(struct slot *slot, enum err how, const struct job_end *end)
{
	struct scope *s = &slot->scope;
	struct text words = s->words; /* of the job: a failed note has words of its own */
	enum err e = job_finish(slot->crew->node, s, &slot->job, how, end);

	if (e != OK)
		LOG(s, LOG_ERROR, "job_not_finished", L_ERR("code", e), L_TEXT("words", s->words));
	while (e != OK && err_retry(e) == RETRY_LATER && !slot->crew->over) {
		pause_ms(slot->crew, TRY_MS);
		s->words = words;
		e = job_finish(slot->crew->node, s, &slot->job, how, end);
	} /* what stays claimed is freed by the next look, as nobody holds it */
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
	finish(slot, how, &end);
}

static void worker(void *arg)
{
	struct slot *slot = arg;
	struct crew *c = slot->crew;
	struct world *w = c->node->root.world;

	gate_lock(w, c->gate);
	while (!c->over || slot->busy) { /* while it drains, what was just claimed may still be handed out */
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
	struct hands hands;
	struct sql_job_claim_rows rows;
};

/* Its own row comes first: a node that was declared dead claims nothing more, and its burial waits for this claim. */
static enum err claim_body(struct scope *s, void *arg)
{
	struct claim *c = arg;
	const struct node *n = c->crew->node;
	int64_t lives;

	c->rows = (struct sql_job_claim_rows){ 0 };
	TRY(sql_node_touch(s, (struct sql_node_touch){ n->number, n->incarnation }, &lives));
	if (!lives)
		return OK; /* the heart hears of it */
	return sql_job_claim(s,
			     (struct sql_job_claim){ .node = n->number,
						     .incarnation = n->incarnation,
						     .now = s->now,
						     .max = c->max,
						     .leaving = c->crew->watch.leaving,
						     .leaving_count = c->crew->watch.leaving_count,
						     .held = c->hands.jobs,
						     .held_count = c->hands.count },
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
		slot->scope.tenant_id = rows->at[next].tenant_id;
		job_keep(slot->scope.arena, &rows->at[next++], c->node->incarnation, &slot->job);
		slot->busy = true;
		slot->leaves = false;
		c->idle--;
	}
	ASSERT(next == rows->count); /* no more were claimed than workers were idle */
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
}

static struct hands hands_of(struct crew *c, struct scope *s)
{
	struct world *w = c->node->root.world;
	struct hands h = { .jobs = ARENA_ARRAY(s->arena, int64_t, (size_t)c->workers),
			   .shops = ARENA_ARRAY(s->arena, int64_t, (size_t)c->workers) };

	gate_lock(w, c->gate);
	for (int i = 0; i < c->workers; i++)
		if (c->slots[i].busy) {
			h.jobs[h.count] = c->slots[i].job.id;
			h.shops[h.count++] = c->slots[i].job.shop_id;
		}
	gate_unlock(w, c->gate);
	return h;
}

/* Claims and hands out; gives the wall-clock moment at which the next job is due, 0 when more may be due at once. */
static enum err claim(struct crew *c, struct scope *s, int idle, int64_t *next_due)
{
	struct sql_job_next_due_row next;
	struct claim claim = { .crew = c, .max = idle };
	enum err e = sql_job_next_due(s,
				      (struct sql_job_next_due){ .node = c->node->number,
								 .incarnation = c->node->incarnation,
								 .leaving = c->watch.leaving,
								 .leaving_count = c->watch.leaving_count },
				      &next);

	*next_due = INT64_MAX;
	if (e == ERR_NO_ROW)
		return OK;
	TRY(e);
	*next_due = next.due_at;
	if (*next_due > world_now(s->world) || idle == 0)
		return OK;
	claim.hands = hands_of(c, s);
	TRY(db_transact(s, claim_body, &claim));
	if (claim.rows.count == 0)
		return OK; /* what is due waits for its lane */
	hand_out(c, &claim.rows);
	*next_due = 0;
	return OK;
}

/* Watches, when it is time to; then work of shops that fall to others is asked to come to its end. */
static enum err watch(struct crew *c, struct scope *s, int64_t *look_at)
{
	struct world *w = c->node->root.world;
	struct hands h = hands_of(c, s);

	if (world_mono(w) < *look_at)
		return c->watch.leaving_count ? watch_hand_over(&c->watch, c->node, s, &h) : OK;
	*look_at = world_mono(w) + LOOK_MS;
	TRY(watch_look(&c->watch, c->node, s, &h));
	gate_lock(w, c->gate);
	for (int i = 0; i < c->workers; i++)
		c->slots[i].leaves = c->slots[i].busy && watch_leaving(&c->watch, c->slots[i].job.shop_id);
	gate_unlock(w, c->gate);
	return OK;
}

static void rest(struct crew *c, int64_t next_due, int64_t look_at)
{
	struct world *w = c->node->root.world;
	int64_t wait = next_due - world_now(w), look = look_at - world_mono(w);

	if (wait > LOOK_MS || wait <= 0)
		wait = next_due == 0 ? 0 : LOOK_MS;
	if (wait > look)
		wait = look;
	gate_lock(w, c->gate);
	if (!c->woken && !c->stopping && wait > 0)
		gate_wait(w, c->gate, world_mono(w) + wait);
	c->woken = false;
	gate_unlock(w, c->gate);
}

/* Waits until all workers are idle, or until then. */
static bool wait_idle(struct crew *c, int64_t until)
{
	struct world *w = c->node->root.world;
	bool idle;

	gate_lock(w, c->gate);
	while (c->idle < c->workers && world_mono(w) < until)
		gate_wait(w, c->gate, until);
	idle = c->idle == c->workers;
	gate_unlock(w, c->gate);
	return idle;
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

/* Declared dead: when nobody works any more, the node begins anew as another incarnation. */
static enum err rise(struct crew *c, struct scope *s)
{
	struct node *n = c->node;
	struct world *w = n->root.world;
	int64_t number = n->number, incarnation = n->incarnation, mono;

	if (!wait_idle(c, world_mono(w) + LOOK_MS))
		return OK; /* the next look */
	TRY(node_again(s, &number, &incarnation));
	mono = world_mono(w);
	TRY(node_enter(s, number, incarnation, "working"));
	n->number = number; /* nobody else reads it: no worker is at work */
	n->incarnation = incarnation;
	ids_move(n->root.ids, (int)number);
	watch_close(&c->watch);
	heart_again(&c->heart, number, incarnation, mono);
	LOG(s, LOG_WARN, "node_begins_anew", L_INT("node", number), L_INT("incarnation", incarnation));
	return OK;
}

static enum err dispatch(struct crew *c, struct scope *s, int64_t *look_at, int64_t *next_due)
{
	if (heart_lost(&c->heart))
		return rise(c, s);
	TRY(watch(c, s, look_at));
	return claim(c, s, count_idle(c), next_due);
}

static void dispatcher(void *arg)
{
	struct crew *c = arg;
	int64_t look_at = world_mono(c->node->root.world);

	while (!c->stopping) {
		struct scope s;
		int64_t next_due = INT64_MAX;
		enum err e;

		scope_open(&s, &c->node->root);
		s.marks = TEXT("dispatcher");
		e = dispatch(c, &s, &look_at, &next_due);
		if (e != OK)
			LOG(&s, LOG_ERROR, "dispatch_failed", L_ERR("code", e), L_TEXT("words", s.words));
		scope_close(&s);
		rest(c, next_due,
		     look_at > world_mono(c->node->root.world) ? look_at : world_mono(c->node->root.world) + TRY_MS);
	}
}

/* One that knows itself alone frees the numbers of all that were here before; the first look then frees their jobs. */
static enum err enter(struct scope *s, void *arg)
{
	const struct node *n = arg;

	if (n->options.alone)
		TRY(sql_nodes_clear(s, (struct sql_nodes_clear){ .me = n->number }, NULL));
	return standing_jobs(s);
}

static enum err begin(struct crew *c, int64_t *entered)
{
	struct node *n = c->node;
	struct scope s;
	enum err e;

	scope_open(&s, &n->root);
	*entered = world_mono(s.world);
	e = node_enter(&s, n->number, n->incarnation, "working");
	if (e == OK)
		e = db_transact(&s, enter, n);
	if (e != OK)
		LOG(&s, LOG_ERROR, "crew_not_started", L_ERR("code", e), L_TEXT("words", s.words));
	scope_close(&s);
	return e;
}

static void wake(void *crew) { crew_wake(crew); }

enum err crew_start(struct node *n, struct crew **out)
{
	struct crew *c = calloc(1, sizeof *c);
	struct world *w = n->root.world;
	int64_t entered;
	enum err e;

	ASSERT(c);
	c->node = n;
	c->workers = n->options.workers ? n->options.workers : WORKERS_DEFAULT;
	ASSERT(c->workers > 0 && c->workers <= WORKERS_MAX);
	c->idle = c->workers;
	watch_open(&c->watch);
	e = begin(c, &entered);
	if (e != OK) {
		free(c);
		return e;
	}
	c->gate = gate_new(w);
	for (int i = 0; i < c->workers; i++) {
		c->slots[i].crew = c;
		c->slots[i].thread = world_spawn(w, "worker", worker, &c->slots[i]);
	}
	*out = c; /* jobs ask by the node's crew whether they must leave */
	c->heart = (struct heart){
		.like = &n->root, .number = n->number, .incarnation = n->incarnation, .tell = wake, .arg = c
	};
	heart_start(&c->heart, entered);
	c->dispatcher = world_spawn(w, "dispatcher", dispatcher, c);
	return OK;
}

static enum err release_all(struct scope *s, void *arg)
{
	const struct node *n = arg;

	return sql_leases_release(s, (struct sql_leases_release){ n->number, n->incarnation }, NULL);
}

/* Others may take the shops from here on; a worker that still waits for an answer is fenced off. */
static enum err leave(struct scope *s, struct node *n)
{
	TRY(db_transact(s, release_all, n));
	return node_enter(s, n->number, n->incarnation, "up");
}

void crew_drain(struct crew *c)
{
	struct node *n = c->node;
	struct world *w = n->root.world;
	int64_t until = world_mono(w) + DRAIN_MS;
	struct scope s;

	if (c->drained)
		return;
	c->drained = true;
	gate_lock(w, c->gate);
	c->stopping = true;
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
	world_join(w, c->dispatcher);
	scope_open(&s, &n->root);
	s.marks = TEXT("drain");
	if (!heart_lost(&c->heart) && node_enter(&s, n->number, n->incarnation, "draining") != OK)
		LOG(&s, LOG_WARN, "not_draining", L_TEXT("words", s.words)); /* the others hear of it by our silence */
	if (!wait_idle(c, until))
		LOG(&s, LOG_WARN, "drain_cut_short", L_INT("ms", DRAIN_MS));
	if (!heart_lost(&c->heart) && leave(&s, n) != OK)
		LOG(&s, LOG_WARN, "shops_not_handed_over", L_TEXT("words", s.words));
	scope_close(&s);
	gate_lock(w, c->gate);
	c->over = true;
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
}

void crew_stop(struct crew *c)
{
	struct world *w = c->node->root.world;

	crew_drain(c);
	heart_stop(&c->heart);
	for (int i = 0; i < c->workers; i++)
		world_join(w, c->slots[i].thread);
	watch_close(&c->watch);
	gate_free(w, c->gate);
	free(c);
}

bool crew_stopping(const struct crew *c) { return c->stopping || heart_lost(&c->heart); }

bool crew_sure(const struct crew *c) { return heart_sure(&c->heart); }

bool crew_leaves(struct crew *c, int64_t shop_id)
{
	struct world *w = c->node->root.world;
	bool leaves = crew_stopping(c);

	gate_lock(w, c->gate);
	for (int i = 0; i < c->workers && !leaves; i++)
		leaves = c->slots[i].busy && c->slots[i].leaves && c->slots[i].job.shop_id == shop_id;
	gate_unlock(w, c->gate);
	return leaves;
}

void crew_wake(struct crew *c)
{
	struct world *w = c->node->root.world;

	gate_lock(w, c->gate);
	c->woken = true;
	gate_wake(w, c->gate);
	gate_unlock(w, c->gate);
}
