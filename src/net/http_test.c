/* net/http_test.c - outbound calls against a server of our own and against peers that misbehave. */
#include "net/http.h"
#include "net/server.h"
#include "net/test_peer.h"
#include "tests/check.h"
#include <stdatomic.h>

enum { BIG = 3 * 1024 * 1024 };

static struct text filled(struct arena *a, size_t size)
{
	char *at = arena_alloc(a, size + 1);

	for (size_t i = 0; i < size; i++)
		at[i] = (char)('a' + i % 23);
	return (struct text){ at, size };
}

static void serve(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct text path = http_path(q->url), ms;
	int64_t n = 0;

	(void)self;
	a->status = 200;
	a->body = text_format(s->arena, "%.*s %.*s %zu %.*s", TEXT_ARG(q->method), TEXT_ARG(q->url), q->body.size,
			      TEXT_ARG(http_header_find(q->headers, q->header_count, "x-mark")));
	http_header_add(a->headers, &a->header_count, TEXT("X-Answer"), TEXT("yes"));
	if (text_is(path, "/echo"))
		a->body = q->body;
	if (text_is(path, "/big"))
		a->body = filled(s->arena, BIG);
	if (text_is(path, "/slow") && http_query(s->arena, q->url, "ms", &ms) && text_to_int(ms, &n))
		peer_pause(s->world, n);
	if (text_is(path, "/moved")) {
		a->status = 302;
		http_header_add(a->headers, &a->header_count, TEXT("Location"), TEXT("/echo"));
	}
}

struct stand {
	struct scope *s;
	struct server *server;
	struct net *net;
	int port;
};

static struct stand stand_open(const struct net_options *o)
{
	struct stand t = { .s = check_scope() };
	struct server_options v = { .handle = serve, .like = t.s };

	CHECK_OK(server_open(t.s, &v, &t.server));
	t.port = server_port(t.server);
	t.net = net_open(t.s->world, o);
	return t;
}

static void stand_close(struct stand *t)
{
	net_close(t->net);
	server_close(t->server);
}

static const struct net_options own = { .private_hosts = true };

static struct http_request get(struct scope *s, int port, const char *path)
{
	return (struct http_request){ .method = TEXT("GET"),
				      .private_host = true,
				      .timeout_ms = 5000,
				      .url = text_format(s->arena, "http://127.0.0.1:%d%s", port, path) };
}

TEST(an_answer_comes_with_status_headers_and_body)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/x?a=%20b&c");
	struct http_answer a;

	http_header_add(q.headers, &q.header_count, TEXT("X-Mark"), TEXT("here"));
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_EQ(a.status, 200);
	CHECK_TEXT(a.body, "GET /x?a=%20b&c 0 here");
	CHECK_TEXT(http_header_find(a.headers, a.header_count, "x-answer"), "yes");
	q.method = TEXT("HEAD");
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_EQ(a.body.size, 0);
	q.method = TEXT("DELETE");
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_TEXT(a.body, "DELETE /x?a=%20b&c 0 here");
	stand_close(&t);
}

TEST(any_bytes_go_there_and_back)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/echo");
	struct http_answer a;

	q.method = TEXT("POST");
	q.body = filled(t.s->arena, BIG);
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_SAME(a.body, q.body);
	q.body = TEXT("\0\1\xff\r\n");
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_SAME(a.body, q.body);
	q.body = (struct text){ 0 };
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_EQ(a.body.size, 0);
	stand_close(&t);
}

TEST(an_answer_beyond_the_ceiling_is_refused_and_one_at_it_is_not)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/big");
	struct http_answer a;

	q.answer_max = BIG - 1;
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_TOO_LARGE);
	q.answer_max = BIG;
	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_EQ(a.body.size, BIG);
	stand_close(&t);
}

TEST(a_redirect_is_given_back_and_not_followed)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/moved");
	struct http_answer a;

	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_EQ(a.status, 302);
	CHECK_TEXT(http_header_find(a.headers, a.header_count, "location"), "/echo");
	stand_close(&t);
}

TEST(time_outs_are_the_request_s_and_the_scope_s_and_name_no_query)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/slow?ms=1500&secret=hush");
	struct http_answer a;

	q.timeout_ms = 200;
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_TIMEOUT);
	CHECK(!peer_said(t.s->words, "hush"));
	CHECK(peer_said(t.s->words, "127.0.0.1"));
	q.timeout_ms = 5000;
	t.s->deadline = world_mono(t.s->world) + 200;
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_TIMEOUT);
	t.s->deadline = world_mono(t.s->world);
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_TIMEOUT);
	stand_close(&t);
}

TEST(nobody_listening_is_down)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, peer_free_port(), "/");
	struct http_answer a;

	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_DOWN);
	q.url = TEXT("http://no-such-host.invalid/");
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_DOWN);
	q.url = text_format(t.s->arena, "https://127.0.0.1:%d/", t.port); /* a server without TLS */
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_DOWN);
	stand_close(&t);
}

