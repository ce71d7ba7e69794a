/* bench/growth.c - what an order costs when 10,000, 100,000 or a million are held, and what memory a sync takes.
 *
 *   growth [MOST] [SYNCED]    orders held at most (1,000,000), orders of the largest whole sync (60,000)
 *
 * Orders are taken in as a pull takes them in (compared, digested, packed, one transaction a batch); they are those of one
 * answer of the market under ever new numbers and moments. CPU is that of the whole process. With LOCKSTEP_TEST_POSTGRES
 * one, two and four nodes share a database. */
#include "base/instant.h"
#include "bench/growth_stand.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include "web/view_order.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	NODES_MOST = 4,
	FILL_BATCH = 500, /* of what is only there to be there */
	MEASURED = 5000,
	PAGES = 200,
	SYNC_WAIT_MS = 20,
	POSTGRES_ORDERS = 6000
};

static double list_page(struct growth *g)
{
	double began = cpu_us();

	for (int i = 0; i < PAGES; i++) {
		struct order_query q = { .limit = 50, .people = true };
		struct scope s;

		scope_open(&s, &g->node->root);
		struct buffer b = buffer_in(s.arena);
		struct json_writer w = json_writer_to(&b);
		MUST(&s, view_orders(&s, &q, &w));
		scope_close(&s);
	}
	return (cpu_us() - began) / PAGES;
}

/* ---- growth ---- */

struct row {
	uint64_t held;
	double fresh, compared, changed, page, peak;
};

static void fill_to(struct growth *g, uint64_t held)
{
	if (g->next < held)
		(void)work(g, TAKE_NEW, g->next, (size_t)(held - g->next), FILL_BATCH);
	if (g->next < held)
		g->next = held;
}

static struct row measure(struct growth *g, uint64_t held)
{
	struct row r = { .held = held };

	peak_reset();
	fill_to(g, held);
	r.peak = status_mib("VmHWM");
	r.fresh = work(g, TAKE_NEW, g->next, MEASURED, BATCH);
	r.compared = work(g, COMPARE, g->next, MEASURED, BATCH);
	r.changed = work(g, TAKE_CHANGED, g->next, MEASURED, BATCH);
	r.page = list_page(g);
	g->next += MEASURED;
	return r;
}

static void print_row(const struct row *r, const struct row *first)
{
	printf("%12llu %9.1f %6.2f %10.2f %6.2f %11.1f %6.2f %11.0f %6.2f %10.1f\n", (unsigned long long)r->held,
	       r->fresh, r->fresh / first->fresh, r->compared, r->compared / first->compared, r->changed,
	       r->changed / first->changed, r->page, r->page / first->page, r->peak);
	fflush(stdout);
}

static void remove_file(struct bench *b, const char *name)
{
	static const char *const tails[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		unlink(text_format(b->root.arena, "%s/%s%s", b->folder, name, tails[i]).at);
}

static void growth(struct bench *b, uint64_t most)
{
	struct db_options db = { .path = text_format(b->root.arena, "%s/growth.db", b->folder).at };
	const char *key = text_format(b->root.arena, "%s/growth.key", b->folder).at;
	int64_t shops[SHOPS];
	struct row first;
	struct growth g;

	market_make(b, SHOPS * BATCH * 4);
	printf("SQLite, CPU microseconds an order (a page: of 50 orders), and how often the first line's\n"
	       "%12s %9s %6s %10s %6s %11s %6s %11s %6s %10s\n",
	       "orders held", "new", "ratio", "unchanged", "ratio", "changed", "ratio", "page", "ratio", "peak MiB");
	node_make(b, &g, &db, key);
	authorise(b, &g, shops);
	records_read(b, &g, shops[0], 0);
	(void)work(&g, TAKE_NEW, 0, BATCH * 10, BATCH); /* the dictionaries are trained by the first ones */
	packing_close(&g.packing);
	MUST(&g.s, packing_open(&g.s, TEXT("shopee"), &g.packing));
	g.next = BATCH * 10;
	for (uint64_t held = 10000; held <= most; held *= 10) {
		struct row r = measure(&g, held);

		if (held == 10000)
			first = r;
		print_row(&r, &first);
	}
	node_done(&g);
	remove_file(b, "growth.db");
	remove_file(b, "growth.key");
}

/* ---- memory of whole syncs ---- */

static int64_t held_orders(struct growth *g)
{
	struct sql_order_count_state_rows rows;
	int64_t sum = 0;
	struct scope s;

	scope_open(&s, &g->node->root);
	MUST(&s, sql_order_count_state(&s, &rows));
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].count;
	scope_close(&s);
	return sum;
}

/* The workers of a node pull a market of so many orders; the channel's pace does not hold them back. */
static void sync_whole(struct bench *b, int64_t orders)
{
	struct db_options db = { .path = text_format(b->root.arena, "%s/sync.db", b->folder).at };
	const char *key = text_format(b->root.arena, "%s/sync.key", b->folder).at;
	int64_t shops[SHOPS], now = world_now(b->root.world);
	double before, began, cpu;
	struct market *m;
	struct growth g;

	market_make(b, 0);
	m = sim_lock(b->sim);
	for (int i = 0; i < SHOPS; i++)
		MUST(&b->root, market_fill(m, &b->root, i, (int)(orders / SHOPS), now - 14 * DAY_MS, now));
	orders = (int64_t)market_order_count(m);
	sim_unlock(b->sim);
	node_make(b, &g, &db, key);
	authorise(b, &g, shops);
	peak_reset();
	before = status_mib("VmRSS");
	began = wall_s();
	cpu = cpu_us();
	MUST(&g.s, node_start(g.node));
	while (held_orders(&g) < orders)
		usleep(SYNC_WAIT_MS * 1000);
	printf("%12lld %9.1f MiB more at its peak, %.1f s, %.0f us CPU an order with the market's own\n",
	       (long long)orders, status_mib("VmHWM") - before, wall_s() - began, (cpu_us() - cpu) / (double)orders);
	fflush(stdout);
	node_stop(g.node);
	node_done(&g);
	remove_file(b, "sync.db");
	remove_file(b, "sync.key");
}

