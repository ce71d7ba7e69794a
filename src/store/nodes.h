/* store/nodes.h - a number for this process, which no other process on this database has. */
#pragma once
#include "base/scope.h"

/* A number of a process that never beat (a command), or of one declared dead, comes free so long after its last sign: by
 * the wall clock, far beyond what clocks differ by. Who beats is judged by others' monotonic clocks alone. */
enum { NODE_STALE_MS = 600000 };

/* Claims the lowest number that is free, and an incarnation of it. ERR_DB_LOCKED when all 1,023 are in use. */
enum err node_claim(struct scope *s, int64_t *number, int64_t *incarnation) MUST_CHECK;
/* ERR_FENCED when the number was taken over: stop all work. */
enum err node_beat(struct scope *s, int64_t number, int64_t incarnation) MUST_CHECK;
/* Declared dead, this process begins anew: another incarnation of its number, or another number. */
enum err node_again(struct scope *s, int64_t *number, int64_t *incarnation) MUST_CHECK;
/* "working" and "draining" beat and may be declared dead; "up" does not. ERR_FENCED. */
enum err node_enter(struct scope *s, int64_t number, int64_t incarnation, const char *state) MUST_CHECK;
enum err node_release(struct scope *s, int64_t number, int64_t incarnation) MUST_CHECK;
