/* core/merge.h - three-way merge of an order: what was accepted last, what the channel says now, what was changed here.
 *
 * Per field: theirs as the base → ours; ours as the base → theirs; equal → that; else a collision for a person or a rule.
 * A group with an undecided collision stays whole as it is, its base too, so that no order is half of each. */
#pragma once
#include "core/edit.h"

/* A newer revision, made ready to be stored and compared after the one stored before it: what the channel has stopped
 * showing is taken from the older one (masked, blank or absent personal facts; absent plain ones of delivery and lines, the
 * total with them), and a fall of `ordered` that came with cancelled pieces is told as these (LINE_LESSENED). Told
 * again, it changes nothing. Both sealed. */
void facts_settle(struct arena *a, const struct facts *older, struct facts *newer);
/* Its first half alone: what the channel has stopped showing. A merge does it by itself. */
void facts_fill(struct arena *a, const struct facts *older, struct facts *newer);

/* What was accepted last: each group from the revision that its base is. Facts of lines that the lines' own base does not
 * have are left out. */
struct facts facts_assemble(struct arena *a, const struct facts *const bases[GROUP_COUNT]);

#define GROUP_BIT(group) (UINT32_C(1) << (group))
#define GROUPS_UPDATE (GROUP_BIT(GROUP_CONSIGNEE) | GROUP_BIT(GROUP_DELIVERY) | GROUP_BIT(GROUP_LINES))
#define GROUPS_ACCEPT (GROUP_BIT(GROUP_COUNT) - 1)
/* Statuses are the channel's: never declined, never a collision. */
#define GROUPS_STATUS (GROUP_BIT(GROUP_ORDER_STATUS) | GROUP_BIT(GROUP_DELIVERY_STATUS))

enum merge_mode { MERGE_KEEP, MERGE_TAKE };     /* keep my edits, and ask where both changed; take the channel's */
const char *merge_mode_name(enum merge_mode m); /* "keep", "take" */
bool merge_mode_find(struct text name, enum merge_mode *out);

/* A person's or a rule's answer to one field, given when the channel said `theirs` ({0}: not stated any more); it does not
 * hold once the channel says something else. Answer all collisions of a group at once: it moves whole. A whole line by its LINE_ORDERED. To decline what nobody edited makes an edit
 * of the old value. */
struct merge_choice {
	enum field field;
	struct text line, theirs;
	bool take;
};
struct merge_input {
	const struct facts *base, *theirs, *edits; /* base: facts_assemble(); theirs: settled; all sealed */
	const struct facts
		*ignored; /* sorted; what the channel said when it was ignored, "" for not stated; NULL: none */
	uint32_t groups;  /* which are taken: GROUPS_UPDATE, GROUPS_ACCEPT */
	enum merge_mode mode;
	const struct merge_choice *choices;
	size_t choice_count;
};
struct collision { /* texts are {0} where it is not stated; a line as a whole by its LINE_ORDERED */
	enum field field;
	struct text line, base, theirs, ours;
};
/* MERGE_OUTCOMES(X) X(ID, name): what came of it */
#define MERGE_OUTCOMES(X)                                 \
	X(NO_CHANGE, "no_change")                         \
	X(UPDATED, "updated") /* as the channel has it */ \
	X(MERGED, "merged")   /* with edits that stay */  \
	X(NEEDS_DECISION, "needs_decision")               \
	X(UPDATED_NOT_RESERVED, "updated_not_reserved") /* by update_outcome(), never by a merge */
enum merge_outcome {
#define X(id, name) OUTCOME_##id,
	MERGE_OUTCOMES(X)
#undef X
		OUTCOME_COUNT
};
const char *merge_outcome_name(enum merge_outcome o);
bool merge_outcome_find(struct text name, enum merge_outcome *out);

struct merged {
	struct facts base;    /* what was accepted last, from now on: bases that moved are theirs */
	struct facts facts;   /* the order as it shows now */
	struct facts edits;   /* those that stay, with those that came from declining */
	struct facts gone;    /* edits that stood before and stand no more: what the activity keeps, for undo */
	struct changes taken; /* from what the order showed to what it shows */
	struct collision *collisions;
	size_t collision_count;
	uint32_t moved; /* groups whose base moves to theirs; the total follows GROUP_LINES */
	bool changed;   /* anything at all: what it shows, the edits or a base. Without it nothing is to be written. */
	enum merge_outcome outcome;
};
void merge(struct arena *a, const struct merge_input *in, struct merged *out);
