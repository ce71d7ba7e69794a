/* sim/shopee_auth.c - apps, codes and chains of tokens: single-use refreshes, each on the disk before it is told. */
#include "base/digest.h"
#include "base/instant.h"
#include "base/json.h"
#include "sim/shopee_inner.h"
#include <stdlib.h>
#include <string.h>

int app_find(const struct shopee *h, int64_t partner)
{
	for (int i = 0; i < h->app_count; i++)
		if (h->apps[i].partner == partner)
			return i;
	return -1;
}

bool token_is(const struct token *t, struct text signs)
{
	return t->until && signs.size == TOKEN_SIZE && digest_equal(t->signs, signs.at, TOKEN_SIZE);
}

/* Signs that nobody guesses, and that the same journal makes again. */
static void draw_signs(struct shopee *h, struct scope *s, const char *what, char out[TOKEN_SIZE])
{
	struct text seed = text_format(s->arena, "%s %llu %llu", what, (unsigned long long)market_seed(h->market),
				       (unsigned long long)h->token_count++);
	struct digest256 d = digest_sha256(seed);

	memcpy(out, hex_format(s->arena, &d, sizeof d).at, TOKEN_SIZE);
}

static struct token draw_token(struct shopee *h, struct scope *s, const char *what, int64_t until)
{
	struct token t = { .until = until };

	draw_signs(h, s, what, t.signs);
	return t;
}

static enum err note_down(struct shopee *h, struct scope *s, struct text line)
{
	return h->replaying ? OK : journal_add(h->journal, s, line);
}

enum err shopee_app_add(struct shopee *h, struct scope *s, int64_t partner, struct text key)
{
	struct buffer line = buffer_in(s->arena);

	if (partner < 1 || !key.size || key.size > KEY_SIZE_MAX || h->app_count == APPS_MAX)
		return fail(s, ERR_BAD_REQUEST,
			    "an app has a number above 0 and a key of at most %d bytes; there are at most %d apps",
			    KEY_SIZE_MAX, APPS_MAX);
	if (app_find(h, partner) >= 0)
		return fail(s, ERR_DUPLICATE, "the app %lld exists already", (long long)partner);
	buffer_format(&line, "app %lld ", (long long)partner);
	url_add(&line, key);
	TRY(note_down(h, s, buffer_text(&line)));
	struct app *app = &h->apps[h->app_count++];
	app->partner = partner;
	memcpy(app->key, key.at, key.size);
	return OK;
}

static bool account_known(const struct shopee *h, int64_t account)
{
	for (size_t i = 0; i < market_shop_count(h->market); i++)
		if (market_shop(h->market, i)->account == account)
			return true;
	return false;
}

enum err shopee_code(struct shopee *h, struct scope *s, const struct shopee_asked *ask, struct text *code)
{
	int app = app_find(h, ask->partner);

	if (app < 0)
		return fail(s, ERR_NO_ROW, "there is no app %lld", (long long)ask->partner);
	if (ask->account ? !account_known(h, ask->account) : market_shop_find(h->market, ask->shop) < 0)
		return fail(s, ERR_SHOP_UNKNOWN, "the market has no shop %lld and no main account %lld",
			    (long long)ask->shop, (long long)ask->account);
	TRY(note_down(h, s,
		      text_format(s->arena, "code %lld %lld %lld %lld", (long long)ask->partner, (long long)ask->shop,
				  (long long)ask->account, (long long)(ask->now / SECOND_MS))));
	struct code *c = &h->codes[h->code_count++ % CODES_MAX];
	*c = (struct code){
		.until = ask->now / SECOND_MS + CODE_LIFE_S, .shop = ask->shop, .account = ask->account, .app = app
	};
	draw_signs(h, s, "code", c->signs);
	*code = text_copy(s->arena, (struct text){ c->signs, TOKEN_SIZE });
	return OK;
}

static struct code *code_find(struct shopee *h, struct text signs)
{
	for (size_t i = 0; i < CODES_MAX && i < h->code_count; i++)
		if (signs.size == TOKEN_SIZE && memcmp(h->codes[i].signs, signs.at, TOKEN_SIZE) == 0)
			return &h->codes[i];
	return NULL;
}

