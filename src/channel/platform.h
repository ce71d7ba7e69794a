/* channel/platform.h - the platforms that shops may be entered of, those not yet connected too: facts, and the guide made of
 * them. */
#pragma once
#include "channel/channel.h"

struct platform {
	const char *name, *title, *title_zh;
	enum flow flow;
	const char *where, *id_label, *key_label; /* "": there is none */
	int days;                                 /* how long an approval lasts at most; 0: not said */
};
extern const struct platform platforms[];                         /* ended by one without a name */
const struct platform *platform_find(struct text name);           /* or NULL */
const struct channel *platform_channel(const struct platform *p); /* NULL: not yet connected */

struct guide_step {
	struct text en, zh, ru;
};
enum { GUIDE_STEPS_MAX = 8 };
/* How a shop of it is authorised; gives how many steps there are. */
size_t platform_guide(struct arena *a, const struct platform *p, struct guide_step out[GUIDE_STEPS_MAX]);
