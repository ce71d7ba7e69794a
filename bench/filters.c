/* bench/filters.c - each filter of the list over HTTP with many orders held, beside the same orders read by bare SQLite and
 * a static answer of the same bytes. Orders are written in bulk through the tables of the intake, without revisions. */
#include "base/instant.h"
#include "bench/ask.h"
#include "bench/many.h"
#include "net/server.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 100000, ROUNDS = 300 };
#define COUNT(list) (sizeof(list) / sizeof *(list))
#define SECONDS 0.8

/* The rows of 50 orders by their ids, by a bare connection: ms a page. */
static double raw_page(struct stand *st)
{
	static const char sql[] =
		"select * from orders o left join order_people p on p.tenant_id = o.tenant_id and "
		"p.order_id = o.id where o.tenant_id = 1 and o.id in (select id from orders where tenant_id = 1 "
		"order by id desc limit 50)";
	sqlite3_stmt *stmt;
	sqlite3 *db;
	double began;

	bench_check(sqlite3_open_v2(st->file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, "the file opens");
	bench_check(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK, "the page can be read");
	began = bench_now();
	for (int i = 0; i < ROUNDS; i++) {
		while (sqlite3_step(stmt) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(stmt); c++)
				(void)sqlite3_column_blob(stmt, c);
		sqlite3_reset(stmt);
	}
	began = (bench_now() - began) / ROUNDS * 1000;
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return began;
}

/* What stands behind /api/v1/orders; <shop> is a shop's id, and moments lie in the last days of what is held. */
static const char *const queries[] = {
	"?tab=pending",
	"?tab=frozen",
	"?tab=all",
	"?shop=<shop>",
	"?shop=<shop>&tab=pending",
	"?channel=shopee",
	"?country=PH",
	"?country=ZZ",
	"?delivery_method=GoGo%20Xpress",
	"?number=26000001",
	"?number=26",
	"?numbers=<numbers>",
	"?name=maria",
	"?name=lotenrasu",
	"?name=ka",
	"?phone=1234",
	"?phone=123",
	"?sort=pulled",
	"?sort=ship_by",
	"?sort=ship_by&tab=pending",
	"?placed_from=<last>",
	"?ship_by_from=<last>",
	"?pulled_from=2020-01-01T00:00:00Z",
	"?outbound=none",
	"?tab=pending&country=PH&name=maria",
	"?shop=<shop>&country=PH&delivery_method=Standard",
	"/counts",
	"/counts?country=PH",
	"/facets",
};

static const char *filled_in(const struct many *l, const char *query)
{
	struct arena *a = arena_new();
	struct buffer b = buffer_in(a);

	for (const char *c = query; *c; c++) {
		if (*c != '<') {
			buffer_byte(&b, *c);
			continue;
		}
		if (strncmp(c, "<shop>", 6) == 0)
			buffer_format(&b, "%lld", (long long)l->shops[3]);
		else if (strncmp(c, "<last>", 6) == 0)
			buffer_add(&b, instant_format(a, many_placed(l->all - 1000)));
		else
			for (size_t n = 0; n < 50; n++)
				buffer_format(&b, "%s%.*s", n ? "," : "", TEXT_ARG(many_ref(a, l->all / 50 * n)));
		c = strchr(c, '>');
	}
	return b.at; /* for as long as the program */
}

static void measure_query(struct bench_table *t, struct stand *st, struct text cookie, const struct many *l, int port,
			  const char *query)
{
	const char *request = ask_request(cookie, text_format(st->s.arena, "/api/v1/orders%s", filled_in(l, query)).at);
	struct text body = ask_once(st->s.arena, port, request);
	struct server_options o = { .handle = ask_serve_static, .self = &body, .like = &st->node->root };
	struct figures f, still;
	struct server *plain;

	MUST_IN(&st->s, server_open(&st->s, &o, &plain));
	f = ask_measure(st->s.world, port, request, 1, SECONDS);
	still = ask_measure(st->s.world, server_port(plain), request, 1, SECONDS / 4);
	server_close(plain);
	bench_row(t, (struct bench_row){
			     .figure = query,
			     .value = f.p99,
			     .unit = "ms p99",
			     .limit = still.p99,
			     .limit_is = "static, the same bytes",
			     .goal = "<= 5 ms",
			     .note = bench_text("p50 %.2f ms, static %.2f; %zu bytes", f.p50, still.p50, f.bytes) });
}

int main(int argc, char **argv)
{
	struct many l = { .all = (size_t)bench_argument(argc, argv, ORDERS) };
	struct bench_table *t =
		bench_table_new(bench_text("filters: a page of %zu orders, SQLite, one connection", l.all));
	struct server *server;
	struct stand st;
	struct text cookie;
	struct web *web;
	double began, raw;

	stand_open(bench_scope(), &st, DB_SQLITE, NULL);
	began = bench_now();
	many_load(&st.s, &l);
	began = bench_now() - began;
	bench_row(t,
		  (struct bench_row){ .figure = "loaded in bulk", .value = (double)l.all / began, .unit = "orders/s" });
	raw = raw_page(&st);
	bench_row(t, (struct bench_row){ .figure = "50 orders by bare SQLite", .value = raw, .unit = "ms" });
	web = web_open(st.s.world, &(struct web_options){ .node = st.node });
	cookie = ask_sign_in(&st, web);
	MUST_IN(&st.s,
		server_open(&st.s,
			    &(struct server_options){ .handle = web_handle, .self = web, .like = &st.node->root },
			    &server));
	for (size_t i = 0; i < COUNT(queries); i++)
		measure_query(t, &st, cookie, &l, server_port(server), queries[i]);
	server_close(server);
	web_close(web);
	stand_close(&st);
	bench_table_print(t);
	return 0;
}
