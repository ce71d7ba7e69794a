/* lab/play.c - the stage of a scenario: one node and one market on virtual time, and a node that can be killed. */
#include "lab/play.h"
#include "sim/world.h"
#include "work/node.h"
#include <string.h>

enum { WORKERS = 4 };

/* 2026-01-01T00:00:00Z: every scenario begins at the same moment. */
#define PLAY_BEGIN INT64_C(1767225600000)

static const struct play *play_of(const struct world *w) { return (const struct play *)(const void *)w->ops; }

static bool of_database(const char *site) { return strncmp(site, "db ", 3) == 0; }

/* A row that is locked in PostgreSQL would hold up the thread with the baton for ever: it passes between transactions. */
static void yield(struct world *w, const char *site)
{
	const struct play *p = play_of(w);

	if (!p->whole_transactions || !of_database(site) || strcmp(site, "db begin") == 0)
		p->under->yield(w, site);
}

/* Nothing that a dead process still does becomes durable. */
static bool fault(struct world *w, const char *site)
{
	const struct play *p = play_of(w);

	if (p->dead && of_database(site))
		return true;
	return !p->whole_transactions && p->under->fault(w, site);
}

static void count_listing(struct play *p, struct scope *s, const struct http_request *q)
{
	struct text shop;
	int64_t id = 0;

	if (!text_ends(http_path(q->url), "/get_order_list") || !http_query(s->arena, q->url, "shop_id", &shop) ||
	    !text_to_int(shop, &id))
		return;
	for (int i = 0; i < p->shops; i++)
		p->asked[i] += sim_shop(p->sim, (size_t)i).id == id;
}

/* What a dead process sends reaches nobody, and nobody hears what it was answered. */
static enum err send_call(void *play, struct scope *s, const struct http_request *q, struct http_answer *a)
{
	struct play *p = play;
	enum err e;

	if (p->dead)
		return fail(s, ERR_CHANNEL_DOWN, "the program is no more");
	if (text_is(q->url, PLAY_PUSHES))
		return play_pushed(p, s, q, a);
	count_listing(p, s, q);
	e = sim_send(p->sim, s, q, a);
	if (p->crash_after && --p->crash_after == 0)
		p->dead = true;
	return p->dead ? fail(s, ERR_CHANNEL_DOWN, "the program is no more") : e;
}

struct world *play_world(struct play *p)
{
	struct sim_world_options o = { .seed = p->options->seed, .now = PLAY_BEGIN, .send = send_call, .net = p };

	p->world = sim_world_new(&o);
	p->under = p->world->ops;
	p->ops = *p->under;
	p->ops.yield = yield;
	p->ops.fault = fault;
	p->world->ops = &p->ops;
	p->whole_transactions = p->options->db.url && *p->options->db.url;
	return p->world;
}

enum err play_start(struct play *p, struct scope *s)
{
	struct node_options o = { .db = p->options->db,
				  .key_file = p->options->key_file,
				  .private_hosts = true,
				  .workers = WORKERS,
				  .role = "scenario" };
	enum err e;

	o.db.make = true;
	e = node_open(&p->base, &o, &p->node);
	if (e != OK)
		return fail(s, e, "the node does not start: %.*s", TEXT_ARG(text_copy(s->arena, p->base.words)));
	p->web = web_open(p->world, &(struct web_options){ .node = p->node });
	return node_start(p->node);
}

static void leave(struct play *p)
{
	if (p->web)
		web_close(p->web);
	if (p->node)
		node_close(p->node);
	p->web = NULL;
	p->node = NULL;
}

void play_kill(struct play *p)
{
	p->dead = true;
	p->crash_after = 0;
	leave(p);
	p->dead = false;
}

enum err play_open(struct play *p, struct scope *s)
{
	struct sim_options o = { .seed = p->options->seed, .shops = p->shops };

	TRY(sim_open(s, &o, &p->sim));
	return play_start(p, s);
}

void play_close(struct play *p)
{
	p->dead = false;
	p->crash_after = 0;
	leave(p);
	sim_close(p->sim);
}

enum err play_order(struct play *p, struct scope *s, struct text name, uint32_t *number)
{
	for (size_t i = 0; i < p->order_count; i++)
		if (text_same(p->orders[i].name, name)) {
			*number = p->orders[i].number;
			return OK;
		}
	return fail(s, ERR_USAGE, "no order was placed under the name %.*s", TEXT_ARG(name));
}

enum err play_name(struct play *p, struct scope *s, struct text name, uint32_t number)
{
	uint32_t taken;

	if (play_order(p, s, name, &taken) == OK)
		return fail(s, ERR_USAGE, "an order was placed under the name %.*s already", TEXT_ARG(name));
	if (p->order_count == PLAY_ORDERS_MAX)
		return fail(s, ERR_USAGE, "a scenario names at most %d orders", PLAY_ORDERS_MAX);
	p->orders[p->order_count].name = text_copy(p->base.arena, name);
	p->orders[p->order_count++].number = number;
	return OK;
}

enum err play_shop(struct play *p, struct scope *s, int64_t shop, int64_t *id)
{
	if (shop < 1 || shop > p->shops)
		return fail(s, ERR_USAGE, "the market's shops are 1 to %d", p->shops);
	*id = p->shop_ids[shop - 1];
	return *id ? OK : fail(s, ERR_USAGE, "shop %lld has not been authorised yet", (long long)shop);
}
