/* work/converse.h - one attempt of one step with a channel: pace, ask (signs), send once, read.
 *
 * No transaction is open meanwhile. The channel's clock is learned from its Date header. */
#pragma once
#include "channel/channel.h"
#include "work/shops.h"

/* What was asked and heard last, for who must tell why it failed (work/trace.h); it lies in the scope of the asking. */
struct heard {
	const char *step; /* NULL: nothing was asked */
	struct text method, url, body;
	int64_t asked_at, took_ms;
	enum err sent; /* not OK: no answer came */
	int status;
};

struct conversation {
	struct node *node;
	const struct shop *shop;
	struct talk talk;
	int64_t skew_ms; /* the channel's clock less ours, as last heard */
	bool skew_known;
	int64_t wait_until; /* with ERR_CHANNEL_BUSY: UTC ms before which nothing is sent; 0: not said */
	int64_t asked_at;   /* when the last request was sent, on our clock */
	int64_t calls;
	int64_t token_ver; /* of the tokens in the talk */
	struct heard heard;
	bool as_is; /* the tokens in the talk are new: they are used as they are and never renewed */
};

/* Fills the talk from the shop's account; the access token is fetched when `token` is set (work/token.h). */
enum err converse_open(struct node *n, struct scope *s, const struct shop *shop, struct conversation *c) MUST_CHECK;
/* One step. A token that has just expired is renewed once, a wrong clock corrected once, and the step asked again.
 * ERR_CHANNEL_BUSY without any call when the pace forbids it now: wait_until says when. */
enum err converse(struct scope *s, struct conversation *c, const struct step *step) MUST_CHECK;
