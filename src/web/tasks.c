/* web/tasks.c - deeds on many orders: listed, shown, cancelled, tried again, taken back. */
#include "web/body.h"
#include "web/handlers.h"
#include "web/view_task.h"
#include "work/node.h"

enum { PAGE_USUAL = 20, PAGE_MAX = 100, ITEMS_USUAL = 50, ITEMS_MAX = 200 };

/* A parameter that is one of the words of an enumeration; "" where it is not given. */
static enum err one_of(struct scope *s, const struct parameter *p, const char *enumeration, struct text *out)
{
	const struct view_row *e = view_find(text_of(enumeration));
	struct text word;

	*out = p->value.at ? p->value : TEXT("");
	if (!p->value.at)
		return OK;
	for (size_t i = 0; (word = view_word(s->arena, e, i)).at; i++)
		if (text_same(word, p->value))
			return OK;
	return fail(s, ERR_BAD_REQUEST, "\"%s\" has no value \"%.*s\"", p->name, TEXT_ARG(call_quote(s, p->value)));
}

enum err tasks_list(struct scope *s, struct call *c)
{
	enum { STATE, KIND, MINE, UNSEEN, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "state", { 0 } },  { "kind", { 0 } },  { "mine", { 0 } },
				      { "unseen", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct task_query q = { .user_id = c->session.user_id, .limit = PAGE_USUAL, .before = INT64_MAX };
	struct view_task_page page;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(one_of(s, &p[STATE], "task_state", &q.state));
	TRY(one_of(s, &p[KIND], "task_kind", &q.kind));
	TRY(parameter_bool(s, &p[MINE], &q.mine));
	TRY(parameter_bool(s, &p[UNSEEN], &q.unseen));
	TRY(parameter_int(s, &p[LIMIT], 1, PAGE_MAX, &q.limit));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &q.before));
	TRY(view_tasks(s, &q, &page));
	view_task_page_write(&c->json, NULL, &page);
	return OK;
}

enum err tasks_show(struct scope *s, struct call *c)
{
	struct view_task_whole v;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(view_task_read(s, c->id, c->session.user_id, &v));
	view_task_whole_write(&c->json, NULL, &v);
	return OK;
}

enum err tasks_items(struct scope *s, struct call *c)
{
	enum { STATE, CODE, LIMIT, AFTER, COUNT };
	struct parameter p[COUNT] = { { "state", { 0 } }, { "code", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	struct task_item_query q = { .task_id = c->id, .limit = ITEMS_USUAL };
	struct view_task_item_page page = { 0 };
	struct sql_task_items_rows rows;
	struct sql_task_waits_rows waits;
	struct view_task_item *at;
	struct view_task_whole task;
	size_t shown;

	TRY(call_parameters(s, c, p, COUNT));
	TRY(one_of(s, &p[STATE], "task_item_state", &q.state));
	TRY(one_of(s, &p[CODE], "error_code", &q.code));
	if (q.code.size && q.state.size && !text_is(q.state, task_item_state_name(TASK_ITEM_FAILED)))
		return fail(s, ERR_BAD_REQUEST, "only orders that failed have a \"code\"");
	TRY(parameter_int(s, &p[LIMIT], 1, ITEMS_MAX, &q.limit));
	TRY(parameter_int(s, &p[AFTER], 1, INT64_MAX, &q.after));
	TRY(view_task_read(s, c->id, c->session.user_id, &task));
	TRY(task_item_rows(s, &q, &rows));
	TRY(task_waits(s, c->id, &waits));
	shown = rows.count > (size_t)q.limit ? (size_t)q.limit : rows.count;
	at = ARENA_ARRAY(s->arena, struct view_task_item, shown + 1);
	for (size_t i = 0; i < shown; i++)
		at[i] = view_task_item_of(s, &rows.at[i], &waits);
	page.items = (struct view_task_item_list){ at, shown };
	page.next = rows.count > shown ? at[shown - 1].order_id : 0;
	view_task_item_page_write(&c->json, NULL, &page);
	return OK;
}

/* ---- deeds ---- */

/* A new task is to be begun at once. */
static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct view_task_whole v;

	if (c->web->node)
		node_wake(c->web->node);
	TRY(view_task_read(s, id, c->session.user_id, &v));
	view_task_write(&c->json, NULL, &v.task);
	return OK;
}

enum err tasks_cancel(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(task_cancel(s, c->id));
	return answer(s, c, c->id);
}

static enum err read_codes(struct scope *s, const struct call *c, enum err **codes, size_t *count)
{
	struct json list = json_at(c->body, "codes");

	*count = 0;
	if (json_kind(list) != JSON_ARRAY || json_count(list) > ERR_COUNT)
		return fail(s, ERR_BAD_REQUEST, "\"codes\" must be a list of errors' codes; an empty one is all");
	*codes = ARENA_ARRAY(s->arena, enum err, json_count(list) + 1);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		enum err e = json_kind(v) == JSON_STRING ? err_find(text_z(s->arena, json_text(v))) : OK;

		if (json_kind(v) != JSON_STRING || !text_is(json_text(v), err_name(e)))
			return fail(s, ERR_BAD_REQUEST, "there is no error %.*s",
				    TEXT_ARG(call_quote(s, json_lexeme(v))));
		(*codes)[(*count)++] = e;
	}
	return OK;
}

enum err tasks_retry(struct scope *s, struct call *c)
{
	static const char *const members[] = { "codes" };
	enum err *codes = NULL;
	size_t count;
	int64_t id;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	TRY(read_codes(s, c, &codes, &count));
	TRY(task_retry(s, c->id, codes, count, &id));
	return answer(s, c, id);
}

enum err tasks_undo(struct scope *s, struct call *c)
{
	int64_t id;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(task_undo(s, c->id, &id));
	return answer(s, c, id);
}

enum err tasks_seen(struct scope *s, struct call *c)
{
	static const char *const members[] = { "ids" };
	int64_t *ids;
	size_t count;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	TRY(body_ids(s, c->body, "ids", TASK_IDS_MAX, &ids, &count));
	return task_seen(s, ids, count);
}
