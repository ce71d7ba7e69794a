/* work/task.c - a deed on many orders: what people ask of it. */
#include "base/id.h"
#include "base/instant.h"
#include "work/task_inner.h"
#include <stdlib.h>

#define X(id, name) name,
static const char *const kinds[] = { TASK_KINDS(X) };
static const char *const states[] = { TASK_STATES(X) };
static const char *const item_states[] = { TASK_ITEM_STATES(X) };
#undef X
const char *task_kind_name(enum task_kind k) { return kinds[k]; }
const char *task_state_name(enum task_state s) { return states[s]; }
const char *task_item_state_name(enum task_item_state s) { return item_states[s]; }

enum err task_read(struct scope *s, int64_t id, struct sql_task_get_row *out)
{
	enum err e = sql_task_get(s, (struct sql_task_get){ id }, out);

	return e == ERR_NO_ROW ? fail(s, ERR_TASK_UNKNOWN, "there is no task %lld", (long long)id) : e;
}

/* ---- ids ---- */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t task_ids_sort(int64_t *ids, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(ids, count, sizeof *ids, by_number);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || ids[kept - 1] != ids[i])
			ids[kept++] = ids[i];
	return kept;
}

struct text task_ids_text(struct arena *a, const int64_t *ids, size_t count)
{
	struct buffer b = buffer_in(a);

	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_byte(&b, ' ');
		buffer_int(&b, ids[i]);
	}
	return buffer_text(&b);
}

enum err task_ids_read(struct scope *s, struct text t, int64_t **ids, size_t *count)
{
	struct text one;

	*count = 0;
	*ids = ARENA_ARRAY(s->arena, int64_t, t.size / 2 + 1);
	while (text_cut(&t, ' ', &one))
		if (!text_to_int(one, &(*ids)[(*count)++]))
			return fail(s, ERR_DB_CORRUPT, "the selection of a task holds what is no number");
	return OK;
}

/* ---- asked for ---- */

enum err task_make(struct scope *s, const struct task_make *m)
{
	struct sql_task_insert row = {
		.id = m->id,
		.kind = text_of(kinds[m->kind]),
		.mode = m->mode,
		.release = m->release,
		.selection = task_ids_text(s->arena, m->ids, m->count),
		.of_task = m->of_task,
		.user_id = s->actor_id,
		.made_at = s->now,
		.total = (int64_t)m->count,
	};

	TRY(sql_task_insert(s, row, NULL));
	return job_wake(s, 0, "task", text_format(s->arena, "%lld", (long long)m->id));
}

static enum err make_body(struct scope *s, void *arg) { return task_make(s, arg); }

/* What people confirmed must still be what comes out. */
static enum err confirm(struct scope *s, const struct task_new *t, struct text shown)
{
	struct task_check now;

	if (!shown.at)
		return OK;
	TRY(task_check(s, t, &now));
	if (text_same(now.digest, shown))
		return OK;
	return fail(s, ERR_PLAN_MOVED, "of %lld orders %lld can be updated now; that is not what was shown",
		    (long long)now.total, (long long)now.eligible);
}

enum err task_add(struct scope *s, const struct task_new *t, struct text shown, int64_t *id)
{
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, t->count + 1);
	struct task_make m = { .id = id_next(s->ids),
			       .kind = TASK_KIND_UPDATE,
			       .mode = text_of(merge_mode_name(t->mode)),
			       .release = t->release,
			       .ids = ids };

	for (size_t i = 0; i < t->count; i++)
		ids[i] = t->ids[i];
	m.count = task_ids_sort(ids, t->count);
	if (m.count == 0)
		return fail(s, ERR_BAD_REQUEST, "no order was chosen");
	if (m.count > TASK_ORDERS_MAX)
		return fail(s, ERR_TOO_LARGE, "at most %d orders are updated at once, not %zu", TASK_ORDERS_MAX,
			    m.count);
	TRY(confirm(s, t, shown));
	TRY(db_transact(s, make_body, &m));
	*id = m.id;
	return OK;
}

/* ---- cancelled ---- */

static enum err cancel(struct scope *s, void *arg)
{
	const int64_t *id = arg;
	struct sql_task_get_row t;
	int64_t changed;

	TRY(task_read(s, *id, &t));
	if (text_is(t.state, states[TASK_CANCELLED]))
		return OK; /* pressed twice, or committed without our hearing of it */
	TRY(sql_task_cancel(s, (struct sql_task_cancel){ *id, s->now }, &changed));
	if (changed == 0)
		return fail(s, ERR_TASK_ENDED, "all of its %lld orders have their result", (long long)t.total);
	TRY(sql_task_items_cancel(s, (struct sql_task_items_cancel){ *id, s->now }, NULL));
	if (!text_is(t.kind, kinds[TASK_KIND_UNDO]))
		return OK;
	/* What it has not taken back may be taken back by another. */
	return sql_task_undone(s, (struct sql_task_undone){ .id = t.of_task, .was = *id, .undone_by = 0 }, NULL);
}

