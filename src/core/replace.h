/* core/replace.h - orders that the channel cancelled and made anew (domain.md section 5): which replaces which, and what
 * moves from the old to the new. */
#pragma once
#include "core/edit.h"

/* An order of one shop, and the reference of the one that it says to replace; {0}: none. Split: several have one parent. */
struct replacement {
	struct text ref, parent;
};
enum { REPLACE_NONE = -1, REPLACE_MISSING = -2, REPLACE_CYCLE = -3 };
/* Of each order the index of its parent; REPLACE_NONE without one, REPLACE_MISSING where it is not among these (it comes, or
 * never does: asked for by its number), REPLACE_CYCLE for each order of a ring, none of which then replaces any. */
void replace_parents(struct arena *a, const struct replacement *orders, size_t count, int64_t *parents);
/* The newest of the chain that begins at `from`: the last that alone replaces the one before it. `parents` as made above. */
size_t replace_newest(const int64_t *parents, size_t count, size_t from);

/* What of the old order's edits moves to the new one. Those of the order itself move as they are; those of a line move to
 * the new order's line of the same platform SKU and variant (the first that no other line took), and own lines as
 * they are. What finds no line stays behind in `left`, for a person. An edit that says what the new order says is dropped. */
struct replaced {
	struct facts moved, left;
	struct replaced_line {
		struct text was, now;
	} * lines; /* each line of the old order that lives on; for reservation and audit */
	size_t line_count;
};
void replace_move(struct arena *a, const struct facts *old, const struct facts *edits, const struct facts *new,
		  struct replaced *out);
/* May the reservation and the audit of the old order go over as they are? All lines live on with the same pieces. */
bool replace_alike(const struct facts *old, const struct facts *new, const struct replaced *r);
