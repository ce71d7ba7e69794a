/* work/watch.h - what a node sees of the others: who lives, which shops are its own, which it hands over.
 *
 * A node beats; another that has seen the same beat for DEAD_MS, by its own monotonic clock and while it could see at all,
 * buries it, and its shops and jobs are free. No clocks are compared. One thread a watch: the dispatcher's. */
#pragma once
#include "base/id.h"
#include "base/scope.h"

enum { BEAT_MS = 2000, DEAD_MS = 10000, SURE_MS = DEAD_MS / 2, LOOK_MS = 2000 };

struct node;

struct seen { /* a node, by its number */
	int64_t incarnation, beat, silent_ms;
};
struct watch {
	struct seen seen[NODE_MAX + 1];
	int64_t looked_at; /* monotonic; -1: not yet, or too long ago: silence is counted anew */
	int64_t *leaving;  /* shops that fall to another node and are this one's still */
	size_t leaving_count, leaving_room;
	size_t own; /* shops leased by this node */
};
/* What this node has in hand: jobs it works on, and their shops. */
struct hands {
	int64_t *jobs, *shops;
	size_t count;
};

void watch_open(struct watch *w);
void watch_close(struct watch *w);
/* Looks once: buries who is silent, frees what nobody works on, takes the shops that fall to this node, hands over those
 * that fall to others and are not in hand. */
enum err watch_look(struct watch *w, struct node *n, struct scope *s, const struct hands *h) MUST_CHECK;
/* Hands over what is leaving and no longer in hand. */
enum err watch_hand_over(struct watch *w, struct node *n, struct scope *s, const struct hands *h) MUST_CHECK;
bool watch_leaving(const struct watch *w, int64_t shop_id);