/* The code is used up: one pair of tokens opens its shop, or every shop of its account. */
static enum err code_use(struct shopee *h, struct scope *s, struct code *c, int64_t now, struct chain *made)
{
	TRY(note_down(h, s, text_format(s->arena, "use %.*s %lld", TOKEN_SIZE, c->signs, (long long)now)));
	c->used = true;
	*made = (struct chain){ .since = now, .until = now + AUTHORISED_S };
	made->access = draw_token(h, s, "access", now + ACCESS_LIFE_S);
	made->refresh = draw_token(h, s, "refresh", now + REFRESH_LIFE_S);
	for (size_t i = 0; i < market_shop_count(h->market); i++) {
		const struct market_shop *shop = market_shop(h->market, i);

		if (c->account ? shop->account == c->account : shop->id == c->shop)
			h->chains[c->app][i] = *made;
	}
	return OK;
}

static enum err chain_refresh(struct shopee *h, struct scope *s, int app, int shop, int64_t now)
{
	struct chain *c = &h->chains[app][shop];

	TRY(note_down(h, s, text_format(s->arena, "refresh %d %d %lld", app, shop, (long long)now)));
	c->old_access = c->access;
	if (c->old_access.until > now + OLD_ACCESS_LIFE_S)
		c->old_access.until = now + OLD_ACCESS_LIFE_S;
	c->access = draw_token(h, s, "access", now + ACCESS_LIFE_S);
	c->refresh = draw_token(h, s, "refresh", now + REFRESH_LIFE_S);
	return OK;
}

enum err shopee_event(struct shopee *h, struct scope *s, const struct shopee_asked *ask, enum shopee_event event)
{
	int app = app_find(h, ask->partner), shop = market_shop_find(h->market, ask->shop);
	int64_t now = ask->now / SECOND_MS;

	if (app < 0 || shop < 0)
		return fail(s, ERR_SHOP_UNKNOWN, "there is no app %lld or no shop %lld", (long long)ask->partner,
			    (long long)ask->shop);
	struct chain *c = &h->chains[app][shop];
	TRY(note_down(h, s,
		      text_format(s->arena, "event %lld %lld %d %lld", (long long)ask->partner, (long long)ask->shop,
				  (int)event, (long long)now)));
	if (event == SHOPEE_WITHDRAWN)
		c->withdrawn = true;
	else if (event == SHOPEE_ENDS)
		c->until = now;
	else if (event == SHOPEE_REFRESH_EXPIRES && c->refresh.until)
		c->refresh.until = now;
	else if (event == SHOPEE_ACCESS_EXPIRES && c->access.until)
		c->access.until = c->old_access.until = now;
	return OK;
}

static enum err replay_words(struct shopee *h, struct scope *s, const struct text *w, const int64_t *n)
{
	struct text code;
	struct chain made;

	if (text_is(w[0], "app"))
		return shopee_app_add(h, s, n[1], url_parse(s->arena, w[2]));
	if (text_is(w[0], "code"))
		return shopee_code(h, s, &(struct shopee_asked){ n[1], n[2], n[3], n[4] * SECOND_MS }, &code);
	if (text_is(w[0], "use") && code_find(h, w[1]))
		return code_use(h, s, code_find(h, w[1]), n[2], &made);
	if (text_is(w[0], "refresh") && n[1] >= 0 && n[1] < APPS_MAX && n[2] >= 0 && n[2] < SHOPS_MAX)
		return chain_refresh(h, s, (int)n[1], (int)n[2], n[3]);
	if (text_is(w[0], "event") && n[3] >= 0 && n[3] <= SHOPEE_ENDS)
		return shopee_event(h, s, &(struct shopee_asked){ n[1], n[2], 0, n[4] * SECOND_MS },
				    (enum shopee_event)n[3]);
	return fail(s, ERR_FILE, "a line of the journal of tokens is not understood");
}

static enum err replay(void *self, struct scope *s, struct text line)
{
	enum { WORDS = 5 };
	struct text words[WORDS] = { { 0 } };
	int64_t numbers[WORDS] = { 0 };

	for (int i = 0; i < WORDS && text_cut(&line, ' ', &words[i]); i++)
		if (!text_to_int(words[i], &numbers[i]))
			numbers[i] = 0;
	return replay_words(self, s, words, numbers);
}

enum err shopee_open(struct scope *s, struct market *m, const char *journal, struct shopee **out)
{
	struct shopee *h = calloc(1, sizeof *h);
	enum err e;

	ASSERT(h);
	h->market = m;
	h->replaying = true;
	e = journal_open(s, journal, replay, h, &h->journal);
	h->replaying = false;
	if (e != OK) {
		shopee_close(h);
		return e;
	}
	*out = h;
	return OK;
}

void shopee_close(struct shopee *h)
{
	if (!h)
		return;
	journal_close(h->journal);
	free(h);
}