enum err task_cancel(struct scope *s, int64_t id) { return db_transact(s, cancel, &id); }

/* ---- repeated, taken back ---- */

static enum err failed_of(struct scope *s, int64_t id, const enum err *codes, size_t count,
			  struct sql_task_failed_rows *out)
{
	struct text *names = ARENA_ARRAY(s->arena, struct text, count + 1);

	for (size_t i = 0; i < count; i++)
		names[i] = text_of(err_name(codes[i]));
	return sql_task_failed(
		s, (struct sql_task_failed){ .task_id = id, .any = count == 0, .codes = names, .codes_count = count },
		out);
}

/* What is tried again to be taken back is still what the first task did. */
enum err task_retry(struct scope *s, int64_t id, const enum err *codes, size_t count, int64_t *again)
{
	struct sql_task_failed_rows rows;
	struct sql_task_get_row t;
	int64_t *ids;
	bool undo;

	TRY(task_read(s, id, &t));
	TRY(failed_of(s, id, codes, count, &rows));
	if (rows.count == 0)
		return fail(s, ERR_TASK_NOTHING, "no order of it failed%s", count ? " so" : "");
	ids = ARENA_ARRAY(s->arena, int64_t, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = rows.at[i].order_id;
	undo = text_is(t.kind, kinds[TASK_KIND_UNDO]);
	*again = id_next(s->ids);
	return db_transact(s, make_body,
			   &(struct task_make){ .id = *again,
						.kind = undo ? TASK_KIND_UNDO : TASK_KIND_UPDATE,
						.mode = t.mode,
						.release = t.release != 0,
						.of_task = undo ? t.of_task : id,
						.ids = ids,
						.count = rows.count });
}

struct undoing {
	struct task_make make;
	int64_t of_task;
};

static enum err undo(struct scope *s, void *arg)
{
	struct undoing *u = arg;
	struct sql_task_get_row t;
	int64_t changed;

	TRY(task_read(s, u->of_task, &t));
	if (t.undone_by == u->make.id)
		return OK; /* it was committed; only the answer was lost */
	TRY(sql_task_undone(s, (struct sql_task_undone){ .id = u->of_task, .was = 0, .undone_by = u->make.id },
			    &changed));
	if (changed == 0)
		return fail(s, ERR_TASK_UNDONE, "task %lld took it back", (long long)t.undone_by);
	return task_make(s, &u->make);
}

enum err task_undo(struct scope *s, int64_t id, int64_t *back)
{
	struct undoing u = { .of_task = id, .make = { .kind = TASK_KIND_UNDO, .of_task = id } };
	struct sql_task_undoable_rows rows;
	struct sql_task_get_row t;
	int64_t *ids;

	TRY(task_read(s, id, &t));
	if (t.ended_at == 0)
		return fail(s, ERR_TASK_RUNS, "%lld of its %lld orders have no result yet",
			    (long long)(t.total - t.succeeded - t.failed), (long long)t.total);
	TRY(sql_task_undoable(s, (struct sql_task_undoable){ id }, &rows));
	if (rows.count == 0)
		return fail(s, ERR_TASK_NOTHING, "it changed no order that could be as it was before");
	ids = ARENA_ARRAY(s->arena, int64_t, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		ids[i] = rows.at[i].order_id;
	*back = u.make.id = id_next(s->ids);
	u.make.mode = t.mode;
	u.make.ids = ids;
	u.make.count = rows.count;
	return db_transact(s, undo, &u);
}

/* ---- told ---- */

struct seeing {
	const int64_t *ids;
	size_t count;
};

static enum err see(struct scope *s, void *arg)
{
	const struct seeing *x = arg;

	return sql_task_seen(
		s,
		(struct sql_task_seen){ .user_id = s->actor_id, .now = s->now, .ids = x->ids, .ids_count = x->count },
		NULL);
}

enum err task_seen(struct scope *s, const int64_t *ids, size_t count)
{
	return db_transact(s, see, &(struct seeing){ ids, count });
}

/* ---- forgotten: the numbers tell the age ---- */

enum err task_expire(struct scope *s, int64_t people_now)
{
	int64_t before = id_floor(s->now - TASK_KEPT_DAYS * DAY_MS);

	TRY(sql_task_expire_undo(s, (struct sql_task_expire_undo){ .now = people_now }, NULL));
	TRY(sql_task_expire_traces(
		s, (struct sql_task_expire_traces){ .before_id = id_floor(s->now - TASK_TRACE_KEPT_DAYS * DAY_MS) },
		NULL));
	TRY(sql_task_expire_jobs(s, (struct sql_task_expire_jobs){ .before = s->now - TASK_TRACE_KEPT_DAYS * DAY_MS },
				 NULL));
	TRY(sql_task_expire_items(s, (struct sql_task_expire_items){ .before_id = before }, NULL));
	return sql_task_expire(s, (struct sql_task_expire){ .before_id = before }, NULL);
}
