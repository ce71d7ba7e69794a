/* sim/sim.c - one market behind one gate: answering in this process, or served on loopback ports and living. */
#include "sim/sim.h"
#include "net/server.h"
#include "sim/sim_inner.h"
#include <stdlib.h>
#include <string.h>

enum { LIVE_EVERY_MS = 500, TIMEOUT_MS = 30000, HANG_MS = 35000 };

static struct text tokens_path(struct scope *s, const char *journal)
{
	return journal ? text_format(s->arena, "%s.tokens", journal) : (struct text){ 0 };
}

static enum err open_parts(struct scope *s, const struct sim_options *o, struct sim *sim)
{
	struct market_options mo = { .seed = o->seed,
				     .journal = o->journal,
				     .shops = o->shops,
				     .orders = o->orders,
				     .now = world_now(s->world) };

	if (o->per_minute < 0 || o->per_minute > PER_MINUTE_MAX)
		return fail(s, ERR_USAGE, "a market takes 0 to %d new orders a minute, not %d", PER_MINUTE_MAX,
			    o->per_minute);
	TRY(market_open(s, &mo, &sim->market));
	sim->lost = lost_new(s->world);
	sim->push = push_new(s->world, sim->market, sim->lost);
	TRY(shopee_open(s, sim->market, tokens_path(s, o->journal).at, &sim->shopee));
	shopee_lost(sim->shopee, sim->lost);
	enum err e = shopee_app_add(sim->shopee, s, SIM_PARTNER_ID, TEXT(SIM_PARTNER_KEY));
	return e == ERR_DUPLICATE ? OK : e;
}

enum err sim_open(struct scope *s, const struct sim_options *o, struct sim **out)
{
	struct sim *sim = calloc(1, sizeof *sim);
	enum err e;

	ASSERT(sim);
	sim->world = s->world;
	sim->gate = gate_new(s->world);
	sim->per_minute = o->per_minute;
	sim->faults.chance = rand_seed(o->seed ^ UINT64_C(0xFA17));
	e = open_parts(s, o, sim);
	if (e != OK) {
		sim_close(sim);
		return e;
	}
	*out = sim;
	return OK;
}

/* What cannot be answered in words goes wrong on the line itself. */
static void serve_api(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct sim *sim = self;
	enum sim_ending ending = ENDS_REFUSED;
	static const enum http_end ends[] = { [ENDS_ANSWERED] = HTTP_WHOLE,
					      [ENDS_REFUSED] = HTTP_SILENT,
					      [ENDS_SILENT] = HTTP_SILENT,
					      [ENDS_BROKEN] = HTTP_BROKEN,
					      [ENDS_SHORT] = HTTP_SHORT };

	gate_lock(sim->world, sim->gate);
	if (sim_meet(sim, s, q, a, &ending) != OK)
		ending = ENDS_REFUSED;
	if (ending == ENDS_SILENT)
		sim_hang(sim, HANG_MS);
	gate_unlock(sim->world, sim->gate);
	a->end = ends[ending];
}

static void serve_control(void *self, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	sim_control(self, s, q, a);
}

static void live(void *arg)
{
	struct sim *sim = arg;
	struct scope s;

	gate_lock(sim->world, sim->gate);
	while (!sim->stopping) {
		gate_wait(sim->world, sim->gate, world_mono(sim->world) + LIVE_EVERY_MS);
		if (sim->stopping)
			continue;
		scope_open(&s, &sim->root);
		if (sim->per_minute &&
		    market_live(sim->market, &s, world_now(sim->world) + sim->clock_offset_ms, sim->per_minute) != OK)
			sim->per_minute = 0; /* its journal cannot be written: it stands still rather than forget */
		gate_unlock(sim->world, sim->gate);
		sim_push_send(sim, &s, false, NULL);
		gate_lock(sim->world, sim->gate);
		scope_close(&s);
	}
	gate_unlock(sim->world, sim->gate);
}

static enum err serve(struct scope *s, const struct sim_options *o, struct sim *sim)
{
	struct server_options api = { .port = o->port, .handle = serve_api, .self = sim, .like = &sim->root };
	struct server_options control = {
		.port = o->control_port, .handle = serve_control, .self = sim, .like = &sim->root
	};

	TRY(server_open(s, &api, &sim->api));
	return server_open(s, &control, &sim->control);
}

enum err sim_serve(struct scope *s, const struct sim_options *o, struct sim **out)
{
	struct sim *sim;
	enum err e;

	TRY(sim_open(s, o, &sim));
	sim->root = (struct scope){ .world = s->world, .log = s->log, .deadline = MONO_NEVER };
	e = serve(s, o, sim);
	if (e != OK) {
		sim_close(sim);
		return e;
	}
	sim->living = world_spawn(sim->world, "market", live, sim);
	*out = sim;
	return OK;
}

