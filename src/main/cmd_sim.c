/* main/cmd_sim.c - serves a simulated market on this machine, for tests of one's own. */
#include "main/command.h"
#include "net/http.h"
#include "sim/sim.h"
#include <stdio.h>

enum { SIM_SHOPS = 2, SIM_ORDERS = 100, SIM_ORDERS_MAX = 100 * 1000 * 1000 };

static enum err sim_from(struct scope *s, const struct options *o, struct sim_options *sim)
{
	*sim = (struct sim_options){ .seed = o->seed == OPTION_UNSET ? 1 : (uint64_t)o->seed, .journal = o->journal };
	TRY(option_number(s, "port", o->port, 0, PORT_MAX, 0, &sim->port));
	TRY(option_number(s, "control", o->control, 0, PORT_MAX, 0, &sim->control_port));
	TRY(option_number(s, "shops", o->shops, 1, SHOPS_MAX, SIM_SHOPS, &sim->shops));
	TRY(option_number(s, "orders", o->orders, 0, SIM_ORDERS_MAX, SIM_ORDERS, &sim->orders));
	return option_number(s, "rate", o->rate, 0, RATE_MAX, 0, &sim->per_minute);
}

enum err cmd_sim(struct scope *s, const struct options *o)
{
	struct sim_options sim;
	struct sim *v;
	struct net *net;
	enum err e;

	TRY(sim_from(s, o, &sim));
	hold_stop();
	net = net_open(s->world, &(struct net_options){ .private_hosts = true }); /* for its pushes */
	e = sim_serve(s, &sim, &v);
	if (e != OK) {
		net_close(net);
		return e;
	}
	printf("ready http://127.0.0.1:%d control http://127.0.0.1:%d partner_id %lld partner_key %s\n", sim_port(v),
	       sim_control_port(v), (long long)SIM_PARTNER_ID, SIM_PARTNER_KEY);
	for (size_t i = 0; i < sim_shop_count(v); i++) {
		struct sim_shop shop = sim_shop(v, i);

		printf("shop %lld account %lld %s %s\n", (long long)shop.id, (long long)shop.account, shop.region,
		       shop.name);
	}
	fflush(stdout);
	wait_for_stop();
	sim_close(v);
	net_close(net);
	return OK;
}
