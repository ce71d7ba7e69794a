/* sim/control.c - the control API: what a person or a test does to the market, as JSON over its own port (docs/sim.md). */
#include "base/instant.h"
#include "base/json.h"
#include "sim/sim_inner.h"
#include <string.h>

enum { LIST_MAX = 1000, CLOCK_OFFSET_MAX_DAYS = 3650, FAULT_CALLS_MAX = 1000000, LATE_MAX_S = 3600 };

struct control {
	struct sim *sim;
	struct scope *s;
	const struct http_request *q;
	struct json body;
	struct text rest; /* of the path, below the route */
	struct buffer out;
	struct json_writer w;
};

/* A whole number of the body; absent leaves the default. */
static enum err number(struct control *c, const char *name, int64_t least, int64_t most, int64_t *n)
{
	struct json v = json_at(c->body, name);

	if (json_kind(v) == JSON_NONE)
		return OK;
	if (json_kind(v) == JSON_NUMBER && json_int(v, n) && *n >= least && *n <= most)
		return OK;
	return fail(c->s, ERR_BAD_REQUEST, "%s is a whole number from %lld to %lld", name, (long long)least,
		    (long long)most);
}

/* The shop that the body names by shop_id. */
static enum err shop(struct control *c, int *place)
{
	int64_t id = 0;

	TRY(number(c, "shop_id", 0, INT64_MAX, &id));
	*place = market_shop_find(c->sim->market, id);
	return *place >= 0 ? OK : fail(c->s, ERR_SHOP_UNKNOWN, "the market has no shop %lld", (long long)id);
}

static void put_sn(struct control *c, const char *name, uint32_t number_)
{
	char sn[ORDER_SN_SIZE];

	market_sn(c->sim->market, number_, sn);
	json_put_text(&c->w, name, (struct text){ sn, sizeof sn });
}

static enum err state(struct control *c)
{
	const struct market *m = c->sim->market;

	json_put_text(&c->w, "now", instant_format(c->s->arena, sim_now(c->sim)));
	json_put_int(&c->w, "clock_offset_ms", c->sim->clock_offset_ms);
	json_put_int(&c->w, "per_minute", c->sim->per_minute);
	json_put_int(&c->w, "shops", (int64_t)market_shop_count(m));
	json_put_int(&c->w, "orders", (int64_t)market_order_count(m));
	json_put_int(&c->w, "partner_id", SIM_PARTNER_ID);
	json_put_z(&c->w, "partner_key", SIM_PARTNER_KEY);
	json_put_int(&c->w, "pushes_taken", push_counts(c->sim->push).taken);
	json_put_int(&c->w, "pushes_refused", push_counts(c->sim->push).refused);
	json_put_int(&c->w, "pushes_lost", push_counts(c->sim->push).lost);
	json_put_int(&c->w, "pushes_unconfirmed", (int64_t)lost_count(c->sim->lost));
	return OK;
}

static enum err shops(struct control *c)
{
	json_open_array(&c->w, "items");
	for (size_t i = 0; i < market_shop_count(c->sim->market); i++) {
		const struct market_shop *p = market_shop(c->sim->market, i);

		json_open(&c->w, NULL);
		json_put_int(&c->w, "shop_id", p->id);
		json_put_int(&c->w, "main_account_id", p->account);
		json_put_z(&c->w, "name", p->name);
		json_put_z(&c->w, "region", region_facts(p->region)->code);
		json_put_z(&c->w, "currency", region_facts(p->region)->currency);
		json_close(&c->w);
	}
	json_close_array(&c->w);
	return OK;
}

static void put_order(struct control *c, uint32_t n)
{
	const struct market_order *o = market_order(c->sim->market, n);

	json_open(&c->w, NULL);
	put_sn(c, "order_sn", n);
	json_put_int(&c->w, "shop_id", market_shop(c->sim->market, o->shop)->id);
	json_put_z(&c->w, "state", market_state_name((enum market_state)o->state));
	json_put_z(&c->w, "status", status_word(o, true));
	json_put_int(&c->w, "created", o->created);
	json_put_int(&c->w, "updated", o->updated);
	json_put_int(&c->w, "lines", o->lines);
	json_put_int(&c->w, "packages", o->packages);
	json_close(&c->w);
}