/* ---- several nodes on one PostgreSQL ---- */

static enum err statement(struct scope *s, void *arg) { return db_statement(s, arg); }

/* A schema of its own, chosen by the address. `verb` is create or drop. */
static void schema(struct bench *b, const char *url, const char *verb, const char *name, const char *tail)
{
	struct scope s;

	scope_open(&s, &b->root);
	MUST(&s, db_open(&s, &(struct db_options){ .url = url, .pool = 1 }, &s.db));
	MUST(&s, db_transact(&s, statement,
			     (void *)(uintptr_t)text_format(s.arena, "%s schema %s%s", verb, name, tail).at));
	db_close(&s, s.db);
	scope_close(&s);
}

struct hand {
	struct growth g;
	size_t count;
};

static void hand_run(void *arg)
{
	struct hand *h = arg;

	(void)work(&h->g, TAKE_NEW, h->g.next, h->count, BATCH);
}

/* Orders a second of so many nodes, each with a shop of its own. */
static double nodes_rate(struct bench *b, const char *url, size_t nodes, const int64_t shops[SHOPS], const char *key)
{
	struct db_options db = { .url = url };
	struct hand hands[NODES_MOST];
	struct thread *threads[NODES_MOST];
	double began;

	for (size_t i = 0; i < nodes; i++) {
		node_make(b, &hands[i].g, &db, key);
		records_read(b, &hands[i].g, shops[i], i);
		(void)work(&hands[i].g, TAKE_NEW, 1000000 * nodes + i * 100000, BATCH * 2, BATCH);
		hands[i].g.next = 1000000 * nodes + i * 100000 + BATCH * 2;
		hands[i].count = POSTGRES_ORDERS / nodes;
	}
	began = wall_s();
	for (size_t i = 0; i < nodes; i++)
		threads[i] = world_spawn(b->root.world, "node", hand_run, &hands[i]);
	for (size_t i = 0; i < nodes; i++)
		world_join(b->root.world, threads[i]);
	began = wall_s() - began;
	for (size_t i = 0; i < nodes; i++)
		node_done(&hands[i].g);
	return POSTGRES_ORDERS / began;
}

static void several_nodes(struct bench *b, const char *server)
{
	const char *key = text_format(b->root.arena, "%s/nodes.key", b->folder).at;
	const char *name = text_format(b->root.arena, "growth_%lld", (long long)world_now(b->root.world)).at;
	const char *url = text_format(b->root.arena, "%s%soptions=-csearch_path%%3D%s", server,
				      strchr(server, '?') ? "&" : "?", name)
				  .at;
	struct db_options db = { .url = url };
	int64_t shops[SHOPS];
	double one = 0;
	struct growth g;

	market_make(b, SHOPS * BATCH * 4);
	schema(b, server, "create", name, "");
	node_make(b, &g, &db, key);
	authorise(b, &g, shops);
	node_done(&g);
	printf("\nPostgreSQL, new orders a second by nodes that share it, each with a shop of its own (wall clock)\n"
	       "%12s %9s %6s\n",
	       "nodes", "orders/s", "ratio");
	for (size_t nodes = 1; nodes <= NODES_MOST; nodes *= 2) {
		double rate = nodes_rate(b, url, nodes, shops, key);

		one = nodes == 1 ? rate : one;
		printf("%12zu %9.0f %6.2f\n", nodes, rate, rate / one);
		fflush(stdout);
	}
	schema(b, server, "drop", name, " cascade");
	remove_file(b, "nodes.key");
}

int main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR"), *server = getenv("LOCKSTEP_TEST_POSTGRES");
	struct scope like = { .world = world_real_new(), .deadline = MONO_NEVER };
	struct bench b = { 0 };
	int64_t most = 1000000, synced = 60000;

	if (argc > 3 || (argc > 1 && (!text_to_int(text_of(argv[1]), &most) || most < 10000)) ||
	    (argc > 2 && (!text_to_int(text_of(argv[2]), &synced) || synced < 1000 || synced > 4000000))) {
		fprintf(stderr, "usage: growth [MOST, from 10000] [SYNCED, from 1000]\n");
		return 2;
	}
	scope_open(&b.root, &like);
	snprintf(b.folder, sizeof b.folder, "%s/lockstep-growth-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(b.folder)) {
		fprintf(stderr, "growth: no folder can be made at %s\n", b.folder);
		return 1;
	}
	printf("growth: %ld cores; goal: CPU an order at the most <= 1.10 x that at 10,000\n",
	       sysconf(_SC_NPROCESSORS_ONLN));
	growth(&b, (uint64_t)most);
	printf("\nA whole first sync by a node's workers on SQLite; the market in the same process stands before it\n");
	sync_whole(&b, synced / 10);
	sync_whole(&b, synced);
	if (server && *server)
		several_nodes(&b, server);
	sim_close(b.sim);
	scope_close(&b.root);
	world_real_free(like.world);
	rmdir(b.folder);
	return 0;
}
