/* lab/verb_edit.c - what people of a scenario change in orders, by the API, and what the market changes in them. */
#include "lab/play.h"
#include "sim/world.h"

enum { TASK_WAITS = 120, TASK_STEP_MS = 5000 };

/* ---- at the market ---- */

static enum err act(struct play *p, struct scope *s, struct text order, enum market_verb verb, int64_t what,
		    int64_t count)
{
	return play_act(p, s, order, &(struct market_act){ .verb = verb, .what = what, .count = count });
}

enum err verb_method(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[0].text, MARKET_METHOD, w->at[1].number, 0);
}

enum err verb_discount(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[0].text, MARKET_DISCOUNT, w->at[1].number, 0);
}

enum err verb_quantity(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[1].text, MARKET_QUANTITY, w->at[0].number - 1, w->at[2].number);
}

enum err verb_swap(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[1].text, MARKET_SWAP, w->at[0].number - 1, w->at[2].number);
}

enum err verb_add_line(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[0].text, MARKET_ADD_LINE, w->at[2].number, w->at[1].number);
}

enum err verb_drop_line(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[1].text, MARKET_DROP_LINE, w->at[0].number - 1, 0);
}

enum err verb_cancel_pieces(struct play *p, struct scope *s, const struct words *w)
{
	return act(p, s, w->at[2].text, MARKET_CANCEL_LINE, w->at[1].number - 1, w->at[0].number);
}

/* ---- what shows ---- */

/* The fact of a field; of a line, the so-manyth that is ordered (0: of the order). */
static enum err fact_at(struct play *p, struct scope *s, struct text order, struct text field, int64_t line,
			struct json *out)
{
	struct text key = TEXT("");
	struct json at, facts;
	int64_t id;

	TRY(play_held(p, s, order, &id));
	TRY(play_send(p, s, "GET", text_format(s->arena, "/orders/%lld/at", (long long)id), NULL, &at));
	facts = json_at(at, "facts");
	for (struct json f = json_first(facts); line > 0 && json_kind(f) != JSON_NONE; f = json_next(facts, f))
		if (text_is(json_text(json_at(f, "field")), "line_ordered") && --line == 0)
			key = json_text(json_at(f, "line"));
	*out = (struct json){ 0 };
	for (struct json f = json_first(facts); line == 0 && json_kind(f) != JSON_NONE; f = json_next(facts, f))
		if (text_same(json_text(json_at(f, "field")), field) && text_same(json_text(json_at(f, "line")), key))
			*out = f;
	return OK;
}

static enum err same_value(struct play *p, struct scope *s, struct text order, struct text field, int64_t line,
			   struct text wanted)
{
	struct text value;
	struct json f;

	TRY(fact_at(p, s, order, field, line, &f));
	value = json_text(json_at(f, "value"));
	if (text_same(value, wanted))
		return OK;
	return fail(s, ERR_INTERNAL, "%.*s is expected to be \"%.*s\", but it is \"%.*s\"", TEXT_ARG(field),
		    TEXT_ARG(wanted), (int)value.size, value.at ? value.at : "");
}

enum err expect_field(struct play *p, struct scope *s, const struct words *w)
{
	return same_value(p, s, w->at[1].text, w->at[0].text, 0, w->at[2].text);
}

enum err expect_line_field(struct play *p, struct scope *s, const struct words *w)
{
	return same_value(p, s, w->at[2].text, w->at[0].text, w->at[1].number, w->at[3].text);
}

enum err expect_line_count(struct play *p, struct scope *s, const struct words *w)
{
	struct text count;
	struct json order;

	TRY(play_show(p, s, w->at[0].text, &order));
	count = json_text(json_at(order, "lines_count"));
	if (text_same(count, w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to have %.*s lines, but it has %.*s",
		    TEXT_ARG(w->at[1].text), TEXT_ARG(count));
}

/* ---- edits ---- */

static enum err change(struct play *p, struct scope *s, struct text order, struct text field, int64_t line,
		       struct text value)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json fact, shown, out;
	int64_t id;
	enum err e;

	TRY(play_held(p, s, order, &id));
	TRY(fact_at(p, s, order, TEXT("line_ordered"), line, &fact));
	TRY(play_show(p, s, order, &shown));
	json_open(&j, NULL);
	json_open_array(&j, "fields");
	json_open(&j, NULL);
	json_put_text(&j, "field", field);
	if (line)
		json_put_text(&j, "line", json_text(json_at(fact, "line")));
	if (value.at)
		json_put_text(&j, "value", value);
	else
		json_put_null(&j, "value");
	json_close(&j);
	json_close_array(&j);
	json_put_z(&j, "why", "the scenario says so");
	json_close(&j);
	p->if_match = json_text(json_at(shown, "ver"));
	e = play_send(p, s, "PUT", text_format(s->arena, "/orders/%lld/edits", (long long)id), &b, &out);
	p->if_match = (struct text){ 0 };
	return e;
}

enum err verb_person_edits(struct play *p, struct scope *s, const struct words *w)
{
	return change(p, s, w->at[1].text, w->at[0].text, 0, w->at[2].text);
}

enum err verb_person_edits_line(struct play *p, struct scope *s, const struct words *w)
{
	return change(p, s, w->at[2].text, w->at[0].text, w->at[1].number, w->at[3].text);
}

enum err verb_takes_back(struct play *p, struct scope *s, const struct words *w)
{
	return change(p, s, w->at[1].text, w->at[0].text, 0, (struct text){ 0 });
}

enum err expect_edit_refused(struct play *p, struct scope *s, const struct words *w)
{
	enum err e = change(p, s, w->at[1].text, w->at[0].text, 0, w->at[2].text);

