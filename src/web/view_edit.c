/* web/view_edit.c - values of an order's fields as the API takes and shows them. */
#include "web/view_edit.h"
#include "base/money.h"
#include "core/merge.h"
#include "store/sql.h"
#include "web/view_history.h"

enum { LINE_SIZE_MAX = 400 };

enum err value_form_of(struct scope *s, const struct call *c, struct value_form *out)
{
	struct sql_history_order_row row;
	enum err e = sql_history_order(s, (struct sql_history_order){ .id = c->id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)c->id);
	TRY(e);
	*out = (struct value_form){ right_held(c->session.rights, RIGHT_READ_PEOPLE), row.currency };
	return OK;
}

struct text value_shown(struct scope *s, const struct value_form *form, enum field field, struct text value)
{
	if (!value.at)
		return value;
	if (field_is_personal(field) && !form->people)
		return text_mask(s->arena, value);
	return value.size ? history_value(s, field, value, form->currency) : value;
}

enum err value_typed(struct scope *s, const struct value_form *form, enum field field, struct text typed,
		     struct text *out)
{
	int64_t minor;

	*out = typed;
	if (field_is_personal(field) && !form->people)
		return fail(s, ERR_FORBIDDEN, "the field %s is changed by who may read it", field_name(field));
	if (!typed.size || field_type(field) != TYPE_MONEY)
		return OK;
	TRY(money_parse(s, text_trim(typed), form->currency, &minor));
	*out = text_format(s->arena, "%lld", (long long)minor);
	return OK;
}

static bool is_member(struct text name, const char *names)
{
	struct text rest = text_of(names), one;

	while (text_cut(&rest, ' ', &one))
		if (text_same(one, name))
			return true;
	return false;
}

enum err field_read(struct scope *s, struct json of, const char *more, enum field *field, struct text *line)
{
	struct text name = json_text(json_at(of, "field"));
	struct json at = json_at(of, "line");

	for (struct json v = json_first(of); json_kind(v) != JSON_NONE; v = json_next(of, v))
		if (!is_member(json_name(of, v), "field line") && !is_member(json_name(of, v), more))
			return fail(s, ERR_BAD_REQUEST, "the member \"%.*s\" is not known here",
				    TEXT_ARG(call_quote(s, json_name(of, v))));
	if (json_kind(json_at(of, "field")) != JSON_STRING || !field_find(name, field))
		return fail(s, ERR_BAD_REQUEST, "\"field\" must be the name of a field, not \"%.*s\"",
			    name.at ? (int)call_quote(s, name).size : 0, name.at ? call_quote(s, name).at : "");
	*line = TEXT("");
	if (json_kind(at) == JSON_NONE || json_kind(at) == JSON_NULL)
		return OK;
	*line = json_text(at);
	if (json_kind(at) != JSON_STRING || line->size > LINE_SIZE_MAX)
		return fail(s, ERR_BAD_REQUEST, "\"line\" must be a line's key, of at most %d bytes", LINE_SIZE_MAX);
	return OK;
}

enum err list_read(struct scope *s, const struct call *c, const char *name, struct json *out, size_t *count)
{
	*out = json_at(c->body, name);
	*count = json_kind(*out) == JSON_ARRAY ? json_count(*out) : 0;
	if (json_kind(*out) != JSON_ARRAY && json_kind(*out) != JSON_NONE)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a list", name);
	if (*count > EDITS_AT_ONCE)
		return fail(s, ERR_TOO_LARGE, "\"%s\" takes %d at most, not %zu", name, EDITS_AT_ONCE, *count);
	for (struct json v = json_first(*out); *count && json_kind(v) != JSON_NONE; v = json_next(*out, v))
		if (json_kind(v) != JSON_OBJECT)
			return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a list of objects", name);
	return OK;
}

enum err why_read(struct scope *s, const struct call *c, struct text *out)
{
	struct json v = json_at(c->body, "why");

	*out = TEXT("");
	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "\"why\" must be a text");
	*out = text_trim(json_text(v));
	return OK;
}
