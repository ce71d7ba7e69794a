/* store/nodes.h - a number for this process, which no other process on this database has. */
#pragma once
#include "base/scope.h"

/* Silent for so long, by the wall clock, a number may be taken over: far beyond the 10 s after which others bury a node. */
enum { NODE_STALE_MS = 600000 };

/* Claims the lowest number that is free, and an incarnation of it. ERR_DB_LOCKED when all 1,023 are in use. */
enum err node_claim(struct scope *s, int64_t *number, int64_t *incarnation) MUST_CHECK;
/* ERR_FENCED when the number was taken over: stop all work. */
enum err node_beat(struct scope *s, int64_t number, int64_t incarnation) MUST_CHECK;
enum err node_release(struct scope *s, int64_t number, int64_t incarnation) MUST_CHECK;
