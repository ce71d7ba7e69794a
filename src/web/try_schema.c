/* web/try_schema.c - for tests: a small reader of JSON Schema, as far as our openapi.json uses it. */
#include "web/try_schema.h"
#include "base/instant.h"
#include "web/route.h"
#include <string.h>

struct look {
	struct scope *s;
	struct json doc;
	struct text why;
};

static bool say(struct look *l, const char *where, const char *what, struct text value)
{
	l->why = text_format(l->s->arena, "%s %s: %.*s", where, what, TEXT_ARG(text_limit(value, 200)));
	return false;
}

static bool is_kind(struct text type, struct json v)
{
	static const struct {
		const char *type;
		enum json_kind kind;
	} kinds[] = {
		{ "object", JSON_OBJECT }, { "array", JSON_ARRAY },   { "string", JSON_STRING },
		{ "boolean", JSON_TRUE },  { "boolean", JSON_FALSE }, { "null", JSON_NULL },
	};
	int64_t n;

	if (text_is(type, "integer"))
		return json_int(v, &n);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_is(type, kinds[i].type) && json_kind(v) == kinds[i].kind)
			return true;
	return false;
}

static bool type_fits(struct json type, struct json v)
{
	if (json_kind(type) == JSON_NONE)
		return true;
	if (json_kind(type) == JSON_STRING)
		return is_kind(json_text(type), v);
	for (struct json t = json_first(type); json_kind(t) != JSON_NONE; t = json_next(type, t))
		if (is_kind(json_text(t), v))
			return true;
	return false;
}

static bool form_fits(struct json schema, struct json v)
{
	struct text format = json_text(json_at(schema, "format"));
	struct json words = json_at(schema, "enum");
	int64_t n;

	if (json_kind(v) != JSON_STRING)
		return true;
	if (text_is(format, "date-time") && !instant_from_rfc3339(json_text(v), &n))
		return false;
	if (text_is(format, "int64") && !text_to_int(json_text(v), &n))
		return false;
	for (struct json w = json_first(words); json_kind(w) != JSON_NONE; w = json_next(words, w))
		if (text_same(json_text(w), json_text(v)))
			return true;
	return json_kind(words) == JSON_NONE;
}

static bool fits(struct look *l, const char *where, struct json schema, struct json v);

static bool object_fits(struct look *l, const char *where, struct json schema, struct json v)
{
	struct json required = json_at(schema, "required"), known = json_at(schema, "properties");

	for (struct json r = json_first(required); json_kind(r) != JSON_NONE; r = json_next(required, r))
		if (json_kind(json_at(v, text_z(l->s->arena, json_text(r)))) == JSON_NONE)
			return say(l, where, "lacks a member", json_text(r));
	for (struct json m = json_first(v); json_kind(m) != JSON_NONE; m = json_next(v, m)) {
		const char *name = text_z(l->s->arena, json_name(v, m));
		struct json of = json_at(known, name);
		if (json_kind(of) == JSON_NONE)
			return say(l, where, "has a member that is not described", json_name(v, m));
		if (!fits(l, text_format(l->s->arena, "%s.%s", where, name).at, of, m))
			return false;
	}
	return true;
}

static bool any_fits(struct look *l, const char *where, struct json several, struct json v)
{
	for (struct json a = json_first(several); json_kind(a) != JSON_NONE; a = json_next(several, a))
		if (fits(l, where, a, v))
			return true;
	return false;
}

static bool fits(struct look *l, const char *where, struct json schema, struct json v)
{
	static const char schemas[] = "#/components/schemas/";
	struct text ref = json_text(json_at(schema, "$ref"));
	struct json items = json_at(schema, "items"), several = json_at(schema, "anyOf");

	if (ref.at) {
		const char *name = text_z(l->s->arena, ref) + sizeof schemas - 1;
		schema = json_at(json_path(l->doc, "components.schemas"), name);
		if (json_kind(schema) == JSON_NONE)
			return say(l, where, "is described by a schema that is not there", ref);
		return fits(l, where, schema, v);
	}
	if (json_kind(several) != JSON_NONE)
		return any_fits(l, where, several, v);
	if (!type_fits(json_at(schema, "type"), v))
		return say(l, where, "is of another type", json_lexeme(v));
	if (!form_fits(schema, v))
		return say(l, where, "has another form", json_lexeme(v));
	if (json_kind(v) == JSON_OBJECT)
		return object_fits(l, where, schema, v);
	for (struct json i = json_first(v); json_kind(v) == JSON_ARRAY && json_kind(i) != JSON_NONE;
	     i = json_next(v, i))
		if (!fits(l, text_format(l->s->arena, "%s[]", where).at, items, i))
			return false;
	return true;
}

/* What openapi.json says of the answers of a request's route; nothing where it is not one of the API's. */
static struct json answers_of(struct look *l, const struct http_request *q)
{
	struct text path = http_path(q->url), allow, method = q->method;
	const struct route *r;
	struct scope inside = *l->s;
	int64_t id;

	if (!text_starts(path, "/api/v1/"))
		return (struct json){ 0 };
	path = (struct text){ path.at + 7, path.size - 7 };
	if (route_find(&inside, method, path, &r, &id, &allow) != OK)
		return (struct json){ 0 };
	return json_at(json_at(json_at(json_at(l->doc, "paths"), r->path), view_lower(l->s->arena, r->method).at),
		       "responses");
}

bool try_schema_fits(struct scope *s, struct json openapi, const struct http_request *q, const struct http_answer *a,
		     struct text *why)
{
	struct look l = { .s = s, .doc = openapi };
	struct json answers = answers_of(&l, q), answer, content;
	struct text type = http_header_find(a->headers, a->header_count, "content-type"), before;
	const char *media = text_z(s->arena, text_cut(&type, ';', &before) ? before : TEXT(""));
	struct json body = { 0 };
	bool good = true;

	if (json_kind(answers) == JSON_NONE)
		return true;
	answer = json_at(answers, text_format(s->arena, "%d", a->status).at);
	if (json_kind(answer) == JSON_NONE)
		answer = json_at(answers, a->status >= 400 ? "default" : "none");
	content = json_at(answer, "content");
	if (json_kind(answer) == JSON_NONE)
		good = say(&l, "the answer", "has a status that is not described", a->body);
	else if (json_kind(content) == JSON_NONE)
		good = a->body.size == 0 || say(&l, "the answer", "shall have no body", a->body);
	else if (json_kind(json_at(content, media)) == JSON_NONE)
		good = say(&l, "the answer", "has another media type", text_of(media));
	else if (json_kind(json_at(json_at(content, media), "schema")) != JSON_NONE)
		good = (json_parse(s, a->body, &body) == OK || say(&l, "the answer", "is no JSON", a->body)) &&
		       fits(&l, "answer", json_at(json_at(content, media), "schema"), body);
	*why = l.why;
	return good;
}
