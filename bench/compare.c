/* bench/compare.c - orders that are held already, seen again: compared only, and with every hundredth changed; and what
 * reading their JSON costs, by our reader and by jansson. Everything lies in memory before the clock runs. */
#include "base/json.h"
#include "bench/other_json.h"
#include "bench/stand.h"
#include "store/sql.h"
#include "work/prepare.h"
#include "work/revision.h"
#include <sqlite3.h>
#include <sys/stat.h>

enum { ORDERS = 10000, BATCH = 100, ROUNDS = 10, THREADS = 2, CHANGED_NTH = 100 };

struct batch {
	struct text document;
	struct sighting *seen;
	size_t count;
	struct text *refs;
};
struct compare {
	struct stand st;
	struct shop shop;
	struct batch *batches;
	size_t batch_count, orders;
	double cpu; /* of all threads in the last measurement */
	struct packing packing;
	size_t packed, plain; /* bytes of the first batch */
};
struct part { /* of a thread */
	struct compare *c;
	size_t first;
	double cpu;
	void (*run)(struct compare *c, struct scope *s, struct batch *b);
};

/* The records as the channel gave them, from the newest revisions, as one answer a batch. */
static void batch_read(struct compare *c, struct scope *s, const int64_t *ids, size_t count, struct batch *b)
{
	struct buffer doc = buffer_in(s->arena);

	buffer_add_z(&doc, "{\"error\":\"\",\"message\":\"\",\"response\":{\"order_list\":[");
	for (size_t i = 0; i < count; i++) {
		struct text raw;

		MUST_IN(s, revision_raw(s, ids[i], 1, &raw));
		if (i)
			buffer_byte(&doc, ',');
		buffer_add(&doc, raw);
	}
	buffer_add_z(&doc, "]}}");
	b->document = buffer_text(&doc);
	MUST_IN(s, c->shop.channel->read_file(s, b->document, &b->seen, &b->count));
	bench_check(b->count == count, "every record is read");
	b->refs = ARENA_ARRAY(s->arena, struct text, count);
	for (size_t i = 0; i < count; i++) {
		b->seen[i].asked_at = world_now(s->world);
		b->refs[i] = b->seen[i].ref;
	}
}

