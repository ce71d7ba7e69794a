/* work/crew.h - the dispatcher and the workers of a node. */
#pragma once
#include "base/error.h"
#include <stdbool.h>

struct crew;
struct node;

enum err crew_start(struct node *n, struct crew **out) MUST_CHECK;
void crew_stop(struct crew *c); /* workers give back what they hold at their next step; then all threads end */
bool crew_stopping(const struct crew *c);
void crew_wake(struct crew *c);
