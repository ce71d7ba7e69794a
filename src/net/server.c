/* net/server.c - inbound HTTP: the one file that knows libmicrohttpd.
 *
 * One thread a connection. A call collects the body up to its ceiling, then the handler answers in a scope of the
 * call's own, which is closed when the answer has been sent (the library sends from the arena, nothing is copied). */
#include "net/server.h"
#include "base/instant.h"
#include "net/host.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BODY_MAX = 8 * 1024 * 1024,
	CONNECTIONS = 512,
	SPARE_CONNECTIONS = 32, /* beyond the limit so many are told so; the rest are closed */
	IDLE_S = 60,
	STACK = 512 * 1024,
	HEAD_ROOM = 64 * 1024, /* request line and headers; the library answers 431 or 414 beyond it */
	DRAIN_MS = 10 * SECOND_MS,
	BACKLOG = 1024,
	REASON_SIZE = 128,
	SHORT_BY = 7, /* bytes that are told of and never come, where an answer breaks off by plan */
	BROKEN_BLOCK = 4096,
	STREAM_BLOCK = 4096,
	STREAM_LOOK_MS = SECOND_MS, /* how often a stream without parts is asked whether its peer is still there */
};

struct server {
	struct world *world;
	struct server_options options;
	struct MHD_Daemon *daemon;
	int port;
	atomic_int connections;
	atomic_llong opened;
	struct gate *gate;
	int calls; /* under way; guarded by the gate */
	bool closing;
};

struct call {
	struct server *server;
	struct MHD_Connection *connection;
	struct scope scope;
	struct http_request request;
	char *body;
	size_t size, room, most;
	bool begun;
	int refused; /* the status to give once the body is in, or 0 */
	struct http_stream stream;
};

static void call_begin(struct call *c)
{
	gate_lock(c->server->world, c->server->gate);
	c->server->calls++;
	gate_unlock(c->server->world, c->server->gate);
}

/* ---- what the library calls ---- */

/* The first to hear of a request: keeps the address as it came, before any decoding. */
static void *on_uri(void *self, const char *uri, struct MHD_Connection *connection)
{
	struct call *c = calloc(1, sizeof *c);

	ASSERT(c);
	c->server = self;
	c->connection = connection;
	scope_open(&c->scope, c->server->options.like);
	c->request.url = text_copy(c->scope.arena, text_of(uri));
	call_begin(c);
	return c;
}

static void on_completed(void *self, struct MHD_Connection *connection, void **place,
			 enum MHD_RequestTerminationCode why)
{
	struct server *v = self;
	struct call *c = *place;

	(void)connection, (void)why;
	if (!c)
		return;
	*place = NULL;
	if (c->stream.next)
		c->stream.end(c->stream.self);
	scope_close(&c->scope);
	free(c->body);
	free(c);
	gate_lock(v->world, v->gate);
	v->calls--;
	gate_wake(v->world, v->gate);
	gate_unlock(v->world, v->gate);
}

static void on_connection(void *self, struct MHD_Connection *connection, void **place,
			  enum MHD_ConnectionNotificationCode code)
{
	struct server *v = self;

	(void)connection, (void)place;
	atomic_fetch_add(&v->connections, code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1);
	atomic_fetch_add(&v->opened, code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : 0);
}

static void on_words(void *self, const char *format, va_list v) { (void)self, (void)format, (void)v; }

static enum MHD_Result on_header(void *self, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct call *c = self;
	struct text n = text_of(name), v = value ? text_of(value) : TEXT("");

	(void)kind;
	if (c->request.header_count == HTTP_HEADERS_MAX)
		c->refused = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
	http_header_add(c->request.headers, &c->request.header_count, text_copy(c->scope.arena, n),
			text_copy(c->scope.arena, v));
	return MHD_YES;
}

/* ---- answering ---- */

static bool add_headers(struct MHD_Response *r, struct arena *arena, const struct http_answer *a)
{
	for (size_t i = 0; i < a->header_count; i++)
		if (MHD_add_response_header(r, text_z(arena, a->headers[i].name), text_z(arena, a->headers[i].value)) !=
		    MHD_YES)
			return false;
	return true;
}

