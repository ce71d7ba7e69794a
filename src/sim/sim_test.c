/* sim/sim_test.c - the market served on its ports, its control API, and what outlives a restart. */
#include "base/instant.h"
#include "base/json.h"
#include "sim/http_peer.h"
#include "sim/shopee_peer.h"
#include "sim/sim.h"
#include "tests/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A served market and what it answered last. */
struct stand {
	struct scope *s;
	struct sim *sim;
	struct http_answer answer;
	struct json body;
};

static struct stand stand_open(const struct sim_options *o)
{
	struct stand t = { .s = check_scope() };

	CHECK_OK(sim_serve(t.s, o, &t.sim));
	return t;
}

static void stand_close(struct stand *t) { sim_close(t->sim); }

static void ask(struct stand *t, int port, const char *method, const char *path, const char *body)
{
	struct http_request q = { .method = text_of(method), .url = text_of(path), .body = text_of(body) };

	http_peer_ask(t->s, port, &q, &t->answer);
	t->body = (struct json){ 0 };
	if (text_starts(t->answer.body, "{"))
		CHECK_OK(json_parse(t->s, t->answer.body, &t->body));
}

static void control(struct stand *t, const char *method, const char *path, const char *body)
{
	ask(t, sim_control_port(t->sim), method, path, body);
}

static int64_t int_at(struct json v, const char *name)
{
	int64_t n = -1;

	CHECK(json_int(json_at(v, name), &n));
	return n;
}

TEST(a_served_market_is_steered_over_its_control_port)
{
	struct stand t = stand_open(&(struct sim_options){ .seed = 2, .shops = 2, .orders = 10 });
	const char *shop, *sn;

	control(&t, "GET", "/state", "");
	CHECK_EQ(t.answer.status, 200);
	CHECK_EQ(int_at(t.body, "orders"), 10);
	control(&t, "GET", "/shops", "");
	shop = text_format(t.s->arena, "\"shop_id\":%lld",
			   (long long)int_at(json_first(json_at(t.body, "items")), "shop_id"))
		       .at;
	control(&t, "POST", "/orders", text_format(t.s->arena, "{%s,\"count\":3,\"lines\":2,\"paid\":true}", shop).at);
	CHECK_EQ(json_count(json_at(t.body, "items")), 3);
	sn = text_z(t.s->arena, json_text(json_at(json_first(json_at(t.body, "items")), "order_sn")));
	control(&t, "POST", text_format(t.s->arena, "/orders/%s/note", sn).at, "{\"words\":\"Giao giờ hành chính\"}");
	CHECK_EQ(t.answer.status, 200);
	control(&t, "POST", text_format(t.s->arena, "/orders/%s/arrange", sn).at, "");
	CHECK_EQ(t.answer.status, 200);
	control(&t, "POST", text_format(t.s->arena, "/orders/%s/arrange", sn).at, "");
	CHECK_EQ(t.answer.status, 409);
	CHECK_TEXT(json_text(json_at(t.body, "code")), "conflict");
	control(&t, "GET", text_format(t.s->arena, "/orders/%s", sn).at, "");
	CHECK_TEXT(json_text(json_at(json_first(json_at(t.body, "items")), "state")), "processed");
	control(&t, "POST", "/fill", text_format(t.s->arena, "{%s,\"count\":2000}", shop).at);
	CHECK_EQ(int_at(t.body, "orders"), 2013);
	control(&t, "GET", "/orders?from=1500", "");
	CHECK_EQ(json_count(json_at(t.body, "items")), 513);
	CHECK(json_kind(json_at(t.body, "next")) == JSON_NULL);
	control(&t, "GET", "/orders", "");
	CHECK_EQ(int_at(t.body, "next"), 1000);
	stand_close(&t);
}

TEST(the_control_api_refuses_with_a_reason)
{
	static const struct {
		const char *method, *path, *body;
		int status;
	} cases[] = {
		{ "GET", "/nothing", "", 404 },
		{ "POST", "/orders", "{", 400 },
		{ "POST", "/orders", "{\"shop_id\":1}", 404 },
		{ "POST", "/orders", "{\"shop_id\":600001,\"count\":0}", 400 },
		{ "POST", "/orders", "{\"shop_id\":600001,\"count\":\"1\"}", 400 },
		{ "POST", "/orders/261121XXXXXXXX/ship", "", 404 },
		{ "POST", "/codes", "{}", 400 },
		{ "POST", "/codes", "{\"shop_id\":1}", 404 },
		{ "POST", "/codes", "{\"shop_id\":600001,\"partner_id\":9}", 404 },
		{ "POST", "/tokens", "{\"shop_id\":600001,\"event\":\"x\"}", 400 },
		{ "POST", "/live", "{\"per_minute\":-1}", 400 },
		{ "POST", "/faults", "{\"kind\":\"x\"}", 400 },
		{ "POST", "/apps", "{\"partner_id\":5}", 400 },
		{ "POST", "/apps", "{\"partner_id\":2001887,\"key\":\"k\"}", 409 },
	};
	struct stand t = stand_open(&(struct sim_options){ .shops = 1 });

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		control(&t, cases[i].method, cases[i].path, cases[i].body);
		CHECK_EQ(t.answer.status, cases[i].status);
		CHECK(json_text(json_at(t.body, "detail")).size > 0);
	}
	stand_close(&t);
}

