/* main/errand.c - what a command asks for in the database and a node does: a server that works there, or this process. */
#include "main/command.h"
#include "net/http.h"

static enum err run(struct home *h, struct net *net, const struct errand *d)
{
	struct scope *s = &h->scope;
	bool lives;
	enum err e;

	TRY(d->ask(s, d->arg));
	TRY(home_shared(s, h, &lives));
	if (lives)
		return d->await(s, d->arg);
	TRY(node_start(h->node));
	e = d->await(s, d->arg);
	stop_node(h->node, net);
	return e;
}

enum err errand_run(struct scope *s, const struct options *o, const struct errand *d)
{
	struct home_needs needs = {
		.secrets = true, .private_hosts = o->loopback, .alone = ALONE_IF_FREE, .role = d->role
	};
	struct net_options options = { .private_hosts = o->loopback };
	struct net *net;
	struct home h;
	enum err e;

	hold_stop();
	TRY(home_open(s, o, &needs, &h));
	net = net_open(s->world, &options);
	e = home_leave(s, &h, run(&h, net, d));
	net_close(net);
	return e;
}
