/* work/account.h - an authorisation enters: app, account, shops, tokens, and the first pull of each shop. */
#pragma once
#include "base/scope.h"
#include "base/secret.h"

struct node;

/* The earlier of two ends of an authorisation, of which 0 is not said. */
static inline int64_t earlier_end(int64_t a, int64_t b) { return a == 0 || (b != 0 && b < a) ? b : a; }

struct account_new {
	struct text channel, app_id, title,
		code_ref;  /* code_ref: the shop's or main account's number that came with the code */
	bool main_account; /* code_ref is a main account: it may open several shops */
	struct secret app_key, code;
	struct text base;      /* {0}: the channel's own host */
	int64_t every_s;       /* how often its feeds are looked at; 0: the channel's default */
	int64_t first_back_ms; /* how far back the first pull reaches; 0: the channel's default */
};
struct account_made {
	int64_t account_id;
	int64_t *shops;
	size_t shop_count;
};
enum err account_add(struct node *n, struct scope *s, const struct account_new *a, struct account_made *out) MUST_CHECK;
