/* work/account_grant.c - a seller's approval: the code is spent for tokens, the shops that they open are noted, each is called. */
#include "base/digest.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/log.h"
#include "work/account_inner.h"
#include "work/keys.h"
#include "work/node.h"
#include "work/token.h"

/* Of what a first pull reaches back to, this much is read at once; the rest beside what is new. */
#define NEWEST_MS DAY_MS

/* One code spent, one grant in hand: from here to the commit nothing may fail that could have failed before. */
struct granting {
	struct node *node;
	const struct account_new *new;
	const struct channel *channel;
	int64_t account_id, new_id; /* new_id: of an account that is entered by this; 0: it is there */
	struct text base, sealed;   /* sealed: the app's key where it is entered with this; {0}: it is there */
	struct conversation talk;
	struct shop none;
	struct token_grant grant;
	struct shop_ref *refs;
	size_t ref_count;
	struct account_proof *proofs; /* one a shop */
	int64_t first_from;           /* where the first pull begins, UTC ms */
};

/* The shops that this grant opens, with region and end of authorisation where the channel lists them. */
static void name_shops(struct scope *s, struct granting *g)
{
	const struct talk *t = &g->talk.talk;
	size_t count = g->grant.shop_count ? g->grant.shop_count : 1;
	struct shop_ref *refs = ARENA_ARRAY(s->arena, struct shop_ref, count);

	for (size_t i = 0; i < count; i++)
		refs[i].ref = g->grant.shop_count ? g->grant.shop_refs[i] : g->new->code_ref;
	g->refs = refs;
	g->ref_count = count;
	g->proofs = ARENA_ARRAY(s->arena, struct account_proof, count);
	if (!g->channel->shop_list || converse(s, &g->talk, g->channel->shop_list) != OK)
		return; /* a courtesy: without it the title lacks the region */
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < t->shops_count; k++)
			if (text_same(refs[i].ref, t->shops[k].ref))
				refs[i] = t->shops[k];
}

/* The code is good once: whatever is found afterwards, its tokens are kept. */
static enum err spend(struct scope *s, struct granting *g)
{
	struct talk *t = &g->talk.talk;

	t->code = g->new->code;
	if (g->new->main_account)
		t->account_ref = g->new->code_ref;
	else
		t->shop_ref = g->new->code_ref;
	TRY(converse(s, &g->talk, g->channel->token_get));
	g->grant = t->grant;
	name_shops(s, g);
	g->first_from = world_now(s->world) -
			(g->new->first_back_ms ? g->new->first_back_ms : g->channel->feeds[0].first_back_ms);
	return OK;
}

static struct text shop_title(struct scope *s, const struct granting *g, const struct shop_ref *ref)
{
	struct text own = g->new->title, which = ref->region.size ? ref->region : ref->ref;

	if (own.size)
		return g->ref_count > 1 ? text_format(s->arena, "%.*s %.*s", TEXT_ARG(own), TEXT_ARG(which)) : own;
	if (ref->region.size)
		return text_format(s->arena, "%s %.*s %.*s", g->channel->title, TEXT_ARG(ref->region),
				   TEXT_ARG(ref->ref));
	return text_format(s->arena, "%s %.*s", g->channel->title, TEXT_ARG(ref->ref));
}

static enum err put_feeds(struct scope *s, const struct granting *g, int64_t shop_id)
{
	int64_t newest = s->now - NEWEST_MS, from = g->first_from;

	for (const struct feed *feed = g->channel->feeds; feed->name; feed++)
		TRY(sql_feed_put(s,
				 (struct sql_feed_put){ .shop_id = shop_id,
							.name = text_of(feed->name),
							.cursor_at = from > newest ? from : newest,
							.first_from = from,
							.every_s = g->new->every_s ? g->new->every_s : feed->every_s },
				 NULL));
	return OK;
}

/* The shop may be here already, from an earlier authorisation: it and its orders are found again. */
enum { PROVE_AFTER_MS = 5 * SECOND_MS }; /* a proof by who grants takes less, mostly */

