/* web/order_edit.c - edits of an order: which stand, and what a person wants to be so. */
#include "base/money.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/view_edit.h"
#include "work/edit.h"
#include "work/node.h"

enum { EDITS_SHOWN = 500 };

/* ---- which stand ---- */

/* "field line" behind which the page begins. */
static enum err after_read(struct scope *s, const struct parameter *p, struct sql_edit_list *q)
{
	struct text rest = p->value;

	q->field = q->line = TEXT("");
	if (!rest.at)
		return OK;
	if (!text_cut(&rest, ' ', &q->field) || rest.size > EDITS_SHOWN)
		return fail(s, ERR_BAD_REQUEST, "the parameter \"after\" must be what a page gave as \"next\"");
	q->line = rest.at ? rest : TEXT("");
	return OK;
}

static enum err answer(struct scope *s, struct call *c, struct sql_edit_list q)
{
	struct view_order_edit_page page = { 0 };
	struct sql_edit_list_rows rows;
	struct view_order_edit *at;
	struct value_form form;
	struct shown x;

	TRY(value_form_of(s, c, &form));
	TRY(shown_read(s, c->id, &x));
	TRY(sql_edit_list(s, q, &rows));
	at = ARENA_ARRAY(s->arena, struct view_order_edit, rows.count + 1);
	for (size_t i = 0; i < rows.count && i < EDITS_SHOWN; i++) {
		const struct sql_edit_list_row *r = &rows.at[i];
		enum field field;

		if (!field_find(r->field, &field))
			continue;
		at[page.items.count++] = (struct view_order_edit){
			.field = r->field,
			.line = r->line,
			.value = value_shown(s, &form, field, r->value),
			.was = value_shown(s, &form, field, r->was),
			.channel = value_shown(s, &form, field, facts_find(&x.latest, field, r->line)),
			.at = r->at,
			.who = r->who.size ? r->who : (struct text){ 0 },
			.why = r->why,
		};
	}
	if (rows.count > EDITS_SHOWN)
		page.next = text_format(s->arena, "%.*s %.*s", TEXT_ARG(rows.at[EDITS_SHOWN - 1].field),
					TEXT_ARG(rows.at[EDITS_SHOWN - 1].line));
	page.ver = x.ver;
	page.items.at = at;
	view_order_edit_page_write(&c->json, NULL, &page);
	return OK;
}

enum err orders_edits(struct scope *s, struct call *c)
{
	struct sql_edit_list q = { .order_id = c->id, .max = EDITS_SHOWN + 1 };
	struct parameter after = { "after", { 0 } };

	TRY(call_parameters(s, c, &after, 1));
	TRY(after_read(s, &after, &q));
	return answer(s, c, q);
}

/* ---- what a person wants ---- */

struct wishes {
	struct edit_wish *at;
	size_t count;
};

static enum err read_fields(struct scope *s, struct json list, const struct value_form *form, struct wishes *w)
{
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct edit_wish *wish = &w->at[w->count++];
		struct json value = json_at(v, "value");

		TRY(field_read(s, v, "value", &wish->field, &wish->line));
		if (json_kind(value) != JSON_STRING && json_kind(value) != JSON_NULL)
			return fail(s, ERR_BAD_REQUEST, "\"value\" of %s must be a text, or null to take the edit back",
				    field_name(wish->field));
		TRY(value_typed(s, form, wish->field,
				json_kind(value) == JSON_NULL ? (struct text){ 0 } : json_text(value), &wish->value));
	}
	return OK;
}

/* A member of a new line as one more wish; one that is left out is none. */
static enum err read_member(struct scope *s, struct json line, const char *name, const struct value_form *form,
			    struct edit_wish wish, struct wishes *w)
{
	struct json v = json_at(line, name);

	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	if (json_kind(v) != JSON_STRING && json_kind(v) != JSON_NUMBER)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" of a line must be a text, or a number of pieces", name);
	TRY(value_typed(s, form, wish.field, json_text(v), &wish.value));
	w->at[w->count++] = wish;
	return OK;
}

static enum err read_lines(struct scope *s, const struct call *c, struct json list, const struct value_form *form,
			   struct wishes *w)
{
	struct facts own = { 0 };
	struct shown x;

	if (json_kind(json_first(list)) == JSON_NONE)
		return OK;
	TRY(shown_read(s, c->id, &x));
	for (size_t i = 0; i < x.edits.count; i++)
		facts_add(s->arena, &own, x.edits.at[i].field, x.edits.at[i].line, x.edits.at[i].value);
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		struct text key = line_own_next(s->arena, &x.facts, &own);

		if (json_kind(json_at(v, "quantity")) != JSON_NUMBER)
			return fail(s, ERR_BAD_REQUEST, "\"quantity\" of a line must be a whole number");
		TRY(read_member(s, v, "quantity", form, (struct edit_wish){ FIELD_LINE_ORDERED, key, { 0 } }, w));
		TRY(read_member(s, v, "sku", form, (struct edit_wish){ FIELD_LINE_SKU, key, { 0 } }, w));
		TRY(read_member(s, v, "title", form, (struct edit_wish){ FIELD_LINE_TITLE, key, { 0 } }, w));
		TRY(read_member(s, v, "price", form, (struct edit_wish){ FIELD_LINE_PRICE, key, { 0 } }, w));
		facts_add(s->arena, &own, FIELD_LINE_ORDERED, key, TEXT("1"));
	}
	return OK;
}

enum err orders_edit(struct scope *s, struct call *c)
{
	static const char *const members[] = { "fields", "lines", "why" };
	size_t fields, lines;
	struct value_form form;
	struct wishes w = { 0 };
	struct json list, more;
	struct text why;
	int64_t ver;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 3));
	TRY(call_if_match(s, c, &ver));
	TRY(value_form_of(s, c, &form));
	TRY(list_read(s, c, "fields", &list, &fields));
	TRY(list_read(s, c, "lines", &more, &lines));
	TRY(why_read(s, c, &why));
	if (fields + lines == 0)
		return fail(s, ERR_BAD_REQUEST, "nothing is to be changed: \"fields\" and \"lines\" are empty");
	w.at = ARENA_ARRAY(s->arena, struct edit_wish, fields + 4 * lines);
	TRY(read_fields(s, list, &form, &w));
	TRY(lines ? read_lines(s, c, more, &form, &w) : OK);
	TRY(order_edit(s, c->id, ver, w.at, w.count, why));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return answer(s, c,
		      (struct sql_edit_list){
			      .order_id = c->id, .field = TEXT(""), .line = TEXT(""), .max = EDITS_SHOWN + 1 });
}
