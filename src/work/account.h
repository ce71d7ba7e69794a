/* work/account.h - authorisations: entered, approved by the seller, proved by a real call, changed, given up.
 *
 * An account is entered unverified. The seller approves at the channel's link, whose way back carries a nonce of ours; the
 * code that comes back is spent for tokens, the shops that they open are noted, and each is called once. Only then do they
 * pull. A person's deed here may run beside the node that works for the shops; what that one does is fenced by its lease,
 * what is done here by the versions of the rows. */
#pragma once
#include "base/scope.h"
#include "base/secret.h"
#include "core/account.h"
#include "work/job.h"

struct node;

/* The earlier of two ends of an authorisation, of which 0 is not said. */
static inline int64_t earlier_end(int64_t a, int64_t b) { return a == 0 || (b != 0 && b < a) ? b : a; }

enum { ACCOUNT_TITLE_MAX = 80, ACCOUNT_KEY_MAX = 512, ACCOUNT_LINK_MINUTES = 15 };

struct account_new {
	struct text channel, app_id, title;
	struct secret app_key; /* may be left out for an app that is known */
	struct text base;      /* {0}: the channel's own host */
	struct text currency;  /* of a channel without authorisation */
	/* account_add only: */
	struct text code_ref; /* the shop's or main account's number that came with the code */
	bool main_account;    /* code_ref is a main account: it may open several shops */
	struct secret code;
	int64_t every_s;       /* how often its feeds are looked at; 0: the channel's default */
	int64_t first_back_ms; /* how far back the first pull reaches; 0: the channel's default */
};
struct account_made {
	int64_t account_id;
	int64_t *shops;
	size_t shop_count;
	struct text
		doubt; /* the channel could not be asked about one of them: it is asked again; {0}: all are proved */
};

/* Enters an account, unverified; of a channel without authorisation with its shop, which may be used at once.
 * ERR_CHANNEL_UNKNOWN, ERR_CHANNEL_NOT_CONNECTED, ERR_BAD_REQUEST, ERR_HOST_FORBIDDEN. */
enum err account_enter(struct node *n, struct scope *s, const struct account_new *a, int64_t *account_id) MUST_CHECK;
/* The channel's page where the seller approves, signed, for a few minutes; `redirect` is our page that he comes back to. */
enum err account_link(struct node *n, struct scope *s, int64_t account_id, struct text redirect,
		      struct text *link) MUST_CHECK;
/* What came back. The nonce is good once: ERR_LINK_EXPIRED. */
struct account_code {
	struct secret code;
	struct text ref; /* the shop's number, or … */
	bool main_account;
	struct text nonce;
};
/* Spends the code and proves what it opens; OK when the code was taken, whatever the proof said: the account tells. */
enum err account_authorise(struct node *n, struct scope *s, int64_t account_id,
			   const struct account_code *code) MUST_CHECK;
/* Proves the account by a real call in the name of each of its shops. OK: the account tells what was found; an error: the
 * channel could not be asked. */
enum err account_verify(struct node *n, struct scope *s, int64_t account_id) MUST_CHECK;
/* Title or key, at its version; with a new key every account of the app must be verified again. */
struct account_change {
	struct text title;     /* {0}: stays */
	struct secret app_key; /* empty: stays */
	int64_t ver;
};
enum err account_set(struct node *n, struct scope *s, int64_t account_id,
		     const struct account_change *change) MUST_CHECK;
/* Gives the authorisation up: tokens, and the app's key where no other account uses it, are overwritten and removed, its
 * shops' jobs stop. `link` is the channel's page where the seller takes it back there too; {0}: it has none. */
enum err account_cancel(struct node *n, struct scope *s, int64_t account_id, struct text redirect,
			struct text *link) MUST_CHECK;

/* Inside a transaction: a call in the name of a shop said how it stands, with the words of a refusal; the account follows. */
enum err account_judged(struct scope *s, int64_t account_id, int64_t shop_id, enum account_state state, enum err why,
			struct text words) MUST_CHECK;

/* The job that proves one shop, until the channel has said something. */
job_run verify_run;

/* All at once, with the code of an approval that was given elsewhere: entered, approved, proved. */
enum err account_add(struct node *n, struct scope *s, const struct account_new *a, struct account_made *out) MUST_CHECK;
