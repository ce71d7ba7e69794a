/* main/cmd_task.c - orders are updated by their numbers; tasks and what became of each order are shown. */
#include "base/instant.h"
#include "main/command.h"
#include "web/order_page.h"
#include "web/view_task.h"
#include <stdio.h>
#include <string.h>

enum { LOOK_MS = 200, UPDATE_MAX_MS = 30 * MINUTE_MS, ITEMS_USUAL = 50, ITEMS_MAX = 200, SAME_NUMBER_MAX = 20 };

static struct text or_empty(struct text t) { return t.at ? t : TEXT(""); }

/* ---- shown ---- */

static void print_task(struct scope *s, const struct view_task *t)
{
	printf("%lld  %-6.*s  %-9.*s  %.*s  %lld orders: %lld succeeded, %lld failed", (long long)t->id,
	       TEXT_ARG(t->kind), TEXT_ARG(t->state), TEXT_ARG(instant_format(s->arena, t->made_at)),
	       (long long)t->total, (long long)t->succeeded, (long long)t->failed);
	if (t->asking)
		printf(", %lld ask for a decision", (long long)t->asking);
	if (t->waiting)
		printf(", %lld wait", (long long)t->waiting);
	if (t->cancelled)
		printf(", %lld cancelled", (long long)t->cancelled);
	printf("\n");
}

static void print_item(const struct view_task_item *i)
{
	const struct view_trouble *p = i->problem;
	struct text what = or_empty(i->outcome);

	if (p)
		printf("%-20.*s  %s%.*s: %.*s %.*s\n", TEXT_ARG(i->number),
		       text_is(i->state, task_item_state_name(TASK_ITEM_WAITING)) ? "waiting, " : "", TEXT_ARG(p->code),
		       TEXT_ARG(p->detail.size ? p->detail : p->title), TEXT_ARG(p->cure));
	else
		printf("%-20.*s  %.*s\n", TEXT_ARG(i->number), TEXT_ARG(what.size ? what : i->state));
}

static enum err print_items(struct scope *s, int64_t id, int64_t after, int64_t limit)
{
	struct task_item_query q = {
		.task_id = id, .after = after, .limit = limit, .state = TEXT(""), .code = TEXT("")
	};
	struct sql_task_items_rows rows;
	struct sql_task_waits_rows waits;

	TRY(task_item_rows(s, &q, &rows));
	TRY(task_waits(s, id, &waits));
	for (size_t i = 0; i < rows.count && i < (size_t)limit; i++) {
		struct view_task_item v = view_task_item_of(s, &rows.at[i], &waits);

		print_item(&v);
	}
	if (rows.count > (size_t)limit)
		printf("more: --after %lld\n", (long long)rows.at[limit - 1].order_id);
	return OK;
}

static enum err tasks(struct scope *s, const struct options *o)
{
	struct task_query q = { .before = INT64_MAX, .limit = ITEMS_USUAL, .state = TEXT(""), .kind = TEXT("") };
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct view_task_page page;
	int64_t after = 0;

	if (o->limit != OPTION_UNSET && (o->limit < 1 || o->limit > ITEMS_MAX))
		return fail(s, ERR_USAGE, "--limit takes 1 to %d", ITEMS_MAX);
	if (o->limit != OPTION_UNSET)
		q.limit = o->limit;
	if (o->after && (!text_to_int(text_of(o->after), &after) || after <= 0))
		return fail(s, ERR_USAGE, "--after takes what the page before said");
	q.before = after ? after : INT64_MAX;
	TRY(view_tasks(s, &q, &page));
	if (o->json) {
		view_task_page_write(&w, NULL, &page);
		printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
		return OK;
	}
	for (size_t i = 0; i < page.items.count; i++)
		print_task(s, &page.items.at[i]);
	if (page.next)
		printf("more: --after %lld\n", (long long)page.next);
	return OK;
}

