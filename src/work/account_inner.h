/* work/account_inner.h - what the parts of accounts share; nobody else includes it. */
#pragma once
#include "store/sql.h"
#include "work/account.h"
#include "work/converse.h"

struct account {
	int64_t id, ver;
	struct text app_id, ref, title, base, nonce; /* ref {0}: no seller has approved yet */
	enum account_state state;
	const struct channel *channel;
};
/* ERR_ACCOUNT_UNKNOWN, ERR_CHANNEL_UNKNOWN. */
enum err account_load(struct scope *s, int64_t id, struct account *out) MUST_CHECK;
/* A conversation of the app itself: no shop's. `none` is what its shop points to. */
enum err account_talk(struct node *n, struct scope *s, const struct account *a, struct shop *none,
		      struct conversation *c) MUST_CHECK;
/* "https://host" of one of the channel's hosts; one on this machine in demo and tests only. */
enum err account_base(struct scope *s, struct node *n, const struct channel *channel, struct text given,
		      struct text *base) MUST_CHECK;
/* Before anybody approved an account goes by a number that no channel gives. */
struct text account_own_ref(struct scope *s, int64_t id);
struct text account_nonce_digest(struct scope *s, struct text nonce);
enum err account_key_file(struct scope *s, const struct node *n) MUST_CHECK;

/* How one shop's call ended. */
struct account_proof {
	int64_t shop_id;
	enum err how;
	struct text words;
	int64_t until;
};
/* Inside a transaction: what the channel said of each shop; what it did not say leaves the shop as it was. */
enum err account_proved(struct scope *s, int64_t account_id, const struct account_proof *at, size_t count) MUST_CHECK;
/* Inside a transaction: its node proves the shop as soon as it can, and again until the channel has said something. */
enum err account_prove_soon(struct scope *s, int64_t shop_id) MUST_CHECK;
/* The same from a moment on. */
enum err account_prove_at(struct scope *s, int64_t shop_id, int64_t at) MUST_CHECK;
