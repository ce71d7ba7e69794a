/* lab/verb_push.c - the verbs of a scenario about pushes: where they go, and when. */
#include "lab/play.h"
#include "work/hook.h"

#define PUSH_KEY "the push key of the scenario"

enum err verb_pushes_reach(struct play *p, struct scope *s, const struct words *w)
{
	struct hook_address a = { .channel = TEXT("shopee"),
				  .app_id = text_format(s->arena, "%lld", (long long)SIM_PARTNER_ID),
				  .url = TEXT(PLAY_PUSHES),
				  .key = secret_of(TEXT(PUSH_KEY)) };

	(void)w;
	TRY(hook_register(p->node, s, &a));
	p->pushes_arrive = true;
	return sim_push(p->sim, s, &(struct sim_push){ .url = TEXT(PLAY_PUSHES), .key = TEXT(PUSH_KEY) });
}

enum err verb_pushes_miss(struct play *p, struct scope *s, const struct words *w)
{
	(void)s, (void)w;
	p->pushes_arrive = false;
	return OK;
}

/* Each round is one try of all that waits; it ends, as the market gives each up after its third. */
enum err verb_push(struct play *p, struct scope *s, const struct words *w)
{
	size_t left;

	(void)w;
	do
		sim_push_send(p->sim, s, true, &left);
	while (left);
	return OK;
}
