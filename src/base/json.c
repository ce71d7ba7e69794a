/* base/json.c - walking through a document that json_read.c has read. */
#include "base/json.h"
#include "base/decimal.h"
#include "base/json_node.h"
#include <string.h>

enum json_kind json_kind(struct json v) { return v.node ? (enum json_kind)v.node->kind : JSON_NONE; }

static bool has_children(struct json v) { return json_kind(v) == JSON_ARRAY || json_kind(v) == JSON_OBJECT; }

struct json json_first(struct json v)
{
	if (!has_children(v) || v.node->count == 0)
		return (struct json){ NULL };
	return (struct json){ v.node + (v.node->kind == JSON_OBJECT ? 2 : 1) };
}

struct json json_next(struct json parent, struct json child)
{
	if (!has_children(parent) || !child.node || child.node->skip == 0)
		return (struct json){ NULL };
	return (struct json){ child.node + child.node->skip };
}

struct text json_name(struct json parent, struct json member)
{
	if (json_kind(parent) != JSON_OBJECT || !member.node)
		return (struct text){ 0 };
	return (struct text){ member.node[-1].at, member.node[-1].size };
}

size_t json_count(struct json v) { return has_children(v) ? v.node->count : 0; }

static struct json member(struct json object, struct text name)
{
	if (json_kind(object) != JSON_OBJECT || object.node->count == 0)
		return (struct json){ NULL };
	for (const struct json_node *n = object.node + 2;; n += n->skip) {
		if (n[-1].size == name.size && memcmp(n[-1].at, name.at, name.size) == 0)
			return (struct json){ n };
		if (n->skip == 0)
			return (struct json){ NULL };
	}
}

struct json json_at(struct json object, const char *name) { return member(object, text_of(name)); }

struct json json_path(struct json v, const char *dotted)
{
	struct text rest = text_of(dotted), name;

	while (text_cut(&rest, '.', &name))
		v = member(v, name);
	return v;
}

struct text json_text(struct json v)
{
	if (json_kind(v) != JSON_STRING && json_kind(v) != JSON_NUMBER)
		return (struct text){ 0 };
	return (struct text){ v.node->at, v.node->size };
}

struct text json_node_lexeme(const struct json_node *n)
{
	if (n->escaped) {
		struct json_escaped e;

		memcpy(&e, n->at - sizeof e, sizeof e);
		return (struct text){ e.lexeme, e.size };
	}
	if (n->kind == JSON_STRING)
		return (struct text){ n->at - 1, (size_t)n->size + 2 };
	return (struct text){ n->at, n->size };
}

struct text json_lexeme(struct json v) { return v.node ? json_node_lexeme(v.node) : (struct text){ 0 }; }

bool json_int(struct json v, int64_t *out)
{
	return json_kind(v) == JSON_NUMBER && decimal_scaled(json_text(v), 0, out);
}

bool json_is_true(struct json v) { return json_kind(v) == JSON_TRUE; }
