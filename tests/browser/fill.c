/* tests/browser/fill.c - fill FOLDER COUNT: writes many orders into the database of a server that is stopped. */
#include "bench/bench.h"
#include "bench/many.h"
#include "work/node.h"
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	struct node_options o = { .alone = true, .role = "fill" };
	struct many l = { .all = argc == 3 ? (size_t)strtol(argv[2], NULL, 10) : 0 };
	struct node *node;
	double began = bench_now();

	if (l.all == 0) {
		fprintf(stderr, "fill FOLDER COUNT\n");
		return 2;
	}
	o.db.path = bench_text("%s/lockstep.db", argv[1]);
	o.key_file = bench_text("%s/lockstep.key", argv[1]);
	MUST(node_open(bench_scope(), &o, &node));
	many_load(&node->root, &l);
	node_close(node);
	printf("%zu orders in %.1f s\n", l.all, bench_now() - began);
	return 0;
}
