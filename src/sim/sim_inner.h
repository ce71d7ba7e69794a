/* sim/sim_inner.h - the simulation as its control API sees it; nobody else includes it. */
#pragma once
#include "base/rand.h"
#include "sim/lost.h"
#include "sim/push.h"
#include "sim/shopee.h"
#include "sim/sim.h"

enum { PER_MINUTE_MAX = 60000 };

struct server;

struct sim {
	struct world *world;
	struct gate *gate; /* guards all that follows */
	struct market *market;
	struct shopee *shopee;
	int64_t clock_offset_ms;
	int per_minute;
	struct faults {
		enum sim_fault next; /* of the next `count` calls */
		int count, retry_after_s;
		uint32_t per_million[FAULT_COUNT];
		int64_t happened[FAULT_COUNT];
		struct rand chance;
	} faults;
	struct push *push; /* what waits to be pushed */
	struct lost *lost; /* … and what nobody took */
	bool stopping;
	struct server *api, *control;
	struct thread *living;
	struct scope root; /* what the scopes of its threads are like */
};

/* sim_fault.c: one call, rightly or wrongly answered; with the gate held. */
enum sim_ending { ENDS_ANSWERED, ENDS_REFUSED, ENDS_SILENT, ENDS_BROKEN, ENDS_SHORT };
enum err sim_meet(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a,
		  enum sim_ending *ending) MUST_CHECK;
/* The caller hears nothing until it gives up, or the market closes; with the gate held. */
void sim_hang(struct sim *sim, int64_t ms);
