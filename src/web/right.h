/* web/right.h - what a person may do: bits of members.role_bits. */
#pragma once
#include "base/scope.h"

enum right {
	RIGHT_PUBLIC,
	RIGHT_SIGNED_IN,
#define RIGHT(name, sentence) RIGHT_##name,
#include "web/rights.def"
#undef RIGHT
	RIGHT_COUNT
};

/* An administrator's role: all of them. */
#define RIGHTS_ALL ((INT64_C(1) << (RIGHT_COUNT - RIGHT_SIGNED_IN - 1)) - 1)

const char *right_name(enum right r);                  /* "READ_ORDERS" */
struct text right_text(struct scope *s, enum right r); /* "read_orders", as the API writes it */
int64_t right_bit(enum right r);
bool right_held(int64_t role_bits, enum right r); /* PUBLIC and SIGNED_IN: always */
