/* bench/filters.c - each filter of the list over HTTP with many orders held, beside the same orders read by bare SQLite and
 * a static answer of the same bytes. Orders are written in bulk through the tables of the intake, without revisions. */
#include "base/id.h"
#include "base/instant.h"
#include "bench/ask.h"
#include "core/find.h"
#include "net/server.h"
#include "work/listing.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 100000, BATCH = 2000, SHOPS = 20, ROUNDS = 300 };
#define SECONDS 0.8
#define PLACED_FIRST INT64_C(1700000000000)
#define APART_MS INT64_C(31000)

static const char *const countries[] = { "SG", "MY", "TH", "VN", "PH", "ID", "TW", "BR" };
static const char *const methods[] = { "SPX Express", "J&T Express", "Standard", "GoGo Xpress", "Ninja Van" };
static const char *const given[] = { "Maria", "Wei Ling", "Siti", "Hồng Nhung", "Kumar", "José", "Anna", "Farah" };
static const char *const parts[] = { "ka", "lo", "mi", "ten", "ra", "su", "vo", "ni", "pe", "dor", "ze", "wan" };
#define COUNT(list) (sizeof(list) / sizeof *(list))

struct load {
	int64_t shops[SHOPS];
	size_t from, count, all;
};

/* The same order for the same number; names of one or two in a hundred thousand, and a few that thousands bear. */
static uint64_t drawn(size_t n)
{
	uint64_t x = (uint64_t)n * UINT64_C(0x9E3779B97F4A7C15);

	return x ^ x >> 29;
}

static enum order_state state_of(const struct load *l, size_t n)
{
	uint64_t d = drawn(n) % 1000;

	if (d == 0)
		return ORDER_FROZEN;
	if (d < 30)
		return ORDER_VOID;
	if (n + l->all / 50 > l->all)
		return d < 300 ? ORDER_PROCESSED : ORDER_PENDING;
	return ORDER_MARKED_SHIPPED;
}

static struct text family(struct scope *s, uint64_t d)
{
	struct buffer b = buffer_in(s->arena);

	for (int i = 0; i < 4; i++, d /= COUNT(parts))
		buffer_add_z(&b, parts[d % COUNT(parts)]);
	b.at[0] = (char)(b.at[0] - 'a' + 'A');
	return buffer_text(&b);
}

struct rows {
	struct sql_order_insert *orders;
	struct sql_order_people_put *people;
	struct sql_order_line_insert *lines;
	struct listing listing;
};

static void one(struct scope *s, const struct load *l, struct rows *r, size_t i)
{
	size_t n = l->from + i;
	uint64_t d = drawn(n) >> 8;
	int64_t id = id_next(s->ids), placed = PLACED_FIRST + (int64_t)n * APART_MS;
	enum order_state state = state_of(l, n);
	const char *country = countries[d % COUNT(countries)], *method = methods[d / 8 % COUNT(methods)];
	struct text ref = text_format(s->arena, "26%08zXZ%02u", n * 7, (unsigned)(d % 97));
	struct text name = text_format(s->arena, "%s %.*s", given[d / 64 % COUNT(given)], TEXT_ARG(family(s, d / 512)));
	struct text phone = text_format(s->arena, "63%010llu", (unsigned long long)(d % 10000000000ULL));
	struct text folded = find_people(s->arena, name, phone);

	r->orders[i] = (struct sql_order_insert){ .id = id,
						  .shop_id = l->shops[d % SHOPS],
						  .ref = ref,
						  .display_no = ref,
						  .state = text_of(order_state_name(state)),
						  .word = TEXT("paid"),
						  .channel_status = TEXT("READY_TO_SHIP"),
						  .payment_status = TEXT("paid"),
						  .delivery_method = text_of(method),
						  .total_minor = { true, 1230 },
						  .currency = TEXT("SGD"),
						  .country = text_of(country),
						  .placed = placed,
						  .due = placed + 3 * DAY_MS,
						  .lines_summary = TEXT("LS-001-A*1; LS-014*2"),
						  .lines_count = 2,
						  .digest = TEXT("0123456789abcdef"),
						  .latest_ver = 1,
						  .latest_asked_at = placed,
						  .seen_at = placed };
	r->people[i] = (struct sql_order_people_put){ .order_id = id,
						      .name = name,
						      .phone = phone,
						      .address = TEXT("Rizal Street 12, Barangay Mahayahay, Cebu"),
						      .country = text_of(country),
						      .postcode = TEXT("60000"),
						      .remark = TEXT(""),
						      .folded = folded,
						      .expire_at = s->now + DAY_MS };
	r->lines[i] = (struct sql_order_line_insert){ .order_id = id,
						      .line = TEXT("1"),
						      .platform_sku = TEXT("LS-001-A"),
						      .title = TEXT("Thing"),
						      .ordered = 1,
						      .price_minor = 1230 };
	r->listing.shop_id = r->orders[i].shop_id;
	listing_numbers(s, &r->listing, id, placed, ref, ref);
	listing_people(s, &r->listing, id, placed, folded);
	listing_facet(&r->listing, "country", text_of(country));
	listing_facet(&r->listing, "delivery_method", text_of(method));
}

