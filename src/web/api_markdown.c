/* web/api_markdown.c - the API described for people: docs/api.md. */
#include "web/api.h"
#include <string.h>

static const char head[] =
	"<!-- docs/api.md - the API. Made by script/api of src/web/routes.def and views.def: change those and run it "
	"again. "
	"-->\n"
	"# The API\n"
	"JSON below `/api/v1`. Ids are texts, because they have 64 bits. Moments are RFC 3339 in UTC, money is an "
	"amount with its "
	"currency.\nA list is `{\"items\": […], \"next\": …}`: give `next` as `after` for the page behind it. The same "
	"for "
	"programs is\n[openapi.json](openapi.json), which the program serves at `/api/v1/openapi.json`.\n\n"
	"- **Who asks.** `POST /session` sets a cookie; what changes something sends the session's `csrf` as "
	"`X-CSRF-Token`. "
	"Each route names\n  the right it needs.\n"
	"- **Parameters.** Several values of one parameter are separated by commas. A parameter that a route does not "
	"know is "
	"refused, as is\n  one given twice.\n"
	"- **Nothing new.** Each GET answers an `ETag`; sent back as `If-None-Match` it is answered 304 where nothing "
	"has "
	"changed.\n"
	"- **What went wrong** is a [problem](#problem): which `code` it is, what it is in this case, and what to do "
	"about "
	"it.\n";

/* A table's cell: its bars are no bars. */
static void add_cell(struct buffer *b, const char *z)
{
	for (; *z; z++) {
		if (*z == '|')
			buffer_byte(b, '\\');
		buffer_byte(b, *z);
	}
}

static void add_type(struct buffer *b, enum view_type type, const char *of)
{
	static const char *const names[] = {
		[KIND_ID] = "id",
		[KIND_TEXT] = "text",
		[KIND_INT] = "whole number",
		[KIND_BOOL] = "true or false",
		[KIND_TIME] = "moment",
		[KIND_ENUM] = NULL,
		[KIND_PART] = NULL,
	};
	static const char *const many[] = {
		[MANY_ONE] = "",
		[MANY_OR_NULL] = " or null",
		[MANY_OPTIONAL] = ", or left out",
		[MANY_LIST] = "",
		[MANY_OPTIONAL_LIST] = ", or left out",
	};
	const char *name = names[view_kind(type)];

	if (view_many(type) == MANY_LIST || view_many(type) == MANY_OPTIONAL_LIST)
		buffer_add_z(b, "list of ");
	if (name)
		buffer_add_z(b, name);
	else
		buffer_format(b, "[%s](#%s)", of, of);
	buffer_add_z(b, many[view_many(type)]);
}

static void add_view(struct buffer *b, const struct view_row *view)
{
	const struct view_row *m;

	buffer_format(b, "\n### %s\n%s\n\n| member | type | what it is |\n| --- | --- | --- |\n", view->name,
		      view->sentence);
	for (size_t i = 0; (m = api_member(view, i)); i++) {
		buffer_format(b, "| `%s` | ", m->name);
		add_type(b, m->type, m->of);
		buffer_add_z(b, " | ");
		add_cell(b, m->sentence);
		buffer_add_z(b, " |\n");
	}
}

static void add_enum(struct buffer *b, struct arena *a, const struct view_row *e)
{
	struct text word;

	buffer_format(b, "\n### %s\n%s\n\n", e->name, e->sentence);
	for (size_t i = 0; (word = view_word(a, e, i)).at; i++)
		buffer_format(b, "%s`%.*s`", i ? ", " : "", TEXT_ARG(word));
	buffer_add_z(b, ".\n");
}

/* "Body: sign_in." */
static void add_part(struct buffer *b, const char *before, const char *view)
{
	struct text rest = text_of(view), media;

	if (strchr(view, '/'))
		for (; text_cut(&rest, '|', &media); before = " or ")
			buffer_format(b, "%s`%.*s`", before, TEXT_ARG(media));
	else if (view[0])
		buffer_format(b, "%s[%s](#%s)", before, view, view);
}

static void add_route(struct buffer *b, struct arena *a, size_t route)
{
	const struct route *r = &routes[route];
	const struct route_query *q = route_queries(route);

	buffer_format(b, "\n### %s %s\n%s Right: %.*s.", r->method, r->path, r->sentence,
		      TEXT_ARG(view_lower(a, right_name(r->right))));
	add_part(b, " Body: ", r->body);
	buffer_format(b, "%s Answer: %d", r->body[0] ? "." : "", r->status);
	add_part(b, ", ", r->reply);
	buffer_add_z(b, ".\n");
	if (q->name)
		buffer_add_z(b, "\n| parameter | type | what it is |\n| --- | --- | --- |\n");
	for (; q->name; q++) {
		buffer_format(b, "| `%s`%s | ", q->name, q->needed ? " (needed)" : "");
		add_type(b, q->type, q->of);
		buffer_add_z(b, " | ");
		add_cell(b, q->sentence);
		buffer_add_z(b, " |\n");
	}
}

static void add_errors(struct buffer *b)
{
	buffer_add_z(b, "\n## Errors\n\n| code | status | sentence | cure |\n| --- | --- | --- | --- |\n");
	for (int e = 1; e < ERR_COUNT; e++)
		buffer_format(b, "| `%s` | %d | %s | %s |\n", err_name((enum err)e), err_status((enum err)e),
			      err_sentence((enum err)e), err_cure((enum err)e));
}

struct text api_markdown(struct arena *a)
{
	struct buffer b = buffer_in(a);

	buffer_add_z(&b, head);
	buffer_add_z(&b, "\n## Routes\n");
	for (size_t i = 0; i < route_count; i++)
		add_route(&b, a, i);
	buffer_add_z(&b, "\n## Views\n");
	for (const struct view_row *r = view_rows; r->name; r++)
		if (r->line == LINE_VIEW)
			add_view(&b, r);
	buffer_add_z(&b, "\n## Words\n");
	for (const struct view_row *r = view_rows; r->name; r++)
		if (r->line == LINE_ENUM)
			add_enum(&b, a, r);
	add_errors(&b);
	return buffer_text(&b);
}
