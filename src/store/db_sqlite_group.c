/* store/db_sqlite_group.c - many writers, one commit: whoever comes first runs what is queued, each under a savepoint.
 *
 * Nobody is told before the commit is durable. The first body of a transaction needs no savepoint: to undo it is to roll
 * the transaction back, so that a caller alone pays for none. Checkpoints run in a thread of their own.
 *
 * A file loses no connection. A simulation may lose one all the same, as PostgreSQL does (store/db_pg_pool.c): then the
 * bodies are run again, whether the commit had been applied or not. */
#include "store/db_sqlite.h"
#include "store/db_sqlite_disk.h"

/* Bodies that share a commit: so many callers wait for the slowest of them. Once the bodies have taken so long, the commit
 * costs little beside them, and whoever waits has other work to do meanwhile. */
enum { GROUP_MAX = 64, GROUP_MS = 4 };
/* So many times the pages that call for a checkpoint stop the writers until it is done: on a slow disk the log would
 * outgrow it otherwise. */
enum { LOG_HARD = 2 };
/* How often a body is run whose connection is lost, and how long it waits in between: 8, 16 … 512 ms. */
enum { TRIES_MAX = 8, WAIT_MS = 4 };

/* The bodies that ran in the open transaction and wait for its commit; those that failed are in it too. */
struct group {
	struct lite *lite;
	struct lite_writer *first, **last;
	int count, kept; /* kept: those that the commit is for */
};

static struct lite_writer *queue_take(struct lite *l)
{
	struct lite_writer *w;

	gate_lock(l->world, l->gate);
	w = l->first;
	if (w) {
		l->first = w->next;
		if (!l->first)
			l->last = &l->first;
		w->next = NULL;
	}
	gate_unlock(l->world, l->gate);
	return w;
}

static void lost(struct group *g, enum err e, const char *what)
{
	for (struct lite_writer *w = g->first; w; w = w->next) {
		if (w->result)
			continue;
		w->again = e == ERR_DB_UNREACHABLE;
		w->result = w->again ? fail(w->s, e, "%s", what)
				     : fail(w->s, e, "%s; nothing of the transaction was kept", what);
	}
	g->kept = 0;
}

static enum err body_run(struct lite *l, struct lite_writer *w)
{
	struct transaction tx = { l->writer, OK, 0 };
	enum err e;

	w->s->now = world_now(l->world);
	w->s->tx = &tx;
	e = w->body(w->s, w->arg);
	w->s->tx = NULL;
	w->again = tx.broken == ERR_DB_UNREACHABLE;
	return e ? e : tx.broken;
}

/* Undoes what the body did; a full disk or the like may have ended the whole transaction already. */
static void body_undo(struct group *g, struct lite_writer *w, bool marked)
{
	struct lite_conn *c = g->lite->writer;
	struct scope quiet;
	enum err e = OK;

	scope_open(&quiet, w->s); /* the words of what went wrong stay */
	if (!lite_in_transaction(c)) {
		lost(g, w->result, "a full disk or a failure of it ended the transaction");
	} else if (marked) {
		e = lite_verb(&quiet, c, LITE_UNDO);
		if (!e)
			e = lite_verb(&quiet, c, LITE_KEEP);
	} else {
		e = lite_verb(&quiet, c, LITE_ROLLBACK);
	}
	scope_close(&quiet);
	ASSERT(!e || !lite_in_transaction(c)); /* going on would commit half a body */
}

static enum err begin(struct lite *l, struct lite_writer *w)
{
	if (world_fault(w->s->world, "db begin"))
		return fail(w->s, ERR_DB_LOCKED, "%s: begin failed by plan", l->path);
	w->again = true;
	TRY(lite_reach(w->s, l, false));
	w->again = false;
	l->restarts = l->disk ? disk_mount_restarts(l->disk) : 0;
	return lite_verb(w->s, l->writer, LITE_BEGIN);
}

static void group_add(struct group *g, struct lite_writer *w)
{
	struct lite_conn *c = g->lite->writer;
	bool marked = g->kept > 0;

	*g->last = w;
	g->last = &w->next;
	g->count++;
	if (!lite_in_transaction(c))
		w->result = begin(g->lite, w);
	else if (marked)
		w->result = lite_verb(w->s, c, LITE_MARK);
	if (w->result)
		return;
	w->result = body_run(g->lite, w);
	if (!w->result && marked)
		w->result = lite_verb(w->s, c, LITE_KEEP);
	if (w->result)
		body_undo(g, w, marked);
	else
		g->kept++;
}

/* In a simulation the connection may be lost before it has an effect, or after: the caller cannot tell. */
static enum err commit(struct scope *s, struct lite *l)
{
	if (world_fault(s->world, "db commit"))
		return fail(s, ERR_DB_FULL, "failed by plan");
	TRY(lite_reach(s, l, true));
	if (world_fault(s->world, "db commit cut"))
		return fail(s, ERR_DB_UNREACHABLE, "%s: the connection was lost before the commit, by plan", l->path);
	TRY(lite_verb(s, l->writer, LITE_COMMIT));
	if (world_fault(s->world, "db commit lost"))
		return fail(s, ERR_DB_UNREACHABLE, "%s: the connection was lost after the commit, by plan", l->path);
	return lite_reach(s, l, true);
}

