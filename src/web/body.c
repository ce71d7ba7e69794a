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
