/* bench/ask.h - clients over loopback: how many answers a second, and how long each took. */
#pragma once
#include "base/http.h"
#include "bench/stand.h"
#include "web/web.h"

enum { ASK_CLIENTS_MAX = 16 };

struct figures {
	double rate, p50, p99; /* ms */
	size_t bytes;
};
/* So many connections that stay open, for so long. */
struct figures ask_measure(struct world *w, int port, const char *request, size_t clients, double seconds);
/* One answer's body. */
struct text ask_once(struct arena *a, int port, const char *request);
/* Signs in without a socket; gives the cookie, and then whole requests with it. */
struct text ask_sign_in(struct stand *st, struct web *web);
const char *ask_request(struct text cookie, const char *path);
/* Serves `self`, a text, as JSON. */
void ask_serve_static(void *self, struct scope *s, const struct http_request *q, struct http_answer *a);
