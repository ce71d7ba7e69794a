/* channel/redact.c - a raw answer as a person may see it: the same JSON with other values in the places of some. */
#include "channel/redact.h"
#include "base/json.h"
#include "core/fact_show.h"

/* Words of names whose values open something. */
static const char *const secrets[] = { "token", "secret", "password", "key", "sign", "signature", "authorization" };

struct redaction {
	const struct channel *channel;
	struct arena *arena;
	struct json_writer w;
	bool people;
};

/* "partner_key": one of its words is. */
static bool is_secret(struct text name)
{
	struct text word;

	while (text_cut(&name, '_', &word))
		for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
			if (text_is(word, secrets[i]))
				return true;
	return false;
}

static bool is_plain(const struct redaction *r, struct text name)
{
	for (size_t i = 0; r->channel->plain && r->channel->plain[i]; i++)
		if (text_is(name, r->channel->plain[i]))
			return true;
	return false;
}

static void put_scalar(struct redaction *r, const char *key, struct json v, bool hidden)
{
	enum json_kind kind = json_kind(v);

	if (kind == JSON_STRING)
		json_put_text(&r->w, key, hidden ? text_mask(r->arena, json_text(v)) : json_text(v));
	else if (kind == JSON_NUMBER && hidden)
		json_put_z(&r->w, key, "***");
	else
		json_put_raw(&r->w, key, json_lexeme(v));
}

/* Once something is hidden, so is all in it. The depth is bounded by the reader. */
static void put(struct redaction *r, const char *key, struct json v, bool hidden)
{
	if (json_kind(v) == JSON_OBJECT) {
		json_open(&r->w, key);
		for (struct json m = json_first(v); json_kind(m) != JSON_NONE; m = json_next(v, m)) {
			struct text name = json_name(v, m);
			if (is_secret(text_fold(r->arena, name)))
				json_put_z(&r->w, text_z(r->arena, name), "***");
			else
				put(r, text_z(r->arena, name), m, hidden || (!r->people && !is_plain(r, name)));
		}
		json_close(&r->w);
	} else if (json_kind(v) == JSON_ARRAY) {
		json_open_array(&r->w, key);
		for (struct json e = json_first(v); json_kind(e) != JSON_NONE; e = json_next(v, e))
			put(r, NULL, e, hidden);
		json_close_array(&r->w);
	} else {
		put_scalar(r, key, v, hidden);
	}
}

enum err channel_redact(struct scope *s, const struct channel *c, struct text raw, bool people, struct text *out)
{
	struct buffer b = buffer_in(s->arena);
	struct redaction r = { c, s->arena, json_writer_to(&b), people };
	struct json doc;

	if (json_parse(s, raw, &doc) != OK)
		return fail(s, ERR_RECORD_UNREADABLE, "the raw answer is no JSON, so that nothing of it can be shown");
	put(&r, NULL, doc, false);
	*out = buffer_text(&b);
	return OK;
}

bool channel_is_secret(struct scope *s, struct text name) { return is_secret(text_fold(s->arena, name)); }
