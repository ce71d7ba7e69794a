/* sim/shopee_peer.h - for tests: a client of the dialect with a clock of its own, in this process. */
#pragma once
#include "base/json.h"
#include "sim/sim.h"

struct peer {
	struct world world; /* first: a clock that stands still, gates that nobody waits at */
	int64_t now;
	struct scope s;
	struct sim *sim;
	int64_t shop;
	struct text access, refresh;
	struct http_answer answer;
	struct json body;
};

/* A market of two shops and so many orders; nothing is authorised yet. */
struct peer *peer_open(int orders);
void peer_close(struct peer *p);
/* Signed as a shop's call (GET with `query`, as "a=1&b=2"), or as a public one; the answer is in p. */
void peer_shop_get(struct peer *p, const char *path, const char *query);
void peer_public(struct peer *p, const char *method, const char *path, const char *query, const char *body);
/* Whatever the URL says; nothing is added. */
void peer_raw(struct peer *p, const char *method, struct text url, struct text body);
struct text peer_sign(struct peer *p, const char *path, int64_t stamp, struct text token, struct text shop);
struct text peer_error(struct peer *p); /* the answer's word */
/* Authorises shop `place` and takes its tokens. */
void peer_authorise(struct peer *p, size_t place);
