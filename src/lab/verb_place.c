/* lab/verb_place.c - what people of a scenario do with orders: places, orders by hand, fetches, going live; by the API. */
#include "base/instant.h"
#include "lab/play.h"
#include "sim/world.h"

enum { FETCH_WAITS = 60 };

/* ---- deeds ---- */

struct wish {
	const char *deed;
	struct text why;
	int64_t minutes; /* 0: no end */
};

/* Does it; *code is why it was refused, or {0}. */
static enum err deed(struct play *p, struct scope *s, struct text order, const struct wish *wish, struct text *code)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out, item;
	int64_t id;

	*code = (struct text){ 0 };
	TRY(play_held(p, s, order, &id));
	json_open(&j, NULL);
	json_open_array(&j, "ids");
	json_put_id(&j, NULL, id);
	json_close_array(&j);
	json_put_z(&j, "deed", wish->deed);
	if (wish->why.at)
		json_put_text(&j, "why", wish->why);
	if (wish->minutes)
		json_put_text(&j, "until", instant_format(s->arena, world_now(p->world) + wish->minutes * MINUTE_MS));
	json_close(&j);
	TRY(play_send(p, s, "POST", TEXT("/orders/deeds"), &b, &out));
	item = json_first(json_at(out, "items"));
	if (!json_is_true(json_at(item, "done")))
		*code = json_text(json_path(item, "problem.code"));
	return OK;
}

static enum err done(struct play *p, struct scope *s, struct text order, const struct wish *wish)
{
	struct text code;

	TRY(deed(p, s, order, wish, &code));
	return code.at ? fail(s, ERR_INTERNAL, "%s is refused: %.*s", wish->deed, TEXT_ARG(code)) : OK;
}

enum err play_deed(struct play *p, struct scope *s, struct text order, const char *what)
{
	return done(p, s, order, &(struct wish){ .deed = what });
}

enum err verb_freeze(struct play *p, struct scope *s, const struct words *w)
{
	return done(p, s, w->at[0].text, &(struct wish){ "freeze", w->at[1].text, 0 });
}

enum err verb_freeze_for(struct play *p, struct scope *s, const struct words *w)
{
	return done(p, s, w->at[0].text, &(struct wish){ "freeze", w->at[1].text, w->at[2].number });
}

enum err verb_void(struct play *p, struct scope *s, const struct words *w)
{
	return done(p, s, w->at[0].text, &(struct wish){ "void", w->at[1].text, 0 });
}

/* unfreeze, restore: the verb is the deed. */
enum err verb_deed(struct play *p, struct scope *s, const struct words *w)
{
	return play_deed(p, s, w->at[0].text, text_z(s->arena, w->verb));
}

enum err expect_refused(struct play *p, struct scope *s, const struct words *w)
{
	struct wish wish = { text_z(s->arena, w->at[0].text), { 0 }, 0 };
	struct text code;

	if (text_is(w->at[0].text, "freeze") || text_is(w->at[0].text, "void"))
		wish.why = TEXT("the scenario says so");
	TRY(deed(p, s, w->at[1].text, &wish, &code));
	if (text_same(code, w->at[2].text))
		return OK;
	return fail(s, ERR_INTERNAL, "%s is expected to be refused by %.*s, but it %s%.*s", wish.deed,
		    TEXT_ARG(w->at[2].text), code.at ? "is by " : "is done", (int)code.size, code.at ? code.at : "");
}

/* ---- where an order stands ---- */

static enum err place_of(struct play *p, struct scope *s, struct text order, struct json *out)
{
	int64_t id;

	TRY(play_held(p, s, order, &id));
	return play_send(p, s, "GET", text_format(s->arena, "/orders/%lld/place", (long long)id), NULL, out);
}

enum err expect_blocked(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer said = buffer_in(s->arena);
	struct json place, blocks;

	TRY(place_of(p, s, w->at[0].text, &place));
	blocks = json_at(place, "blocks");
	for (struct json b = json_first(blocks); json_kind(b) != JSON_NONE; b = json_next(blocks, b)) {
		struct text code = json_text(json_at(b, "code"));

		if (text_same(code, w->at[1].text))
			return OK;
		buffer_format(&said, " %.*s", TEXT_ARG(code));
	}
	return fail(s, ERR_INTERNAL, "%.*s is expected to stand against it, but these do:%.*s", TEXT_ARG(w->at[1].text),
		    (int)said.size, said.size ? said.at : "");
}

