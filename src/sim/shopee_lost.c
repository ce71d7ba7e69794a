/* sim/shopee_lost.c - the app asks for the pushes that did not reach it, and says up to which it has them.
 *
 * Only the app known from the start is pushed to, so that the others have lost none. */
#include "base/json.h"
#include "sim/lost.h"
#include "sim/shopee_inner.h"
#include "sim/sim.h"

enum { LOST_PAGE = 100 };

static bool pushed_to(const struct call *c) { return c->shopee->apps[c->app].partner == SIM_PARTNER_ID; }

/* The push stands inside once more, byte for byte, as in the published sample. */
static enum err put_message(struct call *c, struct buffer *b, struct text body)
{
	static const char *const names[] = { "shop_id", "code", "timestamp" };
	struct json doc;

	TRY(json_parse(c->s, body, &doc));
	buffer_byte(b, '{');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (json_kind(json_at(doc, names[i])) == JSON_NUMBER)
			buffer_format(b, "\"%s\":%.*s,", names[i], TEXT_ARG(json_text(json_at(doc, names[i]))));
	PEN(b, "\"data\":");
	buffer_add(b, body);
	buffer_byte(b, '}');
	return OK;
}

/* This answer says "-" where the others say nothing. */
enum err lost_pushes(struct call *c)
{
	struct lost *lost = c->shopee->lost;
	size_t count = pushed_to(c) ? lost_count(lost) : 0, told = count < LOST_PAGE ? count : LOST_PAGE;
	struct buffer b = buffer_in(c->s->arena);

	PEN(&b, "{\"error\":\"-\",\"message\":\"-\",\"warning\":\"-\",\"response\":{\"push_message_list\":[");
	for (size_t i = 0; i < told; i++) {
		if (i)
			buffer_byte(&b, ',');
		TRY(put_message(c, &b, text_of(lost_body(lost, i))));
	}
	PEN(&b, "],\"has_next_page\":");
	buffer_add_z(&b, count > told ? "true" : "false");
	PEN(&b, ",\"last_message_id\":");
	pen_int(&b, told ? lost_id(lost, told - 1) : 0);
	PEN(&b, "}");
	return call_done(c, &b);
}

enum err lost_pushes_kept(struct call *c)
{
	struct json body;
	int64_t id;
	struct buffer b;

	if (json_parse(c->s, c->q->body, &body) != OK || !json_int(json_at(body, "last_message_id"), &id))
		return call_refuse(c, 400, "error_param", "There is no last_message_id.");
	if (!pushed_to(c) || !lost_confirm(c->shopee->lost, id))
		return call_refuse(c, 200, "error_param", "last_message_id is wrong");
	b = call_open(c, 0);
	PEN(&b, "\"response\":{}");
	return call_done(c, &b);
}
