/* lab/lab_tasks.c - people of the lab update orders by tasks, and cancel, repeat or take back tasks, all by the API; and what
 * must hold of tasks: each order has its result once, counts are exact, and all of them end. */
#include "base/instant.h"
#include "lab/lab_people.h"
#include "store/sql.h"
#include "work/task.h"

enum { AT_ONCE = 12, WRITES = 20, SENDS = 3, CANCEL_MAX_MS = 1500, SHOWN = 3 };

static uint64_t below(struct person *p, uint64_t n) { return rand_below(&p->lab->chance, n); }

static bool one_in(struct person *p, uint64_t n) { return below(p, n) == 0; }

/* ---- which orders ---- */

/* "id","id" … of a tab, with a liking for those that somebody changed here. */
static size_t choose(struct person *p, struct scope *s, const char *tab, struct buffer *ids)
{
	struct json body, items;
	size_t count = 0;

	if (!person_ask(p, s, "GET", text_format(s->arena, "/orders?limit=100&tab=%s", tab), (struct text){ 0 }, &body))
		return 0;
	items = json_at(body, "items");
	for (struct json v = json_first(items); json_kind(v) != JSON_NONE && count < AT_ONCE; v = json_next(items, v))
		if (one_in(p, json_is_true(json_at(v, "edited")) ? 2 : 12))
			buffer_format(ids, "%s\"%.*s\"", count++ ? "," : "", TEXT_ARG(json_text(json_at(v, "id"))));
	return count;
}

struct wish {
	struct text ids;
	const char *mode, *release;
};

static struct text body_of(struct scope *s, const struct wish *x, struct text plan)
{
	struct text more = plan.at ? text_format(s->arena, ",\"plan\":\"%.*s\"", TEXT_ARG(plan)) : TEXT("");

	return text_format(s->arena, "{\"ids\":[%.*s],\"mode\":\"%s\",\"release\":%s%.*s}", TEXT_ARG(x->ids), x->mode,
			   x->release, TEXT_ARG(more));
}

/* ---- confirmed as shown ---- */

/* The digest of what was shown; {0}: nothing was, or nothing of it can be done. */
static struct text check(struct person *p, struct scope *s, const struct wish *x)
{
	struct json out;
	int64_t eligible = 0;

	if (!person_ask(p, s, "POST", TEXT("/orders/update/check"), body_of(s, x, (struct text){ 0 }), &out) ||
	    !json_int(json_at(out, "eligible"), &eligible) || eligible == 0)
		return (struct text){ 0 };
	return text_copy(s->arena, json_text(json_path(out, "plan.digest")));
}

static bool is_frozen(struct person *p, struct scope *s, struct text id)
{
	struct json order;

	return person_ask(p, s, "GET", text_format(s->arena, "/orders/%.*s", TEXT_ARG(id)), (struct text){ 0 },
			  &order) &&
	       text_is(json_text(json_at(order, "state")), "frozen");
}

static bool freeze(struct person *p, struct scope *s, struct text id)
{
	struct text body =
		text_format(s->arena, "{\"ids\":[\"%.*s\"],\"deed\":\"freeze\",\"why\":\"to see\"}", TEXT_ARG(id));
	int64_t done = 0;
	struct json out;

	return person_ask(p, s, "POST", TEXT("/orders/deeds"), body, &out) && json_int(json_at(out, "done"), &done) &&
	       done == 1;
}

/* Shown, then another thing is confirmed, or one of the orders is frozen meanwhile: nobody does what was not shown. Where
 * several processes have people, another of them may unfreeze it. */
