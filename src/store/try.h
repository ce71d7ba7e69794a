/* store/try.h - for tests of the store: a scratch database of each kind, and a world that fails or hurries by plan. */
#pragma once
#include "store/db.h"
#include "store/sql.h"
#include "tests/check.h"

/* Runs the test on a fresh, migrated database, which is dropped afterwards; s->db is open. */
void try_run(enum db_kind kind, void (*test)(struct scope *s));
/* The same without its tables. */
void try_run_empty(enum db_kind kind, void (*test)(struct scope *s));
/* How the database of this test is opened once more. */
struct db_options try_options(void);

#define ON_BOTH(sentence)                                                \
	static void sentence(struct scope *s);                           \
	TEST(sentence##_on_sqlite) { try_run(DB_SQLITE, sentence); }     \
	TEST(sentence##_on_postgres) { try_run(DB_POSTGRES, sentence); } \
	static void sentence(struct scope *s)
#define ON_SQLITE(sentence)                                          \
	static void sentence(struct scope *s);                       \
	TEST(sentence##_on_sqlite) { try_run(DB_SQLITE, sentence); } \
	static void sentence(struct scope *s)
#define ON_POSTGRES(sentence)                                            \
	static void sentence(struct scope *s);                           \
	TEST(sentence##_on_postgres) { try_run(DB_POSTGRES, sentence); } \
	static void sentence(struct scope *s)

/* The next `times` questions of that name are answered "yes, fail now"; NULL: none. */
void try_fault(const char *site, int times);
/* The clock that waits go by runs so many times faster. */
void try_hurry(int times);

/* A setting of the tenant, as the smallest row that there is. */
enum err try_set(struct scope *s, const char *name, const char *value) MUST_CHECK; /* within a transaction */
struct text try_get(struct scope *s, const char *name);                            /* {0}: none */

/* So many threads at once, each with a scope of its own; returns when all ended. `arg` of the i-th is args + i × size. */
void try_threads(struct scope *s, size_t count, void (*run)(struct scope *s, void *arg), void *args, size_t size);

/* Requests of this test's world go to `send`; NULL: nowhere. */
void try_plug(struct scope *s, world_send_fn *send, void *net);
