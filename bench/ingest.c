/* bench/ingest.c - a market over loopback until its orders are committed, beside raw inserts of the same rows; then the
 * same orders once more, unchanged, and with every hundredth changed. On SQLite and on PostgreSQL. */
#include "bench/raw.h"
#include <malloc.h>
#include <sys/stat.h>

enum { SHOPS = 8, ORDERS = 30000, CHANGED_NTH = 100 };

struct ingest {
	struct bench_table *table;
	struct peer *peer;
	struct scope *root;
	const char *where; /* "SQLite" */
	double orders;
};

static double mib(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (double)st.st_size / (1024 * 1024) : 0;
}

/* One pull of everything; a row with its rate, CPU and memory. Gives orders a second. */
static double pull(struct ingest *in, struct stand *st, const char *what)
{
	double before, cpu = bench_cpu(), theirs = peer_cpu(in->peer), seconds, rate;

	(void)malloc_trim(0); /* what an earlier figure has given back is not this one's */
	before = bench_rss_mib();
	bench_peak_reset();
	seconds = stand_pull(st);
	cpu = bench_cpu() - cpu;
	theirs = peer_cpu(in->peer) - theirs;
	rate = in->orders / seconds;
	bench_row(in->table,
		  (struct bench_row){ .figure = bench_text("%s, %s", what, in->where),
				      .value = rate,
				      .unit = "orders/s",
				      .note = bench_text("CPU an order: %.0f us ours, %.0f us the market's",
							 cpu / in->orders * 1e6, theirs / in->orders * 1e6) });
	bench_row(in->table, (struct bench_row){ .figure = bench_text("  peak memory meanwhile, %s", in->where),
						 .value = bench_peak_mib(),
						 .unit = "MiB",
						 .note = bench_text("%.1f MiB before", before) });
	return rate;
}

static void size_row(struct ingest *in, struct stand *st)
{
	if (st->url)
		return;
	bench_row(in->table, (struct bench_row){ .figure = bench_text("  data file, %s", in->where),
						 .value = (mib(st->file) + mib(bench_text("%s-wal", st->file))) * 1024 /
							  in->orders,
						 .unit = "KiB/order",
						 .note = "with its log" });
}

static void measure(struct ingest *in, enum db_kind kind)
{
	struct stand st;
	double raw, rate;

	in->where = kind == DB_SQLITE ? "SQLite" : "PostgreSQL";
	stand_open(in->root, &st, kind, in->peer);
	rate = pull(in, &st, "new orders over HTTP");
	bench_check(stand_orders(&st) == (int64_t)in->orders, "every order is held");
	raw = (kind == DB_SQLITE ? raw_sqlite : raw_postgres)(&st, raw_tables, RAW_TABLES, RAW_ORDERS);
	bench_row(in->table,
		  (struct bench_row){ .figure = bench_text("  new orders of raw inserts, %s", in->where),
				      .value = rate,
				      .unit = "orders/s",
				      .limit = in->orders / raw,
				      .limit_is = bench_text("the same rows, %d orders a commit", RAW_ORDERS),
				      .goal = ">= 85%" });
	size_row(in, &st);
	stand_rewind(&st);
	(void)pull(in, &st, "all again, unchanged, over HTTP");
	peer_change(in->peer, CHANGED_NTH);
	stand_rewind(&st);
	(void)pull(in, &st, "all again, 1 % changed, over HTTP");
	bench_check(stand_orders(&st) == (int64_t)in->orders, "nothing came twice");
	stand_close(&st);
}

int main(int argc, char **argv)
{
	int64_t orders = bench_argument(argc, argv, ORDERS);
	struct peer peer;
	struct ingest in = { .peer = &peer, .orders = (double)orders };

	peer_start(&peer, SHOPS, (int)orders);
	in.root = bench_scope();
	in.table =
		bench_table_new(bench_text("ingest: %lld orders of %d shops, over loopback", (long long)orders, SHOPS));
	measure(&in, DB_SQLITE);
	if (stand_postgres())
		measure(&in, DB_POSTGRES);
	peer_stop(&peer);
	bench_table_print(in.table);
	return 0;
}
