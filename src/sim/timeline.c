/* sim/timeline.c - sorted leaves under one sorted table: an insertion moves a few kilobytes, whatever the size. */
#include "sim/timeline.h"
#include "base/error.h"
#include <stdlib.h>
#include <string.h>

enum { LEAF_MAX = 256 };

struct leaf {
	size_t count; /* at least one */
	uint64_t places[LEAF_MAX];
};

struct timeline {
	struct leaf **leaves;
	size_t leaf_count, room, count;
};

struct timeline *timeline_new(void)
{
	struct timeline *t = calloc(1, sizeof *t);

	ASSERT(t);
	return t;
}

void timeline_free(struct timeline *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->leaf_count; i++)
		free(t->leaves[i]);
	free(t->leaves);
	free(t);
}

size_t timeline_count(const struct timeline *t) { return t->count; }

/* How many of the sorted places lie before this one. */
static size_t rank(const uint64_t *places, size_t count, uint64_t place)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = (low + count) / 2;

		if (places[middle] < place)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/* The leaf where this place is or belongs: the last one that begins at or before it, or the first. */
static size_t leaf_for(const struct timeline *t, uint64_t place)
{
	size_t low = 0, high = t->leaf_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (t->leaves[middle]->places[0] <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

static struct leaf *leaf_insert(struct timeline *t, size_t at)
{
	struct leaf *l = malloc(sizeof *l);

	ASSERT(l);
	l->count = 0;
	if (t->leaf_count == t->room) {
		t->room = t->room ? t->room * 2 : 16;
		t->leaves = realloc(t->leaves, t->room * sizeof *t->leaves);
		ASSERT(t->leaves);
	}
	memmove(t->leaves + at + 1, t->leaves + at, (t->leaf_count - at) * sizeof *t->leaves);
	t->leaves[at] = l;
	t->leaf_count++;
	return l;
}

/* A full leaf makes room: at the very end a fresh leaf follows, so that what comes in order packs tightly. */
static struct leaf *leaf_split(struct timeline *t, size_t at, uint64_t place)
{
	struct leaf *full = t->leaves[at], *next = leaf_insert(t, at + 1);
	bool last = at + 2 == t->leaf_count && place > full->places[LEAF_MAX - 1];

	if (last)
		return next;
	next->count = LEAF_MAX / 2;
	full->count = LEAF_MAX - next->count;
	memcpy(next->places, full->places + full->count, next->count * sizeof *next->places);
	return place >= next->places[0] ? next : full;
}

void timeline_add(struct timeline *t, uint64_t place)
{
	struct leaf *l;

	if (!t->leaf_count)
		leaf_insert(t, 0);
	size_t at = leaf_for(t, place);
	l = t->leaves[at];
	if (l->count == LEAF_MAX)
		l = leaf_split(t, at, place);
	size_t i = rank(l->places, l->count, place);
	memmove(l->places + i + 1, l->places + i, (l->count - i) * sizeof *l->places);
	l->places[i] = place;
	l->count++;
	t->count++;
}

void timeline_remove(struct timeline *t, uint64_t place)
{
	ASSERT(t->leaf_count);
	size_t at = leaf_for(t, place);
	struct leaf *l = t->leaves[at];
	size_t i = rank(l->places, l->count, place);

	ASSERT(i < l->count && l->places[i] == place);
	l->count--;
	t->count--;
	memmove(l->places + i, l->places + i + 1, (l->count - i) * sizeof *l->places);
	if (l->count)
		return;
	free(l);
	t->leaf_count--;
	memmove(t->leaves + at, t->leaves + at + 1, (t->leaf_count - at) * sizeof *t->leaves);
}

size_t timeline_list(const struct timeline *t, uint64_t before, uint64_t least, uint64_t *out, size_t max)
{
	size_t got = 0;

	if (!t->leaf_count || !before)
		return 0;
	size_t at = leaf_for(t, before - 1);
	size_t i = rank(t->leaves[at]->places, t->leaves[at]->count, before);
	while (got < max) {
		if (i == 0) {
			if (at == 0)
				break;
			at--;
			i = t->leaves[at]->count;
		}
		uint64_t place = t->leaves[at]->places[--i];
		if (place < least)
			break;
		out[got++] = place;
	}
	return got;
}