/* A peer's words, what the caller hears, and how often the request may arrive there. */
static const struct {
	struct peer_turn turn;
	enum err wanted;
} peers[] = {
	{ { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", PEER_CLOSE, 0 }, OK },
	{ { "HTTP/1.0 200 OK\r\n\r\nok", PEER_CLOSE, 0 }, OK },
	{ { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", PEER_CLOSE, 0 }, OK },
	{ { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok", PEER_CLOSE, 0 }, ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok", PEER_CLOSE, 0 },
	  ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok", PEER_CLOSE, 0 },
	  ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nContent-Len", PEER_CLOSE, 0 }, ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok", PEER_CLOSE, 0 }, ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", PEER_CLOSE, 0 },
	  ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nContent-Encoding: sz\r\nContent-Length: 2\r\n\r\nok", PEER_CLOSE, 0 },
	  ERR_CHANNEL_DATA_ABNORMAL },
	{ { "", PEER_CLOSE, 0 }, ERR_CHANNEL_DATA_ABNORMAL },
	{ { "hello there\r\n\r\n", PEER_CLOSE, 0 }, ERR_CHANNEL_DATA_ABNORMAL },
	{ { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", PEER_SILENT, 0 }, ERR_CHANNEL_TIMEOUT },
	{ { "", PEER_SILENT, 0 }, ERR_CHANNEL_TIMEOUT },
};

TEST(an_answer_that_is_cut_short_or_makes_no_sense_is_told_from_silence_and_sent_once)
{
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
		struct net *net = net_open(s->world, &own);
		struct peer *p = peer_open(s->world, &peers[i].turn, 1);
		struct http_request q = get(s, peer_port(p), "/");
		struct http_answer a;
		q.timeout_ms = 300;
		enum err e = net_send(net, s, &q, &a);
		int requests = peer_requests(p);
		net_close(net);
		peer_close(p);
		if (e != peers[i].wanted || requests != 1 || (e == OK && !text_is(a.body, "ok")))
			check_failed(__FILE__, __LINE__, "peer %zu: %s, %d requests", i, err_name(e), requests);
	}
}

TEST(endless_headers_are_refused)
{
	struct scope *s = check_scope();
	struct buffer b = buffer_in(s->arena);
	struct http_answer a;

	buffer_add_z(&b, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 5000; i++)
		buffer_format(&b, "X-%d: %040d\r\n", i, i);
	buffer_add_z(&b, "\r\n");
	struct peer_turn turn = { text_z(s->arena, buffer_text(&b)), PEER_CLOSE, 0 };
	struct net *net = net_open(s->world, &own);
	struct peer *p = peer_open(s->world, &turn, 1);
	struct http_request q = get(s, peer_port(p), "/");
	CHECK_ERR(net_send(net, s, &q, &a), ERR_TOO_LARGE);
	net_close(net);
	peer_close(p);
}

/* 60,000 times "a", packed by gzip into 94 bytes: the ceiling is on what comes out. */
TEST(a_small_answer_that_unpacks_to_a_large_one_is_refused)
{
	struct scope *s = check_scope();
	struct text gzip = hex_parse(s->arena, TEXT("1f8b0800000000000203edc13101000000c2a0aceb5fc21a1e40010000000000"
						    "0000000000000000000000000000000000000000000000000000000000000000"
						    "00000000000000000000000000000000000000007c199289e2b260ea0000"));
	struct buffer b = buffer_in(s->arena);
	struct http_answer a;

	buffer_format(&b, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", gzip.size);
	buffer_add(&b, gzip);
	struct peer_turn turn = { b.at, PEER_CLOSE, b.size };
	struct net *net = net_open(s->world, &own);
	struct peer *p = peer_open(s->world, &turn, 1);
	struct http_request q = get(s, peer_port(p), "/");
	CHECK_OK(net_send(net, s, &q, &a));
	CHECK_EQ(a.body.size, 60000);
	q.answer_max = 59999;
	CHECK_ERR(net_send(net, s, &q, &a), ERR_TOO_LARGE);
	net_close(net);
	peer_close(p);
}

TEST(a_kept_connection_that_dies_is_one_failed_attempt_and_not_sent_again)
{
	struct scope *s = check_scope();
	static const struct peer_turn turns[] = {
		{ "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", PEER_KEEP, 0 },
		{ "", PEER_CLOSE, 0 },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", PEER_CLOSE, 0 },
	};
	struct net *net = net_open(s->world, &own);
	struct peer *p = peer_open(s->world, turns, 3);
	struct http_request q = get(s, peer_port(p), "/");
	struct http_answer a;

	q.method = TEXT("POST");
	q.body = TEXT("once");
	CHECK_OK(net_send(net, s, &q, &a));
	CHECK_ERR(net_send(net, s, &q, &a), ERR_CHANNEL_DATA_ABNORMAL);
	CHECK_EQ(peer_requests(p), 2);
	CHECK_OK(net_send(net, s, &q, &a));
	CHECK_EQ(peer_requests(p), 3);
	net_close(net);
	peer_close(p);
}

TEST(hosts_of_this_machine_are_called_only_where_both_net_and_request_allow_it)
{
	struct stand t = stand_open(&own);
	struct net *strict = net_open(t.s->world, &(struct net_options){ 0 });
	struct http_request q = get(t.s, t.port, "/");
	struct http_answer a;

	CHECK_OK(net_send(t.net, t.s, &q, &a));
	CHECK_ERR(net_send(strict, t.s, &q, &a), ERR_HOST_FORBIDDEN);
	q.private_host = false;
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_HOST_FORBIDDEN);
	/* The name is public in form; what it resolves to is not. */
	q.url = text_format(t.s->arena, "https://localhost:%d/", t.port);
	CHECK_ERR(net_send(strict, t.s, &q, &a), ERR_HOST_FORBIDDEN);
	CHECK_EQ(server_opened(t.server), 1);
	net_close(strict);
	stand_close(&t);
}

TEST(what_no_request_may_carry_is_refused_before_anything_is_sent)
{
	struct stand t = stand_open(&own);
	struct http_request q = get(t.s, t.port, "/");
	struct http_answer a;

	q.method = TEXT("GET /x");
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_BAD_REQUEST);
	q.method = TEXT("GET");
	http_header_add(q.headers, &q.header_count, TEXT("X-A"), TEXT("b\r\nX-C: d"));
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_BAD_REQUEST);
	q.headers[0] = (struct http_header){ TEXT("X A"), TEXT("b") };
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_BAD_REQUEST);
	CHECK_EQ(server_opened(t.server), 0);
	stand_close(&t);
}

enum { CALLERS = 64, CALLS = 25 };

struct caller {
	struct stand *stand;
	struct thread *thread;
	int number, good;
	enum err ended;
};

static void call_often(void *arg)
{
	struct caller *c = arg;
	struct scope s;

	for (int i = 0; i < CALLS; i++) {
		struct http_answer a;
		scope_open(&s, c->stand->s);
		s.deadline = MONO_NEVER;
		struct http_request q = get(&s, c->stand->port, "/echo");
		q.method = TEXT("POST");
		q.timeout_ms = 30000;
		q.body = text_format(s.arena, "caller %d call %d %0*d", c->number, i, 1 + i * 700, 7);
		c->good += net_send(c->stand->net, &s, &q, &a) == OK && text_same(a.body, q.body);
		scope_close(&s);
	}
}

TEST(many_callers_share_few_connections_and_each_gets_its_own_answer)
{
	struct stand t = stand_open(&(struct net_options){ .per_host = 8, .private_hosts = true });
	struct caller callers[CALLERS];

	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){ .stand = &t, .number = i };
		callers[i].thread = world_spawn(t.s->world, "caller", call_often, &callers[i]);
	}
	for (int i = 0; i < CALLERS; i++)
		world_join(t.s->world, callers[i].thread);
	for (int i = 0; i < CALLERS; i++)
		CHECK_EQ(callers[i].good, CALLS);
	CHECK(server_opened(t.server) <= 8);
	stand_close(&t);
}

