/* store/sqlite_test.c - an SQLite file that is locked, full, no database, missing, or of a newer version. */
#include "store/migrate.h"
#include "store/try.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HURRY = 20, ROOM = 256 * 1024, BIG = 16 * 1024, MANY = 2000, AT_ONCE = 64, TURNS = 250 };

static enum err set_a(struct scope *s, void *arg)
{
	(void)arg;
	return try_set(s, "a", "1");
}

struct other {
	struct db *db;
	enum err result;
};

/* While this transaction is open through one handle, another one wants to write through a second, as a second process
 * would. */
static enum err hold(struct scope *s, void *arg)
{
	struct other *o = arg;
	struct scope second;

	TRY(try_set(s, "held", "1"));
	scope_open(&second, s);
	second.db = o->db;
	o->result = db_transact(&second, set_a, NULL);
	if (!second.words.at || !strstr(second.words.at, "locked"))
		o->result = ERR_INTERNAL;
	scope_close(&second);
	return OK;
}

ON_SQLITE(a_second_program_that_wants_to_write_waits_and_then_says_that_the_file_is_in_use)
{
	struct db_options options = try_options();
	struct other o = { NULL, OK };
	int64_t before = world_mono(s->world), took;

	CHECK_OK(db_open(s, &options, &o.db));
	try_hurry(HURRY);
	before = world_mono(s->world);
	CHECK_OK(db_transact(s, hold, &o));
	took = world_mono(s->world) - before;
	try_hurry(1);
	CHECK_EQ(o.result, ERR_DB_LOCKED);
	CHECK(took >= 5000);
	CHECK_TEXT(try_get(s, "held"), "1");
	db_close(s, o.db);
}

struct reads {
	struct db *db;
	struct text seen;
};

static enum err write_while_read(struct scope *s, void *arg)
{
	struct reads *r = arg;
	struct db *mine = s->db;
	struct transaction *tx = s->tx;

	TRY(try_set(s, "a", "2"));
	s->db = r->db;
	s->tx = NULL;
	r->seen = try_get(s, "a");
	s->db = mine;
	s->tx = tx;
	return OK;
}

ON_SQLITE(a_second_program_reads_while_the_first_writes)
{
	struct db_options options = try_options();
	struct reads r = { 0 };

	CHECK_OK(db_transact(s, set_a, NULL));
	CHECK_OK(db_open(s, &options, &r.db));
	CHECK_OK(db_transact(s, write_while_read, &r));
	CHECK_TEXT(r.seen, "1");
	db_close(s, r.db);
}

struct filled {
	size_t next;
};

static enum err fill(struct scope *s, void *arg)
{
	struct filled *f = arg;
	char *big = arena_alloc(s->arena, BIG);
	struct text name = text_format(s->arena, "big %zu", f->next);

	memset(big, 'x', BIG);
	return sql_setting_upsert(s, (struct sql_setting_upsert){ .name = name, .value = { big, BIG } }, NULL);
}

/* The disk is full: here, the file may grow no further. */
ON_SQLITE(a_full_disk_is_said_and_what_was_acknowledged_stays)
{
	struct rlimit before, tight;
	struct filled f = { 0 };
	struct stat st;
	enum err e = OK;
	void (*old)(int) = signal(SIGXFSZ, SIG_IGN);

	CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
	CHECK(stat(text_format(s->arena, "%s-wal", try_options().path).at, &st) == 0);
	tight = (struct rlimit){ (rlim_t)st.st_size + ROOM, before.rlim_max };
	CHECK(setrlimit(RLIMIT_FSIZE, &tight) == 0);
	for (f.next = 0; f.next < MANY && !e; f.next++)
		e = db_transact(s, fill, &f);
	CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
	signal(SIGXFSZ, old);
	CHECK_ERR(e, ERR_DB_FULL);
	CHECK(f.next > 1);
	for (size_t i = 0; i + 1 < f.next; i++)
		CHECK_EQ(try_get(s, text_format(s->arena, "big %zu", i).at).size, BIG);
	CHECK(!try_get(s, text_format(s->arena, "big %zu", f.next - 1).at).at);
	CHECK_OK(db_transact(s, set_a, NULL));
}

static const char *file_of(struct scope *s, const char *content)
{
	char path[] = "/tmp/lockstep-file-XXXXXX";
	int fd = mkstemp(path);

	CHECK(fd >= 0);
	CHECK(write(fd, content, strlen(content)) == (ssize_t)strlen(content));
	CHECK(close(fd) == 0);
	return text_format(s->arena, "%s", path).at;
}

TEST(a_file_that_is_no_database_is_named)
{
	struct scope *s = check_scope();
	struct db_options o = { .path = file_of(s, "This is a letter to my aunt, and long enough to be looked at as a "
						   "header, is it not? It goes on a bit more.") };
	struct db *db;

	CHECK_ERR(db_open(s, &o, &db), ERR_DB_CORRUPT);
	CHECK(strstr(s->words.at, o.path));
	unlink(o.path);
}

TEST(a_file_that_is_missing_is_made_only_when_asked_for)
{
	struct scope *s = check_scope();
	struct db_options o = { .path = "/tmp/lockstep-missing-folder/none.db", .make = true };
	struct db *db;

	CHECK_ERR(db_open(s, &o, &db), ERR_FILE);
	o = (struct db_options){ .path = file_of(s, "") };
	unlink(o.path);
	CHECK_ERR(db_open(s, &o, &db), ERR_FILE);
	CHECK(strstr(s->words.at, o.path));
	CHECK(access(o.path, F_OK) != 0);
	CHECK_ERR(db_open(s, &(struct db_options){ 0 }, &db), ERR_USAGE);
}

struct steady {
	int64_t next;
};

static enum err fill_more(struct scope *s, void *arg)
{
	struct steady *f = arg;

	for (int i = 0; i < AT_ONCE; i++)
		TRY(fill(s, &(struct filled){ (size_t)f->next++ }));
	return OK;
}

ON_SQLITE(a_log_under_steady_writing_is_moved_into_the_file_and_begins_anew)
{
	struct stat data, log;
	struct steady f = { 0 };
	struct arena_mark mark = arena_mark(s->arena);

	for (int i = 0; i < TURNS; i++) {
		CHECK_OK(db_transact(s, fill_more, &f));
		arena_rewind(s->arena, mark);
	}
	CHECK(stat(text_format(s->arena, "%s-wal", try_options().path).at, &log) == 0);
	CHECK(log.st_size < (off_t)TURNS * AT_ONCE * BIG / 3 * 2);
	db_close(s, s->db);
	CHECK(stat(try_options().path, &data) == 0);
	CHECK(data.st_size > (off_t)TURNS * AT_ONCE * BIG);
	CHECK_OK(db_open(s, &(struct db_options){ .path = try_options().path }, &s->db));
	CHECK_EQ(try_get(s, "big 0").size, BIG);
}
