/* web/call.c - what handlers read: parameters of the address, members of the body. */
#include "web/call.h"

enum { QUOTE_MAX = 60, PARAMETERS_MAX = 32 };

struct text call_quote(struct scope *s, struct text t)
{
	struct text shown;

	if (!t.at || !text_valid(t))
		return TEXT("(unreadable)");
	shown = text_limit(t, QUOTE_MAX);
	return shown.size < t.size ? text_format(s->arena, "%.*s…", TEXT_ARG(shown)) : shown;
}

static struct text query_of(struct text url)
{
	struct text head, rest = url;

	(void)text_cut(&rest, '?', &head);
	return head.size == url.size ? (struct text){ 0 } : rest;
}

static enum err known_ones(struct scope *s, struct text name, const struct parameter *at, size_t count)
{
	struct buffer b = buffer_in(s->arena);

	for (size_t i = 0; i < count; i++)
		buffer_format(&b, "%s%s", i ? ", " : "", at[i].name);
	if (count == 0)
		buffer_add_z(&b, "none");
	return fail(s, ERR_BAD_REQUEST, "the parameter \"%.*s\" is not known here; known are: %.*s",
		    TEXT_ARG(call_quote(s, name)), TEXT_ARG(buffer_text(&b)));
}

static enum err parameter_take(struct scope *s, struct text pair, struct parameter *at, size_t count)
{
	struct text name, value, raw, rest = pair;

	(void)text_cut(&rest, '=', &raw);
	name = url_parse(s->arena, raw);
	value = raw.size == pair.size ? TEXT("") : url_parse(s->arena, rest);
	if (!name.at || !value.at || !text_valid(name) || !text_valid(value))
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%.*s\" is not well-formed",
			    TEXT_ARG(call_quote(s, raw)));
	for (size_t i = 0; i < count; i++) {
		if (!text_is(name, at[i].name))
			continue;
		if (at[i].value.at)
			return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" is given twice", at[i].name);
		at[i].value = value;
		return OK;
	}
	return known_ones(s, name, at, count);
}

enum err call_parameters(struct scope *s, const struct call *c, struct parameter *at, size_t count)
{
	struct text query = query_of(c->http->url), pair;

	for (int n = 0; query.size > 0 && text_cut(&query, '&', &pair); n++) {
		if (n == PARAMETERS_MAX)
			return fail(s, ERR_BAD_REQUEST, "more than %d parameters are given", PARAMETERS_MAX);
		if (pair.size > 0)
			TRY(parameter_take(s, pair, at, count));
	}
	return OK;
}

enum err parameter_int(struct scope *s, const struct parameter *p, int64_t least, int64_t most, int64_t *out)
{
	int64_t n;

	if (!p->value.at)
		return OK;
	if (!text_to_int(p->value, &n) || n < least || n > most)
		return fail(s, ERR_BAD_REQUEST,
			    "the parameter \"%s\" must be a whole number from %lld to %lld, not \"%.*s\"", p->name,
			    (long long)least, (long long)most, TEXT_ARG(call_quote(s, p->value)));
	*out = n;
	return OK;
}

enum err parameter_bool(struct scope *s, const struct parameter *p, bool *out)
{
	if (!p->value.at)
		return OK;
	*out = text_is(p->value, "true");
	if (!*out && !text_is(p->value, "false"))
		return fail(s, ERR_BAD_REQUEST, "the parameter \"%s\" must be true or false, not \"%.*s\"", p->name,
			    TEXT_ARG(call_quote(s, p->value)));
	return OK;
}

enum err call_text(struct scope *s, const struct call *c, const char *name, size_t most, struct text *out)
{
	struct json v = json_at(c->body, name);

	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "the body must be a JSON object with \"%s\" as a text", name);
	*out = json_text(v);
	if (out->size == 0 || out->size > most)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must have 1 to %zu bytes", name, most);
	return OK;
}

enum err call_members(struct scope *s, const struct call *c, const char *const *names, size_t count)
{
	for (struct json v = json_first(c->body); json_kind(v) != JSON_NONE; v = json_next(c->body, v)) {
		struct text name = json_name(c->body, v);
		size_t i = 0;
		while (i < count && !text_is(name, names[i]))
			i++;
		if (i == count)
			return fail(s, ERR_BAD_REQUEST, "the body's member \"%.*s\" is not known here",
				    TEXT_ARG(call_quote(s, name)));
	}
	return OK;
}

enum err call_if_match(struct scope *s, const struct call *c, int64_t *ver)
{
	struct text given = text_trim(http_header_find(c->http->headers, c->http->header_count, "if-match"));

	if (given.size > 1 && given.at[0] == '"' && given.at[given.size - 1] == '"')
		given = (struct text){ given.at + 1, given.size - 2 };
	if (!given.at || !text_to_int(given, ver) || *ver < 0)
		return fail(s, ERR_BAD_REQUEST,
			    "the header If-Match must be the \"ver\" of what is changed, as it was read");
	return OK;
}
