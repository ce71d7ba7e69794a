/* work/hook.h - what a channel pushes: proved and kept when it comes, worked later as a trigger to fetch.
 *
 * A push is never a source: any number of them, in any order, leaves the same orders as looking alone. */
#pragma once
#include "base/http.h"
#include "base/scope.h"
#include "base/secret.h"
#include "work/job.h"

/* Where the pushes of an app come in, as the channel's console has it, and the key that proves them; without a key of
 * its own the app's. An empty address ends it. ERR_NO_ROW when there is no such app. */
struct hook_address {
	struct text channel, app_id, url;
	struct secret key;
};
enum err hook_register(struct node *n, struct scope *s, const struct hook_address *a) MUST_CHECK;

/* One push as it came. OK when it is kept, or known already, or the console's ping, or about a shop that this app does
 * not open here (such a one is dropped). ERR_PUSH_FORGED when nothing proves who sent it: then nothing is written. */
struct hook_in {
	struct text channel, app_id;
	const struct http_request *request;
};
enum err hook_receive(struct node *n, struct scope *s, const struct hook_in *in) MUST_CHECK;

/* Bodies of pushes that are proved: each is kept as one that came, once; what is no push is left out with a word in the
 * log. Durable when it returns; *kept are new. */
struct channel;
enum { HOOK_SIZE_MAX = 64 * 1024 };
enum err hook_keep(struct node *n, struct scope *s, const struct channel *channel, struct text app_id,
		   const struct text *bodies, size_t count, int64_t *kept) MUST_CHECK;

/* The job: key "orders" fetches the orders that a shop's pushes name, "authorisation" asks whether it still stands. */
job_run hook_run;
