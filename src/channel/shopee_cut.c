/* channel/shopee_cut.c - records cut out of a document that is no JSON as a whole, because one of them is not.
 *
 * One buyer's half an emoji makes a whole answer of 50 orders invalid JSON. Then the orders are cut apart by their
 * brackets and strings alone, and each is read by itself; nothing is taken from here that is not parsed afterwards. */
#include "channel/shopee.h"
#include <string.h>

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static void skip_blanks(struct text *t)
{
	while (t->size && blank(*t->at)) {
		t->at++;
		t->size--;
	}
}

static void skip(struct text *t, size_t size)
{
	t->at += size;
	t->size -= size;
}

/* Bytes of the string that `t` begins with, quotes included; 0: it has no end. */
static size_t string_size(struct text t)
{
	for (size_t i = 1; i < t.size; i++)
		if (t.at[i] == '\\')
			i++;
		else if (t.at[i] == '"')
			return i + 1;
	return 0;
}

/* Bytes of the value that `t` begins with, however deep; 0: it has no end. */
static size_t value_size(struct text t)
{
	size_t depth = 0;

	for (size_t i = 0; i < t.size; i++) {
		char c = t.at[i];

		if (c == '"') {
			size_t size = string_size((struct text){ t.at + i, t.size - i });

			if (!size)
				return 0;
			i += size - 1;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (depth && (c == '}' || c == ']')) {
			depth--;
		} else if (!depth && (c == ',' || c == '}' || c == ']' || blank(c))) {
			return i;
		} else {
			continue;
		}
		if (!depth)
			return i + 1;
	}
	return 0;
}

bool cut_first(struct text array, struct text *rest)
{
	skip_blanks(&array);
	if (!array.size || *array.at != '[')
		return false;
	skip(&array, 1);
	*rest = array;
	return true;
}

bool cut_next(struct text *rest, struct text *element)
{
	size_t size;

	skip_blanks(rest);
	if (rest->size && *rest->at == ',') {
		skip(rest, 1);
		skip_blanks(rest);
	}
	size = value_size(*rest);
	if (!size)
		return false;
	*element = (struct text){ rest->at, size };
	skip(rest, size);
	return true;
}

bool cut_member(struct text object, const char *name, struct text *value)
{
	size_t name_size = strlen(name), size;

	skip_blanks(&object);
	if (!object.size || *object.at != '{')
		return false;
	for (skip(&object, 1);; skip(&object, size)) {
		while (object.size && (blank(*object.at) || *object.at == ','))
			skip(&object, 1);
		size = object.size && *object.at == '"' ? string_size(object) : 0;
		if (!size)
			return false;
		bool found = size == name_size + 2 && memcmp(object.at + 1, name, name_size) == 0;

		skip(&object, size);
		skip_blanks(&object);
		if (!object.size || *object.at != ':')
			return false;
		skip(&object, 1);
		skip_blanks(&object);
		size = value_size(object);
		if (!size)
			return false;
		if (found) {
			*value = (struct text){ object.at, size };
			return true;
		}
	}
}
