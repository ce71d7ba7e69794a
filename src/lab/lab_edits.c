/* lab/lab_edits.c - people of the lab change orders while the market changes the same ones, and answer where both sides
 * did, all by the API. */
#include "lab/lab_people.h"

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

	put_field(w, fields[which], of_line ? json_text(json_at(line, "line")) : TEXT(""),
		  back ? value : (struct text){ 0 });
}

/* Meanwhile the buyer and the seller agree on something else, of the same order. */
static void agree_anew(struct person *p, struct text ref)
{
	static const enum market_verb verbs[] = { MARKET_MOVE_HOUSE, MARKET_MOVE_HOUSE, MARKET_METHOD,
						  MARKET_QUANTITY,   MARKET_ADD_LINE,   MARKET_CANCEL_LINE,
						  MARKET_DROP_LINE };
	struct lab *l = p->lab;
	struct market_act a = { .count = 1 };
	struct market *m;

	a.verb = verbs[below(p, sizeof verbs / sizeof *verbs)];
	if (a.verb == MARKET_METHOD)
		a.what = (int64_t)below(p, CARRIERS);
	if (a.verb == MARKET_QUANTITY)
		a.count += (int64_t)below(p, 5);
	m = sim_lock(l->sim);
	if (l->agreed_count < AGREED_MAX && market_find(m, ref, &a.order))
		l->agreed[l->agreed_count++] = a;
	sim_unlock(l->sim);
}

/* By the clock of the market, not by that of a process. */
void lab_agree(struct lab *l, struct scope *s)
{
	struct market *m = sim_lock(l->sim);

	for (size_t i = 0; i < l->agreed_count; i++) {
		l->agreed[i].now = sim_now(l->sim);
		if (market_do(m, s, &l->agreed[i]) != OK)
			s->words = (struct text){ 0 }; /* the order has come too far for it */
	}
	l->agreed_count = 0;
	sim_unlock(l->sim);
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
		json_put_text(&w, "sku", json_text(json_at(line, "sku")));
		json_put_int(&w, "quantity", 1 + (int64_t)below(p, 3));
		json_close(&w);
	}
	json_close_array(&w);
	json_put_z(&w, "why", "as the lab drew it");
	json_close(&w);
	if (!person_ask(p, s, "PUT", order_path(s, id, "/edits"), buffer_text(&b), &out))
		return;
	lab_reached(p->lab, RARE_edited);
	if (below(p, 2))
		agree_anew(p, json_text(json_at(order, "ref")));
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
	if (person_ask(p, s, "POST", order_path(s, id, "/decide"), buffer_text(&b), &out) && json_count(items))
		lab_reached(p->lab, RARE_decided);
}

void person_edits(struct person *p, struct scope *s)
{
	uint64_t chance = below(p, 10);

	if (chance < 4)
		edit_one(p, s);
	else if (chance < 7)
		person_tasks(p, s);
	else
		decide_one(p, s);
}