/* What sellers said of their stock, less what was bought since; a thing of which nothing was said is not listed. */
static enum err stocks(struct control *c)
{
	const struct market *m = c->sim->market;

	json_open_array(&c->w, "items");
	for (size_t i = 0; i < market_shop_count(m) * GOODS_COUNT * MODELS_MAX; i++) {
		const struct market_shop *p = market_shop(m, i / (GOODS_COUNT * MODELS_MAX));
		const struct good *g = &p->goods[i / MODELS_MAX % GOODS_COUNT];
		int32_t left = p->stock[i / MODELS_MAX % GOODS_COUNT][i % MODELS_MAX];

		if (left < 0)
			continue;
		json_open(&c->w, NULL);
		json_put_int(&c->w, "shop_id", p->id);
		json_put_int(&c->w, "item_id", g->id);
		json_put_int(&c->w, "model_id", g->model[i % MODELS_MAX].id);
		json_put_int(&c->w, "stock", left);
		json_close(&c->w);
	}
	json_close_array(&c->w);
	return OK;
}

/* The truth, in the order of placing: /orders?from=N, at most a thousand at once. */
static enum err orders(struct control *c)
{
	struct text value;
	int64_t from = 0, total = (int64_t)market_order_count(c->sim->market);

	if (http_query(c->s->arena, c->q->url, "from", &value) && (!text_to_int(value, &from) || from < 0))
		return fail(c->s, ERR_BAD_REQUEST, "from is the number of an order, from 0");
	int64_t to = total - from > LIST_MAX ? from + LIST_MAX : total;
	json_open_array(&c->w, "items");
	for (int64_t n = from; n < to; n++)
		put_order(c, (uint32_t)n);
	json_close_array(&c->w);
	if (to < total)
		json_put_int(&c->w, "next", to);
	else
		json_put_null(&c->w, "next");
	return OK;
}

static enum err order(struct control *c)
{
	uint32_t n;

	if (!market_find(c->sim->market, c->rest, &n))
		return fail(c->s, ERR_ORDER_UNKNOWN, "the market has no order %.*s", TEXT_ARG(c->rest));
	json_open_array(&c->w, "items");
	put_order(c, n);
	json_close_array(&c->w);
	return OK;
}

static enum err order_place(struct control *c)
{
	int64_t count = 1, lines = 0;
	struct market_wish w = { .now = sim_now(c->sim),
				 .cod = json_is_true(json_at(c->body, "cod")),
				 .paid = json_is_true(json_at(c->body, "paid")) };
	uint32_t first;

	TRY(shop(c, &w.shop));
	TRY(number(c, "count", 1, LIST_MAX, &count));
	TRY(number(c, "lines", 0, MARKET_LINES_MAX, &lines));
	w.count = (int)count, w.lines = (int)lines;
	TRY(market_place(c->sim->market, c->s, &w, &first));
	json_open_array(&c->w, "items");
	for (int64_t i = 0; i < count; i++)
		put_order(c, first + (uint32_t)i);
	json_close_array(&c->w);
	return OK;
}

/* POST /orders/SN/verb */
static enum err order_act(struct control *c)
{
	struct market_act a = { .now = sim_now(c->sim), .words = json_text(json_at(c->body, "words")) };
	struct text sn = { 0 }, verb = c->rest;

	if (!text_cut(&verb, '/', &sn) || !market_find(c->sim->market, sn, &a.order))
		return fail(c->s, ERR_ORDER_UNKNOWN, "the market has no order %.*s", TEXT_ARG(sn));
	if (!market_verb_find(verb, &a.verb))
		return fail(c->s, ERR_NO_ROUTE, "nothing is called %.*s that can happen to an order", TEXT_ARG(verb));
	TRY(number(c, "what", INT32_MIN, INT32_MAX, &a.what));
	TRY(number(c, "count", INT32_MIN, INT32_MAX, &a.count));
	TRY(market_do(c->sim->market, c->s, &a));
	json_open_array(&c->w, "items");
	put_order(c, a.order);
	json_close_array(&c->w);
	return OK;
}

static enum err fill(struct control *c)
{
	int64_t count = 1, now = sim_now(c->sim), from = now - 14 * DAY_MS, to = now;
	int place;

