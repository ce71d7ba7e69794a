/* lab/verb_task.c - deeds on many orders in a scenario: checked, asked for, followed, tried again, taken back, by the API. */
#include "lab/play.h"
#include "sim/world.h"

enum { TASK_WAITS = 240, TASK_STEP_MS = 5000 };

static struct text task_path(struct play *p, struct scope *s, const char *below)
{
	return text_format(s->arena, "/tasks/%.*s%s", TEXT_ARG(p->task), below);
}

/* ---- which orders ---- */

/* The id of the order that the market placed under the name, or else of the one with that number. */
static enum err id_of(struct play *p, struct scope *s, struct text name, struct text *id)
{
	struct json list, first;
	uint32_t placed;
	int64_t held;

	if (play_order(p, s, name, &placed) == OK) {
		TRY(play_held(p, s, name, &held));
		*id = text_format(s->arena, "%lld", (long long)held);
		return OK;
	}
	TRY(play_send(p, s, "GET", text_format(s->arena, "/orders?numbers=%.*s", TEXT_ARG(name)), NULL, &list));
	first = json_first(json_at(list, "items"));
	*id = json_text(json_at(first, "id"));
	return id->at ? OK : fail(s, ERR_USAGE, "there is no order %.*s", TEXT_ARG(name));
}

/* {"ids": […], "mode": …, "release": …} of names between blanks. */
static enum err body_of(struct play *p, struct scope *s, struct text names, struct text how, struct buffer *b)
{
	struct json_writer j = json_writer_to(b);
	struct text name, id;

	json_open(&j, NULL);
	json_open_array(&j, "ids");
	while (text_cut(&names, ' ', &name)) {
		TRY(id_of(p, s, name, &id));
		json_put_text(&j, NULL, id);
	}
	json_close_array(&j);
	json_put_z(&j, "mode", text_is(how, "take") ? "take" : "keep");
	json_put_bool(&j, "release", text_is(how, "release"));
	json_close(&j);
	return OK;
}

enum err expect_check(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct text eligible;
	struct json out;

	TRY(body_of(p, s, w->at[0].text, w->at[1].text, &b));
	TRY(play_send(p, s, "POST", TEXT("/orders/update/check"), &b, &out));
	eligible = json_lexeme(json_at(out, "eligible"));
	if (text_same(eligible, w->at[2].text))
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s orders are expected to be eligible, but %.*s are", TEXT_ARG(w->at[2].text),
		    TEXT_ARG(eligible));
}

/* ---- the task ---- */

static enum err begin(struct play *p, struct scope *s, struct text path, struct buffer *b)
{
	struct json out;

	TRY(play_send(p, s, "POST", path, b, &out));
	p->task = text_copy(p->base.arena, json_text(json_at(out, "id")));
	return OK;
}

static enum err await(struct play *p, struct scope *s)
{
	struct json out;

	for (int i = 0; i < TASK_WAITS; i++) {
		sim_world_sleep(p->world, TASK_STEP_MS);
		TRY(play_send(p, s, "GET", task_path(p, s, ""), NULL, &out));
		if (json_kind(json_at(out, "ended_at")) == JSON_STRING)
			return OK;
	}
	return fail(s, ERR_INTERNAL, "the task is expected to end, but it does not: %.*s", TEXT_ARG(json_lexeme(out)));
}

enum err verb_batch_begins(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);

	TRY(body_of(p, s, w->at[0].text, w->at[1].text, &b));
	return begin(p, s, TEXT("/orders/update"), &b);
}

enum err verb_batch(struct play *p, struct scope *s, const struct words *w)
{
	TRY(verb_batch_begins(p, s, w));
	return await(p, s);
}

/* As the dialog does: what is shown is confirmed by its digest. */
enum err verb_batch_all(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json out;

	buffer_add_z(&b, "{\"mode\":\"keep\",\"release\":false}");
	TRY(play_send(p, s, "POST", text_format(s->arena, "/orders/update/check?%.*s", TEXT_ARG(w->at[0].text)), &b,
		      &out));
	b.size = 0;
	buffer_format(&b, "{\"mode\":\"keep\",\"release\":false,\"plan\":\"%.*s\"}",
		      TEXT_ARG(json_text(json_path(out, "plan.digest"))));
	TRY(begin(p, s, text_format(s->arena, "/orders/update?%.*s", TEXT_ARG(w->at[0].text)), &b));
	return await(p, s);
}

enum err verb_retry(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	bool all = text_is(w->at[0].text, "all");

	buffer_format(&b, "{\"codes\":[%s%.*s%s]}", all ? "" : "\"", all ? 0 : (int)w->at[0].text.size,
		      w->at[0].text.at, all ? "" : "\"");
	TRY(begin(p, s, task_path(p, s, "/retry"), &b));
	return await(p, s);
}

enum err verb_undo_batch(struct play *p, struct scope *s, const struct words *w)
{
	(void)w;
	TRY(begin(p, s, task_path(p, s, "/undo"), NULL));
	return await(p, s);
}