static void batches_read(struct compare *c)
{
	struct scope *s = &c->st.s;
	int64_t *ids = ARENA_ARRAY(s->arena, int64_t, c->orders);
	sqlite3 *db;
	sqlite3_stmt *stmt;
	size_t n = 0;

	bench_check(sqlite3_open_v2(c->st.file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, "the file opens");
	bench_check(sqlite3_prepare_v2(db, "select id from orders order by tenant_id, id", -1, &stmt, NULL) ==
			    SQLITE_OK,
		    "the orders are found");
	while (n < c->orders && sqlite3_step(stmt) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	c->orders = n;
	c->batch_count = (n + BATCH - 1) / BATCH;
	c->batches = ARENA_ARRAY(s->arena, struct batch, c->batch_count);
	for (size_t i = 0; i < c->batch_count; i++)
		batch_read(c, s, ids + i * BATCH, n - i * BATCH < BATCH ? n - i * BATCH : BATCH, &c->batches[i]);
}

static struct intake intake_of(struct compare *c, struct batch *b)
{
	return (struct intake){
		.node = c->st.node,
		.shop = &c->shop,
		.seen = b->seen,
		.count = b->count,
		.feed = TEXT("orders"),
		.source = TEXT("pull"),
		.run_id = 1,
	};
}

static void run_compare(struct compare *c, struct scope *s, struct batch *b)
{
	struct intake in = intake_of(c, b);
	struct prepared *all;

	MUST_IN(s, prepare_compare(s, &in, &all));
	for (size_t i = 0; i < b->count; i++)
		bench_check(all[i].fate == FATE_UNCHANGED, "nothing has changed");
}

static void run_lookup(struct compare *c, struct scope *s, struct batch *b)
{
	struct sql_orders_held_rows rows;

	MUST_IN(s,
		sql_orders_held(
			s, (struct sql_orders_held){ .shop_id = c->shop.id, .refs = b->refs, .refs_count = b->count },
			&rows));
	bench_check(rows.count == b->count, "every order is found");
}

static void run_read(struct compare *c, struct scope *s, struct batch *b)
{
	struct sighting *seen;
	size_t count;

	MUST_IN(s, c->shop.channel->read_file(s, b->document, &seen, &count));
}

static void run_json(struct compare *c, struct scope *s, struct batch *b)
{
	struct json doc;

	(void)c;
	MUST_IN(s, json_parse(s, b->document, &doc));
}

static void run_jansson(struct compare *c, struct scope *s, struct batch *b)
{
	(void)c, (void)s;
	bench_check(other_json_read(b->document), "jansson takes it");
}

/* By one thread only, as a packer belongs to one. */
static void run_pack(struct compare *c, struct scope *s, struct batch *b)
{
	c->packed = c->plain = 0;
	for (size_t i = 0; i < b->count; i++) {
		struct text parts[] = { facts_format(s->arena, &b->seen[i].facts, false),
					facts_format(s->arena, &b->seen[i].facts, true), b->seen[i].raw };

		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
			const struct pack_dictionary *d = k < 2 ? c->packing.facts : c->packing.raws;

			c->packed += pack(c->packing.packer, s->arena, d, parts[k]).size;
			c->plain += parts[k].size;
		}
	}
}

static void pack_row(struct compare *c, struct bench_table *t)
{
	struct scope s;
	double began;

	scope_open(&s, &c->st.s);
	MUST_IN(&s, packing_open(&s, TEXT("shopee"), &c->packing));
	began = bench_cpu_thread();
	for (size_t i = 0; i < c->batch_count; i++) {
		struct scope one;

		scope_open(&one, &s);
		run_pack(c, &one, &c->batches[i]);
		scope_close(&one);
	}
	bench_row(t, (struct bench_row){ .figure = "facts, people and raw packed",
					 .value = (bench_cpu_thread() - began) / (double)c->orders * 1e6,
					 .unit = "us CPU",
					 .note = bench_text("%zu of %zu bytes an order",
							    c->packed / c->batches[c->batch_count - 1].count,
							    c->plain / c->batches[c->batch_count - 1].count) });
	packing_close(&c->packing);
	scope_close(&s);
}

static void part_run(void *arg)
{
	struct part *p = arg;
	struct compare *c = p->c;
	double began = bench_cpu_thread();
	struct scope s;

	scope_open(&s, &c->st.s);
	s.now = world_now(s.world);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = p->first; i < c->batch_count; i += THREADS) {
			p->run(c, &s, &c->batches[i]);
			arena_reset(s.arena);
		}
	scope_close(&s);
	p->cpu = bench_cpu_thread() - began;
}

/* Orders a second by all threads; c->cpu becomes their CPU seconds an order. */
static double measure(struct compare *c, void (*run)(struct compare *c, struct scope *s, struct batch *b))
{
	struct part parts[THREADS];
	struct thread *threads[THREADS];
	struct world *w = c->st.s.world;
	double began = bench_now(), seconds, all = (double)c->orders * ROUNDS;

	c->cpu = 0;
	for (size_t i = 0; i < THREADS; i++) {
		parts[i] = (struct part){ .c = c, .first = i, .run = run };
		threads[i] = world_spawn(w, "compare", part_run, &parts[i]);
	}
	for (size_t i = 0; i < THREADS; i++) {
		world_join(w, threads[i]);
		c->cpu += parts[i].cpu / all;
	}
	seconds = bench_now() - began;
	return all / seconds;
}

