/* channel/manual.c - orders by hand and from files: a channel without anybody behind it. */
#include "channel/channel.h"

static const struct word_pair words[] = {
	{ "unpaid", WORD_unpaid },
	{ "paid", WORD_paid },
	{ NULL, WORD_on_hold },
};

static const char *const hosts[] = { NULL };
static const struct feed feeds[] = { { .name = NULL } };

/* Our own record of what was typed (work/hand.c): all but who receives it, and what they wrote. */
static const char *const plain[] = {
	"number", "country", "delivery_method", "currency", "paid",  "placed", "ship_by",
	"lines",  "sku",     "title",           "quantity", "price", NULL,
};

const struct channel channel_manual = {
	.name = "manual",
	.title = "By hand",
	.family = "manual",
	.source = "typed in, or read from a file, here",
	.flow = FLOW_NONE,
	.hosts = hosts,
	.words = words,
	.feeds = feeds,
	.plain = plain,
	.own_codes = true,
	.form = 1,
};
