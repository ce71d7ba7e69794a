/* web/events_test.c - hints over real sockets: who hears what, when, and until when. */
#include "net/server.h"
#include "net/test_peer.h"
#include "web/events.h"
#include "web/session.h"
#include "web/try_web.h"
#include "work/rig.h"
#include "work/shops.h"
#include "work/task.h"

struct page {
	struct scope *s;
	struct try_web web;
	struct server *server;
};

static void page_open(struct scope *s, struct page *p)
{
	struct server_options o = { .handle = web_handle, .stop = web_stop, .like = s };

	p->s = s;
	try_web_open(s, &p->web);
	o.self = p->web.web;
	CHECK_OK(server_open(s, &o, &p->server));
}

static void page_close(struct page *p)
{
	server_close(p->server);
	try_web_close(&p->web);
}

static int listen_with(struct page *p, struct text cookie)
{
	return peer_join(server_port(p->server),
			 text_format(p->s->arena, "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: %.*s\r\n\r\n",
				     TEXT_ARG(cookie)));
}

/* What is heard up to the end of a hint. */
static struct text hint(struct page *p, int fd) { return peer_hear(p->s, fd, "]}\n\n"); }

/* Both words are told, in one hint or in several: a look may fall in the middle of what happens. Nodes are not. */
static bool tells(struct page *p, int fd, const char *one, const char *other)
{
	enum { HINTS_MAX = 20 };
	bool has_one = false, has_other = false;

	for (int i = 0; i < HINTS_MAX && !(has_one && has_other); i++) {
		struct text said = hint(p, fd);

		if (said.size == 0 || peer_said(said, "nodes"))
			return false;
		has_one |= peer_said(said, one);
		has_other |= peer_said(said, other);
	}
	return has_one && has_other;
}

static const char everything[] =
	"event: changed\ndata: {\"what\":[\"orders\",\"shops\",\"runs\",\"nodes\",\"tasks\"]}\n\n";

ON_BOTH(who_listens_hears_first_of_everything_and_then_of_what_has_changed)
{
	struct rig r;
	struct page p;
	struct text said;
	int64_t task;
	int fd;

	rig_open(s, &r, 12);
	page_open(s, &p);
	try_web_person(&p.web, "anna", 0);
	fd = listen_with(&p, p.web.cookie);
	said = hint(&p, fd);
	CHECK(peer_said(said, " 200 ") && peer_said(said, "text/event-stream") && peer_said(said, everything));
	rig_pull_all(&r);
	CHECK(tells(&p, fd, "\"orders\"", "\"runs\""));
	CHECK_OK(shop_stop(r.s, r.made.shops[0]));
	CHECK(tells(&p, fd, "\"shops\"", "\"shops\""));
	CHECK_OK(task_add(r.s, &(struct task_new){ .ids = (const int64_t[]){ 4711 }, .count = 1 }, (struct text){ 0 },
			  &task));
	CHECK(tells(&p, fd, "\"tasks\"", "\"tasks\""));
	CHECK_OK(task_cancel(r.s, task));
	CHECK(tells(&p, fd, "\"tasks\"", "\"tasks\""));
	peer_leave(fd);
	page_close(&p);
	rig_close(&r);
}

ON_SQLITE(a_look_that_finds_nothing_new_tells_nothing)
{
	struct rig r;
	struct page p;
	int fd;

	rig_open(s, &r, 5);
	rig_pull_all(&r);
	page_open(s, &p);
	try_web_person(&p.web, "anna", 0);
	fd = listen_with(&p, p.web.cookie);
	(void)hint(&p, fd);
	CHECK_EQ(peer_wait(s, fd, "]}\n\n", 3).size, 0);
	peer_leave(fd);
	page_close(&p);
	rig_close(&r);
}

