/* work/account_verify.c - an account is proved by a real call in the name of each of its shops, and stands as they do.
 *
 * Such a call may renew a token, which is good once: it is made by the node that works for the shop, as a job in its lane. */
#include "base/log.h"
#include "work/account_inner.h"
#include "work/listings.h"
#include "work/node.h"
#include "work/token.h"

enum { LOOK_MS = 50, PATIENCE_MS = 25 * SECOND_MS, WORDS_KEPT = 500 };

/* ---- what was found is noted */

/* Jobs that stood still go on, and what such a shop needs is there. */
static enum err go_on(struct scope *s, int64_t shop_id, const struct channel *channel)
{
	TRY(sql_jobs_resume(s, (struct sql_jobs_resume){ .shop_id = shop_id, .now = s->now }, NULL));
	for (const struct feed *feed = channel->feeds; feed->name; feed++) {
		TRY(job_recur(s, shop_id, "pull", text_of(feed->name), s->now));
		TRY(job_ask_now(s, shop_id, "pull", text_of(feed->name)));
		TRY(job_recur(s, shop_id, "reconcile", text_of(feed->name), s->now + DAY_MS));
	}
	return listings_recur(s, shop_id, channel);
}

static enum err stand(struct scope *s, int64_t account_id, enum account_state state, struct text code,
		      struct text words)
{
	return sql_account_stand(s,
				 (struct sql_account_stand){ .id = account_id,
							     .state = text_of(account_state_name(state)),
							     .code = code,
							     .words = text_limit(words, WORDS_KEPT),
							     .verified_at = state == ACCOUNT_VERIFIED ? s->now : 0 },
				 NULL);
}

/* The shop, and whether it goes on; *worst is how the account stands with it. */
static enum err stand_shop(struct scope *s, int64_t account_id, int64_t shop_id, enum account_state state,
			   const struct channel *channel, enum account_state *worst)
{
	struct text word = text_of(account_shop_state(state));
	struct sql_account_shop_ids_rows shops;
	bool pulls = false;
	int64_t changed;

	TRY(sql_shop_state(s, (struct sql_shop_state){ .state = word, .id = shop_id }, &changed));
	TRY(sql_account_shop_ids(s, (struct sql_account_shop_ids){ .account_id = account_id }, &shops));
	*worst = state;
	for (size_t i = 0; i < shops.count; i++) {
		enum account_state its;

		if (account_state_find(shops.at[i].state, &its))
			*worst = account_worst(*worst, its);
		if (shops.at[i].id == shop_id)
			pulls = text_is(shops.at[i].pull, "on");
	}
	if (state != ACCOUNT_VERIFIED)
		return sql_jobs_hurry(s, (struct sql_jobs_hurry){ .shop_id = shop_id, .now = s->now }, NULL);
	return changed && pulls ? go_on(s, shop_id, channel) : OK;
}

enum err account_judged(struct scope *s, int64_t account_id, int64_t shop_id, enum account_state state, enum err why,
			struct text words)
{
	struct sql_account_get_row row;
	enum account_state worst;
	enum err e = sql_account_get(s, (struct sql_account_get){ .id = account_id }, &row);
	const struct channel *channel = e == OK ? channel_find(row.channel) : NULL;

	if (e == ERR_NO_ROW || (e == OK && (!channel || text_is(row.state, "cancelled"))))
		return OK; /* given up meanwhile: nothing that is heard afterwards brings it back */
	TRY(e);
	TRY(stand_shop(s, account_id, shop_id, state, channel, &worst));
	if (worst != state) /* another shop of it stands worse, and says why */
		return stand(s, account_id, worst, row.code, row.words);
	if (state == ACCOUNT_VERIFIED)
		return stand(s, account_id, state, TEXT(""), TEXT(""));
	return stand(s, account_id, state, text_of(err_name(why)), words);
}

enum err account_proved(struct scope *s, int64_t account_id, const struct account_proof *at, size_t count)
{
	int64_t until = 0;

	for (size_t i = 0; i < count; i++) {
		enum account_state state;

		until = earlier_end(until, at[i].until);
		if (account_judge(at[i].how, &state))
			TRY(account_judged(s, account_id, at[i].shop_id, state, at[i].how, at[i].words));
	}
	return until ? sql_account_until(s, (struct sql_account_until){ .until = until, .id = account_id }, NULL) : OK;
}

enum err account_prove_at(struct scope *s, int64_t shop_id, int64_t at)
{
	TRY(job_recur(s, shop_id, "verify", TEXT(""), at));
	return sql_job_ask_now(
		s, (struct sql_job_ask_now){ .shop_id = shop_id, .kind = TEXT("verify"), .key = TEXT(""), .now = at },
		NULL);
}

enum err account_prove_soon(struct scope *s, int64_t shop_id) { return account_prove_at(s, shop_id, s->now); }

/* ---- the job */

struct proving {
	struct node *node;
	struct shop shop;
	struct conversation talk;
	struct account_proof proof;
};

static enum err call(struct scope *s, struct proving *p)
{
	const struct talk *t = &p->talk.talk;