	TRY(shop(c, &place));
	TRY(number(c, "count", 1, INT32_MAX, &count));
	TRY(number(c, "from_ms", 0, INSTANT_MAX, &from));
	TRY(number(c, "to_ms", 0, INSTANT_MAX, &to));
	TRY(market_fill(c->sim->market, c->s, place, (int)count, from, to));
	json_put_int(&c->w, "orders", (int64_t)market_order_count(c->sim->market));
	return OK;
}

static enum err app_add(struct control *c)
{
	int64_t partner = 0;

	TRY(number(c, "partner_id", 1, INT64_MAX, &partner));
	return shopee_app_add(c->sim->shopee, c->s, partner, json_text(json_at(c->body, "key")));
}

/* Which app, and which shop or main account, the body speaks of. */
static enum err asked(struct control *c, struct shopee_asked *ask)
{
	*ask = (struct shopee_asked){ .partner = SIM_PARTNER_ID, .now = sim_now(c->sim) };
	TRY(number(c, "partner_id", 1, INT64_MAX, &ask->partner));
	TRY(number(c, "shop_id", 0, INT64_MAX, &ask->shop));
	TRY(number(c, "main_account_id", 0, INT64_MAX, &ask->account));
	if (!ask->shop == !ask->account)
		return fail(c->s, ERR_BAD_REQUEST, "one of shop_id and main_account_id is needed");
	return OK;
}

static enum err code_make(struct control *c)
{
	struct shopee_asked ask;
	struct text code;

	TRY(asked(c, &ask));
	TRY(shopee_code(c->sim->shopee, c->s, &ask, &code));
	json_put_text(&c->w, "code", code);
	return OK;
}

static enum err tokens(struct control *c)
{
	static const char *const events[] = { "access-expires", "refresh-expires", "withdrawn", "ends" };
	struct text word = json_text(json_at(c->body, "event"));
	struct shopee_asked ask;

	TRY(asked(c, &ask));
	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (text_is(word, events[i])) {
			if (i == SHOPEE_WITHDRAWN)
				push_authorisation(c->sim->push, ask.shop, PUSH_WITHDRAWN);
			return shopee_event(c->sim->shopee, c->s, &ask, (enum shopee_event)i);
		}
	return fail(c->s, ERR_BAD_REQUEST, "event is access-expires, refresh-expires, withdrawn or ends");
}

static enum err clock_set(struct control *c)
{
	int64_t most = CLOCK_OFFSET_MAX_DAYS * DAY_MS;

	TRY(number(c, "offset_ms", -most, most, &c->sim->clock_offset_ms));
	return state(c);
}

static enum err live_set(struct control *c)
{
	int64_t per_minute = 0;

	TRY(number(c, "per_minute", 0, PER_MINUTE_MAX, &per_minute));
	c->sim->per_minute = (int)per_minute;
	return state(c);
}

static enum err flag(struct control *c, const char *name, bool *on)
{
	struct json v = json_at(c->body, name);

	if (json_kind(v) == JSON_NONE)
		return OK;
	if (json_kind(v) != JSON_TRUE && json_kind(v) != JSON_FALSE)
		return fail(c->s, ERR_BAD_REQUEST, "%s is true or false", name);
	*on = json_is_true(v);
	return OK;
}

static enum err limit(struct control *c, const char *name, int most, int *n)
{
	int64_t value = *n;

	TRY(number(c, name, 0, most, &value));
	*n = (int)value;
	return OK;
}

static enum err habits(struct control *c)
{
	struct sim_habits h = *shopee_habits(c->sim->shopee);

	TRY(flag(c, "masked", &h.masked));
	TRY(flag(c, "row_cursor", &h.row_cursor));
	TRY(flag(c, "twice", &h.twice));
	TRY(limit(c, "late_s", LATE_MAX_S, &h.late_s));
	TRY(limit(c, "page_max", LIST_MAX, &h.page_max));
	TRY(limit(c, "detail_max", LIST_MAX, &h.detail_max));
	TRY(limit(c, "calls_per_minute", FAULT_CALLS_MAX, &h.calls_per_minute));
	*shopee_habits(c->sim->shopee) = h;
	return OK;
}

