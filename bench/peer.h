/* bench/peer.h - the market in a process of its own, so that memory and CPU are those of the program that is measured. */
#pragma once
#include "base/scope.h"
#include <sys/types.h>

enum { PEER_SHOPS_MAX = 64, PEER_CODE_SIZE = 128 };

struct peer_shop {
	int64_t id;
	char code[PEER_CODE_SIZE]; /* of an authorisation: one use, ten minutes */
};
struct peer_news {
	int port;
	size_t shop_count;
	struct peer_shop shops[PEER_SHOPS_MAX];
	int64_t changed; /* orders that were changed */
	double cpu_s;    /* CPU that the market has used */
};
struct peer {
	pid_t pid;
	int ask, hear;
	struct peer_news news;
};

/* Forks: to be called before any thread was started. The market serves on a loopback port. */
void peer_start(struct peer *p, int shops, int orders);
void peer_authorise(struct peer *p); /* fresh codes in p->news */
/* The seller's note of every `nth` order becomes another one. */
void peer_change(struct peer *p, int nth);
/* So many paid orders come to each shop, within the last seconds. */
void peer_place(struct peer *p, int each);
/* The address of every order that has not left becomes another one. */
void peer_move(struct peer *p);
double peer_cpu(struct peer *p);
void peer_stop(struct peer *p);
