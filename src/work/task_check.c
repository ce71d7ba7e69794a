/* work/task_check.c - what an update of many orders would come to: nothing is asked of a channel, nothing is written. */
#include "base/digest.h"
#include "channel/channel.h"
#include "work/task_inner.h"
#include <stdlib.h>

/* ---- how orders stand ---- */

static enum err shop_of(struct scope *s, struct task_stander *t, int64_t id, struct task_shop **out)
{
	struct shop shop = { 0 };
	struct task_shop *h;
	enum err e;

	for (h = t->shops; h; h = h->next)
		if (h->id == id) {
			*out = h;
			return OK;
		}
	e = shop_get(s, id, &shop);
	if (e != OK && e != ERR_CHANNEL_UNKNOWN) /* a channel of another version can do nothing here */
		return e;
	h = ARENA_NEW(t->arena, struct task_shop);
	*h = (struct task_shop){ .id = id,
				 .can = e == OK && shop_updatable(&shop),
				 .bound = shop_authorised(&shop),
				 .channel = shop.channel,
				 .next = t->shops };
	*out = t->shops = h;
	return OK;
}

static enum err stand_of(struct scope *s, struct task_stander *t, const struct sql_task_stands_row *r,
			 struct task_stand *o)
{
	o->ver = r->ver;
	o->edits = r->edits;
	TRY(shop_of(s, t, r->shop_id, &o->shop));
	o->stand = (struct update_stand){ .channel_can = o->shop->can,
					  .shop_bound = o->shop->bound,
					  .reserved = r->reserved };
	if (!order_state_find(r->state, &o->stand.state))
		o->stand.state = ORDER_STATE_COUNT;
	return OK;
}

enum err task_stands(struct scope *s, struct task_stander *t, const int64_t *ids, size_t count, struct task_stand *out)
{
	struct sql_task_stands_rows rows;
	size_t at = 0;

	TRY(sql_task_stands(s, (struct sql_task_stands){ .ids = ids, .ids_count = count }, &rows));
	for (size_t i = 0; i < count; i++) {
		out[i] = (struct task_stand){ .order_id = ids[i] };
		if (at < rows.count && rows.at[at].id == ids[i])
			TRY(stand_of(s, t, &rows.at[at++], &out[i]));
	}
	return OK;
}

enum err task_refuse(struct scope *s, const struct task_stand *o, bool release)
{
	struct update_stand stand = o->stand;

	if (!o->shop)
		return fail(s, ERR_ORDER_UNKNOWN, "there is no order %lld", (long long)o->order_id);
	if (release)
		stand.reserved = 0;
	return update_refuse(s, &stand);
}

/* ---- how long it takes ---- */

/* By the channel's budget alone: shops go on side by side. */
static int64_t seconds_of(const struct channel *c, int64_t orders)
{
	int64_t most = c && c->feeds->detail_max > 0 ? c->feeds->detail_max : 1, calls = (orders + most - 1) / most;

	if (!c || c->pace.per_minute <= 0 || calls <= c->pace.burst)
		return 0;
	return ((calls - c->pace.burst) * 60 + c->pace.per_minute - 1) / c->pace.per_minute;
}

enum err task_seconds(struct scope *s, int64_t id, int64_t *out)
{
	struct task_stander t = { .arena = s->arena };
	struct sql_task_shops_rows rows;

