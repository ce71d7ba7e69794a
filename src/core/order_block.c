/* core/order_block.c - what stands against converting, auditing or shipping an order: all reasons at once. */
#include "core/order_block.h"
#include <string.h>

static bool is_held(const struct order_stand *o, const char *hold) { return o->hold && !strcmp(o->hold, hold); }

size_t order_blocks(const struct order_stand *o, enum order_stage stage, enum err out[ORDER_BLOCKS_MAX])
{
	const struct {
		enum order_stage from;
		enum err why;
		bool stands;
	} rules[] = {
#define BLOCK(from, why, stands) { STAGE_##from, ERR_##why, stands },
#include "core/order_blocks.def"
#undef BLOCK
	};
	size_t count = 0;

	_Static_assert(sizeof rules / sizeof *rules <= ORDER_BLOCKS_MAX, "each reason has a place");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].from <= stage && rules[i].stands)
			out[count++] = rules[i].why;
	return count;
}
