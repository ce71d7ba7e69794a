/* main/cmd_sim.c - serves a simulated market on this machine, for tests of one's own. */
#include "main/command.h"
#include "sim/sim.h"
#include <stdio.h>

enum { SIM_ORDERS = 100 };

static int64_t given(int64_t value, int64_t otherwise) { return value == OPTION_UNSET ? otherwise : value; }

enum err cmd_sim(struct scope *s, const struct options *o)
{
	struct sim_options sim = {
		.seed = (uint64_t)given(o->seed, 1),
		.journal = o->journal,
		.shops = (int)given(o->shops, 2),
		.orders = (int)given(o->orders, SIM_ORDERS),
		.per_minute = (int)given(o->rate, 0),
		.port = (int)given(o->port, 0),
		.control_port = (int)given(o->control, 0),
	};
	struct sim *v;

	if (sim.port > 65535 || sim.control_port > 65535 || sim.port < 0 || sim.control_port < 0)
		return fail(s, ERR_USAGE, "--port and --control take 0 to 65535");
	TRY(sim_serve(s, &sim, &v));
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
	return OK;
}