	*out = 0;
	TRY(sql_task_shops(s, (struct sql_task_shops){ id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct task_shop *shop;
		int64_t seconds;

		TRY(shop_of(s, &t, rows.at[i].shop_id, &shop));
		seconds = seconds_of(shop->channel, rows.at[i].waiting);
		*out = seconds > *out ? seconds : *out;
	}
	return OK;
}

/* ---- the check ---- */

struct checking {
	const struct task_new *wanted;
	struct task_check *out;
	struct task_stander stander;
	int64_t edits; /* of those that are eligible */
	struct text digest;
};

static void refuse(struct task_check *c, enum err why, int64_t order_id)
{
	for (size_t i = 0; i < c->refusal_count; i++)
		if (c->refusals[i].code == why) {
			c->refusals[i].count++;
			return;
		}
	ASSERT(c->refusal_count < TASK_REFUSALS_MAX);
	c->refusals[c->refusal_count++] = (struct task_refusal){ why, 1, order_id };
}

static enum err count_one(struct scope *s, struct checking *x, const struct task_stand *o)
{
	struct task_check *c = x->out;
	enum err why = task_refuse(s, o, x->wanted->release);

	c->total++;
	if (why != OK) {
		c->by_release += o->shop && update_by_release(&o->stand);
		refuse(c, why, o->order_id);
		return why;
	}
	c->eligible++;
	c->shops += o->shop->eligible++ == 0;
	x->edits += o->edits;
	c->reserved += o->stand.reserved;
	return why;
}

/* The digest goes over all batches: each takes that of those before it along. */
static enum err count_batch(struct scope *s, struct checking *x, const int64_t *ids, size_t count)
{
	struct task_stand *at = ARENA_ARRAY(s->arena, struct task_stand, count);
	struct buffer b = buffer_in(s->arena);
	struct digest128 d;

	TRY(task_stands(s, &x->stander, ids, count, at));
	buffer_add(&b, x->digest);
	for (size_t i = 0; i < count; i++) {
		enum err why = count_one(s, x, &at[i]);

		buffer_format(&b, " %lld:%d:%lld", (long long)ids[i], (int)why, (long long)at[i].stand.reserved);
	}
	d = digest_xxh3(buffer_text(&b));
	x->digest = hex_format(x->stander.arena, d.bytes, sizeof d.bytes);
	return OK;
}

static int by_count(const void *a, const void *b)
{
	const struct task_refusal *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (int)x->code - (int)y->code;
}

/* One plan for all that are eligible, as if they were one order. */
static enum err make_plan(struct scope *s, struct checking *x)
{
	const struct task_new *t = x->wanted;
	struct plan_stand stand = {
		.state = ORDER_PENDING,
		.channel_can = true,
		.shop_bound = true,
		.lines_change = true,
		.edits_stay = x->edits > 0 && t->mode == MERGE_KEEP,
		.edits_go = x->edits > 0 && t->mode == MERGE_TAKE,
		.reserved = x->out->reserved,
	};
	struct buffer b = buffer_in(s->arena);
	struct digest128 d;

	if (x->out->eligible)
		TRY(plan_make(t->release ? PLAN_UPDATE_RELEASED : PLAN_UPDATE, &stand, &x->out->plan));
	buffer_format(&b, "%.*s %s %d %.*s", TEXT_ARG(plan_digest(s->arena, &x->out->plan)), merge_mode_name(t->mode),
		      t->release, TEXT_ARG(x->digest));
	d = digest_xxh3(buffer_text(&b));
	x->out->digest = hex_format(s->arena, d.bytes, sizeof d.bytes);
	return OK;
}

enum err task_check(struct scope *s, const struct task_new *t, struct task_check *out)
{
	struct checking x = { .wanted = t, .out = out, .stander = { .arena = s->arena }, .digest = TEXT("") };
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, t->count + 1);
	size_t count;

	*out = (struct task_check){ 0 };
	for (size_t i = 0; i < t->count; i++)
		ids[i] = t->ids[i];
	count = task_ids_sort(ids, t->count);
	for (size_t at = 0; at < count; at += TASK_BATCH) {
		size_t some = count - at < TASK_BATCH ? count - at : TASK_BATCH;
		struct scope part;
		enum err e;

		scope_open(&part, s);
		e = count_batch(&part, &x, ids + at, some);
		TRY(scope_end(&part, s, e));
	}
	if (out->refusal_count)
		qsort(out->refusals, out->refusal_count, sizeof *out->refusals, by_count);
	for (const struct task_shop *h = x.stander.shops; h; h = h->next) {
		int64_t seconds = seconds_of(h->channel, h->eligible);

		out->seconds = seconds > out->seconds ? seconds : out->seconds;
	}
	return make_plan(s, &x);
}
