/* sim/world_turn.c - a stack for each simulated thread and the switch between two: one thread of the machine serves all.
 *
 * A switch within one thread of the machine costs a tenth of waking another, and a simulation is made of switches. A
 * sanitizer is told of each, as it knows of one stack a thread only. */
#include "sim/world_turn.h"
#include "base/error.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#ifdef __SANITIZE_ADDRESS__
#define TURN_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TURN_SANITIZED 1
#endif
#endif
#ifdef TURN_SANITIZED
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif

/* Below each stack lies a page that nobody may touch. */
enum { STACK_SIZE = 1024 * 1024, GUARD_SIZE = 64 * 1024, MARGIN = 1024 };

struct turn {
	ucontext_t at;
	void (*run)(void *arg);
	void *arg;
	char *stack;        /* with its guard; NULL: the machine's */
	const void *bottom; /* of the stack, as a sanitizer sees it */
	size_t size;
	void *fake;      /* … and what it keeps for this stack */
	const char *low; /* how deep it stood when it was left */
	bool gone;
	struct turn *from; /* who gave it the baton last */
};

static void leaves(struct turn *from, struct turn *to, bool for_ever)
{
	to->from = from;
	from->low = __builtin_frame_address(0);
#ifdef TURN_SANITIZED
	__sanitizer_start_switch_fiber(for_ever ? NULL : &from->fake, to->bottom, to->size);
#else
	(void)for_ever;
#endif
}

static void comes(struct turn *t)
{
#ifdef TURN_SANITIZED
	__sanitizer_finish_switch_fiber(t->fake, &t->from->bottom, &t->from->size);
#else
	(void)t;
#endif
}

/* What a new stack begins with takes numbers only. */
static void begin(unsigned high, unsigned low)
{
	struct turn *t = (struct turn *)((uintptr_t)high << 32 | low);

	comes(t);
	t->run(t->arg);
	die(__FILE__, __LINE__, "a turn came to its end without giving the baton away");
}

struct turn *turn_own(void)
{
	struct turn *t = calloc(1, sizeof *t);

	ASSERT(t);
	return t;
}

/* The turn itself lies on top of its stack: so a leak checker finds with the one what the other holds. */
struct turn *turn_new(void (*run)(void *arg), void *arg)
{
	char *stack =
		mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	size_t room = (sizeof(struct turn) + 63) / 64 * 64;
	struct turn *t;

	ASSERT(stack != MAP_FAILED && mprotect(stack, GUARD_SIZE, PROT_NONE) == 0);
	t = (struct turn *)(void *)(stack + STACK_SIZE - room);
	*t = (struct turn){ .run = run, .arg = arg, .stack = stack };
	t->bottom = stack + GUARD_SIZE;
	t->size = STACK_SIZE - GUARD_SIZE - room;
	ASSERT(getcontext(&t->at) == 0);
	t->at.uc_stack.ss_sp = stack + GUARD_SIZE;
	t->at.uc_stack.ss_size = t->size;
	makecontext(&t->at, (void (*)(void))begin, 2, (unsigned)((uintptr_t)t >> 32), (unsigned)(uintptr_t)t);
#ifdef TURN_SANITIZED
	t->at.uc_stack.ss_size = 0; /* or the whole stack's shadow would be wiped at each switch */
	__asan_unpoison_memory_region(t->bottom, t->size);
#endif
	return t;
}

/* A sanitizer has its own idea of swapcontext(), which wipes what it knows of a stack. */
static void exchange(struct turn *from, struct turn *to)
{
#ifdef TURN_SANITIZED
	from->gone = false;
	ASSERT(getcontext(&from->at) == 0); /* comes back a second time */
	if (from->gone)
		return;
	from->gone = true;
	(void)setcontext(&to->at);
	die(__FILE__, __LINE__, "the baton could not be given away");
#else
	ASSERT(swapcontext(&from->at, &to->at) == 0);
#endif
}

void turn_switch(struct turn *from, struct turn *to)
{
	leaves(from, to, false);
	exchange(from, to);
	comes(from);
}

_Noreturn void turn_leave(struct turn *from, struct turn *to)
{
	leaves(from, to, true);
	(void)setcontext(&to->at);
	die(__FILE__, __LINE__, "the baton could not be given away");
}

void turn_free(struct turn *t)
{
	if (t->stack)
		ASSERT(munmap(t->stack, STACK_SIZE) == 0);
	else
		free(t);
}

void turn_bury(struct turn *t)
{
#ifdef TURN_SANITIZED
	const char *low = t->low ? t->low - MARGIN : (const char *)t; /* it may never have run */

	__lsan_register_root_region(low, (size_t)(t->stack + STACK_SIZE - low));
#else
	turn_free(t);
#endif
}
