/* channel/channel.c - the list of all channels that this program knows. */
#include "channel/channel.h"
#include <string.h>

const struct channel *const channels[] = { &channel_shopee, &channel_manual, NULL };

const struct channel *channel_find(struct text name)
{
	for (const struct channel *const *c = channels; *c; c++)
		if (text_is(name, (*c)->name))
			return *c;
	return NULL;
}

const struct deed *channel_deed(const struct channel *c, const char *name)
{
	for (const struct deed *d = c->deeds; d && d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}
