/* core/order_block.h - what stands against converting, auditing or shipping an order: all reasons at once.
 *
 * Each reason is a code whose sentence and cure errors.def has; the rules are order_blocks.def. */
#pragma once
#include "core/order_move.h"

/* What stands against one stage stands against the later ones. */
enum order_stage { STAGE_CONVERT, STAGE_AUDIT, STAGE_SHIP };

enum { ORDER_BLOCKS_MAX = 10 };
/* How many reasons there are; none: it may go on. */
size_t order_blocks(const struct order_stand *o, enum order_stage stage, enum err out[ORDER_BLOCKS_MAX]);
