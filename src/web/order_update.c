/* web/order_update.c - "Update order": what it would come to, and the task that carries it out. */
#include "web/body.h"
#include "web/handlers.h"
#include "web/order_page.h"
#include "web/view_task.h"
#include "work/node.h"
#include <stdlib.h>

enum { IDS_MAX = 3000 }; /* what a request's body has room for */

static bool may_see_people(const struct call *c) { return right_held(c->session.rights, RIGHT_READ_PEOPLE); }

/* What a person chose: ids, or all that fit the filters of the address, but some. */
struct choice {
	struct task_new task;
	struct text plan;
	bool filtered, capped;
};

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Those that fit, but these; at most as many as a task has. */
static void leave_out(struct order_ids *ids, int64_t *but, size_t but_count)
{
	size_t kept = 0;

	if (but_count)
		qsort(but, but_count, sizeof *but, by_id);
	for (size_t i = 0; i < ids->count; i++)
		if (but_count == 0 || !bsearch(&ids->at[i], but, but_count, sizeof *but, by_id))
			ids->at[kept++] = ids->at[i];
	ids->capped |= kept > TASK_ORDERS_MAX;
	ids->count = kept > TASK_ORDERS_MAX ? TASK_ORDERS_MAX : kept;
}

static enum err choose_all(struct scope *s, const struct call *c, struct order_parameters *p, struct choice *x)
{
	struct json list = json_at(c->body, "but");
	int64_t *but = NULL;
	size_t but_count = 0;
	struct order_ids ids;
	struct order_query q;

	if (json_kind(list) != JSON_NONE && !(json_kind(list) == JSON_ARRAY && json_count(list) == 0))
		TRY(body_ids(s, c->body, "but", IDS_MAX, &but, &but_count));
	TRY(order_query_read(s, p, may_see_people(c), &q));
	TRY(order_page_ids(s, &q, TASK_ORDERS_MAX + but_count, &ids));
	leave_out(&ids, but, but_count);
	x->task.ids = ids.at;
	x->task.count = ids.count;
	x->capped = ids.capped;
	x->filtered = true;
	return OK;
}

static enum err choose_some(struct scope *s, const struct call *c, const struct order_parameters *p, struct choice *x)
{
	int64_t *ids;

	for (int i = 0; i <= ORDER_P_TAB; i++)
		if (p->at[i].value.at)
			return fail(s, ERR_BAD_REQUEST, "\"ids\" stands alone, not beside \"%s\"", p->at[i].name);
	if (json_kind(json_at(c->body, "but")) != JSON_NONE)
		return fail(s, ERR_BAD_REQUEST, "\"ids\" stands alone, not beside \"but\"");
	TRY(body_ids(s, c->body, "ids", IDS_MAX, &ids, &x->task.count));
	x->task.ids = ids;
	return OK;
}

static enum err read_choice(struct scope *s, const struct call *c, bool confirmed, struct choice *x)
{
	static const char *const members[] = { "ids", "but", "mode", "release", "plan" };
	struct order_parameters p = order_parameters();
	struct text mode;

	*x = (struct choice){ 0 };
	TRY(call_parameters(s, c, p.at, ORDER_P_TAB + 1));
	TRY(call_members(s, c, members, confirmed ? 5 : 4));
	TRY(body_text(s, c->body, "mode", &mode));
	if (!merge_mode_find(mode, &x->task.mode))
		return fail(s, ERR_BAD_REQUEST, "\"mode\" is keep or take");
	TRY(body_bool(s, c->body, "release", &x->task.release));
	TRY(body_text_may(s, c->body, "plan", &x->plan));
	return json_kind(json_at(c->body, "ids")) == JSON_NONE ? choose_all(s, c, &p, x) : choose_some(s, c, &p, x);
}

enum err orders_update_check(struct scope *s, struct call *c)
{
	struct view_update_refusal *at;
	struct view_update_checked v;
	struct task_check check;
	struct choice x;

	TRY(read_choice(s, c, false, &x));
	TRY(task_check(s, &x.task, &check));
	at = ARENA_ARRAY(s->arena, struct view_update_refusal, check.refusal_count + 1);
	for (size_t i = 0; i < check.refusal_count; i++)
		at[i] = (struct view_update_refusal){ view_trouble_of(check.refusals[i].code, TEXT("")),
						      check.refusals[i].count, check.refusals[i].example };
	v = (struct view_update_checked){
		.total = check.total,
		.capped = x.capped,
		.eligible = check.eligible,
		.shops = check.shops,
		.by_release = check.by_release,
		.refusals = { at, check.refusal_count },
		.plan = view_plan_of(s, &check.plan, check.digest),
		.seconds = check.seconds,
	};
	view_update_checked_write(&c->json, NULL, &v);
	return OK;
}

/* All that fit a filter is much, and nobody has ticked it: what was shown is confirmed. */
enum err orders_update(struct scope *s, struct call *c)
{
	struct view_task_whole v;
	struct choice x;
	int64_t id;

	TRY(read_choice(s, c, true, &x));
	if (x.filtered && !x.plan.at)
		return fail(s, ERR_BAD_REQUEST, "without \"ids\" the body must have the \"plan\" that the check gave");
	TRY(task_add(s, &x.task, x.plan, &id));
	if (c->web->node)
		node_wake(c->web->node);
	TRY(view_task_read(s, id, c->session.user_id, &v));
	view_task_write(&c->json, NULL, &v.task);
	return OK;
}