static void put_token(struct buffer *b, const char *name, const struct token *t)
{
	buffer_byte(b, ',');
	pen_z(b, name);
	buffer_byte(b, ':');
	pen_text(b, (struct text){ t->signs, TOKEN_SIZE });
}

/* The answer of both token calls: its fields lie at the top. */
static enum err answer_chain(struct call *c, const struct chain *chain, const struct code *code)
{
	struct buffer b = call_open(c, 0);
	bool first = true;

	PEN(&b, "\"expire_in\":");
	pen_int(&b, chain->access.until - c->now);
	put_token(&b, "access_token", &chain->access);
	put_token(&b, "refresh_token", &chain->refresh);
	if (code && code->account) {
		PEN(&b, ",\"merchant_id_list\":[],\"shop_id_list\":[");
		for (size_t i = 0; i < market_shop_count(c->shopee->market); i++) {
			const struct market_shop *shop = market_shop(c->shopee->market, i);

			if (shop->account != code->account)
				continue;
			if (!first)
				buffer_byte(&b, ',');
			pen_int(&b, shop->id);
			first = false;
		}
		PEN(&b, "]");
	} else if (!code) {
		PEN(&b, ",\"partner_id\":");
		pen_int(&b, c->shopee->apps[c->app].partner);
		PEN(&b, ",\"shop_id\":");
		pen_int(&b, market_shop(c->shopee->market, (size_t)c->shop)->id);
	}
	return call_done(c, &b);
}

/* What the body of a token call says. */
struct token_body {
	struct text code, refresh;
	int64_t partner, shop, account;
};

/* A whole number that is absent, or a number; a text with digits is not one. */
static bool read_number(struct json body, const char *name, int64_t *out)
{
	struct json v = json_at(body, name);

	*out = 0;
	return json_kind(v) == JSON_NONE || (json_kind(v) == JSON_NUMBER && json_int(v, out));
}

static bool read_body(struct call *c, struct token_body *t)
{
	struct json body;

	if (json_parse(c->s, c->q->body, &body) != OK || json_kind(body) != JSON_OBJECT)
		return false;
	t->code = json_text(json_at(body, "code"));
	t->refresh = json_text(json_at(body, "refresh_token"));
	return read_number(body, "partner_id", &t->partner) && read_number(body, "shop_id", &t->shop) &&
	       read_number(body, "main_account_id", &t->account);
}

enum err token_get(struct call *c)
{
	struct token_body t;
	struct chain made;

	if (!read_body(c, &t))
		return call_refuse(c, 400, "error_param", "parameter invalid");
	if (t.partner != c->shopee->apps[c->app].partner)
		return call_refuse(c, 403, "error_param", "Invalid partner_id.");
	if (!t.code.size || !t.shop == !t.account)
		return call_refuse(c, 400, "error_param", "code and one of shop_id and main_account_id are needed");
	struct code *code = code_find(c->shopee, t.code);
	if (!code || code->used || code->until <= c->now || code->app != c->app)
		return call_refuse(c, 403, "error_param", "Invalid code.");
	if (code->shop != t.shop || code->account != t.account)
		return call_refuse(c, 403, "error_param", "The code belongs to another shop.");
	TRY(code_use(c->shopee, c->s, code, c->now, &made));
	return answer_chain(c, &made, code);
}

enum err token_refresh(struct call *c)
{
	struct token_body t;

	if (!read_body(c, &t))
		return call_refuse(c, 400, "error_param", "parameter invalid");
	if (t.partner != c->shopee->apps[c->app].partner)
		return call_refuse(c, 403, "error_param", "Invalid partner_id.");
	if (!t.refresh.size || !t.shop)
		return call_refuse(c, 400, "error_param", "refresh_token and shop_id are needed");
	c->shop = market_shop_find(c->shopee->market, t.shop);
	if (c->shop < 0)
		return call_refuse(c, 403, "error_shop", "shopid is invalid");
	const struct chain *chain = &c->shopee->chains[c->app][c->shop];
	if (chain->since && chain->withdrawn)
		return call_refuse(c, 403, "shop_no_linked", "The shop has withdrawn its authorisation.");
	if (chain->since && chain->until <= c->now)
		return call_refuse(c, 403, "shop_access_expired", "The shop's authorisation has ended.");
	if (!token_is(&chain->refresh, t.refresh))
		return call_refuse(c, 403, "error_shop_refresh_token", "Invalid refresh_token.");
	if (chain->refresh.until <= c->now)
		return call_refuse(c, 403, "refresh_token_expired", "The refresh_token has expired.");
	TRY(chain_refresh(c->shopee, c->s, c->app, c->shop, c->now));
	return answer_chain(c, chain, NULL);
}
