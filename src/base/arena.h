/* base/arena.h - memory that goes all at once.
 *
 * Everything made for one request or one piece of work lies in one arena. An allocation never
 * returns NULL: without memory the process stops (adr/0003), as every durable state is recoverable. */
#pragma once
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);
void arena_reset(struct arena *a);        /* forgets all, keeps the first chunk */
size_t arena_used(const struct arena *a); /* bytes handed out since new or reset */
/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, alloc_size(2), returns_nonnull));
/* count × size, checked for overflow. */
void *arena_array(struct arena *a, size_t count, size_t size)
	__attribute__((malloc, alloc_size(2, 3), returns_nonnull));
/* Not zeroed, for bytes that are filled at once. */
void *arena_raw(struct arena *a, size_t size) __attribute__((malloc, alloc_size(2), returns_nonnull));
/* Gives an allocation another size, in place where it is the newest one, else as a copy; new bytes are not zeroed. */
void *arena_resize(struct arena *a, void *at, size_t from, size_t to) __attribute__((returns_nonnull));
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

/* A mark to return to: what was made after it is forgotten. */
struct arena_mark {
	void *chunk;
	size_t used, total;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);
