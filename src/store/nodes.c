/* store/nodes.c - claims, keeps and gives back the number of this process. */
#include "store/nodes.h"
#include "base/id.h"
#include "store/sql.h"

#ifndef LOCKSTEP_VERSION
#define LOCKSTEP_VERSION "0"
#endif

/* How often another process may be quicker. */
enum { TRIES_MAX = 4 * NODE_MAX };

struct held {
	int64_t number, incarnation;
};

/* Number 0 says that another process was quicker. */
static enum err take(struct scope *s, void *arg)
{
	struct held *h = arg;
	struct sql_node_free_row row;
	struct sql_node_last_row last;
	int64_t changed, stale = s->now - NODE_STALE_MS;
	enum err e = sql_node_free(s, (struct sql_node_free){ .stale = stale }, &row);

	*h = (struct held){ 0, 0 };
	if (e == ERR_NO_ROW) {
		TRY(sql_node_last(s, &last));
		if (last.number >= NODE_MAX)
			return fail(s, ERR_DB_LOCKED, "all %d process numbers of this database are in use", NODE_MAX);
		row = (struct sql_node_free_row){ .number = last.number + 1, .incarnation = 0 };
		TRY(sql_node_insert(s, (struct sql_node_insert){ row.number, 1, s->now, TEXT(LOCKSTEP_VERSION) },
				    &changed));
	} else {
		TRY(e);
		TRY(sql_node_take(s,
				  (struct sql_node_take){ .number = row.number,
							  .seen = row.incarnation,
							  .incarnation = row.incarnation + 1,
							  .stale = stale,
							  .now = s->now,
							  .version = TEXT(LOCKSTEP_VERSION) },
				  &changed));
	}
	if (changed)
		*h = (struct held){ row.number, row.incarnation + 1 };
	return OK;
}

enum err node_claim(struct scope *s, int64_t *number, int64_t *incarnation)
{
	struct held h = { 0, 0 };

	for (int tries = 0; tries < TRIES_MAX && !h.number; tries++)
		TRY(db_transact(s, take, &h));
	if (!h.number)
		return fail(s, ERR_DB_LOCKED, "no process number could be claimed: others were quicker each time");
	*number = h.number;
	*incarnation = h.incarnation;
	return OK;
}

static enum err rise(struct scope *s, void *arg)
{
	struct held *h = arg;
	int64_t changed;

	TRY(sql_node_rise(s, (struct sql_node_rise){ h->number, h->incarnation, s->now }, &changed));
	return changed ? OK : ERR_NO_ROW;
}

enum err node_again(struct scope *s, int64_t *number, int64_t *incarnation)
{
	enum err e = db_transact(s, rise, &(struct held){ *number, *incarnation });

	if (e == ERR_NO_ROW)
		return node_claim(s, number, incarnation);
	TRY(e);
	++*incarnation;
	return OK;
}

struct entering {
	struct held held;
	const char *state;
};

static enum err enter(struct scope *s, void *arg)
{
	const struct entering *e = arg;
	int64_t changed;

	TRY(sql_node_state(s,
			   (struct sql_node_state){ .number = e->held.number,
						    .incarnation = e->held.incarnation,
						    .state = text_of(e->state),
						    .now = s->now },
			   &changed));
	return changed ? OK : fail(s, ERR_FENCED, "process number %lld was declared dead", (long long)e->held.number);
}

enum err node_enter(struct scope *s, int64_t number, int64_t incarnation, const char *state)
{
	return db_transact(s, enter, &(struct entering){ { number, incarnation }, state });
}

static enum err beat(struct scope *s, void *arg)
{
	const struct held *h = arg;
	int64_t changed;

	TRY(sql_node_beat(s, (struct sql_node_beat){ h->number, h->incarnation, s->now }, &changed));
	if (!changed)
		return fail(s, ERR_FENCED, "process number %lld was taken over by another process",
			    (long long)h->number);
	return OK;
}

enum err node_beat(struct scope *s, int64_t number, int64_t incarnation)
{
	return db_transact(s, beat, &(struct held){ number, incarnation });
}

static enum err give_back(struct scope *s, void *arg)
{
	const struct held *h = arg;

	return sql_node_release(s, (struct sql_node_release){ h->number, h->incarnation }, NULL);
}

enum err node_release(struct scope *s, int64_t number, int64_t incarnation)
{
	return db_transact(s, give_back, &(struct held){ number, incarnation });
}
