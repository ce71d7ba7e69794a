/* work/converse.c - one attempt of one step with a channel: pace, ask (signs), send once, read. */
#include "work/converse.h"
#include "base/log.h"
#include "work/node.h"
#include "work/token.h"

enum { TIMEOUT_MS = 30 * SECOND_MS, ANSWER_MAX = 32 * 1024 * 1024, SKEW_NOTED_MS = 2 * SECOND_MS };

enum err converse_open(struct node *n, struct scope *s, const struct shop *shop, struct conversation *c)
{
	*c = (struct conversation){ .node = n, .shop = shop };
	c->talk = (struct talk){
		.channel = shop->channel,
		.base = shop->base,
		.private_host = n->options.private_hosts,
		.app_id = shop->app_id,
		.shop_ref = shop->channel_ref,
		.account_ref = shop->account_ref,
	};
	if (c->talk.base.size == 0 && shop->channel->hosts && shop->channel->hosts[0])
		c->talk.base = text_format(s->arena, "https://%s", shop->channel->hosts[0]);
	return shop_app_key(n, s, shop, &c->talk.app_key);
}

/* The Date header tells the channel's clock to the second; a smaller difference is the header's own grain. */
static void learn_clock(struct scope *s, struct conversation *c, const struct http_answer *a)
{
	int64_t theirs, ours = world_now(s->world);

	if (!instant_from_http(http_header_find(a->headers, a->header_count, "date"), &theirs))
		return;
	c->skew_known = true;
	c->skew_ms = theirs - ours;
	if (c->skew_ms > -SKEW_NOTED_MS && c->skew_ms < SKEW_NOTED_MS)
		c->skew_ms = 0;
}

static bool pace_allows(struct scope *s, struct conversation *c, const struct step *step)
{
	const struct channel *channel = c->talk.channel;
	struct pace_rule rule = { channel->pace.per_minute, channel->pace.burst };
	struct text key = text_format(s->arena, "%s/%.*s/%s", channel->name, TEXT_ARG(c->talk.shop_ref), step->name);
	int64_t from = c->node->options.unpaced ? 0 : pace_take(c->node->pace, key, &rule);

	if (from == 0)
		return true;
	c->wait_until = world_now(s->world) + (from - world_mono(s->world));
	return false;
}

static void pace_learn(struct scope *s, struct conversation *c, const struct step *step, enum err heard)
{
	struct text key =
		text_format(s->arena, "%s/%.*s/%s", c->talk.channel->name, TEXT_ARG(c->talk.shop_ref), step->name);

	if (heard != ERR_CHANNEL_BUSY) {
		pace_ok(c->node->pace, key);
		return;
	}
	if (c->talk.wait_ms > 0) {
		pace_penalty(c->node->pace, key, world_mono(s->world) + c->talk.wait_ms);
		c->wait_until = world_now(s->world) + c->talk.wait_ms;
	}
}

static void log_attempt(struct scope *s, const struct conversation *c, const struct step *step, int status,
			size_t bytes, enum err e)
{
	LOG(s, e == OK ? LOG_DEBUG : LOG_WARN, "call", L_Z("channel", c->talk.channel->name),
	    L_INT("shop", c->shop->id), L_Z("step", step->name), L_INT("status", status),
	    L_INT("bytes", (int64_t)bytes), L_ERR("code", e), L_TEXT("their_code", c->talk.channel_code));
}

static enum err attempt(struct scope *s, struct conversation *c, const struct step *step)
{
	struct http_request q = { 0 };
	struct http_answer a = { 0 };
	enum err e;

	c->wait_until = 0;
	c->heard = (struct heard){ 0 };
	if (!pace_allows(s, c, step))
		return fail(s, ERR_CHANNEL_BUSY, "%s: our pace for %s holds the next call back", c->talk.channel->title,
			    step->name);
	c->asked_at = world_now(s->world);
	c->talk.channel_now = c->asked_at + c->skew_ms;
	c->talk.wait_ms = 0;
	c->talk.channel_code = (struct text){ 0 };
	TRY(step->ask(s, &c->talk, &q));
	q.timeout_ms = TIMEOUT_MS;
	q.answer_max = ANSWER_MAX;
	q.private_host = c->talk.private_host;
	c->calls++;
	e = s->world->ops->send(s->world, s, &q, &a);
	c->heard = (struct heard){ .step = step->name,
				   .method = q.method,
				   .url = q.url,
				   .body = a.body,
				   .asked_at = c->asked_at,
				   .took_ms = world_now(s->world) - c->asked_at,
				   .sent = e,
				   .status = a.status };
	if (e == OK) {
		learn_clock(s, c, &a);
		c->talk.channel_now = world_now(s->world) + c->skew_ms;
		e = step->read(s, &c->talk, &a);
		pace_learn(s, c, step, e);
	}
	log_attempt(s, c, step, a.status, a.body.size, e);
	return e;
}

enum err converse(struct scope *s, struct conversation *c, const struct step *step)
{
	enum err e = attempt(s, c, step);

	if (e == ERR_CHANNEL_CLOCK && c->skew_known)
		e = attempt(s, c, step); /* the refusal told us the channel's clock */
	if (e == ERR_TOKEN_EXPIRED && step->effect != STEP_TOKEN && !c->as_is) {
		TRY(token_use(s, c, true));
		e = attempt(s, c, step);
		if (e == ERR_TOKEN_EXPIRED)
			return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "%s refuses even a fresh access token of shop %.*s",
				    c->talk.channel->title, TEXT_ARG(c->talk.shop_ref));
	}
	if (e == ERR_NEEDS_AUTHORISATION && step->effect != STEP_TOKEN && c->token_ver)
		return token_refused(s, c); /* or nobody would be asked for a new one */
	return e;
}