ON_BOTH(signing_out_ends_the_streams_of_that_session_alone)
{
	struct page p;
	struct text annas;
	int anna, ben;

	page_open(s, &p);
	try_web_person(&p.web, "ben", 0);
	ben = listen_with(&p, p.web.cookie);
	try_web_person(&p.web, "anna", 0);
	annas = p.web.cookie;
	anna = listen_with(&p, annas);
	CHECK(hint(&p, anna).size && hint(&p, ben).size);
	try_ask(&p.web, "DELETE", "/api/v1/session", NULL);
	CHECK_EQ(p.web.status, 204);
	CHECK_TEXT(peer_hear(s, anna, "0\r\n\r\n"), "0\r\n\r\n");
	peer_leave(anna);
	anna = listen_with(&p, annas);
	CHECK(peer_said(peer_hear(s, anna, "}"), "not_signed_in"));
	peer_leave(anna);
	CHECK(!peer_said(peer_wait(s, ben, "]}\n\n", 3), "0\r\n"));
	peer_leave(ben);
	page_close(&p);
}

ON_SQLITE(a_beat_comes_while_nothing_changes_and_the_stream_ends_with_the_session)
{
	struct page p;
	int64_t now = world_now(s->world);
	int fd;

	page_open(s, &p);
	try_web_person_at(&p.web, "anna", 0, now, now + 2500);
	try_hurry(10);
	fd = listen_with(&p, p.web.cookie);
	CHECK(hint(&p, fd).size);
	CHECK(peer_said(peer_hear(s, fd, ": beat\n\n"), ": beat\n\n"));
	CHECK(peer_said(peer_hear(s, fd, "0\r\n\r\n"), "0\r\n\r\n"));
	peer_leave(fd);
	try_hurry(1);
	page_close(&p);
}

ON_SQLITE(a_session_has_so_many_listeners_and_a_node_more_than_three_hundred)
{
	struct page p;
	int fds[LISTENERS_MAX], full;

	page_open(s, &p);
	for (int i = 0; i < LISTENERS_MAX; i++) {
		if (i % LISTENERS_A_SESSION == 0)
			try_web_person(&p.web, text_format(s->arena, "anna%d", i).at, RIGHTS_ALL);
		fds[i] = listen_with(&p, p.web.cookie);
		CHECK(peer_said(hint(&p, fds[i]), everything));
		if (i == LISTENERS_A_SESSION - 1) {
			try_ask(&p.web, "GET", "/api/v1/events", NULL);
			try_problem(&p.web, ERR_LISTENERS_FULL);
			CHECK(text_has(try_at(&p.web, "detail"), "8 pages of this session"));
		}
	}
	try_web_person(&p.web, "ben", RIGHTS_ALL);
	full = listen_with(&p, p.web.cookie);
	CHECK(peer_said(peer_hear(s, full, "}"), "384 pages of all sessions"));
	peer_leave(full);
	for (int i = 0; i < 50; i++)
		CHECK(peer_said(peer_talk(s, server_port(p.server),
					  text_format(s->arena,
						      "GET /api/v1/orders HTTP/1.1\r\nHost: x\r\nConnection: "
						      "close\r\nCookie: %.*s\r\n\r\n",
						      TEXT_ARG(p.web.cookie))),
				" 200 "));
	page_close(&p); /* at once, with all of them open */
	for (int i = 0; i < LISTENERS_MAX; i++)
		peer_leave(fds[i]);
}

ON_SQLITE(listening_needs_a_session_and_takes_no_parameter)
{
	struct try_web t;

	try_web_open(s, &t);
	try_ask(&t, "GET", "/api/v1/events", NULL);
	try_problem(&t, ERR_NOT_SIGNED_IN);
	try_web_person(&t, "anna", 0);
	try_ask(&t, "GET", "/api/v1/events?since=1", NULL);
	try_problem(&t, ERR_BAD_REQUEST);
	try_ask(&t, "GET", "/api/v1/events", NULL); /* nobody asks for its parts: closing ends it */
	CHECK_EQ(t.status, 200);
	try_web_close(&t);
}
