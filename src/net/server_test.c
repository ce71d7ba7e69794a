/* net/server_test.c - what comes in over a socket, well-formed or not. */
#include "net/server.h"
#include "net/test_peer.h"
#include "tests/check.h"
#include <stdatomic.h>

struct seen {
	atomic_int calls;
	atomic_bool hold; /* the handler waits while it is set */
	atomic_int held;
};

static void serve(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct seen *seen = self;

	atomic_fetch_add(&seen->calls, 1);
	atomic_fetch_add(&seen->held, 1);
	while (atomic_load(&seen->hold))
		peer_pause(s->world, 5);
	a->status = 200;
	a->body = text_format(s->arena, "<%.*s %.*s %zu>", TEXT_ARG(q->method), TEXT_ARG(q->url), q->body.size);
	a->end = text_starts(q->url, "/broken")   ? HTTP_BROKEN
		 : text_starts(q->url, "/short")  ? HTTP_SHORT
		 : text_starts(q->url, "/silent") ? HTTP_SILENT
						  : HTTP_WHOLE;
	if (text_starts(q->url, "/injected"))
		http_header_add(a->headers, &a->header_count, TEXT("X-A"), TEXT("b\r\nX-Evil: yes"));
}

static struct server *open_server(struct seen *seen, struct server_options o)
{
	struct server *v = NULL;

	*seen = (struct seen){ 0 };
	o.handle = serve;
	o.self = seen;
	o.like = check_scope();
	CHECK_OK(server_open(check_scope(), &o, &v));
	return v;
}

static struct text talk(struct server *v, const char *bytes)
{
	return peer_talk(check_scope(), server_port(v), text_of(bytes));
}

/* What is sent, and the status that comes back. */
static const struct {
	const char *bytes, *wanted;
} forms[] = {
	{ "GET /a?b=%20c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", " 200 " },
	{ "GET /a HTTP/1.0\r\n\r\n", " 200 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", " 200 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
	  " 200 " },
	{ "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", " 400 " },
	{ "GET /a HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", " 400 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\nabc", " 400 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\nabc", " 400 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\nabc", " 413 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\nabc", " 413 " },
	{ "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", " 400 " },
};

TEST(well_formed_requests_are_answered_and_others_refused_by_status)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ .body_max = 1000 });

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct text t = talk(v, forms[i].bytes);
		if (!text_starts(t, "HTTP/1.") ||
		    !peer_said((struct text){ t.at, t.size < 15 ? t.size : 15 }, forms[i].wanted))
			check_failed(__FILE__, __LINE__, "form %zu: %.*s", i, TEXT_ARG(t));
	}
	CHECK_EQ(atomic_load(&seen.calls), 4);
	server_close(v);
}

TEST(an_answer_breaks_off_where_the_handler_says_so)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct text t = talk(v, "GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");

	CHECK(peer_said(t, "Content-Length: 22") && peer_said(t, "<GET /b") && !peer_said(t, "0>"));
	t = talk(v, "GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
	CHECK(peer_said(t, "Content-Length: 21") && text_ends(t, "<GET /short 0>"));
	CHECK_EQ(talk(v, "GET /silent HTTP/1.1\r\nHost: x\r\n\r\n").size, 0);
	server_close(v);
}

TEST(path_and_query_come_as_they_were_sent)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });

	CHECK(peer_said(talk(v, "GET /a%2Fb?c=d&c=%41+e HTTP/1.0\r\n\r\n"), "<GET /a%2Fb?c=d&c=%41+e 0>"));
	CHECK(peer_said(talk(v, "PUT /x HTTP/1.0\r\nContent-Length: 5\r\n\r\n12345"), "<PUT /x 5>"));
	server_close(v);
}

TEST(head_gives_the_length_without_the_body)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct text t = talk(v, "HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

	CHECK(peer_said(t, "Content-Length: 10\r\n"));
	CHECK(text_ends(t, "\r\n\r\n"));
	server_close(v);
}

TEST(a_body_at_the_ceiling_is_taken_and_one_beyond_is_not_even_without_a_length)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ .body_max = 100000 });
	struct scope *s = check_scope();

	for (int size = 100000; size <= 100001; size++) {
		struct buffer b = buffer_in(s->arena);
		buffer_format(&b,
			      "POST /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
			      "chunked\r\n\r\n%x\r\n%0*d\r\n0\r\n\r\n",
			      (unsigned)size, size, 0);
		CHECK(peer_said(peer_talk(s, server_port(v), buffer_text(&b)),
				size == 100000 ? "<POST /a 100000>" : " 413 "));
	}
	server_close(v);
}

/* Files may be larger, by leave of who serves them. */
static size_t room_for_files(void *self, struct scope *s, const struct http_request *q)
{
	(void)self, (void)s;
	return text_is(q->url, "/file") && http_header_find(q->headers, q->header_count, "host").at ? 3000 : 0;
}

