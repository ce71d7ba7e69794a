/* channel/redact.h - a raw answer as a person may see it. */
#pragma once
#include "channel/channel.h"

/* Without `people` each value that the channel does not list as plain is masked, so that a member we have never heard of
 * hides what it may hold. Whoever asks, what names a token or a key is not shown. ERR_RECORD_UNREADABLE. */
enum err channel_redact(struct scope *s, const struct channel *c, struct text raw, bool people,
			struct text *out) MUST_CHECK;
/* A member or a parameter of this name opens something: "partner_key", "sign". */
bool channel_is_secret(struct scope *s, struct text name);
