/* tests/fuzz/fuzz.h - what the fuzz programs share: the entry that libFuzzer calls, and a scope without a world. */
#pragma once
#include "base/scope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct scope fuzz_scope(void) { return (struct scope){ .arena = arena_new(), .deadline = MONO_NEVER }; }
static inline struct text fuzz_text(const uint8_t *data, size_t size)
{
	return (struct text){ (const char *)data, size };
}