static enum err one_task(struct scope *s, const struct options *o)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct view_task_whole v;
	int64_t id, after = 0;

	if (!text_to_int(text_of(o->words[0]), &id) || id <= 0)
		return fail(s, ERR_USAGE, "lockstep tasks takes a task's number, not \"%.80s\"", o->words[0]);
	if (o->after && (!text_to_int(text_of(o->after), &after) || after <= 0))
		return fail(s, ERR_USAGE, "--after takes what the page before said");
	TRY(view_task_read(s, id, 0, &v));
	if (o->json) {
		view_task_whole_write(&w, NULL, &v);
		printf("%.*s\n", TEXT_ARG(buffer_text(&b)));
		return OK;
	}
	print_task(s, &v.task);
	for (size_t i = 0; i < v.task_more.causes.count; i++) {
		const struct view_task_cause *c = &v.task_more.causes.at[i];

		printf("  %lld by %.*s: %.*s %.*s\n", (long long)c->count, TEXT_ARG(c->problem.code),
		       TEXT_ARG(c->problem.title), TEXT_ARG(c->problem.cure));
	}
	return print_items(s, id, after, o->limit == OPTION_UNSET ? ITEMS_USUAL : o->limit);
}

enum err cmd_tasks(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "show" };
	struct home h;

	if (o->word_count && o->limit != OPTION_UNSET && (o->limit < 1 || o->limit > ITEMS_MAX))
		return fail(s, ERR_USAGE, "--limit takes 1 to %d", ITEMS_MAX);
	TRY(home_open(s, o, &needs, &h));
	return home_leave(s, &h, o->word_count ? one_task(&h.scope, o) : tasks(&h.scope, o));
}

/* ---- updated ---- */

/* The orders of this number; several shops may have one. */
static enum err find(struct scope *s, const char *number, int64_t *ids, size_t *count)
{
	struct order_parameters p = order_parameters();
	struct order_ids found;
	struct order_query q;

	p.at[ORDER_P_NUMBERS].value = text_of(number);
	TRY(order_query_read(s, &p, true, &q));
	TRY(order_page_ids(s, &q, SAME_NUMBER_MAX, &found));
	if (found.count == 0)
		return fail(s, ERR_ORDER_UNKNOWN, "no order has the number \"%.80s\"", number);
	for (size_t i = 0; i < found.count; i++)
		ids[(*count)++] = found.at[i];
	return OK;
}

struct updating {
	const struct options *o;
	enum merge_mode mode;
	int64_t task_id;
};

static enum err ask_update(struct scope *s, void *arg)
{
	struct updating *u = arg;
	struct task_new t = { .mode = u->mode, .release = u->o->release };
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, OPTION_WORDS_MAX * SAME_NUMBER_MAX);

	for (int i = 0; i < u->o->word_count; i++)
		TRY(find(s, u->o->words[i], ids, &t.count));
	t.ids = ids;
	return task_add(s, &t, (struct text){ 0 }, &u->task_id);
}

static enum err await_task(struct scope *s, void *arg)
{
	int64_t id = ((const struct updating *)arg)->task_id;
	int64_t until = world_mono(s->world) + UPDATE_MAX_MS;
	struct view_task_whole v;

	TRY(view_task_read(s, id, 0, &v));
	while (!v.task.ended_at) {
		if (stop_asked())
			return fail(s, ERR_STOPPING, "what was done is kept; the task goes on when a program serves");
		if (world_mono(s->world) > until)
			return fail(s, ERR_CHANNEL_TIMEOUT, "the task has not ended after half an hour; it goes on");
		world_nap(s->world, LOOK_MS);
		TRY(view_task_read(s, id, 0, &v));
	}
	TRY(print_items(s, id, 0, v.task.total));
	if (v.task.failed)
		return fail(s, err_find(text_z(s->arena, v.task_more.causes.at[0].problem.code)),
			    "%lld of %lld orders were not updated", (long long)v.task.failed, (long long)v.task.total);
	return OK;
}

enum err cmd_update(struct scope *s, const struct options *o)
{
	struct updating u = { .o = o };

	if (o->word_count == 0)
		return fail(s, ERR_USAGE, "which orders are updated? lockstep update NUMBER…");
	if (o->mode && !merge_mode_find(text_of(o->mode), &u.mode))
		return fail(s, ERR_USAGE, "--mode is keep or take");
	return errand_run(s, o, &(struct errand){ "update", ask_update, await_task, &u });
}
