/* store/db_sqlite.h - the parts of the SQLite driver: connections with their statements, and the queue of writers. */
#pragma once
#include "store/db_driver.h"

struct sqlite3;
struct sqlite3_stmt;

/* The few statements that belong to no query. */
enum lite_verb { LITE_BEGIN, LITE_COMMIT, LITE_ROLLBACK, LITE_MARK, LITE_KEEP, LITE_UNDO, LITE_VERB_COUNT };

struct lite_conn {
	struct lite *lite;
	struct sqlite3 *handle;
	struct sqlite3_stmt **statements; /* by the query's id */
	struct sqlite3_stmt *verbs[LITE_VERB_COUNT];
	int64_t busy_since;
	struct lite_conn *next; /* among the idle readers */
};

/* A body that waits for its turn, on its caller's stack. */
struct lite_writer {
	struct scope *s;
	db_body *body;
	void *arg;
	enum err result;
	bool done, again; /* again: the connection was lost, in a simulation, and its body is run once more */
	struct lite_writer *next;
};

struct lite {
	struct db db;
	struct world *world;
	char *path;
	bool no_sync;                      /* nothing is forced to disk */
	struct disk_mount *disk;           /* a simulated one, or NULL */
	struct gate *gate;                 /* guards what follows, up to `closing` */
	struct lite_conn *idle;            /* readers that nobody uses */
	int readers, readers_max, wanting; /* wanting: threads that wait for a reader */
	struct lite_writer *first, **last;
	bool writing; /* somebody leads: the writing connection is in use */
	bool held;    /* nobody may begin to lead: the checkpointer needs the writers out of its way */
	struct lite_conn *writer;
	int64_t restarts;       /* of a simulated database, when the transaction began */
	int wal_room;           /* pages in the log that call for a checkpoint */
	int wal_last, wal_next; /* the leader's: pages in the log at the last commit; when to ask for a checkpoint */
	struct gate *nap;       /* nobody wakes it: to wait a moment */
	struct gate *work;      /* guards what follows: what the checkpointer sees */
	bool closing;
	int wal_pages; /* a checkpoint is wanted: pages in the log; 0: none is */
	struct thread *checkpointer;
	struct lite_conn *checkpoint;
};

/* db_sqlite.c */
enum err lite_connect(struct scope *s, struct lite *l, bool make, struct lite_conn **out) MUST_CHECK;
void lite_disconnect(struct lite_conn *c);
enum err lite_verb(struct scope *s, struct lite_conn *c, enum lite_verb v) MUST_CHECK;
enum err lite_run(struct scope *s, struct lite_conn *c, const struct sql_query *q, const void *in, size_t count,
		  struct sql_rows *rows, int64_t *changed) MUST_CHECK;
bool lite_in_transaction(const struct lite_conn *c);
/* A simulated database can be out of reach; `in_transaction`: or can have been since this one began. */
enum err lite_reach(struct scope *s, const struct lite *l, bool in_transaction) MUST_CHECK;
void lite_watch_log(struct lite_conn *c); /* each commit tells lite_committed() */
/* Moves the log's pages into the file; with `wait`, until no reader needs the log and the next commit begins it anew. */
void lite_checkpoint(struct lite_conn *c, bool wait);
enum err lite_statement(struct scope *s, struct lite_conn *c, const char *sql) MUST_CHECK;
enum err lite_describe(struct scope *s, struct lite_conn *c, const struct sql_query *q, struct text *plan) MUST_CHECK;

/* db_sqlite_list.c: the table list_of(?), whose rows are the elements of a list parameter. */
struct lite_list {
	const struct sql_field *field;
	const void *in;
};
#define LITE_LIST "lockstep list"
int lite_list_register(struct sqlite3 *handle);

/* db_sqlite_info.c */
enum err lite_info(struct scope *s, struct lite_conn *c, struct db_info *out) MUST_CHECK;

/* db_sqlite_plan.c: within a transaction that changed tables. */
enum err lite_plan(struct scope *s, struct lite_conn *c) MUST_CHECK;

/* db_sqlite_group.c: many writers, one commit. */
enum err lite_transact(struct scope *s, struct db *db, db_body *body, void *arg) MUST_CHECK;
void lite_checkpointer(void *lite); /* a thread */
void lite_committed(struct lite *l, int pages);
