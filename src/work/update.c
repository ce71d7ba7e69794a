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
	e = shop_get(s, row.shop_id, &shop);
	if (e != OK && e != ERR_CHANNEL_UNKNOWN) /* a channel of another version can do nothing here */
		return e;
	*out = (struct update_stand){ .channel_can = shop_updatable(&shop),
				      .shop_bound = shop_authorised(&shop),
				      .reserved = row.reserved };
	if (!order_state_find(row.state, &out->state))
		out->state = ORDER_STATE_COUNT;
	return OK;
}

/* ---- before the channel is asked ---- */

/* What stands against it, or keeps it from being read, is its result. */
static enum err stands(struct scope *s, const struct update *u, struct updating *o, const struct shown_want *w)
{
	struct update_stand stand = { .channel_can = shop_updatable(&u->shop),
				      .shop_bound = shop_authorised(&u->shop),
				      .state = w->shown.state,
				      .reserved = u->release ? 0 : w->shown.reserved };

	if (w->code != OK) {
		s->words = w->words;
		return update_fails(s, u, o, w->code);
	}
	o->was = w->shown;
	o->result.before = o->result.after = o->was.ver;
	return update_fails(s, u, o, update_refuse(s, &stand));
}

enum err update_read(struct scope *s, struct update *u, struct updating *const *at, size_t count)
{
	struct shown_want *wants = ARENA_ARRAY(s->arena, struct shown_want, count + 1);
	struct updating **of = ARENA_ARRAY(s->arena, struct updating *, count + 1);
	size_t wanted = 0;

	for (size_t i = 0; i < count; i++) {
		if (at[i]->result.code != OK)
			continue;
		wants[wanted] = (struct shown_want){ .order_id = at[i]->result.order_id, .shown = at[i]->was };
		of[wanted++] = at[i];
	}
	TRY(shown_read_all(s, wants, wanted));
	for (size_t i = 0; i < wanted; i++)
		TRY(stands(s, u, of[i], &wants[i]));
	return OK;
}

/* ---- the call ---- */

static enum err ask(struct scope *s, struct update *u, const struct text *refs, size_t count)
{
	enum err e = converse_open(u->node, s, &u->shop, &u->talk);

	if (e == ERR_NO_ROW)
		return fail(s, ERR_NEEDS_AUTHORISATION, "The key of the app %.*s is not here any more.",
			    TEXT_ARG(u->shop.app_id));
	TRY(e);
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
	u->shop.known = now.known;
	return shop_authorised(&now)
		       ? OK
		       : fail(s, ERR_SHOP_UNBOUND, "The shop was given up while its orders were updated.");
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
			refs[count++] = u->at[i].was.ref;
	if (count == 0)
		return OK;
	e = ask(s, u, refs, count);
	if (e == OK)
		e = update_bound(s, u);
	if (e == OK)
		e = update_take(s, u);
	return update_ends(e, u->talk.wait_until != 0, u->attempt) ? fail_all(s, u, e) : e;
}

/* ---- the job ---- */

static enum err batch(struct scope *s, struct update *u, const struct task_waiting *w)
{
	struct updating **all = ARENA_ARRAY(s->arena, struct updating *, w->count);

	u->mode = w->mode;
	u->release = w->release;
	u->count = w->count;
	u->at = ARENA_ARRAY(s->arena, struct updating, w->count);
	for (size_t i = 0; i < w->count; i++) {
		u->at[i].result.order_id = w->ids[i];
		all[i] = &u->at[i];
	}
	TRY(update_read(s, u, all, u->count));
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
	if (e == OK || e == ERR_CHANNEL_UNKNOWN) /* a channel of another version: each order is told so */
		e = shop_lease(u->node, &s, &u->shop);
	feed = u->shop.channel ? u->shop.channel->feeds : NULL;
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
	struct update u = { .node = n, .shop_id = job->shop_id, .attempt = job->attempt };
	enum err e = work(s, &u, job->key);

	if (job_waits(s, e, u.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	end->done = e == OK || e == ERR_TASK_UNKNOWN;
	if (e == ERR_CONFLICT || e == ERR_FENCED)
		end->again_at = job_next_day(s, e);
	return e;
}
