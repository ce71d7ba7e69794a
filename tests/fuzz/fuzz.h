/* tests/fuzz/fuzz.h - what the fuzz programs share: the entry that libFuzzer calls, seeds, and a scope without a world. */
#pragma once
#include "base/scope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Inputs of the usual kind, from which others are made; gives how many. They live in the arena. */
enum { FUZZ_SEEDS_MAX = 64 };
size_t fuzz_seeds(struct arena *a, struct text out[FUZZ_SEEDS_MAX]);

#define FUZZ_SEEDS(...)                                                     \
	size_t fuzz_seeds(struct arena *a, struct text out[FUZZ_SEEDS_MAX]) \
	{                                                                   \
		static const char *const all[] = { __VA_ARGS__ };           \
		size_t count = sizeof all / sizeof *all;                    \
		(void)a;                                                    \
		ASSERT(count <= FUZZ_SEEDS_MAX);                            \
		for (size_t i = 0; i < count; i++)                          \
			out[i] = text_of(all[i]);                           \
		return count;                                               \
	}

static inline struct scope fuzz_scope(void) { return (struct scope){ .arena = arena_new(), .deadline = MONO_NEVER }; }
static inline struct text fuzz_text(const uint8_t *data, size_t size)
{
	return (struct text){ (const char *)data, size };
}
