/* store/disk_test.c - a power cut loses what was not forced to the disk and nothing that was; a dead process keeps no lock. */
#include "store/disk.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "store/try.h"

#include <stdlib.h>

enum { LIVES = 12, WRITES = 25 };

static enum err set_body(struct scope *s, void *arg) { return try_set(s, "counter", arg); }

/* One life of a process: writes, dies without a word, and the power fails. The last number that was acknowledged. */
static int live(struct scope *s, struct db_options *o, struct disk *d, int from, struct rand *r)
{
	int last = from;

	CHECK_OK(db_open(s, o, &s->db));
	CHECK_OK(migrate_run(s));
	for (int i = 0; i < WRITES; i++) {
		const char *value = text_format(s->arena, "%d", last + 1).at;

		CHECK_OK(db_transact(s, set_body, (void *)(uintptr_t)value));
		last++;
	}
	disk_kill(d, 0);
	disk_cut(d, r);
	return last;
}

static int64_t held(struct scope *s, struct db_options *o)
{
	int64_t n = 0;

	CHECK_OK(db_open(s, o, &s->db));
	CHECK(text_to_int(try_get(s, "counter"), &n));
	db_close(s, s->db);
	return n;
}

/* Lives and power cuts on one file; how many acknowledged writes were missing in the end of each. */
static int64_t missing(struct scope *s, struct disk_counts *counts)
{
	struct db *own = s->db;
	struct disk *d = disk_new(s->world);
	struct rand r = rand_seed(7);
	struct db_options o = { .path = text_format(s->arena, "%s-disk", try_options().path).at,
				.make = true,
				.disk = d };
	int64_t lost = 0;
	int last = 0;

	for (int i = 0; i < LIVES; i++) {
		int64_t now;

		last = live(s, &o, d, last, &r);
		now = held(s, &o);
		lost += last - now;
		last = (int)now;
	}
	*counts = disk_counts(d);
	s->db = own;
	disk_free(d);
	return lost;
}

ON_SQLITE(a_power_cut_loses_nothing_that_was_acknowledged)
{
	struct disk_counts n;

	CHECK_EQ(missing(s, &n), 0);
	CHECK_EQ(n.cuts, LIVES);
	CHECK(n.syncs > LIVES * WRITES);
}

/* The cuts are worth something only if they bite where they should. */
ON_SQLITE(without_forcing_a_power_cut_loses_what_was_acknowledged)
{
	struct db *own = s->db;
	struct db_options o = { .path = text_format(s->arena, "%s-disk", try_options().path).at, .make = true };
	int64_t lost = 0;
	struct rand r = rand_seed(8);

	for (int i = 0; i < LIVES; i++) { /* whole and quiet; then one life without forcing */
		struct disk *d = o.disk = disk_new(s->world);

		o.no_sync = false;
		CHECK_OK(db_open(s, &o, &s->db));
		CHECK_OK(migrate_run(s));
		CHECK_OK(db_transact(s, set_body, (void *)(uintptr_t) "0"));
		db_close(s, s->db);
		o.no_sync = true;
		CHECK_EQ(live(s, &o, d, 0, &r), WRITES);
		o.no_sync = false;
		lost += db_open(s, &o, &s->db) != OK;
		if (s->db) {
			lost += !text_is(try_get(s, "counter"), "25");
			db_close(s, s->db);
		}
		disk_free(d);
	}
	CHECK(lost > 0);
	s->db = own;
}

/* A process whose only thread stands still for ever in the middle of a transaction. */
struct victim {
	struct scope *like;
	struct gate *gate;
	bool inside;
};

static enum err write_and_stand(struct scope *s, void *arg)
{
	struct victim *v = arg;

	TRY(try_set(s, "counter", "1"));
	gate_lock(s->world, v->gate);
	v->inside = true;
	gate_wake(s->world, v->gate);
	for (;;)
		(void)gate_wait(s->world, v->gate, MONO_NEVER);
}

static void be_victim(void *arg)
{
	struct victim *v = arg;
	struct scope s;

	scope_open(&s, v->like);
	ASSERT(db_transact(&s, write_and_stand, v) != OK); /* never returns */
}

ON_SQLITE(a_process_that_dies_in_a_transaction_keeps_no_lock_and_leaves_nothing)
{
	struct db *own = s->db;
	struct disk *d = disk_new(s->world);
	struct db_options o = { .path = text_format(s->arena, "%s-disk", try_options().path).at,
				.make = true,
				.disk = d };
	struct victim *v = calloc(1, sizeof *v); /* the dead thread keeps it */
	struct scope *like = calloc(1, sizeof *like);

	ASSERT(v && like);
	CHECK_OK(db_open(s, &o, &s->db));
	CHECK_OK(migrate_run(s));
	*like = *s;
	*v = (struct victim){ like, gate_new(s->world), false };
	(void)world_spawn(s->world, "victim", be_victim, v);
	gate_lock(s->world, v->gate);
	while (!v->inside)
		(void)gate_wait(s->world, v->gate, MONO_NEVER);
	gate_unlock(s->world, v->gate);
	disk_kill(d, 0);
	CHECK_OK(db_open(s, &o, &s->db));
	CHECK(!try_get(s, "counter").at);
	CHECK_OK(db_transact(s, set_body, (void *)(uintptr_t) "2"));
	CHECK_TEXT(try_get(s, "counter"), "2");
	db_close(s, s->db);
	s->db = own;
	disk_free(d);
}

/* A body in whose middle the database restarts, the first time. */
struct interrupted {
	struct disk *disk;
	int64_t until;
	int runs;
};

static enum err write_and_restart(struct scope *s, void *arg)
{
	struct interrupted *x = arg;

	TRY(try_set(s, "counter", "3"));
	if (++x->runs == 1)
		disk_restart(x->disk, x->until);
	return try_set(s, "other", "4");
}

ON_SQLITE(a_database_that_restarts_undoes_what_was_open_and_is_there_again_afterwards)
{
	struct db *own = s->db;
	struct disk *d = disk_new(s->world);
	struct db_options o = { .path = text_format(s->arena, "%s-disk", try_options().path).at,
				.make = true,
				.disk = d,
				.disk_owner = 1 };
	struct interrupted x = { d, 0, 0 };
	struct sql_setting_get_row row;

	CHECK_OK(db_open(s, &o, &s->db));
	CHECK_OK(migrate_run(s));
	CHECK_OK(db_transact(s, write_and_restart, &x)); /* away for a moment only: the body is run again */
	CHECK_EQ(x.runs, 2);
	CHECK_TEXT(try_get(s, "other"), "4");
	disk_restart(d, MONO_NEVER);
	CHECK_ERR(db_transact(s, set_body, (void *)(uintptr_t) "5"), ERR_DB_UNREACHABLE);
	CHECK_ERR(sql_setting_get(s, (struct sql_setting_get){ .name = TEXT("counter") }, &row), ERR_DB_UNREACHABLE);
	disk_restart(d, 0);
	CHECK_TEXT(try_get(s, "counter"), "3");
	db_close(s, s->db);
	s->db = own;
	disk_free(d);
}
