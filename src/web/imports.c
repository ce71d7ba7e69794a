/* web/imports.c - what the API answers about files that come in. */
#include "work/imports.h"
#include "store/sql.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/view_import.h"
#include "web/views.h"
#include "work/node.h"

enum { PAGE_USUAL = 20, PAGE_MAX = 100 };

/* Who may send such a file: the rights of what it brings in. */
static enum err check_right(struct scope *s, const struct call *c, struct text kind)
{
	enum right needed = text_is(kind, "receipts") ? RIGHT_CHANGE_STOCK
			    : text_is(kind, "orders") ? RIGHT_CHANGE_ORDERS
						      : RIGHT_CHANGE_SKUS;

	if (!right_held(c->session.rights, needed))
		return fail(s, ERR_FORBIDDEN, "this needs the right %.*s", TEXT_ARG(right_text(s, needed)));
	return OK;
}

static enum err kind_of(struct scope *s, const struct parameter *p, const struct import_kind **out)
{
	const struct import_kind *kind = p->value.at ? import_kind_find(p->value) : NULL;

	if (!kind)
		return fail(s, ERR_BAD_REQUEST,
			    "\"kind\" must say what the file holds: skus, sku_maps, receipts or orders");
	*out = kind;
	return OK;
}

enum err imports_list(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "kind", { 0 } }, { "limit", { 0 } }, { "after", { 0 } } };
	int64_t limit = PAGE_USUAL, after = INT64_MAX;
	struct view_import_page page = { 0 };
	const struct import_kind *kind = NULL;

	TRY(call_parameters(s, c, p, 3));
	if (p[0].value.at)
		TRY(kind_of(s, &p[0], &kind));
	TRY(parameter_int(s, &p[1], 1, PAGE_MAX, &limit));
	TRY(parameter_int(s, &p[2], 1, INT64_MAX, &after));
	TRY(view_imports(s, kind, after, limit, &page));
	view_import_page_write(&c->json, NULL, &page);
	return OK;
}

/* Which values of files a person may see. */
static bool may_see(const struct call *c, const struct import_kind *kind)
{
	return kind && (!kind->people || right_held(c->session.rights, RIGHT_READ_PEOPLE));
}

static enum err answer(struct scope *s, struct call *c, int64_t id)
{
	struct view_import v;

	TRY(view_import_of(s, id, &v));
	if (!may_see(c, import_kind_find(v.kind)))
		view_import_mask(s, &v);
	view_import_write(&c->json, NULL, &v);
	return OK;
}

enum err imports_show(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return answer(s, c, c->id);
}

enum err imports_add(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "kind", { 0 } },    { "name", { 0 } }, { "template", { 0 } },
				 { "columns", { 0 } }, { "shop", { 0 } }, { "warehouse", { 0 } } };
	struct import_new f = { 0 };
	int64_t id;

	TRY(call_parameters(s, c, p, 6));
	TRY(kind_of(s, &p[0], &f.kind));
	TRY(check_right(s, c, text_of(f.kind->name)));
	TRY(parameter_int(s, &p[2], 1, INT64_MAX, &f.template_id));
	TRY(parameter_int(s, &p[4], 1, INT64_MAX, &f.shop_id));
	TRY(parameter_int(s, &p[5], 1, INT64_MAX, &f.warehouse_id));
	f.name = p[1].value;
	f.columns = p[3].value;
	f.bytes = c->http->body;
	TRY(import_add(c->web->node, s, &f, &id));
	return answer(s, c, id);
}

/* The kind of a stored import, by which one may take or read it. */
static enum err allowed(struct scope *s, const struct call *c, bool *values)
{
	struct sql_import_get_row row;
	enum err e = sql_import_get(s, (struct sql_import_get){ c->id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_IMPORT_UNKNOWN, "there is no import %lld", (long long)c->id);
	TRY(e);
	*values = may_see(c, import_kind_find(row.kind));
	return check_right(s, c, row.kind);
}

enum err imports_take(struct scope *s, struct call *c)
{
	static const char *const members[] = { "take" };
	struct text take;
	bool values;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	TRY(body_word(s, c->body, "take", "all|good", &take));
	TRY(allowed(s, c, &values));
	TRY(import_start(s, c->id, text_is(take, "all"), 0));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return answer(s, c, c->id);
}

/* It shows values of the file, so it needs the right to bring them in. */
enum err imports_report(struct scope *s, struct call *c)
{
	struct text all;
	bool values;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(allowed(s, c, &values));
	TRY(import_report(c->web->node, s, c->id, values, &all));
	c->type = TEXT("text/csv; charset=utf-8");
	c->file = text_format(s->arena, "import-%lld.csv", (long long)c->id);
	buffer_add(&c->out, all);
	return OK;
}

enum err imports_example(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "kind", { 0 } } };
	const struct import_kind *kind = import_kinds[0];

	TRY(call_parameters(s, c, p, 1));
	TRY(kind_of(s, &p[0], &kind));
	buffer_add_z(&c->out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < kind->column_count; i++)
		buffer_format(&c->out, "%s%s", i ? "," : "", kind->columns[i].name);
	buffer_add_z(&c->out, "\r\n");
	c->type = TEXT("text/csv; charset=utf-8");
	c->file = text_format(s->arena, "%s.csv", kind->name);
	return OK;
}

