/* web/order_walk.h - candidates for a list of orders, in the list's order, by the index that serves them best.
 *
 * A walk goes along indexes of orders, as far as it is asked to. A gathering first finds the few orders that a selective
 * filter names (numbers, people, moments) and then gives them in the list's order. Either gives the same list. */
#pragma once
#include "base/scope.h"
#include "core/order_filter.h"

struct order_walk;

/* Behind `after`, or from the start where it is NULL. */
enum err order_walk_open(struct scope *s, const struct order_filter *f, const struct order_place *after,
			 struct order_walk **out) MUST_CHECK;
/* *out is NULL when no filter is selective, or when more than `most` orders are named. */
enum err order_walk_gather(struct scope *s, const struct order_filter *f, const struct order_place *after, size_t most,
			   struct order_walk **out) MUST_CHECK;
/* Up to `max` ids; fewer when it is over, or when more than `rows` index rows have been read since the walk was opened. */
enum err order_walk_next(struct scope *s, struct order_walk *w, size_t max, size_t rows, struct order_place *to,
			 size_t *count) MUST_CHECK;
bool order_walk_over(const struct order_walk *w);    /* nothing is left */
bool order_walk_checked(const struct order_walk *w); /* all that order_filter_head asks holds for what it gives */
/* Up to where everything was given: where a list that stops goes on. */
struct order_place order_walk_place(const struct order_walk *w);
