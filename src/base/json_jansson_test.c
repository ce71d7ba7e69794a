/* base/json_jansson_test.c - jansson as the other reader. */
#include "base/json_other_test.h"
#include <jansson.h>
#include <string.h>

static void spell(const json_t *v, struct buffer *b);

static void spell_string(struct buffer *b, const char *at, size_t size)
{
	struct text hex = hex_format(b->arena, at, size);

	buffer_format(b, "'%.*s'", TEXT_ARG(hex));
}

static void spell_object(const json_t *v, struct buffer *b)
{
	/* Nothing is changed: the library's walk only lacks the word const. */
	json_t *object = json_incref((json_t *)(uintptr_t)v);

	buffer_byte(b, '{');
	for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i)) {
		spell_string(b, json_object_iter_key(i), strlen(json_object_iter_key(i)));
		spell(json_object_iter_value(i), b);
	}
	buffer_byte(b, '}');
	json_decref(object);
}

static void spell(const json_t *v, struct buffer *b)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		spell_object(v, b);
		break;
	case JSON_ARRAY:
		buffer_byte(b, '[');
		for (size_t i = 0; i < json_array_size(v); i++)
			spell(json_array_get(v, i), b);
		buffer_byte(b, ']');
		break;
	case JSON_STRING:
		spell_string(b, json_string_value(v), json_string_length(v));
		break;
	case JSON_INTEGER:
		buffer_format(b, "i%lld", (long long)json_integer_value(v));
		break;
	case JSON_REAL:
		buffer_format(b, "r%a", json_real_value(v));
		break;
	case JSON_TRUE:
		buffer_add_z(b, "true");
		break;
	case JSON_FALSE:
		buffer_add_z(b, "false");
		break;
	case JSON_NULL:
		buffer_add_z(b, "null");
		break;
	}
}

enum other other_read(struct text document, struct buffer *spelled)
{
	json_error_t why;
	json_t *v = json_loadb(document.at, document.size, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &why);

	if (!v)
		return json_error_code(&why) == json_error_numeric_overflow ? OTHER_HAS_NO_ROOM : OTHER_REFUSES;
	spell(v, spelled);
	json_decref(v);
	return OTHER_TAKES;
}
