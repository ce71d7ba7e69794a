/* lab/lab_edits.c - people of the lab change orders, answer where both sides did, and update them, all by the API; and what
 * must hold of it: no edit is lost. */
#include "core/fact_order.h"
#include "lab/lab_people.h"
#include "store/sql.h"
#include "work/edit.h"

enum { PATH_MAX_SIZE = 120, JUDGED_AT_ONCE = 25, CHANGES_BACK = 200, UPDATES_AT_ONCE = 12 };

static uint64_t below(struct person *p, uint64_t n) { return rand_below(&p->lab->chance, n); }

static struct text order_path(struct scope *s, struct text id, const char *behind)
{
	return text_format(s->arena, "/orders/%.*s%s", TEXT_ARG(id), behind);
}

/* An order of a tab, as the list shows it; its id is {0} where there is none. */
static struct text any_order(struct person *p, struct scope *s, const char *tab)
{
	struct text path = text_format(s->arena, "/orders?limit=50&tab=%s", tab);
	struct text id = json_text(json_at(person_any(p, s, path.at), "id"));

	return id.size ? text_copy(s->arena, id) : (struct text){ 0 };
}

/* One of those on the list that a person changed, if there is any. */
static struct text edited_order(struct person *p, struct scope *s)
{
	struct json body, items, v;
	uint64_t skip = below(p, 8);
	struct text id = { 0 };

	if (!person_ask(p, s, "GET", TEXT("/orders?limit=100&tab=pending"), (struct text){ 0 }, &body))
		return id;
	items = json_at(body, "items");
	for (v = json_first(items); json_kind(v) != JSON_NONE; v = json_next(items, v)) {
		if (!json_is_true(json_at(v, "edited")))
			continue;
		id = text_copy(s->arena, json_text(json_at(v, "id")));
		if (skip-- == 0)
			break;
	}
	return id;
}

/* ---- edits ---- */

static void put_field(struct json_writer *w, const char *field, struct text line, struct text value)
{
	json_open(w, NULL);
	json_put_z(w, "field", field);
	if (line.size)
		json_put_text(w, "line", line);
	if (value.at)
		json_put_text(w, "value", value);
	else
		json_put_null(w, "value");
	json_close(w);
}

/* A field of the order itself, or of its first line; now and then the edit is taken back. */
static void put_wish(struct person *p, struct scope *s, struct json_writer *w, struct json line)
{
	static const char *const fields[] = { "consignee_name",  "consignee_address",
					      "consignee_phone", "delivery_method",
					      "remark",          "line_ordered",
					      "line_price" };
	size_t which = below(p, sizeof fields / sizeof *fields);
	uint64_t number = below(p, 12), back = below(p, 5);
	bool of_line = which >= 5;
	struct text value = which == 1   ? text_format(s->arena, "%d Lab Street", (int)number)
			    : which == 6 ? text_format(s->arena, "%d", (int)number + 1)
			    : which == 2 ? text_format(s->arena, "+49 30 %d00", (int)number)
					 : text_format(s->arena, "%d", (int)number);

	put_field(w, fields[which], of_line ? json_text(json_at(line, "key")) : TEXT(""),
		  back ? value : (struct text){ 0 });
}

static void edit_one(struct person *p, struct scope *s)
{
	struct text id = any_order(p, s, "pending");
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct json order, line, out;
	uint64_t own = below(p, 8);

	if (!id.size || !person_ask(p, s, "GET", order_path(s, id, ""), (struct text){ 0 }, &order))
		return;
	line = json_first(json_at(order, "lines"));
	(void)json_int(json_at(order, "ver"), &p->ver);
	json_open(&w, NULL);
	json_open_array(&w, "fields");
	put_wish(p, s, &w, line);
	json_close_array(&w);
	json_open_array(&w, "lines");
	if (own == 0) { /* one more of what it has */
		json_open(&w, NULL);
		json_put_text(&w, "sku", json_text(json_at(line, "platform_sku")));
		json_put_int(&w, "quantity", 1 + (int64_t)below(p, 3));
		json_close(&w);
	}
	json_close_array(&w);
	json_put_z(&w, "why", "as the lab drew it");
	json_close(&w);
	if (person_ask(p, s, "PUT", order_path(s, id, "/edits"), buffer_text(&b), &out))
		lab_reached(p->lab, RARE_edited);
}

/* ---- decisions ---- */