static void confirm_what_moved(struct person *p, struct scope *s, const struct wish *wanted)
{
	bool freezes = p->lab->node_count == 1 && below(p, 2), frozen;
	struct wish x = *wanted, one = *wanted;
	struct text rest = wanted->ids, plan, id;
	struct json out;

	(void)text_cut(&rest, ',', &one.ids);
	id = (struct text){ one.ids.at + 1, one.ids.size - 2 };
	if (freezes && !check(p, s, &one).size)
		return; /* it could not be updated anyway */
	plan = check(p, s, &x);
	if (!plan.size || (freezes && !freeze(p, s, id)))
		return;
	if (!freezes)
		x.mode = *x.mode == 'k' ? "take" : "keep";
	if (person_ask(p, s, "POST", TEXT("/orders/update"), body_of(s, &x, plan), &out)) {
		frozen = freezes && is_frozen(p, s, id);
		if (frozen || !freezes)
			lab_broken(p->lab, HOLDS_plan_kept, "a task does not do what was shown%s",
				   frozen ? ": an order of it is frozen by now" : ", but takes the other side");
	} else if (text_is(json_text(json_at(out, "code")), "plan_moved"))
		lab_reached(p->lab, RARE_plan_moved);
}

/* ---- updates ---- */

/* A task that was asked for just now may be cut off in its midst: as it writes, or while the channel is asked. */
static void threaten(struct person *p)
{
	bool writes = below(p, 2);
	int64_t after = 1 + (int64_t)below(p, writes ? WRITES : SENDS);

	if (!p->lab->options->calm && one_in(p, 3))
		sim_world_kill_after(p->lab->world, p->node->process, writes ? "db write" : "send", after);
}

static void cancel(struct person *p, struct scope *s, struct text id)
{
	struct json out;

	sim_world_sleep(p->lab->world, (int64_t)below(p, CANCEL_MAX_MS));
	(void)person_ask(p, s, "POST", text_format(s->arena, "/tasks/%.*s/cancel", TEXT_ARG(id)), (struct text){ 0 },
			 &out);
}

static void update_some(struct person *p, struct scope *s)
{
	static const char *const tabs[] = { "pending", "pending", "pending", "void", "frozen" };
	const char *tab = tabs[below(p, sizeof tabs / sizeof *tabs)];
	struct buffer ids = buffer_in(s->arena);
	struct wish x = { .mode = below(p, 4) ? "keep" : "take" };
	struct text plan = { 0 };
	struct json out;

	x.release = below(p, 2) ? "true" : "false";
	if (choose(p, s, tab, &ids) == 0)
		return;
	x.ids = buffer_text(&ids);
	if (one_in(p, 4)) {
		confirm_what_moved(p, s, &x);
		return;
	}
	if (one_in(p, 2))
		plan = check(p, s, &x);
	if (!person_ask(p, s, "POST", TEXT("/orders/update"), body_of(s, &x, plan), &out))
		return;
	lab_reached(p->lab, RARE_updated);
	if (one_in(p, 5))
		cancel(p, s, text_copy(s->arena, json_text(json_at(out, "id"))));
	else
		threaten(p);
}

/* ---- afterwards ---- */

/* What ended lately, or {0}. */
static struct json ended_task(struct person *p, struct scope *s, const char *query, const char *count)
{
	struct json body, items;
	int64_t n;

	if (!person_ask(p, s, "GET", text_format(s->arena, "/tasks?limit=20&%s", query), (struct text){ 0 }, &body))
		return (struct json){ NULL };
	items = json_at(body, "items");
	for (struct json v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v))
		if (json_int(json_at(v, count), &n) && n > 0 && below(p, 3))
			return v;
	return (struct json){ NULL };
}

static void again(struct person *p, struct scope *s)
{
	struct text id = json_text(json_at(ended_task(p, s, "state=done", "failed"), "id"));
	struct json out;

	if (id.size)
		(void)person_ask(p, s, "POST", text_format(s->arena, "/tasks/%.*s/retry", TEXT_ARG(id)),
				 TEXT("{\"codes\":[]}"), &out);
}

