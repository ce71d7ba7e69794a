/* main/command.h - what a command gets, and how it says what it did: status 0 done, 1 failed, 2 not understood. */
#pragma once
#include "base/scope.h"
#include "main/options.h"
#include "work/node.h"

enum { PORT_MAX = 65535, RATE_MAX = 60000 };

typedef enum err command_run(struct scope *s, const struct options *o);

#define COMMAND(name, run, words, options, sentence) command_run run;
#include "main/commands.def"
#undef COMMAND

/* Opens the database that --data or --database names. Side files (key, market) lie in --data, else beside --key.
 * `secrets`: the key file is needed. `make`: what is missing is made. */
struct home {
	struct node *node;
	struct scope scope; /* with the node's database */
	const char *folder; /* of the side files */
	int lock;           /* of the data file, held while this is its one node; -1: not held */
	bool taken;         /* another program holds it */
};
/* A data file has one node at a time; a database server has any number. */
enum alone { NOT_ALONE, ALONE_IF_FREE, ALONE };
struct home_needs {
	bool secrets, make, private_hosts;
	enum alone alone;
	const char *role;
};
enum err home_open(struct scope *s, const struct options *o, const struct home_needs *needs,
		   struct home *out) MUST_CHECK;
void home_close(struct home *h);
/* Closes it and gives `e`; what its scope said of that goes to the caller's. */
enum err home_leave(struct scope *s, struct home *h, enum err e) MUST_CHECK;
/* Does another node work on this database? One lives when its beat moves while we look; on a file its lock says so. */
enum err home_shared(struct scope *s, const struct home *h, bool *lives) MUST_CHECK;

/* What is asked for in the database and done by a node. `ask` writes the wish, `await` waits for its end and prints it. */
struct errand {
	const char *role;
	enum err (*ask)(struct scope *s, void *arg);
	enum err (*await)(struct scope *s, void *arg);
	void *arg;
};
/* Where a server works on this database it does it; otherwise this process is the node for as long as it takes. */
enum err errand_run(struct scope *s, const struct options *o, const struct errand *d) MUST_CHECK;

/* An option's value, or standard input's first line for "-". */
enum err read_secret(struct scope *s, const char *option, const char *value, struct secret *out) MUST_CHECK;
enum err read_whole_file(struct scope *s, const char *path, size_t max, struct text *out) MUST_CHECK;
/* A command that ends in good order when it is asked to (SIGINT, SIGTERM) says so before it makes its first thread; any
 * other ends at once, as each transaction is whole or not there. */
void hold_stop(void);
void wait_for_stop(void);
bool stop_asked(void);
/* Stops the node's work; calls that have not been answered after a few seconds are given up. */
struct net;
void stop_node(struct node *node, struct net *net);