enum err verb_cancel_batch(struct play *p, struct scope *s, const struct words *w)
{
	struct json out;

	(void)w;
	return play_send(p, s, "POST", task_path(p, s, "/cancel"), NULL, &out);
}

/* ---- what came of it ---- */

enum err expect_batch(struct play *p, struct scope *s, const struct words *w)
{
	struct json out;

	TRY(play_send(p, s, "GET", task_path(p, s, ""), NULL, &out));
	if (text_same(json_lexeme(json_at(out, "succeeded")), w->at[0].text) &&
	    text_same(json_lexeme(json_at(out, "failed")), w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s are expected to succeed and %.*s to fail, but it is so: %.*s",
		    TEXT_ARG(w->at[0].text), TEXT_ARG(w->at[1].text), TEXT_ARG(json_lexeme(out)));
}

static enum err item_of(struct play *p, struct scope *s, struct text order, struct json *out)
{
	struct json items;
	struct text id;

	TRY(id_of(p, s, order, &id));
	TRY(play_send(p, s, "GET", task_path(p, s, "/items?limit=200"), NULL, &items));
	items = json_at(items, "items");
	for (*out = json_first(items); json_kind(*out) != JSON_NONE; *out = json_next(items, *out))
		if (text_same(json_text(json_at(*out, "order_id")), id))
			return OK;
	return fail(s, ERR_INTERNAL, "the task is expected to have the order %.*s", TEXT_ARG(order));
}

enum err expect_result(struct play *p, struct scope *s, const struct words *w)
{
	struct json item;
	struct text got;

	TRY(item_of(p, s, w->at[0].text, &item));
	got = json_text(json_at(item, "outcome"));
	if (!got.at)
		got = json_text(json_path(item, "problem.code"));
	if (!got.at)
		got = json_text(json_at(item, "state"));
	if (text_same(got, w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "the result is expected to be %.*s, but it is %.*s", TEXT_ARG(w->at[1].text),
		    TEXT_ARG(json_lexeme(item)));
}

enum err expect_attempts(struct play *p, struct scope *s, const struct words *w)
{
	struct json item;

	TRY(item_of(p, s, w->at[0].text, &item));
	if (text_same(json_lexeme(json_at(item, "attempts")), w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s attempts are expected: %.*s", TEXT_ARG(w->at[1].text),
		    TEXT_ARG(json_lexeme(item)));
}

/* The failure says what is to be done about it. */
enum err expect_cause(struct play *p, struct scope *s, const struct words *w)
{
	struct json out, causes;

	TRY(play_send(p, s, "GET", task_path(p, s, ""), NULL, &out));
	causes = json_at(out, "causes");
	for (struct json c = json_first(causes); json_kind(c) != JSON_NONE; c = json_next(causes, c))
		if (text_same(json_text(json_path(c, "problem.code")), w->at[1].text) &&
		    text_same(json_lexeme(json_at(c, "count")), w->at[0].text) &&
		    json_text(json_path(c, "problem.cure")).size)
			return OK;
	return fail(s, ERR_INTERNAL, "%.*s are expected to fail by %.*s, with a cure: %.*s", TEXT_ARG(w->at[0].text),
		    TEXT_ARG(w->at[1].text), TEXT_ARG(json_lexeme(causes)));
}

/* What has ended and was not told yet is told, once. */
enum err expect_told(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json out, items;
	int64_t count = 0;

	TRY(play_send(p, s, "GET", TEXT("/tasks?mine=true&unseen=true&limit=100"), NULL, &out));
	items = json_at(out, "items");
	buffer_add_z(&b, "{\"ids\":[");
	for (struct json t = json_first(items); json_kind(t) != JSON_NONE; t = json_next(items, t))
		buffer_format(&b, "%s\"%.*s\"", count++ ? "," : "", TEXT_ARG(json_text(json_at(t, "id"))));
	buffer_add_z(&b, "]}");
	if (count != w->at[0].number)
		return fail(s, ERR_INTERNAL, "the person is expected to be told of %lld tasks, but is of %lld",
			    (long long)w->at[0].number, (long long)count);
	return count ? play_send(p, s, "POST", TEXT("/tasks/seen"), &b, &out) : OK;
}

/* Support can find out what was asked and answered, and no secret or receiver is in it. */
enum err expect_bundle(struct play *p, struct scope *s, const struct words *w)
{
	struct text id;
	struct json out;

	TRY(id_of(p, s, w->at[0].text, &id));
	TRY(play_send(p, s, "GET",
		      text_format(s->arena, "/tasks/%.*s/bundle?order=%.*s", TEXT_ARG(p->task), TEXT_ARG(id)), NULL,
		      &out));
	if (text_same(json_text(json_path(out, "result.code")), w->at[1].text) &&
	    text_is(json_text(json_path(out, "call.request.parameters.sign")), "***"))
		return OK;
	return fail(s, ERR_INTERNAL, "the bundle is expected to tell of %.*s with what was asked: %.*s",
		    TEXT_ARG(w->at[1].text), TEXT_ARG(json_lexeme(out)));
}
