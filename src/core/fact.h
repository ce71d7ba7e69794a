/* core/fact.h - an order as the channel states it: a sorted list of facts, compared and stored by merge-joins.
 *
 * A fact is (field, line, value). `line` is empty for the order itself, else the key of a line or package: the
 * channel's parts and an occurrence number, never the position. The value is text in the form of the field's type. */
#pragma once
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

struct scope;

enum field {
#define FIELD(name, group, type, whose, sentence) FIELD_##name,
#include "core/fields.def"
#undef FIELD
	FIELD_COUNT
};

enum field_group {
	GROUP_CONSIGNEE,
	GROUP_DELIVERY,
	GROUP_LINES,
	GROUP_PAYMENT,
	GROUP_ORDER_STATUS,
	GROUP_DELIVERY_STATUS,
	GROUP_NOTES,
	GROUP_OTHER,
	GROUP_COUNT
};
enum field_type { TYPE_WORD, TYPE_TEXT, TYPE_CODE, TYPE_INT, TYPE_MONEY, TYPE_TIME, TYPE_FLAG };
enum field_whose { WHOSE_PERSON, WHOSE_PLAIN };

const char *field_name(enum field f); /* "consignee_name" */
bool field_find(struct text name, enum field *out);
const char *field_sentence(enum field f);
enum field_group field_group(enum field f);
enum field_type field_type(enum field f);
bool field_is_personal(enum field f);
const char *group_name(enum field_group g); /* "order_status" */

struct fact {
	enum field field;
	struct text line;
	struct text value;
};

/* Kept sorted by (field, line) with no two alike once facts_seal() was called. */
struct facts {
	struct fact *at;
	size_t count, room;
};

enum { FACTS_MAX = 400000, LINES_MAX = 20000 };

/* Notes a fact; one with value {0} (absent) is not noted. Views are kept, not copied. */
void facts_add(struct arena *a, struct facts *f, enum field field, struct text line, struct text value);
/* Sorts; ERR_RECORD_UNREADABLE when (field, line) occurs twice, a value does not have its type's form, or one field has
 * more than LINES_MAX lines; ERR_TOO_LARGE past FACTS_MAX. */
enum err facts_seal(struct scope *s, struct facts *f) MUST_CHECK;
bool fact_fits(enum field field, struct text value); /* has the form of the field's type */
struct text facts_find(const struct facts *f, enum field field, struct text line); /* {0}: not stated */

/* Digests per group. Plain fields: XXH3-128 over the canonical form; personal fields: BLAKE2b under `people_key`,
 * kept apart, so that it can go with the data it covers. A group without facts has a digest of its own (of nothing). */
struct fact_digests {
	struct digest128 plain[GROUP_COUNT];
	struct digest128 people; /* over all personal facts; zeros: there are none */
};
void facts_digest(struct arena *a, const struct facts *f, const uint8_t people_key[32], struct fact_digests *out);
/* The stored form of `plain`: GROUP_COUNT × 16 bytes. */
struct text fact_digests_format(struct arena *a, const struct fact_digests *d);
bool fact_digests_parse(struct text stored, struct fact_digests *d);
/* One bit for each group of `plain` that differs. */
uint32_t fact_digests_diff(const struct fact_digests *a, const struct fact_digests *b);

/* The stored form of a sealed list: a compact byte string, plain and personal facts apart. Parsing appends the same
 * facts, as views into `stored`; seal when both parts were read. */
struct text facts_format(struct arena *a, const struct facts *f, bool personal);
enum err facts_parse(struct scope *s, struct text stored, struct facts *into) MUST_CHECK;

enum change_kind { CHANGE_ADDED, CHANGE_GONE, CHANGE_OTHER_VALUE };
struct change {
	enum change_kind kind;
	enum field field;
	struct text line, before, after; /* before of an addition and after of a loss are {0} */
};
struct changes {
	struct change *at;
	size_t count;
};
/* What differs between two sealed lists. A masked, blank or absent `after` of a personal field is no change: the
 * channel has only stopped showing it. */
void facts_diff(struct arena *a, const struct facts *before, const struct facts *after, struct changes *out);
bool fact_is_masked(struct text value);           /* two or more '*' in a row */
uint32_t changes_groups(const struct changes *c); /* bit per group touched */

/* `newer`, with each personal value that is masked, blank or absent replaced by what `older` knew (an unmasked one). */
void facts_unmask(struct arena *a, const struct facts *older, struct facts *newer);