static enum err load_batch(struct scope *s, void *arg)
{
	const struct load *l = arg;
	struct rows r = { .orders = ARENA_ARRAY(s->arena, struct sql_order_insert, l->count),
			  .people = ARENA_ARRAY(s->arena, struct sql_order_people_put, l->count),
			  .lines = ARENA_ARRAY(s->arena, struct sql_order_line_insert, l->count),
			  .listing = listing_for(s->arena, 0, l->count) };
	struct sql_order_count_add *counts = ARENA_ARRAY(s->arena, struct sql_order_count_add, l->count);

	for (size_t i = 0; i < l->count; i++) {
		one(s, l, &r, i);
		counts[i] = (struct sql_order_count_add){ r.orders[i].shop_id, r.orders[i].state, 1 };
	}
	TRY(sql_order_insert(s, r.orders, l->count, NULL));
	TRY(listing_write(s, &r.listing));
	TRY(sql_order_count_add(s, counts, l->count, NULL));
	TRY(sql_order_people_put(s, r.people, l->count, NULL));
	return sql_order_line_insert(s, r.lines, l->count, NULL);
}

static enum err add_shops(struct scope *s, void *arg)
{
	struct load *l = arg;

	for (int i = 0; i < SHOPS; i++) {
		struct sql_shop_put_row row;
		struct text title = text_format(s->arena, "Shop %d", i);

		TRY(sql_shop_put(s,
				 (struct sql_shop_put){ .id = id_next(s->ids),
							.account_id = 1,
							.channel = TEXT("shopee"),
							.channel_ref = title,
							.title = title },
				 &row));
		l->shops[i] = row.id;
	}
	return OK;
}

static void load_all(struct stand *st, struct load *l)
{
	MUST_IN(&st->s, db_transact(&st->s, add_shops, l));
	for (l->from = 0; l->from < l->all; l->from += l->count) {
		struct scope s;

		l->count = l->all - l->from < BATCH ? l->all - l->from : BATCH;
		scope_open(&s, &st->s);
		MUST_IN(&s, db_transact(&s, load_batch, l));
		scope_close(&s);
	}
}

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

static const char *filled_in(const struct load *l, const char *query)
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
			buffer_add(&b, instant_format(a, PLACED_FIRST + (int64_t)(l->all - 1000) * APART_MS));
		else
			for (size_t n = 0; n < 50; n++)
				buffer_format(&b, "%s26%08zXZ%02u", n ? "," : "", l->all / 50 * n * 7,
					      (unsigned)((drawn(l->all / 50 * n) >> 8) % 97));
		c = strchr(c, '>');
	}
	return b.at; /* for as long as the program */
}

static void measure_query(struct bench_table *t, struct stand *st, struct text cookie, const struct load *l, int port,
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
	struct load l = { .all = (size_t)bench_argument(argc, argv, ORDERS) };
	struct bench_table *t =
		bench_table_new(bench_text("filters: a page of %zu orders, SQLite, one connection", l.all));
	struct server *server;
	struct stand st;
	struct text cookie;
	struct web *web;
	double began, raw;

	stand_open(bench_scope(), &st, DB_SQLITE, NULL);
	began = bench_now();
	load_all(&st, &l);
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
