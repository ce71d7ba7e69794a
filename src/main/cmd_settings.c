/* main/cmd_settings.c - lists what the tenant may set, and sets one. */
#include "main/command.h"
#include "work/settings.h"
#include <stdio.h>

static enum err list(struct scope *s)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_facts *f = setting_facts((enum setting)i);
		int64_t value;

		TRY(setting_get(s, (enum setting)i, &value));
		printf("%-18s %6lld  %s (%lld unless set, from %lld to %lld)\n", f->name, (long long)value, f->sentence,
		       (long long)f->usual, (long long)f->least, (long long)f->most);
	}
	return OK;
}

enum err cmd_settings(struct scope *s, const struct options *o)
{
	struct home_needs needs = { .role = "settings" };
	struct home h;
	enum err e;

	if (o->word_count == 1)
		return fail(s, ERR_USAGE, "lockstep settings lists them; lockstep settings NAME VALUE sets one");
	TRY(home_open(s, o, &needs, &h));
	e = o->word_count ? setting_put(&h.scope, text_of(o->words[0]), text_of(o->words[1])) : list(&h.scope);
	if (e == OK && o->word_count)
		printf("%s is %s\n", o->words[0], o->words[1]);
	if (e != OK)
		s->words = text_copy(s->arena, h.scope.words);
	home_close(&h);
	return e;
}
