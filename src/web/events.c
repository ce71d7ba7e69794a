/* web/events.c - hints that something has changed: listeners, and the poller that wakes them.
 *
 * What is shared is guarded by the gate; the database is asked outside of it. */
#include "web/events.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/log.h"
#include "store/sql.h"
#include "web/handlers.h"
#include "web/session.h"
#include <stdlib.h>
#include <string.h>

enum {
	HASH_SIZE = 32,
	HEARD_ORDERS = 1,
	HEARD_SHOPS = 2,
	HEARD_RUNS = 4,
	HEARD_NODES = 8,
	HEARD_TASKS = 16,
	HEARD_ALL = 31
};

struct listener {
	struct events *events;
	struct listener *next;
	int64_t tenant_id, beat_at;
	unsigned heard; /* what has changed and has not been told yet */
	bool over;
	struct sql_event_marks_row seen;
	char hash[HASH_SIZE]; /* of the session's token */
};

struct events {
	struct world *world;
	struct gate *gate;
	struct scope root; /* the poller's scopes are opened like this one */
	struct thread *poller;
	struct listener *first;
	int count;
	bool stopped, ending;
};

struct events *events_new(struct world *w)
{
	struct events *e = calloc(1, sizeof *e);

	ASSERT(e);
	e->world = w;
	e->gate = gate_new(w);
	return e;
}

void events_free(struct events *e)
{
	gate_lock(e->world, e->gate);
	e->ending = true;
	gate_wake(e->world, e->gate);
	gate_unlock(e->world, e->gate);
	if (e->poller)
		world_join(e->world, e->poller);
	while (e->first) {
		struct listener *l = e->first;
		e->first = l->next;
		free(l);
	}
	gate_free(e->world, e->gate);
	free(e);
}

/* ---- the poller ---- */

static unsigned compare(const struct sql_event_marks_row *was, const struct sql_event_marks_row *is)
{
	bool runs = was->run_last != is->run_last || was->runs_open != is->runs_open ||
		    was->run_open_first != is->run_open_first || was->run_open_last != is->run_open_last;
	bool shops = was->shops != is->shops || was->accounts != is->accounts;
	bool tasks =
		was->task_last != is->task_last || was->tasks_open != is->tasks_open || was->task_vers != is->task_vers;
	bool nodes = was->nodes != is->nodes || was->node_states != is->node_states;

	return (was->orders != is->orders ? HEARD_ORDERS : 0u) | (runs || shops ? HEARD_SHOPS : 0u) |
	       (runs ? HEARD_RUNS : 0u) | (nodes ? HEARD_NODES : 0u) | (tasks ? HEARD_TASKS : 0u);
}

/* The tenants that somebody listens to, each once. */
static size_t tenants_of(const struct events *e, int64_t *tenants)
{
	size_t count = 0, i;

	for (const struct listener *l = e->first; l; l = l->next) {
		for (i = 0; i < count && tenants[i] != l->tenant_id; i++)
			;
		if (i == count)
			tenants[count++] = l->tenant_id;
	}
	return count;
}

static void tell(struct events *e, int64_t tenant_id, const struct sql_event_marks_row *marks)
{
	for (struct listener *l = e->first; l; l = l->next) {
		if (l->tenant_id != tenant_id)
			continue;
		l->heard |= compare(&l->seen, marks);
		l->seen = *marks;
	}
}

/* One look; where the database does not answer, the next one sees what this one missed. */
static void look(struct events *e, struct scope *s)
{
	int64_t tenants[LISTENERS_MAX];
	size_t count;

	gate_lock(e->world, e->gate);
	count = tenants_of(e, tenants);
	gate_unlock(e->world, e->gate);
	for (size_t i = 0; i < count; i++) {
		struct sql_event_marks_row marks;
		s->tenant_id = tenants[i];
		enum err how = sql_event_marks(s, &marks);
		if (how != OK) {
			LOG(s, LOG_DEBUG, "events_not_looked", L_ERR("code", how));
			return;
		}
		gate_lock(e->world, e->gate);
		tell(e, tenants[i], &marks);
		gate_wake(e->world, e->gate);
		gate_unlock(e->world, e->gate);
	}
}

static void poll_marks(void *self)
{
	struct events *e = self;
	int64_t look_at = 0;

	gate_lock(e->world, e->gate);
	while (!e->ending) {
		struct scope s;

		if (e->count == 0 || world_mono(e->world) < look_at) {
			gate_wait(e->world, e->gate, e->count ? look_at : MONO_NEVER);
			continue;
		}
		gate_unlock(e->world, e->gate);
		scope_open(&s, &e->root);
		s.marks = TEXT("events");
		look(e, &s);
		scope_close(&s);
		look_at = world_mono(e->world) + EVENTS_LOOK_MS;
		gate_lock(e->world, e->gate);
	}
	gate_unlock(e->world, e->gate);
}

/* ---- a listener ---- */

