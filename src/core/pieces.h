/* core/pieces.h - pieces of an order's lines that the channel cancels or gives back, and what the order's units lack then. */
#pragma once
#include "base/arena.h"
#include "base/text.h"

struct pieces_line {
	int64_t ordered, cancelled;
	int64_t in_sets; /* of its pieces, those that no share can be told of: sets took them, say */
};
enum pieces_turn {
	PIECES_STAY,
	PIECES_GO,  /* the line's units lose their share */
	PIECES_ANEW /* the order's lines are resolved anew; what it holds of the outcome it keeps */
};
/* What becomes of a line of which so many are cancelled now, at most all that were ordered. Pieces that are given back are
 * resolved as those of a new order are: nobody knows which of the mappings they had left. */
enum pieces_turn pieces_turn(const struct pieces_line *was, int64_t cancelled);
/* How many of a line are to be sent where so many are cancelled: never below 0, never more than were ordered. */
int64_t pieces_left(int64_t ordered, int64_t cancelled);

struct pieces { /* of an article, for a line */
	struct text line;
	int64_t sku_id, quantity;
};
struct pieces_list {
	struct pieces *at;
	size_t count;
};
/* What is wanted and not there (above 0), and what is there and not wanted (below), by line and article, each once. */
struct pieces_list pieces_differ(struct arena *a, const struct pieces_list *want, const struct pieces_list *have);
