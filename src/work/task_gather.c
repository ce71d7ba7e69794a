/* work/task_gather.c - the orders of a task are written down, those that are refused at once with why; then each shop's job
 * is woken.
 *
 * A batch is a transaction, which says how far it came: a job that is cut off goes on behind it. */
#include "base/id.h"
#include "work/node.h"
#include "work/task_inner.h"

struct gathering {
	int64_t id;
	struct sql_task_get_row task; /* as it was read first */
	bool undo;
	int64_t *ids;
	size_t count, at, some; /* at: so many are written down */
	bool stands;            /* the task still gathers, and from here on */
};

static enum err attempts_of(struct scope *s, const struct gathering *g, const int64_t *ids,
			    struct sql_task_attempts_rows *out)
{
	*out = (struct sql_task_attempts_rows){ 0 };
	if (g->task.of_task == 0 || g->undo)
		return OK;
	return sql_task_attempts(
		s, (struct sql_task_attempts){ .task_id = g->task.of_task, .ids = ids, .ids_count = g->some }, out);
}

static struct sql_task_item_put item_of(struct scope *s, const struct gathering *g, const struct task_stand *o)
{
	struct sql_task_item_put row = {
		.task_id = g->id,
		.order_id = o->order_id,
		.shop_id = o->shop ? o->shop->id : 0,
		.state = text_of(task_item_state_name(TASK_ITEM_WAITING)),
		.code = TEXT(""),
		.words = TEXT(""),
		.before = o->ver,
		.at = s->now,
	};
	/* To take back asks nothing of a channel or of the stock: the order itself says whether it can be. */
	enum err why = g->undo && o->shop ? OK : task_refuse(s, o, g->task.release != 0);

	if (why == OK)
		return row;
	row.state = text_of(task_item_state_name(TASK_ITEM_FAILED));
	row.code = text_of(err_name(why));
	row.words = s->words;
	row.attempts = 1;
	return row;
}

/* All orders are written down: the shops whose orders wait begin. What is taken back waits for no shop. */
static enum err begin(struct scope *s, const struct gathering *g)
{
	struct text key = text_format(s->arena, "%lld", (long long)g->id);
	struct sql_task_shops_rows shops;

	if (g->undo)
		return OK;
	TRY(sql_task_shops(s, (struct sql_task_shops){ g->id }, &shops));
	for (size_t i = 0; i < shops.count; i++)
		TRY(job_wake(s, shops.at[i].shop_id, "update", key));
	return OK;
}

static enum err gather(struct scope *s, void *arg)
{
	struct gathering *g = arg;
	struct task_stander stander = { .arena = s->arena };
	struct task_stand *at = ARENA_ARRAY(s->arena, struct task_stand, g->some);
	struct sql_task_item_put *rows = ARENA_ARRAY(s->arena, struct sql_task_item_put, g->some);
	struct sql_task_attempts_rows before;
	int64_t refused = 0, changed;
	size_t next = 0;

	TRY(task_stands(s, &stander, g->ids + g->at, g->some, at));
	TRY(attempts_of(s, g, g->ids + g->at, &before));
	for (size_t i = 0; i < g->some; i++) {
		rows[i] = item_of(s, g, &at[i]);
		refused += rows[i].code.size > 0;
		if (next < before.count && before.at[next].order_id == at[i].order_id)
			rows[i].attempts += before.at[next++].attempts;
	}
	TRY(sql_task_gathered(s,
			      (struct sql_task_gathered){ .id = g->id,
							  .gathered = (int64_t)g->at,
							  .more = (int64_t)g->some,
							  .refused = refused,
							  .now = s->now },
			      &changed));
	g->stands = changed == 1;
	if (!g->stands)
		return OK; /* cancelled, done by another, or committed without our hearing of it */
	TRY(sql_task_item_put(s, rows, g->some, NULL));
	return g->at + g->some < g->count ? OK : begin(s, g);
}

static enum err gather_all(struct node *n, struct scope *s, struct gathering *g)
{
	struct sql_task_selection_row selection;

	TRY(sql_task_selection(s, (struct sql_task_selection){ g->id }, &selection));
	TRY(task_ids_read(s, selection.selection, &g->ids, &g->count));
	g->at = (size_t)g->task.gathered;
	while (g->at < g->count) {
		struct scope part;
		enum err e;

		if (node_stopping(n))
			return fail(s, ERR_STOPPING, "the rest is gathered when the program runs again");
		g->some = g->count - g->at < TASK_BATCH ? g->count - g->at : TASK_BATCH;
		scope_open(&part, s);
		e = db_transact(&part, gather, g);
		TRY(scope_end(&part, s, e));
		if (!g->stands)
			break;
		g->at += g->some;
	}
	if (n->crew)
		node_wake(n);
	return OK;
}

/* What is still to be gathered, then what is to be taken back. Anew where a commit's answer was lost. */
static enum err run(struct node *n, struct scope *s, int64_t id)
{
	struct gathering g = { .id = id };

	do {
		g.stands = true;
		TRY(task_read(s, id, &g.task));
		g.undo = text_is(g.task.kind, task_kind_name(TASK_KIND_UNDO));
		if (text_is(g.task.state, task_state_name(TASK_GATHER)))
			TRY(gather_all(n, s, &g));
	} while (!g.stands);
	return g.undo ? task_take_back(n, s, id, &g.task) : OK;
}

enum err task_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	int64_t id;
	enum err e;

	if (!text_to_int(job->key, &id))
		return fail(s, ERR_INTERNAL, "the job \"task\" names no task");
	e = run(n, s, id);
	if (job_waits(s, e, 0, end))
		return OK;
	end->done = e == OK || e == ERR_TASK_UNKNOWN; /* else orders would wait for ever: a disk is mended one day */
	return e;
}
