/* bench/ask.c - clients over loopback: how many answers a second, and how long each took. */
#include "bench/ask.h"
#include "bench/stand.h"
#include "work/users.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SAMPLES_MAX = 100000, ANSWER_MAX = 4 * 1024 * 1024 };

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

struct figures ask_measure(struct world *w, int port, const char *request, size_t clients, double seconds)
{
	struct client all[ASK_CLIENTS_MAX];
	struct thread *threads[ASK_CLIENTS_MAX];
	double *waits = calloc(ASK_CLIENTS_MAX * (size_t)SAMPLES_MAX, sizeof *waits), until = bench_now() + seconds;
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
	f = (struct figures){ (double)count / seconds, waits[count / 2] * 1000, waits[count * 99 / 100] * 1000,
			      all[0].bytes };
	free(waits);
	return f;
}

void ask_serve_static(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	const struct text *body = self;

	(void)s, (void)q;
	*a = (struct http_answer){ .status = 200, .body = *body };
	http_header_add(a->headers, &a->header_count, TEXT("Content-Type"), TEXT("application/json"));
}

struct text ask_sign_in(struct stand *st, struct web *web)
{
	struct http_request q = { .method = TEXT("POST"), .url = TEXT("/api/v1/session"), .peer_loopback = true };
	struct http_answer a = { 0 };
	struct text set, cookie = { 0 };

	MUST_IN(&st->s, user_password_put(&st->s, TEXT("bench"), secret_of(TEXT("bench password")), true));
	q.body = TEXT("{\"user\":\"bench\",\"password\":\"bench password\"}");
	http_header_add(q.headers, &q.header_count, TEXT("Host"), TEXT("127.0.0.1"));
	http_header_add(q.headers, &q.header_count, TEXT("Content-Type"), TEXT("application/json"));
	web_handle(web, &st->s, &q, &a);
	set = http_header_find(a.headers, a.header_count, "set-cookie");
	bench_check(a.status < 300 && set.at && text_cut(&set, ';', &cookie), "signed in");
	return cookie;
}

const char *ask_request(struct text cookie, const char *path)
{
	struct arena *a = arena_new(); /* for as long as the program */

	return text_format(a, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %.*s\r\n\r\n", path, TEXT_ARG(cookie)).at;
}

struct text ask_once(struct arena *a, int port, const char *request)
{
	char *answer = malloc(ANSWER_MAX);
	struct text body;
	int fd = connect_to(port);

	ASSERT(answer);
	body.size = ask(fd, request, answer);
	body.at = strstr(answer, "\r\n\r\n") + 4;
	body = text_copy(a, body);
	close(fd);
	free(answer);
	return body;
}
