/* sim/http_peer.h - for tests: asks a server on this machine over a plain socket. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* One request on one connection; the test ends when no whole answer comes. */
void http_peer_ask(struct scope *s, int port, const struct http_request *q, struct http_answer *a);
