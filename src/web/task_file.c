/* web/task_file.c - what a task gives as files: the result of each order, and all about one failure for support. */
#include "base/instant.h"
#include "core/update_check.h"
#include "web/handlers.h"
#include "web/sheet.h"
#include "web/view_task.h"
#include "work/update.h"

enum { PAGE = 1000, HISTORY_MAX = 20, ACTIVITIES_MAX = 20 };

/* ---- results ---- */

static struct text number(struct scope *s, int64_t n) { return text_format(s->arena, "%lld", (long long)n); }

static void write_item(struct scope *s, struct buffer *b, const struct sql_task_items_row *r)
{
	enum err e = r->code.size ? err_find(text_z(s->arena, r->code)) : OK;
	const struct text cells[] = {
		r->number,
		r->shop,
		r->state,
		r->outcome,
		r->code,
		r->code.size ? text_of(err_sentence(e)) : TEXT(""),
		r->words,
		r->code.size ? text_of(err_cure(e)) : TEXT(""),
		r->taken,
		number(s, r->attempts),
		r->at > 0 ? instant_format(s->arena, r->at) : TEXT(""),
		number(s, r->order_id),
	};

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_cell(b, cells[i], i == 0);
	buffer_add_z(b, "\r\n");
}

/* A page in a scope of its own. */
static enum err write_page(struct scope *s, struct buffer *b, struct task_item_query *q, bool *more)
{
	struct sql_task_items_rows rows;
	size_t shown;

	TRY(task_item_rows(s, q, &rows));
	*more = rows.count > (size_t)q->limit;
	shown = *more ? (size_t)q->limit : rows.count;
	for (size_t i = 0; i < shown; i++)
		write_item(s, b, &rows.at[i]);
	if (shown)
		q->after = rows.at[shown - 1].order_id;
	return OK;
}

enum err tasks_results(struct scope *s, struct call *c)
{
	struct task_item_query q = { .task_id = c->id, .limit = PAGE, .state = TEXT(""), .code = TEXT("") };
	struct view_task_whole task;
	bool more = true;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(view_task_read(s, c->id, c->session.user_id, &task));
	buffer_add_z(&c->out,
		     "\xEF\xBB\xBFnumber,shop,state,outcome,code,sentence,words,cure,taken,attempts,at,order_id\r\n");
	while (more) {
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = write_page(&part, &c->out, &q, &more);
		TRY(scope_end(&part, s, e));
	}
	c->type = TEXT("text/csv; charset=utf-8");
	c->file = text_format(s->arena, "task-%lld.csv", (long long)c->id);
	return OK;
}

/* ---- the bundle ---- */

static void put_moment(struct scope *s, struct json_writer *w, const char *name, int64_t ms)
{
	json_put_text(w, name, ms > 0 ? instant_format(s->arena, ms) : (struct text){ 0 });
}

static void put_problem(struct scope *s, struct json_writer *w, struct text code, struct text words)
{
	enum err e = code.size ? err_find(text_z(s->arena, code)) : OK;

	json_put_text(w, "code", code);
	json_put_z(w, "sentence", code.size ? err_sentence(e) : "");
	json_put_text(w, "words", words);
	json_put_z(w, "cure", code.size ? err_cure(e) : "");
}

static void put_task(struct scope *s, struct json_writer *w, const struct view_task *t)
{
	json_open(w, "task");
	json_put_id(w, "id", t->id);
	json_put_text(w, "kind", t->kind);
	json_put_text(w, "state", t->state);
	json_put_text(w, "mode", t->mode);
	json_put_bool(w, "release", t->release);
	put_moment(s, w, "made_at", t->made_at);
	put_moment(s, w, "ended_at", t->ended_at);
	json_put_int(w, "total", t->total);
	json_put_int(w, "succeeded", t->succeeded);
	json_put_int(w, "failed", t->failed);
	json_close(w);
}

static void put_item(struct scope *s, struct json_writer *w, const struct sql_task_item_get_row *i)
{
	json_open(w, "result");
	json_put_text(w, "state", i->state);
	json_put_text(w, "outcome", i->outcome);
	put_problem(s, w, i->code, i->words);
	json_put_text(w, "taken", i->taken);
	json_put_int(w, "version_before", i->before);
	json_put_int(w, "version_after", i->after);
	json_put_int(w, "attempts", i->attempts);
	put_moment(s, w, "at", i->at);
	json_close(w);
}

/* How the order stands now, and what each rule says to that. */
static enum err put_order(struct scope *s, struct json_writer *w, int64_t order_id)
{
	struct sql_task_order_row o;
	struct update_stand u;
	enum err e = sql_task_order(s, (struct sql_task_order){ order_id }, &o);

