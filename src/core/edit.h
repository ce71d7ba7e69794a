/* core/edit.h - what people changed in an order here: which fields, in which form, and the order as it then shows.
 *
 * The edits of an order are a sorted list of facts, as a revision is, with two differences: an empty value says that the
 * field was emptied here, and an empty LINE_ORDERED that the line was taken out. Who, when and why stay in the store. */
#pragma once
#include "core/order_move.h"

enum { EDITS_MAX = 20000, LINE_OWN_MAX = 24 };

bool field_is_editable(enum field f);
/* The group whose base the field follows: its own, save the total, which follows the lines. */
enum field_group field_base(enum field f);
bool field_is_of_lines(enum field f); /* carries a line key, not a package's */

/* A line made here: "+1", "+2" … Lines of channels end in "#" and their occurrence, so that the two never meet. */
bool line_is_own(struct text key);
/* The key that no line of these has; not taken out of EDITS_MAX. */
struct text line_own_next(struct arena *a, const struct facts *shown, const struct facts *edits);

/* Puts one edit in its place, over the one that stood there; an absent value ({0}) takes it away. */
void edits_put(struct arena *a, struct facts *edits, enum field field, struct text line, struct text value);
/* Sorts edits read from the store. ERR_DB where one stands twice or does not have its field's form. */
enum err edits_seal(struct scope *s, struct facts *edits) MUST_CHECK;

/* The form in which a value is kept: blanks in a row are one, none stand at the ends, a country is in capitals. The
 * words name the field. ERR_FIELD_FIXED, ERR_CELL_EMPTY, ERR_CELL_LONG, ERR_CELL_WRONG. */
enum err edit_value(struct scope *s, enum field field, struct text typed, struct text *out) MUST_CHECK;
/* Do the two mean the same, blanks and capitals aside where the field's form says so? */
bool edit_same(struct arena *a, enum field field, struct text x, struct text y);

/* What a person wants to be so: {0} as the value takes the edit back, so that the channel's stands again. */
struct edit_wish {
	enum field field;
	struct text line, value;
};
/* The edits after these wishes; an edit that says what the base says is none. Nothing is changed where a wish is refused:
 * besides the codes of edit_value, ERR_LINE_UNKNOWN, and ERR_ORDER_EMPTY where no line would be left. */
enum err edits_wish(struct scope *s, const struct facts *base, const struct facts *edits,
		    const struct edit_wish *wishes, size_t count, struct facts *out) MUST_CHECK;
/* May the order be edited as it stands? ERR_EDIT_CLOSED. */
enum err edit_check(const struct order_stand *o, bool packed) MUST_CHECK;

/* The order as it shows: the base with the edits over it, facts of lines that are out left out, the total by as much more
 * or less as the lines were edited. Both sealed; so is what comes out. */
struct facts edits_over(struct arena *a, const struct facts *base, const struct facts *edits);
/* Leaves out what is said of lines that do not state their pieces, and lets no more be cancelled than were ordered. */
void lines_tidy(struct arena *a, struct facts *f);
