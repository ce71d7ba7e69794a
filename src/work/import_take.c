/* work/import_take.c - the task "import": the rows of a checked file are taken, a batch a transaction.
 *
 * `at_row` of the import moves in the transaction that takes the rows up to it, so that a task that was cut off goes on
 * behind them, and of two that work on the same file one is refused. */
#include "base/instant.h"
#include "work/import_inner.h"

enum { TRIES = 4 };

/* ---- a person's wish ---- */

struct start {
	int64_t id, due_at;
	bool all;
};

static enum err unknown(struct scope *s, int64_t id)
{
	return fail(s, ERR_IMPORT_UNKNOWN, "there is no import %lld", (long long)id);
}

static enum err start(struct scope *s, void *arg)
{
	const struct start *w = arg;
	struct text take = w->all ? TEXT("all") : TEXT("good");
	struct sql_import_get_row row;
	int64_t changed;
	enum err e = sql_import_get(s, (struct sql_import_get){ w->id }, &row);

	if (e == ERR_NO_ROW)
		return unknown(s, w->id);
	TRY(e);
	if (text_is(row.state, "running") && text_same(row.take, take))
		return OK; /* pressed twice, or committed without our hearing of it */
	if (!text_is(row.state, "checked") && !text_is(row.state, "failed"))
		return fail(s, ERR_IMPORT_TAKEN, "the file \"%.*s\" is %.*s: send it again", TEXT_ARG(row.name),
			    TEXT_ARG(row.state));
	if (row.good == 0 || (w->all && row.faulty > 0))
		return fail(s, ERR_IMPORT_FAULTY, "%lld of %lld rows are faulty, and nothing was taken",
			    (long long)row.faulty, (long long)row.total);
	TRY(sql_import_start(s, (struct sql_import_start){ w->id, take }, &changed));
	ASSERT(changed == 1);
	return job_recur(s, 0, "import", text_format(s->arena, "%lld", (long long)w->id),
			 w->due_at ? w->due_at : s->now);
}

enum err import_start(struct scope *s, int64_t id, bool all, int64_t due_at)
{
	struct start w = { id, due_at, all };

	return db_transact(s, start, &w);
}

/* ---- the task ---- */

struct taking {
	struct import *im;
	struct import_rows *rows;
	bool *bad;          /* of each row: faulty before the database was asked */
	size_t fault_count; /* of the import, before */
	int64_t from;       /* the row that all before is done up to */
	bool all;
	int64_t taken;
};

/* The body may run more than once: it begins from what the file alone says. */
static void begin_anew(struct taking *t)
{
	t->im->fault_count = t->fault_count;
	t->taken = 0;
	for (size_t i = 0; i < t->rows->count; i++)
		t->rows->at[i].faulty = t->bad[i];
}

/* All of it was to be taken, and was good when it was checked: people are told what has changed, and how far it came. */
static enum err became_faulty(struct scope *s, const struct taking *t)
{
	const struct import *im = t->im;
	struct text why = im->fault_count > t->fault_count ? im->faults[t->fault_count].words : TEXT("");

	for (size_t i = 0; i < t->rows->count; i++)
		if (t->rows->at[i].faulty)
			return fail(s, ERR_IMPORT_FAULTY,
				    "row %lld became faulty after the file was checked: %.*s; what was taken is up to "
				    "row %lld",
				    (long long)t->rows->at[i].number, TEXT_ARG(why), (long long)t->from);
	return OK;
}

static enum err sum_up(struct scope *s, struct taking *t)
{
	const struct import *im = t->im;

	t->taken = 0;
	for (size_t i = 0; i < t->rows->count; i++)
		t->taken += !t->rows->at[i].faulty;
	if (t->all && (size_t)t->taken < t->rows->count)
		return became_faulty(s, t);
	return sql_import_fault_put(s, im->faults + t->fault_count, im->fault_count - t->fault_count, NULL);
}

static enum err move_on(struct scope *s, struct taking *t)
{
	int64_t changed;

	TRY(sql_import_move(s,
			    (struct sql_import_move){ .id = t->im->id,
						      .from_row = t->from,
						      .to_row = t->rows->at[t->rows->count - 1].number,
						      .taken = t->taken },
			    &changed));
	return changed == 1 ? OK : fail(s, ERR_CONFLICT, "another task takes this file");
}

static enum err look_and_take(struct scope *s, struct taking *t)
{
	begin_anew(t);
	if (t->im->kind->check)
		TRY(t->im->kind->check(s, t->im, t->rows));
	TRY(t->im->kind->take(s, t->im, t->rows));
	return OK;
}

/* It was committed, though we did not hear of it. */
static enum err look_whether_done(struct scope *s, const struct taking *t, bool *done)
{
	struct sql_import_get_row row;

	TRY(sql_import_get(s, (struct sql_import_get){ t->im->id }, &row));
	*done = row.at_row == t->rows->at[t->rows->count - 1].number;
	return OK;
}

static enum err take_inside(struct scope *s, void *arg)
{
	struct taking *t = arg;
	bool done;

	TRY(look_whether_done(s, t, &done));
	if (done)
		return OK;
	TRY(look_and_take(s, t));
	TRY(sum_up(s, t));
	return move_on(s, t);
}

static enum err note_outside(struct scope *s, void *arg)
{
	struct taking *t = arg;
	bool done;

