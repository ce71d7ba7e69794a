/* work/heart.h - a node's beat: one row that moves every BEAT_MS while the node lives. */
#pragma once
#include "base/scope.h"
#include <stdatomic.h>

struct heart {
	const struct scope *like; /* scopes are opened like this one */
	struct gate *gate;        /* guards number and incarnation */
	struct thread *thread;
	int64_t number, incarnation;
	atomic_bool lost, stopping;
	_Atomic int64_t beat_at; /* monotonic: when the last beat that was taken began */
	void (*tell)(void *arg); /* called when the node finds itself declared dead */
	void *arg;
};

/* The node has entered as "working"; `entered` is the monotonic moment before that. */
void heart_start(struct heart *h, int64_t entered);
void heart_stop(struct heart *h);
/* Declared dead: nothing may be done any more, until the node has begun anew. */
bool heart_lost(const struct heart *h);
void heart_again(struct heart *h, int64_t number, int64_t incarnation, int64_t entered);
/* The last beat is so young that no other can have declared us dead. */
bool heart_sure(const struct heart *h);
