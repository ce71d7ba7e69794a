/* sim/lost.h - pushes that nobody took: kept for three days, told oldest first, gone once they are confirmed.
 *
 * In memory only: a market that starts again has lost none. The sim's gate guards it. */
#pragma once
#include "base/world.h"
#include <stddef.h>

struct lost;

struct lost *lost_new(struct world *w);
void lost_free(struct lost *l);                            /* NULL is nothing */
void lost_add(struct lost *l, char *body);                 /* takes the body over */
size_t lost_count(struct lost *l);                         /* after those of more than three days ago have gone */
const char *lost_body(const struct lost *l, size_t place); /* 0 is the oldest */
int64_t lost_id(const struct lost *l, size_t place);
/* All up to this id are known to whoever asked; false: there never was such a one. */
bool lost_confirm(struct lost *l, int64_t id);
