/* bench/stand.h - a node on a fresh database of either kind, bound to the shops of the market beside it. */
#pragma once
#include "bench/bench.h"
#include "bench/peer.h"
#include "net/http.h"
#include "work/node.h"

struct stand {
	struct scope s; /* on the node's database */
	struct net *net;
	struct node *node;
	const char *folder, *file; /* SQLite: the data file */
	const char *url;           /* PostgreSQL: the database of this run */
	int64_t shops[PEER_SHOPS_MAX];
	size_t shop_count;
};

/* The server's address from LOCKSTEP_TEST_POSTGRES, or NULL. */
const char *stand_postgres(void);
/* Another fresh and migrated database, of the kind of `st`: a path or an address. */
const char *stand_fresh(struct stand *st);
void stand_drop(const char *url);
/* p NULL: without shops. */
void stand_open(struct scope *root, struct stand *st, enum db_kind kind, struct peer *p);
void stand_close(struct stand *st);

/* Pulls all shops at once by the node's own workers; gives the seconds until the last had ended well. */
double stand_pull(struct stand *st);
/* The next pull reads everything again, as far back as the first. */
void stand_rewind(struct stand *st);
int64_t stand_orders(struct stand *st); /* that are held */
