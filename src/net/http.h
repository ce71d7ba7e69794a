/* net/http.h - outbound HTTP: one thread runs a single curl_multi for all callers, who block.
 *
 * A call is one attempt: no retry, no redirect. Sizes and times are bounded, connections per host capped. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

struct net;

struct net_options {
	int per_host;       /* connections to one host; 0: 16 */
	int total;          /* 0: 128 */
	bool private_hosts; /* demo and tests: loopback may be called; otherwise https to public addresses only */
};
struct net *net_open(struct world *w,
		     const struct net_options *o); /* also plugs itself into a real world as its `send` */
void net_stop(struct net *n); /* calls under way and to come end with ERR_STOPPING */
void net_close(struct net *n);
enum err net_send(void *net, struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
