/* web/view_task.c - deeds on many orders, as the API shows them. */
#include "web/view_task.h"
#include "web/view_run.h"

static struct text or_null(struct text t) { return t.size ? t : (struct text){ 0 }; }

struct view_trouble view_trouble_of(enum err e, struct text words)
{
	return (struct view_trouble){ text_of(err_name(e)), text_of(err_sentence(e)), words.at ? words : TEXT(""),
				      text_of(err_cure(e)) };
}

struct view_task view_task_of(const struct sql_task_page_row *r, int64_t user_id)
{
	int64_t left = r->total - r->succeeded - r->failed;
	bool cancelled = text_is(r->state, task_state_name(TASK_CANCELLED));

	return (struct view_task){
		.id = r->id,
		.kind = r->kind,
		.state = r->state,
		.mode = r->mode,
		.release = r->release != 0,
		.of_task = r->of_task,
		.user = r->user_name,
		.mine = r->user_id == user_id,
		.made_at = r->made_at,
		.ended_at = r->ended_at,
		.seen = r->seen_at != 0,
		.undone_by = r->undone_by,
		.total = r->total,
		.waiting = cancelled ? 0 : left,
		.succeeded = r->succeeded,
		.failed = r->failed,
		.asking = r->asking,
		.cancelled = cancelled ? left : 0,
	};
}

/* ---- one task ---- */

static enum err put_outcomes(struct scope *s, int64_t id, struct view_task_outcome_list *out)
{
	struct sql_task_outcomes_rows rows;
	struct view_task_outcome *at;

	TRY(sql_task_outcomes(s, (struct sql_task_outcomes){ id }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_task_outcome, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		at[i] = (struct view_task_outcome){ rows.at[i].outcome, rows.at[i].count };
	*out = (struct view_task_outcome_list){ at, rows.count };
	return OK;
}

static enum err put_causes(struct scope *s, int64_t id, struct view_task_cause_list *out)
{
	struct sql_task_causes_rows rows;
	struct view_task_cause *at;

	TRY(sql_task_causes(s, (struct sql_task_causes){ id }, &rows));
	at = ARENA_ARRAY(s->arena, struct view_task_cause, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		at[i] = (struct view_task_cause){ *run_trouble(s, rows.at[i].code, rows.at[i].words), rows.at[i].count,
						  rows.at[i].order_id };
	*out = (struct view_task_cause_list){ at, rows.count };
	return OK;
}

enum err task_waits(struct scope *s, int64_t id, struct sql_task_waits_rows *out)
{
	return sql_task_waits(
		s, (struct sql_task_waits){ .task_id = id, .key = text_format(s->arena, "%lld", (long long)id) }, out);
}

/* A job that is at work waits for nothing. */
static const struct view_trouble *wait_trouble(struct scope *s, const struct sql_task_waits_row *r)
{
	return text_is(r->state, "ready") ? run_trouble(s, r->code, r->detail) : NULL;
}

static enum err put_waits(struct scope *s, int64_t id, struct view_task_wait_list *out)
{
	struct sql_task_waits_rows rows;
	struct view_task_wait *at;

	TRY(task_waits(s, id, &rows));
	at = ARENA_ARRAY(s->arena, struct view_task_wait, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_task_waits_row *r = &rows.at[i];
		bool later = text_is(r->state, "ready") && r->due_at > s->now;

		at[i] = (struct view_task_wait){ r->shop, r->waiting, wait_trouble(s, r), later ? r->due_at : 0 };
	}
	*out = (struct view_task_wait_list){ at, rows.count };
	return OK;
}

/* What has ended is retried and taken back, what has not is cancelled. */
static enum err put_moves(struct scope *s, const struct view_task *t, struct view_texts *out)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, 3);
	struct sql_task_undoable_any_row undoable = { 0 };

	*out = (struct view_texts){ at, 0 };
	if (!t->ended_at)
		at[out->count++] = TEXT("cancel");
	else if (text_is(t->kind, task_kind_name(TASK_KIND_UPDATE)) && !t->undone_by && t->succeeded)
		TRY(sql_task_undoable_any(s, (struct sql_task_undoable_any){ t->id }, &undoable));
	if (t->ended_at && t->failed)
		at[out->count++] = TEXT("retry");
	if (undoable.count)
		at[out->count++] = TEXT("undo");
	return OK;
}

enum err view_task_read(struct scope *s, int64_t id, int64_t user_id, struct view_task_whole *out)
{
	struct sql_task_page_rows rows;
	int64_t seconds = 0;

	TRY(sql_task_page(s,
			  (struct sql_task_page){ .before_id = id + 1, .state = TEXT(""), .kind = TEXT(""), .max = 1 },
			  &rows));
	if (rows.count == 0 || rows.at[0].id != id)
		return fail(s, ERR_TASK_UNKNOWN, "there is no task %lld", (long long)id);
	*out = (struct view_task_whole){ .task = view_task_of(rows.at, user_id) };
	TRY(put_outcomes(s, id, &out->task_more.outcomes));
	TRY(put_causes(s, id, &out->task_more.causes));
	if (!out->task.ended_at) {
		TRY(put_waits(s, id, &out->task_more.waits));
		TRY(task_seconds(s, id, &seconds));
	}
	out->task_more.seconds = (struct view_int){ !out->task.ended_at, seconds };
	return put_moves(s, &out->task, &out->task_more.moves);
}

/* ---- many ---- */

static enum err page_rows(struct scope *s, const struct task_query *q, struct sql_task_page_rows *out)
{
	struct sql_task_page_of_rows mine;

