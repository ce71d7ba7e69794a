/* core/outbound.c - the names of the states of an outbound order. */
#include "core/outbound.h"

static const char *const names[OUTBOUND_STATE_COUNT] = {
#define X(id, name) [OUTBOUND_##id] = name,
	OUTBOUND_STATES(X)
#undef X
};

const char *outbound_state_name(enum outbound_state s) { return names[s]; }

bool outbound_state_find(struct text name, enum outbound_state *out)
{
	for (int s = 0; s < OUTBOUND_STATE_COUNT; s++)
		if (text_is(name, names[s])) {
			*out = (enum outbound_state)s;
			return true;
		}
	return false;
}