	TRY(look_whether_done(s, t, &done));
	if (done)
		return OK;
	TRY(sum_up(s, t));
	return move_on(s, t);
}

static enum err take_batch(struct scope *s, struct import *im, struct import_rows *rows, bool all, int64_t from)
{
	struct taking t = { .im = im, .rows = rows, .fault_count = im->fault_count, .from = from, .all = all };
	enum err e = ERR_CONFLICT;

	t.bad = ARENA_ARRAY(s->arena, bool, rows->count);
	for (size_t i = 0; i < rows->count; i++)
		t.bad[i] = rows->at[i].faulty;
	if (im->kind->by_itself) {
		TRY(look_and_take(s, &t));
		return db_transact(s, note_outside, &t);
	}
	/* What people changed at the same moment is looked at again. */
	for (int i = 0; i < TRIES && (e == ERR_CONFLICT || e == ERR_DUPLICATE); i++)
		e = db_transact(s, take_inside, &t);
	return e;
}

/* One batch in a scope of its own. Of rows that are done only their keys are noted. */
static enum err next_batch(struct scope *part, struct import *im, bool all, int64_t *at, bool *more)
{
	size_t faults = im->fault_count;
	struct import_rows rows;

	TRY(import_batch(part, im, &rows));
	*more = rows.count > 0;
	if (!*more)
		return OK;
	if (rows.at[rows.count - 1].number > *at)
		TRY(take_batch(part, im, &rows, all, *at));
	im->fault_count = faults; /* they are stored */
	if (rows.at[rows.count - 1].number > *at)
		*at = rows.at[rows.count - 1].number;
	return OK;
}

static enum err take_rows(struct node *n, struct scope *s, struct import *im, bool all, int64_t at)
{
	bool more = true;

	if (im->kind->begin)
		TRY(im->kind->begin(s, im));
	while (more) {
		struct scope part;
		enum err e;

		if (node_stopping(n))
			return fail(s, ERR_STOPPING, "the rest of the file is taken when the program runs again");
		scope_open(&part, s);
		part.actor_id = im->user_id;
		e = next_batch(&part, im, all, &at, &more);
		TRY(scope_end(&part, s, e));
	}
	return OK;
}

static enum err judge(struct scope *s, void *arg)
{
	const struct import *im = arg;

	TRY(sql_import_judge(s, (struct sql_import_judge){ im->id, im->total, im->faulty }, NULL));
	return sql_import_fault_put(s, im->faults, im->fault_count, NULL);
}

/* All or nothing: what was good when the file was checked may not be so any more. */
static enum err look_again(struct node *n, struct scope *s, int64_t id, const struct sql_import_get_row *row)
{
	struct text ignored;
	struct import im;

	TRY(import_load(n, s, id, row, &im));
	TRY(import_look(s, &im, &ignored));
	if (im.faulty == 0)
		return OK;
	TRY(db_transact(s, judge, &im));
	return fail(s, ERR_IMPORT_FAULTY, "%lld of %lld rows are faulty, and nothing was taken", (long long)im.faulty,
		    (long long)im.total);
}

struct ending {
	int64_t id;
	enum err how;
	struct text words;
};

static enum err end_it(struct scope *s, void *arg)
{
	const struct ending *e = arg;

	TRY(sql_import_end(s,
			   (struct sql_import_end){ .id = e->id,
						    .state = e->how == OK                  ? TEXT("done")
							     : e->how == ERR_IMPORT_FAULTY ? TEXT("refused")
											   : TEXT("failed"),
						    .ended_at = s->now,
						    .code = e->how == OK ? TEXT("") : text_of(err_name(e->how)),
						    .words = e->words },
			   NULL));
	return e->how == OK ? sql_import_settle(s, (struct sql_import_settle){ e->id }, NULL) : OK;
}

static enum err take_file(struct node *n, struct scope *s, int64_t id, const struct sql_import_get_row *row)
{
	bool all = text_is(row->take, "all");
	struct import im;

	if (all && row->at_row == 0) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = look_again(n, &part, id, row);
		TRY(scope_end(&part, s, e));
	}
	TRY(import_load(n, s, id, row, &im));
	return take_rows(n, s, &im, all, row->at_row);
}

enum err import_go_on(struct node *n, struct scope *s, int64_t id)
{
	struct ending end = { .id = id, .words = TEXT("") };
	struct sql_import_get_row row;
	enum err e = sql_import_get(s, (struct sql_import_get){ id }, &row);

	if (e == ERR_NO_ROW)
		return unknown(s, id);
	TRY(e);
	if (!text_is(row.state, "running"))
		return OK;
	end.how = take_file(n, s, id, &row);
	if (end.how != OK && (err_retry(end.how) != RETRY_NEVER || end.how == ERR_CONFLICT))
		return end.how;
	if (end.how != OK)
		end.words = text_limit(s->words, 500);
	TRY(db_transact(s, end_it, &end));
	s->words = end.words;
	return end.how;
}

enum err import_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	int64_t id;
	enum err e;

	if (!text_to_int(job->key, &id))
		return fail(s, ERR_INTERNAL, "the task \"import\" names no file");
	e = import_go_on(n, s, id);
	if (job_waits(s, e, 0, end) || err_retry(e) != RETRY_NEVER)
		return e;
	if (e == ERR_CONFLICT)
		end->again_at = world_now(s->world) + MINUTE_MS;
	else
		end->pause = true; /* it is done with */
	return e;
}