	TRY(shop_lease(p->node, s, &p->shop));
	TRY(converse_open(p->node, s, &p->shop, &p->talk));
	TRY(token_use(s, &p->talk, false));
	TRY(converse(s, &p->talk, p->shop.channel->shop_info));
	if (t->shops_count)
		p->proof.until = t->shops[0].authorised_until;
	return OK;
}

static enum err note(struct scope *s, void *arg)
{
	const struct proving *p = arg;

	TRY(shop_fence(p->node, s, &p->shop));
	TRY(token_unchanged(s, &p->talk));
	return account_proved(s, p->shop.account_id, &p->proof, 1);
}

static enum err prove(struct node *n, struct scope *s, int64_t shop_id, struct proving *p)
{
	enum account_state state;

	*p = (struct proving){ .node = n, .proof = { .shop_id = shop_id } };
	TRY(shop_get(s, shop_id, &p->shop));
	if (text_is(p->shop.state, "cancelled") || !p->shop.channel->shop_info)
		return OK; /* in whose name no call is made any more, or can be */
	p->proof.how = call(s, p);
	p->proof.words = text_copy(s->arena, s->words);
	LOG(s, LOG_INFO, "account_proved", L_INT("shop", shop_id), L_ERR("code", p->proof.how));
	if (account_judge(p->proof.how, &state))
		TRY(db_transact(s, note, p));
	return p->proof.how == OK ? OK : fail(s, p->proof.how, "%.*s", TEXT_ARG(p->proof.words));
}

enum err verify_run(struct node *n, struct scope *s, struct job *job, struct job_end *end)
{
	struct proving p;
	enum err e = prove(n, s, job->shop_id, &p);

	if (job_waits(s, e, p.talk.wait_until, end))
		return e == ERR_STOPPING ? OK : e;
	end->pause = e == OK || err_retry(e) == RETRY_NEVER; /* until somebody asks again */
	return e;
}

/* ---- who asks for it */

static enum err ask(struct scope *s, void *arg) { return account_prove_soon(s, *(int64_t *)arg); }

/* Until the job has come to an end, and how that was; one that failed for now is tried again without us. */
static enum err await(struct scope *s, int64_t shop_id, int64_t patience)
{
	struct sql_job_of_shop_row row;
	enum err how;

	for (;;) {
		TRY(sql_job_of_shop(
			s, (struct sql_job_of_shop){ .shop_id = shop_id, .kind = TEXT("verify"), .key = TEXT("") },
			&row));
		if (text_is(row.state, "paused") ||
		    (text_is(row.state, "ready") && row.code.size && row.due_at > world_now(s->world)))
			break;
		if (world_mono(s->world) > patience)
			return fail(s, ERR_CHANNEL_TIMEOUT,
				    "the proof has not ended yet; it goes on: look again in a minute");
		world_nap(s->world, LOOK_MS);
	}
	how = row.code.size ? err_find(text_z(s->arena, row.code)) : OK;
	return how == OK ? OK : fail(s, how, "%.*s", TEXT_ARG(row.detail));
}

/* By the node that works for the shop: that is this one where it has no crew and nobody else does. */
static enum err prove_one(struct node *n, struct scope *s, int64_t shop_id, int64_t patience)
{
	struct proving p;
	enum err e;

	if (!n->crew) {
		e = prove(n, s, shop_id, &p);
		if (e != ERR_FENCED)
			return e;
	}
	TRY(db_transact(s, ask, &shop_id));
	if (n->crew)
		node_wake(n);
	return await(s, shop_id, patience);
}

static enum err stand_alone(struct scope *s, void *arg)
{
	return stand(s, *(int64_t *)arg, ACCOUNT_VERIFIED, TEXT(""), TEXT(""));
}

enum err account_verify(struct node *n, struct scope *s, int64_t account_id)
{
	int64_t patience = world_mono(s->world) + PATIENCE_MS;
	struct sql_account_shop_ids_rows shops;
	struct text words = { 0 };
	struct account a;
	enum err how = OK;

	TRY(account_load(s, account_id, &a));
	if (a.state == ACCOUNT_CANCELLED)
		return fail(s, ERR_ACCOUNT_CANCELLED, "the authorisation of \"%.*s\" was given up: authorise it again",
			    TEXT_ARG(a.title));
	if (a.channel->flow == FLOW_NONE)
		return db_transact(s, stand_alone, &account_id);
	TRY(sql_account_shop_ids(s, (struct sql_account_shop_ids){ .account_id = account_id }, &shops));
	if (shops.count == 0)
		return fail(s, ERR_ACCOUNT_UNVERIFIED,
			    "nobody has approved \"%.*s\" yet: choose Authorise, and approve as the seller",
			    TEXT_ARG(a.title));
	for (size_t i = 0; i < shops.count; i++) {
		enum err e = prove_one(n, s, shops.at[i].id, patience);
		enum account_state state;

		if (account_judge(e, &state))
			continue; /* what the channel said the account tells */
		how = e;
		words = text_copy(s->arena, s->words);
	}
	return how == OK ? OK : fail(s, how, "%.*s", TEXT_ARG(words));
}
