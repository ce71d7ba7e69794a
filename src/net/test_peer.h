/* net/test_peer.h - for tests: a peer that says exactly what it is told, whether it is HTTP or not. */
#pragma once
#include "base/scope.h"

/* What is said once a request's head has come; then the connection is closed, kept, or left silent until the other end leaves. */
enum peer_then { PEER_CLOSE, PEER_KEEP, PEER_SILENT };
struct peer_turn {
	const char *bytes;
	enum peer_then then;
	size_t size; /* 0: up to the NUL */
};

struct peer;
struct peer *peer_open(struct world *w, const struct peer_turn *turns,
		       size_t count); /* after the last turn: that one again */
int peer_port(const struct peer *p);
int peer_requests(struct peer *p);
void peer_close(struct peer *p);

/* Sends these bytes to a port of this machine and gives what comes back until the other end closes or is silent for long. */
struct text peer_talk(struct scope *s, int port, struct text bytes);
/* A connection that is kept: begun with these bytes; what comes until `z` stands in it, the other end closes or is
 * silent for long, or for so many seconds. */
int peer_join(int port, struct text bytes);
struct text peer_hear(struct scope *s, int fd, const char *z);
struct text peer_wait(struct scope *s, int fd, const char *z, int patience_s);
void peer_leave(int fd);
int peer_free_port(void);                     /* one nobody listens at */
bool peer_said(struct text t, const char *z); /* z stands somewhere in t */
void peer_pause(struct world *w, int64_t ms);
