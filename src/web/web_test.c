/* web/web_test.c - the dispatcher: addresses, methods, problems, pages. */
#include "net/server.h"
#include "net/test_peer.h"
#include "web/route.h"
#include "web/session.h"
#include "web/try_web.h"
#include <string.h>

ON_SQLITE(health_is_open_to_all_and_names_the_version)
{
	struct try_web t;

	try_web_open(s, &t);
	try_ask(&t, "GET", "/api/v1/health", NULL);
	CHECK_EQ(t.status, 200);
	CHECK(json_is_true(json_at(t.body, "ok")));
	CHECK_TEXT(try_at(&t, "version"), LOCKSTEP_VERSION);
	try_ask(&t, "HEAD", "/api/v1/health", NULL);
	CHECK_EQ(t.status, 200);
	try_web_close(&t);
}

static const struct {
	const char *method, *path;
	enum err wanted;
} addresses[] = {
	{ "GET", "/api/v1/", ERR_NO_ROUTE },
	{ "GET", "/api/v1", ERR_NO_ROUTE },
	{ "GET", "/api/v2/orders", ERR_NO_ROUTE },
	{ "GET", "/api/v1/nothing", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/", ERR_NO_ROUTE },
	{ "GET", "/api/v1//orders", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/-1", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/01", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/1x", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/1/2", ERR_NO_ROUTE },
	{ "GET", "/api/v1/orders/%31", ERR_NO_ROUTE },
	{ "GET", "/api/v1/../v1/orders", ERR_NO_ROUTE },
	{ "PUT", "/api/v1/orders", ERR_METHOD },
	{ "DELETE", "/api/v1/orders/5", ERR_METHOD },
	{ "OPTIONS", "/api/v1/orders", ERR_METHOD },
	{ "get", "/api/v1/orders", ERR_METHOD },
	{ "GET", "/api/v1/shops/5/pull", ERR_METHOD },
	{ "PATCH", "/api/v1/session", ERR_METHOD },
	{ "GET", "/api/v1/orders", ERR_NOT_SIGNED_IN },
	{ "POST", "/api/v1/shops/5/pull", ERR_NOT_SIGNED_IN },
	{ "GET", "/nothing.js", ERR_NO_ROUTE },
	{ "GET", "/api", ERR_NO_ROUTE },
	{ "GET", "/hooks", ERR_NO_ROUTE },
	{ "GET", "/../etc/passwd", ERR_NO_ROUTE },
	{ "POST", "/", ERR_METHOD },
};

ON_SQLITE(unknown_addresses_and_methods_are_problems)
{
	struct try_web t;

	try_web_open(s, &t);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		try_ask(&t, addresses[i].method, addresses[i].path, NULL);
		if (!text_is(try_at(&t, "code"), err_name(addresses[i].wanted)))
			check_failed(__FILE__, __LINE__, "%s %s: %.*s", addresses[i].method, addresses[i].path,
				     TEXT_ARG(t.answer.body));
		try_problem(&t, addresses[i].wanted);
	}
	try_ask(&t, "PATCH", "/api/v1/session", NULL);
	CHECK_TEXT(http_header_find(t.answer.headers, t.answer.header_count, "allow"), "POST, GET, PUT, DELETE");
	try_web_close(&t);
}

ON_SQLITE(a_problem_quotes_only_what_is_well_formed_and_short)
{
	struct try_web t;
	char *path = arena_alloc(s->arena, 5000);

	try_web_open(s, &t);
	memset(path, 'a', 4000);
	memcpy(path, "/api/v1/", 8);
	try_ask(&t, "GET", path, NULL);
	try_problem(&t, ERR_NO_ROUTE);
	CHECK(try_at(&t, "detail").size < 200);
	try_ask(&t, "GET", "/api/v1/\xff\xfe<script>\"", NULL);
	try_problem(&t, ERR_NO_ROUTE);
	CHECK(text_valid(t.answer.body));
	try_web_close(&t);
}

TEST(every_route_needs_a_session_unless_it_is_public_by_name)
{
	static const char *const open[] = { "/health", "/session", "/openapi.json" };

	for (size_t i = 0; i < route_count; i++) {
		size_t known = 0;
		while (known < 3 && strcmp(routes[i].path, open[known]) != 0)
			known++;
		CHECK(routes[i].right != RIGHT_PUBLIC || known < 3);
		CHECK(strcmp(routes[i].method, "GET") == 0 || routes[i].right != RIGHT_READ_ORDERS);
		CHECK(text_ends(text_of(routes[i].sentence), "."));
	}
}

ON_SQLITE(behind_the_server_a_browser_reads_with_its_cookie)
{
	struct try_web t;
	struct server *v;
	struct server_options o = { .handle = web_handle, .like = s };
	static const char form[] =
		"GET /api/v1/orders?limit=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: %.*s\r\n\r\n";
	struct text answer;

	try_web_open(s, &t);
	try_web_person(&t, "anna", RIGHTS_ALL);
	(void)try_order(s, try_shop(s, "A"), "1", "pending", 1000);
	o.self = t.web;
	CHECK_OK(server_open(s, &o, &v));
	answer = peer_talk(s, server_port(v), text_format(s->arena, form, TEXT_ARG(TEXT("none"))));
	CHECK(text_starts(answer, "HTTP/1.1 401 ") && text_has(answer, "not_signed_in"));
	answer = peer_talk(s, server_port(v), text_format(s->arena, form, TEXT_ARG(t.cookie)));
	CHECK(text_starts(answer, "HTTP/1.1 200 ") && text_has(answer, "CCD007*2"));
	server_close(v);
	try_web_close(&t);
}
