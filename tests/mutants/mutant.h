/* tests/mutants/mutant.h - which planted fault is at work: LOCKSTEP_MUTANT. Only the copy that tests/mutants builds has it. */
#pragma once
#include <stdbool.h>
#include <stdlib.h>

static inline bool mutant(int number)
{
	const char *chosen = getenv("LOCKSTEP_MUTANT");

	return chosen && (int)strtol(chosen, NULL, 10) == number;
}