	if (!q->mine && !q->unseen)
		return sql_task_page(
			s,
			(struct sql_task_page){
				.before_id = q->before, .state = q->state, .kind = q->kind, .max = q->limit + 1 },
			out);
	TRY(sql_task_page_of(s,
			     (struct sql_task_page_of){ .user_id = q->user_id,
							.before_id = q->before,
							.state = q->state,
							.kind = q->kind,
							.unseen = q->unseen,
							.max = q->limit + 1 },
			     &mine));
	*out = (struct sql_task_page_rows){ ARENA_ARRAY(s->arena, struct sql_task_page_row, mine.count + 1),
					    mine.count };
	for (size_t i = 0; i < mine.count; i++) {
		const struct sql_task_page_of_row *r = &mine.at[i];

		out->at[i] = (struct sql_task_page_row){ r->id,      r->kind,      r->state,   r->mode,
							 r->release, r->of_task,   r->user_id, r->user_name,
							 r->made_at, r->ended_at,  r->seen_at, r->undone_by,
							 r->total,   r->succeeded, r->failed,  r->asking };
	}
	return OK;
}

enum err view_tasks(struct scope *s, const struct task_query *q, struct view_task_page *out)
{
	struct sql_task_page_rows rows;
	struct view_task *at;
	size_t shown;

	TRY(page_rows(s, q, &rows));
	shown = rows.count > (size_t)q->limit ? (size_t)q->limit : rows.count;
	at = ARENA_ARRAY(s->arena, struct view_task, shown + 1);
	for (size_t i = 0; i < shown; i++)
		at[i] = view_task_of(&rows.at[i], q->user_id);
	out->items = (struct view_task_list){ at, shown };
	out->next = rows.count > shown ? at[shown - 1].id : 0;
	return OK;
}

/* ---- the orders of one ---- */

static enum err item_ids(struct scope *s, const struct task_item_query *q, int64_t **ids, size_t *count)
{
	struct sql_task_item_page_code_rows failed = { 0 };
	struct sql_task_item_page_rows all = { 0 };

	if (q->code.size)
		TRY(sql_task_item_page_code(
			s, (struct sql_task_item_page_code){ q->task_id, q->after, q->code, q->limit + 1 }, &failed));
	else
		TRY(sql_task_item_page(s, (struct sql_task_item_page){ q->task_id, q->after, q->state, q->limit + 1 },
				       &all));
	*count = failed.count + all.count;
	*ids = ARENA_ARRAY(s->arena, int64_t, *count + 1);
	for (size_t i = 0; i < *count; i++)
		(*ids)[i] = q->code.size ? failed.at[i].order_id : all.at[i].order_id;
	return OK;
}

enum err task_item_rows(struct scope *s, const struct task_item_query *q, struct sql_task_items_rows *out)
{
	int64_t *ids;
	size_t count;

	*out = (struct sql_task_items_rows){ 0 };
	TRY(item_ids(s, q, &ids, &count));
	return count ? sql_task_items(
			       s, (struct sql_task_items){ .task_id = q->task_id, .ids = ids, .ids_count = count }, out)
		     : OK;
}

static struct view_texts words_of(struct scope *s, struct text t)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, t.size / 2 + 1);
	struct view_texts out = { at, 0 };

	while (text_cut(&t, ' ', &at[out.count]))
		out.count++;
	return out;
}

static const struct view_trouble *problem_of(struct scope *s, const struct sql_task_items_row *r,
					     const struct sql_task_waits_rows *waits)
{
	if (!text_is(r->state, task_item_state_name(TASK_ITEM_WAITING)))
		return run_trouble(s, r->code, r->words);
	for (size_t i = 0; i < waits->count; i++)
		if (waits->at[i].shop_id == r->shop_id)
			return wait_trouble(s, &waits->at[i]);
	return NULL;
}

struct view_task_item view_task_item_of(struct scope *s, const struct sql_task_items_row *r,
					const struct sql_task_waits_rows *waits)
{
	return (struct view_task_item){
		.order_id = r->order_id,
		.number = r->number,
		.shop = r->shop,
		.state = r->state,
		.outcome = or_null(r->outcome),
		.problem = problem_of(s, r, waits),
		.taken = words_of(s, r->taken),
		.attempts = r->attempts,
		.at = r->at,
		.undoable = r->undoable != 0,
		.traced = r->traced != 0,
	};
}

/* ---- plans ---- */

struct view_plan view_plan_of(struct scope *s, const struct plan *p, struct text digest)
{
	struct view_plan_step *at = ARENA_ARRAY(s->arena, struct view_plan_step, p->count + 1);

	for (size_t i = 0; i < p->count; i++) {
		enum plan_step_kind k = p->steps[i].kind;

		at[i] = (struct view_plan_step){
			.step = text_of(plan_step_name(k)),
			.label = { text_of(plan_step_words(k)), text_of(plan_step_zh(k)) },
			.touch = text_of(plan_touch_name(plan_step_touch(k))),
			.pieces = p->steps[i].pieces,
			.undoable = plan_step_undoable(k),
		};
	}
	return (struct view_plan){ .steps = { at, p->count }, .undoable = p->undoable, .digest = digest };
}
