/* sim/push.h - what the market tells a registered address by itself; the sim's gate guards it.
 *
 * It signs by its own recipe. Pushes leave late, twice, out of order, or never, as the plan says; a forged one looks
 * like another and is signed with another key. What never left, and what nobody took, is lost (sim/lost.h). */
#pragma once
#include "sim/sim.h"

struct lost;
struct push;

enum { PUSH_AUTHORISED = 1, PUSH_WITHDRAWN = 2, PUSH_STATUS = 3, PUSH_TRACKING = 4, PUSH_ENDS_SOON = 12 };

struct push *push_new(struct world *w, struct market *m,
		      struct lost *lost); /* watches the market; sends nothing before it has a plan */
void push_free(struct push *p);
enum err push_plan(struct push *p, struct scope *s, const struct sim_push *plan) MUST_CHECK;
void push_authorisation(struct push *p, int64_t shop_id, int code);

/* The next push to be sent, as a request in the arena; false: none is due. */
struct push_out {
	struct http_request request;
	int tries;
	char *body;
	bool forged;
};
bool push_take(struct push *p, struct scope *s, bool all, struct push_out *out);
void push_ended(struct push *p, struct push_out *sent, bool taken); /* not taken: tried again, a few times, then lost */
size_t push_waiting(const struct push *p);

struct push_counts {
	int64_t taken, refused, lost;
};
struct push_counts push_counts(const struct push *p);