TEST(a_body_may_be_larger_where_it_is_given_leave)
{
	static const struct {
		const char *path;
		int size;
		bool taken, chunked;
	} all[] = {
		{ "/file", 3000, true, false }, { "/file", 3001, false, false }, { "/a", 1000, true, false },
		{ "/a", 1001, false, false },   { "/file", 3000, true, true },   { "/file", 3001, false, true },
		{ "/a", 1001, false, true },
	};
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ .body_max = 1000, .room = room_for_files });
	struct scope *s = check_scope();

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct buffer b = buffer_in(s->arena);

		buffer_format(&b, "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", all[i].path);
		if (all[i].chunked)
			buffer_format(&b, "Transfer-Encoding: chunked\r\n\r\n%x\r\n%0*d\r\n0\r\n\r\n",
				      (unsigned)all[i].size, all[i].size, 0);
		else
			buffer_format(&b, "Content-Length: %d\r\n\r\n%0*d", all[i].size, all[i].size, 0);
		CHECK(peer_said(peer_talk(s, server_port(v), buffer_text(&b)), all[i].taken ? " 200 " : " 413 "));
	}
	server_close(v);
}

TEST(more_headers_than_we_hold_are_refused)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct scope *s = check_scope();

	for (int extra = 0; extra < 2; extra++) {
		struct buffer b = buffer_in(s->arena);
		buffer_add_z(&b, "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
		for (int i = 2; i < HTTP_HEADERS_MAX + extra; i++)
			buffer_format(&b, "X-%d: %d\r\n", i, i);
		buffer_add_z(&b, "\r\n");
		CHECK(peer_said(peer_talk(s, server_port(v), buffer_text(&b)), extra ? " 431 " : " 200 "));
	}
	CHECK_EQ(atomic_load(&seen.calls), 1);
	server_close(v);
}

TEST(a_head_larger_than_its_room_is_refused)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct scope *s = check_scope();
	struct text t = text_format(s->arena, "GET /a HTTP/1.1\r\nHost: x\r\nX-Long: %0100000d\r\n\r\n", 0);

	t = peer_talk(s, server_port(v), t);
	CHECK(peer_said(t, " 431 ") || t.size == 0);
	CHECK_EQ(atomic_load(&seen.calls), 0);
	server_close(v);
}

TEST(a_header_that_would_inject_another_never_goes_out)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct text t = talk(v, "GET /injected HTTP/1.0\r\n\r\n");

	CHECK(peer_said(t, " 500 "));
	CHECK(!peer_said(t, "X-Evil"));
	server_close(v);
}

TEST(a_port_in_use_and_a_bad_address_are_named)
{
	struct seen seen;
	struct scope *s = check_scope();
	struct server *v = open_server(&seen, (struct server_options){ 0 }), *w;
	struct server_options o = { .port = server_port(v), .handle = serve, .like = s };

	CHECK_ERR(server_open(s, &o, &w), ERR_PORT_IN_USE);
	CHECK(peer_said(s->words, text_format(s->arena, "port %d", o.port).at));
	o = (struct server_options){ .address = "no address", .handle = serve, .like = s };
	CHECK_ERR(server_open(s, &o, &w), ERR_BAD_REQUEST);
	o = (struct server_options){ .port = 70000, .handle = serve, .like = s };
	CHECK_ERR(server_open(s, &o, &w), ERR_BAD_REQUEST);
	o = (struct server_options){ .address = "8.8.8.8", .handle = serve, .like = s };
	CHECK_ERR(server_open(s, &o, &w), ERR_BAD_REQUEST);
	server_close(v);
}

struct talker {
	struct server *server;
	struct thread *thread;
	struct scope scope;
	struct text answer;
};

static void talk_once(void *arg)
{
	struct talker *t = arg;

	t->answer = peer_talk(&t->scope, server_port(t->server),
			      TEXT("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
}

static void talker_start(struct talker *t, struct server *v)
{
	scope_open(&t->scope, check_scope());
	t->server = v;
	t->thread = world_spawn(t->scope.world, "talker", talk_once, t);
}

static struct text talker_end(struct talker *t)
{
	world_join(t->scope.world, t->thread);
	struct text answer = text_copy(check_scope()->arena, t->answer);
	scope_close(&t->scope);
	return answer;
}

TEST(connections_beyond_the_limit_are_told_to_try_again)
{
	enum { LIMIT = 3 };
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ .connections = LIMIT });
	struct talker t[LIMIT];

	atomic_store(&seen.hold, true);
	for (int i = 0; i < LIMIT; i++)
		talker_start(&t[i], v);
	while (atomic_load(&seen.held) < LIMIT)
		peer_pause(check_scope()->world, 5);
	CHECK(peer_said(talk(v, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"), " 503 "));
	atomic_store(&seen.hold, false);
	for (int i = 0; i < LIMIT; i++)
		CHECK(peer_said(talker_end(&t[i]), "<GET /a 0>"));
	server_close(v);
}

static void close_server(void *arg) { server_close(arg); }

TEST(closing_lets_the_requests_under_way_finish)
{
	struct seen seen;
	struct server *v = open_server(&seen, (struct server_options){ 0 });
	struct world *w = check_scope()->world;
	struct talker t;
	struct thread *closing;

	atomic_store(&seen.hold, true);
	talker_start(&t, v);
	while (atomic_load(&seen.held) < 1)
		peer_pause(w, 5);
	closing = world_spawn(w, "closing", close_server, v);
	peer_pause(w, 100);
	atomic_store(&seen.hold, false);
	CHECK(peer_said(talker_end(&t), "<GET /a 0>"));
	world_join(w, closing);
}