static void put_choice(struct person *p, struct json_writer *w, struct json of)
{
	json_open(w, NULL);
	json_put_text(w, "field", json_text(json_at(of, "field")));
	json_put_text(w, "line", json_text(json_at(of, "line")));
	json_put_bool(w, "take", below(p, 2) == 0);
	json_close(w);
}

/* All that collides in an order, or else the first change of the channel that waits. */
static void decide_one(struct person *p, struct scope *s)
{
	struct text id = below(p, 2) ? edited_order(p, s) : any_order(p, s, "pending");
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct json merge, items, taken, out;

	if (!id.size || !person_ask(p, s, "GET", order_path(s, id, "/merge"), (struct text){ 0 }, &merge))
		return;
	items = json_at(merge, "collisions");
	taken = json_at(merge, "taken");
	if (json_count(items) + json_count(taken) == 0)
		return;
	(void)json_int(json_at(merge, "ver"), &p->ver);
	json_open(&w, NULL);
	json_open_array(&w, "choices");
	if (json_count(items) == 0)
		put_choice(p, &w, json_first(taken));
	for (struct json c = json_first(items); json_count(items) && json_kind(c) != JSON_NONE; c = json_next(items, c))
		put_choice(p, &w, c);
	json_close_array(&w);
	json_close(&w);
	(void)person_ask(p, s, "POST", order_path(s, id, "/decide"), buffer_text(&b), &out);
}

/* ---- updates ---- */

static void update_some(struct person *p, struct scope *s)
{
	struct buffer b = buffer_in(s->arena);
	uint64_t count = 1 + below(p, UPDATES_AT_ONCE), some = 0, mode = below(p, 4), release = below(p, 2);
	struct json out;

	buffer_add_z(&b, "{\"ids\":[");
	for (uint64_t i = 0; i < count; i++) {
		struct text id = any_order(p, s, below(p, 5) ? "pending" : "void");

		if (id.size)
			buffer_format(&b, "%s\"%.*s\"", some++ ? "," : "", TEXT_ARG(id));
	}
	buffer_format(&b, "],\"mode\":\"%s\",\"release\":%s}", mode ? "keep" : "take", release ? "true" : "false");
	if (some && person_ask(p, s, "POST", TEXT("/orders/update"), buffer_text(&b), &out))
		lab_reached(p->lab, RARE_updated);
	if (some && !p->lab->options->calm && below(p, 4) == 0)
		sim_world_kill_after(p->lab->world, p->node->process, "db write", 1 + (int64_t)below(p, 20));
}

static void undo_one(struct person *p, struct scope *s)
{
	struct json task = person_any(p, s, "/tasks?state=done&limit=20"), out;
	struct text id = json_text(json_at(task, "id"));

	if (id.size)
		(void)person_ask(p, s, "POST", text_format(s->arena, "/tasks/%.*s/undo", TEXT_ARG(id)),
				 (struct text){ 0 }, &out);
}

void person_edits(struct person *p, struct scope *s)
{
	uint64_t chance = below(p, 10);

	if (chance < 4)
		edit_one(p, s);
	else if (chance < 6)
		update_some(p, s);
	else if (chance < 9)
		decide_one(p, s);
	else
		undo_one(p, s);
}

/* ---- no edit is lost ---- */

struct judging {
	struct lab *lab;
	int64_t after, last;
	size_t count;
};

static bool same(const struct facts *a, const struct facts *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (i >= b->count || fact_order(&a->at[i], &b->at[i]) != 0 ||
		    !text_same(a->at[i].value, b->at[i].value))
			return false;
	return a->count == b->count;
}

/* An edit that stood before a change of this kind, and is not there after it: who gave it up? A person by a wish, an answer
 * or an undo; an update that takes the channel's side; or nobody, as the channel says the same by then, or the line is gone. */
static void judge_gone(struct lab *l, const struct shown *x, const struct sql_show_until_row *row,
		       const struct facts *base, const struct fact *e)
{
	struct text theirs = facts_find(base, e->field, e->line);

	if (!text_is(row->kind, "update") || text_is(row->why, merge_mode_name(MERGE_TAKE)))
		return;
	if (text_same(theirs.at ? theirs : TEXT(""), e->value) ||
	    (field_is_of_lines(e->field) && !facts_find(base, FIELD_LINE_ORDERED, e->line).at))
		return;
	lab_broken(l, HOLDS_no_edit_lost, "order %lld: the edit of %s is gone since change %lld", (long long)x->id,
		   field_name(e->field), (long long)row->seq);
}

