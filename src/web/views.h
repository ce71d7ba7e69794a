/* web/views.h - what the API answers and takes as C: of each view of views.def a struct view_X and its writer, and the
 * lines themselves as a table, from which the descriptions of the API are made. */
#pragma once
#include "base/json.h"
#include "base/scope.h"

struct view_int {
	bool is;
	int64_t value;
};
struct view_ints {
	const int64_t *at;
	size_t count;
};
struct view_texts {
	const struct text *at; /* NULL in an optional one: it is left out */
	size_t count;
};

/* Each type: what it is of, and how many. */
enum view_kind { KIND_ID, KIND_TEXT, KIND_INT, KIND_BOOL, KIND_TIME, KIND_ENUM, KIND_PART };
enum view_many { MANY_ONE, MANY_OR_NULL, MANY_OPTIONAL, MANY_LIST, MANY_OPTIONAL_LIST };
#define VIEW_TYPES(X)                          \
	X(ID, ID, ONE)                         \
	X(ID_OR_NULL, ID, OR_NULL)             \
	X(IDS, ID, LIST)                       \
	X(TEXT, TEXT, ONE)                     \
	X(TEXT_OR_NULL, TEXT, OR_NULL)         \
	X(TEXT_OPTIONAL, TEXT, OPTIONAL)       \
	X(TEXTS, TEXT, LIST)                   \
	X(TEXTS_OPTIONAL, TEXT, OPTIONAL_LIST) \
	X(INT, INT, ONE)                       \
	X(INT_OR_NULL, INT, OR_NULL)           \
	X(INT_OPTIONAL, INT, OPTIONAL)         \
	X(INTS, INT, LIST)                     \
	X(BOOL, BOOL, ONE)                     \
	X(TIME, TIME, ONE)                     \
	X(TIME_OR_NULL, TIME, OR_NULL)         \
	X(ENUM, ENUM, ONE)                     \
	X(ENUM_OR_NULL, ENUM, OR_NULL)         \
	X(ENUMS, ENUM, LIST)                   \
	X(PART, PART, ONE)                     \
	X(PART_OR_NULL, PART, OR_NULL)         \
	X(LIST, PART, LIST)
enum view_type {
#define X(name, kind, many) TYPE_OF_##name,
	VIEW_TYPES(X)
#undef X
		VIEW_TYPE_COUNT
};
enum view_kind view_kind(enum view_type t);
enum view_many view_many(enum view_type t);

/* What each type is in C. Nothing is 0 for ids and moments, {0} for texts, NULL for parts. */
#define FIELD_ID(of) int64_t
#define FIELD_ID_OR_NULL(of) int64_t
#define FIELD_IDS(of) struct view_ints
#define FIELD_TEXT(of) struct text
#define FIELD_TEXT_OR_NULL(of) struct text
#define FIELD_TEXT_OPTIONAL(of) struct text
#define FIELD_TEXTS(of) struct view_texts
#define FIELD_TEXTS_OPTIONAL(of) struct view_texts
#define FIELD_INT(of) int64_t
#define FIELD_INT_OR_NULL(of) struct view_int
#define FIELD_INT_OPTIONAL(of) struct view_int
#define FIELD_INTS(of) struct view_ints
#define FIELD_BOOL(of) bool
#define FIELD_TIME(of) int64_t
#define FIELD_TIME_OR_NULL(of) int64_t
#define FIELD_ENUM(of) struct text
#define FIELD_ENUM_OR_NULL(of) struct text
#define FIELD_ENUMS(of) struct view_texts
#define FIELD_PART(of) struct view_##of
#define FIELD_PART_OR_NULL(of) const struct view_##of *
#define FIELD_LIST(of) struct view_##of##_list

#define MEMBER_AS(field, name, type, of, sentence) FIELD_##type(of) field;
#define SAME(of, sentence) struct view_##of of;
#define VIEW(name, sentence)                  \
	struct view_##name;                   \
	struct view_##name##_list {           \
		const struct view_##name *at; \
		size_t count;                 \
	};                                    \
	struct view_##name {
#define END(name)                                                                       \
	}                                                                               \
	;                                                                               \
	/* `key` is NULL in an array and for the whole answer. */                       \
	void view_##name##_members(struct json_writer *w, const struct view_##name *v); \
	void view_##name##_write(struct json_writer *w, const char *key, const struct view_##name *v);
#include "web/views.def"

/* The lines of views.def. */
enum view_line { LINE_ENUM, LINE_VIEW, LINE_MEMBER, LINE_SAME, LINE_END };
struct view_row {
	enum view_line line;
	const char *name; /* of an enumeration, view or member; of LINE_SAME the view */
	const char *sentence;
	enum view_type type; /* of a member … */
	const char *of;      /* … its enumeration or view; "" for the others */
	const char *words;   /* of an enumeration "a|b|c", or NULL: */
	int first, end;      /* … the values of an enum, named by: */
	const char *(*value)(int);
};
extern const struct view_row view_rows[]; /* ended by a row without a name */
/* An enumeration or view of this name, or NULL; a view's members follow it up to LINE_END. */
const struct view_row *view_find(struct text name);
/* The i-th word of an enumeration; {0} past the last. */
struct text view_word(struct arena *a, const struct view_row *e, size_t i);
struct text view_lower(struct arena *a, const char *name); /* "READ_ORDERS" → "read_orders" */
