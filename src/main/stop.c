/* main/stop.c - the end in good order: the signals that ask for it, and a node whose channel does not answer. */
#include "main/command.h"
#include "net/http.h"
#include <signal.h>

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

void stop_node(struct node *node, struct net *net)
{
	node_drain(node);
	net_stop(net); /* what still waits for an answer is fenced off by now */
	node_stop(node);
}