static enum err put_shop(struct scope *s, struct granting *g, size_t i)
{
	const struct shop_ref *ref = &g->refs[i];
	struct sql_shop_put_row row;

	TRY(sql_shop_put(s,
			 (struct sql_shop_put){ .id = id_next(s->ids),
						.account_id = g->account_id,
						.channel = text_of(g->channel->name),
						.channel_ref = ref->ref,
						.title = shop_title(s, g, ref),
						.region = ref->region.at ? ref->region : TEXT(""),
						.currency = TEXT(""),
						.state = TEXT("unverified"),
						.pull = TEXT("on") },
			 &row));
	g->proofs[i].shop_id = row.id;
	TRY(token_store(g->node, s, g->account_id, row.id, &g->grant));
	TRY(sql_tokens_drop_other(s, (struct sql_tokens_drop_other){ .account_id = g->account_id, .shop_id = row.id },
				  NULL));
	/* Who dies before the proof leaves it to whoever works for the shop. */
	TRY(account_prove_at(s, row.id, s->now + PROVE_AFTER_MS));
	return put_feeds(s, g, row.id);
}

/* Of the same seller on the same app it is the same account. */
static enum err put_account(struct scope *s, struct granting *g)
{
	const struct account_new *a = g->new;
	struct sql_account_by_ref_row row;
	enum err e;

	if (!g->new_id)
		return OK;
	e = sql_account_by_ref(
		s,
		(struct sql_account_by_ref){ .channel = a->channel, .app_id = a->app_id, .channel_ref = a->code_ref },
		&row);
	g->account_id = e == OK ? row.id : g->new_id;
	if (e != ERR_NO_ROW)
		return e;
	return sql_account_insert(s,
				  (struct sql_account_insert){ .id = g->new_id,
							       .channel = a->channel,
							       .app_id = a->app_id,
							       .channel_ref = a->code_ref,
							       .title = a->title.at ? a->title : TEXT(""),
							       .base = g->base.at ? g->base : TEXT(""),
							       .state = TEXT("unverified"),
							       .now = s->now },
				  NULL);
}

/* The first of its shops whose authorisation ends; 0: none says when. */
static int64_t first_end(const struct shop_ref *refs, size_t count)
{
	int64_t first = 0;

	for (size_t i = 0; i < count; i++)
		first = earlier_end(first, refs[i].authorised_until);
	return first;
}

static enum err take(struct scope *s, void *arg)
{
	struct granting *g = arg;
	const struct account_new *a = g->new;

	if (g->sealed.size)
		TRY(sql_app_put(s,
				(struct sql_app_put){ .channel = a->channel, .app_id = a->app_id, .secret = g->sealed },
				NULL));
	TRY(put_account(s, g));
	TRY(sql_account_granted(s,
				(struct sql_account_granted){ .id = g->account_id,
							      .channel_ref = a->code_ref,
							      .base = g->base.at ? g->base : TEXT(""),
							      .authorised_at = s->now,
							      .authorised_until = first_end(g->refs, g->ref_count) },
				NULL));
	for (size_t i = 0; i < g->ref_count; i++)
		TRY(put_shop(s, g, i));
	return OK;
}

/* Each shop is called once by its new token: what the channel says then is how it stands. */
static void prove(struct scope *s, struct granting *g)
{
	struct talk *t = &g->talk.talk;

	t->account_ref = (struct text){ 0 };
	t->access = g->grant.access;
	g->talk.as_is = true;
	for (size_t i = 0; i < g->ref_count; i++) {
		struct account_proof *p = &g->proofs[i];

		t->shop_ref = g->refs[i].ref;
		p->how = g->channel->shop_info ? converse(s, &g->talk, g->channel->shop_info) : OK;
		p->words = text_copy(s->arena, s->words);
		p->until = p->how == OK && t->shops_count ? t->shops[0].authorised_until : 0;
	}
}

static enum err note_proof(struct scope *s, void *arg)
{
	const struct granting *g = arg;

