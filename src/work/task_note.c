/* work/task_note.c - for the jobs that carry tasks out: which orders wait, and what became of them. */
#include "base/instant.h"
#include "work/expire.h"
#include "work/task_inner.h"

enum { WORDS_MAX = 500 };

enum err task_next(struct scope *s, int64_t task_id, int64_t shop_id, size_t most, struct task_waiting *out)
{
	struct sql_task_waiting_rows rows;
	struct sql_task_get_row t;

	*out = (struct task_waiting){ 0 };
	TRY(task_read(s, task_id, &t));
	if (!text_is(t.state, task_state_name(TASK_RUN)))
		return OK;
	if (!merge_mode_find(t.mode, &out->mode))
		return fail(s, ERR_DB_CORRUPT, "task %lld has no mode that this version knows", (long long)task_id);
	out->release = t.release != 0;
	out->user_id = t.user_id;
	TRY(sql_task_waiting(
		s, (struct sql_task_waiting){ .task_id = task_id, .shop_id = shop_id, .max = (int64_t)most }, &rows));
	out->ids = ARENA_ARRAY(s->arena, int64_t, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		out->ids[out->count++] = rows.at[i].order_id;
	return OK;
}

static struct text or_empty(struct text t) { return t.at ? t : TEXT(""); }

static struct sql_task_item_note note_of(struct scope *s, int64_t task_id, const struct task_result *r)
{
	bool done = r->code == OK;

	return (struct sql_task_item_note){
		.task_id = task_id,
		.order_id = r->order_id,
		.state = text_of(task_item_state_name(done ? TASK_ITEM_DONE : TASK_ITEM_FAILED)),
		.outcome = done ? text_of(merge_outcome_name(r->outcome)) : TEXT(""),
		.code = done ? TEXT("") : text_of(err_name(r->code)),
		.words = done ? TEXT("") : text_limit(or_empty(r->words), WORDS_MAX),
		.before = r->before,
		.after = r->after,
		.undo = done ? or_empty(r->undo) : TEXT(""),
		.taken = done ? or_empty(r->taken) : TEXT(""),
		.at = s->now,
		.expire_at = done && r->undo_people ? s->now + PEOPLE_KEPT_DAYS * DAY_MS : 0,
	};
}

static enum err keep_traces(struct scope *s, int64_t task_id, const struct task_result *results, size_t count)
{
	struct sql_task_trace_put *rows = ARENA_ARRAY(s->arena, struct sql_task_trace_put, count + 1);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (results[i].code != OK && results[i].trace.size)
			rows[kept++] = (struct sql_task_trace_put){ task_id, results[i].order_id, results[i].trace };
	return kept ? sql_task_trace_put(s, rows, kept, NULL) : OK;
}

enum err task_note(struct scope *s, int64_t task_id, const struct task_result *results, size_t count)
{
	struct sql_task_item_note *rows = ARENA_ARRAY(s->arena, struct sql_task_item_note, count + 1);
	struct sql_task_count counts = { .id = task_id, .now = s->now };
	int64_t changed;

	for (size_t i = 0; i < count; i++) {
		rows[i] = note_of(s, task_id, &results[i]);
		if (results[i].code == OK)
			counts.succeeded++;
		else
			counts.failed++;
		counts.asking += results[i].code == OK && results[i].outcome == OUTCOME_NEEDS_DECISION;
	}
	TRY(sql_task_count(s, counts, &changed)); /* its row first: whoever cancels waits, or has cancelled */
	if (changed == 1)
		TRY(sql_task_item_note(s, rows, count, &changed));
	else
		changed = 0;
	if (changed != (int64_t)count)
		return fail(s, ERR_CONFLICT, "an order of task %lld does not wait any more", (long long)task_id);
	return keep_traces(s, task_id, results, count);
}
