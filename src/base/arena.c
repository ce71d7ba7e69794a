/* base/arena.c - memory in chunks: each allocation moves one mark, and all goes at once. */
#include "base/arena.h"
#include "base/error.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#endif
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#define POISON(at, size) ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

enum { CHUNK_FIRST = 64 * 1024, CHUNK_LARGEST = 4 * 1024 * 1024, ALIGN = alignof(max_align_t) };

struct chunk {
	struct chunk *before;
	size_t room, used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *top; /* the newest; `before` leads to the first */
	size_t total;
};

static size_t rounded(size_t size) { return (size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1); }

static struct chunk *chunk_new(struct chunk *before, size_t room)
{
	struct chunk *c = malloc(sizeof *c + room);

	if (!c)
		die(__FILE__, __LINE__, "there is memory left");
	c->before = before;
	c->room = room;
	c->used = 0;
	POISON(c->bytes, room);
	return c;
}

static void chunk_free(struct chunk *c)
{
	UNPOISON(c->bytes, c->room);
	free(c);
}

struct arena *arena_new(void)
{
	struct arena *a = malloc(sizeof *a);

	ASSERT(a);
	a->top = chunk_new(NULL, CHUNK_FIRST - sizeof(struct chunk));
	a->total = 0;
	return a;
}

static void drop_to(struct arena *a, const struct chunk *keep)
{
	while (a->top != keep) {
		struct chunk *c = a->top;

		a->top = c->before;
		chunk_free(c);
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	drop_to(a, NULL);
	free(a);
}

void arena_reset(struct arena *a)
{
	while (a->top->before) {
		struct chunk *c = a->top;

		a->top = c->before;
		chunk_free(c);
	}
	arena_rewind(a, (struct arena_mark){ a->top, 0, 0 });
}

size_t arena_used(const struct arena *a) { return a->total; }

static void add_chunk(struct arena *a, size_t size)
{
	size_t room = a->top->room < CHUNK_LARGEST / 2 ? a->top->room * 2 : CHUNK_LARGEST;

	a->top = chunk_new(a->top, room < size ? size : room);
}

void *arena_raw(struct arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		die(__FILE__, __LINE__, "an allocation has a size that can be");
	size_t whole = rounded(size);
	if (whole > a->top->room - a->top->used)
		add_chunk(a, whole);
	char *at = a->top->bytes + a->top->used;
	a->top->used += whole;
	a->total += whole;
	UNPOISON(at, size);
	return at;
}

void *arena_alloc(struct arena *a, size_t size) { return memset(arena_raw(a, size), 0, size); }

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		die(__FILE__, __LINE__, "an array has a size that can be");
	return arena_alloc(a, bytes);
}

void *arena_resize(struct arena *a, void *at, size_t from, size_t to)
{
	struct chunk *c = a->top;
	size_t begin = c->used - rounded(from);

	if (to > SIZE_MAX / 2)
		die(__FILE__, __LINE__, "an allocation has a size that can be");
	if (rounded(from) <= c->used && c->bytes + begin == at && rounded(to) <= c->room - begin) {
		a->total = a->total - rounded(from) + rounded(to);
		c->used = begin + rounded(to);
		POISON(c->bytes + begin, c->room - begin);
		UNPOISON(at, to);
		return at;
	}
	if (to <= from)
		return at;
	return from ? memcpy(arena_raw(a, to), at, from) : arena_raw(a, to); /* a list that begins has no place yet */
}

struct arena_mark arena_mark(struct arena *a) { return (struct arena_mark){ a->top, a->top->used, a->total }; }

void arena_rewind(struct arena *a, struct arena_mark m)
{
	drop_to(a, m.chunk);
	a->top->used = m.used;
	a->total = m.total;
	POISON(a->top->bytes + m.used, a->top->room - m.used);
}
