/* sim/timeline.h - which order stood when: numbers sorted by (second, number), for windows of any size. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct timeline;

/* A place in a timeline; places order by second, then by number. */
static inline uint64_t timeline_place(uint32_t second, uint32_t number) { return (uint64_t)second << 32 | number; }
static inline uint32_t place_second(uint64_t place) { return (uint32_t)(place >> 32); }
static inline uint32_t place_number(uint64_t place) { return (uint32_t)place; }

struct timeline *timeline_new(void);
void timeline_free(struct timeline *t);
void timeline_add(struct timeline *t, uint64_t place);
void timeline_remove(struct timeline *t, uint64_t place); /* it must be there */
size_t timeline_count(const struct timeline *t);
/* At most `max` places from `least` on that lie before `before`, the latest first. */
size_t timeline_list(const struct timeline *t, uint64_t before, uint64_t least, uint64_t *out, size_t max);
