/* work/crew.h - the dispatcher and the workers of a node. */
#pragma once
#include "base/error.h"
#include <stdbool.h>
#include <stdint.h>

struct crew;
struct node;

enum err crew_start(struct node *n, struct crew **out) MUST_CHECK;
void crew_drain(struct crew *c); /* hands everything over, in DRAIN_MS at most */
void crew_stop(struct crew *c);  /* drains, and ends all threads */
bool crew_leaves(struct crew *c, int64_t shop_id);
bool crew_sure(const struct crew *c);
bool crew_stopping(const struct crew *c);
void crew_wake(struct crew *c);
