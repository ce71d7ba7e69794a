/* main/cmd_live.c - says whether the tenant is live and what stands against it; goes live, or back. */
#include "main/command.h"
#include "work/live.h"
#include <stdio.h>
#include <string.h>

static void print(const struct live *l)
{
	printf("%s\n", l->since ? "live: stock, confirmations and statuses go to the channels"
				: "not live: nothing is told to a channel");
	for (int i = 0; i < LIVE_CHECK_COUNT; i++)
		printf("  %-8s %-28s %.*s%s\n", live_state_name(l->checks[i].state), l->checks[i].en,
		       TEXT_ARG(l->checks[i].words), l->checks[i].needed ? "" : " (not needed)");
}

enum err cmd_live(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "live" };
	const char *wish = o->word_count ? o->words[0] : NULL;
	struct home h;
	struct live l;
	enum err e;

	if (wish && strcmp(wish, "on") != 0 && strcmp(wish, "off") != 0)
		return fail(s, ERR_USAGE,
			    "lockstep live says what is missing; lockstep live on goes live, off goes back");
	TRY(home_open(s, o, &needs, &h));
	e = wish ? live_go(&h.scope, strcmp(wish, "on") == 0, &l) : live_look(&h.scope, &l);
	if (e == OK)
		print(&l);
	else
		s->words = text_copy(s->arena, h.scope.words);
	home_close(&h);
	return e;
}