/* Every hundredth record says something else; its revision and its order are written, a batch a commit. */
static double measure_changed(struct compare *c)
{
	struct scope s;
	struct packing packing;
	double began, cpu = bench_cpu(), seconds;

	scope_open(&s, &c->st.s);
	MUST_IN(&s, packing_open(&s, TEXT("shopee"), &packing));
	for (size_t i = 0; i < c->batch_count; i++) {
		struct sighting *one = &c->batches[i].seen[0];

		for (size_t k = 0; k < one->facts.count; k++)
			if (one->facts.at[k].field == FIELD_PLACED_AT)
				one->facts.at[k].value = TEXT("1893456000000");
		one->channel_ver += 60000;
	}
	began = bench_now();
	for (size_t i = 0; i < c->batch_count; i++) {
		struct intake in = intake_of(c, &c->batches[i]);
		struct scope one;

		in.packing = &packing;
		scope_open(&one, &s);
		MUST_IN(&one, intake_run(&one, &in));
		bench_check(in.counts.changed == 1, "one of a batch has changed");
		scope_close(&one);
	}
	seconds = bench_now() - began;
	c->cpu = (bench_cpu() - cpu) / (double)c->orders;
	packing_close(&packing);
	scope_close(&s);
	return (double)c->orders / seconds;
}

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

static int64_t bytes_written(struct compare *c)
{
	return size_of(c->st.file) + size_of(bench_text("%s-wal", c->st.file));
}

static void compare_rows(struct compare *c, struct bench_table *t)
{
	int64_t before = bytes_written(c);
	double lookup = measure(c, run_lookup), lookup_cpu = c->cpu, rate;

	bench_peak_reset();
	rate = measure(c, run_compare);
	bench_row(t, (struct bench_row){
			     .figure = "unchanged, compared only (2 threads)",
			     .value = rate,
			     .unit = "orders/s",
			     .limit = lookup,
			     .limit_is = "finding what is held, alone",
			     .goal = ">= 250000",
			     .note = bench_text("%lld bytes written", (long long)(bytes_written(c) - before)) });
	bench_row(t, (struct bench_row){ .figure = "  CPU",
					 .value = c->cpu * 1e6,
					 .unit = "us/order",
					 .limit = lookup_cpu * 1e6,
					 .limit_is = "the same",
					 .goal = "<= 4.5" });
	rate = measure_changed(c);
	bench_row(t, (struct bench_row){ .figure = "1 % changed, taken in (1 thread, 1 commit a batch)",
					 .value = rate,
					 .unit = "orders/s",
					 .goal = ">= 150000",
					 .note = bench_text("%.1f us CPU an order", c->cpu * 1e6) });
	bench_row(t, (struct bench_row){ .figure = "  peak memory meanwhile",
					 .value = bench_peak_mib(),
					 .unit = "MiB",
					 .note = "with all records in memory" });
}

static void json_rows(struct compare *c, struct bench_table *t)
{
	double other, own;

	(void)measure(c, run_jansson);
	other = c->cpu * 1e6;
	(void)measure(c, run_json);
	own = c->cpu * 1e6;
	bench_row(t, (struct bench_row){
			     .figure = "JSON of an order, own reader",
			     .value = own,
			     .unit = "us CPU",
			     .limit = other,
			     .limit_is = "jansson",
			     .note = bench_text("%zu bytes", c->batches[0].document.size / c->batches[0].count) });
	(void)measure(c, run_read);
	bench_row(t, (struct bench_row){
			     .figure = "  with facts, checked and sorted", .value = c->cpu * 1e6, .unit = "us CPU" });
}

int main(int argc, char **argv)
{
	int64_t orders = bench_argument(argc, argv, ORDERS);
	struct bench_table *t =
		bench_table_new(bench_text("compare: %lld held orders seen again, SQLite", (long long)orders));
	struct compare c = { .orders = (size_t)orders };
	struct peer peer;

	peer_start(&peer, 1, (int)orders);
	stand_open(bench_scope(), &c.st, DB_SQLITE, &peer);
	(void)stand_pull(&c.st);
	MUST_IN(&c.st.s, shop_get(&c.st.s, c.st.shops[0], &c.shop));
	MUST_IN(&c.st.s, shop_lease(c.st.node, &c.st.s, &c.shop));
	batches_read(&c);
	json_rows(&c, t);
	pack_row(&c, t);
	compare_rows(&c, t);
	stand_close(&c.st);
	peer_stop(&peer);
	bench_table_print(t);
	return 0;
}