/* Gives what there is of a body that breaks off, then the connection is closed. */
static ssize_t give_part(void *self, uint64_t at, char *out, size_t room)
{
	const struct text *part = self;
	size_t size = part->size - (size_t)at < room ? part->size - (size_t)at : room;

	if (size == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	memcpy(out, part->at + at, size);
	return (ssize_t)size;
}

static struct MHD_Response *broken_response(struct call *c, const struct http_answer *a)
{
	struct text *part = ARENA_NEW(c->scope.arena, struct text);

	*part = (struct text){ a->body.at, a->end == HTTP_BROKEN ? a->body.size / 2 : a->body.size };
	return MHD_create_response_from_callback(a->body.size + SHORT_BY, BROKEN_BLOCK, give_part, part, NULL);
}

static bool closing(struct server *v)
{
	gate_lock(v->world, v->gate);
	bool is = v->closing;
	gate_unlock(v->world, v->gate);
	return is;
}

static bool peer_left(struct call *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	char byte;
	ssize_t got = i ? recv(i->connect_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) : -1;

	return got == 0 || (got < 0 && (!i || (errno != EAGAIN && errno != EINTR)));
}

/* The next part of a stream; the library sends it before it asks again. */
static ssize_t give_next(void *self, uint64_t at, char *out, size_t room)
{
	struct call *c = self;
	int64_t size = 0;

	(void)at;
	while (size == 0 && !closing(c->server) && !peer_left(c)) {
		struct arena_mark mark = arena_mark(c->scope.arena);
		int64_t until = world_mono(c->server->world) + STREAM_LOOK_MS;

		size = c->stream.next(c->stream.self, &c->scope, until, out, room);
		c->scope.words = (struct text){ 0 };
		arena_rewind(c->scope.arena, mark);
	}
	return size > 0 ? (ssize_t)size : MHD_CONTENT_READER_END_OF_STREAM;
}

static struct MHD_Response *response_of(struct call *c, const struct http_answer *a)
{
	void *body = (void *)(uintptr_t)a->body.at; /* the library only reads it */

	c->stream = a->stream;
	if (a->stream.next)
		return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, give_next, c, NULL);
	return a->end == HTTP_WHOLE ? MHD_create_response_from_buffer(a->body.size, body, MHD_RESPMEM_PERSISTENT)
				    : broken_response(c, a);
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct call *c, const struct http_answer *a,
				   bool last)
{
	struct MHD_Response *r = response_of(c, a);
	int status = a->status;
	enum MHD_Result done;

	ASSERT(r);
	if (!add_headers(r, c->scope.arena, a)) {
		/* A header that cannot be sent would be one that was injected: nothing of this answer goes out. */
		MHD_destroy_response(r);
		r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
		ASSERT(r);
		status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	}
	if (last)
		(void)MHD_add_response_header(r, MHD_HTTP_HEADER_CONNECTION, "close");
	done = MHD_queue_response(connection, (unsigned)status, r);
	MHD_destroy_response(r);
	return done;
}

static enum MHD_Result send_refusal(struct MHD_Connection *connection, struct call *c, int status, const char *words)
{
	struct http_answer a = { .status = status, .body = text_of(words) };

	http_header_add(a.headers, &a.header_count, TEXT("Content-Type"), TEXT("text/plain; charset=utf-8"));
	return send_answer(connection, c, &a, true);
}

static bool from_this_machine(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct address a;

	return peer && address_of_socket(peer->client_addr, &a) && address_is_loopback(&a);
}

/* A body that says that it is small needs no leave to be larger. */
static size_t room_for(struct call *c, struct text length, int64_t size)
{
	const struct server_options *o = &c->server->options;
	size_t most = o->body_max;

	if (o->room &&
	    (length.at ? (uint64_t)size > most
		       : http_header_find(c->request.headers, c->request.header_count, "transfer-encoding").at != NULL))
		most = o->room(o->self, &c->scope, &c->request);
	c->scope.words = (struct text){ 0 };
	return most > o->body_max ? most : o->body_max;
}

/* The head is here, the body is not: what can be refused at once is. */
static enum MHD_Result begin(struct MHD_Connection *connection, struct call *c, const char *method)
{
	struct server *v = c->server;
	struct text length;
	int64_t size;

	c->begun = true;
	(void)MHD_get_connection_values(connection, MHD_HEADER_KIND, on_header, c);
	c->request.method = strcmp(method, "HEAD") == 0 ? TEXT("GET") : text_copy(c->scope.arena, text_of(method));
	c->request.peer_loopback = from_this_machine(connection);
	length = http_header_find(c->request.headers, c->request.header_count, "content-length");
	if (closing(v))
		return send_refusal(connection, c, MHD_HTTP_SERVICE_UNAVAILABLE, "The program is stopping.\n");
	if (atomic_load(&v->connections) > v->options.connections)
		return send_refusal(connection, c, MHD_HTTP_SERVICE_UNAVAILABLE, "Too many connections; try again.\n");
	if (c->refused)
		return send_refusal(connection, c, c->refused, "There are more headers than we take.\n");
	if (length.at && (!text_to_int(length, &size) || size < 0))
		return send_refusal(connection, c, MHD_HTTP_BAD_REQUEST, "The length is not a number.\n");
	c->most = room_for(c, length, length.at ? size : 0);
	if (length.at && (uint64_t)size > c->most)
		return send_refusal(connection, c, MHD_HTTP_CONTENT_TOO_LARGE, "The body is larger than we take.\n");
	return MHD_YES;
}

