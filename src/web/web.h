/* web/web.h - the API and the pages as one function from a request to an answer; with or without sockets. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

struct node;
struct web;

struct web_options {
	struct node *node;    /* woken when a person wants something done now; NULL: nobody works here */
	bool trust_forwarded; /* a proxy of ours sets X-Forwarded-Proto: https there makes cookies Secure */
};

struct web *web_open(struct world *w, const struct web_options *o);
void web_stop(void *web); /* streams end, as the server closes: server_options.stop */
void web_close(struct web *web);

/* How large the body of a request may be: a file may be large, where whoever sends it may send it; server_options.room. */
size_t web_room(void *web, struct scope *s, const struct http_request *q);
/* Answers one request in the caller's scope, which must have a database; a server_handle (net/server.h). */
void web_handle(void *web, struct scope *s, const struct http_request *q, struct http_answer *a);
