/* web/api_openapi.c - the API described for programs: OpenAPI 3.1, indented, so that a change can be read line by line. */
#include "web/api.h"
#include "base/http.h"
#include "web/session.h"
#include <string.h>

#define SCHEMAS "#/components/schemas/"

static void put_ref(struct arena *a, struct json_writer *w, const char *key, const char *of)
{
	json_open(w, key);
	json_put_text(w, "$ref", text_format(a, SCHEMAS "%.*s", TEXT_ARG(api_name(a, text_of(of)))));
	json_close(w);
}

static void put_type(struct json_writer *w, const char *type, const char *format, bool null)
{
	if (null) {
		json_open_array(w, "type");
		json_put_z(w, NULL, type);
		json_put_z(w, NULL, "null");
		json_close_array(w);
	} else {
		json_put_z(w, "type", type);
	}
	if (format)
		json_put_z(w, "format", format);
}

/* The members of an open object that is the schema of one value. */
static void put_scalar(struct json_writer *w, enum view_kind kind, bool null)
{
	static const char *const forms[][2] = {
		[KIND_ID] = { "string", "int64" },       [KIND_TEXT] = { "string", NULL },
		[KIND_INT] = { "integer", "int64" },     [KIND_BOOL] = { "boolean", NULL },
		[KIND_TIME] = { "string", "date-time" }, [KIND_ENUM] = { "string", NULL },
		[KIND_PART] = { "object", NULL },
	};

	put_type(w, forms[kind][0], forms[kind][1], null);
}

static bool is_named(enum view_kind kind) { return kind == KIND_ENUM || kind == KIND_PART; }

static void put_one(struct arena *a, struct json_writer *w, const char *key, enum view_kind kind, const char *of)
{
	if (is_named(kind)) {
		put_ref(a, w, key, of);
		return;
	}
	json_open(w, key);
	put_scalar(w, kind, false);
	json_close(w);
}

/* A value with what it means, as a schema of its own. */
static void put_schema(struct arena *a, struct json_writer *w, const char *key, enum view_type type, const char *of,
		       const char *sentence)
{
	enum view_kind kind = view_kind(type);
	enum view_many many = view_many(type);

	json_open(w, key);
	if (sentence)
		json_put_z(w, "description", sentence);
	if (many == MANY_LIST || many == MANY_OPTIONAL_LIST) {
		json_put_z(w, "type", "array");
		put_one(a, w, "items", kind, of);
	} else if (!is_named(kind)) {
		put_scalar(w, kind, many == MANY_OR_NULL);
	} else {
		json_open_array(w, "anyOf");
		put_ref(a, w, NULL, of);
		if (many == MANY_OR_NULL) {
			json_open(w, NULL);
			json_put_z(w, "type", "null");
			json_close(w);
		}
		json_close_array(w);
	}
	json_close(w);
}

static bool is_required(enum view_type type)
{
	return view_many(type) != MANY_OPTIONAL && view_many(type) != MANY_OPTIONAL_LIST;
}

static void put_view(struct arena *a, struct json_writer *w, const struct view_row *view)
{
	const struct view_row *m;

	json_open(w, api_name(a, text_of(view->name)).at);
	json_put_z(w, "description", view->sentence);
	json_put_z(w, "type", "object");
	json_open(w, "properties");
	for (size_t i = 0; (m = api_member(view, i)); i++)
		put_schema(a, w, m->name, m->type, m->of, m->sentence);
	json_close(w);
	json_open_array(w, "required");
	for (size_t i = 0; (m = api_member(view, i)); i++)
		if (is_required(m->type))
			json_put_z(w, NULL, m->name);
	json_close_array(w);
	json_put_bool(w, "additionalProperties", false);
	json_close(w);
}

static void put_enum(struct arena *a, struct json_writer *w, const struct view_row *e)
{
	struct text word;

	json_open(w, api_name(a, text_of(e->name)).at);
	json_put_z(w, "description", e->sentence);
	json_put_z(w, "type", "string");
	json_open_array(w, "enum");
	for (size_t i = 0; (word = view_word(a, e, i)).at; i++)
		json_put_text(w, NULL, word);
	json_close_array(w);
	json_close(w);
}

static void put_schemas(struct arena *a, struct json_writer *w)
{
	json_open(w, "schemas");
	for (const struct view_row *r = view_rows; r->name; r++)
		if (r->line == LINE_ENUM)
			put_enum(a, w, r);
		else if (r->line == LINE_VIEW)
			put_view(a, w, r);
	json_close(w);
}

static void put_content(struct arena *a, struct json_writer *w, const char *media, const char *view)
{
	struct text rest = text_of(media), one;

	json_open(w, "content");
	while (text_cut(&rest, '|', &one)) { /* a file comes in several forms */
		json_open(w, text_z(a, one));
		if (view)
			put_ref(a, w, "schema", view);
		json_close(w);
	}
	json_close(w);
}

static void put_parameter(struct arena *a, struct json_writer *w, const char *in, const struct route_query *q)
{
	enum view_many many = view_many(q->type);

	json_open(w, NULL);
	json_put_z(w, "name", q->name);
	json_put_z(w, "in", in);
	json_put_z(w, "description", q->sentence);
	json_put_bool(w, "required", q->needed);
	put_schema(a, w, "schema", q->type, q->of, NULL);
	if (many == MANY_LIST)
		json_put_bool(w, "explode", false);
	json_close(w);
}