static void call_slowly(void *arg)
{
	struct caller *c = arg;
	struct scope s;
	struct http_answer a;

	scope_open(&s, c->stand->s);
	s.deadline = MONO_NEVER;
	struct http_request q = get(&s, c->stand->port, "/slow?ms=800");
	c->ended = net_send(c->stand->net, &s, &q, &a);
	scope_close(&s);
}

TEST(closing_ends_the_calls_under_way_and_the_waiting_ones)
{
	struct stand t = stand_open(&(struct net_options){ .per_host = 2, .private_hosts = true });
	struct caller callers[6];

	for (int i = 0; i < 6; i++) {
		callers[i] = (struct caller){ .stand = &t };
		callers[i].thread = world_spawn(t.s->world, "caller", call_slowly, &callers[i]);
	}
	peer_pause(t.s->world, 200);
	net_close(t.net);
	for (int i = 0; i < 6; i++)
		world_join(t.s->world, callers[i].thread);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(callers[i].ended, ERR_STOPPING);
	server_close(t.server);
}

TEST(a_call_that_waits_for_a_connection_still_ends_in_its_time)
{
	struct stand t = stand_open(&(struct net_options){ .per_host = 1, .private_hosts = true });
	struct caller first = { .stand = &t };
	struct http_request q = get(t.s, t.port, "/");
	struct http_answer a;

	first.thread = world_spawn(t.s->world, "caller", call_slowly, &first);
	peer_pause(t.s->world, 100);
	q.timeout_ms = 200;
	CHECK_ERR(net_send(t.net, t.s, &q, &a), ERR_CHANNEL_TIMEOUT);
	world_join(t.s->world, first.thread);
	CHECK_EQ(first.ended, OK);
	stand_close(&t);
}
