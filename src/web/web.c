/* web/web.c - from a request to an answer: route, session, right, own page, body, handler; or what went wrong. */
#include "web/web.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/log.h"
#include "net/pace.h"
#include "web/assets.h"
#include "web/etag.h"
#include "web/events.h"
#include "web/hooks.h"
#include "web/problem.h"
#include "web/route.h"
#include "web/session.h"
#include <stdlib.h>

enum { DEADLINE_MS = 30 * SECOND_MS, REQUEST_MAX = 64 * 1024, FILE_MAX = 64 * 1024 * 1024 };
#define API "/api/v1"
#define HOOKS "/hooks/"

struct web *web_open(struct world *w, const struct web_options *o)
{
	struct web *web = calloc(1, sizeof *web);

	ASSERT(web);
	web->world = w;
	web->node = o->node;
	web->trust_forwarded = o->trust_forwarded;
	web->attempts = pace_new(w);
	web->gate = gate_new(w);
	web->events = events_new(w);
	return web;
}

void web_close(struct web *web)
{
	if (!web)
		return;
	events_free(web->events);
	pace_free(web->attempts);
	gate_free(web->world, web->gate);
	free(web->decoy);
	free(web);
}

void web_stop(void *self) { events_stop(((struct web *)self)->events); }

static void add(struct http_answer *a, const char *name, struct text value)
{
	http_header_add(a->headers, &a->header_count, text_of(name), value);
}

static bool safe_method(struct text m) { return text_is(m, "GET") || text_is(m, "HEAD"); }

static bool is_json(struct text type)
{
	struct text media;

	if (!text_cut(&type, ';', &media))
		return false;
	return text_is(text_trim(media), "application/json");
}

static enum err read_body(struct scope *s, struct call *c, const struct route *r)
{
	const struct http_request *q = c->http;

	if (q->body.size == 0 || route_takes_file(r)) /* a file is its handler's business */
		return OK;
	if (q->body.size > REQUEST_MAX)
		return fail(s, ERR_TOO_LARGE, "a request's body has at most %d bytes", REQUEST_MAX);
	if (safe_method(q->method))
		return fail(s, ERR_BAD_REQUEST, "a GET request has no body here");
	if (!is_json(http_header_find(q->headers, q->header_count, "content-type")))
		return fail(s, ERR_BAD_REQUEST,
			    "the body must be JSON, with the header Content-Type: application/json");
	TRY(json_parse(s, q->body, &c->body));
	if (json_kind(c->body) != JSON_OBJECT)
		return fail(s, ERR_BAD_REQUEST, "the body must be a JSON object");
	return OK;
}

static enum err admit(struct scope *s, struct call *c, const struct route *r)
{
	TRY(session_load(s, c));
	if (r->right != RIGHT_PUBLIC && !c->session.is)
		return fail(s, ERR_NOT_SIGNED_IN, "this needs a session: sign in by POST " API "/session");
	if (!safe_method(c->http->method)) /* who signs in has no token yet */
		TRY(session_own_page(s, c, r->right != RIGHT_PUBLIC));
	if (!right_held(c->session.rights, r->right))
		return fail(s, ERR_FORBIDDEN, "this needs the right %.*s", TEXT_ARG(right_text(s, r->right)));
	return OK;
}

/* Who holds the same answer already is told so in place of it. */
static void answer_tag(struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct text tag = etag_of(s->arena, a->body, "");

	add(a, "ETag", tag);
	if (!etag_held(q, tag))
		return;
	a->status = 304;
	a->body = TEXT("");
}

static void answer_content(struct scope *s, struct call *c, struct http_answer *a)
{
	a->stream = c->stream;
	if (c->stream.next) {
		add(a, "Content-Type", TEXT("text/event-stream"));
		add(a, "X-Accel-Buffering", TEXT("no")); /* a proxy passes each part on at once */
		return;
	}
	if (c->status == 204)
		return;
	a->body = buffer_text(&c->out);
	add(a, "Content-Type", c->type.at ? c->type : TEXT("application/json"));
	if (c->file.at)
		add(a, "Content-Disposition",
		    text_format(s->arena, "attachment; filename=\"%.*s\"", TEXT_ARG(c->file)));
	if (c->kept)
		http_header_set(a->headers, a->header_count, "cache-control", TEXT("private, no-cache"));
	if (a->status == 200 && a->body.size > 0 && safe_method(c->http->method))
		answer_tag(s, c->http, a);
}

size_t web_room(void *self, struct scope *s, const struct http_request *q)
{
	struct call c = { .web = self, .http = q };
	struct text path = http_path(q->url), allow;
	const struct route *r;

	if (!text_starts(path, API "/"))
		return REQUEST_MAX;
	path = (struct text){ path.at + sizeof API - 1, path.size - (sizeof API - 1) };
	if (route_find(s, q->method, path, &r, &c.id, &allow) != OK || !route_takes_file(r) || admit(s, &c, r) != OK)
		return REQUEST_MAX;
	return FILE_MAX;
}

static enum err answer_api(struct scope *s, struct call *c, struct text path, struct http_answer *a)
{
	const struct route *r;
	struct text allow = { 0 };
	enum err e = route_find(s, c->http->method, path, &r, &c->id, &allow);

	if (e == ERR_METHOD)
		add(a, "Allow", allow);
	TRY(e);
	TRY(admit(s, c, r));
	TRY(read_body(s, c, r));
	c->status = r->status;
	TRY(r->handler(s, c));
	a->status = c->status;
	answer_content(s, c, a);
	if (c->cookie.at)
		add(a, "Set-Cookie", c->cookie);
	return OK;
}

static struct text mark_of(struct scope *s)
{
	int64_t mark = 0;

	if (s->ids)
		mark = id_next(s->ids);
	else
		world_random(s->world, &mark, sizeof mark);
	return text_format(s->arena, "%llx", (unsigned long long)mark);
}

/* Words are logged only where they are about our machine; those about a request may quote it. */
static void say_problem(struct scope *s, const struct http_request *q, enum err e, struct http_answer *a)
{
	struct text mark = mark_of(s);
	bool ours = err_status(e) >= 500;

	LOG(s, ours ? LOG_WARN : LOG_DEBUG, "request refused", L_TEXT("mark", mark),
	    L_TEXT("method", text_limit(q->method, 16)), L_TEXT("path", text_limit(http_path(q->url), 200)),
	    L_ERR("code", e), L_TEXT("words", ours ? s->words : TEXT("")));
	problem_answer(s, e, mark, a);
}

void web_handle(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct call c = { .web = self, .http = q, .status = 200, .out = buffer_in(s->arena) };
	struct text path = http_path(q->url);
	enum err e;

	*a = (struct http_answer){ 0 };
	c.json = json_writer_to(&c.out);
	s->deadline = world_mono(s->world) + DEADLINE_MS;
	add(a, "X-Content-Type-Options", TEXT("nosniff"));
	if (text_starts(path, API "/")) {
		add(a, "Cache-Control", TEXT("no-store"));
		e = answer_api(s, &c, (struct text){ path.at + sizeof API - 1, path.size - (sizeof API - 1) }, a);
	} else if (text_starts(path, HOOKS)) {
		path = (struct text){ path.at + sizeof HOOKS - 1, path.size - (sizeof HOOKS - 1) };
		e = hooks_answer(s, c.web, q, path, a);
	} else {
		e = assets_answer(s, q, a);
	}
	if (e != OK)
		say_problem(s, q, e, a);
}
