/* lab/play.h - what the verbs of a scenario work on: a market, a node, the API, and the names given to orders. */
#pragma once
#include "base/json.h"
#include "lab/scenario.h"
#include "sim/sim.h"
#include "web/web.h"
#include "work/node.h"

#define PLAY_PUSHES "https://lockstep.example/hooks/shopee/2001887" /* where the market pushes to */

enum { PLAY_ORDERS_MAX = 64, WORDS_MAX = 16 };

struct words {            /* what stood where the form has <…> */
	struct text verb; /* the first word */
	struct {
		struct text text;
		int64_t number; /* of <count> and <shop> */
	} at[WORDS_MAX];
	size_t count;
};

struct play {
	struct world_ops ops; /* first: the world's doors lead here */
	const struct world_ops *under;
	const struct scenario_options *options;
	struct scope base; /* without a database; what the whole run remembers is in its arena */
	struct world *world;
	struct sim *sim;
	struct node *node;
	struct web *web;
	int shops; /* the market's */
	int64_t shop_ids[SHOPS_MAX];
	bool whole_transactions; /* the baton stays while one is open */
	bool dead;               /* the node: what it still does reaches nobody */
	bool pushes_arrive;      /* at PLAY_PUSHES */
	int crash_after;
	int64_t asked[SHOPS_MAX], watched_at; /* listings since watch */
	struct text cookie, csrf;
	struct text task;     /* the last one that was begun */
	struct text if_match; /* sent with the next request; {0}: none */
	struct {
		struct text name;
		uint32_t number;
	} orders[PLAY_ORDERS_MAX];
	size_t order_count;
};

enum err play_open(struct play *p, struct scope *s) MUST_CHECK; /* market and node, once shops is set */
void play_close(struct play *p);
void play_kill(struct play *p);                                  /* as kill -9 does */
enum err play_start(struct play *p, struct scope *s) MUST_CHECK; /* a new process on the same data */
struct world *play_world(struct play *p);

/* The order of that name; its place among the market's. */
enum err play_order(struct play *p, struct scope *s, struct text name, uint32_t *number) MUST_CHECK;
enum err play_name(struct play *p, struct scope *s, struct text name, uint32_t number) MUST_CHECK;
/* Our id of that order; ERR_NO_ROW when it is not held. */
enum err play_held(struct play *p, struct scope *s, struct text name, int64_t *id) MUST_CHECK;
/* It as the API shows it; one that is not held is said. */
enum err play_show(struct play *p, struct scope *s, struct text name, struct json *out) MUST_CHECK;
/* Our id of the market's shop 1, 2 … */
enum err play_shop(struct play *p, struct scope *s, int64_t shop, int64_t *id) MUST_CHECK;
/* What the market pushes comes in by the API's dispatcher; ERR_CHANNEL_DOWN where nobody is. */
enum err play_pushed(struct play *p, struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
/* One request to the API as the person who is signed in; anything but success is said with its problem. */
enum err play_ask(struct play *p, struct scope *s, const char *method, struct text path, struct text body,
		  struct json *out) MUST_CHECK;
/* The same with a body that was written; NULL: none. */
enum err play_send(struct play *p, struct scope *s, const char *method, struct text path, const struct buffer *body,
		   struct json *out) MUST_CHECK;
/* A deed of a person on one order; a refusal is said. */
enum err play_deed(struct play *p, struct scope *s, struct text order, const char *deed) MUST_CHECK;
/* What a person of the market does to the order of that name; `order` and `now` of the act are filled in. */
enum err play_act(struct play *p, struct scope *s, struct text name, struct market_act *a) MUST_CHECK;

#define VERB(form, run, sentence) enum err run(struct play *p, struct scope *s, const struct words *w) MUST_CHECK;
#include "lab/verbs.def"
#undef VERB
