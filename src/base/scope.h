/* base/scope.h - what one request or one piece of work has at hand; one thread at a time uses it.
 *
 * What is made in its arena goes with it; nothing that outlives a scope points into it. */
#pragma once
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "base/world.h"

struct db;
struct transaction;
struct ids;
struct log;

struct scope {
	struct arena *arena;
	struct world *world;
	struct db *db;          /* store/db.h; NULL where no database is at hand */
	struct transaction *tx; /* the open transaction, or NULL */
	struct ids *ids;        /* base/id.h */
	struct log *log;        /* base/log.h; NULL is silent */
	int64_t tenant_id;
	int64_t actor_id;  /* the user; 0: the system */
	int64_t now;       /* wall clock when the scope, or its transaction, began: UTC in ms */
	int64_t deadline;  /* monotonic ms; MONO_NEVER: none */
	struct text marks; /* "job=17 shop=3": stands in each log line of this scope */
	struct text words; /* what fail() said last; {0}: nothing */
	enum err code;     /* the code fail() was given last */
};

/* Opens a scope with an arena of its own, taking world, db, ids, log and tenant from `parent`; the caller closes it. */
void scope_open(struct scope *s, const struct scope *parent);
void scope_close(struct scope *s);
/* Closes it after what was done in it ended with `how`; the words and code of a failure go to `outer`. Returns `how`. */
enum err scope_end(struct scope *s, struct scope *outer, enum err how);