TEST(the_served_marketplace_has_its_own_clock_and_faults_and_lives)
{
	struct stand t = stand_open(&(struct sim_options){ .shops = 1 });
	int64_t date;

	control(&t, "POST", "/clock", "{\"offset_ms\":-86400000}");
	ask(&t, sim_port(t.sim), "GET", "/api/v2/nothing", "");
	CHECK_EQ(t.answer.status, 404);
	size_t dates = 0;
	for (size_t i = 0; i < t.answer.header_count; i++)
		dates += text_is(t.answer.headers[i].name, "Date");
	CHECK_EQ(dates, 1);
	CHECK(instant_from_http(http_header_find(t.answer.headers, t.answer.header_count, "date"), &date));
	int64_t off = sim_now(t.sim) - date;
	CHECK(off >= 0 && off < 10 * SECOND_MS);
	control(&t, "POST", "/faults", "{\"kind\":\"busy\",\"count\":1,\"retry_after_s\":3}");
	ask(&t, sim_port(t.sim), "GET", "/api/v2/nothing", "");
	CHECK_EQ(t.answer.status, 429);
	control(&t, "POST", "/live", "{\"per_minute\":60000}");
	for (int i = 0; i < 100 && int_at(t.body, "orders") == 0; i++) {
		usleep(100000);
		control(&t, "GET", "/state", "");
	}
	CHECK(int_at(t.body, "orders") > 0);
	stand_close(&t);
}

TEST(a_port_in_use_is_named)
{
	struct stand t = stand_open(&(struct sim_options){ .shops = 1 });
	struct sim *second;

	CHECK_ERR(sim_serve(t.s, &(struct sim_options){ .shops = 1, .port = sim_port(t.sim) }, &second),
		  ERR_PORT_IN_USE);
	stand_close(&t);
}

/* Opens the market of this journal again, in the peer's place. */
static void restart(struct peer *p, const char *journal)
{
	sim_close(p->sim);
	CHECK_OK(sim_open(&p->s, &(struct sim_options){ .seed = 3, .journal = journal, .shops = 2, .orders = 20 },
			  &p->sim));
}

TEST(orders_and_tokens_outlive_a_restart)
{
	struct peer *p = peer_open(0);
	const char *journal = text_format(p->s.arena, "/tmp/sim-%d", (int)getpid()).at,
		   *tokens = text_format(p->s.arena, "%s.tokens", journal).at;
	struct text refresh, code;

	unlink(journal);
	unlink(tokens);
	restart(p, journal);
	peer_authorise(p, 0);
	CHECK_OK(sim_authorise(p->sim, &p->s, 1, false, &code));
	restart(p, journal);
	peer_shop_get(p, "/api/v2/shop/get_shop_info", "");
	CHECK_TEXT(peer_error(p), "");
	refresh = p->refresh;
	for (int i = 0; i < 2; i++) { /* the second time it is used up, restarted or not */
		peer_public(p, "POST", "/api/v2/auth/access_token/get", "",
			    text_format(p->s.arena,
					"{\"refresh_token\":\"%.*s\",\"partner_id\":2001887,\"shop_id\":%lld}",
					TEXT_ARG(refresh), (long long)p->shop)
				    .at);
		CHECK_TEXT(peer_error(p), i ? "error_shop_refresh_token" : "");
		if (i == 0)
			p->access = text_copy(p->s.arena, json_text(json_at(p->body, "access_token")));
		restart(p, journal);
	}
	peer_shop_get(p, "/api/v2/shop/get_shop_info", "");
	CHECK_TEXT(peer_error(p), "");
	peer_public(p, "POST", "/api/v2/auth/token/get", "",
		    text_format(p->s.arena, "{\"code\":\"%s\",\"partner_id\":2001887,\"shop_id\":%lld}", code.at,
				(long long)sim_shop(p->sim, 1).id)
			    .at);
	CHECK_TEXT(peer_error(p), "");
	CHECK_EQ(market_order_count(sim_lock(p->sim)), 20);
	sim_unlock(p->sim);
	peer_close(p);
	unlink(journal);
	unlink(tokens);
}
