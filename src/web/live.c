/* web/live.c - whether the tenant is live, what stands against it, and going live. */
#include "work/live.h"
#include "web/handlers.h"
#include "web/views.h"
#include "work/node.h"

static void answer(struct call *c, const struct live *l)
{
	struct view_live_check checks[LIVE_CHECK_COUNT];

	for (int i = 0; i < LIVE_CHECK_COUNT; i++) {
		const struct live_check *k = &l->checks[i];

		checks[i] = (struct view_live_check){ .name = text_of(k->name),
						      .label = { text_of(k->en), text_of(k->zh) },
						      .state = text_of(live_state_name(k->state)),
						      .needed = k->needed,
						      .said = text_of(k->said),
						      .count = k->count,
						      .of = k->of,
						      .words = k->words,
						      .cure = text_of(k->cure) };
	}
	view_live_write(&c->json, NULL,
			&(struct view_live){ .live = l->since != 0,
					     .may = l->may,
					     .since = l->since,
					     .waiting = l->waiting,
					     .checks = { checks, LIVE_CHECK_COUNT } });
}

enum err live_get(struct scope *s, struct call *c)
{
	struct live l;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(live_look(s, &l));
	answer(c, &l);
	return OK;
}

enum err live_set(struct scope *s, struct call *c)
{
	static const char *const members[] = { "live" };
	struct json wish = json_at(c->body, "live");
	struct live l;

	TRY(call_parameters(s, c, NULL, 0));
	TRY(call_members(s, c, members, 1));
	if (json_kind(wish) != JSON_TRUE && json_kind(wish) != JSON_FALSE)
		return fail(s, ERR_BAD_REQUEST, "the body must be a JSON object with \"live\" as true or false");
	TRY(live_go(s, json_is_true(wish), &l));
	if (c->web->node && c->web->node->crew)
		node_wake(c->web->node);
	answer(c, &l);
	return OK;
}