	if (e == ERR_NO_ROW) {
		json_put_null(w, "order");
		return OK;
	}
	TRY(e);
	TRY(update_stand(s, order_id, &u));
	json_open(w, "order");
	json_put_text(w, "number", o.ref);
	json_put_text(w, "channel", o.channel);
	json_put_text(w, "shop_state", o.shop_state);
	json_put_text(w, "state", o.state);
	json_put_text(w, "channel_status", o.channel_status);
	json_put_int(w, "version", o.ver);
	json_put_int(w, "latest_revision", o.latest_seq);
	json_put_int(w, "edits", o.edits);
	json_open(w, "rules_now");
	json_put_bool(w, "channel_can", u.channel_can);
	json_put_bool(w, "shop_bound", u.shop_bound);
	json_put_bool(w, "state_fits", u.state == ORDER_PENDING || u.state == ORDER_VOID);
	json_put_int(w, "reserved", u.reserved);
	json_put_z(w, "verdict", err_name(update_check(&u)));
	json_close(w);
	json_close(w);
	return OK;
}

/* What tasks and people did with the order, without their words, which may name somebody. */
static enum err put_trail(struct scope *s, struct json_writer *w, int64_t order_id)
{
	struct sql_history_activities_rows done;
	struct sql_task_items_of_rows tasks;

	TRY(sql_task_items_of(s, (struct sql_task_items_of){ order_id, HISTORY_MAX }, &tasks));
	TRY(sql_history_activities(s, (struct sql_history_activities){ .order_id = order_id, .max = ACTIVITIES_MAX },
				   &done));
	json_open_array(w, "tasks_of_order");
	for (size_t i = 0; i < tasks.count; i++) {
		json_open(w, NULL);
		json_put_id(w, "task", tasks.at[i].task_id);
		json_put_text(w, "state", tasks.at[i].state);
		json_put_text(w, "outcome", tasks.at[i].outcome);
		json_put_text(w, "code", tasks.at[i].code);
		json_put_int(w, "attempts", tasks.at[i].attempts);
		put_moment(s, w, "at", tasks.at[i].at);
		json_close(w);
	}
	json_close_array(w);
	json_open_array(w, "activities");
	for (size_t i = 0; i < done.count; i++) {
		json_open(w, NULL);
		json_put_text(w, "kind", done.at[i].kind);
		json_put_bool(w, "by_person", done.at[i].who.size > 0);
		put_moment(s, w, "at", done.at[i].at);
		json_close(w);
	}
	json_close_array(w);
	return OK;
}

static enum err put_trace(struct scope *s, struct json_writer *w, int64_t task_id, int64_t order_id)
{
	struct sql_task_trace_get_row trace;
	enum err e = sql_task_trace_get(s, (struct sql_task_trace_get){ task_id, order_id }, &trace);

	if (e == ERR_NO_ROW) {
		json_put_null(w, "call");
		return OK;
	}
	TRY(e);
	json_put_raw(w, "call", trace.trace);
	return OK;
}

enum err tasks_bundle(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "order", { 0 } } };
	struct sql_task_item_get_row item;
	struct view_task_whole task;
	int64_t order_id = 0;
	struct db_info db;
	enum err e;

	TRY(call_parameters(s, c, p, 1));
	TRY(parameter_int(s, &p[0], 1, INT64_MAX, &order_id));
	if (!order_id)
		return fail(s, ERR_BAD_REQUEST, "\"order\" must say which order");
	TRY(view_task_read(s, c->id, c->session.user_id, &task));
	e = sql_task_item_get(s, (struct sql_task_item_get){ c->id, order_id }, &item);
	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "the task has no order %lld", (long long)order_id);
	TRY(e);
	TRY(db_info(s, &db));
	json_open(&c->json, NULL);
	json_put_z(&c->json, "program", "lockstep " LOCKSTEP_VERSION);
	json_put_text(&c->json, "database",
		      text_format(s->arena, "%.*s %.*s", TEXT_ARG(db.kind), TEXT_ARG(db.version)));
	put_moment(s, &c->json, "written_at", s->now);
	put_task(s, &c->json, &task.task);
	put_item(s, &c->json, &item);
	TRY(put_order(s, &c->json, order_id));
	TRY(put_trail(s, &c->json, order_id));
	TRY(put_trace(s, &c->json, c->id, order_id));
	json_close(&c->json);
	c->file = text_format(s->arena, "order-%lld.json", (long long)order_id);
	return OK;
}
