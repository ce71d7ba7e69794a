/* web/view_edit.h - values of an order's fields as the API takes and shows them. */
#pragma once
#include "core/fact_show.h"
#include "web/call.h"
#include "web/views.h"

enum { EDITS_AT_ONCE = 1000 };

/* Whom the values are shown to, and in which currency amounts are. */
struct value_form {
	bool people;
	struct text currency;
};
/* The order's currency, and whether this person may read people. ERR_ORDER_UNKNOWN. */
enum err value_form_of(struct scope *s, const struct call *c, struct value_form *out) MUST_CHECK;
/* As a person may read it; {0} stays {0}. */
struct text value_shown(struct scope *s, const struct value_form *form, enum field field, struct text value);
/* What was typed, as a fact says it: amounts in minor units, all else as it is. */
enum err value_typed(struct scope *s, const struct value_form *form, enum field field, struct text typed,
		     struct text *out) MUST_CHECK;
/* "field" and "line" of an object of the body; only these and `more` may be its members. */
enum err field_read(struct scope *s, struct json of, const char *more, enum field *field, struct text *line) MUST_CHECK;
/* The list of objects of that name in the body, of at most EDITS_AT_ONCE; none where it is left out. */
enum err list_read(struct scope *s, const struct call *c, const char *name, struct json *out, size_t *count) MUST_CHECK;
/* "why" of the body, which may be left out. */
enum err why_read(struct scope *s, const struct call *c, struct text *out) MUST_CHECK;
