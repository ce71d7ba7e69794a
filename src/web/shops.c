/* web/shops.c - what the API answers about shops, and how people pull, stop and resume. */
#include "work/shops.h"
#include "web/handlers.h"
#include "web/view_shop.h"
#include "work/node.h"

enum err shops_list(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	return view_shops(s, &c->json);
}

/* Whatever was asked, the answer is how the shop stands now; what was set off goes on by itself. */
static enum err change(struct scope *s, struct call *c, enum err (*what)(struct scope *, int64_t))
{
	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, NULL, 0));
	TRY(what(s, c->id));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	return view_shop(s, c->id, &c->json);
}

enum err shops_pull(struct scope *s, struct call *c) { return change(s, c, shop_pull); }
enum err shops_stop(struct scope *s, struct call *c) { return change(s, c, shop_stop); }
enum err shops_resume(struct scope *s, struct call *c) { return change(s, c, shop_resume); }