/* Either the next `count` calls, or so many in a million; "none" ends all of them. */
static enum err faults(struct control *c)
{
	struct text kind = json_text(json_at(c->body, "kind"));
	int64_t count = 1, retry_after_s = 0, per_million = 0;
	struct faults *f = &c->sim->faults;
	enum sim_fault fault;

	TRY(flag(c, "masked", &shopee_habits(c->sim->shopee)->masked));
	if (!kind.at && json_kind(json_at(c->body, "masked")) != JSON_NONE)
		return OK;
	if (!sim_fault_find(kind, &fault))
		return fail(c->s, ERR_BAD_REQUEST,
			    "kind is one of the words that docs/sim.md lists, such as busy or none");
	TRY(number(c, "count", 0, FAULT_CALLS_MAX, &count));
	TRY(number(c, "retry_after_s", 0, 86400, &retry_after_s));
	TRY(number(c, "per_million", 0, 1000000, &per_million));
	if (fault == FAULT_NONE)
		memset(f->per_million, 0, sizeof f->per_million);
	f->retry_after_s = (int)retry_after_s;
	if (json_kind(json_at(c->body, "per_million")) != JSON_NONE) {
		f->per_million[fault] = (uint32_t)per_million;
		return OK;
	}
	f->next = fault;
	f->count = (int)count;
	return OK;
}

/* An address of null or "" ends the pushes. */
static enum err push_set(struct control *c)
{
	const int64_t most = 1000000;
	struct sim_push p = { .url = json_text(json_at(c->body, "url")), .key = json_text(json_at(c->body, "key")) };

	TRY(number(c, "delay_ms", 0, DAY_MS, &p.delay_ms));
	TRY(number(c, "doubled", 0, most, &p.doubled));
	TRY(number(c, "forged", 0, most, &p.forged));
	TRY(number(c, "lost", 0, most, &p.lost));
	TRY(push_plan(c->sim->push, c->s, &p));
	return state(c);
}

static const struct route {
	const char *method, *path; /* a path that ends with / has a rest */
	enum err (*answer)(struct control *c);
} routes[] = {
	{ "GET", "/state", state },    { "GET", "/shops", shops },         { "GET", "/orders", orders },
	{ "GET", "/orders/", order },  { "POST", "/orders", order_place }, { "POST", "/orders/", order_act },
	{ "POST", "/fill", fill },     { "POST", "/apps", app_add },       { "POST", "/codes", code_make },
	{ "POST", "/tokens", tokens }, { "POST", "/clock", clock_set },    { "POST", "/live", live_set },
	{ "POST", "/faults", faults }, { "POST", "/habits", habits },      { "POST", "/push", push_set },
	{ "GET", "/stocks", stocks },
};

static enum err answer(struct control *c)
{
	struct text path = http_path(c->q->url);

	if (!c->q->peer_loopback)
		return fail(c->s, ERR_FORBIDDEN, "the market is steered from its own machine only");
	if (c->q->body.size)
		TRY(json_parse(c->s, c->q->body, &c->body));
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		const struct route *r = &routes[i];
		struct text want = text_of(r->path);
		bool below = text_ends(want, "/");

		if (!text_is(c->q->method, r->method))
			continue;
		if (below ? !text_starts(path, r->path) || path.size == want.size : !text_same(path, want))
			continue;
		c->rest = (struct text){ path.at + want.size, path.size - want.size };
		return r->answer(c);
	}
	return fail(c->s, ERR_NO_ROUTE, "the control API has no %.*s %.*s", TEXT_ARG(c->q->method), TEXT_ARG(path));
}

void sim_control(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct control c = { .sim = sim, .s = s, .q = q, .out = buffer_in(s->arena) };

	c.w = json_writer_to(&c.out);
	json_open(&c.w, NULL);
	gate_lock(sim->world, sim->gate);
	enum err e = answer(&c);
	gate_unlock(sim->world, sim->gate);
	if (e != OK) {
		c.out = buffer_in(s->arena);
		c.w = json_writer_to(&c.out);
		json_open(&c.w, NULL);
		json_put_z(&c.w, "code", err_name(e));
		json_put_text(&c.w, "detail", s->words);
	}
	json_close(&c.w);
	*a = (struct http_answer){ .status = err_status(e), .body = buffer_text(&c.out) };
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), TEXT("application/json; charset=utf-8"));
}
