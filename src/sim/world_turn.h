/* sim/world_turn.h - a stack for each simulated thread and the switch between two: one thread of the machine serves all. */
#pragma once
#include <stddef.h>

struct turn;

struct turn *turn_own(void);                              /* for who calls: it has a stack already */
struct turn *turn_new(void (*run)(void *arg), void *arg); /* `run` ends with a switch that never comes back */
void turn_switch(struct turn *from, struct turn *to);
/* The last switch away from a turn: `from` will not run again. */
_Noreturn void turn_leave(struct turn *from, struct turn *to);
void turn_free(struct turn *t); /* it has been left, or is one's own */
/* One that stands somewhere and will never run again. What its stack holds is not lost in the eyes of a leak checker. */
void turn_bury(struct turn *t);
