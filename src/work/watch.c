/* work/watch.c - what a node sees of the others: who lives, which shops are its own, which it hands over. */
#include "work/watch.h"
#include "base/log.h"
#include "core/place.h"
#include "store/sql.h"
#include "work/node.h"
#include <stdlib.h>

enum { TAKEN_AT_ONCE = 50 }; /* leases in one transaction */

/* One look: what the database says now. */
struct look {
	struct watch *watch;
	struct node *node;
	const struct hands *hands;
	struct sql_nodes_working_rows nodes;
	struct sql_leases_all_rows leases;
	struct placed *placed; /* one a lease, in their order */
};

void watch_open(struct watch *w) { *w = (struct watch){ .looked_at = -1 }; }

void watch_close(struct watch *w)
{
	free(w->leaving);
	*w = (struct watch){ .looked_at = -1 };
}

bool watch_leaving(const struct watch *w, int64_t shop_id)
{
	for (size_t i = 0; i < w->leaving_count; i++)
		if (w->leaving[i] == shop_id)
			return true;
	return false;
}

/* How long each has been silent. Time in which we could not look (the database was away, or we were asleep) does not
 * count: then the others could not beat either, or have beaten and we do not know. */
static void observe(struct look *k, int64_t mono)
{
	struct watch *w = k->watch;
	int64_t gap = w->looked_at < 0 ? -1 : mono - w->looked_at;

	for (size_t i = 0; i < k->nodes.count; i++) {
		const struct sql_nodes_working_row *row = &k->nodes.at[i];
		struct seen *seen = &w->seen[row->number];

		if (seen->incarnation == row->incarnation && seen->beat == row->beat && gap >= 0 && gap <= SURE_MS)
			seen->silent_ms += gap;
		else
			*seen = (struct seen){ row->incarnation, row->beat, 0 };
	}
	w->looked_at = mono;
}

static enum err free_jobs(struct look *k, struct scope *s)
{
	return sql_jobs_free(s,
			     (struct sql_jobs_free){ .node = k->node->number,
						     .incarnation = k->node->incarnation,
						     .held = k->hands->jobs,
						     .held_count = k->hands->count,
						     .now = s->now },
			     NULL);
}

struct burial {
	struct look *look;
	const struct sql_nodes_working_row *row;
	int64_t buried;
};

static enum err bury(struct scope *s, void *arg)
{
	struct burial *b = arg;

	TRY(sql_node_bury(s,
			  (struct sql_node_bury){ .number = b->row->number,
						  .incarnation = b->row->incarnation,
						  .beat = b->row->beat,
						  .now = s->now },
			  &b->buried));
	return b->buried ? free_jobs(b->look, s) : OK;
}

/* The silent leave the list. */
static enum err bury_silent(struct look *k, struct scope *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < k->nodes.count; i++) {
		struct burial b = { .look = k, .row = &k->nodes.at[i] };
		const struct seen *seen = &k->watch->seen[b.row->number];

		if (b.row->number != k->node->number && seen->silent_ms >= DEAD_MS) {
			TRY(db_transact(s, bury, &b));
			LOG(s, LOG_WARN, "node_buried", L_INT("node", b.row->number),
			    L_INT("incarnation", b.row->incarnation), L_INT("silent_ms", seen->silent_ms));
			continue; /* where its beat moved after all, the next look says so */
		}
		k->nodes.at[kept++] = *b.row;
	}
	k->nodes.count = kept;
	return OK;
}

static enum err free_body(struct scope *s, void *arg) { return free_jobs(arg, s); }

/* A node that ended without noting its jobs' ends, or our own claim whose commit we did not hear of. */
static enum err free_orphans(struct look *k, struct scope *s)
{
	struct sql_jobs_orphaned_row row;

	TRY(sql_jobs_orphaned(s,
			      (struct sql_jobs_orphaned){ .node = k->node->number,
							  .incarnation = k->node->incarnation,
							  .held = k->hands->jobs,
							  .held_count = k->hands->count },
			      &row));
	return row.count ? db_transact(s, free_body, k) : OK;
}

/* To whom each shop falls: only nodes at work get any; false when this node is not among them. */
static bool place(struct look *k, struct scope *s)
{
	int64_t *nodes = ARENA_ARRAY(s->arena, int64_t, k->nodes.count);
	size_t count = 0;
	bool among = false;

	for (size_t i = 0; i < k->nodes.count; i++) {
		const struct sql_nodes_working_row *row = &k->nodes.at[i];

		if (!text_is(row->state, "working"))
			continue;
		nodes[count++] = row->number;
		among |= row->number == k->node->number && row->incarnation == k->node->incarnation;
	}
	if (!among)
		return false;
	k->placed = ARENA_ARRAY(s->arena, struct placed, k->leases.count);
	for (size_t i = 0; i < k->leases.count; i++)
		k->placed[i] = (struct placed){ .shop = k->leases.at[i].shop_id };
	place_shops(nodes, count, k->placed, k->leases.count, ARENA_ARRAY(s->arena, size_t, count));
	return true;
}