/* Past the ceiling the rest is read and dropped, so that the peer gets to read why. */
static void collect(struct call *c, const char *data, size_t size)
{
	size_t room = c->room ? c->room : 4096;

	if (c->refused)
		return;
	if (size > c->most - c->size) {
		c->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return;
	}
	while (room - c->size < size)
		room *= 2;
	if (room != c->room) {
		c->body = realloc(c->body, room);
		ASSERT(c->body);
		c->room = room;
	}
	memcpy(c->body + c->size, data, size);
	c->size += size;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *connection, const char *url, const char *method,
				  const char *version, const char *data, size_t *size, void **place)
{
	struct call *c = *place;
	struct http_answer a = { .status = MHD_HTTP_INTERNAL_SERVER_ERROR };

	(void)self, (void)url, (void)version;
	if (!c->begun)
		return begin(connection, c, method);
	if (*size > 0) {
		collect(c, data, *size);
		*size = 0;
		return MHD_YES;
	}
	if (c->refused)
		return send_refusal(connection, c, c->refused, "The body is larger than we take.\n");
	c->request.body = (struct text){ c->size ? c->body : "", c->size };
	c->server->options.handle(c->server->options.self, &c->scope, &c->request, &a);
	return a.end == HTTP_SILENT ? MHD_NO : send_answer(connection, c, &a, false);
}

/* ---- opening and closing ---- */

static bool address_for(const char *address, int port, struct sockaddr_storage *out, socklen_t *size)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;

	memset(out, 0, sizeof *out);
	if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons((uint16_t)port);
		*size = sizeof *v4;
		return true;
	}
	if (inet_pton(AF_INET6, address, &v6->sin6_addr) != 1)
		return false;
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons((uint16_t)port);
	*size = sizeof *v6;
	return true;
}

static enum err listen_at(struct scope *s, const char *address, int port, int *out, int *port_out)
{
	struct sockaddr_storage at;
	socklen_t size;
	int on = 1, fd;

	if (port < 0 || port > UINT16_MAX || !address_for(address, port, &at, &size))
		return fail(s, ERR_BAD_REQUEST,
			    "cannot listen at %s port %d: give an IP address of this machine and a port up to 65535",
			    address, port);
	fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail(s, ERR_INTERNAL, "no socket can be made (%s)", strerror(errno));
	ASSERT(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
	if (bind(fd, (struct sockaddr *)&at, size) != 0 || listen(fd, BACKLOG) != 0) {
		int why = errno;
		close(fd);
		return why == EADDRINUSE
			       ? fail(s, ERR_PORT_IN_USE, "port %d at %s is in use by another program", port, address)
			       : fail(s, ERR_BAD_REQUEST, "cannot listen at %s port %d: %s", address, port,
				      strerror(why));
	}
	ASSERT(getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	*port_out = ntohs(at.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&at)->sin_port
						  : ((struct sockaddr_in6 *)(void *)&at)->sin6_port);
	*out = fd;
	return OK;
}

static struct MHD_Daemon *daemon_start(struct server *v, int fd)
{
	const struct server_options *o = &v->options;

	return MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL | MHD_USE_ERROR_LOG, 0,
		NULL, NULL, on_request, v, MHD_OPTION_EXTERNAL_LOGGER, on_words, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, v, MHD_OPTION_NOTIFY_COMPLETED, on_completed, v,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, v, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)(o->connections + SPARE_CONNECTIONS), MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)o->idle_s,
		MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_ROOM,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

enum err server_open(struct scope *s, const struct server_options *o, struct server **out)
{
	struct server *v;
	int fd = -1, port = 0;

	TRY(listen_at(s, o->address ? o->address : "127.0.0.1", o->port, &fd, &port));
	v = calloc(1, sizeof *v);
	ASSERT(v);
	v->world = o->like->world;
	v->options = *o;
	v->options.body_max = o->body_max ? o->body_max : BODY_MAX;
	v->options.connections = o->connections > 0 ? o->connections : CONNECTIONS;
	v->options.idle_s = o->idle_s > 0 ? o->idle_s : IDLE_S;
	v->port = port;
	v->gate = gate_new(v->world);
	v->daemon = daemon_start(v, fd);
	if (!v->daemon) {
		gate_free(v->world, v->gate);
		free(v);
		close(fd);
		return fail(s, ERR_INTERNAL, "the HTTP library did not start at port %d", port);
	}
	*out = v;
	return OK;
}

int server_port(const struct server *v) { return v->port; }
int64_t server_opened(struct server *v) { return atomic_load(&v->opened); }

void server_close(struct server *v)
{
	int64_t until;
	int fd;

	if (!v)
		return;
	until = world_mono(v->world) + DRAIN_MS;
	fd = MHD_quiesce_daemon(v->daemon);
	gate_lock(v->world, v->gate);
	v->closing = true;
	gate_unlock(v->world, v->gate);
	if (v->options.stop)
		v->options.stop(v->options.self);
	gate_lock(v->world, v->gate);
	while (v->calls > 0 && gate_wait(v->world, v->gate, until))
		;
	gate_unlock(v->world, v->gate);
	MHD_stop_daemon(v->daemon);
	if (fd != MHD_INVALID_SOCKET)
		close(fd);
	gate_free(v->world, v->gate);
	free(v);
}
