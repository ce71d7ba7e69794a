/* web/body.c - members of a request's body. */
#include "web/body.h"

enum err body_text(struct scope *s, struct json object, const char *name, struct text *out)
{
	struct json v = json_at(object, name);

	if (json_kind(v) != JSON_STRING)
		return fail(s, ERR_BAD_REQUEST, "the body must have \"%s\" as a text", name);
	*out = json_text(v);
	return OK;
}

enum err body_int(struct scope *s, struct json object, const char *name, int64_t *out)
{
	if (!json_int(json_at(object, name), out))
		return fail(s, ERR_BAD_REQUEST, "the body must have \"%s\" as a whole number", name);
	return OK;
}

static bool among(const char *words, struct text t)
{
	struct text rest = text_of(words), word;

	while (rest.size > 0 && text_cut(&rest, '|', &word))
		if (text_same(word, t))
			return true;
	return false;
}

enum err body_word(struct scope *s, struct json object, const char *name, const char *words, struct text *out)
{
	TRY(body_text(s, object, name, out));
	return among(words, *out) ? OK : fail(s, ERR_BAD_REQUEST, "\"%s\" must be one of: %s", name, words);
}

enum err parameter_word(struct scope *s, const struct parameter *p, const char *words)
{
	return !p->value.at || among(words, p->value)
		       ? OK
		       : fail(s, ERR_BAD_REQUEST, "\"%s\" must be one of: %s", p->name, words);
}

enum err body_bool(struct scope *s, struct json object, const char *name, bool *out)
{
	struct json v = json_at(object, name);

	if (json_kind(v) != JSON_TRUE && json_kind(v) != JSON_FALSE)
		return fail(s, ERR_BAD_REQUEST, "the body must have \"%s\" as true or false", name);
	*out = json_is_true(v);
	return OK;
}

enum err body_ids(struct scope *s, struct json object, const char *name, size_t most, int64_t **ids, size_t *count)
{
	struct json list = json_at(object, name);

	*count = 0;
	if (json_kind(list) != JSON_ARRAY || json_count(list) == 0)
		return fail(s, ERR_BAD_REQUEST, "\"%s\" must be a list of ids", name);
	if (json_count(list) > most)
		return fail(s, ERR_TOO_LARGE, "\"%s\" has at most %zu ids, not %zu", name, most, json_count(list));
	*ids = ARENA_ARRAY(s->arena, int64_t, json_count(list));
	for (struct json v = json_first(list); json_kind(v) != JSON_NONE; v = json_next(list, v)) {
		int64_t id;

		if (json_kind(v) != JSON_STRING || !text_to_int(json_text(v), &id) || id <= 0)
			return fail(s, ERR_BAD_REQUEST, "an id is a number as a text, not %.*s",
				    TEXT_ARG(call_quote(s, json_lexeme(v))));
		(*ids)[(*count)++] = id;
	}
	return OK;
}

enum err body_text_may(struct scope *s, struct json object, const char *name, struct text *out)
{
	struct json v = json_at(object, name);

	*out = (struct text){ 0 };
	if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL)
		return OK;
	return body_text(s, object, name, out);
}