static int64_t part(const char *begin, unsigned heard, const char *end, char *out, size_t room)
{
	static const char *const names[] = { "orders", "shops", "runs", "nodes", "tasks" };
	size_t size = 0;
	const char *comma = "";

#define PUT(z)                                 \
	do {                                   \
		size_t more = strlen(z);       \
		ASSERT(more <= room - size);   \
		memcpy(out + size, (z), more); \
		size += more;                  \
	} while (0)
	PUT(begin);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (heard & 1u << i) {
			PUT(comma);
			PUT("\"");
			PUT(names[i]);
			PUT("\"");
			comma = ",";
		}
	PUT(end);
#undef PUT
	return (int64_t)size;
}

/* A session that is over takes its listeners along; where the database does not say, they stay. */
static bool session_stands(struct listener *l, struct scope *s)
{
	struct text hash = { l->hash, HASH_SIZE };
	struct sql_session_get_row row;

	s->now = world_now(s->world);
	return sql_session_get(s, (struct sql_session_get){ .token_hash = hash, .now = s->now }, &row) != ERR_NO_ROW;
}

static int64_t next_part(void *self, struct scope *s, int64_t until, char *out, size_t room)
{
	struct listener *l = self;
	struct events *e = l->events;
	unsigned heard = 0;
	bool over, beats;

	gate_lock(e->world, e->gate);
	while (!l->over && !e->stopped && !l->heard && world_mono(e->world) < until &&
	       world_mono(e->world) < l->beat_at)
		gate_wait(e->world, e->gate, until < l->beat_at ? until : l->beat_at);
	over = l->over || e->stopped;
	beats = world_mono(e->world) >= l->beat_at;
	if (beats)
		l->beat_at = world_mono(e->world) + EVENTS_BEAT_MS;
	heard = l->heard;
	l->heard = 0;
	gate_unlock(e->world, e->gate);
	if (over || (beats && !session_stands(l, s)))
		return -1;
	if (heard)
		return part("event: changed\ndata: {\"what\":[", heard, "]}\n\n", out, room);
	return beats ? part(": beat\n\n", 0, "", out, room) : 0;
}

static void end_listener(void *self)
{
	struct listener *l = self;
	struct events *e = l->events;

	gate_lock(e->world, e->gate);
	for (struct listener **at = &e->first; *at; at = &(*at)->next)
		if (*at == l) {
			*at = l->next;
			e->count--;
			break;
		}
	gate_unlock(e->world, e->gate);
	free(l);
}

static enum err join(struct events *e, struct scope *s, struct listener *l)
{
	int same = 0;

	for (const struct listener *o = e->first; o; o = o->next)
		same += o->tenant_id == l->tenant_id && memcmp(o->hash, l->hash, HASH_SIZE) == 0;
	if (e->stopped)
		return fail(s, ERR_STOPPING, "the program is stopping");
	if (e->count == LISTENERS_MAX || same == LISTENERS_A_SESSION)
		return fail(s, ERR_LISTENERS_FULL, "%d pages of %s listen already",
			    e->count == LISTENERS_MAX ? e->count : same,
			    e->count == LISTENERS_MAX ? "all sessions" : "this session");
	l->next = e->first;
	e->first = l;
	e->count++;
	if (!e->poller) {
		e->root = (struct scope){
			.world = e->world, .db = s->db, .ids = s->ids, .log = s->log, .deadline = MONO_NEVER
		};
		e->poller = world_spawn(e->world, "events", poll_marks, e);
	}
	gate_wake(e->world, e->gate);
	return OK;
}

enum err events_listen(struct events *e, struct scope *s, struct text token_hash, struct http_stream *out)
{
	struct sql_event_marks_row seen;
	struct listener *l;
	enum err how;

	ASSERT(token_hash.size == HASH_SIZE);
	TRY(sql_event_marks(s, &seen)); /* what changes from here on is told */
	l = calloc(1, sizeof *l);
	ASSERT(l);
	*l = (struct listener){ .events = e,
				.tenant_id = s->tenant_id,
				.beat_at = world_mono(e->world) + EVENTS_BEAT_MS,
				.heard = HEARD_ALL,
				.seen = seen };
	memcpy(l->hash, token_hash.at, HASH_SIZE);
	gate_lock(e->world, e->gate);
	how = join(e, s, l);
	gate_unlock(e->world, e->gate);
	if (how != OK)
		free(l);
	else
		*out = (struct http_stream){ l, next_part, end_listener };
	return how;
}

void events_signed_out(struct events *e, struct text token_hash)
{
	gate_lock(e->world, e->gate);
	for (struct listener *l = e->first; l; l = l->next)
		l->over |= token_hash.size == HASH_SIZE && memcmp(l->hash, token_hash.at, HASH_SIZE) == 0;
	gate_wake(e->world, e->gate);
	gate_unlock(e->world, e->gate);
}

void events_stop(struct events *e)
{
	gate_lock(e->world, e->gate);
	e->stopped = true;
	gate_wake(e->world, e->gate);
	gate_unlock(e->world, e->gate);
}

enum err events_get(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return events_listen(c->web->events, s, session_hash(s, c->session.token), &c->stream);
}
