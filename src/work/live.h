/* work/live.h - is the tenant live? Until it is, nothing is told to a channel; going live is a list of checks. */
#pragma once
#include "base/scope.h"
#include "core/live.h"

/* Asked by whoever is about to tell a channel of stock, a confirmation or a status: OK, or ERR_NOT_LIVE with its words. */
enum err live_is(struct scope *s) MUST_CHECK;

struct live {
	int64_t since;   /* UTC ms; 0: not live */
	int64_t waiting; /* tasks that wait for it */
	bool may;        /* nothing that is needed is missing */
	struct live_check checks[LIVE_CHECK_COUNT];
};
enum err live_look(struct scope *s, struct live *out) MUST_CHECK;
/* ERR_LIVE_REFUSED names what is missing. To be what one is already is no error; back is always allowed. */
enum err live_go(struct scope *s, bool live, struct live *out) MUST_CHECK;
