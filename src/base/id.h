/* base/id.h - 64-bit ids that rise with time: 41 bits of ms since 2020, 10 bits node, 12 bits counter.
 *
 * A node's number is claimed in the table `nodes`, so no two processes make the same id. */
#pragma once
#include "base/world.h"

struct ids;
enum { NODE_MAX = 1023 };

struct ids *ids_new(struct world *w, int node);
void ids_free(struct ids *ids);
void ids_move(struct ids *ids, int node); /* the process has another number from now on */
int64_t id_floor(int64_t ms);             /* the least id that can have been made at this moment */
int64_t id_next(struct ids *ids);         /* never the same twice, even when the clock goes back; any thread */