enum err expect_unblocked(struct play *p, struct scope *s, const struct words *w)
{
	struct json place, blocks;

	TRY(place_of(p, s, w->at[0].text, &place));
	blocks = json_at(place, "blocks");
	if (json_count(blocks) == 0)
		return OK;
	return fail(s, ERR_INTERNAL, "nothing is expected to stand against it, but %.*s does",
		    TEXT_ARG(json_text(json_at(json_first(blocks), "code"))));
}

enum err expect_why(struct play *p, struct scope *s, const struct words *w)
{
	struct json place;
	struct text why;

	TRY(place_of(p, s, w->at[0].text, &place));
	why = json_text(json_at(place, "hold_why"));
	if (text_same(why, w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "it is expected to be held because \"%.*s\", but it is because \"%.*s\"",
		    TEXT_ARG(w->at[1].text), TEXT_ARG(why));
}

enum err expect_void_by(struct play *p, struct scope *s, const struct words *w)
{
	struct json order;
	struct text reason;

	TRY(play_show(p, s, w->at[0].text, &order));
	reason = json_text(json_at(order, "void_reason"));
	if (text_same(reason, w->at[1].text))
		return OK;
	return fail(s, ERR_INTERNAL, "it is expected to be void by \"%.*s\", but it is by \"%.*s\"",
		    TEXT_ARG(w->at[1].text), (int)reason.size, reason.at ? reason.at : "");
}

/* ---- orders by hand ---- */

enum err verb_hand_shop(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct json out;

	json_open(&j, NULL);
	json_put_z(&j, "channel", "manual");
	json_put_text(&j, "title", w->at[0].text);
	json_put_z(&j, "currency", "SGD");
	json_close(&j);
	return play_send(p, s, "POST", TEXT("/accounts"), &b, &out);
}

static enum err hand_shop_id(struct play *p, struct scope *s, struct text *id)
{
	struct json answer, items;

	TRY(play_send(p, s, "GET", TEXT("/shops"), NULL, &answer));
	items = json_at(answer, "items");
	for (struct json i = json_first(items); json_kind(i) != JSON_NONE; i = json_next(items, i))
		if (text_is(json_text(json_at(i, "channel")), "manual")) {
			*id = json_text(json_at(i, "id"));
			return OK;
		}
	return fail(s, ERR_USAGE, "a shop for orders by hand comes first");
}

static enum err make(struct play *p, struct scope *s, const struct words *w)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct text shop;
	struct json out;

	TRY(hand_shop_id(p, s, &shop));
	json_open(&j, NULL);
	json_put_text(&j, "shop_id", shop);
	json_put_text(&j, "number", w->at[0].text);
	json_put_z(&j, "name", "Nguyễn Thị Ánh");
	json_put_z(&j, "address", "1 Test Street");
	json_put_bool(&j, "paid", true);
	json_open_array(&j, "lines");
	json_open(&j, NULL);
	json_put_text(&j, "sku", w->at[2].text);
	json_put_int(&j, "quantity", w->at[1].number);
	json_put_z(&j, "price", "12.30");
	json_close(&j);
	json_close_array(&j);
	json_close(&j);
	return play_send(p, s, "POST", TEXT("/orders"), &b, &out);
}

enum err verb_make(struct play *p, struct scope *s, const struct words *w) { return make(p, s, w); }

enum err expect_not_made(struct play *p, struct scope *s, const struct words *w)
{
	enum err e = make(p, s, w);

	if (e != OK && text_is(w->at[3].text, err_name(e)))
		return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to be refused by %.*s, but it ended with %s",
		    TEXT_ARG(w->at[3].text), err_name(e));
}

/* ---- fetches ---- */