static void put_parameters(struct arena *a, struct json_writer *w, size_t route)
{
	static const struct route_query id = { "id", true, TYPE_OF_ID, "", "Its number." };
	const struct route_query *q = route_queries(route);

	json_open_array(w, "parameters");
	if (strstr(routes[route].path, "{id}"))
		put_parameter(a, w, "path", &id);
	for (; q->name; q++)
		put_parameter(a, w, "query", q);
	json_close_array(w);
}

static void put_answers(struct arena *a, struct json_writer *w, const struct route *r)
{
	const char *media = api_media(r);

	json_open(w, "responses");
	json_open(w, text_format(a, "%d", r->status).at);
	json_put_z(w, "description", r->status == 204 ? "Done." : "What was asked for.");
	if (media)
		put_content(a, w, media, strchr(r->reply, '/') ? NULL : r->reply);
	json_close(w);
	if (strcmp(r->method, "GET") == 0) {
		json_open(w, "304");
		json_put_z(w, "description", "It is as If-None-Match names it.");
		json_close(w);
	}
	json_open(w, "default");
	json_put_z(w, "description", "What went wrong.");
	put_content(a, w, "application/problem+json", "problem");
	json_close(w);
	json_close(w);
}

/* Who may ask: a session by its cookie, and what changes something proves by its token that it is our own page's. */
static void put_security(struct arena *a, struct json_writer *w, const struct route *r)
{
	json_open_array(w, "security");
	if (r->right != RIGHT_PUBLIC) {
		json_open(w, NULL);
		json_open_array(w, "session");
		json_close_array(w);
		if (strcmp(r->method, "GET") != 0) {
			json_open_array(w, "csrf");
			json_close_array(w);
		}
		json_close(w);
	}
	json_close_array(w);
	json_put_text(w, "x-right", view_lower(a, right_name(r->right)));
}

static void put_operation(struct arena *a, struct json_writer *w, size_t route)
{
	const struct route *r = &routes[route];
	struct text method = view_lower(a, r->method);

	json_open(w, method.at);
	json_put_z(w, "operationId", r->name);
	json_put_z(w, "summary", r->sentence);
	put_security(a, w, r);
	put_parameters(a, w, route);
	if (r->body[0]) {
		json_open(w, "requestBody");
		json_put_bool(w, "required", true);
		put_content(a, w, route_takes_file(r) ? r->body : "application/json",
			    route_takes_file(r) ? NULL : r->body);
		json_close(w);
	}
	put_answers(a, w, r);
	json_close(w);
}

/* The routes of one path are one object, at the place of the first. */
static void put_paths(struct arena *a, struct json_writer *w)
{
	json_open(w, "paths");
	for (size_t i = 0; i < route_count; i++) {
		size_t first = 0;
		while (strcmp(routes[first].path, routes[i].path) != 0)
			first++;
		if (first != i)
			continue;
		json_open(w, routes[i].path);
		for (size_t j = i; j < route_count; j++)
			if (strcmp(routes[j].path, routes[i].path) == 0)
				put_operation(a, w, j);
		json_close(w);
	}
	json_close(w);
}

static void put_scheme(struct json_writer *w, const char *key, const char *in, const char *name, const char *sentence)
{
	json_open(w, key);
	json_put_z(w, "type", "apiKey");
	json_put_z(w, "in", in);
	json_put_z(w, "name", name);
	json_put_z(w, "description", sentence);
	json_close(w);
}

/* The same JSON with a line for each value. Texts are copied as they stand: an escaped quote ends none. */
static struct text indent(struct arena *a, struct text json)
{
	struct buffer b = buffer_in(a);
	size_t depth = 0;
	bool text = false;

	for (size_t i = 0; i < json.size; i++) {
		char c = json.at[i], next = i + 1 < json.size ? json.at[i + 1] : 0;
		bool opens = !text && (c == '{' || c == '['), closes = !text && (c == '}' || c == ']');
		bool empty = opens && (next == '}' || next == ']');
		if (closes)
			depth--;
		if (closes && json.at[i - 1] != '{' && json.at[i - 1] != '[') {
			buffer_byte(&b, '\n');
			for (size_t n = 0; n < depth; n++)
				buffer_byte(&b, '\t');
		}
		buffer_byte(&b, c);
		if (c == '"')
			text = !text;
		else if (text && c == '\\')
			buffer_byte(&b, json.at[++i]);
		depth += opens;
		if (!text && c == ':')
			buffer_byte(&b, ' ');
		if ((opens && !empty) || (!text && c == ',')) {
			buffer_byte(&b, '\n');
			for (size_t n = 0; n < depth; n++)
				buffer_byte(&b, '\t');
		}
	}
	buffer_byte(&b, '\n');
	return buffer_text(&b);
}

struct text api_openapi(struct arena *a)
{
	struct buffer b = buffer_in(a);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
	json_put_z(&w, "openapi", "3.1.0");
	json_open(&w, "info");
	json_put_z(&w, "title", "Lockstep");
	json_put_z(&w, "version", LOCKSTEP_VERSION);
	json_put_z(&w, "description", "Orders of all channels in step with the people who fulfil them.");
	json_close(&w);
	json_open_array(&w, "servers");
	json_open(&w, NULL);
	json_put_z(&w, "url", "/api/v1");
	json_close(&w);
	json_close_array(&w);
	put_paths(a, &w);
	json_open(&w, "components");
	put_schemas(a, &w);
	json_open(&w, "securitySchemes");
	put_scheme(&w, "session", "cookie", SESSION_COOKIE, "Signing in sets it.");
	put_scheme(&w, "csrf", "header", "X-CSRF-Token", "What signing in answered as \"csrf\".");
	json_close(&w);
	json_close(&w);
	json_close(&w);
	return indent(a, buffer_text(&b));
}
