/* lab/verb_account.c - the verbs of a scenario about accounts: people at the API, and the seller's browser at the market. */
#include "lab/play.h"
#include <string.h>

#define BACK "https://lockstep.example/accounts/back"

/* The key as the script says it: good is the app's own. */
static struct text key_of(struct text word) { return text_is(word, "good") ? TEXT(SIM_PARTNER_KEY) : word; }

static enum err find_account(struct play *p, struct scope *s, struct text name, struct json *out)
{
	struct json answer, items;

	TRY(play_ask(p, s, "GET", TEXT("/accounts"), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (*out = json_first(items); json_kind(*out) != JSON_NONE; *out = json_next(items, *out))
		if (text_same(json_text(json_at(*out, "title")), name))
			return OK;
	return fail(s, ERR_USAGE, "no account was entered as \"%.*s\"", TEXT_ARG(name));
}

static enum err ask_account(struct play *p, struct scope *s, struct text name, const char *deed, struct text body,
			    struct json *answer)
{
	struct json account;

	TRY(find_account(p, s, name, &account));
	return play_ask(p, s, "POST",
			text_format(s->arena, "/accounts/%.*s/%s", TEXT_ARG(json_text(json_at(account, "id"))), deed),
			body, answer);
}

enum err verb_enter_account(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer;

	return play_ask(
		p, s, "POST", TEXT("/accounts"),
		text_format(s->arena,
			    "{\"channel\":\"shopee\",\"title\":\"%.*s\",\"app_id\":\"%lld\",\"app_key\":\"%.*s\","
			    "\"base\":\"http://127.0.0.1:1\"}",
			    TEXT_ARG(w->at[0].text), (long long)SIM_PARTNER_ID, TEXT_ARG(key_of(w->at[1].text))),
		&answer);
}

/* What comes back with the seller: by the market's page, or, where it refuses our link, a code all the same. */
static enum err go_there_and_back(struct play *p, struct scope *s, struct text link, size_t shop, struct text *code,
				  struct text *nonce)
{
	struct http_request q = { .method = TEXT("GET") };
	struct http_answer a = { 0 };
	struct text back;

	if (!http_query(s->arena, link, "redirect", &back) || !http_query(s->arena, back, "state", nonce))
		return fail(s, ERR_INTERNAL, "the link does not say where the seller comes back to");
	q.url = text_format(s->arena, "%.*s&seller_shop=%lld", TEXT_ARG(link), (long long)sim_shop(p->sim, shop).id);
	TRY(sim_answer(p->sim, s, &q, &a));
	if (a.status != 302)
		return sim_authorise(p->sim, s, shop, false, code);
	back = http_header_find(a.headers, a.header_count, "location");
	return http_query(s->arena, back, "code", code) ? OK : fail(s, ERR_INTERNAL, "no code came back");
}

static enum err note_shop(struct play *p, struct scope *s, struct text name, size_t shop)
{
	struct json account, shops;
	int64_t ref;

	TRY(find_account(p, s, name, &account));
	shops = json_at(account, "shops");
	for (struct json h = json_first(shops); json_kind(h) != JSON_NONE; h = json_next(shops, h))
		if (text_to_int(json_text(json_at(h, "channel_ref")), &ref) && ref == sim_shop(p->sim, shop).id &&
		    text_to_int(json_text(json_at(h, "id")), &p->shop_ids[shop]))
			return OK;
	return fail(s, ERR_INTERNAL, "the account opens no such shop");
}

static enum err approve(struct play *p, struct scope *s, const struct words *w, size_t shop)
{
	struct text name = w->at[0].text, code, nonce;
	struct json answer;

	TRY(ask_account(p, s, name, "authorise", TEXT("{\"redirect\":\"" BACK "\"}"), &answer));
	TRY(go_there_and_back(p, s, json_text(json_at(answer, "link")), shop, &code, &nonce));
	return ask_account(p, s, name, "authorise",
			   text_format(s->arena, "{\"code\":\"%.*s\",\"shop_ref\":\"%lld\",\"nonce\":\"%.*s\"}",
				       TEXT_ARG(code), (long long)sim_shop(p->sim, shop).id, TEXT_ARG(nonce)),
			   &answer);
}

static enum err shop_place(struct play *p, struct scope *s, int64_t shop, size_t *at)
{
	if (shop < 1 || shop > p->shops)
		return fail(s, ERR_USAGE, "the market's shops are 1 to %d", p->shops);
	*at = (size_t)shop - 1;
	return OK;
}

enum err verb_approve(struct play *p, struct scope *s, const struct words *w)
{
	size_t shop;

	TRY(shop_place(p, s, w->at[1].number, &shop));
	TRY(approve(p, s, w, shop));
	return note_shop(p, s, w->at[0].text, shop);
}

/* It is refused, by this code. */
static enum err refused(struct scope *s, enum err e, struct text code)
{
	if (e == OK)
		return fail(s, ERR_INTERNAL, "a refusal is expected, but it was done");
	return text_is(code, err_name(e)) ? OK : fail(s, e, "%.*s", TEXT_ARG(text_copy(s->arena, s->words)));
}

enum err expect_approval_refused(struct play *p, struct scope *s, const struct words *w)
{
	size_t shop;

	TRY(shop_place(p, s, w->at[1].number, &shop));
	return refused(s, approve(p, s, w, shop), w->at[2].text);
}

enum err verb_verify(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer;

	return ask_account(p, s, w->at[0].text, "verify", (struct text){ 0 }, &answer);
}

enum err verb_give_up(struct play *p, struct scope *s, const struct words *w)
{
	struct json answer;

	return ask_account(p, s, w->at[0].text, "cancel", TEXT("{\"redirect\":\"" BACK "\"}"), &answer);
}

enum err verb_new_key(struct play *p, struct scope *s, const struct words *w)
{
	struct json account, answer;
	struct text path;

	TRY(find_account(p, s, w->at[0].text, &account));
	path = text_format(s->arena, "/accounts/%.*s", TEXT_ARG(json_text(json_at(account, "id"))));
	p->if_match = json_text(json_at(account, "ver"));
	enum err e =
		play_ask(p, s, "PUT", path,
			 text_format(s->arena, "{\"app_key\":\"%.*s\"}", TEXT_ARG(key_of(w->at[1].text))), &answer);
	p->if_match = (struct text){ 0 };
	return e;
}

enum err expect_account(struct play *p, struct scope *s, const struct words *w)
{
	struct text state, wanted = w->at[1].text;
	struct json account;

	TRY(find_account(p, s, w->at[0].text, &account));
	state = json_text(json_at(account, "state"));
	return text_same(state, wanted)
		       ? OK
		       : fail(s, ERR_INTERNAL, "the account is expected to be \"%.*s\", but it is \"%.*s\": %.*s",
			      TEXT_ARG(wanted), TEXT_ARG(state),
			      TEXT_ARG(json_text(json_path(account, "problem.detail"))));
}

enum err expect_account_problem(struct play *p, struct scope *s, const struct words *w)
{
	struct text code, wanted = w->at[1].text;
	struct json account;

	TRY(find_account(p, s, w->at[0].text, &account));
	code = json_text(json_path(account, "problem.code"));
	return text_same(code, wanted)
		       ? OK
		       : fail(s, ERR_INTERNAL, "the account's problem is expected to be \"%.*s\", but is \"%.*s\"",
			      TEXT_ARG(wanted), (int)code.size, code.at ? code.at : "");
}

/* The shop as the list of accounts shows it. */
static enum err shop_of(struct play *p, struct scope *s, int64_t number, struct json *out)
{
	struct json answer, items;
	int64_t id, shown;

	TRY(play_shop(p, s, number, &id));
	TRY(play_ask(p, s, "GET", TEXT("/accounts"), (struct text){ 0 }, &answer));
	items = json_at(answer, "items");
	for (struct json a = json_first(items); json_kind(a) != JSON_NONE; a = json_next(items, a)) {
		struct json shops = json_at(a, "shops");

		for (*out = json_first(shops); json_kind(*out) != JSON_NONE; *out = json_next(shops, *out))
			if (text_to_int(json_text(json_at(*out, "id")), &shown) && shown == id)
				return OK;
	}
	return fail(s, ERR_INTERNAL, "the shop is expected to be listed with its account, but it is not");
}

enum err expect_first_pull(struct play *p, struct scope *s, const struct words *w)
{
	struct text wanted = w->at[1].text;
	struct json shop;
	bool runs;

	TRY(shop_of(p, s, w->at[0].number, &shop));
	runs = json_kind(json_at(shop, "first_pull")) == JSON_OBJECT;
	if (!text_is(wanted, "announced") && !text_is(wanted, "over"))
		return fail(s, ERR_USAGE, "a first pull is announced or over");
	return runs == text_is(wanted, "announced")
		       ? OK
		       : fail(s, ERR_INTERNAL, "the first pull is expected to be %.*s, but it is not",
			      TEXT_ARG(wanted));
}