static void group_commit(struct group *g)
{
	struct lite_conn *c = g->lite->writer;
	struct scope quiet;
	enum err e;

	if (!lite_in_transaction(c))
		return;
	scope_open(&quiet, g->first->s);
	e = commit(&quiet, g->lite);
	if (e)
		lost(g, e, quiet.words.at);
	if (e && lite_in_transaction(c))
		ASSERT(lite_verb(&quiet, c, LITE_ROLLBACK) == OK || !lite_in_transaction(c));
	scope_close(&quiet);
}

/* Runs what is queued, up to the bound, and commits it. */
static void lead(struct lite *l)
{
	struct group g = { .lite = l };
	struct lite_writer *w, *next;
	int64_t until = world_mono(l->world) + GROUP_MS;

	g.last = &g.first;
	while (g.count < GROUP_MAX && world_mono(l->world) < until && (w = queue_take(l)))
		group_add(&g, w);
	if (g.count)
		group_commit(&g);
	gate_lock(l->world, l->gate);
	for (w = g.first; w; w = next) {
		next = w->next;
		w->done = true; /* from here on its caller may return */
	}
	l->writing = false;
	gate_wake(l->world, l->gate);
	gate_unlock(l->world, l->gate);
}

static void transact_once(struct lite *l, struct lite_writer *me)
{
	gate_lock(l->world, l->gate);
	*l->last = me;
	l->last = &me->next;
	while (!me->done) {
		if (l->writing || l->held) {
			(void)gate_wait(l->world, l->gate, MONO_NEVER);
			continue;
		}
		l->writing = true;
		gate_unlock(l->world, l->gate);
		lead(l);
		gate_lock(l->world, l->gate);
	}
	gate_unlock(l->world, l->gate);
}

static void wait_a_little(struct lite *l, int tries)
{
	gate_lock(l->world, l->nap);
	(void)gate_wait(l->world, l->nap, world_mono(l->world) + ((int64_t)WAIT_MS << tries));
	gate_unlock(l->world, l->nap);
}

enum err lite_transact(struct scope *s, struct db *db, db_body *body, void *arg)
{
	struct lite *l = (struct lite *)(void *)db;
	struct lite_writer me = { .again = true };
	int tries = 0;

	for (; me.again && tries < TRIES_MAX; tries++) {
		if (tries)
			wait_a_little(l, tries);
		me = (struct lite_writer){ .s = s, .body = body, .arg = arg };
		transact_once(l, &me);
	}
	if (tries > 1 && !me.result) {
		s->words = (struct text){ 0 }; /* what an earlier run said is over */
		s->code = OK;
	}
	return me.result;
}

void lite_committed(struct lite *l, int pages)
{
	if (pages < l->wal_last)
		l->wal_next = l->wal_room; /* the log began anew */
	l->wal_last = pages;
	if (pages < l->wal_next)
		return;
	l->wal_next = pages + l->wal_room / 4; /* a reader may still need the log */
	if (pages >= LOG_HARD * l->wal_room) {
		gate_lock(l->world, l->gate);
		l->held = true; /* until the checkpoint that is asked for next has ended */
		gate_unlock(l->world, l->gate);
	}
	gate_lock(l->world, l->work);
	l->wal_pages = pages;
	gate_wake(l->world, l->work);
	gate_unlock(l->world, l->work);
}

/* The bulk is moved while others write; what came meanwhile is moved with the writers held, so that the next commit can
 * begin the log anew. Without that a log under steady writing would grow for ever. */
static void checkpoint(struct lite *l, int pages)
{
	lite_checkpoint(l->checkpoint, false);
	gate_lock(l->world, l->gate);
	l->held = true; /* or a busy writer would be back each time before this thread woke */
	while (l->writing)
		(void)gate_wait(l->world, l->gate, MONO_NEVER);
	gate_unlock(l->world, l->gate);
	lite_checkpoint(l->checkpoint, pages >= LOG_HARD * l->wal_room);
	gate_lock(l->world, l->gate);
	l->held = false;
	gate_wake(l->world, l->gate);
	gate_unlock(l->world, l->gate);
}

void lite_checkpointer(void *lite)
{
	struct lite *l = lite;

	gate_lock(l->world, l->work);
	while (!l->closing) {
		int pages = l->wal_pages;

		if (!pages) {
			(void)gate_wait(l->world, l->work, MONO_NEVER);
			continue;
		}
		l->wal_pages = 0;
		gate_unlock(l->world, l->work);
		checkpoint(l, pages);
		gate_lock(l->world, l->work);
	}
	gate_unlock(l->world, l->work);
}
