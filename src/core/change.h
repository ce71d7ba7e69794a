/* core/change.h - what differs between two states of an order, in the words that people, lists and rules use. */
#pragma once
#include "core/fact.h"

enum change_type {
#define CHANGED(id, name, group, en, zh) CHANGED_##id,
#include "core/changes.def"
	CHANGED_COUNT
};
#define CHANGE_BIT(type) (UINT64_C(1) << (type))

const char *change_name(enum change_type t);  /* "line_added" */
const char *change_words(enum change_type t); /* in English */
const char *change_zh(enum change_type t);
enum field_group change_group(enum change_type t);
bool change_type_find(struct text name, enum change_type *out);

/* One change: of a field, of a whole line (before or after is its SKU, or else its title), or of a product swapped for
 * another (`line` is the new line's key, `was_line` the old one's; the same where the line kept its key). */
struct typed_change {
	enum change_type type;
	enum field field; /* LINE_ORDERED where a whole line came or went, LINE_SKU where one was swapped */
	struct text line, was_line, before, after;
};
struct typed_changes {
	struct typed_change *at;
	size_t count;
	uint64_t bits; /* CHANGE_BIT of each type that occurs */
};
/* In the order of changes.def, then of lines. What only is shown no longer is no change (facts_diff). */
void change_find(struct arena *a, const struct facts *before, const struct facts *after, struct typed_changes *out);