/* Asks for it and waits until it has ended. */
static enum err fetched(struct play *p, struct scope *s, int64_t shop, struct text number, struct json *out)
{
	struct buffer b = buffer_in(s->arena);
	struct json_writer j = json_writer_to(&b);
	struct text id;
	int64_t shop_id;

	TRY(play_shop(p, s, shop, &shop_id));
	json_open(&j, NULL);
	json_put_text(&j, "number", number);
	json_close(&j);
	TRY(play_send(p, s, "POST", text_format(s->arena, "/shops/%lld/fetch", (long long)shop_id), &b, out));
	id = json_text(json_at(*out, "id"));
	for (int i = 0; i < FETCH_WAITS && text_is(json_text(json_at(*out, "state")), "waiting"); i++) {
		sim_world_sleep(p->world, 10 * SECOND_MS);
		TRY(play_send(p, s, "GET", text_format(s->arena, "/fetches/%.*s", TEXT_ARG(id)), NULL, out));
	}
	return OK;
}

enum err verb_fetch(struct play *p, struct scope *s, const struct words *w)
{
	char sn[ORDER_SN_SIZE + 1] = "";
	struct json out;
	struct market *m;
	uint32_t number;

	TRY(play_order(p, s, w->at[0].text, &number));
	m = sim_lock(p->sim);
	market_sn(m, number, sn);
	sim_unlock(p->sim);
	TRY(fetched(p, s, w->at[1].number, text_copy(s->arena, text_of(sn)), &out));
	if (text_is(json_text(json_at(out, "state")), "done") && json_text(json_at(out, "order_id")).size)
		return OK;
	return fail(s, ERR_INTERNAL, "the order is expected to be fetched, but: %.*s", TEXT_ARG(json_lexeme(out)));
}

enum err expect_not_fetched(struct play *p, struct scope *s, const struct words *w)
{
	struct text code;
	struct json out;

	TRY(fetched(p, s, w->at[1].number, w->at[0].text, &out));
	code = json_text(json_path(out, "problem.code"));
	if (text_is(json_text(json_at(out, "state")), "failed") && text_same(code, w->at[2].text))
		return OK;
	return fail(s, ERR_INTERNAL, "the fetch is expected to fail by %.*s, but: %.*s", TEXT_ARG(w->at[2].text),
		    TEXT_ARG(json_lexeme(out)));
}

/* ---- going live ---- */

static enum err go(struct play *p, struct scope *s, bool live)
{
	struct buffer b = buffer_in(s->arena);
	struct json out;

	buffer_add_z(&b, live ? "{\"live\":true}" : "{\"live\":false}");
	return play_send(p, s, "PUT", TEXT("/live"), &b, &out);
}

enum err verb_go_live(struct play *p, struct scope *s, const struct words *w)
{
	(void)w;
	return go(p, s, true);
}

enum err verb_go_back(struct play *p, struct scope *s, const struct words *w)
{
	(void)w;
	return go(p, s, false);
}

enum err expect_not_live(struct play *p, struct scope *s, const struct words *w)
{
	enum err e = go(p, s, true);

	(void)w;
	return e == ERR_LIVE_REFUSED ? OK
				     : fail(s, ERR_INTERNAL,
					    "going live is expected to be refused, but it ended with %s", err_name(e));
}

enum err expect_live_check(struct play *p, struct scope *s, const struct words *w)
{
	struct json live, checks;

	TRY(play_send(p, s, "GET", TEXT("/live"), NULL, &live));
	checks = json_at(live, "checks");
	for (struct json c = json_first(checks); json_kind(c) != JSON_NONE; c = json_next(checks, c)) {
		struct text state = json_text(json_at(c, "state"));

		if (!text_same(json_text(json_at(c, "name")), w->at[0].text))
			continue;
		if (text_same(state, w->at[1].text))
			return OK;
		return fail(s, ERR_INTERNAL, "the check is expected to be %.*s, but it is %.*s: %.*s",
			    TEXT_ARG(w->at[1].text), TEXT_ARG(state), TEXT_ARG(json_text(json_at(c, "words"))));
	}
	return fail(s, ERR_USAGE, "there is no check \"%.*s\"", TEXT_ARG(w->at[0].text));
}
