/* work/heart.c - a node's beat, in a thread of its own: whatever the rest waits for, it goes on. */
#include "work/heart.h"
#include "base/log.h"
#include "store/nodes.h"
#include "work/watch.h"

enum { AGAIN_MS = 500 }; /* how soon a beat is tried again that the database did not take */

/* False: the database did not take it. */
static bool beat(struct heart *h, struct scope *s)
{
	int64_t mono = world_mono(s->world), number, incarnation;
	enum err e;

	gate_lock(s->world, h->gate);
	number = h->number;
	incarnation = h->incarnation;
	gate_unlock(s->world, h->gate);
	e = node_beat(s, number, incarnation);
	if (e == OK) {
		h->beat_at = mono;
		return true;
	}
	LOG(s, LOG_WARN, "no_beat", L_ERR("code", e), L_TEXT("words", s->words));
	if (e == ERR_FENCED) {
		h->lost = true;
		h->tell(h->arg);
	}
	return false;
}

static void run(void *arg)
{
	struct heart *h = arg;
	struct world *w = h->like->world;

	while (!h->stopping) {
		int64_t until = world_mono(w) + BEAT_MS;
		struct scope s;

		scope_open(&s, h->like);
		s.marks = TEXT("heart");
		if (!h->lost && !beat(h, &s))
			until = world_mono(w) + AGAIN_MS;
		scope_close(&s);
		gate_lock(w, h->gate);
		while (!h->stopping && world_mono(w) < until)
			gate_wait(w, h->gate, until);
		gate_unlock(w, h->gate);
	}
}

void heart_start(struct heart *h, int64_t entered)
{
	struct world *w = h->like->world;

	h->gate = gate_new(w);
	h->beat_at = entered;
	h->thread = world_spawn(w, "heart", run, h);
}

void heart_stop(struct heart *h)
{
	struct world *w = h->like->world;

	gate_lock(w, h->gate);
	h->stopping = true;
	gate_wake(w, h->gate);
	gate_unlock(w, h->gate);
	world_join(w, h->thread);
	gate_free(w, h->gate);
}

bool heart_lost(const struct heart *h) { return h->lost; }

void heart_again(struct heart *h, int64_t number, int64_t incarnation, int64_t entered)
{
	struct world *w = h->like->world;

	gate_lock(w, h->gate);
	h->number = number;
	h->incarnation = incarnation;
	h->beat_at = entered;
	h->lost = false;
	gate_wake(w, h->gate);
	gate_unlock(w, h->gate);
}

bool heart_sure(const struct heart *h) { return !h->lost && world_mono(h->like->world) - h->beat_at < SURE_MS; }
