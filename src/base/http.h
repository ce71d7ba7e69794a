/* base/http.h - one HTTP request and its answer as values; used by both ends. */
#pragma once
#include "base/text.h"

struct http_header {
	struct text name, value; /* names compare without case */
};

enum { HTTP_HEADERS_MAX = 64 };

struct http_request {
	struct text method; /* "GET" */
	struct text url;    /* outbound: absolute, with query; inbound: path and query as they came */
	struct http_header headers[HTTP_HEADERS_MAX];
	size_t header_count;
	struct text body;
	int64_t timeout_ms; /* outbound: for the whole attempt; 0: the default (30 s) */
	size_t answer_max;  /* outbound: bytes of the answer's body; 0: the default (16 MiB) */
	bool private_host;  /* outbound: loopback and private addresses, and plain http, are allowed (demo and tests) */
	bool peer_loopback; /* inbound: the peer is this machine */
};

/* How a server leaves an answer: a simulated market breaks off. */
enum http_end {
	HTTP_WHOLE,
	HTTP_SILENT, /* the connection is closed without a word */
	HTTP_BROKEN, /* … in the middle of the body */
	HTTP_SHORT   /* … after a body that is shorter than the length told */
};

struct scope;

/* A body that comes in parts for as long as it lasts; only a server's answer has one, instead of `body`. */
struct http_stream {
	void *self;
	/* Waits until that monotonic moment at most for the next part and writes it, at most `room` bytes: how many; 0: none
	 * came; less: it is over. What it makes in the scope's arena goes after each call. NULL: there is no stream. */
	int64_t (*next)(void *self, struct scope *s, int64_t until, char *out, size_t room);
	void (*end)(void *self); /* called once when it is over, whoever ended it */
};

struct http_answer {
	int status;
	struct http_header headers[HTTP_HEADERS_MAX];
	size_t header_count;
	struct text body;
	enum http_end end; /* outbound answers are always whole */
	struct http_stream stream;
};

void http_header_add(struct http_header *headers, size_t *count, struct text name,
		     struct text value); /* past the maximum: dropped */
/* Another value for one that is there. */
void http_header_set(struct http_header *headers, size_t count, const char *name, struct text value);
struct text http_header_find(const struct http_header *headers, size_t count, const char *name); /* {0}: none */
struct text http_path(struct text url); /* the path of an absolute or relative URL, without query: "/api/v2/x" */
struct text http_host(struct text url); /* "host:port" of an absolute URL; {0} for a relative one */
/* The decoded value of a query parameter; false when it is absent, malformed, or given twice. */
bool http_query(struct arena *a, struct text url, const char *name, struct text *value);