static void undo(struct person *p, struct scope *s)
{
	struct text id = json_text(json_at(ended_task(p, s, "kind=update", "succeeded"), "id"));
	struct json out;

	if (id.size &&
	    person_ask(p, s, "POST", text_format(s->arena, "/tasks/%.*s/undo", TEXT_ARG(id)), (struct text){ 0 }, &out))
		threaten(p);
}

void person_tasks(struct person *p, struct scope *s)
{
	uint64_t chance = below(p, 10);

	if (chance < 6)
		update_some(p, s);
	else if (chance < 8)
		undo(p, s);
	else
		again(p, s);
}

/* ---- what must hold ---- */

static enum err judge_counts(struct lab *l, struct scope *s)
{
	struct sql_lab_miscounted_tasks_rows rows;

	TRY(sql_lab_miscounted_tasks(s, &rows));
	for (size_t i = 0; i < rows.count && i < SHOWN; i++) {
		const struct sql_lab_miscounted_tasks_row *r = &rows.at[i];

		lab_broken(l, HOLDS_counts_of_tasks,
			   "task %lld is %.*s with %lld of %lld orders, %lld succeeded, %lld failed; of %lld %lld are "
			   "done, "
			   "%lld failed, %lld wait, %lld cancelled",
			   (long long)r->id, TEXT_ARG(r->state), (long long)r->gathered, (long long)r->total,
			   (long long)r->succeeded, (long long)r->failed, (long long)r->has, (long long)r->has_done,
			   (long long)r->has_failed, (long long)r->has_waiting, (long long)r->has_cancelled);
	}
	return OK;
}

static enum err judge_changed(struct lab *l, struct scope *s)
{
	struct sql_lab_changed_oddly_rows rows;

	TRY(sql_lab_changed_oddly(s, &rows));
	for (size_t i = 0; i < rows.count && i < SHOWN; i++)
		lab_broken(l, HOLDS_changed_once,
			   "order %lld was changed %lld times more by \"%.*s\" than results of tasks say",
			   (long long)rows.at[i].order_id, (long long)rows.at[i].more, TEXT_ARG(rows.at[i].kind));
	return OK;
}

static enum err judge_all(struct scope *s, void *arg)
{
	struct lab *l = arg;
	struct sql_lab_tasks_came_to_row to;

	TRY(judge_counts(l, s));
	if (world_mono(l->world) < TASK_KEPT_DAYS * DAY_MS) /* then they are forgotten */
		TRY(judge_changed(l, s));
	TRY(sql_lab_tasks_came_to(s, &to));
	const struct {
		int64_t count;
		enum rare rare;
	} reached[] = { { to.merged, RARE_merged },          { to.collided, RARE_collided },
			{ to.mixed, RARE_refused_in_batch }, { to.retried, RARE_retried },
			{ to.undone, RARE_undone },          { to.cancelled, RARE_task_cancelled } };
	for (size_t i = 0; i < sizeof reached / sizeof *reached; i++)
		if (reached[i].count)
			lab_reached(l, reached[i].rare);
	return OK;
}

/* As with stock: who judges may be as unlucky with the database as the others. */
enum err judge_tasks(struct lab *l, struct scope *s)
{
	enum err e = db_transact(s, judge_all, l);

	return l->over ? e : OK;
}

enum err judge_ended(struct lab *l, struct scope *s)
{
	struct sql_lab_tasks_open_rows rows;

	TRY(sql_lab_tasks_open(s, &rows));
	if (rows.count)
		lab_broken(l, HOLDS_tasks_end,
			   "%zu tasks have not ended; task %lld is %.*s, its job \"%.*s\" %.*s %.*s: %.*s", rows.count,
			   (long long)rows.at[0].id, TEXT_ARG(rows.at[0].state), TEXT_ARG(rows.at[0].kind),
			   TEXT_ARG(rows.at[0].job_state), TEXT_ARG(rows.at[0].code),
			   TEXT_ARG(text_limit(rows.at[0].detail, 80)));
	return OK;
}