void sim_close(struct sim *sim)
{
	if (!sim)
		return;
	gate_lock(sim->world, sim->gate);
	sim->stopping = true;
	gate_wake(sim->world, sim->gate);
	gate_unlock(sim->world, sim->gate);
	if (sim->api)
		server_close(sim->api);
	if (sim->control)
		server_close(sim->control);
	if (sim->living)
		world_join(sim->world, sim->living);
	push_free(sim->push);
	shopee_close(sim->shopee);
	lost_free(sim->lost);
	market_close(sim->market);
	gate_free(sim->world, sim->gate);
	free(sim);
}

int sim_port(const struct sim *sim) { return server_port(sim->api); }
int sim_control_port(const struct sim *sim) { return server_port(sim->control); }
int64_t sim_now(struct sim *sim) { return world_now(sim->world) + sim->clock_offset_ms; }

struct market *sim_lock(struct sim *sim)
{
	gate_lock(sim->world, sim->gate);
	return sim->market;
}

void sim_unlock(struct sim *sim) { gate_unlock(sim->world, sim->gate); }

enum err sim_answer(struct sim *sim, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	enum sim_ending ending = ENDS_ANSWERED;
	int64_t timeout = q->timeout_ms ? q->timeout_ms : TIMEOUT_MS;

	gate_lock(sim->world, sim->gate);
	enum err e = sim_meet(sim, s, q, a, &ending);
	if (ending == ENDS_SILENT)
		sim_hang(sim, timeout);
	gate_unlock(sim->world, sim->gate);
	TRY(e);
	if (ending == ENDS_REFUSED)
		return fail(s, ERR_CHANNEL_DOWN, "the market takes no connection");
	if (ending == ENDS_SILENT)
		return fail(s, ERR_CHANNEL_TIMEOUT, "the market did not answer within %lld ms", (long long)timeout);
	if (ending != ENDS_ANSWERED)
		return fail(s, ERR_CHANNEL_DATA_ABNORMAL, "the market sent an answer that was cut short");
	return OK;
}

enum err sim_send(void *sim, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	return sim_answer(sim, s, q, a);
}

size_t sim_shop_count(const struct sim *sim) { return market_shop_count(sim->market); }

struct sim_shop sim_shop(const struct sim *sim, size_t i)
{
	const struct market_shop *shop = market_shop(sim->market, i);
	struct sim_shop out = { .id = shop->id, .account = shop->account };

	memcpy(out.name, shop->name, sizeof out.name);
	memcpy(out.region, region_facts(shop->region)->code, sizeof out.region);
	return out;
}

enum err sim_authorise(struct sim *sim, struct scope *s, size_t shop, bool whole_account, struct text *code)
{
	if (shop >= sim_shop_count(sim))
		return fail(s, ERR_SHOP_UNKNOWN, "the market has %zu shops", sim_shop_count(sim));
	struct sim_shop of = sim_shop(sim, shop);
	struct shopee_asked ask = { .partner = SIM_PARTNER_ID, .now = sim_now(sim) };
	*(whole_account ? &ask.account : &ask.shop) = whole_account ? of.account : of.id;
	gate_lock(sim->world, sim->gate);
	enum err e = shopee_code(sim->shopee, s, &ask, code);
	gate_unlock(sim->world, sim->gate);
	return e;
}

enum err sim_live(struct sim *sim, struct scope *s)
{
	gate_lock(sim->world, sim->gate);
	enum err e = market_live(sim->market, s, sim_now(sim), sim->per_minute);
	gate_unlock(sim->world, sim->gate);
	return e;
}

void sim_clock_offset(struct sim *sim, int64_t offset_ms)
{
	gate_lock(sim->world, sim->gate);
	sim->clock_offset_ms = offset_ms;
	gate_unlock(sim->world, sim->gate);
}

enum err sim_push(struct sim *sim, struct scope *s, const struct sim_push *plan)
{
	gate_lock(sim->world, sim->gate);
	enum err e = push_plan(sim->push, s, plan);
	gate_unlock(sim->world, sim->gate);
	return e;
}

void sim_push_authorisation(struct sim *sim, int64_t shop_id, int code)
{
	gate_lock(sim->world, sim->gate);
	push_authorisation(sim->push, shop_id, code);
	gate_unlock(sim->world, sim->gate);
}

/* What is sent may come back to this market as a question, so that nobody holds the gate meanwhile. */
void sim_push_send(struct sim *sim, struct scope *s, bool all, size_t *left)
{
	struct push_out out;

	gate_lock(sim->world, sim->gate);
	size_t most = push_waiting(sim->push);
	for (; most > 0 && !sim->stopping && push_take(sim->push, s, all, &out); most--) {
		struct http_answer a = { 0 };

		gate_unlock(sim->world, sim->gate);
		enum err e = s->world->ops->send(s->world, s, &out.request, &a);
		gate_lock(sim->world, sim->gate);
		push_ended(sim->push, &out, e == OK && a.status / 100 == 2 && a.body.size == 0);
	}
	if (left)
		*left = push_waiting(sim->push);
	gate_unlock(sim->world, sim->gate);
}
