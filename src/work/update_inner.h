/* work/update_inner.h - shared by the files of "Update order" alone: one call's worth of orders on their way. */
#pragma once
#include "work/shops.h"
#include "work/task.h"
#include "work/trace.h"
#include "work/update.h"

/* One order. */
struct updating {
	struct task_result result; /* a code from the moment on at which it fails */
	int64_t activity_id;
	struct shown was;      /* as it was read last; id 0: not yet */
	struct sighting *seen; /* what the channel answered; NULL: nothing, or nothing that makes sense */
	struct merged merged;
};
struct update {
	struct node *node;
	int64_t shop_id, task_id, attempt;
	struct shop shop;
	struct conversation talk;
	enum merge_mode mode;
	bool release;
	struct updating *at;
	size_t count;
	bool statuses; /* the answer has statuses that the orders have not: the pull is to bring them */
};
/* From here on the order fails, and is as it was. */
void update_failed(struct scope *s, struct updating *o, enum err code, struct text words);
/* What one order fails by is its result (OK is given back); what the whole attempt fails by goes on. */
enum err update_fails(struct scope *s, const struct update *u, struct updating *o, enum err e) MUST_CHECK;
/* Reads those as they are now that have not failed; what stands against their update is their result. Their ids rise. */
enum err update_read(struct scope *s, struct update *u, struct updating *const *at, size_t count) MUST_CHECK;
/* Is the shop still bound? ERR_SHOP_UNBOUND: it was given up meanwhile. */
enum err update_bound(struct scope *s, struct update *u) MUST_CHECK;
/* Judges the answer, and keeps what makes sense of it as revisions. */
enum err update_take(struct scope *s, struct update *u) MUST_CHECK;
/* Merges and writes each order that has not failed, and notes all results. */
enum err update_record(struct scope *s, struct update *u) MUST_CHECK;
