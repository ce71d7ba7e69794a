/* core/outbound.h - the states of an outbound order, by which people filter; an order without one stands in "none". */
#pragma once
#include "base/text.h"

#define OUTBOUND_STATES(X)          \
	X(NONE, "none")             \
	X(DRAFT, "draft")           \
	X(AUDITED, "audited")       \
	X(ARRANGED, "arranged")     \
	X(PICKED, "picked")         \
	X(PACKED, "packed")         \
	X(INVOICED, "invoiced")     \
	X(DISPATCHED, "dispatched") \
	X(DELIVERED, "delivered")   \
	X(CANCELLED, "cancelled")   \
	X(RETURNED, "returned")
enum outbound_state {
#define X(id, name) OUTBOUND_##id,
	OUTBOUND_STATES(X)
#undef X
		OUTBOUND_STATE_COUNT
};
const char *outbound_state_name(enum outbound_state s);
bool outbound_state_find(struct text name, enum outbound_state *out);
