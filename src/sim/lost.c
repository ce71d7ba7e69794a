/* sim/lost.c - pushes that nobody took, in a row by age. */
#include "sim/lost.h"
#include "base/instant.h"
#include <stdlib.h>
#include <string.h>

enum { LOST_MAX = 100000, KEPT_DAYS = 3 };

struct one {
	int64_t id, at; /* monotonic ms */
	char *body;
};

struct lost {
	struct world *world;
	struct one *at;
	size_t count, room;
	int64_t last_id;
};

struct lost *lost_new(struct world *w)
{
	struct lost *l = calloc(1, sizeof *l);

	ASSERT(l);
	l->world = w;
	return l;
}

static void drop(struct lost *l, size_t oldest)
{
	if (oldest == 0)
		return;
	for (size_t i = 0; i < oldest; i++)
		free(l->at[i].body);
	l->count -= oldest;
	memmove(l->at, l->at + oldest, l->count * sizeof *l->at);
}

void lost_free(struct lost *l)
{
	if (!l)
		return;
	drop(l, l->count);
	free(l->at);
	free(l);
}

void lost_add(struct lost *l, char *body)
{
	if (l->count == LOST_MAX)
		drop(l, 1);
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 64;
		l->at = realloc(l->at, l->room * sizeof *l->at);
		ASSERT(l->at);
	}
	l->at[l->count++] = (struct one){ ++l->last_id, world_mono(l->world), body };
}

size_t lost_count(struct lost *l)
{
	int64_t since = world_mono(l->world) - KEPT_DAYS * DAY_MS;
	size_t old = 0;

	while (old < l->count && l->at[old].at < since)
		old++;
	drop(l, old);
	return l->count;
}

const char *lost_body(const struct lost *l, size_t place) { return l->at[place].body; }
int64_t lost_id(const struct lost *l, size_t place) { return l->at[place].id; }

bool lost_confirm(struct lost *l, int64_t id)
{
	size_t known = 0;

	if (id < 1 || id > l->last_id)
		return false;
	while (known < l->count && l->at[known].id <= id)
		known++;
	drop(l, known);
	return true;
}
