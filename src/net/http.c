/* net/http.c - outbound HTTP: the one file that knows libcurl.
 *
 * One thread runs a single curl_multi. A caller prepares its transfer, queues it, and waits at the transfer's own
 * gate; the net thread alone touches it between being queued and being done. Spare transfers keep their handle. */
#include "net/http.h"
#include "base/instant.h"
#include "net/host.h"
#include "net/request.h"
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	PER_HOST = 16,
	TOTAL = 128,
	TIMEOUT_MS = 30 * SECOND_MS,
	CONNECT_MS = 10 * SECOND_MS,
	GRACE_MS =
		50, /* past its time-out a transfer is removed: libcurl lets those wait that have no connection yet */
	POLL_MS = 1000,
	ANSWER_MAX = 16 * 1024 * 1024,
	HEAD_MAX = 64 * 1024,
	BODY_FIRST = 16 * 1024,
	BODY_KEPT = 256 * 1024, /* a spare transfer gives larger bodies back */
};

struct transfer {
	struct transfer *next, *prev;
	struct net *net;
	struct gate *gate; /* guards `done` */
	bool done, private_ok, head_whole;
	atomic_bool cancel; /* its caller no longer waits in patience */
	CURL *easy;
	struct curl_slist *headers;
	char *body;
	size_t size, room, max, head_size;
	int attempts;
	enum err why; /* what one of our own callbacks refused */
	const char *refusal;
	CURLcode code;
};

struct net {
	struct world *world;
	struct gate *gate; /* guards all but `active` and `multi` */
	struct transfer *first, *last, *spare;
	int users;
	bool stopping, private_hosts;
	struct transfer *active; /* the net thread's own */
	CURLM *multi;
	struct thread *thread;
};

/* ---- what libcurl calls ---- */

/* Judges the very address that is about to be connected to, so that a name cannot resolve differently afterwards. */
static curl_socket_t on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *t = arg;
	struct address a;
	const char *what = "not an internet address";

	if (purpose == CURLSOCKTYPE_IPCXN && address_of_socket(&to->addr, &a))
		what = address_refusal(&a, t->private_ok);
	if (!what)
		return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
	t->refusal = what; /* the reason only if no other address of the name may be called */
	return CURL_SOCKET_BAD;
}

/* Just before a request goes out: a kept connection may have been opened with more rights than this transfer has, and
 * libcurl would send again by itself when a kept connection turns out dead, which for us is two attempts. */
static int on_request(void *arg, char *peer, char *local, int peer_port, int local_port)
{
	struct transfer *t = arg;
	struct address a;

	(void)local, (void)peer_port, (void)local_port;
	t->refusal = address_parse(text_of(peer), &a) ? address_refusal(&a, t->private_ok) : "not an internet address";
	if (t->refusal)
		t->why = ERR_HOST_FORBIDDEN;
	else if (t->attempts++ > 0)
		t->why = ERR_CHANNEL_DATA_ABNORMAL;
	return t->why == OK ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static size_t on_body(char *at, size_t one, size_t size, void *arg)
{
	struct transfer *t = arg;

	(void)one;
	if (size > t->max - t->size) {
		t->why = ERR_TOO_LARGE;
		return CURL_WRITEFUNC_ERROR;
	}
	if (size > t->room - t->size) {
		size_t room = t->room ? t->room : BODY_FIRST;
		while (room - t->size < size)
			room *= 2;
		t->body = realloc(t->body, room);
		ASSERT(t->body);
		t->room = room;
	}
	if (size > 0)
		memcpy(t->body + t->size, at, size);
	t->size += size;
	return size;
}

static size_t on_header(char *at, size_t one, size_t size, void *arg)
{
	struct transfer *t = arg;

	(void)one;
	t->head_size += size;
	if (size <= 2 || text_starts((struct text){ at, size }, "HTTP/"))
		t->head_whole = size <= 2; /* its last line is empty; libcurl does not insist on it */
	if (t->head_size <= HEAD_MAX)
		return size;
	t->why = ERR_TOO_LARGE;
	return CURL_WRITEFUNC_ERROR;
}

/* ---- the net thread ---- */

static void finish(struct transfer *t, CURLcode code)
{
	struct net *n = t->net;

	*(t->prev ? &t->prev->next : &n->active) = t->next;
	if (t->next)
		t->next->prev = t->prev;
	ASSERT(curl_multi_remove_handle(n->multi, t->easy) == CURLM_OK);
	gate_lock(n->world, t->gate);
	t->code = code;
	t->done = true;
	gate_wake(n->world, t->gate);
	gate_unlock(n->world, t->gate);
}

static void start(struct net *n, struct transfer *t)
{
	t->prev = NULL;
	t->next = n->active;
	if (n->active)
		n->active->prev = t;
	n->active = t;
	ASSERT(curl_multi_add_handle(n->multi, t->easy) == CURLM_OK);
}

/* Starts what was queued, ends what its caller gave up; false when the net is closing. */
static bool take_orders(struct net *n)
{
	struct transfer *queue, *next;
	bool stopping;

	gate_lock(n->world, n->gate);
	queue = n->first;
	n->first = n->last = NULL;
	stopping = n->stopping;
	gate_unlock(n->world, n->gate);
	for (; queue; queue = next) {
		next = queue->next;
		start(n, queue);
	}
	for (struct transfer *t = n->active; t; t = next) {
		next = t->next;
		if (!stopping && !atomic_load(&t->cancel))
			continue;
		t->why = stopping ? ERR_STOPPING : OK;
		finish(t, CURLE_ABORTED_BY_CALLBACK);
	}
	return !stopping;
}

static void read_finished(struct net *n)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(n->multi, &left))) {
		CURLcode code = m->data.result;
		char *t = NULL;

		ASSERT(m->msg == CURLMSG_DONE);
		ASSERT(curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t) == CURLE_OK && t);
		finish((struct transfer *)(void *)t, code);
	}
}

