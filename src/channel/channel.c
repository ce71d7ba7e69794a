/* channel/channel.c - the list of all channels that this program knows. */
#include "channel/channel.h"

const struct channel *const channels[] = { &channel_shopee, NULL };

const struct channel *channel_find(struct text name)
{
	for (const struct channel *const *c = channels; *c; c++)
		if (text_is(name, (*c)->name))
			return *c;
	return NULL;
}
