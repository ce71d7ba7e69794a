/* work/task_undo.c - what a task did is taken back, order by order, where nothing came after. */
#include "work/node.h"
#include "work/task_inner.h"
#include "work/update.h"

enum { SOME = 100 };

struct taking {
	int64_t task_id, of_task, order_id, shop_id;
	struct task_result result;
	bool noting; /* refused by the note, not by the order */
};

static enum err ver_of(struct scope *s, int64_t order_id, int64_t *out)
{
	struct sql_task_stands_rows rows;

	TRY(sql_task_stands(s, (struct sql_task_stands){ .ids = &order_id, .ids_count = 1 }, &rows));
	*out = rows.count ? rows.at[0].ver : 0;
	return OK;
}

static enum err take_back(struct scope *s, void *arg)
{
	struct taking *t = arg;

	t->noting = false;
	t->result = (struct task_result){ .order_id = t->order_id, .outcome = OUTCOME_UPDATED };
	TRY(shop_note_change(s, t->shop_id));
	TRY(ver_of(s, t->order_id, &t->result.before));
	TRY(update_undo(s, t->of_task, t->order_id));
	TRY(ver_of(s, t->order_id, &t->result.after));
	t->noting = true;
	return task_note(s, t->task_id, &t->result, 1);
}

static enum err note_refused(struct scope *s, void *arg)
{
	const struct taking *t = arg;

	return task_note(s, t->task_id, &t->result, 1);
}

/* What a person may be told of one order, and go on with the next; all else ends the job, which comes back. */
static bool is_refusal(enum err e) { return update_ends(e, false, UPDATE_ATTEMPTS_MAX); }

static enum err take_back_one(struct scope *s, struct taking *t)
{
	enum err e = db_transact(s, take_back, t);

	if (e == ERR_CONFLICT && t->noting)
		return OK; /* cancelled meanwhile, or committed without our hearing of it */
	if (!is_refusal(e))
		return e;
	t->result = (struct task_result){ .order_id = t->order_id, .code = e, .words = s->words };
	e = db_transact(s, note_refused, t);
	return e == ERR_CONFLICT ? OK : e;
}

static enum err take_back_some(struct node *n, struct scope *s, struct taking *t, bool *more)
{
	struct sql_task_waiting_all_rows rows;
	struct sql_task_get_row task;

	*more = false;
	TRY(task_read(s, t->task_id, &task));
	if (!text_is(task.state, task_state_name(TASK_RUN)))
		return OK;
	s->actor_id = task.user_id;
	TRY(sql_task_waiting_all(s, (struct sql_task_waiting_all){ .task_id = t->task_id, .max = SOME }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		if (node_stopping(n))
			return fail(s, ERR_STOPPING, "the rest is taken back when the program runs again");
		t->order_id = rows.at[i].order_id;
		t->shop_id = rows.at[i].shop_id;
		TRY(take_back_one(s, t));
	}
	*more = rows.count > 0;
	return OK;
}

enum err task_take_back(struct node *n, struct scope *s, int64_t id, const struct sql_task_get_row *task)
{
	struct taking t = { .task_id = id, .of_task = task->of_task };
	bool more = true;

	while (more) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = take_back_some(n, &part, &t, &more);
		TRY(scope_end(&part, s, e));
	}
	return OK;
}