/* Each change of an order, against the one before it. */
static enum err judge_changes(struct lab *l, struct scope *s, const struct shown *x)
{
	struct sql_show_until_rows rows;

	TRY(sql_show_until(s, (struct sql_show_until){ .order_id = x->id, .at = INT64_MAX, .max = CHANGES_BACK },
			   &rows));
	for (size_t i = 0; i + 1 < rows.count; i++) {
		struct facts before;
		struct shown after;

		TRY(shown_parse(s, rows.at[i + 1].edits, rows.at[i + 1].edits_people, &before));
		TRY(shown_stood(s, x, rows.at[i].seq, &after));
		for (size_t k = 0; k < before.count; k++) {
			const struct fact *e = &before.at[k];
			struct text now = facts_find(&after.edits, e->field, e->line);

			if (!now.at || !text_same(now, e->value))
				judge_gone(l, x, &rows.at[i], &after.base, e);
		}
	}
	return OK;
}

/* What the lists show is what the order is: base and edits, put together. */
static void judge_shown(struct lab *l, struct scope *s, const struct shown *x, const struct sql_lab_edited_row *r)
{
	struct order_people people;

	order_people_read(s, &x->facts, &people);
	if ((int64_t)x->edits.count != r->edits)
		lab_broken(l, HOLDS_no_edit_lost, "order %lld has %zu edits and says %lld", (long long)r->id,
			   x->edits.count, (long long)r->edits);
	if (r->people && (!text_same(people.name, r->name) || !text_same(people.address, r->address)))
		lab_broken(l, HOLDS_no_edit_lost, "order %lld shows another receiver than its base and edits say",
			   (long long)r->id);
	if (!text_same(facts_find(&x->facts, FIELD_DELIVERY_METHOD, TEXT("")), r->delivery_method))
		lab_broken(l, HOLDS_no_edit_lost, "order %lld shows another delivery method than its base and edits",
			   (long long)r->id);
}

static enum err judge_lines(struct lab *l, struct scope *s, const struct shown *x)
{
	struct sql_order_line_list_rows rows;
	struct order_lines lines;
	size_t alike = 0;

	TRY(order_lines_read(s, &x->facts, &lines));
	TRY(sql_order_line_list(s, (struct sql_order_line_list){ .ids = &x->id, .ids_count = 1 }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		for (size_t k = 0; k < lines.count; k++)
			alike += text_same(lines.at[k].key, rows.at[i].line) &&
				 lines.at[k].ordered == rows.at[i].ordered &&
				 text_same(lines.at[k].sku, rows.at[i].platform_sku);
	if (alike != rows.count || alike != lines.count)
		lab_broken(l, HOLDS_no_edit_lost, "order %lld has %zu lines by its base and edits, %zu rows, %zu alike",
			   (long long)x->id, lines.count, rows.count, alike);
	return OK;
}

static enum err judge_some(struct scope *s, void *arg)
{
	struct judging *j = arg;
	struct sql_lab_edited_rows rows;

	TRY(sql_lab_edited(s, (struct sql_lab_edited){ .after = j->after, .max = JUDGED_AT_ONCE }, &rows));
	j->count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		struct shown x, stood;
		int64_t last;

		TRY(shown_read(s, rows.at[i].id, &x));
		TRY(shown_last(s, x.id, &last));
		TRY(shown_stood(s, &x, last, &stood));
		if (!same(&x.edits, &stood.edits) || !same(&x.ignored, &stood.ignored))
			lab_broken(j->lab, HOLDS_no_edit_lost,
				   "the edits of order %lld are not as the last change left them", (long long)x.id);
		judge_shown(j->lab, s, &x, &rows.at[i]);
		TRY(judge_lines(j->lab, s, &x));
		TRY(judge_changes(j->lab, s, &x));
		j->last = x.id;
	}
	return OK;
}

/* Some at each look, all in the end. */
enum err judge_edits(struct lab *l, struct scope *s, bool all)
{
	struct judging j = { .lab = l, .after = all ? 0 : l->edits_after };

	do {
		enum err e = db_transact(s, judge_some, &j);

		if (e != OK)
			return l->over ? e : OK;
		j.after = j.count < JUDGED_AT_ONCE ? 0 : j.last;
	} while (all && j.after);
	l->edits_after = j.after;
	return OK;
}
