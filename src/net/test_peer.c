/* net/test_peer.c - for tests: a peer that says exactly what it is told. */
#include "net/test_peer.h"
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct peer {
	struct world *world;
	struct thread *thread;
	const struct peer_turn *turns;
	size_t count;
	int fd, port;
	atomic_int requests;
	atomic_bool ending;
};

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
				     .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static int listen_loopback(int *port)
{
	struct sockaddr_in at = loopback(0);
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ASSERT(fd >= 0);
	ASSERT(bind(fd, (struct sockaddr *)&at, sizeof at) == 0);
	ASSERT(listen(fd, 64) == 0);
	ASSERT(getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

/* One request's head; false when the other end has left. */
static bool read_head(int fd)
{
	char head[8192];
	size_t size = 0;

	while (size < sizeof head - 1) {
		ssize_t got = recv(fd, head + size, sizeof head - 1 - size, 0);
		if (got <= 0)
			return false;
		size += (size_t)got;
		head[size] = '\0';
		if (strstr(head, "\r\n\r\n"))
			return true;
	}
	return false;
}

static void converse(struct peer *p, int fd)
{
	char rest[512];

	while (read_head(fd)) {
		size_t n = (size_t)atomic_fetch_add(&p->requests, 1);
		const struct peer_turn *turn = &p->turns[n < p->count ? n : p->count - 1];
		size_t size = turn->size ? turn->size : strlen(turn->bytes);
		if (size > 0 && send(fd, turn->bytes, size, MSG_NOSIGNAL) != (ssize_t)size)
			return;
		if (turn->then == PEER_CLOSE)
			return;
		while (turn->then == PEER_SILENT && recv(fd, rest, sizeof rest, 0) > 0)
			;
	}
}

static void peer_run(void *arg)
{
	struct peer *p = arg;

	while (!atomic_load(&p->ending)) {
		int fd = accept(p->fd, NULL, NULL);
		if (fd < 0)
			return;
		converse(p, fd);
		close(fd);
	}
}

struct peer *peer_open(struct world *w, const struct peer_turn *turns, size_t count)
{
	struct peer *p = calloc(1, sizeof *p);

	ASSERT(p);
	p->world = w;
	p->turns = turns;
	p->count = count;
	p->fd = listen_loopback(&p->port);
	p->thread = world_spawn(w, "peer", peer_run, p);
	return p;
}

int peer_port(const struct peer *p) { return p->port; }
int peer_requests(struct peer *p) { return atomic_load(&p->requests); }

void peer_close(struct peer *p)
{
	atomic_store(&p->ending, true);
	(void)shutdown(p->fd, SHUT_RDWR);
	world_join(p->world, p->thread);
	close(p->fd);
	free(p);
}

enum { PATIENCE_S = 20 }; /* of a machine that is busy with other things */

int peer_join(int port, struct text bytes)
{
	struct sockaddr_in at = loopback(port);
	ssize_t got;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ASSERT(fd >= 0);
	ASSERT(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
	for (size_t sent = 0; sent < bytes.size; sent += (size_t)got) {
		got = send(fd, bytes.at + sent, bytes.size - sent, MSG_NOSIGNAL);
		if (got <= 0)
			break;
	}
	return fd;
}

struct text peer_wait(struct scope *s, int fd, const char *z, int patience_s)
{
	struct timeval patience = { .tv_sec = patience_s };
	int64_t until = world_mono(s->world) + patience_s * INT64_C(1000); /* a stream beats without an end */
	struct buffer b = buffer_in(s->arena);
	char part[4096];
	ssize_t got;

	ASSERT(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
	while (!(z && peer_said(buffer_text(&b), z)) && world_mono(s->world) < until &&
	       (got = recv(fd, part, sizeof part, 0)) > 0)
		buffer_add(&b, (struct text){ part, (size_t)got });
	return buffer_text(&b);
}

struct text peer_hear(struct scope *s, int fd, const char *z) { return peer_wait(s, fd, z, PATIENCE_S); }
void peer_leave(int fd) { close(fd); }

struct text peer_talk(struct scope *s, int port, struct text bytes)
{
	int fd = peer_join(port, bytes);
	struct text said = peer_wait(s, fd, NULL, PATIENCE_S);

	peer_leave(fd);
	return said;
}

int peer_free_port(void)
{
	int port, fd = listen_loopback(&port);

	close(fd);
	return port;
}

bool peer_said(struct text t, const char *z)
{
	size_t size = strlen(z);

	for (size_t i = 0; i + size <= t.size; i++)
		if (memcmp(t.at + i, z, size) == 0)
			return true;
	return false;
}

void peer_pause(struct world *w, int64_t ms)
{
	struct gate *g = gate_new(w);
	int64_t until = world_mono(w) + ms;

	gate_lock(w, g);
	while (gate_wait(w, g, until))
		;
	gate_unlock(w, g);
	gate_free(w, g);
}
