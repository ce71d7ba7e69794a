/* main/cmd_why.c - why an order stands and shows as it does: the chain of causes, oldest first. */
#include "base/instant.h"
#include "base/json.h"
#include "core/fact_show.h"
#include "core/order_block.h"
#include "main/command.h"
#include "store/sql.h"
#include "web/view_history.h"
#include "web/view_order.h"
#include "work/place.h"
#include "work/why.h"
#include <stdio.h>

static struct text at(struct json v, const char *path)
{
	struct text t = json_text(json_path(v, path));

	return t.at ? t : TEXT("");
}

/* The order of that number, as its channel or people call it, or else of our own number. */
static enum err find(struct scope *s, struct text number, int64_t *id)
{
	struct order_parameters p = order_parameters();
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct sql_shown_get_row row;
	struct json doc, items;
	struct order_query q;

	p.at[ORDER_P_NUMBER].value = number;
	TRY(order_query_read(s, &p, true, &q));
	TRY(view_orders(s, &q, &w));
	TRY(json_parse(s, buffer_text(&b), &doc));
	items = json_at(doc, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		if (text_same(at(i, "ref"), number) || text_same(at(i, "number"), number))
			return text_to_int(at(i, "id"), id) ? OK : ERR_INTERNAL;
	if (text_to_int(number, id) && sql_shown_get(s, (struct sql_shown_get){ .id = *id }, &row) == OK)
		return OK;
	return fail(s, ERR_ORDER_UNKNOWN, "no order has the number %.*s", TEXT_ARG(text_limit(number, 80)));
}

/* ---- the whole order ---- */

static void print_words(struct json list)
{
	const char *between = ": ";

	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		printf("%s%.*s", between, TEXT_ARG(json_text(v)));
		between = ", ";
	}
}

static void print_revision(struct json r)
{
	printf("%.*s  revision %.*s (%.*s)", TEXT_ARG(at(r, "at")), TEXT_ARG(at(r, "seq")), TEXT_ARG(at(r, "source")));
	print_words(json_at(r, "fields"));
	printf("\n");
}

static void print_activity(struct json a)
{
	printf("%.*s  %.*s by %.*s", TEXT_ARG(at(a, "at")), TEXT_ARG(at(a, "kind")),
	       TEXT_ARG(at(a, "who").size ? at(a, "who") : TEXT("the system")));
	if (at(a, "before").size || at(a, "after").size)
		printf(": %.*s%s%.*s", TEXT_ARG(at(a, "before")), at(a, "before").size ? " -> " : "",
		       TEXT_ARG(at(a, "after")));
	if (at(a, "why").size)
		printf(" (%.*s)", TEXT_ARG(at(a, "why")));
	printf("\n");
}

/* Both lists come newest first; printed is the older of their last ones, until none is left. */
static void print_chain(struct scope *s, struct json doc)
{
	struct json lists[2] = { json_at(doc, "revisions"), json_at(doc, "activities") };
	struct json *items[2];
	size_t left[2];

	for (int k = 0; k < 2; k++) {
		left[k] = 0;
		items[k] = ARENA_ARRAY(s->arena, struct json, json_count(lists[k]) + 1);
		for (struct json v = json_first(lists[k]); json_kind(v) != JSON_NONE; v = json_next(lists[k], v))
			items[k][left[k]++] = v;
	}
	if (json_is_true(json_at(doc, "older_revisions")) || json_is_true(json_at(doc, "older_activities")))
		printf("(what is older is not shown)\n");
	while (left[0] || left[1]) {
		bool revision = left[0] && (!left[1] || text_order(at(items[0][left[0] - 1], "at"),
								   at(items[1][left[1] - 1], "at")) <= 0);

		if (revision)
			print_revision(items[0][--left[0]]);
		else
			print_activity(items[1][--left[1]]);
	}
}

static enum err print_blocks(struct scope *s, int64_t id)
{
	struct sql_place_get_row row;
	enum err why[ORDER_BLOCKS_MAX];
	struct order_stand o;
	size_t count;

	TRY(place_stand(s, id, &row, &o));
	count = order_blocks(&o, STAGE_SHIP, why);
	for (size_t i = 0; i < count; i++)
		printf("stands against going on: %s %s\n", err_sentence(why[i]), err_cure(why[i]));
	return OK;
}

static enum err print_order(struct scope *s, int64_t id)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);
	struct json doc;

	TRY(view_order(s, id, false, &w));
	TRY(json_parse(s, buffer_text(&b), &doc));
	printf("order %.*s of %.*s: %.*s", TEXT_ARG(at(doc, "number")), TEXT_ARG(at(doc, "shop.title")),
	       TEXT_ARG(at(doc, "state")));
	if (at(doc, "void_reason").size)
		printf(" by %.*s", TEXT_ARG(at(doc, "void_reason")));
	if (at(doc, "hold").size)
		printf(", held by %.*s", TEXT_ARG(at(doc, "hold")));
	printf("; the channel says %.*s\n", TEXT_ARG(at(doc, "channel_status")));
	print_chain(s, doc);
	return print_blocks(s, id);
}

/* ---- one field ---- */

/* What people are called is masked: a terminal keeps what it shows. */
static struct text value(struct scope *s, enum field field, struct text currency, struct text v)
{
	if (!v.at)
		return TEXT("nothing");
	return field_is_personal(field) ? text_mask(s->arena, v) : history_value(s, field, v, currency);
}

static enum err print_field(struct scope *s, int64_t id, const char *name, const char *line)
{
	struct sql_history_order_row order;
	enum field field;
	struct why why;

	if (!field_find(text_of(name), &field))
		return fail(s, ERR_USAGE, "there is no field \"%s\"; the API's description lists them", name);
	TRY(sql_history_order(s, (struct sql_history_order){ .id = id }, &order));
	TRY(order_why(s, id, field, line ? text_of(line) : TEXT(""), &why));
	for (size_t i = 0; i < why.count; i++) {
		const struct why_step *x = &why.at[i];
		struct text who = x->who.size ? x->who : TEXT("the system");

		printf("%.*s  ", TEXT_ARG(instant_format(s->arena, x->at)));
		if (x->seq)
			printf("revision %lld (%.*s) says %.*s", (long long)x->seq, TEXT_ARG(x->why),
			       TEXT_ARG(value(s, field, order.currency, x->said)));
		else
			printf("%.*s by %.*s%s%.*s", TEXT_ARG(x->kind), TEXT_ARG(who), x->why.size ? ": " : "",
			       TEXT_ARG(x->why));
		printf("; shown is %.*s\n", TEXT_ARG(value(s, field, order.currency, x->value)));
	}
	return OK;
}

enum err cmd_why(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "show" };
	int64_t id = 0;
	struct home h;
	enum err e;

	if (o->word_count != 1)
		return fail(s, ERR_USAGE, "which order? why NUMBER, as its channel or people call it");
	TRY(home_open(s, o, &needs, &h));
	e = find(&h.scope, text_of(o->words[0]), &id);
	if (e == OK)
		e = o->field ? print_field(&h.scope, id, o->field, o->line) : print_order(&h.scope, id);
	return home_leave(s, &h, e);
}
