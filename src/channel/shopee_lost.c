/* channel/shopee_lost.c - pushes that did not reach us: asked for, the oldest hundred of three days, and confirmed.
 *
 * Both calls are the app's own: they are signed as public ones and need no token. What comes back is the same bodies that
 * the pushes had; read by whoever reads a push. */
#include "channel/shopee.h"

enum { LOST_MAX = 1000 }; /* a hundred are promised */

static enum err lost_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	return shopee_ask(s, t, &(struct shopee_call){ .path = "/api/v2/push/get_lost_push_message" }, out);
}

/* A call without a token is never cured by a fresh one. */
static enum err public_answer(struct scope *s, struct talk *t, const struct http_answer *in, struct json *doc)
{
	enum err e = shopee_answer_read(s, t, in, doc);

	return e == ERR_TOKEN_EXPIRED ? fail(s, ERR_CHANNEL_REFUSED, "%.*s", TEXT_ARG(s->words)) : e;
}

static bool is_push(struct json v) { return json_kind(json_at(v, "code")) == JSON_NUMBER; }

static struct text with_data(struct scope *s, struct json message, struct text data)
{
	static const char *const names[] = { "shop_id", "code", "timestamp" };
	struct buffer b = buffer_in(s->arena);
	struct json_writer w = json_writer_to(&b);

	json_open(&w, NULL);
	json_put_raw(&w, "data", data);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (json_lexeme(json_at(message, names[i])).size)
			json_put_raw(&w, names[i], json_lexeme(json_at(message, names[i])));
	json_close(&w);
	return buffer_text(&b);
}

/* The published sample wraps the whole push once more; other pages show its content as a text of JSON. The bytes are kept
 * as they stand, so that a push that did come as well is known again. */
static struct text body_of(struct scope *s, struct json message)
{
	struct json data = json_at(message, "data"), inner;
	struct text words = json_text(data);

	if (is_push(data))
		return json_lexeme(data);
	if (json_kind(data) != JSON_STRING || json_parse(s, words, &inner) != OK || json_kind(inner) != JSON_OBJECT)
		return json_lexeme(message);
	return is_push(inner) ? words : with_data(s, message, words);
}

static enum err lost_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc, list, last, v;
	struct text words;
	size_t count;

	TRY(public_answer(s, t, in, &doc));
	list = json_path(doc, "response.push_message_list");
	last = json_path(doc, "response.last_message_id");
	if (json_kind(list) != JSON_ARRAY)
		return shopee_abnormal(s, "push_message_list is not a list");
	count = json_count(list);
	if (count == 0)
		return OK;
	if (count > LOST_MAX)
		return shopee_abnormal(s, "push_message_list has more than 1,000 pushes");
	if (!shopee_id_fits(json_text(last)))
		return shopee_abnormal(s, "last_message_id is not a number");
	words = s->words; /* of an unreadable push there is nothing to say here */
	t->pushed = ARENA_ARRAY(s->arena, struct text, count);
	v = json_first(list);
	for (; t->pushed_count < count; v = json_next(list, v))
		t->pushed[t->pushed_count++] = body_of(s, v);
	s->words = words;
	t->next_cursor = json_text(last);
	t->then = json_is_true(json_path(doc, "response.has_next_page")) ? THEN_MORE : THEN_DONE;
	return OK;
}

static enum err kept_ask(struct scope *s, struct talk *t, struct http_request *out)
{
	struct shopee_call c = { .path = "/api/v2/push/confirm_consumed_lost_push_message" };

	if (!shopee_id_fits(t->cursor))
		return fail(s, ERR_BAD_REQUEST, "Which pushes are kept is said by a number.");
	c.body = text_format(s->arena, "{\"last_message_id\":%.*s}", TEXT_ARG(t->cursor));
	return shopee_ask(s, t, &c, out);
}

static enum err kept_read(struct scope *s, struct talk *t, const struct http_answer *in)
{
	struct json doc;

	return public_answer(s, t, in, &doc);
}

const struct step shopee_push_lost = { "push/get_lost_push_message", STEP_READS, lost_ask, lost_read };
const struct step shopee_push_kept = { "push/confirm_consumed_lost_push_message", STEP_ABSOLUTE, kept_ask, kept_read };