static bool owner_lives(const struct look *k, const struct sql_leases_all_row *lease)
{
	for (size_t i = 0; i < k->nodes.count; i++)
		if (k->nodes.at[i].number == lease->node && k->nodes.at[i].incarnation == lease->incarnation)
			return true;
	return false;
}

static void leave(struct watch *w, int64_t shop_id)
{
	if (w->leaving_count == w->leaving_room) {
		w->leaving_room = w->leaving_room ? w->leaving_room * 2 : 16;
		w->leaving = realloc(w->leaving, w->leaving_room * sizeof *w->leaving);
		ASSERT(w->leaving);
	}
	w->leaving[w->leaving_count++] = shop_id;
}

struct taking {
	struct look *look;
	const struct sql_leases_all_row *const *leases;
	size_t count;
};

static enum err take(struct scope *s, void *arg)
{
	const struct taking *t = arg;
	int64_t tenant_id = s->tenant_id;
	enum err e = OK;

	for (size_t i = 0; i < t->count && e == OK; i++) {
		struct sql_lease_take_row row;

		s->tenant_id = t->leases[i]->tenant_id;
		e = sql_lease_take(s,
				   (struct sql_lease_take){ .shop_id = t->leases[i]->shop_id,
							    .node = t->look->node->number,
							    .incarnation = t->look->node->incarnation,
							    .seen = t->leases[i]->fence },
				   &row);
		if (e == ERR_NO_ROW)
			e = OK; /* another was quicker: the next look says who */
	}
	s->tenant_id = tenant_id;
	return e;
}

/* Takes what falls to this node and is nobody's; notes what is this one's and falls to another. */
static enum err settle(struct look *k, struct scope *s)
{
	const struct sql_leases_all_row **wanted =
		ARENA_ARRAY(s->arena, const struct sql_leases_all_row *, k->leases.count);
	size_t count = 0;

	k->watch->leaving_count = 0;
	k->watch->own = 0;
	for (size_t i = 0; i < k->leases.count; i++) {
		const struct sql_leases_all_row *lease = &k->leases.at[i];
		bool mine = lease->node == k->node->number && lease->incarnation == k->node->incarnation;
		bool falls_to_me = k->placed[i].node == k->node->number;

		k->watch->own += mine;
		if (mine && !falls_to_me)
			leave(k->watch, lease->shop_id);
		if (!mine && falls_to_me && !owner_lives(k, lease))
			wanted[count++] = lease;
	}
	for (size_t at = 0; at < count; at += TAKEN_AT_ONCE) {
		struct taking t = { k, wanted + at, count - at < TAKEN_AT_ONCE ? count - at : TAKEN_AT_ONCE };

		TRY(db_transact(s, take, &t));
	}
	k->watch->own += count;
	return OK;
}

struct release {
	struct node *node;
	int64_t shop_id;
};

static enum err release(struct scope *s, void *arg)
{
	const struct release *r = arg;

	return sql_lease_release(s,
				 (struct sql_lease_release){ .shop_id = r->shop_id,
							     .node = r->node->number,
							     .incarnation = r->node->incarnation },
				 NULL);
}

static bool in_hand(const struct hands *h, int64_t shop_id)
{
	for (size_t i = 0; i < h->count; i++)
		if (h->shops[i] == shop_id)
			return true;
	return false;
}

enum err watch_hand_over(struct watch *w, struct node *n, struct scope *s, const struct hands *h)
{
	for (size_t i = 0; i < w->leaving_count;) {
		int64_t shop_id = w->leaving[i];

		if (in_hand(h, shop_id)) {
			i++;
			continue;
		}
		TRY(db_transact(s, release, &(struct release){ n, shop_id }));
		LOG(s, LOG_INFO, "shop_handed_over", L_INT("shop", shop_id));
		w->leaving[i] = w->leaving[--w->leaving_count];
		w->own--;
	}
	return OK;
}

enum err watch_look(struct watch *w, struct node *n, struct scope *s, const struct hands *h)
{
	struct look k = { .watch = w, .node = n, .hands = h };
	int64_t mono = world_mono(s->world);

	TRY(sql_nodes_working(s, &k.nodes));
	observe(&k, mono);
	TRY(bury_silent(&k, s));
	TRY(free_orphans(&k, s));
	TRY(sql_leases_all(s, &k.leases));
	if (!place(&k, s))
		return OK; /* declared dead: the beat hears of it */
	TRY(settle(&k, s));
	return watch_hand_over(w, n, s, h);
}