static void net_run(void *arg)
{
	struct net *n = arg;

	for (int running = 0; take_orders(n);) {
		ASSERT(curl_multi_perform(n->multi, &running) == CURLM_OK);
		read_finished(n); /* before polling, or a caller waits for the next event */
		ASSERT(curl_multi_poll(n->multi, NULL, 0, POLL_MS, NULL) == CURLM_OK);
	}
}

struct net *net_open(struct world *w, const struct net_options *o)
{
	struct net *n = calloc(1, sizeof *n);
	long total = o->total > 0 ? o->total : TOTAL;
	long per_host = o->per_host > 0 ? o->per_host : PER_HOST;

	ASSERT(n);
	ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	n->world = w;
	n->gate = gate_new(w);
	n->private_hosts = o->private_hosts;
	n->multi = curl_multi_init();
	ASSERT(n->multi);
	ASSERT(curl_multi_setopt(n->multi, CURLMOPT_MAX_HOST_CONNECTIONS, per_host) == CURLM_OK);
	ASSERT(curl_multi_setopt(n->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, total) == CURLM_OK);
	ASSERT(curl_multi_setopt(n->multi, CURLMOPT_MAXCONNECTS, total) == CURLM_OK);
	n->thread = world_spawn(w, "net", net_run, n);
	world_real_plug(w, net_send, n);
	return n;
}

void net_stop(struct net *n)
{
	gate_lock(n->world, n->gate);
	n->stopping = true;
	gate_unlock(n->world, n->gate);
	ASSERT(curl_multi_wakeup(n->multi) == CURLM_OK);
}

void net_close(struct net *n)
{
	world_real_plug(n->world, NULL, NULL);
	net_stop(n);
	world_join(n->world, n->thread);
	gate_lock(n->world, n->gate);
	while (n->users > 0)
		(void)gate_wait(n->world, n->gate, MONO_NEVER);
	gate_unlock(n->world, n->gate);
	for (struct transfer *t = n->spare, *next; t; t = next) {
		next = t->next;
		curl_easy_cleanup(t->easy);
		gate_free(n->world, t->gate);
		free(t->body);
		free(t);
	}
	ASSERT(curl_multi_cleanup(n->multi) == CURLM_OK);
	gate_free(n->world, n->gate);
	free(n);
	curl_global_cleanup();
}

/* ---- the caller ---- */

/* NULL when the net is closing. */
static struct transfer *transfer_take(struct net *n)
{
	struct transfer *t = NULL;
	bool stopping;

	gate_lock(n->world, n->gate);
	stopping = n->stopping;
	n->users += !stopping;
	if (!stopping && (t = n->spare))
		n->spare = t->next;
	gate_unlock(n->world, n->gate);
	if (t || stopping)
		return t;
	t = calloc(1, sizeof *t);
	ASSERT(t);
	t->net = n;
	t->gate = gate_new(n->world);
	t->easy = curl_easy_init();
	ASSERT(t->easy);
	return t;
}

/* Spare ones are kept: no more than there were callers at once. */
static void transfer_give_back(struct transfer *t)
{
	struct net *n = t->net;
	struct transfer bare = { .net = n, .gate = t->gate, .easy = t->easy, .body = t->body, .room = t->room };

	curl_slist_free_all(t->headers);
	curl_easy_reset(t->easy);
	*t = bare;
	if (t->room > BODY_KEPT) {
		free(t->body);
		t->body = NULL;
		t->room = 0;
	}
	gate_lock(n->world, n->gate);
	t->next = n->spare;
	n->spare = t;
	n->users--;
	gate_wake(n->world, n->gate);
	gate_unlock(n->world, n->gate);
}

