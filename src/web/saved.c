/* web/saved.c - what the API answers about a person's saved views. */
#include "work/saved.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/views.h"

static struct view_texts columns_of(struct scope *s, struct text list)
{
	struct text *at = ARENA_ARRAY(s->arena, struct text, SAVED_COLUMNS_MAX), word;
	struct view_texts columns = { at, 0 };

	while (columns.count < SAVED_COLUMNS_MAX && list.size > 0 && text_cut(&list, ',', &word))
		at[columns.count++] = word;
	return columns;
}

enum err saved_list(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "page", { 0 } } };
	struct sql_saved_views_rows rows;
	struct view_saved_view *items;
	struct view_saved_view_page page = { 0 };

	TRY(call_parameters(s, c, p, 1));
	TRY(sql_saved_views(s,
			    (struct sql_saved_views){ .user_id = c->session.user_id,
						      .page = p[0].value.at ? p[0].value : TEXT(""),
						      .max = SAVED_MAX + 1 },
			    &rows));
	items = ARENA_ARRAY(s->arena, struct view_saved_view, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		const struct sql_saved_views_row *r = &rows.at[i];
		items[i] = (struct view_saved_view){ r->id, r->page, r->name, r->query, columns_of(s, r->columns),
						     r->ver };
	}
	page.items = (struct view_saved_view_list){ items, rows.count };
	view_saved_view_page_write(&c->json, NULL, &page);
	return OK;
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct sql_saved_view_get_row r;

	TRY(sql_saved_view_get(s, (struct sql_saved_view_get){ .id = id, .user_id = c->session.user_id }, &r));
	view_saved_view_write(
		&c->json, NULL,
		&(struct view_saved_view){ id, r.page, r.name, r.query, columns_of(s, r.columns), r.ver });
	return OK;
}

/* A text of the body that may be empty. */
static enum err body_text(struct scope *s, const struct call *c, const char *name, struct text *out)
{
	struct json v = json_at(c->body, name);

	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "the body must be a JSON object with \"%s\" as a text", name);
	*out = json_text(v);
	return OK;
}

static enum err read_saved(struct scope *s, const struct call *c, struct saved *out)
{
	struct json columns = json_at(c->body, "columns");
	struct text *at = ARENA_ARRAY(s->arena, struct text, SAVED_COLUMNS_MAX + 1);

	TRY(body_text(s, c, "name", &out->name));
	TRY(body_text(s, c, "query", &out->query));
	if (json_kind(columns) != JSON_ARRAY)
		return fail(s, ERR_BAD_REQUEST, "the body must have \"columns\" as a list of names");
	for (struct json v = json_first(columns); json_kind(v) != JSON_NONE && out->column_count <= SAVED_COLUMNS_MAX;
	     v = json_next(columns, v)) {
		if (json_kind(v) != JSON_STRING)
			return fail(s, ERR_BAD_REQUEST, "\"columns\" must be a list of names");
		at[out->column_count++] = json_text(v);
	}
	out->columns = at;
	return OK;
}

enum err saved_add(struct scope *s, struct call *c)
{
	static const char *const members[] = { "page", "name", "query", "columns" };
	struct saved v = { .user_id = c->session.user_id };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 4));
	TRY(body_text(s, c, "page", &v.page));
	TRY(read_saved(s, c, &v));
	TRY(saved_make(s, &v));
	return answer(s, c, v.id);
}

enum err saved_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "name", "query", "columns" };
	struct saved v = { .id = c->id, .user_id = c->session.user_id };

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 3));
	TRY(call_if_match(s, c, &v.ver));
	TRY(read_saved(s, c, &v));
	TRY(saved_change(s, &v));
	return answer(s, c, v.id);
}

enum err saved_delete(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	return saved_remove(s, c->id, c->session.user_id);
}
