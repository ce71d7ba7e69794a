/* work/fetch.c - one order is fetched from its channel by its number, by a task in the lane of its shop. */
#include "work/fetch.h"
#include "base/id.h"
#include "store/sql.h"
#include "work/intake.h"
#include "work/node.h"
#include "work/token.h"

enum { ATTEMPTS_MAX = 5 };

static const char *const states[FETCH_STATE_COUNT] = {
#define X(id, name) [FETCH_##id] = name,
	FETCH_STATES(X)
#undef X
};
const char *fetch_state_name(enum fetch_state f) { return states[f]; }

static bool can_fetch(const struct shop *shop) { return shop->channel->feeds->name && shop->channel->feeds->detail; }

struct asking {
	int64_t shop_id, job_id;
	struct text number;
};

static enum err ask(struct scope *s, void *arg)
{
	struct asking *x = arg;
	struct sql_fetch_wake_row row;
	struct shop shop;

	TRY(shop_get(s, x->shop_id, &shop));
	if (!can_fetch(&shop))
		return fail(s, ERR_CANNOT_FETCH, "shop \"%.*s\" has no channel behind it", TEXT_ARG(shop.title));
	if (!shop.bound)
		return fail(s, ERR_SHOP_UNBOUND, "shop \"%.*s\" is not authorised", TEXT_ARG(shop.title));
	TRY(sql_fetch_wake(s,
			   (struct sql_fetch_wake){ .id = x->job_id,
						    .shop_id = x->shop_id,
						    .lane = job_lane(s, x->shop_id, "fetch", x->number),
						    .key = x->number,
						    .due_at = s->now },
			   &row));
	x->job_id = row.id;
	return OK;
}

/* A number as any channel may have one: no blanks or control characters within. */
static bool is_number(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] <= ' ' || t.at[i] == 127)
			return false;
	return t.size > 0 && t.size <= FETCH_NUMBER_MAX && text_valid(t);
}

enum err fetch_ask(struct scope *s, int64_t shop_id, struct text number, struct fetch *out)
{
	struct asking x = { .shop_id = shop_id, .job_id = id_next(s->ids), .number = text_trim(number) };

	if (!is_number(x.number))
		return fail(s, ERR_BAD_REQUEST,
			    "\"number\" is an order's number at the channel: 1 to %d bytes without blanks",
			    FETCH_NUMBER_MAX);
	TRY(db_transact(s, ask, &x));
	return fetch_get(s, x.job_id, out);
}

enum err fetch_get(struct scope *s, int64_t id, struct fetch *out)
{
	struct sql_fetch_get_row row;
	struct sql_order_by_ref_row order;
	enum err e = sql_fetch_get(s, (struct sql_fetch_get){ .id = id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_FETCH_UNKNOWN, "there is no fetch %lld", (long long)id);
	TRY(e);
	*out = (struct fetch){ .id = id,
			       .shop_id = row.shop_id,
			       .number = row.number,
			       .code = row.code,
			       .words = row.detail,
			       .state = !text_is(row.state, "done") ? FETCH_WAITING
					: row.code.size             ? FETCH_FAILED
								    : FETCH_DONE };
	if (out->state != FETCH_DONE)
		return OK;
	e = sql_order_by_ref(s, (struct sql_order_by_ref){ .shop_id = row.shop_id, .ref = row.number }, &order);
	if (e == OK)
		out->order_id = order.id;
	return e == ERR_NO_ROW ? OK : e;
}

/* ---- the task ---- */

static enum err take(struct scope *s, struct conversation *c, struct shop *shop, struct text number)
{
	struct packing packing;
	struct intake in = { .node = c->node,
			     .shop = shop,
			     .packing = &packing,
			     .seen = c->talk.seen,
			     .count = c->talk.seen_count,
			     .feed = text_of(shop->channel->feeds->name),
			     .source = TEXT("fetch"),
			     .heals = true };
	enum err e;

	if (in.count == 0)
		return fail(s, ERR_CHANNEL_ORDER_UNKNOWN, "%s has no order %.*s in shop \"%.*s\"", shop->channel->title,
			    TEXT_ARG(number), TEXT_ARG(shop->title));
	in.seen[0].asked_at = c->asked_at;
	TRY(packing_open(s, text_of(shop->channel->name), &packing));
	e = intake_run(s, &in);
	packing_close(&packing);
	if (e == OK && in.counts.parked)
		return fail(s, ERR_RECORD_UNREADABLE, "order %.*s came, but cannot be read", TEXT_ARG(number));
	return e;
}

static enum err work(struct node *n, struct scope *s, const struct job *job, struct conversation *c)
{
	struct shop shop;
	enum err e;

	TRY(shop_get(s, job->shop_id, &shop));
	if (!can_fetch(&shop) || !shop.bound)
		return fail(s, ERR_SHOP_UNBOUND, "shop \"%.*s\" is not authorised", TEXT_ARG(shop.title));
	TRY(shop_lease(n, s, &shop));
	TRY(converse_open(n, s, &shop, c));
	TRY(token_use(s, c, false));
	c->talk.refs = &job->key;
	c->talk.ref_count = 1;
	e = converse(s, c, shop.channel->feeds->detail);
	if (e == ERR_BAD_REQUEST) /* no number of this channel has that form */
		return fail(s, ERR_CHANNEL_ORDER_UNKNOWN, "%.*s is no order number of %s", TEXT_ARG(job->key),
			    shop.channel->title);
	TRY(e);
	return take(s, c, &shop, job->key);
}

/* It ends with what it found; a channel that is away is asked a few times, then the person is told. */
enum err fetch_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct conversation c = { .node = n };
	enum err e = work(n, s, job, &c);

	if (job_waits(s, e, c.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	end->done = e != ERR_CONFLICT && e != ERR_FENCED &&
		    (e == OK || err_retry(e) == RETRY_NEVER || job->attempt >= ATTEMPTS_MAX);
	if (e == ERR_CONFLICT || e == ERR_FENCED)
		end->again_at = job_next_day(s, e);
	return e;
}
