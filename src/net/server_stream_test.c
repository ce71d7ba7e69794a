/* net/server_stream_test.c - answers that come in parts: as they come, for as long as both ends are there. */
#include "net/server.h"
#include "net/test_peer.h"
#include "tests/check.h"
#include <stdatomic.h>

enum { MANY = 300 };
static const char ask[] = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";

/* What the streams of one test share: each gives a part for each that is allowed. */
struct tap {
	atomic_int allowed, ended, stopped;
};
struct drop {
	struct tap *tap;
	int given;
};

static int64_t drip(void *self, struct scope *s, int64_t until, char *out, size_t room)
{
	struct drop *d = self;

	(void)arena_alloc(s->arena, 1000);
	while (d->given >= atomic_load(&d->tap->allowed)) {
		if (atomic_load(&d->tap->stopped))
			return -1;
		if (world_mono(s->world) >= until)
			return 0;
		peer_pause(s->world, 20);
	}
	CHECK(room > 10);
	out[0] = (char)('a' + d->given++ % 26);
	out[1] = ';';
	return 2;
}

static void dry(void *self) { atomic_fetch_add(&((struct drop *)self)->tap->ended, 1); }
static void stop(void *self) { atomic_store(&((struct tap *)self)->stopped, 1); }

static void serve(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct drop *d = ARENA_NEW(s->arena, struct drop);

	a->status = 200;
	a->body = TEXT("plain");
	if (!text_is(q->url, "/stream"))
		return;
	d->tap = self;
	a->stream = (struct http_stream){ d, drip, dry };
}

static struct server *open_tap(struct tap *tap, struct server_options o)
{
	struct server *v = NULL;

	*tap = (struct tap){ 0 };
	o.handle = serve;
	o.stop = stop;
	o.self = tap;
	o.like = check_scope();
	CHECK_OK(server_open(check_scope(), &o, &v));
	return v;
}

/* Waits for that many streams to have ended, 4 s at most. */
static bool ended(struct tap *tap, int count)
{
	for (int i = 0; i < 400 && atomic_load(&tap->ended) < count; i++)
		peer_pause(check_scope()->world, 10);
	return atomic_load(&tap->ended) == count;
}

TEST(parts_of_a_stream_come_when_they_are_there_and_no_idle_time_ends_it)
{
	struct tap tap;
	struct scope *s = check_scope();
	struct server *v = open_tap(&tap, (struct server_options){ .idle_s = 1 });
	int fd;

	atomic_store(&tap.allowed, 1);
	fd = peer_join(server_port(v), text_of(ask));
	CHECK(peer_said(peer_hear(s, fd, "a;"), "Transfer-Encoding: chunked"));
	for (char wanted[] = "b;"; wanted[0] < 'f'; wanted[0]++) {
		peer_pause(s->world, 600);
		CHECK_EQ(atomic_load(&tap.ended), 0);
		atomic_fetch_add(&tap.allowed, 1);
		CHECK(peer_said(peer_hear(s, fd, wanted), wanted));
	}
	atomic_store(&tap.stopped, 1);
	CHECK(peer_said(peer_hear(s, fd, "0\r\n\r\n"), "0\r\n\r\n"));
	CHECK(ended(&tap, 1));
	peer_leave(fd);
	server_close(v);
}

TEST(a_stream_ends_soon_after_its_peer_has_left)
{
	struct tap tap;
	struct server *v = open_tap(&tap, (struct server_options){ 0 });
	int fd;

	atomic_store(&tap.allowed, 1);
	fd = peer_join(server_port(v), text_of(ask));
	(void)peer_hear(check_scope(), fd, "a;");
	peer_leave(fd);
	CHECK(ended(&tap, 1));
	CHECK(peer_said(peer_talk(check_scope(), server_port(v), TEXT("HEAD /stream HTTP/1.0\r\n\r\n")), " 200 "));
	CHECK(ended(&tap, 2));
	server_close(v);
}

TEST(hundreds_of_streams_leave_requests_their_turn_and_closing_ends_them_at_once)
{
	struct tap tap;
	struct scope *s = check_scope();
	struct server *v = open_tap(&tap, (struct server_options){ 0 });
	int fds[MANY];

	atomic_store(&tap.allowed, 1);
	for (int i = 0; i < MANY; i++)
		fds[i] = peer_join(server_port(v), text_of(ask));
	for (int i = 0; i < MANY; i++)
		CHECK(peer_said(peer_hear(s, fds[i], "a;"), "a;"));
	for (int i = 0; i < 20; i++)
		CHECK(peer_said(peer_talk(s, server_port(v), TEXT("GET /a HTTP/1.0\r\n\r\n")), "plain"));
	server_close(v);
	CHECK_EQ(atomic_load(&tap.ended), MANY);
	for (int i = 0; i < MANY; i++)
		peer_leave(fds[i]);
}
