/* work/hook_work.c - what pushes speak of is fetched: orders by their numbers, an authorisation by a call in its name. */
#include "base/instant.h"
#include "base/log.h"
#include "store/sql.h"
#include "work/account.h"
#include "work/hook.h"
#include "work/intake.h"
#include "work/node.h"
#include "work/token.h"

enum { HOOKS_MAX = 500, REFS_MAX = 100, SHOP_PAGES_MAX = 20 };

struct hook_work {
	struct node *node;
	struct shop shop;
	struct conversation talk;
	struct packing packing;
	/* of one round: */
	int64_t *ids;
	size_t id_count;
	struct text *refs;
	size_t ref_count;
	struct text state;
};

static enum err mark(struct scope *s, void *arg)
{
	const struct hook_work *w = arg;

	TRY(shop_fence(w->node, s, &w->shop));
	return sql_hooks_done(s, (struct sql_hooks_done){ .state = w->state, .ids = w->ids, .ids_count = w->id_count },
			      NULL);
}

static bool among(const struct text *refs, size_t count, struct text ref)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(refs[i], ref))
			return true;
	return false;
}

/* The oldest pushes whose orders fit in one call; many of one order are one question. */
static enum err next_round(struct scope *s, struct hook_work *w, size_t max)
{
	struct sql_hooks_new_rows rows;

	w->ref_count = w->id_count = 0;
	TRY(sql_hooks_new(s, (struct sql_hooks_new){ .shop_id = w->shop.id, .about = TEXT("order"), .max = HOOKS_MAX },
			  &rows));
	w->ids = ARENA_ARRAY(s->arena, int64_t, rows.count + 1);
	w->refs = ARENA_ARRAY(s->arena, struct text, max);
	for (size_t i = 0; i < rows.count; i++) {
		bool known = among(w->refs, w->ref_count, rows.at[i].ref);

		if (!known && w->ref_count == max)
			continue;
		if (!known)
			w->refs[w->ref_count++] = rows.at[i].ref;
		w->ids[w->id_count++] = rows.at[i].id;
	}
	return OK;
}

/* What the channel does not show is left to the next look, which finds it whatever became of the push. */
static enum err fetch(struct scope *s, struct hook_work *w, const struct feed *feed)
{
	struct intake in = { .node = w->node,
			     .shop = &w->shop,
			     .packing = &w->packing,
			     .feed = text_of(feed->name),
			     .source = TEXT("push") };
	struct talk *t = &w->talk.talk;
	enum err e;

	TRY(token_use(s, &w->talk, false));
	t->refs = w->refs;
	t->ref_count = w->ref_count;
	e = converse(s, &w->talk, feed->detail);
	w->state = TEXT("refused");
	if (e == ERR_CHANNEL_REFUSED)
		return db_transact(s, mark, w);
	TRY(e);
	for (size_t i = 0; i < t->seen_count; i++)
		t->seen[i].asked_at = w->talk.asked_at;
	in.seen = t->seen;
	in.count = t->seen_count;
	TRY(intake_run(s, &in));
	w->state = TEXT("done");
	return db_transact(s, mark, w);
}

static enum err round_of(struct scope *outer, struct hook_work *w, const struct feed *feed, bool *more)
{
	size_t max = feed->detail_max < REFS_MAX ? (size_t)feed->detail_max : REFS_MAX;
	struct scope s;
	enum err e;

	scope_open(&s, outer);
	s.marks = outer->marks;
	e = next_round(&s, w, max);
	*more = e == OK && w->ref_count > 0;
	if (*more)
		e = node_stopping(w->node) ? ERR_STOPPING : fetch(&s, w, feed);
	return scope_end(&s, outer, e);
}

static enum err work_orders(struct scope *s, struct hook_work *w)
{
	bool more = true;
	enum err e = OK;

	TRY(packing_open(s, text_of(w->shop.channel->name), &w->packing));
	while (e == OK && more)
		e = round_of(s, w, &w->shop.channel->feeds[0], &more);
	packing_close(&w->packing);
	return e;
}

struct finding {
	struct hook_work *w;
	enum err how;
	struct text words;
	int64_t until; /* UTC ms; 0: not said */
};

/* What a call in the shop's name found is how the shop stands; where it stands again, its pulls go on. */
static enum err record_finding(struct scope *s, void *arg)
{
	const struct finding *f = arg;
	enum account_state state = f->how == OK ? ACCOUNT_VERIFIED : ACCOUNT_NEEDS_AUTHORISATION;

	TRY(shop_fence(f->w->node, s, &f->w->shop));
	TRY(token_unchanged(s, &f->w->talk));
	TRY(mark(s, f->w));
	TRY(account_judged(s, f->w->shop.account_id, f->w->shop.id, state, f->how, f->words));
	return f->until ? sql_account_until(
				  s, (struct sql_account_until){ .until = f->until, .id = f->w->shop.account_id }, NULL)
			: OK;
}

