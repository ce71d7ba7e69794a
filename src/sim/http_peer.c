/* sim/http_peer.c - a socket, a request, all that comes back until the server closes. */
#include "sim/http_peer.h"
#include "tests/check.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	CHECK_EQ(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void put(int fd, struct text t)
{
	while (t.size) {
		ssize_t sent = send(fd, t.at, t.size, MSG_NOSIGNAL);

		CHECK(sent > 0);
		t.at += sent;
		t.size -= (size_t)sent;
	}
}

static struct text read_all(struct scope *s, int fd)
{
	struct buffer b = buffer_in(s->arena);
	char chunk[4096];
	ssize_t got;

	while ((got = recv(fd, chunk, sizeof chunk, 0)) > 0)
		buffer_add(&b, (struct text){ chunk, (size_t)got });
	CHECK_EQ(got, 0);
	return buffer_text(&b);
}

void http_peer_ask(struct scope *s, int port, const struct http_request *q, struct http_answer *a)
{
	int fd = dial(port);
	struct text rest, line, status;
	int64_t code;

	put(fd,
	    text_format(s->arena,
			"%.*s %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n",
			TEXT_ARG(q->method), TEXT_ARG(q->url), port, q->body.size));
	put(fd, q->body);
	rest = read_all(s, fd);
	close(fd);
	*a = (struct http_answer){ 0 };
	CHECK(text_cut(&rest, '\n', &line) && text_starts(line, "HTTP/1.1 "));
	status = (struct text){ line.at + 9, 3 };
	CHECK(text_to_int(status, &code));
	a->status = (int)code;
	while (text_cut(&rest, '\n', &line) && text_trim(line).size) {
		struct text value = line, name;

		CHECK(text_cut(&value, ':', &name));
		http_header_add(a->headers, &a->header_count, name, text_trim(value));
	}
	a->body = rest;
	struct text length = http_header_find(a->headers, a->header_count, "content-length");
	CHECK(text_to_int(length, &code));
	CHECK_EQ(rest.size, code);
}