static void header_append(struct transfer *t, const char *line)
{
	struct curl_slist *more = curl_slist_append(t->headers, line);

	ASSERT(more);
	t->headers = more;
}

static void headers_prepare(struct transfer *t, struct scope *s, const struct http_request *q)
{
	header_append(t, "Expect:"); /* no extra round trip before a body */
	if (!http_header_find(q->headers, q->header_count, "content-type").at)
		header_append(t, "Content-Type:");
	if (!http_header_find(q->headers, q->header_count, "user-agent").at)
		header_append(t, "User-Agent: Lockstep/" LOCKSTEP_VERSION);
	for (size_t i = 0; i < q->header_count; i++) {
		const struct http_header *h = &q->headers[i];
		struct text line = text_format(s->arena, "%.*s: %.*s", TEXT_ARG(h->name), TEXT_ARG(h->value));
		if (h->value.size == 0) /* how libcurl is told of a header without a value */
			line = text_format(s->arena, "%.*s;", TEXT_ARG(h->name));
		header_append(t, line.at);
	}
}

#define SET(option, value) (bad |= curl_easy_setopt(t->easy, CURLOPT_##option, (value)) != CURLE_OK)

/* How every transfer goes, whatever it asks. */
static void transfer_rules(struct transfer *t, long timeout_ms)
{
	bool bad = false;

	SET(PRIVATE, (void *)t);
	SET(NOSIGNAL, 1L);
	SET(PROTOCOLS_STR, t->private_ok ? "https,http" : "https");
	SET(DISALLOW_USERNAME_IN_URL, 1L);
	SET(FOLLOWLOCATION, 0L);
	SET(PROXY, ""); /* a proxy would resolve the name elsewhere, unseen by our check */
	SET(SSL_VERIFYPEER, 1L);
	SET(SSL_VERIFYHOST, 2L);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(ACCEPT_ENCODING, "gzip");
	SET(CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	SET(TIMEOUT_MS, timeout_ms);
	SET(MAXFILESIZE_LARGE, (curl_off_t)t->max);
	SET(OPENSOCKETFUNCTION, on_socket);
	SET(OPENSOCKETDATA, (void *)t);
	SET(PREREQFUNCTION, on_request);
	SET(PREREQDATA, (void *)t);
	SET(WRITEFUNCTION, on_body);
	SET(WRITEDATA, (void *)t);
	SET(HEADERFUNCTION, on_header);
	SET(HEADERDATA, (void *)t);
	SET(HTTPHEADER, t->headers);
	ASSERT(!bad);
}

static enum err transfer_prepare(struct transfer *t, struct scope *s, const struct http_request *q, int64_t timeout_ms)
{
	bool bad = false;

	t->private_ok = t->net->private_hosts && q->private_host;
	t->max = q->answer_max ? q->answer_max : ANSWER_MAX;
	TRY(request_check(s, q, t->private_ok));
	headers_prepare(t, s, q);
	transfer_rules(t, (long)timeout_ms);
	SET(URL, text_z(s->arena, q->url));
	if (text_is(q->method, "HEAD"))
		SET(NOBODY, 1L);
	if (q->body.size || text_is(q->method, "POST") || text_is(q->method, "PUT")) {
		SET(POSTFIELDSIZE_LARGE, (curl_off_t)q->body.size);
		SET(POSTFIELDS, q->body.at ? q->body.at : ""); /* not copied: the caller waits */
	}
	SET(CUSTOMREQUEST, text_z(s->arena, q->method));
	return bad ? fail(s, ERR_BAD_REQUEST, "the address cannot be used") : OK;
}

static void transfer_queue(struct transfer *t)
{
	struct net *n = t->net;
	bool first;

	gate_lock(n->world, n->gate);
	if (n->stopping) { /* the net thread may be gone */
		t->why = ERR_STOPPING;
		t->done = true;
		gate_unlock(n->world, n->gate);
		return;
	}
	first = !n->first;
	*(n->last ? &n->last->next : &n->first) = t;
	n->last = t;
	t->next = NULL;
	gate_unlock(n->world, n->gate);
	if (first)
		ASSERT(curl_multi_wakeup(n->multi) == CURLM_OK);
}

/* libcurl keeps the transfer's time; should that fail the net thread is told to end it. */
static void transfer_wait(struct transfer *t, int64_t until)
{
	struct net *n = t->net;
	bool in_time = true;

	gate_lock(n->world, t->gate);
	while (!t->done) {
		in_time = gate_wait(n->world, t->gate, in_time ? until + GRACE_MS : MONO_NEVER);
		if (in_time || t->done)
			continue;
		atomic_store(&t->cancel, true);
		ASSERT(curl_multi_wakeup(n->multi) == CURLM_OK);
	}
	gate_unlock(n->world, t->gate);
}

/* What libcurl says, what it means to us, and in words. Anything else: the answer cannot be read. */
static const struct {
	CURLcode code;
	enum err meaning;
	const char *words;
} failures[] = {
	{ CURLE_ABORTED_BY_CALLBACK, ERR_CHANNEL_TIMEOUT, "did not answer in time" },
	{ CURLE_COULDNT_RESOLVE_HOST, ERR_CHANNEL_DOWN, "is a name that cannot be resolved" },
	{ CURLE_COULDNT_CONNECT, ERR_CHANNEL_DOWN, "takes no connection" },
	{ CURLE_SSL_CONNECT_ERROR, ERR_CHANNEL_DOWN, "does not speak TLS as we do" },
	{ CURLE_PEER_FAILED_VERIFICATION, ERR_CHANNEL_DOWN, "shows a certificate that cannot be trusted" },
	{ CURLE_FILESIZE_EXCEEDED, ERR_TOO_LARGE, "answered with more bytes than we take" },
	{ CURLE_PARTIAL_FILE, ERR_CHANNEL_DATA_ABNORMAL, "sent an answer that was cut short" },
};

/* The words name the host and never the path or query: those carry tokens and signatures. */
static enum err transfer_failed(struct transfer *t, struct scope *s, struct text host, int64_t timeout_ms)
{
	curl_off_t ready = 0;

	if (t->why == ERR_HOST_FORBIDDEN || (t->code == CURLE_COULDNT_CONNECT && t->refusal))
		return fail(s, ERR_HOST_FORBIDDEN, "%.*s leads to %s; only public addresses may be called",
			    TEXT_ARG(host), t->refusal);
	if (t->why == ERR_STOPPING)
		return fail(s, t->why, "the call to %.*s was ended", TEXT_ARG(host));
	if (t->why == ERR_TOO_LARGE)
		return fail(s, t->why, "%.*s answered with more than %zu bytes", TEXT_ARG(host), t->max);
	if (t->why == ERR_CHANNEL_DATA_ABNORMAL)
		return fail(s, t->why, "%.*s closed the connection without an answer", TEXT_ARG(host));
	if (t->code == CURLE_OPERATION_TIMEDOUT) {
		ASSERT(curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &ready) == CURLE_OK);
		return fail(s, ERR_CHANNEL_TIMEOUT, "%.*s %s within %lld ms", TEXT_ARG(host),
			    ready > 0 ? "did not answer" : "could not be connected to", (long long)timeout_ms);
	}
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == t->code)
			return fail(s, failures[i].meaning, "%.*s %s", TEXT_ARG(host), failures[i].words);
	return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "the answer of %.*s cannot be read (%s)", TEXT_ARG(host),
		    curl_easy_strerror(t->code));
}

