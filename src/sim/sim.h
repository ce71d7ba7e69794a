/* sim/sim.h - a market with its counterparts of the channels, in this process or served on loopback ports.
 *
 * One market, one Shopee dialect, one control API. All of it stands behind one gate of its world; its clock is the
 * world's wall clock plus an offset. */
#pragma once
#include "base/http.h"
#include "base/scope.h"
#include "base/secret.h"
#include "sim/habits.h"
#include "sim/market.h"

struct sim;

/* The app that is known from the start, as in the sheet's vectors. */
#define SIM_PARTNER_ID INT64_C(2001887)
#define SIM_PARTNER_KEY "lockstep-demo-partner-key"

struct sim_options {
	uint64_t seed;
	const char
		*journal; /* the market's file; tokens are kept in the same name with ".tokens"; NULL: in memory only */
	int shops, orders;      /* at first start; 0 shops: 2 */
	int per_minute;         /* new orders a minute while it lives; 0: it stands still */
	int port, control_port; /* sim_serve: 0 is any free one */
};

/* In this process: requests enter by sim_answer. Nothing lives by itself; sim_live moves it on. */
enum err sim_open(struct scope *s, const struct sim_options *o, struct sim **out) MUST_CHECK;
/* The same, with two servers on 127.0.0.1 and a thread that lives. */
enum err sim_serve(struct scope *s, const struct sim_options *o, struct sim **out) MUST_CHECK;
void sim_close(struct sim *sim);     /* NULL is nothing */
int sim_port(const struct sim *sim); /* of the marketplace's API */
int sim_control_port(const struct sim *sim);

/* One request to the marketplace, with an absolute or a relative URL. ERR_CHANNEL_DOWN only by a fault. */
enum err sim_answer(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
/* The same as a world_send_fn. */
enum err sim_send(void *sim, struct scope *s, const struct http_request *q, struct http_answer *a) MUST_CHECK;
/* One request to the control API (docs/sim.md). */
void sim_control(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a);

/* What the demo and the tests need without HTTP. */
size_t sim_shop_count(const struct sim *sim);
struct sim_shop {
	int64_t id, account; /* shop_id and main_account_id */
	char name[64], region[3];
};
struct sim_shop sim_shop(const struct sim *sim, size_t i);
/* A code for one shop, or for all shops of the main account of that shop; one use, ten minutes. */
enum err sim_authorise(struct sim *sim, struct scope *s, size_t shop, bool whole_account, struct text *code) MUST_CHECK;
int64_t sim_now(struct sim *sim); /* the market's clock: UTC ms */
void sim_clock_offset(struct sim *sim, int64_t offset_ms);
enum err sim_live(struct sim *sim, struct scope *s) MUST_CHECK; /* one step of living, to sim_now */

/* Pushes to a registered address. An empty url ends them. */
struct sim_push {
	struct text url, key;          /* an app signs them with its push key */
	int64_t delay_ms;              /* each leaves up to so much later: they overtake one another */
	int64_t doubled, forged, lost; /* of a million */
};
enum err sim_push(struct sim *sim, struct scope *s, const struct sim_push *plan) MUST_CHECK;
/* Sends what is due, or all that waits; *left still wait. The sender is the scope's world. */
void sim_push_send(struct sim *sim, struct scope *s, bool all, size_t *left);
void sim_push_authorisation(struct sim *sim, int64_t shop_id, int code); /* 1 given, 2 withdrawn, 12 ends soon */

/* The market itself, for tests and benches: lock, use, unlock. */
struct market *sim_lock(struct sim *sim);
void sim_unlock(struct sim *sim);

/* Faults (sim/faults.def): the next `count` calls of the marketplace's API go wrong, or so many in a million do. */
enum sim_fault {
#define FAULT(name, word, sentence) FAULT_##name,
#include "sim/faults.def"
#undef FAULT
	FAULT_COUNT
};
void sim_fault(struct sim *sim, enum sim_fault fault, int count, int retry_after_s);
void sim_fault_rate(struct sim *sim, enum sim_fault fault, uint32_t per_million);
void sim_faults_end(struct sim *sim);                           /* none comes any more; habits stay */
int64_t sim_fault_count(struct sim *sim, enum sim_fault fault); /* how often it happened */
bool sim_fault_find(struct text word, enum sim_fault *out);
void sim_masked(struct sim *sim, bool masked); /* every buyer and address is masked */

void sim_habits(struct sim *sim, const struct sim_habits *h);