/* What a page of the app's shops says of those of our account; *found counts them. */
static void look_for_ends(const struct talk *t, const struct sql_account_shops_rows *ours, size_t *found,
			  int64_t *until)
{
	for (size_t i = 0; i < t->shops_count; i++)
		for (size_t k = 0; k < ours->count; k++)
			if (text_same(t->shops[i].ref, ours->at[k].channel_ref)) {
				*until = earlier_end(*until, t->shops[i].authorised_until);
				++*found;
			}
}

/* The account is authorised until the first of its shops is not; only the list of the app's shops tells of all of them. */
static enum err find_until(struct scope *s, struct hook_work *w, int64_t *until)
{
	struct talk *t = &w->talk.talk;
	struct sql_account_shops_rows ours;
	size_t found = 0;
	enum err e = OK;

	TRY(sql_account_shops(s,
			      (struct sql_account_shops){ .channel = text_of(w->shop.channel->name),
							  .account_id = w->shop.account_id },
			      &ours));
	t->then = THEN_MORE;
	for (int page = 0; e == OK && page < SHOP_PAGES_MAX && t->then == THEN_MORE && found < ours.count; page++) {
		e = converse(s, &w->talk, w->shop.channel->shop_list);
		look_for_ends(t, &ours, &found, until);
		t->cursor = t->next_cursor;
	}
	t->cursor = (struct text){ 0 };
	return e;
}

/* A call in the shop's name, which tells its own end; then what the account's other shops say. A list that is refused for
 * good leaves what the first said. */
static enum err ask_authorisation(struct scope *s, struct hook_work *w, int64_t *until)
{
	enum err e;

	TRY(token_use(s, &w->talk, false));
	TRY(converse(s, &w->talk, w->shop.channel->shop_info));
	if (w->talk.talk.shops_count)
		*until = w->talk.talk.shops[0].authorised_until;
	if (!w->shop.channel->shop_list)
		return OK;
	e = find_until(s, w, until);
	return e != OK && err_retry(e) != RETRY_NEVER ? e : OK;
}

/* "Authorised", "withdrawn" and "ends soon" may come late or twice: a real call tells what holds now. */
static enum err work_authorisation(struct scope *s, struct hook_work *w)
{
	struct finding f = { .w = w };
	struct sql_hooks_new_rows rows;
	enum err e;

	TRY(sql_hooks_new(
		s, (struct sql_hooks_new){ .shop_id = w->shop.id, .about = TEXT("authorisation"), .max = HOOKS_MAX },
		&rows));
	if (rows.count == 0 || !w->shop.channel->shop_info)
		return OK;
	w->ids = ARENA_ARRAY(s->arena, int64_t, rows.count);
	for (; w->id_count < rows.count; w->id_count++)
		w->ids[w->id_count] = rows.at[w->id_count].id;
	e = ask_authorisation(s, w, &f.until);
	if (e != OK && e != ERR_NEEDS_AUTHORISATION && e != ERR_SHOP_UNBOUND)
		return e;
	f.how = e;
	f.words = e == OK ? TEXT("") : text_copy(s->arena, s->words);
	w->state = TEXT("done");
	LOG(s, LOG_INFO, "authorisation_checked", L_INT("shop", w->shop.id), L_ERR("code", e));
	return db_transact(s, record_finding, &f);
}

static enum err work(struct scope *s, struct hook_work *w, const struct job *job)
{
	bool orders = text_is(job->key, "orders");

	TRY(shop_get(s, job->shop_id, &w->shop));
	if (orders && (!w->shop.bound || !text_is(w->shop.pull, "on")))
		return OK; /* kept until the shop goes on */
	if (text_is(w->shop.state, "cancelled"))
		return OK; /* no call is made in its name any more */
	TRY(shop_lease(w->node, s, &w->shop));
	TRY(converse_open(w->node, s, &w->shop, &w->talk));
	return orders ? work_orders(s, w) : work_authorisation(s, w);
}

static enum err expire(struct scope *s, void *arg)
{
	(void)arg;
	return sql_hooks_expire(s, (struct sql_hooks_expire){ .now = s->now }, NULL);
}

/* It comes back by the next push, or after a day to throw away what has expired. */
enum err hook_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct hook_work w = { .node = n };
	enum err e = work(s, &w, job);

	if (job_waits(s, e, w.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	if (e == OK)
		e = db_transact(s, expire, NULL);
	if (e == OK || err_retry(e) == RETRY_NEVER)
		end->again_at = job_next_day(s, e);
	return e;
}