	TRY(account_proved(s, g->account_id, g->proofs, g->ref_count));
	for (size_t i = 0; i < g->ref_count; i++) {
		const struct account_proof *p = &g->proofs[i];
		enum account_state state;

		if (!account_judge(p->how, &state)) {
			TRY(account_prove_soon(s, p->shop_id));
			continue;
		}
		TRY(sql_job_rest(
			s, (struct sql_job_rest){ .shop_id = p->shop_id, .kind = TEXT("verify"), .key = TEXT("") },
			NULL));
		if (p->how == OK) /* one that was bound all the time may be due later */
			TRY(job_wake(s, p->shop_id, "pull", text_of(g->channel->feeds[0].name)));
	}
	return OK;
}

static enum err grant(struct scope *s, struct granting *g)
{
	TRY(spend(s, g));
	TRY(token_surely(s, take, g,
			 NULL)); /* the code was good once, and what opened the shops before opens them no more */
	LOG(s, LOG_INFO, "account_granted", L_INT("account", g->account_id), L_INT("shops", (int64_t)g->ref_count));
	prove(s, g);
	TRY(db_transact(s, note_proof, g));
	node_wake(g->node);
	return OK;
}

/* ---- what came back to the page */

static enum err spend_nonce(struct scope *s, void *arg)
{
	int64_t changed;

	TRY(sql_account_nonce_spend(s, *(struct sql_account_nonce_spend *)arg, &changed));
	return changed == 1 ? OK : fail(s, ERR_LINK_EXPIRED, "this approval has been used already");
}

/* What the account keeps is the nonce's digest and until when it is good. */
static enum err check_nonce(struct scope *s, const struct account *a, struct text nonce)
{
	struct sql_account_nonce_spend row = { .id = a->id, .nonce = a->nonce };
	struct text rest = a->nonce, kept, digest = account_nonce_digest(s, nonce);
	int64_t until;

	if (!text_cut(&rest, ':', &kept) || !text_to_int(rest, &until) || kept.size != digest.size ||
	    !digest_equal(kept.at, digest.at, digest.size))
		return fail(s, ERR_LINK_EXPIRED, "this approval was not begun in account %lld, or was used already",
			    (long long)a->id);
	if (until < world_now(s->world))
		return fail(s, ERR_LINK_EXPIRED, "this approval was begun more than %d minutes ago",
			    ACCOUNT_LINK_MINUTES);
	return db_transact(s, spend_nonce, &row);
}

/* The seller must be the account's own, and no other account's. */
static enum err check_seller(struct scope *s, const struct account *a, struct text ref)
{
	struct sql_account_by_ref_row row;
	enum err e;

	if (a->ref.size)
		return text_same(a->ref, ref)
			       ? OK
			       : fail(s, ERR_ACCOUNT_OTHER, "this account is that of %.*s, but %.*s has approved",
				      TEXT_ARG(a->ref), TEXT_ARG(ref));
	e = sql_account_by_ref(s,
			       (struct sql_account_by_ref){
				       .channel = text_of(a->channel->name), .app_id = a->app_id, .channel_ref = ref },
			       &row);
	if (e == OK)
		return fail(s, ERR_DUPLICATE, "%.*s is the account \"%.*s\" already: authorise that one", TEXT_ARG(ref),
			    TEXT_ARG(row.title));
	return e == ERR_NO_ROW ? OK : e;
}

struct refusal {
	int64_t account_id;
	enum account_state state;
	enum err why;
	struct text words;
};

static enum err note_refusal(struct scope *s, void *arg)
{
	const struct refusal *r = arg;

	return sql_account_stand(s,
				 (struct sql_account_stand){ .id = r->account_id,
							     .state = text_of(account_state_name(r->state)),
							     .code = text_of(err_name(r->why)),
							     .words = text_limit(r->words, 500) },
				 NULL);
}

/* An account that is in use stays so: the approval that failed was a new one. */
static enum err refused(struct scope *s, const struct account *a, enum err e)
{
	struct refusal r = { .account_id = a->id, .why = e, .words = text_copy(s->arena, s->words) };

