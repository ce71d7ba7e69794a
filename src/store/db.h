/* store/db.h - one database: SQLite in a file, or PostgreSQL; transactions; what generated queries stand on.
 *
 * Reading needs no transaction. Everything that writes runs inside db_transact(). */
#pragma once
#include "base/scope.h"

struct db;
struct disk;

enum db_kind { DB_SQLITE, DB_POSTGRES };

struct db_options {
	const char *path;  /* SQLite: the data file */
	const char *url;   /* PostgreSQL: "postgresql://…"; wins over path */
	int pool;          /* connections (PostgreSQL) or readers (SQLite); 0: 8 */
	bool make;         /* SQLite: make the file when it is missing */
	int log_pages;     /* SQLite: so many pages in the log call for a checkpoint; 0: 16,000 */
	bool no_sync;      /* SQLite: nothing is forced to disk: for simulations, whose data may be lost */
	struct disk *disk; /* SQLite: a simulated one (store/disk.h) */
	int disk_owner;    /* … and which process this is */
};

/* ERR_DB_UNREACHABLE, ERR_DB_LOCKED, ERR_FILE, ERR_DB_CORRUPT. */
enum err db_open(struct scope *s, const struct db_options *o, struct db **out) MUST_CHECK;
void db_close(struct scope *s, struct db *db);
enum db_kind db_kind(const struct db *db);
struct db_info {
	struct text kind, version; /* "sqlite" "3.40.1", "postgresql" "15.4" */
	int64_t size_bytes;
};
enum err db_info(struct scope *s, struct db_info *out) MUST_CHECK;

/* Runs `body` in one transaction: all of it or nothing. s->now is set anew before each run. The body may run more than
 * once (40001, 40P01, BUSY; a connection lost during commit): it must begin from its arguments each time. On SQLite bodies
 * of several callers share one commit (group commit), each under a savepoint. OK only after the commit is durable.
 * A body that returns an error leaves nothing behind and that error is returned. */
typedef enum err db_body(struct scope *s, void *arg);
enum err db_transact(struct scope *s, db_body *body, void *arg) MUST_CHECK;

/* What a body may count on: it may run in another caller's thread, while its own waits. A failed statement condemns its
 * transaction: db_transact returns that error even where the body goes on. A connection lost during commit leaves the
 * outcome unknown; the body is run again, and a key made before db_transact was called shows by ERR_DUPLICATE that it had
 * been committed. Rows are locked in one order (lease, orders, stock, sequence): a statement out of it is refused. A
 * simulated world may answer the faults "db begin" (SQLite), "db commit" (on SQLite nothing is kept and that is said, on
 * PostgreSQL the connection is lost before it), "db commit cut" (SQLite: lost before it) and "db commit lost" (after it).
 * store/migrate.h brings the schema up to date. */

/* ---- what sqlgen's code uses ---- */
enum sql_type { SQL_INT, SQL_TEXT, SQL_BLOB };
struct sql_field { /* a member of a parameter or row struct */
	const char *name;
	enum sql_type type;
	bool nullable;
	bool list;           /* a pointer to int64_t or struct text, and how many */
	size_t offset;       /* of an int64_t or struct text; nullable ints are struct sql_opt */
	size_t count_offset; /* of a list's count */
};
struct sql_opt {
	bool is;
	int64_t value;
};
enum sql_shape { SQL_ONE, SQL_MANY, SQL_BULK, SQL_DO };
struct sql_query {
	const char *name, *sqlite, *postgres; /* the text for each, placeholders as the driver wants them */
	enum sql_shape shape;
	bool writes;
	bool scans; /* may read a whole table: its text says why */
	int rank;   /* whose rows it locks: 1 leases, 2 orders, 3 stocks, 4 sequences; 0 none of these */
	int id;     /* dense, from 0: the place in a connection's table of prepared statements */
	size_t in_count, out_count, in_size, out_size;
	const struct sql_field *in, *out;
	bool tenant; /* :tenant_id is bound from the scope, as the last parameter */
};
struct sql_rows {
	void *at; /* array of row structs in the scope's arena */
	size_t count;
};
enum { SQL_ROWS_MAX = 200000 };
enum err sql_run(struct scope *s, const struct sql_query *q, const void *in, size_t in_count, struct sql_rows *rows,
		 int64_t *changed) MUST_CHECK;
extern const struct sql_query *const sql_queries[];
extern const size_t sql_query_count;