/* ---- templates ---- */

static enum err view_template(struct scope *s, const struct sql_template_list_row *r, struct view_import_template *out)
{
	struct template_pair pairs[IMPORT_COLUMNS_MAX];
	struct view_template_column *at;
	size_t count;

	TRY(template_pairs(s, r->columns, pairs, &count));
	at = ARENA_ARRAY(s->arena, struct view_template_column, count + 1);
	for (size_t i = 0; i < count; i++)
		at[i] = (struct view_template_column){ pairs[i].name, pairs[i].heading };
	*out = (struct view_import_template){ .id = r->id, .kind = r->kind, .name = r->name, .ver = r->ver };
	out->columns = (struct view_template_column_list){ at, count };
	return OK;
}

enum err templates_list(struct scope *s, struct call *c)
{
	struct parameter p[] = { { "kind", { 0 } } };
	struct view_import_template_page page = { 0 };
	const struct import_kind *kind = NULL;
	struct sql_template_list_rows rows;
	struct view_import_template *at;

	TRY(call_parameters(s, c, p, 1));
	if (p[0].value.at)
		TRY(kind_of(s, &p[0], &kind));
	TRY(sql_template_list(
		s, (struct sql_template_list){ .kind = kind ? text_of(kind->name) : TEXT(""), .max = TEMPLATES_MAX },
		&rows));
	at = ARENA_ARRAY(s->arena, struct view_import_template, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		TRY(view_template(s, &rows.at[i], &at[i]));
	page.items = (struct view_import_template_list){ at, rows.count };
	view_import_template_page_write(&c->json, NULL, &page);
	return OK;
}

static enum err read_pairs(struct scope *s, struct call *c, struct template_pair at[IMPORT_COLUMNS_MAX], size_t *count)
{
	struct json list = json_at(c->body, "columns");

	*count = 0;
	if (json_kind(list) != JSON_ARRAY)
		return fail(s, ERR_BAD_REQUEST, "the body must have \"columns\" as a list");
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		if (*count == IMPORT_COLUMNS_MAX)
			return fail(s, ERR_BAD_REQUEST, "\"columns\" has at most %d", IMPORT_COLUMNS_MAX);
		TRY(body_text(s, v, "name", &at[*count].name));
		TRY(body_text(s, v, "heading", &at[*count].heading));
		++*count;
	}
	return OK;
}

enum err templates_put(struct scope *s, struct call *c)
{
	static const char *const members[] = { "kind", "name", "columns" };
	struct template_pair pairs[IMPORT_COLUMNS_MAX];
	struct parameter kind_named = { "kind", { 0 } };
	struct sql_template_get_row row;
	const struct import_kind *kind = import_kinds[0];
	struct view_import_template v;
	struct text name;
	size_t count;
	int64_t id;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 3));
	TRY(body_text(s, c->body, "kind", &kind_named.value));
	TRY(kind_of(s, &kind_named, &kind));
	TRY(check_right(s, c, text_of(kind->name)));
	TRY(body_text(s, c->body, "name", &name));
	TRY(read_pairs(s, c, pairs, &count));
	TRY(template_put(s, kind, name, pairs, count, &id));
	TRY(sql_template_get(s, (struct sql_template_get){ id }, &row));
	TRY(view_template(s, &(struct sql_template_list_row){ id, row.kind, row.name, row.columns, row.ver }, &v));
	view_import_template_write(&c->json, NULL, &v);
	return OK;
}

enum err templates_delete(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	return template_drop(s, c->id);
}
