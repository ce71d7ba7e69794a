/* web/events.h - hints that something has changed, as server-sent events: "ask again", never what changed.
 *
 * Who listens has a struct listener; one poller a node compares the marks of their tenants once a second. */
#pragma once
#include "base/http.h"
#include "base/scope.h"

/* Listeners of a node, and of one session. A browser holds six connections to a host at most. */
enum { LISTENERS_MAX = 384, LISTENERS_A_SESSION = 8, EVENTS_LOOK_MS = 1000, EVENTS_BEAT_MS = 15000 };

struct events;

struct events *events_new(struct world *w);
void events_free(struct events *e); /* ends the poller, and listeners whose stream nobody has ended */
/* A listener of the session whose token has this hash; its first part says "ask for everything". ERR_LISTENERS_FULL. */
enum err events_listen(struct events *e, struct scope *s, struct text token_hash, struct http_stream *out) MUST_CHECK;
void events_signed_out(struct events *e, struct text token_hash); /* its listeners end at once */
void events_stop(struct events *e);                               /* all end; nobody listens any more */
