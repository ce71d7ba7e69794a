/* net/server.h - inbound HTTP (libmicrohttpd, the one file that knows it): one thread a connection, bounded. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

struct server;

/* Answers one request; runs on the connection's thread with a scope of its own. Always fills the answer. A stream is asked
 * for its parts on the same thread; it ends when the peer leaves, which is looked for once a
 * second, or when no part came for `idle_s`. */
typedef void server_handle(void *self, struct scope *s, const struct http_request *q, struct http_answer *a);

struct server_options {
	const char *address; /* NULL: 127.0.0.1 */
	int port;            /* 0: any free one */
	size_t body_max;     /* 0: 8 MiB; more is answered 413 */
	/* How large the body of this request may be, where that is more than body_max: asked once its head is here, on its
	 * thread and in its scope. NULL: never. */
	size_t (*room)(void *self, struct scope *s, const struct http_request *q);
	int connections; /* 0: 512; more are answered 503 */
	int idle_s;      /* 0: 60 */
	server_handle *handle;
	void (*stop)(void *self); /* streams end now, as the server closes; NULL: there are none */
	void *self;
	const struct scope *like; /* scopes are opened like this one */
};
/* ERR_PORT_IN_USE with the port named, ERR_BAD_REQUEST for a bad address. */
enum err server_open(struct scope *s, const struct server_options *o, struct server **out) MUST_CHECK;
int server_port(const struct server *v);
int64_t server_opened(struct server *v); /* connections opened by peers so far */
void server_close(struct server *v);     /* no new requests; waits for those under way */
