/* sim/sim_inner.h - the simulation as its control API sees it; nobody else includes it. */
#pragma once
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
	enum sim_fault fault;
	int fault_count, retry_after_s;
	struct push *push; /* what waits to be pushed */
	bool stopping;
	struct server *api, *control;
	struct thread *living;
	struct scope root; /* what the scopes of its threads are like */
};
