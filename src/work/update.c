/* work/update.c - the job "update": orders of a task are asked of their channel, a call's worth at a time, and merged. */
#include "work/update.h"
#include "store/sql.h"
#include "work/node.h"
#include "work/token.h"
#include "work/update_inner.h"

enum { BATCH_UNASKED = 50 }; /* of a channel that cannot be asked: all of them are refused */

enum err update_stand(struct scope *s, int64_t order_id, struct update_stand *out)
{
	struct sql_shown_get_row row;
	struct shop shop;
	enum err e = sql_shown_get(s, (struct sql_shown_get){ .id = order_id }, &row);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)order_id);
	TRY(e);
	TRY(shop_get(s, row.shop_id, &shop));
	*out = (struct update_stand){ .channel_can = shop_updatable(&shop),
				      .shop_bound = shop.bound,
				      .reserved = row.reserved };
	if (!order_state_find(row.state, &out->state))
		return fail(s, ERR_DB_CORRUPT, "order %lld stands in \"%.*s\", which this version does not know",
			    (long long)order_id, TEXT_ARG(row.state));
	return OK;
}

/* ---- before the channel is asked ---- */

/* What stands against it now; the channel is asked for the others alone. */
static enum err look(struct scope *s, struct update *u, struct updating *o)
{
	struct update_stand stand = { .channel_can = shop_updatable(&u->shop), .shop_bound = u->shop.bound };
	struct sql_shown_get_row row;
	enum err e = shown_read(s, o->result.order_id, &o->was);

	if (e == ERR_ORDER_UNKNOWN) {
		update_failed(s, o, e, s->words);
		return OK;
	}
	TRY(e);
	TRY(sql_shown_get(s, (struct sql_shown_get){ .id = o->was.id }, &row));
	o->ref = row.ref;
	o->latest_ver = row.latest_ver;
	o->result.before = o->result.after = o->was.ver;
	stand.state = o->was.state;
	stand.reserved = u->release ? 0 : o->was.reserved;
	e = update_refuse(s, &stand);
	if (e != OK)
		update_failed(s, o, e, s->words);
	return OK;
}

/* ---- the call ---- */

/* What the channel, or the way to it, is to blame for: these orders fail by it. All else lets the job come back. */
static bool is_their_fault(const struct update *u, enum err e)
{
	static const enum err theirs[] = { ERR_CHANNEL_DOWN,          ERR_CHANNEL_TIMEOUT,   ERR_CHANNEL_DATA_ABNORMAL,
					   ERR_CHANNEL_SIGNATURE,     ERR_CHANNEL_CLOCK,     ERR_CHANNEL_REFUSED,
					   ERR_CHANNEL_ORDER_UNKNOWN, ERR_RECORD_UNREADABLE, ERR_BAD_JSON,
					   ERR_BAD_REQUEST,           ERR_SHOP_UNBOUND,      ERR_NEEDS_AUTHORISATION,
					   ERR_ACCOUNT_UNVERIFIED,    ERR_ACCOUNT_CANCELLED, ERR_TOKEN_EXPIRED,
					   ERR_HOST_FORBIDDEN };

	for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
		if (e == theirs[i])
			return true;
	return e == ERR_CHANNEL_BUSY && !u->talk.wait_until; /* else it is known until when to wait */
}

static enum err ask(struct scope *s, struct update *u, const struct text *refs, size_t count)
{
	TRY(converse_open(u->node, s, &u->shop, &u->talk));
	TRY(token_use(s, &u->talk, false));
	u->talk.talk.refs = refs;
	u->talk.talk.ref_count = count;
	return converse(s, &u->talk, u->shop.channel->feeds->detail);
}

enum err update_bound(struct scope *s, struct update *u)
{
	struct shop now;

	TRY(shop_get(s, u->shop_id, &now));
	u->shop.bound = now.bound;
	return now.bound ? OK : fail(s, ERR_SHOP_UNBOUND, "The shop was given up while its orders were updated.");
}

static enum err fail_all(struct scope *s, struct update *u, enum err e)
{
	struct text words = text_copy(s->arena, s->words), trace;

	TRY(trace_text(s, &u->talk, (struct text){ 0 }, &trace));
	for (size_t i = 0; i < u->count; i++) {
		if (u->at[i].result.code != OK)
			continue;
		update_failed(s, &u->at[i], update_failure(e), words);
		u->at[i].result.trace = trace;
	}
	return OK;
}

static enum err call(struct scope *s, struct update *u)
{
	struct text *refs = ARENA_ARRAY(s->arena, struct text, u->count + 1);
	size_t count = 0;
	enum err e;

	for (size_t i = 0; i < u->count; i++)
		if (u->at[i].result.code == OK)
			refs[count++] = u->at[i].ref;
	if (count == 0)
		return OK;
	e = ask(s, u, refs, count);
	if (e == OK)
		e = update_bound(s, u);
	if (e == OK)
		return update_take(s, u);
	return is_their_fault(u, e) ? fail_all(s, u, e) : e;
}

/* ---- the job ---- */

static enum err batch(struct scope *s, struct update *u, const struct task_waiting *w)
{
	u->mode = w->mode;
	u->release = w->release;
	u->count = w->count;
	u->at = ARENA_ARRAY(s->arena, struct updating, w->count);
	for (size_t i = 0; i < w->count; i++) {
		u->at[i].result.order_id = w->ids[i];
		TRY(look(s, u, &u->at[i]));
	}
	TRY(call(s, u));
	return update_record(s, u);
}

/* One call's worth, in a scope of its own; *over: none waits any more. */
static enum err next(struct scope *outer, struct update *u, bool *over)
{
	const struct feed *feed;
	struct task_waiting w;
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	s.marks = outer->marks;
	e = shop_get(&s, u->shop_id, &u->shop);
	if (e == OK)
		e = shop_lease(u->node, &s, &u->shop);
	feed = e == OK ? u->shop.channel->feeds : NULL;
	if (e == OK)
		e = task_next(&s, u->task_id, u->shop_id,
			      feed && feed->detail ? (size_t)feed->detail_max : BATCH_UNASKED, &w);
	*over = e == OK && w.count == 0;
	if (e == OK && w.count) {
		s.actor_id = w.user_id;
		e = batch(&s, u, &w);
	}
	return scope_end(&s, outer, e);
}

static enum err work(struct scope *s, struct update *u, struct text key)
{
	bool over = false;

	if (!text_to_int(key, &u->task_id))
		return fail(s, ERR_INTERNAL, "the key of the task \"update\" is no number");
	while (!over) {
		if (node_leaves(u->node, u->shop_id))
			return ERR_STOPPING;
		TRY(next(s, u, &over));
	}
	return OK;
}

enum err update_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct update u = { .node = n, .shop_id = job->shop_id };
	enum err e = work(s, &u, job->key);

	if (job_waits(s, e, u.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	end->done = e == OK;
	if (e == ERR_CONFLICT || e == ERR_FENCED)
		end->again_at = job_next_day(s, e);
	return e;
}
