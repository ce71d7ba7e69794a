/* lab/play_web.c - a person of a scenario at the API: the dispatcher is asked as a browser would, without sockets. */
#include "lab/play.h"

/* The session as a browser keeps it; it lives as long as the run. */
static void keep_cookie(struct play *p, const struct http_answer *a)
{
	struct text set = http_header_find(a->headers, a->header_count, "set-cookie"), pair;

	if (set.at && text_cut(&set, ';', &pair))
		p->cookie = text_copy(p->base.arena, pair);
}

enum err play_ask(struct play *p, struct scope *s, const char *method, struct text path, struct text body,
		  struct json *out)
{
	struct http_request q = { .method = text_of(method),
				  .url = text_format(s->arena, "/api/v1%.*s", TEXT_ARG(path)),
				  .body = body };
	struct http_answer a = { 0 };
	struct words none = { 0 };
	struct scope inside = *s;

	if (!p->csrf.at && !text_is(path, "/session"))
		TRY(verb_sign_in(p, s, &none));
	http_header_add(q.headers, &q.header_count, TEXT("Host"), TEXT("lockstep.example"));
	if (p->cookie.at)
		http_header_add(q.headers, &q.header_count, TEXT("Cookie"), p->cookie);
	if (p->csrf.at)
		http_header_add(q.headers, &q.header_count, TEXT("X-CSRF-Token"), p->csrf);
	if (p->if_match.at)
		http_header_add(q.headers, &q.header_count, TEXT("If-Match"), p->if_match);
	if (body.size)
		http_header_add(q.headers, &q.header_count, TEXT("Content-Type"), TEXT("application/json"));
	web_handle(p->web, &inside, &q, &a);
	keep_cookie(p, &a);
	*out = (struct json){ 0 };
	if (a.body.size || a.status >= 300)
		TRY(json_parse(s, a.body, out));
	if (a.status < 300)
		return OK;
	return fail(s, err_find(text_z(s->arena, json_text(json_at(*out, "code")))),
		    "the API answers %s %.*s by %d %.*s: %.*s", method, TEXT_ARG(path), a.status,
		    TEXT_ARG(json_text(json_at(*out, "code"))), TEXT_ARG(json_text(json_at(*out, "detail"))));
}

enum err play_pushed(struct play *p, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct http_request come = *q;
	struct scope inside;

	if (!p->pushes_arrive || !p->web)
		return fail(s, ERR_CHANNEL_DOWN, "nobody is at that address");
	come.url = http_path(q->url);
	scope_open(&inside, &p->node->root);
	web_handle(p->web, &inside, &come, a);
	*a = (struct http_answer){ .status = a->status, .body = text_copy(s->arena, a->body) };
	scope_close(&inside);
	return OK;
}

enum err play_send(struct play *p, struct scope *s, const char *method, struct text path, const struct buffer *body,
		   struct json *out)
{
	return play_ask(p, s, method, path, body ? buffer_text(body) : (struct text){ 0 }, out);
}
