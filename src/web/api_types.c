/* web/api_types.c - the API described for our pages: TypeScript. */
#include "web/api.h"
#include <string.h>

enum { WORDS_A_LINE = 6 };

static void add_type(struct buffer *b, struct arena *a, enum view_type type, const char *of)
{
	static const char *const plain[] = {
		[KIND_ID] = "string",   [KIND_TEXT] = "string", [KIND_INT] = "number", [KIND_BOOL] = "boolean",
		[KIND_TIME] = "string", [KIND_ENUM] = NULL,     [KIND_PART] = NULL,
	};
	enum view_kind kind = view_kind(type);
	enum view_many many = view_many(type);

	buffer_add(b, plain[kind] ? text_of(plain[kind]) : api_name(a, text_of(of)));
	if (many == MANY_LIST || many == MANY_OPTIONAL_LIST)
		buffer_add_z(b, "[]");
	else if (many == MANY_OR_NULL)
		buffer_add_z(b, " | null");
}

static void add_enum(struct buffer *b, struct arena *a, const struct view_row *e)
{
	struct text word;

	buffer_format(b, "\n/** %s */\nexport type %.*s =", e->sentence, TEXT_ARG(api_name(a, text_of(e->name))));
	for (size_t i = 0; (word = view_word(a, e, i)).at; i++)
		buffer_format(b, "%s| \"%.*s\"", i % WORDS_A_LINE ? " " : "\n\t", TEXT_ARG(word));
	buffer_add_z(b, ";\n");
}

static void add_view(struct buffer *b, struct arena *a, const struct view_row *view)
{
	bool extends = false;

	buffer_format(b, "\n/** %s */\nexport interface %.*s", view->sentence,
		      TEXT_ARG(api_name(a, text_of(view->name))));
	for (const struct view_row *r = view + 1; r->line != LINE_END; r++)
		if (r->line == LINE_SAME) {
			buffer_format(b, "%s%.*s", extends ? ", " : " extends ",
				      TEXT_ARG(api_name(a, text_of(r->name))));
			extends = true;
		}
	buffer_add_z(b, " {\n");
	for (const struct view_row *r = view + 1; r->line != LINE_END; r++) {
		enum view_many many = view_many(r->type);

		if (r->line != LINE_MEMBER)
			continue;
		buffer_format(b, "\t/** %s */ %s%s: ", r->sentence, r->name,
			      many == MANY_OPTIONAL || many == MANY_OPTIONAL_LIST ? "?" : "");
		add_type(b, a, r->type, r->of);
		buffer_add_z(b, ";\n");
	}
	buffer_add_z(b, "}\n");
}

/* What stands for a body or reply that is no view. */
static struct text view_or(struct arena *a, const char *view, const char *otherwise)
{
	return view[0] && !strchr(view, '/') ? api_name(a, text_of(view)) : text_of(otherwise);
}

static void add_route(struct buffer *b, struct arena *a, size_t route)
{
	const struct route *r = &routes[route];

	buffer_format(b, "\t/** %s */\n\t\"%s %s\": { query: {", r->sentence, r->method, r->path);
	for (const struct route_query *q = route_queries(route); q->name; q++) {
		buffer_format(b, "\n\t\t/** %s */ %s%s: ", q->sentence, q->name, q->needed ? "" : "?");
		add_type(b, a, q->type, q->of);
		buffer_add_z(b, ";");
	}
	buffer_format(b, "%s}; body: %.*s; reply: %.*s };\n", route_queries(route)->name ? "\n\t" : "",
		      TEXT_ARG(view_or(a, r->body, r->body[0] ? "Blob" : "undefined")),
		      TEXT_ARG(view_or(a, r->reply, r->reply[0] ? "unknown" : "undefined")));
}

struct text api_types(struct arena *a)
{
	struct buffer b = buffer_in(a);

	buffer_add_z(&b,
		     "// ui/src/api/types.ts - what the API answers and takes. Made by script/api of src/web/views.def "
		     "and routes.def: change\n// those and run it again.\n");
	for (const struct view_row *r = view_rows; r->name; r++)
		if (r->line == LINE_ENUM)
			add_enum(&b, a, r);
		else if (r->line == LINE_VIEW)
			add_view(&b, a, r);
	buffer_add_z(&b,
		     "\n/** Each route below /api/v1: the parameters, body and reply. */\nexport interface Routes {\n");
	for (size_t i = 0; i < route_count; i++)
		add_route(&b, a, i);
	buffer_add_z(&b, "}\n");
	return buffer_text(&b);
}
