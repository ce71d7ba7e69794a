/* bench/peer.c - the market in a process of its own, told by a pipe what to do. */
#include "bench/peer.h"
#include "bench/bench.h"
#include "sim/sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum verb { AUTHORISE, CHANGE, PLACE, MOVE, REPORT };

struct order {
	enum verb verb;
	int nth;
};

struct market_process {
	struct scope *s;
	struct sim *sim;
	struct peer_news news;
	int rounds;
};

static void authorise(struct market_process *m)
{
	m->news.shop_count = sim_shop_count(m->sim);
	bench_check(m->news.shop_count <= PEER_SHOPS_MAX, "there is room for the shops");
	for (size_t i = 0; i < m->news.shop_count; i++) {
		struct peer_shop *shop = &m->news.shops[i];
		struct text code;

		MUST_IN(m->s, sim_authorise(m->sim, m->s, i, false, &code));
		shop->id = sim_shop(m->sim, i).id;
		snprintf(shop->code, sizeof shop->code, "%.*s", TEXT_ARG(code));
	}
}

static void change(struct market_process *m, int nth)
{
	struct market_act act = { .verb = MARKET_NOTE, .now = sim_now(m->sim) };
	struct market *market = sim_lock(m->sim);
	size_t count = market_order_count(market);

	act.words = text_format(m->s->arena, "pack it well, round %d", ++m->rounds);
	m->news.changed = 0;
	for (size_t i = 0; i < count; i += (size_t)nth, m->news.changed++) {
		act.order = (uint32_t)i;
		MUST_IN(m->s, market_do(market, m->s, &act));
	}
	sim_unlock(m->sim);
}

static void place(struct market_process *m, int each)
{
	struct market *market = sim_lock(m->sim);

	for (size_t i = 0; i < m->news.shop_count; i++) {
		struct market_wish wish = { .shop = (int)i, .count = each, .paid = true, .now = sim_now(m->sim) };
		uint32_t first;

		MUST_IN(m->s, market_place(market, m->s, &wish, &first));
	}
	sim_unlock(m->sim);
}

static void move(struct market_process *m)
{
	struct market_act act = { .verb = MARKET_MOVE_HOUSE, .now = sim_now(m->sim) };
	struct market *market = sim_lock(m->sim);
	size_t count = market_order_count(market);

	m->news.changed = 0;
	for (size_t i = 0; i < count; i++) {
		act.order = (uint32_t)i;
		m->news.changed += market_do(market, m->s, &act) == OK; /* what has left stays where it goes */
	}
	sim_unlock(m->sim);
}

_Noreturn static void run(int hear, int tell, int shops, int orders)
{
	struct market_process m = { .s = bench_scope() };
	struct sim_options o = { .seed = 11, .shops = shops, .orders = orders };
	struct order order;

	MUST_IN(m.s, sim_serve(m.s, &o, &m.sim));
	m.news.port = sim_port(m.sim);
	while (read(hear, &order, sizeof order) == (ssize_t)sizeof order) {
		if (order.verb == AUTHORISE)
			authorise(&m);
		else if (order.verb == CHANGE)
			change(&m, order.nth);
		else if (order.verb == PLACE)
			place(&m, order.nth);
		else if (order.verb == MOVE)
			move(&m);
		m.news.cpu_s = bench_cpu();
		if (write(tell, &m.news, sizeof m.news) != (ssize_t)sizeof m.news)
			break;
	}
	_exit(0); /* the other end has gone */
}

static void ask(struct peer *p, struct order order)
{
	char *to = (char *)&p->news;
	size_t got = 0;

	bench_check(write(p->ask, &order, sizeof order) == (ssize_t)sizeof order, "the market takes an order");
	while (got < sizeof p->news) {
		ssize_t n = read(p->hear, to + got, sizeof p->news - got);

		bench_check(n > 0, "the market answers");
		got += (size_t)n;
	}
}

void peer_start(struct peer *p, int shops, int orders)
{
	int down[2], up[2];

	bench_check(pipe(down) == 0 && pipe(up) == 0, "a pipe can be made");
	*p = (struct peer){ .pid = fork(), .ask = down[1], .hear = up[0] };
	bench_check(p->pid >= 0, "a process can be made");
	if (p->pid == 0) {
		close(down[1]);
		close(up[0]);
		run(down[0], up[1], shops, orders);
	}
	close(down[0]);
	close(up[1]);
	ask(p, (struct order){ REPORT, 0 });
}

void peer_authorise(struct peer *p) { ask(p, (struct order){ AUTHORISE, 0 }); }
void peer_change(struct peer *p, int nth) { ask(p, (struct order){ CHANGE, nth }); }

void peer_place(struct peer *p, int each) { ask(p, (struct order){ PLACE, each }); }
void peer_move(struct peer *p) { ask(p, (struct order){ MOVE, 0 }); }

double peer_cpu(struct peer *p)
{
	ask(p, (struct order){ REPORT, 0 });
	return p->news.cpu_s;
}

void peer_stop(struct peer *p)
{
	close(p->ask);
	close(p->hear);
	(void)waitpid(p->pid, NULL, 0);
}
