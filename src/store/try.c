/* store/try.c - scratch databases and a world that fails by plan, for tests of the store. */
#include "store/try.h"
#include "store/db_driver.h"
#include "store/migrate.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

static struct {
	struct db_options options;
	struct world_ops ops;
	const struct world_ops *real;
	char site[64];
	atomic_int faults;
	int times;
} now;

static bool planned_fault(struct world *w, const char *site)
{
	(void)w;
	if (strcmp(site, now.site) != 0)
		return false;
	return atomic_fetch_sub(&now.faults, 1) > 0;
}

static int64_t hurried_mono(struct world *w) { return now.real->mono(w) * now.times; }

static bool hurried_wait(struct world *w, struct gate *g, int64_t until)
{
	return now.real->gate_wait(w, g, until == MONO_NEVER ? until : until / now.times);
}

void try_fault(const char *site, int times)
{
	snprintf(now.site, sizeof now.site, "%s", site ? site : "");
	atomic_store(&now.faults, times);
}

void try_hurry(int times) { now.times = times; }

static void world_take(struct world *w)
{
	now.real = w->ops;
	now.ops = *w->ops;
	now.ops.fault = planned_fault;
	now.ops.mono = hurried_mono;
	now.ops.gate_wait = hurried_wait;
	w->ops = &now.ops;
	try_fault(NULL, 0);
	try_hurry(1);
}

void try_plug(struct scope *s, world_send_fn *send, void *net)
{
	s->world->ops = now.real;
	world_real_plug(s->world, send, net);
	s->world->ops = &now.ops;
}

struct db_options try_options(void) { return now.options; }

static enum err statement(struct scope *s, void *arg) { return db_statement(s, arg); }

/* A schema of its own, chosen by the address. `verb` is create or drop. */
static void schema(struct scope *s, const char *url, const char *verb, const char *name, const char *tail)
{
	struct db_options o = { .url = url, .pool = 1 };
	struct text sql = text_format(s->arena, "%s schema %s%s", verb, name, tail);

	CHECK_OK(db_open(s, &o, &s->db));
	CHECK_OK(db_transact(s, statement, (void *)(uintptr_t)sql.at));
	db_close(s, s->db);
	s->db = NULL;
}

static void on_postgres(struct scope *s, void (*test)(struct scope *s), bool empty)
{
	const char *url = getenv("LOCKSTEP_TEST_POSTGRES");
	uint64_t number;
	const char *name;

	if (!url || !*url)
		SKIP("no PostgreSQL: LOCKSTEP_TEST_POSTGRES is not set (tests/postgres.sh start DIR prints it)");
	world_random(s->world, &number, sizeof number);
	name = text_format(s->arena, "try_%016llx", (unsigned long long)number).at;
	schema(s, url, "create", name, "");
	now.options = (struct db_options){ .url = text_format(s->arena, "%s%soptions=-csearch_path%%3D%s", url,
							      strchr(url, '?') ? "&" : "?", name)
							  .at };
	CHECK_OK(db_open(s, &now.options, &s->db));
	if (!empty)
		CHECK_OK(migrate_run(s));
	test(s);
	try_fault(NULL, 0);
	db_close(s, s->db);
	schema(s, url, "drop", name, " cascade");
}

static void on_sqlite(struct scope *s, void (*test)(struct scope *s), bool empty)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = strdup(text_format(s->arena, "%s/lockstep-store-XXXXXX", tmp && *tmp ? tmp : "/tmp").at);
	static const char *const tails[] = { "", "-wal", "-shm", NULL };

	CHECK(mkdtemp(dir));
	now.options = (struct db_options){ .path = text_format(s->arena, "%s/try.db", dir).at, .make = true };
	CHECK_OK(db_open(s, &now.options, &s->db));
	if (!empty)
		CHECK_OK(migrate_run(s));
	test(s);
	try_fault(NULL, 0);
	db_close(s, s->db);
	for (size_t i = 0; tails[i]; i++)
		unlink(text_format(s->arena, "%s%s", now.options.path, tails[i]).at);
	rmdir(dir);
	free(dir);
}

static void run(enum db_kind kind, void (*test)(struct scope *s), bool empty)
{
	struct scope *s = check_scope();
	struct world *w = s->world;
	const struct world_ops *real = now.real ? now.real : w->ops;

	w->ops = real; /* a test that failed leaves its own behind */
	world_take(w);
	if (kind == DB_SQLITE)
		on_sqlite(s, test, empty);
	else
		on_postgres(s, test, empty);
	w->ops = real;
}

void try_run(enum db_kind kind, void (*test)(struct scope *s)) { run(kind, test, false); }
void try_run_empty(enum db_kind kind, void (*test)(struct scope *s)) { run(kind, test, true); }

enum err try_set(struct scope *s, const char *name, const char *value)
{
	return sql_setting_upsert(s, (struct sql_setting_upsert){ .name = text_of(name), .value = text_of(value) },
				  NULL);
}

struct text try_get(struct scope *s, const char *name)
{
	struct sql_setting_get_row row;

	return sql_setting_get(s, (struct sql_setting_get){ .name = text_of(name) }, &row) == OK ? row.value
												 : (struct text){ 0 };
}

struct run_one {
	const struct scope *parent;
	void (*run)(struct scope *s, void *arg);
	void *arg;
};

static void thread(void *arg)
{
	struct run_one *r = arg;
	struct scope s;

	scope_open(&s, r->parent);
	r->run(&s, r->arg);
	scope_close(&s);
}

void try_threads(struct scope *s, size_t count, void (*run_)(struct scope *s, void *arg), void *args, size_t size)
{
	struct thread *threads[THREADS_MAX];
	struct run_one *runs = ARENA_ARRAY(s->arena, struct run_one, count);

	CHECK(count <= THREADS_MAX);
	for (size_t i = 0; i < count; i++) {
		runs[i] = (struct run_one){ s, run_, (char *)args + i * size };
		threads[i] = world_spawn(s->world, "try", thread, &runs[i]);
	}
	for (size_t i = 0; i < count; i++)
		world_join(s->world, threads[i]);
}
