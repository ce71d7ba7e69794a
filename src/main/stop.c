/* main/stop.c - the end in good order: the signals that ask for it, and a node whose channel does not answer. */
#include "main/command.h"
#include "net/http.h"
#include <signal.h>

/* A call may have had its effect, and a token in it may be spent: its answer is worth a wait, but not any wait. */
enum { GRACE_MS = 6000 };

static sigset_t stop_signals(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	return stop;
}

/* From here on the signals wait to be asked for, in every thread. */
void hold_stop(void)
{
	sigset_t stop = stop_signals();

	sigprocmask(SIG_BLOCK, &stop, NULL);
}

void wait_for_stop(void)
{
	sigset_t stop = stop_signals();
	int which;

	sigwait(&stop, &which);
}

bool stop_asked(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1);
}

struct patience {
	struct world *world;
	struct net *net;
	struct gate *gate; /* guards all below */
	bool over;
};

static void wait_then_cut(void *arg)
{
	struct patience *p = arg;
	int64_t until = world_mono(p->world) + GRACE_MS;

	gate_lock(p->world, p->gate);
	while (!p->over && world_mono(p->world) < until)
		(void)gate_wait(p->world, p->gate, until);
	if (!p->over)
		net_stop(p->net);
	gate_unlock(p->world, p->gate);
}

void stop_node(struct node *node, struct net *net)
{
	struct world *w = node->root.world;
	struct patience p = { .world = w, .net = net, .gate = gate_new(w) };
	struct thread *waiting = world_spawn(w, "patience", wait_then_cut, &p);

	node_stop(node);
	gate_lock(w, p.gate);
	p.over = true;
	gate_wake(w, p.gate);
	gate_unlock(w, p.gate);
	world_join(w, waiting);
	gate_free(w, p.gate);
}
