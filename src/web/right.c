/* web/right.c - what a person may do. */
#include "web/right.h"

const char *right_name(enum right r)
{
	static const char *const names[RIGHT_COUNT] = {
		[RIGHT_PUBLIC] = "PUBLIC",
		[RIGHT_SIGNED_IN] = "SIGNED_IN",
#define RIGHT(name, sentence) [RIGHT_##name] = #name,
#include "web/rights.def"
#undef RIGHT
	};

	ASSERT((int)r >= 0 && r < RIGHT_COUNT);
	return names[r];
}

struct text right_text(struct scope *s, enum right r)
{
	struct buffer b = buffer_in(s->arena);

	for (const char *c = right_name(r); *c; c++)
		buffer_byte(&b, *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c);
	return buffer_text(&b);
}

int64_t right_bit(enum right r)
{
	ASSERT(r > RIGHT_SIGNED_IN && r < RIGHT_COUNT);
	return INT64_C(1) << (r - RIGHT_SIGNED_IN - 1);
}

bool right_held(int64_t role_bits, enum right r) { return r <= RIGHT_SIGNED_IN || (role_bits & right_bit(r)) != 0; }
