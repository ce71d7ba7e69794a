/* core/edit_value.c - in which form the values that people type are kept. */
#include "base/scope.h"
#include "core/edit.h"
#include <string.h>

enum form {
	FORM_NONE,
	FORM_LINE,
	FORM_TEXT,
	FORM_CODE,
	FORM_COUNTRY,
	FORM_POSTCODE,
	FORM_PHONE,
	FORM_PIECES,
	FORM_AMOUNT
};
enum { PIECES_MAX = 1000000 };
static const int64_t amount_max = 100000000000000;

static const struct {
	enum form form;
	size_t longest;
	bool empties;
} editable[FIELD_COUNT] = {
#define EDIT(field, form, longest, empties) [FIELD_##field] = { FORM_##form, longest, empties },
#include "core/edits.def"
#undef EDIT
};

bool field_is_editable(enum field f) { return editable[f].form != FORM_NONE; }

/* The bytes of a blank at this place; 0: there is none. People paste blanks of every kind. */
static size_t blank_at(struct text t, size_t at)
{
	const char *p = t.at + at;

	if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
		return 1;
	if (t.size - at >= 2 && !memcmp(p, "\xc2\xa0", 2))
		return 2;
	return t.size - at >= 3 && !memcmp(p, "\xe3\x80\x80", 3) ? 3 : 0;
}

/* On one line, each run of blanks one space, none at the ends. */
static struct text on_one_line(struct arena *a, struct text t)
{
	struct buffer out = buffer_in(a);
	bool between = false;

	for (size_t at = 0, blank; at < t.size; at += blank ? blank : 1) {
		blank = blank_at(t, at);
		if (!blank) {
			if (between)
				buffer_byte(&out, ' ');
			buffer_byte(&out, t.at[at]);
		}
		between = blank ? out.size > 0 : false;
	}
	return out.size ? buffer_text(&out) : TEXT("");
}

/* Several lines: as they are, each ended by a newline only, without blanks at the ends of the whole. */
static struct text on_lines(struct arena *a, struct text t)
{
	struct buffer out = buffer_in(a);

	t = text_trim(t);
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] != '\r')
			buffer_byte(&out, t.at[i]);
	return out.size ? buffer_text(&out) : TEXT("");
}

static struct text in_capitals(struct arena *a, struct text t)
{
	char *at = arena_raw(a, t.size + 1);

	for (size_t i = 0; i < t.size; i++)
		at[i] = (char)(t.at[i] >= 'a' && t.at[i] <= 'z' ? t.at[i] - 'a' + 'A' : t.at[i]);
	at[t.size] = '\0';
	return (struct text){ at, t.size };
}

static bool has_control(struct text t, bool lines)
{
	for (size_t i = 0; i < t.size; i++)
		if (((unsigned char)t.at[i] < ' ' && !(lines && (t.at[i] == '\n' || t.at[i] == '\t'))) ||
		    t.at[i] == 0x7f)
			return true;
	return false;
}

static bool only(struct text t, const char *others, bool letters)
{
	for (size_t i = 0; i < t.size; i++) {
		char c = t.at[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		if (!(c >= '0' && c <= '9') && !(letters && letter) && !strchr(others, c))
			return false;
	}
	return true;
}

static bool has_digit(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] >= '0' && t.at[i] <= '9')
			return true;
	return false;
}

static bool is_country(struct text t)
{
	return t.size == 2 && t.at[0] >= 'A' && t.at[0] <= 'Z' && t.at[1] >= 'A' && t.at[1] <= 'Z';
}

/* A number in its one form; nothing where it is not one, or is out of range. */
static struct text number(struct arena *a, struct text t, int64_t most)
{
	int64_t n;

	t = text_trim(t);
	if (t.size == 0)
		return TEXT("");
	if (!text_to_int(t, &n) || n < 0 || n > most)
		return (struct text){ 0 };
	return text_format(a, "%lld", (long long)n);
}

/* The value in its form; {0} where it cannot have it, `why` then ends the sentence "The field X …". */
static struct text formed(struct arena *a, enum form form, struct text t, const char **why)
{
	struct text out = form == FORM_TEXT ? on_lines(a, t) : form == FORM_CODE ? text_trim(t) : on_one_line(a, t);

	*why = "has characters that cannot be printed";
	if (has_control(out, form == FORM_TEXT))
		return (struct text){ 0 };
	switch (form) {
	case FORM_COUNTRY:
		out = in_capitals(a, out);
		*why = "is two letters, as in ISO 3166";
		return out.size == 0 || is_country(out) ? out : (struct text){ 0 };
	case FORM_POSTCODE:
		out = in_capitals(a, out);
		*why = "has digits, letters, blanks and hyphens only";
		return only(out, " -", true) ? out : (struct text){ 0 };
	case FORM_PHONE:
		*why = "has digits, blanks and + - ( ) . / # x only";
		return only(out, " +-().,/#x", false) && (out.size == 0 || has_digit(out)) ? out : (struct text){ 0 };
	case FORM_PIECES:
		*why = "is a whole number up to 1,000,000; 0 takes the line out";
		out = number(a, out, PIECES_MAX);
		return text_is(out, "0") ? TEXT("") : out;
	case FORM_AMOUNT:
		*why = "is an amount from 0 on";
		return number(a, out, amount_max);
	case FORM_NONE:
	case FORM_LINE:
	case FORM_TEXT:
	case FORM_CODE:
		break;
	}
	return out;
}

static size_t code_points(struct text t)
{
	size_t n = 0;

	for (size_t i = 0; i < t.size; i++)
		n += ((unsigned char)t.at[i] & 0xc0) != 0x80;
	return n;
}

enum err edit_value(struct scope *s, enum field field, struct text typed, struct text *out)
{
	const char *name = field_name(field), *why;

	if (!field_is_editable(field))
		return fail(s, ERR_FIELD_FIXED, "The field %s is not edited here; change it at the channel.", name);
	if (!text_valid(typed))
		return fail(s, ERR_BAD_TEXT, "The field %s is not valid UTF-8; type it anew.", name);
	*out = formed(s->arena, editable[field].form, typed, &why);
	if (!out->at)
		return fail(s, ERR_CELL_WRONG, "The field %s %s.", name, why);
	if (!out->size && !editable[field].empties)
		return fail(s, ERR_CELL_EMPTY, "The field %s cannot be empty; fill it in.", name);
	if (code_points(*out) > editable[field].longest)
		return fail(s, ERR_CELL_LONG, "The field %s takes %zu characters at most; shorten it.", name,
			    editable[field].longest);
	if (field_is_personal(field) && fact_is_masked(*out))
		return fail(s, ERR_CELL_WRONG, "The field %s is masked by stars; type the whole of it.", name);
	return OK;
}

bool edit_same(struct arena *a, enum field field, struct text x, struct text y)
{
	const char *why;
	struct text one, other;

	if (text_same(x, y) || !field_is_editable(field))
		return text_same(x, y);
	one = formed(a, editable[field].form, x, &why);
	other = formed(a, editable[field].form, y, &why);
	return one.at && other.at && text_same(one, other);
}