	if (a->state != ACCOUNT_UNVERIFIED && a->state != ACCOUNT_REFUSED)
		return e;
	if (account_judge(e, &r.state)) {
		r.state = ACCOUNT_REFUSED;
		TRY(db_transact(s, note_refusal, &r));
	}
	return fail(s, e, "%.*s", TEXT_ARG(r.words));
}

enum err account_authorise(struct node *n, struct scope *s, int64_t account_id, const struct account_code *code)
{
	struct account_new as = { .code_ref = code->ref, .main_account = code->main_account, .code = code->code };
	struct granting g = { .node = n, .new = &as, .account_id = account_id };
	struct account a;
	enum err e;

	TRY(account_load(s, account_id, &a));
	if (!a.channel->token_get)
		return fail(s, ERR_BAD_REQUEST, "%s is not authorised by a code", a.channel->title);
	if (code->ref.size == 0 || secret_empty(code->code))
		return fail(s, ERR_BAD_REQUEST, "the code and who approved (\"shop_ref\" or \"main_ref\") are needed");
	TRY(account_key_file(s, n));
	TRY(check_seller(s, &a, code->ref));
	TRY(account_talk(n, s, &a, &g.none, &g.talk));
	TRY(check_nonce(s, &a, code->nonce));
	as.channel = text_of(a.channel->name);
	as.app_id = a.app_id;
	as.title = a.title;
	g.channel = a.channel;
	g.base = a.base;
	e = grant(s, &g);
	return e == OK || g.grant.shop_count || g.ref_count ? e : refused(s, &a, e);
}

/* ---- all at once */

static enum err check_add(struct scope *s, struct granting *g)
{
	const struct account_new *a = g->new;

	g->channel = channel_find(a->channel);
	if (!g->channel)
		return fail(s, ERR_CHANNEL_UNKNOWN, "there is no channel \"%.*s\"", TEXT_ARG(a->channel));
	if (!g->channel->token_get)
		return fail(s, ERR_USAGE, "%s is not authorised by a code", g->channel->title);
	if (a->app_id.size == 0 || secret_empty(a->app_key) || secret_empty(a->code) || a->code_ref.size == 0)
		return fail(s, ERR_USAGE,
			    "an account of %s needs --app-id, --app-key, --code and --shop-ref or --account-ref",
			    g->channel->title);
	TRY(account_key_file(s, g->node));
	return account_base(s, g->node, g->channel, a->base, &g->base);
}

/* The key is tried before it is kept. */
static void open_talk(struct scope *s, struct granting *g)
{
	const struct account_new *a = g->new;

	g->none = (struct shop){ .channel = g->channel, .app_id = a->app_id };
	g->talk = (struct conversation){ .node = g->node, .shop = &g->none };
	g->talk.talk = (struct talk){
		.channel = g->channel,
		.base = g->base.size ? g->base : text_format(s->arena, "https://%s", g->channel->hosts[0]),
		.private_host = g->node->options.private_hosts,
		.app_id = a->app_id,
		.app_key = a->app_key,
	};
}

enum err account_add(struct node *n, struct scope *s, const struct account_new *a, struct account_made *out)
{
	struct granting g = { .node = n, .new = a, .new_id = id_next(s->ids) };

	TRY(check_add(s, &g));
	open_talk(s, &g);
	g.sealed = seal_close(s, &n->key, keys_app_place(s, text_of(g.channel->name), a->app_id), a->app_key);
	TRY(grant(s, &g));
	out->account_id = g.account_id;
	out->shop_count = g.ref_count;
	out->shops = ARENA_ARRAY(s->arena, int64_t, g.ref_count);
	out->doubt = (struct text){ 0 };
	for (size_t i = 0; i < g.ref_count; i++)
		out->shops[i] = g.proofs[i].shop_id;
	for (size_t i = 0; i < g.ref_count; i++) {
		const struct account_proof *p = &g.proofs[i];
		enum account_state state;

		if (!account_judge(p->how, &state))
			out->doubt = p->words;
		else if (state != ACCOUNT_VERIFIED)
			return fail(s, p->how, "%.*s", TEXT_ARG(p->words));
	}
	return OK;
}
