/* bench/threads.c - many threads: single commits of 64 at once, beside a connection each that waits when busy; and how
 * often the simulated world can pass its baton. */
#include "bench/stand.h"
#include "sim/world.h"
#include "store/db_driver.h"
#include "store/sql.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	THREADS = 64,
	SECONDS = 3,
	SAMPLES_MAX = 200000,
	WAIT_MS = 10000,
	BATON_THREADS = 48,
	BATON_YIELDS = 20000,
	SYNCS = 500
};

struct writer {
	struct scope *like;
	const char *path;
	double until;
	double *waits; /* seconds each commit took */
	size_t count;
	int number;
};

static enum err put(struct scope *s, void *arg)
{
	const struct writer *w = arg;

	return sql_setting_upsert(s,
				  (struct sql_setting_upsert){ .name = text_format(s->arena, "bench %d", w->number),
							       .value = text_format(s->arena, "%zu", w->count) },
				  NULL);
}

static void ours(void *arg)
{
	struct writer *w = arg;
	double began = bench_now();

	while (began < w->until && w->count < SAMPLES_MAX) {
		struct scope s;
		double ended;

		scope_open(&s, w->like);
		MUST_IN(&s, db_transact(&s, put, w));
		scope_close(&s);
		ended = bench_now();
		w->waits[w->count++] = ended - began;
		began = ended;
	}
}

static void theirs(void *arg)
{
	struct writer *w = arg;
	double began = bench_now();
	sqlite3 *db;
	sqlite3_stmt *stmt;

	bench_check(sqlite3_open(w->path, &db) == SQLITE_OK, "the file opens");
	sqlite3_busy_timeout(db, WAIT_MS);
	bench_check(sqlite3_exec(db, "pragma synchronous = full; pragma wal_autocheckpoint = 16000", NULL, NULL,
				 NULL) == SQLITE_OK,
		    "it is set");
	bench_check(sqlite3_prepare_v2(
			    db,
			    "insert into settings (tenant_id, shop_id, name, value, ver) values (1, ?, 'x', ?, 1) "
			    "on conflict (tenant_id, shop_id, name) do update set value = excluded.value",
			    -1, &stmt, NULL) == SQLITE_OK,
		    "it is prepared");
	while (began < w->until && w->count < SAMPLES_MAX) {
		double ended;

		bench_check(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL) == SQLITE_OK, "begin");
		sqlite3_bind_int(stmt, 1, w->number);
		sqlite3_bind_blob(stmt, 2, &w->count, sizeof w->count,
				  SQLITE_STATIC); /* the same again would not be written */
		bench_check(sqlite3_step(stmt) == SQLITE_DONE, "written");
		sqlite3_reset(stmt);
		bench_check(sqlite3_exec(db, "commit", NULL, NULL, NULL) == SQLITE_OK, "commit");
		ended = bench_now();
		w->waits[w->count++] = ended - began;
		began = ended;
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct figures {
	double rate, p99, longest; /* commits a second, ms */
};

static struct figures commits(struct stand *st, const char *path, void (*run)(void *))
{
	struct figures f = { 0 };
	struct writer *w = calloc(THREADS, sizeof *w);
	struct thread *threads[THREADS];
	double *all, until = bench_now() + SECONDS;
	size_t count = 0;

	ASSERT(w);
	for (int i = 0; i < THREADS; i++) {
		w[i] = (struct writer){ .like = &st->s, .path = path, .until = until, .number = i };
		w[i].waits = calloc(SAMPLES_MAX, sizeof *w[i].waits);
		ASSERT(w[i].waits);
		threads[i] = world_spawn(st->s.world, "writer", run, &w[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		world_join(st->s.world, threads[i]);
		count += w[i].count;
	}
	all = calloc(count + 1, sizeof *all);
	ASSERT(all);
	count = 0;
	for (int i = 0; i < THREADS; i++) {
		for (size_t k = 0; k < w[i].count; k++)
			all[count++] = w[i].waits[k];
		free(w[i].waits);
	}
	qsort(all, count, sizeof *all, by_size);
	f.p99 = all[count * 99 / 100] * 1000;
	f.longest = all[count - 1] * 1000;
	free(all);
	free(w);
	f.rate = (double)count / SECONDS;
	return f;
}

/* What one commit must wait for on this disk: with a quick one there is little to share. */
static void sync_row(struct bench_table *t)
{
	const char *folder = bench_folder();
	FILE *f = fopen(bench_text("%s/sync", folder), "w");
	double began = bench_now();

	bench_check(f != NULL, "a file can be made");
	for (int i = 0; i < SYNCS; i++) {
		bench_check(fputc('x', f) == 'x' && fflush(f) == 0, "a byte is written");
		bench_check(fdatasync(fileno(f)) == 0, "it is forced to disk");
	}
	bench_row(t, (struct bench_row){ .figure = "  one fdatasync of this disk",
					 .value = (bench_now() - began) / SYNCS * 1e6,
					 .unit = "us" });
	fclose(f);
	bench_folder_remove(folder);
}

static void commit_rows(struct bench_table *t)
{
	struct stand st;
	struct figures own, other;

	stand_open(bench_scope(), &st, DB_SQLITE, NULL);
	own = commits(&st, NULL, ours);
	other = commits(&st, stand_fresh(&st), theirs);
	stand_close(&st);
	bench_row(t, (struct bench_row){ .figure = "single commits of 64 threads, one group a commit",
					 .value = own.rate,
					 .unit = "1/s",
					 .limit = other.rate,
					 .limit_is = "a connection each with a busy time-out" });
	bench_row(t, (struct bench_row){ .figure = "  p99 of one",
					 .value = own.p99,
					 .unit = "ms",
					 .limit = other.p99,
					 .limit_is = "the same" });
	bench_row(t, (struct bench_row){ .figure = "  the longest wait of all",
					 .value = own.longest,
					 .unit = "ms",
					 .limit = other.longest,
					 .limit_is = "the same" });
	sync_row(t);
}

static void yielder(void *arg)
{
	for (int i = 0; i < BATON_YIELDS; i++)
		world_yield(arg, "bench");
}

static void all_yield(void *arg)
{
	struct thread *threads[BATON_THREADS];

	for (int i = 0; i < BATON_THREADS; i++)
		threads[i] = world_spawn(arg, "yielder", yielder, arg);
	for (int i = 0; i < BATON_THREADS; i++)
		world_join(arg, threads[i]);
}

static void baton_row(struct bench_table *t)
{
	struct world *w = sim_world_new(&(struct sim_world_options){ .seed = 1 });
	double began = bench_now();

	sim_world_run(w, all_yield, w);
	bench_row(t, (struct bench_row){ .figure = "baton of the simulated world, 48 threads",
					 .value = (double)sim_world_steps(w) / (bench_now() - began),
					 .unit = "steps/s",
					 .note = "a prototype: 170000 changes of thread a second" });
	sim_world_free(w);
}

int main(void)
{
	struct bench_table *t = bench_table_new("threads: commits and the baton");

	commit_rows(t);
	baton_row(t);
	bench_table_print(t);
	return 0;
}