	if (e != OK && text_is(w->at[3].text, err_name(e)))
		return OK;
	return fail(s, ERR_INTERNAL, "the edit is expected to be refused by %.*s, but it ended with %s",
		    TEXT_ARG(w->at[3].text), err_name(e));
}

enum err expect_edits(struct play *p, struct scope *s, const struct words *w)
{
	struct json out;
	int64_t id;

	TRY(play_held(p, s, w->at[0].text, &id));
	TRY(play_send(p, s, "GET", text_format(s->arena, "/orders/%lld/edits", (long long)id), NULL, &out));
	if ((int64_t)json_count(json_at(out, "items")) == w->at[1].number)
		return OK;
	return fail(s, ERR_INTERNAL, "%lld edits are expected, but there are %zu", (long long)w->at[1].number,
		    json_count(json_at(out, "items")));
}

/* ---- merges ---- */

static enum err merge_of(struct play *p, struct scope *s, struct text order, struct json *out)
{
	int64_t id;

	TRY(play_held(p, s, order, &id));
	return play_send(p, s, "GET", text_format(s->arena, "/orders/%lld/merge", (long long)id), NULL, out);
}

enum err expect_collision(struct play *p, struct scope *s, const struct words *w)
{
	struct json merge, items;

	TRY(merge_of(p, s, w->at[0].text, &merge));
	items = json_at(merge, "collisions");
	for (struct json c = json_first(items); json_kind(c) != JSON_NONE; c = json_next(items, c))
		if (text_same(json_text(json_at(c, "field")), w->at[1].text))
			return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to ask about %.*s, but it asks about %zu other fields",
		    TEXT_ARG(w->at[1].text), json_count(items));
}

/* What the channel said last of what an update takes is what shows, or a person wants it otherwise. */
enum err expect_in_line(struct play *p, struct scope *s, const struct words *w)
{
	struct json merge;
	struct text outcome;

	TRY(merge_of(p, s, w->at[0].text, &merge));
	outcome = json_text(json_at(merge, "outcome"));
	if (text_is(outcome, "no_change"))
		return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to be in line, but a merge would come to %.*s",
		    TEXT_ARG(outcome));
}

/* Every collision of the order, by one answer. */
enum err verb_decide(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json merge, items, out;
	int64_t id;
	enum err e;

	TRY(play_held(p, s, w->at[0].text, &id));
	TRY(merge_of(p, s, w->at[0].text, &merge));
	items = json_at(merge, "collisions");
	json_open(&j, NULL);
	json_open_array(&j, "choices");
	for (struct json c = json_first(items); json_kind(c) != JSON_NONE; c = json_next(items, c)) {
		json_open(&j, NULL);
		json_put_text(&j, "field", json_text(json_at(c, "field")));
		json_put_text(&j, "line", json_text(json_at(c, "line")));
		json_put_bool(&j, "take", text_is(w->at[1].text, "theirs"));
		json_close(&j);
	}
	json_close_array(&j);
	json_close(&j);
	p->if_match = json_text(json_at(merge, "ver"));
	e = play_send(p, s, "POST", text_format(s->arena, "/orders/%lld/decide", (long long)id), &b, &out);
	p->if_match = (struct text){ 0 };
	return e;
}

/* ---- updates of one order ---- */

/* Asks for it and waits for its end; how: keep, take, or release. */
static enum err bring(struct play *p, struct scope *s, struct text order, struct text how, struct json *item)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out;
	struct text task;
	int64_t id;

	TRY(play_held(p, s, order, &id));
	json_open(&j, NULL);
	json_open_array(&j, "ids");
	json_put_id(&j, NULL, id);
	json_close_array(&j);
	json_put_z(&j, "mode", text_is(how, "take") ? "take" : "keep");
	json_put_bool(&j, "release", text_is(how, "release"));
	json_close(&j);
	TRY(play_send(p, s, "POST", TEXT("/orders/update"), &b, &out));
	task = json_text(json_at(out, "id"));
	for (int i = 0; i < TASK_WAITS; i++) {
		sim_world_sleep(p->world, TASK_STEP_MS);
		TRY(play_send(p, s, "GET", text_format(s->arena, "/tasks/%.*s/items", TEXT_ARG(task)), NULL, &out));
		*item = json_first(json_at(out, "items"));
		if (text_is(json_text(json_at(*item, "state")), "done") ||
		    text_is(json_text(json_at(*item, "state")), "failed"))
			return OK;
	}
	return fail(s, ERR_INTERNAL, "the update is expected to end, but it does not");
}

enum err expect_brought(struct play *p, struct scope *s, const struct words *w)
{
	struct text got, words;
	struct json item;

	TRY(bring(p, s, w->at[0].text, w->at[1].text, &item));
	got = json_text(json_at(item, "outcome"));
	if (!got.at)
		got = json_text(json_path(item, "problem.code"));
	if (text_same(got, w->at[2].text))
		return OK;
	words = json_text(json_path(item, "problem.detail"));
	return fail(s, ERR_INTERNAL, "the update is expected to end with %.*s, but it ended with %.*s: %.*s",
		    TEXT_ARG(w->at[2].text), TEXT_ARG(got), (int)words.size, words.at ? words.at : "");
}

enum err expect_version(struct play *p, struct scope *s, const struct words *w)
{
	struct json order;
	struct text ver;

	TRY(play_show(p, s, w->at[0].text, &order));
	ver = json_text(json_at(order, "ver"));
	if (text_same(ver, w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to be at version %.*s, but it is at %.*s",
		    TEXT_ARG(w->at[1].text), TEXT_ARG(ver));
}
