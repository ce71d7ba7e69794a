/* bench/list.c - a page of 50 orders over HTTP, beside a static answer of the same bytes by the same server. */
#include "bench/ask.h"
#include "net/server.h"

enum { ORDERS = 20000, SECONDS = 2 };

static void rows(struct bench_table *t, struct world *w, int port, int static_port, const char *request, size_t clients)
{
	struct figures page = ask_measure(w, port, request, clients, SECONDS),
		       plain = ask_measure(w, static_port, request, clients, SECONDS);

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
	const char *request = ask_request(ask_sign_in(st, web), "/api/v1/orders?tab=pending&limit=50");
	struct server_options o = { .handle = web_handle, .self = web, .like = &st->node->root };
	struct server *server, *plain;
	struct text body;

	MUST_IN(&st->s, server_open(&st->s, &o, &server));
	body = ask_once(st->s.arena, server_port(server), request);
	o.handle = ask_serve_static;
	o.self = &body;
	MUST_IN(&st->s, server_open(&st->s, &o, &plain));
	rows(t, st->s.world, server_port(server), server_port(plain), request, 1);
	rows(t, st->s.world, server_port(server), server_port(plain), request, ASK_CLIENTS_MAX);
	server_close(server);
	server_close(plain);
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
