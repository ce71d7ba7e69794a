/* base/scope.c - opening and closing what one piece of work has at hand. */
#include "base/scope.h"

void scope_open(struct scope *s, const struct scope *parent)
{
	*s = (struct scope){
		.arena = arena_new(),
		.world = parent->world,
		.db = parent->db,
		.ids = parent->ids,
		.log = parent->log,
		.tenant_id = parent->tenant_id,
		.now = world_now(parent->world),
		.deadline = MONO_NEVER,
	};
}

void scope_close(struct scope *s)
{
	arena_free(s->arena);
	*s = (struct scope){ 0 };
}

enum err scope_end(struct scope *s, struct scope *outer, enum err how)
{
	if (how != OK) {
		outer->words = text_copy(outer->arena, s->words);
		outer->code = s->code;
	}
	scope_close(s);
	return how;
}
