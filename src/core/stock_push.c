/* core/stock_push.c - how much of what there is a channel is told, and whether it must be told. */
#include "core/stock_push.h"

enum { WHOLE = 100 };

const char *push_state_name(enum push_state s)
{
	static const char *const names[] = {
#define X(id, name) name,
		PUSH_STATES(X)
#undef X
	};
	return names[s];
}

static int64_t offered(const struct push_rule *r, const struct push_part *p)
{
	int64_t left = p->free - p->waited - r->safety;

	return left > 0 ? left * r->percent / WHOLE : 0;
}

int64_t push_want(const struct push_rule *r, const struct push_part *parts, size_t count)
{
	int64_t least = -1;

	for (size_t i = 0; i < count; i++) {
		int64_t whole = parts[i].quantity > 0 ? offered(r, &parts[i]) / parts[i].quantity : 0;

		if (least < 0 || whole < least)
			least = whole;
	}
	return least > PUSH_STOCK_MOST ? PUSH_STOCK_MOST : least;
}

enum push_state push_judge(const struct push_offer *o, int64_t now)
{
	if (o->want < 0)
		return PUSH_UNMAPPED;
	if (o->want == o->said && (o->seen < 0 || o->seen == o->want))
		return PUSH_SAME;
	if (o->failed && o->tried == o->want && now - o->tried_at < PUSH_AGAIN_MS && now >= o->tried_at)
		return PUSH_FAILED;
	return PUSH_BEHIND;
}