static void answer_take(struct transfer *t, struct scope *s, struct http_answer *a)
{
	struct curl_header *h = NULL;
	long status = 0;

	ASSERT(curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
	a->status = (int)status;
	a->header_count = 0;
	while ((h = curl_easy_nextheader(t->easy, CURLH_HEADER, -1, h)))
		http_header_add(a->headers, &a->header_count, text_copy(s->arena, text_of(h->name)),
				text_copy(s->arena, text_of(h->value)));
	a->body = text_copy(s->arena, (struct text){ t->size ? t->body : "", t->size });
}

enum err net_send(void *net, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct net *n = net;
	int64_t now = world_mono(n->world);
	int64_t timeout_ms = q->timeout_ms > 0 ? q->timeout_ms : TIMEOUT_MS;
	struct transfer *t;
	enum err e;

	if (s->deadline != MONO_NEVER && s->deadline - now < timeout_ms)
		timeout_ms = s->deadline - now;
	if (timeout_ms <= 0)
		return fail(s, ERR_CHANNEL_TIMEOUT, "there was no time left to call %.*s", TEXT_ARG(http_host(q->url)));
	t = transfer_take(n);
	if (!t)
		return fail(s, ERR_STOPPING, "no further calls are made");
	e = transfer_prepare(t, s, q, timeout_ms);
	if (e == OK) {
		transfer_queue(t);
		transfer_wait(t, now + timeout_ms);
		if (t->code == CURLE_OK && !t->head_whole)
			t->code = CURLE_PARTIAL_FILE;
		if (t->why != OK || t->code != CURLE_OK)
			e = transfer_failed(t, s, http_host(q->url), timeout_ms);
		else
			answer_take(t, s, a);
	}
	transfer_give_back(t);
	return e;
}
