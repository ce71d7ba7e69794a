/* bench/list.c - a page of 50 orders over HTTP, beside a static answer of the same bytes by the same server. */
#include "bench/stand.h"
#include "net/server.h"
#include "web/web.h"
#include "work/users.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ORDERS = 20000, CLIENTS_MAX = 16, SECONDS = 2, SAMPLES_MAX = 100000, ANSWER_MAX = 1024 * 1024 };

struct client {
	int port;
	const char *request;
	double until;
	double *waits;
	size_t count, bytes;
};

static int connect_to(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	bench_check(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0, "the server takes connections");
	return fd;
}

/* What stands behind "Content-Length:", or NULL. */
static const char *length_in(const char *head)
{
	static const char name[] = "\r\ncontent-length:";

	for (; *head; head++)
		if (strncasecmp(head, name, sizeof name - 1) == 0)
			return head + sizeof name - 1;
	return NULL;
}

/* One request on a connection that stays open; gives the size of the body. */
static size_t ask(int fd, const char *request, char *answer)
{
	size_t size = strlen(request), got = 0, body = 0, head = 0;

	bench_check(write(fd, request, size) == (ssize_t)size, "the request is sent");
	do {
		ssize_t n = read(fd, answer + got, ANSWER_MAX - 1 - got);

		bench_check(n > 0, "the server answers");
		got += (size_t)n;
		answer[got] = '\0';
		if (!head && strstr(answer, "\r\n\r\n")) {
			const char *length = length_in(answer);

			bench_check(strncmp(answer, "HTTP/1.1 200", 12) == 0,
				    bench_text("the answer is 200: %.200s", answer));
			bench_check(length != NULL, "the answer says its length");
			head = (size_t)(strstr(answer, "\r\n\r\n") - answer) + 4;
			body = (size_t)strtol(length, NULL, 10);
		}
	} while (!head || got < head + body);
	return body;
}

static void client_run(void *arg)
{
	struct client *c = arg;
	char *answer = malloc(ANSWER_MAX);
	int fd = connect_to(c->port);
	double began = bench_now();

	ASSERT(answer);
	while (began < c->until && c->count < SAMPLES_MAX) {
		double ended;

		c->bytes = ask(fd, c->request, answer);
		ended = bench_now();
		c->waits[c->count++] = ended - began;
		began = ended;
	}
	close(fd);
	free(answer);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct figures {
	double rate, p50, p99; /* ms */
	size_t bytes;
};

static struct figures measure(struct world *w, int port, const char *request, size_t clients)
{
	struct client all[CLIENTS_MAX];
	struct thread *threads[CLIENTS_MAX];
	double *waits = calloc(CLIENTS_MAX * (size_t)SAMPLES_MAX, sizeof *waits), until = bench_now() + SECONDS;
	struct figures f = { 0 };
	size_t count = 0;

	ASSERT(waits);
	for (size_t i = 0; i < clients; i++) {
		all[i] = (struct client){ .port = port, .request = request, .until = until };
		all[i].waits = waits + i * SAMPLES_MAX;
		threads[i] = world_spawn(w, "client", client_run, &all[i]);
	}
	for (size_t i = 0; i < clients; i++) {
		world_join(w, threads[i]);
		memmove(waits + count, all[i].waits, all[i].count * sizeof *waits);
		count += all[i].count;
	}
	bench_check(count > 0, "something was measured");
	qsort(waits, count, sizeof *waits, by_size);
	f = (struct figures){ (double)count / SECONDS, waits[count / 2] * 1000, waits[count * 99 / 100] * 1000,
			      all[0].bytes };
	free(waits);
	return f;
}

static void serve_static(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	const struct text *body = self;

	(void)s, (void)q;
	*a = (struct http_answer){ .status = 200, .body = *body };
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), TEXT("application/json"));
}

/* Signs in without a socket; gives the whole request with its cookie. */
static const char *request_for(struct stand *st, struct web *web, const char *path)
{
	struct http_request q = { .method = TEXT("POST"), .url = TEXT("/api/v1/session"), .peer_loopback = true };
	struct http_answer a = { 0 };
	struct text set, cookie;

	MUST_IN(&st->s, user_password_put(&st->s, TEXT("bench"), secret_of(TEXT("bench password")), true));
	q.body = TEXT("{\"user\":\"bench\",\"password\":\"bench password\"}");
	http_header_add(q.headers, &q.header_count, TEXT("Host"), TEXT("127.0.0.1"));
	http_header_add(q.headers, &q.header_count, TEXT("Content-Type"), TEXT("application/json"));
	web_handle(web, &st->s, &q, &a);
	set = http_header_find(a.headers, a.header_count, "set-cookie");
	bench_check(a.status < 300 && set.at && text_cut(&set, ';', &cookie), "signed in");
	return bench_text("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %.*s\r\n\r\n", path, TEXT_ARG(cookie));
}

static void rows(struct bench_table *t, struct world *w, int port, int static_port, const char *request, size_t clients)
{
	struct figures page = measure(w, port, request, clients), plain = measure(w, static_port, request, clients);

	bench_check(page.bytes == plain.bytes, "both answers are of one size");
	bench_row(t, (struct bench_row){ .figure = bench_text("50 orders, %zu connection(s)", clients),
					 .value = page.rate,
					 .unit = "1/s",
					 .limit = plain.rate,
					 .limit_is = "static, the same bytes",
					 .goal = ">= 20%",
					 .note = bench_text("%zu bytes", page.bytes) });
	bench_row(t, (struct bench_row){ .figure = "  p50",
					 .value = page.p50,
					 .unit = "ms",
					 .limit = plain.p50,
					 .limit_is = "the same" });
	bench_row(t, (struct bench_row){ .figure = "  p99",
					 .value = page.p99,
					 .unit = "ms",
					 .limit = plain.p99,
					 .limit_is = "the same",
					 .goal = clients == 1 ? "<= 250%" : "<= 100%" });
}

static void measure_all(struct bench_table *t, struct stand *st, struct web *web)
{
	const char *request = request_for(st, web, "/api/v1/orders?tab=pending&limit=50");
	struct server_options o = { .handle = web_handle, .self = web, .like = &st->node->root };
	struct server *server, *plain;
	char *answer = malloc(ANSWER_MAX);
	struct text body;
	int fd;

	ASSERT(answer);
	MUST_IN(&st->s, server_open(&st->s, &o, &server));
	fd = connect_to(server_port(server));
	body.size = ask(fd, request, answer);
	close(fd);
	body.at = strstr(answer, "\r\n\r\n") + 4;
	o.handle = serve_static;
	o.self = &body;
	MUST_IN(&st->s, server_open(&st->s, &o, &plain));
	rows(t, st->s.world, server_port(server), server_port(plain), request, 1);
	rows(t, st->s.world, server_port(server), server_port(plain), request, CLIENTS_MAX);
	server_close(server);
	server_close(plain);
	free(answer);
}

int main(int argc, char **argv)
{
	int64_t orders = bench_argument(argc, argv, ORDERS);
	struct bench_table *t = bench_table_new(bench_text("list: a page of %lld orders, SQLite", (long long)orders));
	struct stand st;
	struct peer peer;
	struct web *web;

	peer_start(&peer, 4, (int)orders);
	stand_open(bench_scope(), &st, DB_SQLITE, &peer);
	(void)stand_pull(&st);
	web = web_open(st.s.world, &(struct web_options){ .node = st.node });
	measure_all(t, &st, web);
	web_close(web);
	stand_close(&st);
	peer_stop(&peer);
	bench_table_print(t);
	return 0;
}
